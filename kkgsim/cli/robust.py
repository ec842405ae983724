"""``kkgsim robust``: read the packages, play them over the same futures, tell and keep the answer."""

from __future__ import annotations

from pathlib import Path

from kkgsim.execution import output_folder
from kkgsim.errors import COMMAND_LINE, InputProblems, Problem
from kkgsim.analysis.robustness.evaluate import Robustness, judge, objectives, with_today
from kkgsim.analysis.robustness.tables import tables
from kkgsim.i18n import refusal
from kkgsim.cli.output import Output, printed
from kkgsim.analysis.robustness.report import render
from kkgsim.cli.scenario_args import one_place, read_all


def conduct(
    paths: list[Path], output: Output, *, futures: int, outcomes: tuple[str, ...],
    at_least: tuple[tuple[str, float], ...], cost_at_most: float | None, place: str | None, months: int | None,
    seed: int, workers: int,
) -> None:  # fmt: skip
    """Judge packages from the command line.

    Raises ``InputProblems`` before anything is run, ``OutputProblem`` when the answer cannot be written.
    """
    output.check()
    _once(at_least)
    asked = objectives(outcomes, dict(at_least), cost_at_most)
    packages = read_all(paths, months)
    where = one_place(packages, paths, place)
    every, _ = with_today(packages)
    with output.interruptible():
        with output.playing(len(every) * futures) as progress:
            found = judge(packages, where, asked, futures=futures, seed=seed, workers=workers, progress=progress)
        _keep(found, output)
        printed(render(found))


def _once(at_least: tuple[tuple[str, float], ...]) -> None:
    """Refuse two thresholds for one outcome."""
    names = [name for name, _ in at_least]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise InputProblems(
            Problem(COMMAND_LINE, refusal("kept_twice"), key="--at-least", given=name) for name in twice
        )


def _keep(found: Robustness, output: Output) -> None:
    from kkgsim.analysis.robustness.plots import draw_all

    thresholds = {one.objective.name: one.objective.threshold for one in found.judged}
    output.keep(
        lambda: tables(found), lambda: output_folder.provenance(found, output.command) | {"objectives": thresholds},
        lambda folder: draw_all(found, folder),
    )  # fmt: skip
