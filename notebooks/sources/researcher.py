"""A researcher's way: a sweep, and what decides an outcome, from Python alone."""

from kkgsim.i18n import Text

NAMES = {"en": "sweep-and-sensitivity", "id": "rangkaian-dan-kepekaan"}
CELLS = (
    Text(
        "# A sweep, and what decides\n\nA study says what varies; a sweep plays it and keeps every run; the sensitivity "
        "says what decides. All of it is small here, so that it takes seconds; real studies are in `scenarios/studies/`.",
        "# Rangkaian simulasi, dan apa yang menentukan\n\nStudi menyebut apa yang divariasikan; rangkaian simulasi "
        "menjalankannya dan menyimpan semuanya; kepekaan menyebut apa yang menentukan. Di sini semuanya kecil agar "
        "selesai dalam hitungan detik; studi sungguhan ada di `scenarios/studies/`.",
    ),
    "from pathlib import Path\n\nimport kkgsim",
    Text("## The study", "## Studi"),
    "STUDY = '''\n"
    'title = "Facilitators and distance"\nabout = "How many, and how far?"\nclusters = 1\nreplicates = 2\nseed = 1\n'
    'numbers = "drawn"\noutcomes = ["attendance_share", "practice_mean"]\nmonths = ["end"]\n\n'
    '[scenario]\nplace = "janapria"\nmonths = 12\n\n[design]\nmethod = "latin_hypercube"\nsamples = 60\nseed = 1\n\n'
    '[[vary]]\nsetting = "facilitator_team_per_10_schools"\nlow = 0.0\nhigh = 2.0\n\n'
    '[[vary]]\nnumber = "attend_distance"\nlow = 0.02\nhigh = 0.15\n'
    "'''\n"
    'Path("study.toml").write_text(STUDY);',
    Text(
        "## The sweep\n\nIt lies in a folder, can be interrupted and goes on where it was. `table` has a row for each "
        "run and outcome.",
        "## Rangkaian simulasi\n\nTersimpan dalam sebuah folder, dapat dihentikan dan dilanjutkan. `table` memuat satu "
        "baris untuk setiap simulasi dan hasil.",
    ),
    'sweep = kkgsim.sweep("study.toml", "swept")\nsweep.table.head()',
    "sweep.table.shape",
    Text(
        "## What decides\n\nThe runs of the sweep are enough: what share of an outcome's variance follows each factor.",
        "## Apa yang menentukan\n\nSimulasi yang sudah ada cukup: berapa bagian ragam sebuah hasil mengikuti setiap faktor.",
    ),
    'answer = kkgsim.sensitivity("swept")\nanswer.table.head(8)',
    "answer.plot()",
)
