"""``kkgsim discover``: simulate what is missing, search for the conditions of failure, keep and print them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kkgsim.cli.amounts import Amount
from kkgsim.cli.commands import declare
from kkgsim.cli.keeping import KEPT, foretell, keeping
from kkgsim.cli.options import ANSWER, DRY_RUN, FILE, lang, option, options, seed
from kkgsim.cli.output import Output, print_result, with_output
from kkgsim.i18n import Text, tr

if TYPE_CHECKING:
    from kkgsim.analysis.discovery.api import DiscoveryRequest
    from kkgsim.analysis.discovery.cases import Cases


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
@options(seed(1, Text("Seed of which points are held out.", "Angka awal acak titik uji.")), KEPT, DRY_RUN,
         *ANSWER, lang())  # fmt: skip
@with_output
def command(path: Path, **settings: Any) -> None:
    """Discover the conditions under which a policy fails."""
    run_discover(path, **settings)


def run_discover(path: Path, output: Output, *, workers: int, dry_run: bool, kept: Path | None, **options: Any) -> None:
    """Discover in a finished sweep or a study file; options are those of
    :func:`kkgsim.analysis.discovery.api.request`.

    Raises ``InputError`` before anything is run, ``OutputError`` when the answer cannot be written.
    """
    from kkgsim.analysis.discovery import ema_adapter
    from kkgsim.analysis.discovery.api import request

    output.check()
    question = request(path, workers=workers, **options)
    if dry_run:
        foretell(question, output, workers)
        return
    output.console.print(tr("workbench_opens"))
    ema_adapter.ready()
    with output.interruptible():
        if not question.runs:
            _answer(question, question.play(), output)
            return
        with keeping(question, output, kept) as evaluated:
            with output.playing(question.runs) as progress:
                progress(evaluated.kept)
                cases = question.play(workers=workers, progress=progress, kept=evaluated)
            _answer(question, cases, output)


def _answer(question: DiscoveryRequest, cases: Cases, output: Output) -> None:
    """Search the cases, keep the answer and print it."""
    with output.console.status(tr("discover_searching")):
        result = question.search(cases)
    output.keep_result(result)
    print_result(result.render())
