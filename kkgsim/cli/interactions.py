"""``kkgsim interactions``: play all pairs of levers, keep and tell which need each other."""

from __future__ import annotations

from collections.abc import Sequence

from kkgsim.analysis.interactions.interactions import interactions, runs_needed, tables
from kkgsim.analysis.interactions.pairs import Strength
from kkgsim.analysis.interactions.report import render
from kkgsim.analysis.outcome_args import outcomes_named
from kkgsim.cli.output import Output, print_result
from kkgsim.execution import output_folder
from kkgsim.scenario.resolve import place_named


def run_interactions(
    place: str, output: Output, *, outcomes: Sequence[str], strength: Strength, months: int, replicates: int, seed: int,
    luck_only: bool, workers: int,
) -> None:  # fmt: skip
    """Play all pairs and tell them.

    Raises ``InputError`` before anything is run, ``OutputError`` when the answer cannot be written.
    """
    output.check()
    where = place_named(place)
    outcomes_named(outcomes)
    with output.interruptible():
        with output.playing(runs_needed(strength) * replicates) as progress:
            found = interactions(
                where, outcomes=outcomes, strength=strength, months=months, replicates=replicates, seed=seed,
                uncertain=not luck_only, workers=workers, progress=progress,
            )  # fmt: skip
        output.keep(lambda: tables(found), lambda: output_folder.provenance(found, output.command))
        print_result(render(found))
