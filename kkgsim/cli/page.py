"""``kkgsim page``: the page as one file on the command line."""

from __future__ import annotations

from pathlib import Path

import click

from kkgsim.cli.commands import declare
from kkgsim.cli.options import FILE, lang, months, option, seed
from kkgsim.i18n import Text, tr
from kkgsim.io.printing import tell


@declare("page", Text(
    "The file has the whole model in it and opens without a network: from a disk, a USB stick or an Android phone.",
    "Berkas ini memuat seluruh model dan dapat dibuka tanpa jaringan: dari diska, USB, atau ponsel Android.",
))  # fmt: skip
@click.argument("place", default="janapria")
@option("-o", "--out", type=FILE, required=True, about=Text("The HTML file.", "Berkas HTML."))
@option("--overwrite", is_flag=True, about=Text("Replace a file that is there.", "Timpa berkas yang sudah ada."))
@months(36, Text("Months that are played.", "Jumlah bulan yang disimulasikan."))
@seed(2026)
@lang(Text("Language it begins with (en or id).", "Bahasa awal (en atau id)."))
def command(place: str, out: Path, overwrite: bool, months: int, seed: int) -> None:
    """Write the page of a place."""
    from kkgsim.scenario.resolve import place_named
    from kkgsim.web.api import Page, refuse_name, write
    from kkgsim.web.printed_month import compiles_first, printed_month

    refuse_name(out, overwrite)
    if compiles_first():
        tell(tr("month_compiles"))
    page = Page(place_named(place), months, seed)
    write(out, page.content)
    if remark := printed_month().remark:
        tell(remark)
    tell(tr("page_written", path=out, size=round(len(page.content) / 1e6, 1)))
