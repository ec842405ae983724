"""What surrounds a search: what it will take, how far it is, and the folder in which its evaluations are kept."""

from __future__ import annotations

import sys
import time
from dataclasses import asdict

from kkgsim.analysis.evaluator import Evaluator
from kkgsim.analysis.optimisation.optimise import Request
from kkgsim.analysis.optimisation.packages import Space, choosing
from kkgsim.analysis.optimisation.search import first_packages
from kkgsim.engine import kernel
from kkgsim.execution.evaluations import Evaluations, Question
from kkgsim.execution.progress import Progress, span
from kkgsim.execution.sweep import RunCount
from kkgsim.i18n import decimal, tr
from kkgsim.places.place import Place

TRIED = 2
"""Replicates of a few packages that are played to learn how long a run takes."""
TRIED_PACKAGES = 48
"""Packages that are played for it."""


def question_of(wanted: Request, place: Place, command: str) -> Question:
    """A search as its folder of evaluations knows it."""
    how = {**asdict(wanted.aim), "budget": wanted.budget, "evaluations": wanted.evaluations, "fresh": wanted.fresh,
           "most": wanted.most, "seed": wanted.seed, "timed": wanted.timed}  # fmt: skip
    return Question.about("search", wanted.study, place, how, command)


def seconds_a_run(wanted: Request, place: Place, workers: int) -> float:
    """Seconds that a run takes, measured on a few of the first packages."""
    study = choosing(wanted.study, wanted.where)
    space = Space.of(study.factors)
    points = space.points(first_packages(space)[:TRIED_PACKAGES])
    evaluate = Evaluator(study, place, workers=workers)
    kernel.ready()
    evaluate(points[:1], range(1))
    tried = min(TRIED, study.replicates)
    began = time.perf_counter()
    evaluate(points, range(tried))
    return (time.perf_counter() - began) / (tried * len(points))


def foretold(wanted: Request, seconds: float, kept: int) -> str:
    """What a search will take, in words: packages, runs and time at most; ``kept`` runs need not be played again."""
    left = max(0, wanted.runs - kept)
    whole = {name: decimal(number, 0) for name, number in (
        ("packages", wanted.evaluations), ("futures", wanted.study.replicates), ("most", wanted.most),
        ("fresh", wanted.fresh), ("runs", wanted.runs),
    )}  # fmt: skip
    return tr("search_foretold", **whole, time=span(seconds * left), each=decimal(1000.0 * seconds, 2))


class SearchProgress:
    """Tells how far a search is, as a sweep does. How many runs there are is known better and better."""

    def __init__(self, wanted: Request, kept: Evaluations):
        self._kept, self._progress = kept, Progress(sys.stderr)
        self._count = RunCount(wanted.runs, kept=kept.kept, done=kept.kept, log_aside=kept.log_aside)
        self._count.total = max(wanted.runs, kept.kept)
        self._progress(self._count)

    def __call__(self, runs: int) -> None:
        """So many more runs are done."""
        self._count.done += runs
        self._count.total = max(self._count.total, self._count.done)
        self._progress(self._count)

    def left(self, runs: int) -> None:
        """So many runs are still to come, those kept before among them."""
        self._count.total = self._count.done + max(0, runs - self._kept.ahead)

    def __enter__(self) -> SearchProgress:
        return self

    def __exit__(self, *raised: object) -> None:
        """Leave the renewed line."""
        self._progress.close()
