"""What is varied, as SALib asks for it: a unit cube, one side a factor, and groups of factors.

SALib only ever sees shares of probability between 0 and 1; :func:`kkgsim.design.sampling.stretched` turns them into
values. So every distribution, listed values, switches and whole months go the same way with every method.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kkgsim.design.sampling import stretched
from kkgsim.design.study import Factor
from kkgsim.model.arrays import Array

Ask = Callable[[Array, Sequence[int]], Array]
"""What is analysed: values of shape (replicates, points, columns) for points of shape (points, factors)."""
TOP_SEED = 2**32 - 1
TOGETHER = 2**14
"""Points that are asked for at once."""


@dataclass(frozen=True)
class Problem:
    """The factors of an analysis; indices are of its ``labels``: of groups where there are any, else of factors."""

    factors: tuple[Factor, ...]

    @property
    def members(self) -> list[str]:
        """The label that each factor belongs to; a factor without a group stands for itself."""
        return [factor.group or factor.name for factor in self.factors]

    @property
    def labels(self) -> list[str]:
        """What indices are of, in their order."""
        return list(dict.fromkeys(self.members))

    @property
    def grouped(self) -> bool:
        """Whether any factors are judged together."""
        return len(self.labels) < len(self.factors)

    def salib(self) -> dict[str, Any]:
        """SALib's problem, made anew each time, for SALib writes into it."""
        names = [factor.name for factor in self.factors]
        result: dict[str, Any] = {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}
        return {**result, "groups": self.members} if self.grouped else result

    def regrouped(self, label_of: Callable[[Factor], str]) -> Problem:
        """The same factors in other groups."""
        from dataclasses import replace

        return Problem(tuple(replace(factor, group=label_of(factor)) for factor in self.factors))

    def points(self, unit: Array) -> Array:
        """Values of the factors at points of the unit cube."""
        return stretched(unit, self.factors)


def salib_seed(seed: int) -> int:
    """A seed that SALib takes for one: it takes 0 for none at all."""
    return seed % TOP_SEED + 1


def mean_outcomes(ask: Ask, problem: Problem, unit: Array, replicates: Sequence[int]) -> Array:
    """The mean over replicates at points of the unit cube, shape (points, columns), some points at a time."""
    blocks = [unit[first : first + TOGETHER] for first in range(0, len(unit), TOGETHER)]
    return np.concatenate([ask(problem.points(block), replicates).mean(axis=0) for block in blocks])
