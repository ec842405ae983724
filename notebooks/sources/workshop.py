"""Preparing a workshop: what the room will see, the page on a stick, prepared proposals, a hand-out."""

from kkgsim.i18n import Text

NAMES = {"en": "preparing-a-workshop", "id": "menyiapkan-lokakarya"}
CELLS = (
    Text(
        "# Preparing a workshop\n\nThe evening before: know what the room will see, write the page that works without "
        "the internet, prepare proposals to begin with, and print a hand-out.",
        "# Menyiapkan lokakarya\n\nMalam sebelumnya: ketahui apa yang akan dilihat peserta, tulis halaman yang berjalan "
        "tanpa internet, siapkan usulan pembuka, dan cetak lembar peserta.",
    ),
    "import kkgsim\n\n"
    'PLACE = "janapria"  # or the folder that import_schools made\n'
    'POLICIES = ["facilitator-team", "bos-for-kkg", "weekly-kkg"]\nMONTHS = 12\nREPLICATES = 20',
    Text(
        "## What the room will see\n\nPlay the policies that you mean to talk about, so that no answer surprises you. "
        "*too small* and *no clear effect* are answers, and good ones to talk about.",
        "## Apa yang akan dilihat peserta\n\nJalankan kebijakan yang akan dibahas agar tidak ada jawaban yang mengejutkan "
        "Anda. *terlalu kecil* dan *belum jelas* adalah jawaban juga, dan baik untuk dibahas.",
    ),
    "comparison = kkgsim.compare(POLICIES, PLACE, months=MONTHS, replicates=REPLICATES)\ncomparison",
    "comparison.plot()",
    Text(
        "## The page\n\nOne file with the whole model in it, for a stick or a phone. It begins in the language of this "
        "notebook; everybody can change it there.",
        "## Halaman\n\nSatu berkas yang memuat seluruh model, untuk USB atau ponsel. Halaman dibuka dalam bahasa notebook "
        "ini; setiap orang dapat menggantinya di sana.",
    ),
    'page = kkgsim.page(PLACE, months=MONTHS)\nfile = page.save("room.html", overwrite=True)\n'
    'print(file, f"{file.stat().st_size / 1e6:.1f} MB")',
    Text(
        "## Proposals to begin with\n\nThe page of a shipped place offers the shipped policies. What you prepare "
        "yourself stands in the address: a lever, its months, who pays, its settings. Keep the addresses as bookmarks, and "
        "open one to begin a round.",
        "## Usulan pembuka\n\nHalaman tempat bawaan menawarkan kebijakan bawaan. Yang Anda siapkan sendiri ada dalam "
        "alamat: kebijakan, bulannya, siapa yang membayar, pengaturannya. Simpan alamatnya sebagai markah, dan buka "
        "satu untuk memulai sebuah putaran.",
    ),
    "def address(lever, **settings):\n"
    '    """An address that opens the page with a lever at work from the first month to the last."""\n'
    "    payer = kkgsim.LEVERS[lever].payers[0]\n"
    '    phase = [lever, "1", str(page.months), payer, *(f"{name}:{value}" for name, value in settings.items())]\n'
    "    return f\"{file}#v=1&p={','.join(phase)}\"\n\n\n"
    'print(address("facilitator_team", per_10_schools=1.0))\n'
    'print(address("facilitator_team", per_10_schools=2.0))\n'
    'print(address("bos_allocation", share=0.03))',
    Text(
        "## The hand-out\n\nFor the table: the levers in plain words, with what is usual and between which bounds it may be. For those who want to read: a "
        "memo of two or three pages.",
        "## Lembar peserta\n\nUntuk meja: kebijakan dengan kata-kata sederhana dan nilai lazimnya beserta batasnya. Untuk yang ingin "
        "membaca: memo dua atau tiga halaman.",
    ),
    "import pandas as pd\nfrom IPython.display import HTML\n\n"
    'chosen = ["facilitator_team", "bos_allocation", "meeting_time"]\n'
    "levers = [kkgsim.LEVERS[name] for name in chosen]\n\n\n"
    "def usual(lever):\n"
    '    return "; ".join(f"{one.label}: {one.usual:g} ({one.low:g} … {one.high:g})" for one in lever.settings)\n\n\n'
    'pd.set_option("display.max_colwidth", None)\n'
    "cards = pd.DataFrame([[str(lever.label), str(lever.about), usual(lever)] for lever in levers])\n"
    'cards.to_html("cards.html", index=False, header=False)\n'
    "HTML(cards.to_html(index=False, header=False))",
    "memo = kkgsim.report(POLICIES, PLACE, months=MONTHS, replicates=REPLICATES)\n"
    'print(memo.save("hand-out.pdf", overwrite=True))',
)
