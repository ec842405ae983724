"""``kkgsim value``: read the options, play them in many futures, keep and tell what knowing more is worth."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

from kkgsim.analysis.comparison.compare import one_question
from kkgsim.analysis.futures import FutureSettings, options_of, sampled
from kkgsim.analysis.outcome_args import outcomes_named
from kkgsim.analysis.scenario_args import read_scenarios, shared_place
from kkgsim.analysis.value_of_information.analysis import Choice, ValueOfInformation, value_of_information
from kkgsim.analysis.value_of_information.report import render
from kkgsim.analysis.value_of_information.tables import tables
from kkgsim.cli.output import Output, print_result
from kkgsim.design.read_study import is_study, read_study
from kkgsim.errors import COMMAND_LINE, InputError, Issue
from kkgsim.execution import output_folder
from kkgsim.i18n import refusal
from kkgsim.places.place import Place
from kkgsim.scenario.scenario import Scenario

MOST = 64
"""Options beyond which it is no choice any more."""


def run_value(
    paths: list[Path], output: Output, *, outcome: str, worth: float | None, budget: float | None, futures: int,
    lucks: int, place: str | None, months: int | None, seed: int | None, workers: int,
) -> None:  # fmt: skip
    """Value information from the command line.

    Raises ``InputError`` before anything is run, ``OutputError`` when the answer cannot be written.
    """
    output.check()
    outcomes_named([outcome], judged=True)
    options, where = _options(paths, place, months)
    luck = options[0].seed if seed is None else seed
    choice = Choice(worth, math.inf if budget is None else budget)
    asked = FutureSettings(
        where, (options[0].without_policy(), *options), outcome, futures, lucks, luck, worth is not None
    )
    with output.interruptible():
        with output.playing(asked.runs) as progress:
            found = value_of_information(sampled(asked, workers=workers, told=progress), choice)
        _keep(found, output)
        print_result(render(found))


def _options(paths: list[Path], place: str | None, months: int | None) -> tuple[list[Scenario], Place]:
    """The options to choose from beside the status quo: scenarios, or the points of a study."""
    studies = [path for path in paths if is_study(path)]
    if studies and len(paths) > 1:
        given = ", ".join(str(path) for path in paths)
        raise InputError([Issue(COMMAND_LINE, refusal("value_study_alone"), given=given)])
    if studies:
        study = read_study(paths[0])
        study = study if place is None else replace(study, place=place, base="")
        options, where = options_of(study, str(paths[0])), study.where()
        options = [one if months is None else one.with_horizon(months) for one in options]
    else:
        options = read_scenarios(paths, months)
        where = shared_place(options, paths, place)
    if not 0 < len(options) <= MOST:
        what = refusal("value_too_many" if options else "value_none")
        raise InputError([Issue(str(paths[0]), what, given=str(len(options)), allowed=f"1 … {MOST}")])
    one_question(options)
    return options, where


def made(found: ValueOfInformation, command: str) -> dict[str, Any]:
    """The provenance of an answer."""
    asked, choice = found.sample.asked, found.choice
    return output_folder.provenance(found, command) | {
        "value": {
            "outcome": asked.outcome, "worth": choice.worth, "futures": asked.futures, "lucks": asked.lucks,
            "budget": choice.budget if math.isfinite(choice.budget) else None,
            "perfect": {"low": found.perfect.low, "high": found.perfect.high, "with_luck": found.perfect.luck},
        }
    }  # fmt: skip


def _keep(found: ValueOfInformation, output: Output) -> None:
    from kkgsim.analysis.value_of_information.plots import plot_all

    output.keep(
        lambda: tables(found),
        lambda: made(found, output.command),
        lambda folder: plot_all(found, folder),
    )
