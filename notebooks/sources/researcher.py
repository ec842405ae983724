"""A researcher's way: a sweep, and what decides an outcome, from Python alone."""

from kkgsim.i18n import Text

NAMES = {"en": "sweep-and-sensitivity", "id": "rangkaian-dan-kepekaan"}
CELLS = (
    Text(
        "# A sweep, and what decides\n\nA study says what varies; a sweep plays it and keeps every run; the sensitivity "
        "says what decides. All of it is small here, so that it takes seconds; studies of full size are in "
        "`scenarios/studies/`.",
        "# Rangkaian simulasi, dan apa yang menentukan\n\nStudi menyebut apa yang divariasikan; rangkaian simulasi "
        "menjalankannya dan menyimpan semuanya; kepekaan menyebut apa yang menentukan. Di sini semuanya kecil agar "
        "selesai dalam hitungan detik; studi berukuran penuh ada di `scenarios/studies/`.",
    ),
    "from pathlib import Path\n\nimport kkgsim",
    Text(
        "## The study\n\nA setting of a lever, and two numbers of the model within their ranges; all other numbers are "
        "held. The design is a Latin hypercube.",
        "## Studi\n\nSatu pengaturan kebijakan, dan dua angka model dalam rentangnya; angka lain ditahan. Rancangannya "
        "hiperkubus Latin.",
    ),
    "STUDY = '''\n"
    'title = "Facilitators and distance"\nabout = "How many, and how far?"\nclusters = 1\nreplicates = 1\nseed = 1\n'
    'numbers = "book"\noutcomes = ["attendance_share", "practice_mean"]\nmonths = ["end"]\n\n'
    '[scenario]\nplace = "janapria"\nmonths = 12\n\n[design]\nmethod = "latin_hypercube"\nsamples = 256\nseed = 1\n\n'
    '[[vary]]\nsetting = "facilitator_team_per_10_schools"\nlow = 0.0\nhigh = 2.0\n\n'
    '[[vary]]\nnumber = "attend_distance"\n\n'
    '[[vary]]\nnumber = "attend_base"\n'
    "'''\n"
    'Path("study.toml").write_text(STUDY);',
    Text(
        "## The sweep\n\nIt lies in a folder, can be interrupted and goes on where it was; called once more it plays "
        "nothing again. `table` has a row a run.",
        "## Rangkaian simulasi\n\nTersimpan dalam sebuah folder, dapat dihentikan dan dilanjutkan; dipanggil sekali lagi "
        "ia tidak mengulang apa pun. `table` memuat satu baris untuk setiap simulasi.",
    ),
    "from IPython.display import ProgressBar\n\nbar = ProgressBar(256)\nbar.display()\n\n\n"
    "def standing(count):\n    bar.progress = count.done\n\n\n"
    'sweep = kkgsim.sweep("study.toml", "swept", progress=standing)',
    "sweep.table.head()",
    'sweep.plot("practice_mean_end")',
    Text(
        "Every file has its checksum, and any run can be played again to the same bits.",
        "Setiap berkas memiliki checksum, dan setiap simulasi dapat diulang sampai bit yang sama.",
    ),
    "sweep.verify(run=5).sound",
    Text(
        "## What decides\n\nThe runs of the sweep are enough: what share of an outcome's variance follows each factor "
        "alone, with the band of the estimate.",
        "## Apa yang menentukan\n\nSimulasi yang sudah ada cukup: berapa bagian ragam sebuah hasil mengikuti setiap "
        "faktor sendirian, dengan rentang perkiraannya.",
    ),
    'answer = kkgsim.sensitivity("swept")\nanswer.table',
    "answer.plot()",
    Text(
        "Whatever pandas can do with a table can be done with the runs, which say all that a figure needs; "
        '`sweep.save("results")` writes them with provenance.',
        "Apa pun yang dapat dilakukan pandas dengan sebuah tabel dapat dilakukan dengan simulasi ini; "
        '`sweep.save("results")` menuliskannya beserta asal-usulnya.',
    ),
    'sweep.table.groupby("point")[["attendance_share_end", "practice_mean_end"]].mean().corr().round(2)',
)
