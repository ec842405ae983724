"""``kkgsim robust``: read the packages, play them over the same futures, tell and keep the answer."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from rich.console import Console

from kkgsim import results
from kkgsim.errors import COMMAND_LINE, InputProblems, Problem
from kkgsim.explore.judged import Robustness, judge, objectives, with_today
from kkgsim.explore.robustness_tables import tables
from kkgsim.locale import refusal, say
from kkgsim.report.conduct import one_place, printed, progress_bar, read_all
from kkgsim.report.robustness_told import told


def conduct(
    paths: list[Path], *, futures: int, outcomes: tuple[str, ...], at_least: tuple[tuple[str, float], ...],
    cost_at_most: float | None, place: str | None, months: int | None, seed: int, workers: int, out: Path | None,
    overwrite: bool, lang: str, command: str,
) -> None:  # fmt: skip
    """Judge packages from the command line; an interruption leaves nothing and exits with 130.

    Raises ``InputProblems`` before anything is run, ``OutputProblem`` when the answer cannot be written.
    """
    if out is not None:
        results.refuse_existing(out, overwrite)
    _once(at_least)
    asked = objectives(outcomes, dict(at_least), cost_at_most)
    packages = read_all(paths, months)
    where = one_place(packages, paths, place)
    every, _ = with_today(packages)
    console = Console(stderr=True)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with progress_bar(len(every) * futures, console, lang) as progress:
            found = judge(packages, where, asked, futures=futures, seed=seed, workers=workers, progress=progress)
        if out is not None:
            _write(found, out, overwrite, lang, command)
            files = ", ".join(sorted(each.name for each in out.iterdir()))
            console.print(say("written", lang, folder=out, files=files))
        printed(told(found, lang))
    except KeyboardInterrupt:
        console.print(say("interrupted", lang))
        sys.exit(130)


def _once(at_least: tuple[tuple[str, float], ...]) -> None:
    """Refuse two thresholds for one outcome."""
    names = [name for name, _ in at_least]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise InputProblems(
            Problem(COMMAND_LINE, refusal("kept_twice"), key="--at-least", given=name) for name in twice
        )


def _write(found: Robustness, out: Path, overwrite: bool, lang: str, command: str) -> None:
    from kkgsim.views.robustness import draw_all

    thresholds = {one.objective.name: one.objective.threshold for one in found.judged}
    made = {**results.provenance(found, command), "objectives": thresholds}
    results.write(out, tables(found), made, lambda folder: draw_all(found, folder, lang), overwrite=overwrite)
