"""``kkgsim sensitivity``: read the study, ask, tell and keep the answer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kkgsim.analysis.sensitivity.analysis import Settings
from kkgsim.analysis.sensitivity.methods import METHODS
from kkgsim.analysis.sensitivity.report import render
from kkgsim.analysis.sensitivity.result import Sensitivity, check, runs_needed, sensitivity
from kkgsim.analysis.sensitivity.screening import Screen
from kkgsim.analysis.sensitivity.tables import made, tables
from kkgsim.cli.output import Output, print_result
from kkgsim.design.read_study import read_study
from kkgsim.design.study import Study
from kkgsim.errors import COMMAND_LINE, InputError, Issue
from kkgsim.execution.progress import span
from kkgsim.execution.sweep import prepare
from kkgsim.i18n import decimal, refusal, tr
from kkgsim.io.printing import tell

AUTO = "auto"


def run_sensitivity(
    path: Path, output: Output, *, method: str, samples: str | None, most: int, second_order: bool, screen: bool,
    keep: int, share: float, replicates: int | None, workers: int, dry_run: bool,
) -> None:  # fmt: skip
    """Answer what decides a study's outcomes.

    Raises ``InputError`` before anything is run, ``OutputError`` when the answer cannot be written.
    """
    study = read_study(path)
    how = Settings(method, _samples(method, samples), most, second_order, study.design.seed,
              tuple(range(replicates or study.replicates)))  # fmt: skip
    if screen and method == "morris":
        raise InputError([Issue(COMMAND_LINE, refusal("sens_screen"), key="--screen")])
    asked = Screen(share=share, keep=keep) if screen else None
    check(study, how, asked)
    output.check()
    runs = runs_needed(study, how, asked)
    if dry_run:
        tell(_foretold(study, how, runs, workers))
        return
    with output.interruptible():
        with output.playing(runs) as progress:
            found = sensitivity(study, how, asked, workers=workers, told=progress)
        _keep(found, output)
        print_result(render(found))


def _samples(method: str, given: str | None) -> int | None:
    """The size of the sample; None for one that grows. Raises ``InputError`` for anything else."""
    if given is None:
        return METHODS[method].usual
    if given == AUTO:
        return None
    if not given.isdecimal():
        raise InputError([Issue(COMMAND_LINE, refusal("sens_samples"), key="--samples", given=given)])
    return int(given)


def _foretold(study: Study, how: Settings, runs: int, workers: int) -> str:
    """What it would take: runs, and time from a small calibration."""
    each = prepare(replace(study, drawn=False)).seconds()
    count = len(how.replicates)
    return tr(
        "sens_dry", runs=decimal(runs, 0), points=decimal(runs // count, 0),
        replicates=count, time=span(each * runs / workers), workers=workers,
    )  # fmt: skip


def _keep(found: Sensitivity, output: Output) -> None:
    from kkgsim.analysis.sensitivity.plots.plot_all import plot_all

    output.keep(lambda: tables(found), lambda: made(found, output.command), lambda folder: plot_all(found, folder))
