"""Search for the best packages under a budget: generation after generation, each weighed in one batch on the same
futures, until the packages allowed are used up or nothing better comes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kkgsim.analysis.optimisation.objectives import Measures, Weigh
from kkgsim.analysis.optimisation.packages import Space
from kkgsim.analysis.optional_libraries import need
from kkgsim.model.arrays import Array, Index

PACKAGES = {"gain": 1, "cost": -1, "least": 1, "robust": 1}
"""The objectives of a search for packages: +1 where more is better."""
TARGET = {"level": 1, "cost": -1}
"""Those of a search for the cheapest package that reaches a level; the sign of ``level`` is that of its outcome."""
Ended = Literal["stalled", "used_up", "all"]
"""Why a search ended: nothing better came, the packages allowed were used up, or there are no more packages."""
POPULATION = 48
SPARSE, TRIES = 0.25, 8
"""In the first packages each setting is at work with this chance; so many are drawn for one that is kept, since short
packages repeat themselves."""
STALL, STALLED = 12, 0.001
"""A search ends when this many generations add less than this share to the hypervolume."""


@dataclass(frozen=True)
class Plan:
    """How long to search: ``evaluations`` different packages at most; ``budget`` bounds the measure ``spent``."""

    objectives: Mapping[str, int]
    budget: float
    evaluations: int
    seed: int
    population: int = POPULATION


@dataclass(frozen=True)
class Searched:
    """All packages weighed, in their order, and what of them.

    ``curve`` has one row a generation: packages weighed so far and the hypervolume of the lawful ones. ``reference`` is
    the corner that it is seen from, and ``box`` the volume between that corner and the best that was found of
    every objective, both with objectives turned so that less is better. ``ended`` says why.
    """

    space: Space
    plan: Plan
    packages: Index
    measures: Measures
    curve: Array
    reference: Array
    box: float
    ended: Ended

    @property
    def lawful(self) -> NDArray[np.bool_]:
        """Which packages stay within the budget."""
        return np.asarray(self.measures["spent"] <= self.plan.budget)

    @property
    def front(self) -> NDArray[np.int64]:
        """The rows of the lawful packages that no other lawful one beats."""
        rows = np.flatnonzero(self.lawful)
        result: NDArray[np.int64] = rows[
            need("optimisation.pymoo_adapter").efficient(turned(self.measures, self.plan.objectives)[rows])
        ]
        return result


def turned(measures: Measures, objectives: Mapping[str, int]) -> Array:
    """Measures as a table (packages, objectives) in which less is better."""
    return np.column_stack([-sign * measures[name] for name, sign in objectives.items()])


class Archive:
    """Every package that was weighed, once."""

    def __init__(self, space: Space, weigh: Weigh):
        self._space, self._weigh = space, weigh
        self._rows: dict[bytes, int] = {}
        self.packages: Index = np.zeros((0, len(space.factors)), dtype=np.int64)
        self.measures: dict[str, Array] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def rows(self, packages: Index, most: int | None = None) -> NDArray[np.int64]:
        """Where packages stand; those not weighed before are weighed, in one batch, ``most`` of them."""
        keys = [item.tobytes() for item in np.ascontiguousarray(packages)]
        fresh = [key for key in dict.fromkeys(keys) if key not in self._rows][:most]
        if fresh:
            new = np.stack([packages[keys.index(key)] for key in fresh])
            result = self._weigh(self._space.points(new))
            self._rows.update({key: len(self) + rank for rank, key in enumerate(fresh)})
            self.packages = np.vstack([self.packages, new])
            self.measures = {
                name: np.concatenate([self.measures.get(name, np.zeros(0)), values]) for name, values in result.items()
            }
        return np.array([self._rows.get(key, -1) for key in keys])


def search(space: Space, weigh: Weigh, plan: Plan) -> Searched:
    """The packages that a search weighs; the same for the same seed, however ``weigh`` shares its work. Where there are
    no more packages than may be weighed, it weighs them all.

    Raises ``InputError`` where pymoo is not installed.
    """
    evolving = need("optimisation.pymoo_adapter")
    archive = Archive(space, weigh)
    tracked = _Hypervolume(plan, evolving.efficient, evolving.volume)
    if float(np.prod(space.highest + 1.0)) <= plan.evaluations:
        archive.rows(space.every())
        tracked.add(archive.measures, len(archive))
        ended: Ended = "all"
    else:
        ended = _evolve(archive, tracked, space, plan)
    best = turned(archive.measures, plan.objectives)[archive.measures["spent"] <= plan.budget]
    box = float(np.prod(tracked.reference - best.min(axis=0))) if len(best) else 0.0
    curve = np.array(tracked.curve)
    return Searched(space, plan, archive.packages, archive.measures, curve, tracked.reference, box, ended)


def _evolve(archive: Archive, tracked: _Hypervolume, space: Space, plan: Plan) -> Ended:
    """Generation after generation; says why no more came."""
    first = first_packages(space, min(plan.population, plan.evaluations), plan.seed)
    bounded = bool(np.isfinite(plan.budget))
    generations = need("optimisation.pymoo_adapter").Generations(space, first, len(plan.objectives), bounded, plan.seed)
    while len(archive) < plan.evaluations:
        rows = archive.rows(generations.ask(), plan.evaluations - len(archive))
        tracked.add(archive.measures, len(archive))
        if (rows < 0).any():
            break  # the packages allowed are used up in the middle of a generation
        if tracked.stalled:
            return "stalled"
        over = (archive.measures["spent"][rows] - plan.budget) / max(plan.budget, 1.0) if bounded else None
        generations.tell(turned(archive.measures, plan.objectives)[rows], over)
    return "used_up"


def first_packages(space: Space, count: int, seed: int) -> Index:
    """Packages to begin with: nothing, everything at its highest, each setting alone at its highest as far as there is
    room, then packages of a few settings at random strength."""
    stream = np.random.default_rng([seed, 1])
    highest, off = space.highest, space.off
    alone = np.where(np.eye(len(off), dtype=bool), highest, off)
    drawn = stream.integers(0, highest + 1, size=(TRIES * count, len(off)))
    at_work = stream.random(drawn.shape) < SPARSE
    sparse = np.where(at_work, drawn, off)
    room = max(0, count // 2 - 2)
    every = np.vstack([off[None], highest[None], alone[:room], sparse])
    _, order = np.unique(every, axis=0, return_index=True)
    return every[np.sort(order)][:count]


class _Hypervolume:
    """Hypervolume against packages weighed, seen from the worst of the first generation in every objective; where the
    budget bounds the cost itself, from the budget."""

    def __init__(self, plan: Plan, efficient: Callable[[Array], NDArray[np.int64]], volume: Callable[..., float]):
        self._plan, self._efficient, self._volume = plan, efficient, volume
        self.curve: list[tuple[int, float]] = []
        self.reference: Array = np.zeros(0)
        self._front: Array = np.zeros((0, len(plan.objectives)))
        self._seen = 0

    def add(self, measures: Measures, weighed: int) -> None:
        """Take in what was weighed since the last time."""
        costs = turned(measures, self._plan.objectives)
        if not len(self.reference):
            self.reference = costs.max(axis=0)
            if "cost" in self._plan.objectives and np.array_equal(measures["cost"], measures["spent"]):
                rank = list(self._plan.objectives).index("cost")
                self.reference[rank] = min(self.reference[rank], self._plan.budget)
        fresh = costs[self._seen :][measures["spent"][self._seen :] <= self._plan.budget]
        both = np.vstack([self._front, fresh])
        self._front, self._seen = both[self._efficient(both)], len(costs)
        self.curve.append((weighed, self._volume(self._front, self.reference)))

    @property
    def stalled(self) -> bool:
        """Whether the last generations added next to nothing."""
        if len(self.curve) <= STALL:
            return False
        before, now = self.curve[-STALL - 1][1], self.curve[-1][1]
        return now > 0.0 and now - before <= STALLED * now
