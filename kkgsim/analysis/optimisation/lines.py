"""Lines of search: from the same way up each goes on alone, by generations and by small changes to what is best.

Lines weigh into one archive, so that nothing is weighed twice, but none sees what another has: how far each comes alone
says how much is luck in where a search ends.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kkgsim.analysis.optimisation.archive import Archive
from kkgsim.analysis.optimisation.packages import Space, sparse
from kkgsim.analysis.optimisation.steps import neighbours
from kkgsim.analysis.optional_libraries import need
from kkgsim.model.arrays import Array, Index

CHILDREN, CHANGES, OF_A_PARENT = 24, 24, 4
"""Packages of a round: children of a generation, and small changes to packages of the front, so many to a package."""
POPULATION = 48
EVENLY = 0.2
"""The chance that any package of the front is changed; else each by what it adds to the hypervolume."""


class Line:
    """One line within a ``space`` (all of the archive's or a part), which begins with everything weighed before it."""

    def __init__(self, archive: Archive, space: Space, reference: Array, seed: int):
        self._archive, self._space, self._reference, self._seed = archive, space, reference, seed
        self._adapter = need("optimisation.pymoo_adapter")
        self._stream = np.random.default_rng([seed, 3])
        self._mine = set(range(len(archive)))
        self._generations = self._begun()
        self.curve: list[tuple[int, float]] = []

    def round(self) -> None:
        """Another round of packages: children of the last generation, and changes to the front of this line."""
        archive = self._archive
        children = archive.rows(self._generations.ask())
        changed = archive.rows(self._changes())
        self._mine.update(row for row in (*children.tolist(), *changed.tolist()) if row >= 0)
        if (children >= 0).all():
            weighed = np.concatenate([children, changed[changed >= 0]])
            self._generations.tell(archive.packages[weighed], archive.costs[weighed], self._over(weighed))
        self.curve.append((len(archive), self.volume))

    @property
    def front(self) -> Index:
        """The rows of this line that keep the budget and that nothing in it beats."""
        return self._archive.front(np.array(sorted(self._mine), dtype=np.int64))

    @property
    def volume(self) -> float:
        """The hypervolume that this line has come to."""
        return float(self._adapter.volume(self._archive.costs[self.front], self._reference))

    def _begun(self) -> Any:
        """Generations that begin with the front, filled up with short packages at random."""
        archive, front = self._archive, self.front
        known = archive.packages[self._stream.permutation(front)[: POPULATION - POPULATION // 4]]
        more = sparse(self._space, POPULATION - len(known), self._stream)
        first = np.unique(np.vstack([known, more]), axis=0)
        bounded = bool(np.isfinite(archive.plan.budget))
        return self._adapter.Generations(
            self._space, first, len(archive.plan.objectives), bounded, self._seed, CHILDREN
        )

    def _changes(self) -> Index:
        """Small changes, none of them weighed before, to packages of the front by what they add to it."""
        archive, front = self._archive, self.front
        if not len(front):
            return sparse(self._space, CHANGES, self._stream)
        added = self._adapter.contributions(archive.costs[front], self._reference)
        even = np.full(len(front), 1.0 / len(front))
        chance = EVENLY * even + (1.0 - EVENLY) * added / added.sum() if added.sum() > 0.0 else even
        parents = self._stream.choice(front, size=-(-CHANGES // OF_A_PARENT), p=chance)
        new: list[Index] = []
        for parent in parents.tolist():
            fresh = (near for near in neighbours(self._space, archive.packages[parent], self._stream)
                     if not archive.knows(near))  # fmt: skip
            new += [near for near, _ in zip(fresh, range(OF_A_PARENT), strict=False)]
        short = [item for item in sparse(self._space, CHANGES, self._stream) if not archive.knows(item)]
        new += short[: CHANGES - len(new)]  # where all around the front is known
        return np.array(new, dtype=np.int64).reshape(-1, len(self._space.highest))

    def _over(self, rows: Index) -> Array | None:
        """By how much packages break the budget; None where there is none."""
        return self._archive.over[rows] if np.isfinite(self._archive.plan.budget) else None
