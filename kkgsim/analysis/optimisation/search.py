"""Search for the best packages under a budget: a way up by what a rupiah brings, then several lines that go on from it
alone, each batch weighed on the same futures, until the packages allowed are used up or nothing better comes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kkgsim.analysis.optimisation.archive import Archive, Plan, excess, turned, unbeaten
from kkgsim.analysis.optimisation.greedy import Climb
from kkgsim.analysis.optimisation.lines import Line
from kkgsim.analysis.optimisation.objectives import Measures, Weigh
from kkgsim.analysis.optimisation.packages import Space
from kkgsim.analysis.optimisation.steps import moved, moves
from kkgsim.analysis.optional_libraries import need
from kkgsim.model.arrays import Array, Index

PACKAGES = {"gain": 1, "cost": -1, "least": 1, "robust": 1}
"""The objectives of a search for packages: +1 where more is better."""
TARGET = {"level": 1, "cost": -1}
"""Those of a search for the cheapest package that reaches a level; the sign of ``level`` is that of its outcome."""
Ended = Literal["agreed", "exhausted", "used_up", "all"]
"""Why a search ended: its lines had come to the same and nothing better came, no package near the best ones was left to
try, the packages allowed were used up, or there are no more packages."""
LINES, APIECE = 3, 300
"""Lines of a search, and the packages that there must be for each before there is another."""
CLIMBING = 0.75
"""The share of all packages allowed that the way up may take."""
STALL, STALLED, AGREED = 6, 0.002, 0.99
"""A search ends early only where in so many rounds no line added more than this share to its hypervolume, and each line
alone has this share of what all have together."""


@dataclass(frozen=True)
class Searched:
    """All packages weighed, in their order, and what of them.

    ``curve`` has one row a round: packages weighed so far and the hypervolume of the lawful ones. ``lines`` is what
    each line alone came to; ``climbed`` are the rows of the way up. ``reference`` is the corner that hypervolume is
    seen from, and ``box`` the volume between that corner and the best that was found of every objective, both with
    objectives turned so that less is better. ``ended`` says why.
    """

    space: Space
    plan: Plan
    packages: Index
    measures: Measures
    curve: Array
    lines: Array
    climbed: tuple[int, ...]
    reference: Array
    box: float
    ended: Ended

    @property
    def lawful(self) -> NDArray[np.bool_]:
        """Which packages stay within the budget."""
        return excess(self.measures, self.plan.budget) <= 0.0

    @property
    def static(self) -> NDArray[np.bool_]:
        """Which packages have every lever at work throughout, everywhere."""
        chosen = self.space.points(self.packages)[:, len(self.space.factors) :]
        return np.asarray((chosen == 0.0).all(axis=1))

    @property
    def agreement(self) -> float:
        """The share of the hypervolume of all lines together that the least lucky of them came to alone; not a number
        where there was only one line, or nothing was found."""
        whole = float(self.curve[-1, 1])
        return float(self.lines.min()) / whole if len(self.lines) > 1 and whole > 0.0 else float("nan")

    @property
    def front(self) -> Index:
        """The rows of the lawful packages that no other lawful one beats."""
        return unbeaten(turned(self.measures, self.plan.objectives), self.lawful, np.arange(len(self.packages)))


def search(space: Space, weigh: Weigh, plan: Plan) -> Searched:
    """The packages that a search weighs; the same for the same seed, however ``weigh`` shares its work. Where there are
    no more packages than may be weighed, it weighs them all.

    Raises ``InputError`` where pymoo is not installed.
    """
    need("optimisation.pymoo_adapter")
    archive = Archive(space, weigh, plan)
    if float(np.prod(space.highest + 1.0)) <= plan.evaluations:
        archive.rows(space.every())
        return _searched(archive, _reference(archive), [], (), "all")
    archive.rows(first_packages(space))
    reference = _reference(archive)
    aim, better = next((name, sign) for name, sign in plan.objectives.items() if name != "cost")
    climbed = Climb(archive, aim, better).run(max(len(archive), round(CLIMBING * plan.evaluations)))
    keep = archive.left // 2 if space.timings else 0
    lines, ended = _go_on(archive, space.static, reference, keep)
    if space.timings:
        lines, ended = _go_on(archive, space, reference, 0)
    return _searched(archive, reference, lines, tuple(climbed), ended)


def _go_on(archive: Archive, space: Space, reference: Array, keep: int) -> tuple[list[Line], Ended]:
    """Lines within a space, until they agree or only ``keep`` packages may still be weighed; and why they ended."""
    lines = [Line(archive, space, reference, archive.plan.seed + rank) for rank in range(_lines(archive.left - keep))]
    while archive.left > keep:
        before = len(archive)
        for line in lines:
            line.round()
        if len(archive) == before or _agreed(lines, archive, reference):
            return lines, "exhausted" if len(archive) == before else "agreed"
    return lines, "used_up"


def first_packages(space: Space) -> Index:
    """Packages to begin with: nothing, everything at its highest, and each setting raised alone."""
    alone = [there for move in moves(space) if (there := moved(space, space.off, move)) is not None]
    every = np.stack([space.off, space.everything, *alone])
    _, order = np.unique(every, axis=0, return_index=True)
    return every[np.sort(order)]


def _lines(packages: int) -> int:
    return min(LINES, max(1, packages // APIECE))


def _agreed(lines: list[Line], archive: Archive, reference: Array) -> bool:
    """Whether several lines have come to the same, and none of them has added anything for a while."""
    if len(lines) < 2 or len(lines[0].curve) <= STALL:
        return False
    whole = _volume(archive, np.arange(len(archive)), reference)
    return all(
        line.volume - line.curve[-STALL - 1][1] <= STALLED * line.volume and line.volume >= AGREED * whole
        for line in lines
    )


def _reference(archive: Archive) -> Array:
    """The corner from which hypervolume is seen: the worst of the first packages in every objective; where the budget
    bounds the cost itself, the budget."""
    reference, plan = archive.costs.max(axis=0), archive.plan
    if "cost" in plan.objectives and np.array_equal(archive.measures["cost"], archive.measures["spent"]):
        rank = list(plan.objectives).index("cost")
        reference[rank] = min(reference[rank], plan.budget)
    return np.asarray(reference)


def _volume(archive: Archive, rows: Index, reference: Array) -> float:
    front = archive.front(rows)
    return float(need("optimisation.pymoo_adapter").volume(archive.costs[front], reference))


def _searched(
    archive: Archive, reference: Array, lines: list[Line], climbed: tuple[int, ...], ended: Ended
) -> Searched:
    """What a search came to. The curve is of all lines together, which has a row where any of them had a round."""
    up = (row + 1 for row in climbed[1:])
    counts = sorted({len(archive), *up, *(count for line in lines for count, _ in line.curve)})
    curve = [(count, _volume(archive, np.arange(count), reference)) for count in counts]
    best = archive.costs[archive.lawful]
    box = float(np.prod(reference - best.min(axis=0))) if len(best) else 0.0
    alone = np.array([line.volume for line in lines])
    return Searched(
        archive.space, archive.plan, archive.packages, archive.measures, np.array(curve, dtype=float), alone, climbed,
        reference, box, ended,
    )  # fmt: skip
