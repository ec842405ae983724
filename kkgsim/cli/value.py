"""``kkgsim value``: simulate the options in many futures, keep and print what better information is worth."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from kkgsim.analysis.comparison.compare import one_question
from kkgsim.analysis.futures import FutureSettings, options_of, sampled
from kkgsim.analysis.outcome_args import outcomes_named
from kkgsim.analysis.scenario_args import read_scenarios, shared_place
from kkgsim.analysis.value_of_information.analysis import Choice, ValueOfInformation, value_of_information
from kkgsim.analysis.value_of_information.report import render
from kkgsim.analysis.value_of_information.tables import tables
from kkgsim.cli.amounts import Rupiah
from kkgsim.cli.commands import declare
from kkgsim.cli.options import ANSWER, BUDGET, FILE, PLACE, lang, months, option, options, seed
from kkgsim.cli.output import Output, print_result, with_output
from kkgsim.design.read_study import is_study, read_study
from kkgsim.errors import COMMAND_LINE, InputError, Issue
from kkgsim.execution import output_folder
from kkgsim.i18n import Text, refusal
from kkgsim.places.place import Place
from kkgsim.scenario.scenario import Scenario

MOST_OPTIONS = 64


@declare("value")
@click.argument("questions", nargs=-1, required=True, type=FILE)
@option(
    "--outcome",
    default="practice_mean",
    show_default=True,
    about=Text("Outcome to maximise.", "Hasil yang ingin ditingkatkan."),
)
@option(
    "--worth",
    type=Rupiah(),
    about=Text("Rupiah a year that one unit of the outcome is worth.", "Nilai satu satuan hasil, rupiah setahun."),
)
@BUDGET
@option(
    "--futures",
    type=click.IntRange(100, 100_000),
    default=1000,
    show_default=True,
    about=Text("Futures: draws of all uncertain parameters.", "Jumlah kemungkinan masa depan: undian semua angka."),
)
@option(
    "--lucks",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    about=Text("Random replicates per future.", "Ulangan acak per kemungkinan masa depan."),
)
@options(PLACE, months(), seed(), *ANSWER, lang())
@with_output
def command(questions: tuple[Path, ...], **settings: Any) -> None:
    """Find out which parameters a survey should measure first."""
    run_value(list(questions), **settings)


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
    settings = FutureSettings(
        where, (options[0].without_policy(), *options), outcome, futures, lucks, luck, worth is not None
    )
    with output.interruptible():
        with output.playing(settings.runs) as progress:
            result = value_of_information(sampled(settings, workers=workers, told=progress), choice)
        _keep(result, output)
        print_result(render(result))


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
        options = options if months is None else [option.with_horizon(months) for option in options]
    else:
        options = read_scenarios(paths, months)
        where = shared_place(options, paths, place)
    if not 0 < len(options) <= MOST_OPTIONS:
        reason = refusal("value_too_many" if options else "value_none")
        raise InputError([Issue(str(paths[0]), reason, given=str(len(options)), allowed=f"1 … {MOST_OPTIONS}")])
    one_question(options)
    return options, where


def provenance_of(result: ValueOfInformation, command: str) -> dict[str, Any]:
    """The provenance of an answer."""
    settings, choice = result.sample.asked, result.choice
    return output_folder.provenance(result, command) | {
        "value": {
            "outcome": settings.outcome, "worth": choice.worth, "futures": settings.futures, "lucks": settings.lucks,
            "budget": choice.budget if math.isfinite(choice.budget) else None,
            "perfect": {"low": result.perfect.low, "high": result.perfect.high, "with_luck": result.perfect.luck},
        }
    }  # fmt: skip


def _keep(result: ValueOfInformation, output: Output) -> None:
    from kkgsim.analysis.optimisation.plots.plot_all import plot_value

    output.keep(
        lambda: tables(result),
        lambda: provenance_of(result, output.command),
        lambda folder: plot_value(result, folder),
    )
