"""``kkgsim page``: the page as one file on the command line."""

from __future__ import annotations

from pathlib import Path

import click

from kkgsim.cli.commands import declare
from kkgsim.cli.options import FILE, lang, months, option, seed
from kkgsim.i18n import Text, refusal, tr
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
    from kkgsim.web.page_file import page_file
    from kkgsim.web.printed_month import printed_month

    refuse_name(out, overwrite)
    content = page_file(place_named(place), months=months, seed=seed).encode()
    write(out, content)
    if remark := printed_month().remark:
        tell(remark)
    tell(tr("page_written", path=out, size=round(len(content) / 1e6, 1)))


SUFFIXES = (".html", ".htm")
"""How the file may end, so that a double click opens it in a browser."""


def refuse_name(path: Path, overwrite: bool) -> None:
    """Refuse, before anything is worked out, a file that would not be opened as a page or is there already. Raises
    ``InputError``."""
    from kkgsim.errors import COMMAND_LINE, InputError, Issue
    from kkgsim.io.atomic import OUT, refuse_file

    if path.suffix.lower() not in SUFFIXES:
        raise InputError([Issue(COMMAND_LINE, refusal("page_name"), key=OUT, given=str(path), nearest=f"{path}.html")])
    refuse_file(path, overwrite, OUT)


def write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all. Raises ``OutputError``."""
    from kkgsim.errors import OutputError, reason
    from kkgsim.io.atomic import write_file

    try:
        write_file(path, content)
    except OSError as error:
        raise OutputError(tr("page_not_written", path=path, why=reason(error))) from error
