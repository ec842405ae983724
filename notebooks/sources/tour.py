"""A tour in five parts: a teacher, a month, a lever, trade-offs, how sure we are."""

from kkgsim.i18n import Text

NAMES = {"en": "tour-in-five", "id": "tur-lima-bagian"}
CELLS = (
    Text(
        "# A tour in five\n\nA teacher, a month, a lever, trade-offs, and how sure we are. Run the cells from top to "
        "bottom; nothing needs the internet. The first answer takes half a minute longer, because the model is compiled "
        "for your computer.",
        "# Tur lima bagian\n\nSeorang guru, satu bulan, satu kebijakan, pilihan yang saling bersaing, dan seberapa yakin "
        "kita. Jalankan sel dari atas ke bawah; internet tidak diperlukan. Jawaban pertama setengah menit lebih lama "
        "karena model disusun untuk komputer Anda.",
    ),
    "import kkgsim\n\nREPLICATES = 8",
    Text(
        "## 1. A teacher\n\n`KKGModel` plays the model teacher by teacher. After three months with a team of "
        "facilitators, one of them says why she came, or did not.",
        "## 1. Seorang guru\n\n`KKGModel` menjalankan model guru demi guru. Sesudah tiga bulan dengan tim fasilitator, "
        "seorang guru menjelaskan mengapa ia hadir atau tidak.",
    ),
    'model = kkgsim.KKGModel("janapria", months=12, seed=2026, facilitator_team_per_10_schools=1.0)\n'
    "for _ in range(3):\n    model.step()\nprint(model.teachers[17].why())",
    Text(
        "## 2. A month\n\nWhat happens to one teacher happens to all of them. Each month the model notes every outcome: "
        "here the share of teachers who came, and classroom practice.",
        "## 2. Satu bulan\n\nYang terjadi pada seorang guru terjadi pada semuanya. Setiap bulan model mencatat semua "
        "hasil: di sini bagian guru yang hadir, dan praktik mengajar.",
    ),
    "while model.running:\n    model.step()\n"
    'model.datacollector.get_model_vars_dataframe()[["attendance_share", "practice_mean"]].round(3)',
    Text(
        "## 3. A lever\n\nWhat is this team, and what does it do? Every answer is a difference from today on the same "
        "luck.",
        "## 3. Satu kebijakan\n\nApa itu tim fasilitator, dan apa pengaruhnya? Setiap jawaban adalah selisih dari "
        "keadaan sekarang pada kondisi acak yang sama.",
    ),
    'print(kkgsim.LEVERS["facilitator_team"].about)',
    'team = kkgsim.compare("facilitator-team", months=24, replicates=REPLICATES)\nteam.plot("trajectories")',
    Text(
        "## 4. Trade-offs\n\nRupiah can be spent once. Two policies beside each other: what each brings, and what it "
        "costs.",
        "## 4. Pilihan yang saling bersaing\n\nRupiah hanya dapat dibelanjakan satu kali. Dua kebijakan berdampingan: "
        "apa hasilnya, dan berapa biayanya.",
    ),
    'both = kkgsim.compare(["facilitator-team", "bos-for-kkg"], months=24, replicates=REPLICATES)\n'
    'both.plot("cost_effect")',
    Text(
        "## 5. How sure are we?\n\nMost numbers are assumed. Held at the values of the book only luck is left, and the "
        "middle moves, too: how much, is what nobody has measured.",
        "## 5. Seberapa yakin kita?\n\nSebagian besar angka masih asumsi. Bila semuanya ditahan pada nilainya, hanya "
        "kebetulan yang tersisa dan rentang menyempit: selebihnya adalah hal yang belum diukur siapa pun.",
    ),
    "import pandas as pd\n\n"
    'held = kkgsim.compare("facilitator-team", months=24, replicates=REPLICATES, luck_only=True)\n'
    'columns = ["difference_mean", "difference_low", "difference_high"]\n'
    "which = \"scenario == 'facilitator-team' and outcome == 'practice_mean'\"\n"
    "both_ways = [result.table.query(which)[columns] for result in (team, held)]\n"
    'pd.concat(both_ways, keys=["drawn", "held"]).droplevel(1).round(4)',
    'pd.Series([number.grade for number in kkgsim.PARAMETERS.values()]).value_counts().to_frame("numbers")',
    Text(
        "Sizes are not calibrated: do not quote them as forecasts.",
        "Besar angka belum dikalibrasi: jangan dikutip sebagai ramalan.",
    ),
)
