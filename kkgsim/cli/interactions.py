"""``kkgsim interactions``: play all pairs of levers, keep and tell which need each other."""

from __future__ import annotations

from collections.abc import Sequence

from kkgsim.execution import output_folder
from kkgsim.scenario.resolve import place_named
from kkgsim.cli.output import Output, printed
from kkgsim.analysis.interactions.report import render
from kkgsim.analysis.interactions.interactions import interact, runs_needed, tables
from kkgsim.analysis.outcome_args import outcomes_named
from kkgsim.analysis.interactions.pairs import Strength


def conduct(
    place: str, output: Output, *, outcomes: Sequence[str], strength: Strength, months: int, replicates: int, seed: int,
    luck_only: bool, workers: int,
) -> None:  # fmt: skip
    """Play all pairs and tell them.

    Raises ``InputProblems`` before anything is run, ``OutputProblem`` when the answer cannot be written.
    """
    output.check()
    where = place_named(place)
    outcomes_named(outcomes)
    with output.interruptible():
        with output.playing(runs_needed(strength) * replicates) as progress:
            found = interact(
                where, outcomes=outcomes, strength=strength, months=months, replicates=replicates, seed=seed,
                uncertain=not luck_only, workers=workers, progress=progress,
            )  # fmt: skip
        output.keep(lambda: tables(found), lambda: output_folder.provenance(found, output.command))
        printed(render(found))
