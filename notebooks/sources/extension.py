"""A lever and a place from a package of one's own, without a change of kkgsim."""

from kkgsim.i18n import Text

NAMES = {"en": "a-lever-of-your-own", "id": "kebijakan-buatan-sendiri"}
CELLS = (
    Text(
        "# A lever and a place of your own\n\nA package beside kkgsim can bring levers and places. The example in "
        "`examples/kkgsim-messages` brings one of each; copy it, and change the copy.",
        "# Kebijakan dan tempat buatan sendiri\n\nSebuah paket di samping kkgsim dapat membawa kebijakan dan tempat. "
        "Contoh di `examples/kkgsim-messages` membawa masing-masing satu; salin, lalu ubah salinannya.",
    ),
    Text(
        "## The lever\n\nIt is a module: numbers with range, unit, words and source; rules, which are plain functions of "
        "things; and `LEVER`, which puts them together.",
        "## Kebijakan\n\nSebuah modul: angka dengan rentang, satuan, kata-kata, dan sumber; aturan, yaitu fungsi biasa "
        "atas benda-benda model; dan `LEVER` yang menyatukannya.",
    ),
    "from pathlib import Path\n\nfrom IPython.display import Code\n\n"
    'package = Path("../examples/kkgsim-messages")\n'
    'Code(filename=str(package / "kkgsim_messages" / "messages_to_teachers.py"))',
    Text(
        "The package names what it brings in its `pyproject.toml`:",
        "Paket itu menyebut apa yang dibawanya dalam `pyproject.toml`:",
    ),
    'text = (package / "pyproject.toml").read_text()\nprint(text[text.index("[project.entry-points") :])',
    Text(
        "## Installing it\n\nUsually a package goes into the environment in which kkgsim is (`docs/extending.md`). Here "
        "it goes into a folder, and this notebook alone sees it. That has to come before kkgsim first looks for levers.",
        "## Memasangnya\n\nBiasanya sebuah paket dipasang di lingkungan tempat kkgsim berada (`docs/extending.md`). Di "
        "sini ia dipasang dalam sebuah folder, dan hanya notebook ini yang melihatnya. Itu harus dilakukan sebelum "
        "kkgsim pertama kali mencari kebijakan.",
    ),
    "import subprocess\nimport sys\n\n"
    'pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--no-build-isolation"]\n'
    'subprocess.run([*pip, "--upgrade", "--target", "packages", str(package)], check=True)\n'
    'sys.path.insert(0, "packages")',
    'import kkgsim\n\nlever = kkgsim.LEVERS["messages_to_teachers"]\nprint(lever.label)\nprint(lever.about)',
    Text(
        "Its numbers stand among those of the model, with all that is asked of a number:",
        "Angka-angkanya berdiri di antara angka model, dengan semua yang diminta dari sebuah angka:",
    ),
    "import pandas as pd\n\n"
    'pd.set_option("display.max_colwidth", None)\n'
    'mine = {name: kkgsim.PARAMETERS[name] for name in ("message_weight", "message_cost", lever.delay)}\n'
    "pd.DataFrame(\n"
    "    {name: [number.low, number.value, number.high, number.unit, number.grade, str(number.meaning)]\n"
    "     for name, number in mine.items()},\n"
    '    index=["low", "value", "high", "unit", "grade", "meaning"],\n).T',
    Text(
        "## Played\n\nThe place is known by its name, too. `KKGModel` plays both sides on the same luck; "
        '`kkgsim.compare` does so as well (`place="valley"` in a scenario), once the model is compiled anew with the '
        "lever in it, which takes half a minute.",
        "## Dijalankan\n\nTempatnya pun dikenal dengan namanya. `KKGModel` menjalankan kedua sisi pada kebetulan yang "
        'sama; `kkgsim.compare` juga dapat (`place="valley"` dalam skenario), setelah model disusun lagi dengan '
        "kebijakan itu di dalamnya, kira-kira setengah menit.",
    ),
    "def attendance(**policy):\n"
    '    model = kkgsim.KKGModel("valley", months=18, seed=1, **policy)\n'
    "    while model.running:\n        model.step()\n"
    '    return model.datacollector.get_model_vars_dataframe()["attendance_share"]\n\n\n'
    "sides = pd.DataFrame(\n"
    '    {str(lever.label): attendance(messages_to_teachers_reach=1.0), "status quo": attendance()}\n)\n'
    'sides.plot(ylabel=str(kkgsim.OUTCOMES["attendance_share"].label), figsize=(8, 4));',
    "sides.mean().round(3).to_frame()",
)
