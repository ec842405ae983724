"""``kkgsim app``: the page in the browser on the command line."""

from __future__ import annotations

import click

from kkgsim.cli.commands import declare
from kkgsim.cli.options import lang, months, option, seed
from kkgsim.i18n import Text


@declare("app", Text(
    "The model plays in the browser; what is served here hands out the page and computes nothing.",
    "Model berjalan di peramban; layanan ini hanya membagikan halaman dan tidak menghitung apa pun.",
))  # fmt: skip
@click.argument("place", default="janapria")
@option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True,
        about=Text("Port; 0 takes a free one.", "Nomor port; 0 memilih port yang bebas."))  # fmt: skip
@option("--lan", is_flag=True,
        about=Text("Let phones and laptops in the same network open it, by an address with a code.",
                   "Izinkan ponsel dan laptop di jaringan yang sama membukanya, lewat alamat berkode."))  # fmt: skip
@months(36, Text("Months that are played.", "Jumlah bulan yang disimulasikan."))
@seed(2026)
@lang(Text("Language it begins with (en or id).", "Bahasa awal (en atau id)."))
@option("--no-browser", is_flag=True, about=Text("Do not open the browser.", "Jangan buka peramban."))
def command(place: str, port: int, lan: bool, months: int, seed: int, no_browser: bool) -> None:
    """Serve the page until Ctrl+C."""
    from kkgsim.web.serve import serve

    serve(place, port, months=months, seed=seed, lan=lan, open_browser=not no_browser)
