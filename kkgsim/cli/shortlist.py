"""``kkgsim shortlist``: from a budget a year to a few packages with verdicts, kept and printed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kkgsim.cli.amounts import Rupiah
from kkgsim.cli.commands import declare
from kkgsim.cli.options import ANSWER, DRY_RUN, FILE, PLACE_ALONE, lang, months, option, options, seed
from kkgsim.cli.output import Output, with_output
from kkgsim.design.questions import (
    EVERYBODY,
    SHORTLIST_EVALUATIONS,
    SHORTLIST_FRESH,
    SHORTLIST_FUTURES,
    SHORTLIST_SHOW,
    USUAL_OUTCOME,
)
from kkgsim.i18n import Text


@declare("shortlist")
@option(
    "--budget", type=Rupiah(), required=True,
    about=Text("Rupiah a year beyond the status quo.", "Rupiah setahun di atas keadaan sekarang."),
)  # fmt: skip
@options(PLACE_ALONE)
@option("--study", type=FILE,
        about=Text("Study file whose settings are the choices.", "Berkas studi yang menyebut pilihannya."))  # fmt: skip
@option("--payer", default=EVERYBODY, show_default=True,
        about=Text("Payer whose budget it is.", "Sumber dana anggaran itu."))  # fmt: skip
@option("--outcome", show_default=USUAL_OUTCOME,
        about=Text("Outcome to raise.", "Hasil yang ingin ditingkatkan."))  # fmt: skip
@option("--evaluations", type=click.IntRange(*SHORTLIST_EVALUATIONS.bounds),
        default=SHORTLIST_EVALUATIONS.usual, show_default=True,
        about=Text("Most packages to evaluate.", "Jumlah paket yang dinilai paling banyak."))  # fmt: skip
@option("--futures", type=click.IntRange(*SHORTLIST_FUTURES.bounds), default=SHORTLIST_FUTURES.usual, show_default=True,
        about=Text("Futures by which packages are chosen.",
                   "Jumlah kemungkinan masa depan untuk memilih paket."))  # fmt: skip
@option("--fresh", type=click.IntRange(*SHORTLIST_FRESH.bounds), default=SHORTLIST_FRESH.usual, show_default=True,
        about=Text("New futures by which the packages shown are judged.",
                   "Kemungkinan masa depan baru untuk menilai paket terpilih."))  # fmt: skip
@option("--show", type=click.IntRange(*SHORTLIST_SHOW.bounds), default=SHORTLIST_SHOW.usual, show_default=True,
        about=Text("Packages to show.", "Jumlah paket yang ditampilkan."))  # fmt: skip
@option("--keep", type=FILE,
        about=Text("Folder that keeps the evaluations.", "Folder untuk menyimpan hasil perhitungan."))  # fmt: skip
@options(months(), seed(1), DRY_RUN, *ANSWER, lang())
@with_output
def command(**settings: Any) -> None:
    """Draw up a shortlist for a budget."""
    run_shortlist(**settings)


def run_shortlist(
    output: Output, *, budget: float, place: str, keep: Path | None, dry_run: bool, workers: int, **options: Any
) -> None:
    """A shortlist from the command line; the other options are those of
    :func:`kkgsim.analysis.optimisation.shortlist.request`.

    Raises ``InputError`` before anything is run, ``OutputError`` when the answer cannot be written.
    """
    from kkgsim.analysis.optimisation.shortlist import request
    from kkgsim.cli.search import play

    output.check()
    question = request(budget, place, workers=workers, **options)
    play(question, output, keep=keep, dry_run=dry_run, workers=workers)
