"""Every package that a search has weighed, and what of it is best."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kkgsim.analysis.optimisation.objectives import Measures, Weigh
from kkgsim.analysis.optimisation.packages import Space
from kkgsim.analysis.optional_libraries import need
from kkgsim.model.arrays import Array, Index


@dataclass(frozen=True)
class Plan:
    """How long to search: ``evaluations`` different packages at most; ``budget`` bounds the measure ``spent`` with its
    standard error, for what just keeps the budget on a few futures breaks it on others."""

    objectives: Mapping[str, int]
    budget: float
    evaluations: int
    seed: int


def turned(measures: Measures, objectives: Mapping[str, int]) -> Array:
    """Measures as a table (packages, objectives) in which less is better."""
    return np.column_stack([-sign * measures[name] for name, sign in objectives.items()])


def excess(measures: Measures, budget: float) -> Array:
    """By how much packages break a budget, in parts of it; zero or less where they keep it, the standard error of
    what is spent included. Nothing breaks a budget without end."""
    if not np.isfinite(budget):
        return np.full(len(measures["spent"]), -1.0)
    over: Array = (measures["spent"] + measures["spent_error"] - budget) / max(budget, 1.0)
    return over


def unbeaten(costs: Array, lawful: NDArray[np.bool_], among: Index) -> Index:
    """Of some rows those that are lawful and that no other lawful one of them beats."""
    rows = among[lawful[among]]
    result: Index = rows[need("optimisation.pymoo_adapter").efficient(costs[rows])]
    return result


class Archive:
    """Packages that were weighed, each once; never more than the plan allows."""

    def __init__(self, space: Space, weigh: Weigh, plan: Plan):
        self.space, self.plan, self._weigh = space, plan, weigh
        self._rows: dict[bytes, int] = {}
        self.packages: Index = np.zeros((0, len(space.highest)), dtype=np.int64)
        self.measures: dict[str, Array] = {}

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def left(self) -> int:
        """Packages that may still be weighed."""
        return self.plan.evaluations - len(self)

    @property
    def costs(self) -> Array:
        """The objectives of all packages, less is better."""
        return turned(self.measures, self.plan.objectives)

    @property
    def over(self) -> Array:
        """By how much each package breaks the budget, in parts of it; zero or less where it keeps it."""
        return excess(self.measures, self.plan.budget)

    @property
    def lawful(self) -> NDArray[np.bool_]:
        """Which packages stay within the budget."""
        return self.over <= 0.0

    def front(self, among: Index) -> Index:
        """Of some rows those that keep the budget and that no other of them beats."""
        return unbeaten(self.costs, self.lawful, among)

    def knows(self, package: Index) -> bool:
        """Whether a package was weighed."""
        return package.tobytes() in self._rows

    def rows(self, packages: Index, most: int | None = None) -> Index:
        """Where packages stand; those not weighed before are weighed, in one batch, ``most`` of them; -1 for those that
        may not be weighed any more."""
        keys = [item.tobytes() for item in np.ascontiguousarray(packages)]
        room = self.left if most is None else min(most, self.left)
        fresh = [key for key in dict.fromkeys(keys) if key not in self._rows][: max(0, room)]
        if fresh:
            new = np.stack([packages[keys.index(key)] for key in fresh])
            result = self._weigh(self.space.points(new))
            self._rows.update({key: len(self) + rank for rank, key in enumerate(fresh)})
            self.packages = np.vstack([self.packages, new])
            self.measures = {
                name: np.concatenate([self.measures[name], values]) if self.measures else np.asarray(values)
                for name, values in result.items()
            }
        return np.array([self._rows.get(key, -1) for key in keys], dtype=np.int64)
