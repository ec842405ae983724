"""``kkgsim search``: search packages of a study under a budget, keep and print the best."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kkgsim.cli.amounts import Share, is_ambiguous, parse_amount
from kkgsim.cli.commands import declare
from kkgsim.cli.keeping import resumable
from kkgsim.cli.options import ANSWER, BUDGET, DRY_RUN, FILE, NUMBERS, PLACE, lang, only_with, option, options
from kkgsim.cli.options import seed as seed_option
from kkgsim.cli.output import Output, print_result, with_output
from kkgsim.design.questions import (
    CHANCE,
    EVERYBODY,
    SEARCH_EVALUATIONS,
    SEARCH_FRESH,
    SEARCH_FUTURES,
    SEARCH_SHOW,
    USUAL_OUTCOME,
)
from kkgsim.errors import COMMAND_LINE, InputError, Issue
from kkgsim.execution.evaluations import evaluations as kept_in
from kkgsim.i18n import Text, refusal
from kkgsim.io.printing import tell

if TYPE_CHECKING:
    from kkgsim.analysis.optimisation.api import SearchRequest
    from kkgsim.analysis.optimisation.objectives import Objective


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
    default=CHANCE,
    show_default=True,
    about=Text(
        "Share of futures in which the target must be reached.",
        "Bagian kemungkinan masa depan yang harus mencapai sasaran.",
    ),
)
@option(
    "--evaluations",
    type=click.IntRange(*SEARCH_EVALUATIONS.bounds),
    default=SEARCH_EVALUATIONS.usual,
    show_default=True,
    about=Text("Most packages to evaluate.", "Jumlah paket yang dinilai paling banyak."),
)
@option(
    "--futures",
    type=click.IntRange(*SEARCH_FUTURES),
    about=Text(
        "Futures per package, instead of the study's replicates.",
        "Jumlah kemungkinan masa depan per paket, menggantikan ulangan di studi.",
    ),
)
@option(
    "--fresh",
    type=click.IntRange(*SEARCH_FRESH.bounds),
    default=SEARCH_FRESH.usual,
    show_default=True,
    about=Text("Fresh futures for the packages shown.", "Masa depan baru untuk paket terpilih."),
)
@option(
    "--show",
    "most",
    type=click.IntRange(*SEARCH_SHOW.bounds),
    default=SEARCH_SHOW.usual,
    show_default=True,
    about=Text("Packages to show.", "Jumlah paket yang ditampilkan."),
)
@option(
    "--keep", type=FILE, about=Text("Folder that keeps the evaluations.", "Folder untuk menyimpan hasil perhitungan.")
)
@option(
    "--timed",
    is_flag=True,
    about=Text(
        "Let levers come and go, or react to what an office sees.",
        "Kebijakan boleh mulai dan berhenti, atau menanggapi keadaan.",
    ),
)
@options(seed_option(about=Text("Seed of the search.", "Angka awal acak pencarian.")), PLACE, NUMBERS, DRY_RUN, *ANSWER,
         lang())  # fmt: skip
@with_output
def command(study: Path, **settings: Any) -> None:
    """Search for the best packages."""
    only_with("chance", "--target", settings["target"] is not None)
    run_search(study, **settings)


def run_search(
    path: Path, output: Output, *, outcome: str | None, payer: str, target: str | None, chance: float,
    keep: Path | None, dry_run: bool, workers: int, most: int, **options: Any,
) -> None:  # fmt: skip
    """Search from the command line; the other options are those of :func:`kkgsim.analysis.optimisation.api.request`.

    Raises ``InputError`` before anything is run, ``OutputError`` when the answer cannot be written.
    """
    from kkgsim.analysis.optimisation.api import request

    output.check()
    objective = _objective(outcome, payer, target, chance)
    question = request(path, objective=objective, show=most, workers=workers, **options)
    play(question, output, keep=keep, dry_run=dry_run, workers=workers)


def play(question: SearchRequest, output: Output, *, keep: Path | None, dry_run: bool, workers: int) -> None:
    """Say what a question will take and, unless that is all, play it, keeping what is played, and print the answer."""
    from kkgsim.analysis.optimisation.resume import SearchProgress, foretold, question_of, seconds_a_run

    wanted, place = question.wanted, question.place
    output.compiled()
    if dry_run:
        tell(foretold(wanted, seconds_a_run(wanted, place, workers), 0))
        return
    identity = question_of(wanted, place, output.command)
    folder = keep or identity.usual_folder(wanted.study.name, output.out)
    with output.interruptible(), kept_in(folder, identity) as kept:
        with resumable(folder, output):
            seconds = seconds_a_run(wanted, place, workers)
            output.console.print(foretold(wanted, seconds, kept.kept), highlight=False)
            with SearchProgress(wanted, kept) as progress:
                result = question.run(workers=workers, progress=progress, kept=kept)
            output.keep_result(result)
        print_result(result.render())
        if keep is None:
            kept.forget()


def _objective(outcome: str | None, payer: str, target: str | None, chance: float) -> Objective:
    """What packages are weighed by, as the command line says it. Raises ``InputError`` with all its mistakes."""
    from kkgsim.analysis.optimisation.api import objective_of

    if target is None:
        return objective_of(outcome, payer, None, chance)
    name, _, given = target.partition("=")
    level = float("nan") if is_ambiguous(given) else parse_amount(given)
    if not math.isnan(level):
        return objective_of(outcome, payer, (name, level), chance)
    issues = [
        Issue(COMMAND_LINE, refusal("search_target"), key="--target", given=target, allowed="minimum_share=0.5")
    ]  # fmt: skip
    try:
        objective_of(outcome, payer, (name, 0.0), chance)  # the level is refused above; none lies outside 0
    except InputError as error:
        issues += error.issues
    raise InputError(issues)
