"""Generations of packages; the one module that imports pymoo (Blank and Deb 2020).

AGE-MOEA-II (Panichella 2022) measures how the front bends and spreads packages along it: the gain, the least gain and
the gain in a bad future go together, so that the front is a narrow band, on which fixed directions would be wasted.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from moocore import hv_contributions, hypervolume
from numpy.typing import NDArray
from pymoo.algorithms.moo.age2 import AGEMOEA2
from pymoo.core.evaluator import Evaluator
from pymoo.core.mutation import Mutation
from pymoo.core.population import Population
from pymoo.core.problem import Problem
from pymoo.core.termination import NoTermination
from pymoo.operators.crossover.sbx import SBX
from pymoo.operators.mutation.pm import PM
from pymoo.operators.repair.rounding import RoundingRepair
from pymoo.problems.static import StaticProblem
from pymoo.util.nds.non_dominated_sorting import NonDominatedSorting

from kkgsim.analysis.optimisation.packages import Space
from kkgsim.model.arrays import Array, Index

SWITCHED_OFF = 0.5
"""How likely a child has one of its settings taken back to zero: good packages are short."""


class OrOff(Mutation):  # type: ignore[misc]
    """Polynomial mutation, and now and then a setting that is taken back to zero."""

    def __init__(self, off: Index):
        super().__init__()
        self._off, self._other = off, PM(eta=15)

    def _do(self, problem: Any, X: Array, *args: Any, random_state: Any = None, **kwargs: Any) -> Array:
        X = self._other._do(problem, X, random_state=random_state, **kwargs)
        rows = np.flatnonzero(random_state.random(len(X)) < SWITCHED_OFF)
        columns = random_state.integers(X.shape[1], size=len(rows))
        X[rows, columns] = self._off[columns]
        return X


class Generations:
    """A population that is asked for children and told how good they are."""

    def __init__(self, space: Space, first: Index, objectives: int, bounded: bool, seed: int, children: int):
        self._problem = Problem(
            n_var=len(space.highest), n_obj=objectives, n_ieq_constr=int(bounded), xl=np.zeros(len(space.highest)),
            xu=space.highest.astype(float),
        )  # fmt: skip
        self._algorithm = AGEMOEA2(
            pop_size=len(first), n_offsprings=children, sampling=first.astype(float), crossover=SBX(eta=10, prob=0.9),
            mutation=OrOff(space.off), repair=RoundingRepair(), eliminate_duplicates=True,
        )  # fmt: skip
        self._algorithm.setup(self._problem, termination=NoTermination(), seed=seed, verbose=False)

    def ask(self) -> Index:
        """The next packages to weigh."""
        packages: Index = np.rint(self._algorithm.ask().get("X").astype(float)).astype(np.int64)
        return packages

    def tell(self, packages: Index, costs: Array, excess: Array | None) -> None:
        """How good packages are, those asked for and any others: ``costs`` (packages, objectives), less is better;
        ``excess`` over the bound, lawful at zero or below."""
        known = {"F": costs} if excess is None else {"F": costs, "G": excess[:, None]}
        infills = Population.new("X", packages.astype(float))
        Evaluator().eval(StaticProblem(self._problem, **known), infills)
        self._algorithm.tell(infills=infills)


def efficient(costs: Array) -> NDArray[np.int64]:
    """The rows of (things, objectives) that no other row is at least as good as in everything and better in one."""
    if not len(costs):
        return np.zeros(0, dtype=np.int64)
    result = NonDominatedSorting().do(costs, only_non_dominated_front=True)
    return np.sort(np.asarray(result, dtype=np.int64))


def volume(costs: Array, reference: Array) -> float:
    """The hypervolume that rows of (things, objectives) dominate, seen from a reference point."""
    inside = costs[(costs < reference).all(axis=1)]
    return float(hypervolume(inside, ref=reference)) if len(inside) else 0.0


def contributions(costs: Array, reference: Array) -> Array:
    """The hypervolume that each row of (things, objectives) alone adds, shape (things,)."""
    inside = (costs < reference).all(axis=1)
    added = np.zeros(len(costs))
    if inside.any():
        added[inside] = hv_contributions(costs[inside], ref=reference)
    return added
