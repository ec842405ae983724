"""``kkgsim run``, ``compare`` and ``standards``: read the question, play it, keep and tell the answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rich.console import RenderableType

from kkgsim.analysis.comparison.compare import Comparison, compare, runs_needed
from kkgsim.analysis.comparison.report import render
from kkgsim.analysis.comparison.tables import tables
from kkgsim.analysis.scenario_args import read_scenarios, shared_place
from kkgsim.cli.output import Output, print_result
from kkgsim.execution import output_folder
from kkgsim.places.districts import districts_in


def run_compare(
    paths: list[Path], output: Output, *, against: Path | None = None, alone: bool = False, place: str | None,
    months: int | None, replicates: int | None, seed: int | None, luck_only: bool, workers: int,
    everything: bool = False, tell: Callable[..., RenderableType] = render,
) -> None:  # fmt: skip
    """Answer a question from the command line; ``tell(comparison, everything=everything)`` words the answer.

    Raises ``InputError`` before anything is run, ``OutputError`` when the answer cannot be written.
    """
    output.check()
    every = [*paths, *([against] if against else [])]
    scenarios = read_scenarios(every, months)
    where = shared_place(scenarios, every, place)
    baseline = scenarios.pop() if against else None
    count = replicates if replicates is not None else scenarios[0].replicates
    luck = seed if seed is not None else scenarios[0].seed
    total = runs_needed(scenarios, baseline, alone) * count * districts_in(where)
    with output.interruptible():
        with output.playing(total) as progress:
            comparison = compare(
                scenarios, where, against=baseline, alone=alone, replicates=count, seed=luck,
                uncertain=scenarios[0].drawn and not luck_only, workers=workers, progress=progress,
            )  # fmt: skip
        _keep(comparison, output)
        print_result(tell(comparison, everything=everything))


def _keep(found: Comparison, output: Output) -> None:
    from kkgsim.analysis.comparison.plots.plot_all import plot_all

    output.keep(
        lambda: tables(found), lambda: output_folder.provenance(found, output.command),
        lambda folder: plot_all(found, folder),
    )  # fmt: skip
