"""``kkgsim search``: read the question, search with a progress bar, keep and tell the answer."""

from __future__ import annotations

import math
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from kkgsim.analysis.optimisation.objectives import EVERYBODY, Objective
from kkgsim.analysis.optimisation.optimise import PLACE, Request, Solution, optimise
from kkgsim.analysis.optimisation.report import render
from kkgsim.analysis.optimisation.resume import SearchProgress, foretold, question_of, seconds_a_run, usual_folder
from kkgsim.analysis.optimisation.tables import tables
from kkgsim.analysis.optional_libraries import need
from kkgsim.analysis.outcome_args import check_value, outcomes_named
from kkgsim.cli.options import amount_of
from kkgsim.cli.output import INTERRUPTED, Output, print_result
from kkgsim.design.read_study import read_study
from kkgsim.errors import COMMAND_LINE, InputError, Issue, nearest
from kkgsim.execution import output_folder
from kkgsim.execution.evaluations import Evaluations
from kkgsim.execution.evaluations import evaluations as kept_in
from kkgsim.i18n import refusal, tr
from kkgsim.model.levers.lever import PAYERS

USUAL = "practice_mean"
"""The outcome to raise where none is named."""


def run_search(
    path: Path, output: Output, *, outcome: str | None, budget: float | None, payer: str, target: str | None,
    chance: float, evaluations: int, futures: int | None, fresh: int, most: int, seed: int | None,
    keep: Path | None, dry_run: bool, workers: int,
) -> None:  # fmt: skip
    """Search from the command line.

    Raises ``InputError`` before anything is run, ``OutputError`` when the answer cannot be written.
    """
    output.check()
    aim = aim_of(outcome, payer, target, chance)
    need("optimisation.pymoo_adapter")
    study = read_study(path)
    if futures is not None:
        study = replace(study, replicates=futures)
    money, luck = math.inf if budget is None else budget, study.seed if seed is None else seed
    wanted = Request(study, str(path), aim, money, evaluations, fresh, most, luck)
    place = study.where()
    output.compiled()
    if dry_run:
        click.echo(foretold(wanted, seconds_a_run(wanted, place, workers), 0))
        return
    question = question_of(wanted, place, output.command)
    with output.interruptible(), kept_in(keep or usual_folder(wanted, question, output.out), question) as kept:
        with _resumable(kept, output):
            each = seconds_a_run(wanted, place, workers)
            output.console.print(foretold(wanted, each, kept.kept), highlight=False)
            with SearchProgress(wanted, kept) as progress:
                found = optimise(wanted, place, workers=workers, told=progress, kept=kept)
            _keep(found, output)
        print_result(render(found))
        if keep is None:
            kept.forget()


@contextmanager
def _resumable(kept: Evaluations, output: Output) -> Iterator[None]:
    """Search in here: interrupted, it is told how to go on."""
    try:
        yield
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # pressed once more it must not spoil the farewell
        output.console.print(tr("search_resume", folder=kept.folder), soft_wrap=True, highlight=False)
        sys.exit(INTERRUPTED)


def aim_of(outcome: str | None, payer: str, target: str | None, chance: float) -> Objective:
    """What packages are weighed by, as the command line says it. Raises ``InputError`` with all its mistakes."""
    issues: list[Issue] = []
    level = float("nan")
    if target is None:
        outcome = outcome or USUAL
    else:
        if outcome is not None:
            issues.append(Issue(COMMAND_LINE, refusal("target_and_outcome"), key="--outcome", given=outcome))
        outcome, _, given = target.partition("=")
        level = amount_of(given)
        if math.isnan(level):
            issues.append(_wrong("search_target", "--target", target, "minimum_share=0.5"))
    try:
        (found,) = outcomes_named([outcome], "--outcome" if target is None else "--target", judged=True)
        if not math.isnan(level):
            check_value("--target", found.unit, level)
    except InputError as error:
        issues += error.issues
    payers = {**PAYERS, EVERYBODY: None}
    if payer not in payers:
        issues.append(_wrong("no_payer", "--payer", payer, ", ".join(payers), nearest(payer, payers)))
    if issues:
        raise InputError(issues)
    return Objective(outcome, payer, chance, level)


def _wrong(word: str, key: str, given: str, allowed: str, near: str = "") -> Issue:
    return Issue(COMMAND_LINE, refusal(word), key=key, given=given, allowed=allowed, nearest=near)


def made(found: Solution, command: str) -> dict[str, Any]:
    """The provenance of a search."""
    wanted, searched = found.wanted, found.searched
    aim: dict[str, Any] = {"outcome": wanted.aim.outcome, "payer": wanted.aim.payer}
    if wanted.for_target:
        aim |= {"target": wanted.aim.target, "chance": wanted.aim.chance}
    return output_folder.provenance(found, command) | {
        "study": wanted.study.asked(),
        "search": {
            **aim, "budget": wanted.budget if math.isfinite(wanted.budget) else None, "seed": wanted.seed,
            "evaluations": wanted.evaluations, "weighed": len(searched.packages), "ended": searched.ended,
            "futures": wanted.study.replicates, "fresh": wanted.fresh, "sides": list(found.sides),
            "reference": dict(zip(searched.plan.objectives, searched.reference.tolist(), strict=True)),
        },
    }  # fmt: skip


def _keep(found: Solution, output: Output) -> None:
    """Tables, pictures and the packages as scenario files."""
    from kkgsim.analysis.optimisation.plots.plot_all import plot_all
    from kkgsim.places.place_io.files import write as write_place
    from kkgsim.scenario.read import write_scenario

    def rest(folder: Path) -> None:
        for scenario in found.scenarios():
            path = folder / f"{scenario.name}.toml"
            path.write_text(write_scenario(scenario), encoding="utf-8", newline="\n")
        if found.own_place:
            write_place(found.place, folder / PLACE)
        plot_all(found, folder)

    output.keep(lambda: tables(found), lambda: made(found, output.command), rest)
