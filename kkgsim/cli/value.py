"""``kkgsim value``: simulate the options in many futures, keep and print what better information is worth."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from kkgsim.cli.amounts import Rupiah
from kkgsim.cli.commands import declare
from kkgsim.cli.keeping import KEPT, answer_and_keep, foretell
from kkgsim.cli.options import ANSWER, BUDGET, DRY_RUN, FILE, NUMBERS, PLACE, lang, months, option, options, seed
from kkgsim.cli.output import Output, print_result, with_output
from kkgsim.design.questions import USUAL_OUTCOME, VALUE_FUTURES, VALUE_LUCKS
from kkgsim.i18n import Text


@declare("value")
@click.argument("questions", nargs=-1, required=True, type=FILE)
@option(
    "--outcome",
    default=USUAL_OUTCOME,
    show_default=True,
    about=Text("Outcome to maximise.", "Hasil yang ingin ditingkatkan."),
)
@option(
    "--worth",
    type=Rupiah(),
    about=Text("Rupiah a year that one unit of the outcome is worth.", "Nilai satu satuan hasil, rupiah setahun."),
)
@BUDGET
@option(
    "--futures",
    type=click.IntRange(*VALUE_FUTURES.bounds),
    default=VALUE_FUTURES.usual,
    show_default=True,
    about=Text("Futures: draws of all uncertain parameters.", "Jumlah kemungkinan masa depan: undian semua angka."),
)
@option(
    "--lucks",
    type=click.IntRange(*VALUE_LUCKS.bounds),
    default=VALUE_LUCKS.usual,
    show_default=True,
    about=Text("Random replicates per future.", "Ulangan acak per kemungkinan masa depan."),
)
@options(PLACE, months(), seed(), NUMBERS, KEPT, DRY_RUN, *ANSWER, lang())
@with_output
def command(questions: tuple[Path, ...], **settings: Any) -> None:
    """Find out which parameters a survey should measure first."""
    run_value(list(questions), **settings)


def run_value(
    paths: Sequence[Path], output: Output, *, workers: int, dry_run: bool, kept: Path | None, **options: Any
) -> None:
    """Value information from the command line; options are those of
    :func:`kkgsim.analysis.value_of_information.api.request`.

    Raises ``InputError`` before anything is run, ``OutputError`` when the answer cannot be written.
    """
    from kkgsim.analysis.value_of_information.api import request

    output.check()
    question = request(paths, workers=workers, **options)
    if dry_run:
        foretell(question, output, workers)
        return
    with output.interruptible():
        result = answer_and_keep(question, output, workers, kept)
        print_result(result.render())
