"""Points of a study evaluated in memory, on the same luck: what every analysis asks of the model.

A sweep keeps its runs on disk and survives anything; an analysis that asks again and again (a search, a screening)
evaluates its points here. Both play the same runs: the same point on the same replicate gives the same numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from kkgsim.engine import kernel
from kkgsim.engine.batch import LANES
from kkgsim.engine.threads import in_order
from kkgsim.errors import KKGError
from kkgsim.places.place import Place
from kkgsim.sweep.player import OK, Player, initial_of, kept_columns
from kkgsim.sweep.study import Points, Study

Table = NDArray[np.float64]
NAMED = 12
"""Factors of a failed point that are told."""
TOGETHER = 16
"""Batches of lanes that a thread plays before it takes the next part of the work."""


class RunFailed(KKGError):
    """A run of an analysis left the lawful numbers; an analysis with holes would mislead, so there is none."""


class Evaluator:
    """Evaluates points of a study: rows of values of its factors, in the order of ``study.factors``."""

    def __init__(self, study: Study, place: Place, *, workers: int = 1):
        self.study, self.columns = study, kept_columns(study)
        self._workers = max(1, workers)
        initial, point = initial_of(study, place), np.zeros((1, len(study.factors)))
        self._players = [Player(study, place, point, initial=initial.fork()) for _ in range(self._workers)]

    def __call__(
        self, points: Points, replicates: Sequence[int] = (0,), *, told: Callable[[int], None] = lambda runs: None
    ) -> Table:
        """Values of what the study keeps, shape (replicates, points, columns); the same for any number of workers.

        ``told`` hears how many more runs are done. Raises :class:`RunFailed` when a run fails.
        """
        kernel.ready()
        parts = [(rank, part) for rank in range(len(replicates)) for part in self._parts(len(points))]
        values = np.empty((len(replicates), len(points), len(self.columns)))
        free = list(self._players)

        def work(part: tuple[int, range]) -> int:
            rank, those = part
            player = free.pop()
            try:
                values[rank, those.start : those.stop] = _played(player, points, replicates[rank], those)
            finally:
                free.append(player)
            return len(those)

        for runs in in_order(work, parts, self._workers):
            told(runs)
        return values

    def _parts(self, points: int) -> list[range]:
        """The points in parts of whole batches, so that every thread has something to do."""
        most = max(1, -(-points // (self._workers * LANES)))
        size = min(TOGETHER, most) * LANES
        return [range(first, min(first + size, points)) for first in range(0, points, size)]


def _played(player: Player, points: Points, replicate: int, those: range) -> Table:
    """What is kept of some points on one replicate, shape (points, columns)."""
    player = player.of(points)
    first = replicate * len(points)
    kept = list(player.play(first + those.start, first + those.stop))
    for each in kept:
        for run_, status, error in zip(each.runs, each.status, each.errors, strict=True):
            if status != OK:
                raise RunFailed(f"replicate {replicate} of the point {_told(player, points[run_ % len(points)])}"
                                f" failed: {error}")  # fmt: skip
    values: Table = np.concatenate([each.values for each in kept], axis=1).T
    return values


def _told(player: Player, point: Points) -> str:
    """A point in words, as far as anybody would read it."""
    pairs = [f"{f.name} = {value:g}" for f, value in zip(player.study.factors, point.tolist(), strict=True)]
    more = ["..."] if len(pairs) > NAMED else []
    return ", ".join([*pairs[:NAMED], *more])
