"""``kkgsim compare``, and what ``run`` and ``standards`` share with it: simulate, keep and print."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from rich.console import RenderableType

from kkgsim.analysis.comparison.brief_report import render_brief
from kkgsim.analysis.comparison.compare import Comparison, compare, runs_needed
from kkgsim.analysis.comparison.report import render as render_full
from kkgsim.analysis.comparison.tables import tables
from kkgsim.analysis.scenario_args import read_scenarios, shared_place
from kkgsim.cli.commands import declare
from kkgsim.cli.options import ALL_OUTCOMES, CASE, FILE, lang, option, options
from kkgsim.cli.output import Output, print_result, with_output
from kkgsim.execution import output_folder
from kkgsim.i18n import Text
from kkgsim.places.districts import districts_in


@declare("compare")
@click.argument("scenarios", nargs=-1, required=True, type=FILE)
@option("--against", type=FILE,
        about=Text("Scenario to compare with, instead of the status quo.",
                   "Skenario pembanding, menggantikan keadaan sekarang."))  # fmt: skip
@option("--brief", is_flag=True,
        about=Text("One row per policy, one table per outcome.",
                   "Satu baris per kebijakan, satu tabel per hasil."))  # fmt: skip
@options(*CASE, ALL_OUTCOMES, lang())
@with_output
def command(scenarios: tuple[Path, ...], brief: bool, **settings: Any) -> None:
    """Compare scenarios with the status quo or one other scenario."""
    run_compare(list(scenarios), render=render_brief if brief else render_full, **settings)


def run_compare(
    paths: list[Path], output: Output, *, against: Path | None = None, alone: bool = False, place: str | None,
    months: int | None, replicates: int | None, seed: int | None, luck_only: bool, workers: int,
    everything: bool = False, render: Callable[..., RenderableType] = render_full,
) -> None:  # fmt: skip
    """Simulate and answer from the command line; ``render(comparison, everything=everything)`` words the answer.

    Raises ``InputError`` before anything is run, ``OutputError`` when the answer cannot be written.
    """
    output.check()
    every = [*paths, *([against] if against else [])]
    scenarios = read_scenarios(every, months)
    where = shared_place(scenarios, every, place)
    baseline = scenarios.pop() if against else None
    first = scenarios[0]
    count = first.replicates if replicates is None else replicates
    total = runs_needed(scenarios, baseline, alone) * count * districts_in(where)
    with output.interruptible():
        with output.playing(total) as progress:
            comparison = compare(
                scenarios, where, against=baseline, alone=alone, replicates=count,
                seed=first.seed if seed is None else seed, uncertain=first.drawn and not luck_only, workers=workers,
                progress=progress,
            )  # fmt: skip
        _keep(comparison, output)
        print_result(render(comparison, everything=everything))


def _keep(comparison: Comparison, output: Output) -> None:
    from kkgsim.analysis.comparison.plots.plot_all import plot_all

    output.keep(
        lambda: tables(comparison), lambda: output_folder.provenance(comparison, output.command),
        lambda folder: plot_all(comparison, folder),
    )  # fmt: skip
