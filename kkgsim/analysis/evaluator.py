"""Points of a study evaluated in memory, on the same luck: what every analysis asks of the model.

A sweep keeps its runs on disk and survives anything; an analysis that asks again and again (a search, a screening)
evaluates its points here. Both play the same runs: the same point on the same replicate gives the same numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa

from kkgsim.analysis.result import Progress, no_progress
from kkgsim.design.study import Points, Study
from kkgsim.engine import kernel
from kkgsim.engine.batch_runner import OK, BatchRunner, RunRecords, initial_states, record_columns
from kkgsim.engine.columns import LANES
from kkgsim.engine.initial_state import InitialStates
from kkgsim.engine.threads import in_order
from kkgsim.errors import KKGError
from kkgsim.execution.chunks import results_table
from kkgsim.execution.evaluations import Evaluations
from kkgsim.execution.sweep import TEACHER_MONTHS, prepare
from kkgsim.model.arrays import Array
from kkgsim.places.place import Place

NAMED = 12
"""Factors of a failed point that are named."""
TOGETHER = 16
"""Batches of lanes that a thread plays before it takes the next part of the work."""
FEWEST = 4
"""Replicates that are kept together at least, so that several threads have something to do."""


class EvaluationFailed(KKGError):
    """A run of an analysis left the lawful numbers; an analysis with holes would mislead, so there is none."""


class Evaluator:
    """Evaluates points of a study: rows of values of its factors, in the order of ``study.factors``.

    ``initial`` is what :func:`kkgsim.engine.batch_runner.initial_states` gives, where it is there already.
    """

    def __init__(self, study: Study, place: Place, *, workers: int = 1, initial: InitialStates | None = None):
        self.study, self.columns = study, record_columns(study)
        self._workers = max(1, workers)
        initial, point = initial or initial_states(study, place), np.zeros((1, len(study.factors)))
        self._players = [BatchRunner(study, place, point, initial=initial) for _ in range(self._workers)]

    def __call__(self, points: Points, replicates: Sequence[int] = (0,), *, progress: Progress = no_progress) -> Array:
        """Values of what the study keeps, shape (replicates, points, columns); the same for any number of workers.

        ``progress`` hears how many more runs are done. Raises :class:`EvaluationFailed` when a run fails.
        """
        kernel.ready()
        values = np.empty((len(replicates) * len(points), len(self.columns)))
        free = list(self._players)

        def work(part: tuple[int, range]) -> int:
            first, runs = part
            runner = free.pop()
            try:
                values[first : first + len(runs)] = _played(runner, points, runs)
            finally:
                free.append(runner)
            return len(runs)

        for runs in in_order(work, self._work(len(points), replicates), self._workers):
            progress(runs)
        return values.reshape(len(replicates), len(points), len(self.columns))

    def runner(self, points: Points) -> BatchRunner:
        """A runner of some points."""
        return self._players[0].of(points)

    def _work(self, points: int, replicates: Sequence[int]) -> list[tuple[int, range]]:
        """What to play: runs, and the row in which the first of them stands. Where points fill no batch, several
        replicates are played side by side."""
        if points and points < LANES and isinstance(replicates, range) and replicates.step == 1:
            first, last = replicates.start * points, replicates.stop * points
            return [(run - first, range(run, min(run + LANES, last))) for run in range(first, last, LANES)]
        return [
            (rank * points + part.start, range(replicate * points + part.start, replicate * points + part.stop))
            for rank, replicate in enumerate(replicates)
            for part in self._parts(points)
        ]

    def _parts(self, points: int) -> list[range]:
        """The points in parts of whole batches, so that every thread has something to do."""
        most = max(1, -(-points // (self._workers * LANES)))
        size = min(TOGETHER, most) * LANES
        return [range(first, min(first + size, points)) for first in range(0, points, size)]


class KeptEvaluator:
    """An :class:`Evaluator` whose values are kept on disk, a few replicates of all points at a time: so few that little
    is lost by a kill, and so many that every thread has something to do."""

    def __init__(self, evaluator: Evaluator, kept: Evaluations):
        self.study, self.columns = evaluator.study, evaluator.columns
        self._evaluator, self._kept = evaluator, kept

    def __call__(self, points: Points, replicates: range = range(1), *, progress: Progress = no_progress) -> Array:
        """See :class:`Evaluator`; ``progress`` does not hear of runs that were kept before."""
        if not len(points):
            return self._evaluator(points, replicates)
        work = self._evaluator.runner(points).teachers * self.study.scenario.months * len(points)
        size = max(FEWEST, TEACHER_MONTHS // work)
        firsts = range(replicates.start, replicates.stop, size)
        parts = [self._part(points, range(first, min(first + size, replicates.stop)), progress) for first in firsts]
        return np.concatenate(parts)

    def _part(self, points: Points, replicates: range, progress: Progress) -> Array:
        runner = self._evaluator.runner(points)
        runs = np.arange(replicates.start * len(points), replicates.stop * len(points))

        def play() -> pa.Table:
            values = self._evaluator(points, replicates, progress=progress).reshape(len(runs), -1).T
            return results_table(runner, [RunRecords(runs, values, [OK] * len(runs), [None] * len(runs))])

        empty = results_table(runner, [RunRecords(runs[:0], np.zeros((len(self.columns), 0)), [], [])])
        table = self._kept.part(runner.ids(runs), empty.column_names, play)
        values = np.column_stack([table[name].to_numpy() for name in self.columns])
        return np.ascontiguousarray(values).reshape(len(replicates), len(points), -1)


def evaluator_of(
    study: Study, place: Place, *, workers: int = 1, kept: Evaluations | None = None,
    initial: InitialStates | None = None,
) -> Evaluator | KeptEvaluator:  # fmt: skip
    """What evaluates points of a study, and keeps what it plays where a folder for it is given."""
    plain = Evaluator(study, place, workers=workers, initial=initial)
    return plain if kept is None else KeptEvaluator(plain, kept)


def seconds_of(study: Study, runs: int, workers: int) -> float:
    """About how many seconds so many runs of a study take, from a few of them."""
    return prepare(replace(study, drawn=False)).seconds() * runs / workers


def _played(runner: BatchRunner, points: Points, runs: range) -> Array:
    """What is kept of some runs of points, shape (runs, columns)."""
    runner = runner.of(points)
    kept = list(runner.run(runs.start, runs.stop))
    for batch in kept:
        for run_, status, error in zip(batch.runs, batch.status, batch.errors, strict=True):
            if status != OK:
                replicate, point = divmod(int(run_), len(points))
                raise EvaluationFailed(f"replicate {replicate} of the point {_told(runner, points[point])}"
                                f" failed: {error}")  # fmt: skip
    values: Array = np.concatenate([batch.values for batch in kept], axis=1).T
    return values


def _told(runner: BatchRunner, point: Points) -> str:
    """A point in words, as far as anybody would read it."""
    pairs = [f"{f.name} = {value:g}" for f, value in zip(runner.study.factors, point.tolist(), strict=True)]
    more = ["..."] if len(pairs) > NAMED else []
    return ", ".join([*pairs[:NAMED], *more])
