"""``kkgsim interactions``: simulate all pairs of levers, keep and print which need each other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kkgsim.cli.commands import declare
from kkgsim.cli.keeping import KEPT, answer_and_keep, foretell
from kkgsim.cli.options import ANSWER, DRY_RUN, LUCK_ONLY, NUMBERS, lang, months, option, options, replicates, seed
from kkgsim.cli.output import Output, print_result, with_output
from kkgsim.i18n import Text


@declare("interactions")
@click.argument("place", default="janapria")
@option(
    "--outcome",
    "outcomes",
    multiple=True,
    about=Text("Outcome to analyse; may be given several times.", "Hasil yang dilihat; boleh berulang."),
)
@option(
    "--at",
    "strength",
    type=click.Choice(["usual", "high"]),
    default="usual",
    show_default=True,
    about=Text("Strength of the levers: usual or highest.", "Kekuatan kebijakan: lazim (usual) atau tertinggi (high)."),
)
@options(
    months(36, Text("Months.", "Jumlah bulan.")),
    replicates(40),
    seed(1),
    LUCK_ONLY,
    NUMBERS,
    KEPT,
    DRY_RUN,
    *ANSWER,
    lang(),
)
@with_output
def command(place: str, **settings: Any) -> None:
    """Find the pairs of levers that do more, or less, together than by themselves."""
    run_interactions(place, **settings)


def run_interactions(
    place: str, output: Output, *, workers: int, dry_run: bool, kept: Path | None, **options: Any
) -> None:
    """Play all pairs; the options are those of :func:`kkgsim.analysis.interactions.api.request`.

    Raises ``InputError`` before anything is run, ``OutputError`` when the answer cannot be written.
    """
    from kkgsim.analysis.interactions.api import request

    output.check()
    question = request(place, workers=workers, **options)
    if dry_run:
        foretell(question, output, workers)
        return
    with output.interruptible():
        result = answer_and_keep(question, output, workers, kept)
        print_result(result.render())
