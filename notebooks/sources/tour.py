"""A tour in five parts: a teacher, a month, a lever, trade-offs, how sure we are."""

from kkgsim.i18n import Text

NAMES = {"en": "tour-in-five", "id": "tur-lima-bagian"}
CELLS = (
    Text(
        "# A tour in five\n\nA teacher, a month, a lever, trade-offs, and how sure we are. Run the cells from top to "
        "bottom; nothing needs the internet. On a new computer the first comparison takes longer, because the model is "
        "compiled for it, once.",
        "# Tur lima bagian\n\nSeorang guru, satu bulan, satu kebijakan, pilihan yang saling bersaing, dan seberapa yakin "
        "kita. Jalankan sel dari atas ke bawah; internet tidak diperlukan. Di komputer baru perbandingan pertama lebih "
        "lama karena model disusun untuk komputer itu, sekali saja.",
    ),
    "import kkgsim\n\nREPLICATES = 20",
    Text(
        "## 1. A teacher\n\n`KKGModel` plays the model teacher by teacher. After three months with a team of "
        "facilitators, one of them says whether she came, and why: positive values spoke for coming, negative ones "
        "against, and chance decided.",
        "## 1. Seorang guru\n\n`KKGModel` menjalankan model guru demi guru. Sesudah tiga bulan dengan tim fasilitator, "
        "seorang guru mengatakan apakah ia hadir, dan mengapa: nilai positif mendorong hadir, nilai negatif menahan, "
        "dan kebetulan menentukan.",
    ),
    'model = kkgsim.KKGModel("janapria", months=6, seed=2026, facilitator_team_per_10_schools=1.0)\n'
    "for _ in range(3):\n    model.step()\nprint(model.teachers[17].why())",
    Text(
        "## 2. A month\n\nEvery teacher decides so, in every month. At the end of each month the model notes all "
        "outcomes: here the share of teachers who came, and classroom practice on a scale from 0 to 1.",
        "## 2. Satu bulan\n\nSetiap guru memutuskan seperti itu, setiap bulan. Pada akhir bulan model mencatat semua "
        "hasil: di sini bagian guru yang hadir, dan praktik mengajar pada skala 0 sampai 1.",
    ),
    "while model.running:\n    model.step()\n"
    'model.datacollector.get_model_vars_dataframe()[["attendance_share", "practice_mean"]].round(3)',
    Text(
        "## 3. A lever\n\nWhat is this team, and what does it do? The lever says it itself; the picture sets the policy "
        "(in colour) beside today (in grey), with the same schools, the same teachers and the same chances.",
        "## 3. Satu kebijakan\n\nApa itu tim fasilitator, dan apa pengaruhnya? Kebijakan itu menjelaskannya sendiri; "
        "gambarnya menaruh kebijakan (berwarna) di samping keadaan sekarang (abu-abu), dengan sekolah, guru, dan "
        "kebetulan yang sama.",
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
        "## 5. How sure are we?\n\nThe same policy twice: with the model's numbers drawn anew in every run, from all that "
        "facts and evidence leave possible, and with all of them held at the best estimates of before they were fitted, so "
        "that luck alone is left. `mean` is what the team does for classroom practice, `low` and `high` are the ends of "
        "the band.",
        "## 5. Seberapa yakin kita?\n\nKebijakan yang sama dua kali: dengan angka model yang diambil lagi pada setiap "
        "simulasi, dari semua yang masih mungkin menurut fakta dan bukti, dan dengan semua angka ditahan pada perkiraan "
        "terbaik sebelum dicocokkan dengan fakta, sehingga hanya kebetulan yang tersisa. "
        "`mean` adalah pengaruh tim pada praktik mengajar, `low` dan `high` ujung rentangnya.",
    ),
    "import pandas as pd\n\n"
    'held = kkgsim.compare("facilitator-team", months=24, replicates=REPLICATES, luck_only=True)\n'
    "which = \"scenario == 'facilitator-team' and outcome == 'practice_mean'\"\n"
    'columns = {f"difference_{end}": end for end in ("mean", "low", "high")}\n'
    "ways = [result.table.query(which)[[*columns]].rename(columns=columns) for result in (team, held)]\n"
    'pd.concat(ways, keys=["numbers drawn", "numbers held"]).droplevel(1).round(4)',
    Text(
        "The band of the numbers that are held is the narrower one, and promises too much: it says nothing of what is "
        "not known about them. Its middle may lie elsewhere, too: best estimates of single numbers are not what all facts "
        "together leave. How the numbers are known, counted:",
        "Rentang dengan angka yang ditahan lebih sempit dan menjanjikan terlalu banyak: rentang itu tidak mengatakan "
        "apa-apa tentang hal yang belum diketahui mengenai angka-angka itu. Titik tengahnya pun dapat berada di tempat lain: "
        "perkiraan terbaik setiap angka sendiri-sendiri bukanlah yang tersisa dari semua fakta bersama-sama. Dari mana "
        "angka itu diketahui, dihitung:",
    ),
    'pd.Series([number.grade for number in kkgsim.PARAMETERS.values()]).value_counts().to_frame("numbers")',
    Text(
        "So read directions and orders of size first. What of the model has been fitted to facts, and how far a size may "
        "be quoted, is said in `docs/trust.md`.",
        "Jadi bacalah arah dan kisaran besarnya lebih dahulu. Bagian model mana yang sudah dicocokkan dengan fakta, dan "
        "sejauh mana besar angka boleh dikutip, dijelaskan dalam `docs/id/kepercayaan.md`.",
    ),
)
