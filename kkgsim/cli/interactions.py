"""``kkgsim interactions``: simulate all pairs of levers, keep and print which need each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from kkgsim.analysis.interactions.interactions import interactions, runs_needed, tables
from kkgsim.analysis.interactions.pairs import Strength
from kkgsim.analysis.interactions.report import render
from kkgsim.analysis.outcome_args import outcomes_named
from kkgsim.cli.commands import declare
from kkgsim.cli.options import ANSWER, LUCK_ONLY, lang, months, option, options, replicates, seed
from kkgsim.cli.output import Output, print_result, with_output
from kkgsim.execution import output_folder
from kkgsim.i18n import Text
from kkgsim.scenario.resolve import place_named


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
@options(months(36, Text("Months.", "Jumlah bulan.")), replicates(40), seed(1), LUCK_ONLY, *ANSWER, lang())
@with_output
def command(place: str, **settings: Any) -> None:
    """Find the pairs of levers that do more, or less, together than by themselves."""
    run_interactions(place, **settings)


def run_interactions(
    place: str, output: Output, *, outcomes: Sequence[str], strength: Strength, months: int, replicates: int, seed: int,
    luck_only: bool, workers: int,
) -> None:  # fmt: skip
    """Simulate all pairs and print the result.

    Raises ``InputError`` before anything is run, ``OutputError`` when the answer cannot be written.
    """
    output.check()
    where = place_named(place)
    outcomes_named(outcomes)
    with output.interruptible():
        with output.playing(runs_needed(strength) * replicates) as progress:
            result = interactions(
                where, outcomes=outcomes, strength=strength, months=months, replicates=replicates, seed=seed,
                uncertain=not luck_only, workers=workers, progress=progress,
            )  # fmt: skip
        output.keep(lambda: tables(result), lambda: output_folder.provenance(result, output.command))
        print_result(render(result))
