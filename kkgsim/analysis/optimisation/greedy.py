"""The way up from nothing: always the one change that brings most for a rupiah, until the budget is used up.

Only the changes that promised most when they were last looked at are looked at again at each step, and a few of those
that nobody has looked at for longest (lazy evaluation, Minoux 1978): the order of promises changes little from one step
to the next.
"""

from __future__ import annotations

import numpy as np

from kkgsim.analysis.optimisation.archive import Archive
from kkgsim.analysis.optimisation.steps import moved, moves, per_rupiah
from kkgsim.model.arrays import Index

LOOKED, AGAIN = 8, 4
"""How many of the most promising changes are looked at in a step, and how many of those not looked at for longest."""


class Climb:
    """A way up by the measure ``aim``, of which more (``better`` +1) or less (-1) is wanted."""

    def __init__(self, archive: Archive, aim: str, better: int):
        self._archive, self._aim, self._better = archive, aim, better
        self._moves = moves(archive.space)
        self._promise = np.full(len(self._moves), np.inf)
        self._looked = np.zeros(len(self._moves), dtype=np.int64)
        self._step = 0

    def run(self, most: int) -> list[int]:
        """Climb until no change brings more within the budget, or ``most`` packages are in the archive; the rows of the
        way."""
        way = [int(row) for row in self._archive.rows(self._archive.space.off[None])]
        while way[-1] >= 0 and len(self._archive) < most:
            self._step += 1
            best = self._best(way[-1], self._some(), most) if self._step > 1 else -1
            best = best if best >= 0 else self._best(way[-1], np.arange(len(self._moves)), most)
            if best < 0:
                break
            way.append(best)
        return way

    def _some(self) -> Index:
        """The changes to look at: the most promising, and those not looked at for longest."""
        promising = np.argsort(-self._promise, kind="stable")[:LOOKED]
        longest = [rank for rank in np.argsort(self._looked, kind="stable") if rank not in promising][:AGAIN]
        return np.concatenate([promising, np.array(longest, dtype=np.int64)])

    def _best(self, here: int, ranks: Index, most: int) -> int:
        """The row of the best package that one of some changes leads to; -1 where none brings more."""
        archive = self._archive
        package = archive.packages[here]
        reached = {
            int(rank): there
            for rank in ranks
            if (there := moved(archive.space, package, self._moves[rank])) is not None
        }
        if not reached:
            return -1
        rows = archive.rows(np.stack(list(reached.values())), most - len(archive))
        known = rows >= 0
        looked, rows = np.array(list(reached), dtype=np.int64)[known], rows[known]
        if not len(rows):
            return -1
        worth = per_rupiah(archive.measures, self._aim, self._better, here, rows)
        worth[~archive.lawful[rows]] = -np.inf
        self._promise[looked], self._looked[looked] = worth, self._step
        return int(rows[np.argmax(worth)]) if worth.max() > -np.inf else -1
