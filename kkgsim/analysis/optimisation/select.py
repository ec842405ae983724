"""What a search found, judged again: a few packages far apart, cut to what they need, and weighed on fresh futures.

A package is chosen because it did well on the futures of the search, partly by luck. On futures that nobody chose by,
what was luck is lost: both values are kept side by side, and a package that breaks the budget there is marked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kkgsim.analysis.counted_shares import REDRAWS
from kkgsim.analysis.optimisation.archive import turned, unbeaten
from kkgsim.analysis.optimisation.fresh import change
from kkgsim.analysis.optimisation.objectives import Measures, Objective, Weigh
from kkgsim.analysis.optimisation.packages import Space
from kkgsim.analysis.optimisation.search import Searched
from kkgsim.analysis.optional_libraries import need
from kkgsim.design.study import Study
from kkgsim.engine.intervals import BAND, NINE_IN_TEN
from kkgsim.model.arrays import Array, Index

LOST = 0.01
"""A setting may go when no objective loses more than this share of what the whole package had."""
Keeps = Callable[[Measures, int, Measures], NDArray[np.bool_]]
"""Whether shorter packages (the first measures) are as good as the one in a row of the second."""


@dataclass(frozen=True)
class Winners:
    """Packages, cheapest first, with their measures on the futures of the search and on fresh ones.

    ``over`` says which break the budget on fresh futures, ``beaten`` which are there no better in anything than another
    of them that keeps it. ``fixed`` is the gain, future by future, of a package that nobody chose for its gain, on the
    futures of the search and on fresh ones: what it gains there or loses is the futures', not the choice's.
    """

    packages: Index
    searched: Measures
    fresh: Measures
    over: NDArray[np.bool_]
    beaten: NDArray[np.bool_]
    fixed: tuple[Array, Array]

    def __len__(self) -> int:
        return len(self.packages)

    def curse(self) -> Array:
        """By which share the choice of the packages flattered their gain (negative), once what a fixed package gained
        or lost between the same futures is taken off: the estimate, then the ends of its 90 % interval (bootstrap of
        the futures). Not numbers where there is nothing to compare."""
        seen, anew = self.searched["gains"].sum(axis=0), self.fresh["gains"].sum(axis=0)
        parts = np.stack([seen, self.fixed[0]]), np.stack([anew, self.fixed[1]])
        if min(part.mean(axis=1).min() for part in parts) <= 0.0:
            return np.full(3, np.nan)
        stream = np.random.default_rng(0)
        draws = [
            _flattered(*(part[:, stream.integers(part.shape[1], size=part.shape[1])] for part in parts))
            for _ in range(REDRAWS)
        ]
        return np.array([_flattered(*parts), *np.nanquantile(draws, BAND)])

    def change(self, measure: str, aim: Objective) -> Array:
        """By which share fresh futures give more of a measure than the search saw, over all packages, with the ends of
        its interval; negative where they take away. Not numbers where the search saw nothing."""
        return change(self.searched, self.fresh, measure, aim)

    def surely_over(self, budget: float) -> NDArray[np.bool_]:
        """Which packages break a budget on fresh futures beyond what the number of futures leaves open."""
        return np.asarray(self.fresh["spent"] - NINE_IN_TEN * self.fresh["spent_error"] > budget)


def _flattered(seen: Array, anew: Array) -> float:
    """What is left of the first row from one set of futures to another, less what is left of the second."""
    before, after = seen.mean(axis=1), anew.mean(axis=1)
    return float(after[0] / before[0] * before[1] / after[1] - 1.0) if (before > 0.0).all() and after[1] else np.nan


def fresh_study(study: Study, futures: int) -> Study:
    """The same study with luck and numbers that no search has seen: another seed, drawn from its own."""
    seed = int(np.random.SeedSequence([study.seed, 2]).generate_state(1)[0])
    return replace(study, seed=seed, replicates=futures)


def spread_subset(searched: Searched, count: int) -> NDArray[np.int64]:
    """Rows of at most ``count`` packages of the front, each in turn the one that adds most hypervolume to those before;
    doing nothing is none of them."""
    volume = need("optimisation.pymoo_adapter").volume
    costs = turned(searched.measures, searched.plan.objectives)
    left = [row for row in searched.front.tolist() if (searched.packages[row] != searched.space.off).any()]
    chosen: list[int] = []
    while left and len(chosen) < count:
        gains = [volume(costs[[*chosen, row]], searched.reference) for row in left]
        chosen.append(left.pop(int(np.argmax(gains))))
    return np.array(chosen, dtype=np.int64)


def simplify(space: Space, weigh: Weigh, packages: Index, keeps: Keeps) -> Index:
    """Packages with every setting taken to zero that can go: one after the other, the dearest first, as long as what is
    left ``keeps`` what the whole package had. All packages are tried side by side."""
    whole = weigh(space.points(packages))
    result, going = packages.copy(), set(range(len(packages)))
    while going:
        tries = [(row, column) for row in sorted(going) for column in np.flatnonzero(result[row] != space.off).tolist()]
        if not tries:
            break
        shorter = np.stack([_without(result[row], column, space) for row, column in tries])
        measures = weigh(space.points(shorter))
        for row in sorted(going):
            mine = np.array([rank for rank, (other, _) in enumerate(tries) if other == row], dtype=np.int64)
            sound = mine[keeps({name: values[mine] for name, values in measures.items()}, row, whole)]
            if len(sound):
                result[row] = shorter[sound[np.argmin(measures["cost"][sound])]]
            else:
                going.discard(row)
    return result


def _without(package: Index, column: int, space: Space) -> Index:
    shorter = package.copy()
    shorter[column] = space.off[column]
    return shorter


def nothing_lost(objectives: Mapping[str, int]) -> Keeps:
    """Keep a shorter package when no objective is worse by more than :data:`LOST`, and it costs no more."""

    def keeps(shorter: Measures, row: int, whole: Measures) -> NDArray[np.bool_]:
        sound = (shorter["cost"] <= whole["cost"][row]) & (shorter["spent"] <= whole["spent"][row])
        for name, sign in objectives.items():
            if name != "cost":
                before = whole[name][row]
                sound &= sign * (shorter[name] - before) >= -LOST * abs(before)
        return np.asarray(sound)

    return keeps


def still_reaching(target: float, sign: int) -> Keeps:
    """Keep a shorter package when it still reaches the target and costs no more."""

    def keeps(shorter: Measures, row: int, whole: Measures) -> NDArray[np.bool_]:
        return np.asarray((sign * (shorter["level"] - target) >= 0.0) & (shorter["cost"] <= whole["cost"][row]))

    return keeps


def judged(searched: Searched, packages: Index, weigh: Weigh, fresh: Weigh) -> Winners:
    """Packages weighed on the futures of the search and on fresh ones, each once, cheapest first; beside them the
    package in which every setting is at its highest, which nobody chose."""
    space = searched.space
    packages = np.unique(packages, axis=0) if len(packages) else packages
    points = space.points(np.vstack([packages, space.everything[None]]))
    seen, anew = ({name: np.asarray(x) for name, x in weigher(points).items()} for weigher in (weigh, fresh))
    fixed = seen["gains"][-1], anew["gains"][-1]
    order = np.argsort(seen["cost"][:-1], kind="stable")
    seen, anew = ({name: values[order] for name, values in measures.items()} for measures in (seen, anew))
    over = np.asarray(anew["spent"] > searched.plan.budget)
    beaten = np.ones(len(packages), dtype=bool)
    beaten[unbeaten(turned(anew, searched.plan.objectives), ~over, np.arange(len(packages)))] = False
    return Winners(packages[order], seen, anew, over, beaten & ~over, fixed)
