"""``kkgsim discover``: simulate what is missing, search for the conditions of failure, keep and print them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kkgsim.cli.amounts import Amount
from kkgsim.cli.commands import declare
from kkgsim.cli.options import ANSWER, FILE, lang, option, options, seed
from kkgsim.cli.output import Output, print_result, with_output
from kkgsim.i18n import Text, tr


@declare("discover")
@click.argument("path", metavar="DIR_OR_STUDY", type=FILE)
@option("--outcome", required=True,
        about=Text("Outcome or recorded column.", "Hasil atau kolom yang disimpan."))  # fmt: skip
@option("--below", type=Amount(), about=Text("A run fails below this.", "Gagal bila di bawah ini."))
@option("--above", type=Amount(), about=Text("A run fails above this.", "Gagal bila di atas ini."))
@option("--against-today", is_flag=True,
        about=Text("Judge the difference from the status quo.", "Nilai selisih dari keadaan sekarang."))  # fmt: skip
@option("--drop-failed", is_flag=True,
        about=Text("Leave out points with failed runs.",
                   "Abaikan titik yang simulasinya gagal dijalankan."))  # fmt: skip
@options(seed(1, Text("Seed of which points are held out.", "Angka awal acak titik yang disisihkan.")), *ANSWER, lang())
@with_output
def command(path: Path, **settings: Any) -> None:
    """Discover the conditions under which a policy fails."""
    run_discover(path, **settings)


def run_discover(path: Path, output: Output, *, workers: int, **options: Any) -> None:
    """Discover in a finished sweep or a study file; options are those of
    :func:`kkgsim.analysis.discovery.api.request`.

    Raises ``InputError`` before anything is run, ``OutputError`` when the answer cannot be written.
    """
    from kkgsim.analysis.discovery import ema_adapter
    from kkgsim.analysis.discovery.api import request

    output.check()
    question = request(path, workers=workers, **options)
    output.console.print(tr("workbench_opens"))
    ema_adapter.ready()
    with output.interruptible():
        if question.runs:
            with output.playing(question.runs) as progress:
                cases = question.play(workers=workers, progress=progress)
        else:
            cases = question.play()
        with output.console.status(tr("discover_searching")):
            result = question.search(cases)
        output.keep_result(result)
        print_result(result.render())
