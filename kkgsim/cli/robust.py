"""``kkgsim robust``: read the packages, play them over the same futures, tell and keep the answer."""

from __future__ import annotations

from pathlib import Path

from kkgsim.analysis.robustness.evaluate import Robustness, objectives, robust, with_today
from kkgsim.analysis.robustness.report import render
from kkgsim.analysis.robustness.tables import tables
from kkgsim.analysis.scenario_args import read_scenarios, shared_place
from kkgsim.cli.output import Output, print_result
from kkgsim.errors import COMMAND_LINE, InputError, Issue
from kkgsim.execution import output_folder
from kkgsim.i18n import refusal


def run_robust(
    paths: list[Path], output: Output, *, futures: int, outcomes: tuple[str, ...],
    at_least: tuple[tuple[str, float], ...], cost_at_most: float | None, place: str | None, months: int | None,
    seed: int, workers: int,
) -> None:  # fmt: skip
    """Judge packages from the command line.

    Raises ``InputError`` before anything is run, ``OutputError`` when the answer cannot be written.
    """
    output.check()
    _once(at_least)
    asked = objectives(outcomes, dict(at_least), cost_at_most)
    packages = read_scenarios(paths, months)
    where = shared_place(packages, paths, place)
    every, _ = with_today(packages)
    with output.interruptible():
        with output.playing(len(every) * futures) as progress:
            found = robust(packages, where, asked, futures=futures, seed=seed, workers=workers, progress=progress)
        _keep(found, output)
        print_result(render(found))


def _once(at_least: tuple[tuple[str, float], ...]) -> None:
    """Refuse two thresholds for one outcome."""
    names = [name for name, _ in at_least]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise InputError(Issue(COMMAND_LINE, refusal("kept_twice"), key="--at-least", given=name) for name in twice)


def _keep(found: Robustness, output: Output) -> None:
    from kkgsim.analysis.robustness.plots import plot_all

    thresholds = {one.objective.name: one.objective.threshold for one in found.judged}
    output.keep(
        lambda: tables(found), lambda: output_folder.provenance(found, output.command) | {"objectives": thresholds},
        lambda folder: plot_all(found, folder),
    )  # fmt: skip
