"""``kkgsim search``: search packages of a study under a budget, keep and print the best."""

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
from kkgsim.cli.amounts import Share, is_ambiguous, parse_amount
from kkgsim.cli.commands import declare
from kkgsim.cli.options import ANSWER, BUDGET, DRY_RUN, FILE, lang, only_with, option, options
from kkgsim.cli.options import seed as seed_option
from kkgsim.cli.output import INTERRUPTED, Output, print_result, with_output
from kkgsim.design.read_study import read_study
from kkgsim.errors import COMMAND_LINE, InputError, Issue, nearest
from kkgsim.execution import output_folder
from kkgsim.execution.evaluations import Evaluations
from kkgsim.execution.evaluations import evaluations as open_evaluations
from kkgsim.i18n import Text, refusal, tr
from kkgsim.io.printing import tell
from kkgsim.model.levers.lever import PAYERS

USUAL_OUTCOME = "practice_mean"
"""The outcome to raise where none is named."""


@declare("search")
@click.argument("study", type=FILE)
@BUDGET
@option(
    "--payer",
    default=EVERYBODY,
    show_default=True,
    about=Text("Payer whose budget is limited.", "Sumber dana yang dibatasi."),
)
@option("--outcome", show_default=USUAL_OUTCOME, about=Text("Outcome to maximise.", "Hasil yang ingin ditingkatkan."))
@option(
    "--target",
    about=Text(
        "Find the cheapest packages that reach outcome=level.", "Cari paket termurah yang mencapai hasil=tingkat."
    ),
)
@option(
    "--chance",
    type=Share(some=True),
    default=0.8,
    show_default=True,
    about=Text(
        "Share of futures in which the target must be reached.",
        "Bagian kemungkinan masa depan yang harus mencapai sasaran.",
    ),
)
@option(
    "--evaluations",
    type=click.IntRange(8, 1_000_000),
    default=2000,
    show_default=True,
    about=Text("Most packages to evaluate.", "Jumlah paket yang dinilai paling banyak."),
)
@option(
    "--futures",
    type=click.IntRange(1, 100_000),
    about=Text(
        "Futures per package, instead of the study's replicates.",
        "Jumlah kemungkinan masa depan per paket, menggantikan ulangan di studi.",
    ),
)
@option(
    "--fresh",
    type=click.IntRange(1, 100_000),
    default=200,
    show_default=True,
    about=Text("Fresh futures for the packages shown.", "Masa depan baru untuk paket terpilih."),
)
@option(
    "--show",
    "most",
    type=click.IntRange(1, 20),
    default=8,
    show_default=True,
    about=Text("Packages to show.", "Jumlah paket yang ditampilkan."),
)
@option(
    "--keep", type=FILE, about=Text("Folder that keeps the evaluations.", "Folder untuk menyimpan hasil perhitungan.")
)
@options(seed_option(about=Text("Seed of the search.", "Angka awal acak pencarian.")), DRY_RUN, *ANSWER, lang())
@with_output
def command(study: Path, **settings: Any) -> None:
    """Search for the best packages."""
    only_with("chance", "--target", settings["target"] is not None)
    run_search(study, **settings)


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
    limit = math.inf if budget is None else budget
    request = Request(study, str(path), aim, limit, evaluations, fresh, most,
                      study.seed if seed is None else seed)  # fmt: skip
    place = study.where()
    output.compiled()
    if dry_run:
        tell(foretold(request, seconds_a_run(request, place, workers), 0))
        return
    question = question_of(request, place, output.command)
    folder = keep or usual_folder(request, question, output.out)
    with output.interruptible(), open_evaluations(folder, question) as kept:
        with _resumable(kept, output):
            seconds = seconds_a_run(request, place, workers)
            output.console.print(foretold(request, seconds, kept.kept), highlight=False)
            with SearchProgress(request, kept) as progress:
                result = optimise(request, place, workers=workers, told=progress, kept=kept)
            _keep(result, output)
        print_result(render(result))
        if keep is None:
            kept.forget()


@contextmanager
def _resumable(kept: Evaluations, output: Output) -> Iterator[None]:
    """Search in here: an interruption says how to resume."""
    try:
        yield
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C must not cut off the last message
        output.console.print(tr("search_resume", folder=kept.folder), soft_wrap=True, highlight=False)
        sys.exit(INTERRUPTED)


def aim_of(outcome: str | None, payer: str, target: str | None, chance: float) -> Objective:
    """The objective, as the command line says it. Raises ``InputError`` with all its mistakes."""
    issues: list[Issue] = []
    level = float("nan")
    if target is None:
        outcome = outcome or USUAL_OUTCOME
    else:
        if outcome is not None:
            issues.append(Issue(COMMAND_LINE, refusal("target_and_outcome"), key="--outcome", given=outcome))
        outcome, _, given = target.partition("=")
        level = float("nan") if is_ambiguous(given) else parse_amount(given)
        if math.isnan(level):
            issues.append(_issue("search_target", "--target", target, "minimum_share=0.5"))
    try:
        (named,) = outcomes_named([outcome], "--outcome" if target is None else "--target", judged=True)
        if not math.isnan(level):
            check_value("--target", named.unit, level)
    except InputError as error:
        issues += error.issues
    payers = {**PAYERS, EVERYBODY: None}
    if payer not in payers:
        issues.append(_issue("no_payer", "--payer", payer, ", ".join(payers), nearest(payer, payers)))
    if issues:
        raise InputError(issues)
    return Objective(outcome, payer, chance, level)


def _issue(word: str, key: str, given: str, allowed: str, near: str = "") -> Issue:
    return Issue(COMMAND_LINE, refusal(word), key=key, given=given, allowed=allowed, nearest=near)


def provenance_of(result: Solution, command: str) -> dict[str, Any]:
    """The provenance of a search."""
    request, searched = result.wanted, result.searched
    aim: dict[str, Any] = {"outcome": request.aim.outcome, "payer": request.aim.payer}
    if request.for_target:
        aim |= {"target": request.aim.target, "chance": request.aim.chance}
    return output_folder.provenance(result, command) | {
        "study": request.study.definition(),
        "search": {
            **aim, "budget": request.budget if math.isfinite(request.budget) else None, "seed": request.seed,
            "evaluations": request.evaluations, "weighed": len(searched.packages), "ended": searched.ended,
            "futures": request.study.replicates, "fresh": request.fresh, "sides": list(result.sides),
            "reference": dict(zip(searched.plan.objectives, searched.reference.tolist(), strict=True)),
        },
    }  # fmt: skip


def _keep(result: Solution, output: Output) -> None:
    """Tables, pictures and the packages as scenario files."""
    from kkgsim.analysis.optimisation.plots.plot_all import plot_search
    from kkgsim.places.place_io.files import write as write_place
    from kkgsim.scenario.read import write_scenario

    def write_packages(folder: Path) -> None:
        for scenario in result.scenarios():
            path = folder / f"{scenario.name}.toml"
            path.write_text(write_scenario(scenario), encoding="utf-8", newline="\n")
        if result.own_place:
            write_place(result.place, folder / PLACE)
        plot_search(result, folder)

    output.keep(lambda: tables(result), lambda: provenance_of(result, output.command), write_packages)
