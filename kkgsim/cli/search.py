"""``kkgsim search``: search with a progress bar, keep and print the packages."""

from __future__ import annotations

import math
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kkgsim.analysis.optimisation.api import objective_of, request
from kkgsim.analysis.optimisation.objectives import Objective
from kkgsim.analysis.optimisation.resume import SearchProgress, foretold, question_of, seconds_a_run, usual_folder
from kkgsim.cli.options import amount_of
from kkgsim.cli.output import INTERRUPTED, Output, print_result
from kkgsim.errors import COMMAND_LINE, InputError, Issue
from kkgsim.execution.evaluations import Evaluations
from kkgsim.execution.evaluations import evaluations as kept_in
from kkgsim.i18n import refusal, tr
from kkgsim.io.printing import tell


def run_search(
    path: Path, output: Output, *, outcome: str | None, payer: str, target: str | None, chance: float,
    keep: Path | None, dry_run: bool, workers: int, most: int, **options: Any,
) -> None:  # fmt: skip
    """Search from the command line; the other options are those of :func:`kkgsim.analysis.optimisation.api.request`.

    Raises ``InputError`` before anything is run, ``OutputError`` when the answer cannot be written.
    """
    output.check()
    objective = _objective(outcome, payer, target, chance)
    question = request(path, objective=objective, show=most, workers=workers, **options)
    wanted, place = question.wanted, question.place
    output.compiled()
    if dry_run:
        tell(foretold(wanted, seconds_a_run(wanted, place, workers), 0))
        return
    identity = question_of(wanted, place, output.command)
    with output.interruptible(), kept_in(keep or usual_folder(wanted, identity, output.out), identity) as kept:
        with _resumable(kept, output):
            seconds = seconds_a_run(wanted, place, workers)
            output.console.print(foretold(wanted, seconds, kept.kept), highlight=False)
            with SearchProgress(wanted, kept) as progress:
                result = question.run(workers=workers, progress=progress, kept=kept)
            output.keep_result(result)
        print_result(result.render())
        if keep is None:
            kept.forget()


@contextmanager
def _resumable(kept: Evaluations, output: Output) -> Iterator[None]:
    """Search in here: an interruption says how to go on."""
    try:
        yield
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # pressed once more it must not spoil the farewell
        output.console.print(tr("search_resume", folder=kept.folder), soft_wrap=True, highlight=False)
        sys.exit(INTERRUPTED)


def _objective(outcome: str | None, payer: str, target: str | None, chance: float) -> Objective:
    """What packages are weighed by, as the command line says it. Raises ``InputError`` with all its mistakes."""
    if target is None:
        return objective_of(outcome, payer, None, chance)
    name, _, given = target.partition("=")
    level = amount_of(given)
    if not math.isnan(level):
        return objective_of(outcome, payer, (name, level), chance)
    issues = [
        Issue(COMMAND_LINE, refusal("search_target"), key="--target", given=target, allowed="minimum_share=0.5")
    ]  # fmt: skip
    try:
        objective_of(outcome, payer, (name, level), chance)
    except InputError as error:
        issues += error.issues
    raise InputError(issues)
