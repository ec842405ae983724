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
    'from pathlib import Path\n\nimport kkgsim\n\nPOLICIES = ["facilitator-team", "bos-for-kkg"]\nREPLICATES = 20',
    Text(
        "## Your list\n\nPut the name of your file (Excel, CSV, an export of Dapodik) in place of `schools.csv`, and "
        "leave out the first lines: so that this runs anywhere, they write a list of eight made-up schools. What is "
        "repaired, estimated or refused is reported.",
        "## Daftar sekolah\n\nTulis nama berkas Anda (Excel, CSV, hasil unduh Dapodik) sebagai ganti `schools.csv`, dan "
        "hapus baris-baris pertama: agar dapat dijalankan di mana saja, baris itu menulis daftar delapan sekolah rekaan. "
        "Apa yang diperbaiki, diperkirakan, atau ditolak dilaporkan.",
    ),
    'rows = ["npsn,nama,lat,lon,kecamatan,gugus,guru,siswa"]\n'
    "rows += [\n"
    '    f"999100{n:02},SDN {n} Contoh,{-8.70 - 0.006 * n:.3f},{116.30 + 0.004 * n:.3f},Contoh,Gugus {1 + n // 5},9,120"\n'
    "    for n in range(1, 9)\n]\n"
    'Path("schools.csv").write_text("\\n".join(rows))\n\n'
    'imported = kkgsim.import_schools("schools.csv", "my-place", name="Contoh", overwrite=True)\n'
    "print(imported.report())",
    Text(
        "## Two policies\n\nA team of facilitators, or more BOS for the KKG? Guess first: which brings more teachers, "
        "which costs more? A bar shows how far it is; the answer shows itself in words and as a table.",
        "## Dua kebijakan\n\nTim fasilitator, atau BOS lebih banyak untuk KKG? Tebak dulu: mana yang mendatangkan lebih "
        "banyak guru, mana yang lebih mahal? Sebuah bilah menunjukkan kemajuannya; jawabannya tampil sebagai kata-kata dan tabel.",
    ),
    "from IPython.display import ProgressBar\n\n"
    "bar = ProgressBar(REPLICATES * (len(POLICIES) + 1))\nbar.display()\n\n\n"
    "def more(runs):\n    bar.progress += runs\n\n\n"
    "comparison = kkgsim.compare(POLICIES, imported.place, replicates=REPLICATES, progress=more)",
    "comparison",
    'comparison.plot("difference")',
    'comparison.plot("payers")',
    Text(
        "## Sliders\n\n`keep` begins the place and plays today once; after that every policy is answered by the model "
        "itself, at once. Let go of a slider and look. Ranges and usual values are those of the levers.",
        "## Penggeser\n\n`keep` menyiapkan tempat dan menjalankan keadaan sekarang satu kali; setelah itu setiap "
        "kebijakan langsung dijawab oleh model itu sendiri. Lepaskan penggeser dan lihat. Rentang dan nilai lazimnya "
        "berasal dari kebijakan itu.",
    ),
    "kept = kkgsim.keep(imported.place, replicates=REPLICATES, workers=2)\n\n\n"
    "def answer(team, bos):\n"
    '    policy = {"facilitator_team_per_10_schools": team, "bos_allocation_share": bos}\n'
    '    return kept.answer(policy).plot("difference")\n\n\n'
    "answer(team=2.0, bos=0.0)",
    Text(
        "That was the picture of one policy: two facilitators for ten schools, and no further BOS. A slider only makes "
        "the same call; run the next two cells, and sliders stand above such a picture.",
        "Itu gambar satu kebijakan: dua fasilitator per sepuluh sekolah, tanpa tambahan BOS. Penggeser hanya membuat "
        "panggilan yang sama; jalankan dua sel berikut, maka penggeser tampil di atas gambar seperti itu.",
    ),
    "from IPython.core.pylabtools import print_figure\nfrom ipywidgets import FloatSlider, Image, VBox\n\n\n"
    "def slider(lever):\n"
    "    setting = kkgsim.LEVERS[lever].settings[0]\n"
    "    return FloatSlider(\n"
    "        min=setting.low, max=setting.high, step=(setting.high - setting.low) / 40, value=setting.usual,\n"
    '        description=str(setting.label), continuous_update=False, readout_format=".3f",\n'
    '        layout={"width": "48em"}, style={"description_width": "24em"},\n'
    "    )\n\n\n"
    "shown = Image()\n\n\n"
    "def look(change=None):\n"
    "    shown.value = print_figure(answer(team.value, bos.value), bbox_inches=None)\n\n\n"
    'team, bos = slider("facilitator_team"), slider("bos_allocation")\n'
    'for one in (team, bos):\n    one.observe(look, "value")',
    "look()\nVBox([team, bos, shown])",
    Text(
        "## The memo\n\nTwo or three pages for the desk, made of the same runs: `.docx`, `.pdf` or `.html`. The last "
        "section says how to make it again.",
        "## Memo\n\nDua atau tiga halaman untuk meja pimpinan, dari simulasi yang sama: `.docx`, `.pdf`, atau `.html`. "
        "Bagian terakhir mengatakan cara membuatnya lagi.",
    ),
    "memo = kkgsim.report(POLICIES, imported.place, replicates=REPLICATES)\n"
    'memo.save("memo.docx", overwrite=True)\nprint(memo.content.title)',
    "memo.comparison.table.equals(comparison.table)",
)
