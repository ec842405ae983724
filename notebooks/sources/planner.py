"""A planner's way: from her own list of schools to sliders and a memo."""

from kkgsim.i18n import Text

NAMES = {"en": "from-a-list-to-a-memo", "id": "dari-daftar-ke-memo"}
CELLS = (
    Text(
        "# From a list to a memo\n\nYour own schools, two policies, sliders, and a memo for the desk. Nothing needs the "
        "internet, and no list leaves your computer.",
        "# Dari daftar ke memo\n\nSekolah sendiri, dua kebijakan, penggeser, dan memo untuk meja pimpinan. Internet "
        "tidak diperlukan, dan daftar sekolah tidak keluar dari komputer Anda.",
    ),
    "from pathlib import Path\n\nimport kkgsim\n\nREPLICATES = 8",
    Text(
        "## Your list\n\nPut the name of your file (Excel, CSV, an export of Dapodik) in place of `schools.csv`. So that "
        "this runs anywhere, the cell first writes a list of eight made-up schools.",
        "## Daftar sekolah\n\nTulis nama berkas Anda (Excel, CSV, hasil unduh Dapodik) sebagai ganti `schools.csv`. Agar "
        "dapat dijalankan di mana saja, sel ini menulis dulu daftar delapan sekolah rekaan.",
    ),
    'rows = ["npsn,nama,lat,lon,kecamatan,gugus,guru,siswa"]\n'
    "rows += [\n"
    '    f"999100{n:02},SDN {n} Contoh,{-8.70 - 0.006 * n:.3f},{116.30 + 0.004 * n:.3f},Contoh,Gugus {1 + n // 5},9,120"\n'
    "    for n in range(1, 9)\n]\n"
    'Path("schools.csv").write_text("\\n".join(rows))\n'
    'imported = kkgsim.import_schools("schools.csv", "my-place", name="Contoh", overwrite=True)\n'
    "print(imported.report())",
    Text(
        "## Two policies\n\nA team of facilitators, or more BOS for the KKG? Guess first: which brings more teachers, "
        "which costs more?",
        "## Dua kebijakan\n\nTim fasilitator, atau BOS lebih banyak untuk KKG? Tebak dulu: mana yang mendatangkan lebih "
        "banyak guru, mana yang lebih mahal?",
    ),
    'comparison = kkgsim.compare(["facilitator-team", "bos-for-kkg"], imported.place, replicates=REPLICATES)\n'
    "comparison",
    'comparison.plot("difference")',
    'comparison.plot("payers")',
    Text(
        "## Sliders\n\n`keep` begins the place and plays today once; then every policy is answered by the true model. Let "
        "go of a slider and look.",
        "## Penggeser\n\n`keep` menyiapkan tempat dan menjalankan keadaan sekarang satu kali; setelah itu setiap "
        "kebijakan dijawab oleh model yang sebenarnya. Lepaskan penggeser dan lihat.",
    ),
    "from ipywidgets import FloatSlider, interact\n\n"
    "kept = kkgsim.keep(imported.place, months=36, replicates=REPLICATES)\n"
    'setting = kkgsim.LEVERS["facilitator_team"].settings[0]\n'
    "slider = FloatSlider(\n"
    "    min=0, max=4, step=0.5, value=setting.usual, description=str(setting.label), continuous_update=False,\n"
    '    layout={"width": "40em"}, style={"description_width": "20em"},\n)\n\n\n'
    "def answer(per_10_schools):\n"
    '    return kept.answer({"facilitator_team_per_10_schools": per_10_schools}).plot("difference")\n\n\n'
    "interact(answer, per_10_schools=slider);",
    Text(
        "## The memo\n\nTwo or three pages for the desk: `.docx`, `.pdf` or `.html`.",
        "## Memo\n\nDua atau tiga halaman untuk meja pimpinan: `.docx`, `.pdf`, atau `.html`.",
    ),
    'memo = kkgsim.report(["facilitator-team", "bos-for-kkg"], imported.place, replicates=REPLICATES)\n'
    'memo.save("memo.docx", overwrite=True)\n'
    "print(memo.content.title)",
)
