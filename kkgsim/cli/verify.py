"""``kkgsim verify``: check a sweep and repeat some of its runs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kkgsim.cli.commands import declare
from kkgsim.cli.options import FILE, lang, option
from kkgsim.execution.verify import verify
from kkgsim.execution.verify_report import render_verify_report
from kkgsim.i18n import Text
from kkgsim.io.printing import tell

DISAGREES, UNFINISHED = 3, 5
"""How the process ends where a sweep is not whole and right."""
EXIT_CODES = Text(
    "Exits with 0 when all runs are there and all that was checked agrees, with 3 when something is missing or has"
    " changed, with 5 when it is sound but not finished.",
    "Berakhir dengan 0 bila semua simulasi ada dan cocok, 3 bila ada yang hilang atau berubah, 5 bila benar tetapi"
    " belum selesai.",
)


@declare("verify", EXIT_CODES)
@click.argument("folder", type=FILE)
@option("--run", type=click.IntRange(0), about=Text("Repeat this run.", "Ulang simulasi ini."))
@lang()
def command(folder: Path, run: int | None) -> None:
    """Verify a sweep and end the process as :data:`EXIT_CODES` says."""
    report = verify(folder, run=run)
    tell(render_verify_report(report, replayed=run is not None))
    if not report.agrees:
        sys.exit(DISAGREES)
    if not report.complete:
        sys.exit(UNFINISHED)
