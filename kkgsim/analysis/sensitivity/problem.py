"""What is varied, as SALib asks for it: a unit cube, one side a factor, and groups of factors.

SALib only ever sees shares of probability between 0 and 1; :func:`kkgsim.design.sampling.stretched` turns them into
values. So every distribution, listed values, switches and whole months go the same way with every method. Numbers that
a posterior holds jointly are values of one of its draws: which one, all their shares say together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from kkgsim.analysis.joint_numbers import held_by, joint_of, values_at
from kkgsim.design.ranges import declared, held
from kkgsim.design.study import Factor, Study
from kkgsim.model.arrays import Array
from kkgsim.model.posterior import Posterior
from kkgsim.model.registry import PARAMETERS

Ask = Callable[[Array, Sequence[int]], Array]
"""What is analysed: values of shape (replicates, points, columns) for points of shape (points, factors)."""
TOP_SEED = 2**32 - 1
TOGETHER = 2**12
"""Points that are asked for at once."""
OTHERS, JOINT, REST = "other_numbers", "posterior_numbers", "screened_out"
"""Labels of factors that are judged together: numbers that are drawn but not varied by the study, those of a posterior,
and those that a screening left."""
TOGETHER_LABELS = (OTHERS, JOINT, REST)
CHOICE = "choice"
"""The unit of a number that chooses between structures of the model."""


@dataclass(frozen=True)
class Problem:
    """The factors of an analysis; indices are of its ``labels``: of groups where there are any, else of factors.
    ``joint`` is the posterior that numbers are drawn from jointly, if any."""

    factors: tuple[Factor, ...]
    joint: Posterior | None = None

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
        return replace(self, factors=tuple(replace(factor, group=label_of(factor)) for factor in self.factors))

    def points(self, unit: Array) -> Array:
        """Values of the factors at points of the unit cube."""
        return values_at(unit, self.factors, self.joint)[0]

    def jointly(self) -> list[int]:
        """The factors that a posterior holds."""
        return held_by(self.joint, self.factors)


def varied(study: Study) -> Problem:
    """The factors of a study alone."""
    return Problem(tuple(map(_chosen, study.factors)))


def problem_of(study: Study, *, groups: bool) -> Problem:
    """The factors of a study and, where it draws its other numbers, these as well: judged together (``groups``) or one
    by one. What a posterior holds is drawn from it, also where the study varies it."""
    joint = joint_of(study)
    known = {factor.name for factor in study.factors}
    others = [
        declared(name, study.scenario) for name in PARAMETERS
        if study.drawn and name not in known and (not held(name, study.scenario) or (joint and name in joint.names))
    ]  # fmt: skip
    factors = list(varied(study).factors)
    factors += [replace(_chosen(factor), group=OTHERS if groups else "") for factor in others]
    together = set(Problem(tuple(factors), joint).jointly()) if groups else set()
    return Problem(tuple(replace(f, group=JOINT) if rank in together else f for rank, f in enumerate(factors)), joint)


def _chosen(factor: Factor) -> Factor:
    """The factor; a choice of structure, which the model reads off the whole part of a number, as listed values."""
    if factor.kind != "number" or factor.unit != CHOICE or factor.values:
        return factor
    first, last = int(np.floor(factor.low)), int(np.ceil(factor.high))
    middles = tuple(whole + 0.5 for whole in range(first, last) if factor.low <= whole + 0.5 <= factor.high)
    return replace(factor, values=middles) if len(middles) > 1 else factor


def salib_seed(seed: int) -> int:
    """A seed that SALib takes for one: it takes 0 for none at all."""
    return seed % TOP_SEED + 1


def mean_outcomes(ask: Ask, problem: Problem, unit: Array, replicates: Sequence[int]) -> Array:
    """The mean over replicates at points of the unit cube, shape (points, columns), some points at a time."""
    blocks = [unit[first : first + TOGETHER] for first in range(0, len(unit), TOGETHER)]
    return np.concatenate([ask(problem.points(block), replicates).mean(axis=0) for block in blocks])
