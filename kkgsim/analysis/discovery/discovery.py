"""Where a policy fails: scenario discovery (Bryant and Lempert 2010, Kwakkel and Jaxa-Rozen 2016).

PRIM looks for boxes in which most cases fail; limits that chance could have made are dropped from every one of them;
of what is left a box is chosen by one stated rule, and it has to stand on cases that the search never saw. CART gives a
second opinion.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from kkgsim.analysis.criteria import Metric, Threshold
from kkgsim.analysis.discovery import ema_adapter
from kkgsim.analysis.discovery.boxes import Box, BoxScore, chance_of, quasi_p, score_box, significant_part
from kkgsim.analysis.discovery.cases import Cases
from kkgsim.engine.batch_runner import record_columns
from kkgsim.errors import InputError, Issue
from kkgsim.i18n import refusal
from kkgsim.model.arrays import Array, Flags

DENSE = 0.8
"""Density that a box should have; of the boxes that do, the one of highest coverage is chosen."""
MOST_FAIL = 0.5
"""Density above which a box or a leaf is told as one in which most fail."""
HELD_BACK = 1.0 / 3.0
"""Share of the cases that the search does not see."""
HOLDS = 0.01
"""Chance below which a box holds among them: one in a hundred that are reported may be a fluke."""
FEWEST_CASES, FEWEST_KIND = 60, 6
"""Cases, and cases of each kind, below which nothing is searched for."""
MOST = 3
"""Boxes looked for, one after the other."""
HALVES = 20
"""Random halves of the searched cases in which the search is done again."""


@dataclass(frozen=True)
class DiscoveredBox:
    """One box: what it is worth among the searched cases and among those held back, and how sure its limits are.

    ``chance`` is how likely cases held back are as dense in it by luck, ``quasi_p`` by factor and side. ``dense`` says
    by which rule it was chosen: True for the first (:data:`DENSE`), False for the knee.
    """

    box: Box
    searched: BoxScore
    held_back: BoxScore
    chance: float
    quasi_p: dict[tuple[int, str], float]
    dense: bool

    @property
    def mostly(self) -> bool:
        """Whether cases held back are sure that most in it fail."""
        return self.held_back.interval("density")[0] > MOST_FAIL

    @property
    def borne_out(self) -> bool | None:
        """Whether cases held back are sure that it is as dense as :data:`DENSE`; False where they are sure that it is
        not, None where they leave it open."""
        low, high = self.held_back.interval("density")
        return True if low >= DENSE else False if high < DENSE else None


@dataclass(frozen=True)
class PeelStep:
    """A box on PRIM's way, of which search (0: the first), how many factors it limits, both with all limits and
    ``lasting``, without those that chance could have made; and whether it is the one chosen."""

    search: int
    worth: BoxScore
    limited: int
    lasting: BoxScore
    lasting_limited: int
    chosen: bool


@dataclass(frozen=True)
class Leaf:
    """A leaf of the tree of CART."""

    box: Box
    searched: BoxScore
    held_back: BoxScore


@dataclass(frozen=True)
class Discovery:
    """Where cases fail.

    ``boxes`` hold among cases held back; ``rejected`` is a box found that does not, None where none was. ``trade_off``
    is PRIM's way, ``leaves`` CART's tree, the densest first, ``again`` the share of ``halves`` whose first box
    limits a factor, shape (factors,). ``searched`` says which cases the search saw.
    """

    cases: Cases
    measure: Metric
    line: Threshold
    values: Array
    fails: Flags
    searched: Flags
    boxes: tuple[DiscoveredBox, ...]
    rejected: DiscoveredBox | None
    trade_off: tuple[PeelStep, ...]
    leaves: tuple[Leaf, ...]
    again: Array
    halves: int
    seed: int
    """Of what is held back and of the halves."""

    @property
    def share(self) -> float:
        """The share of all cases that fail."""
        return float(self.fails.mean())


def discover(cases: Cases, measure: Metric, line: Threshold, *, seed: int = 1, halves: int = HALVES) -> Discovery:
    """Look for where cases fail; ``seed`` decides which are held back and the random halves.

    Raises ``InputError`` for too few cases. Where nearly all or nearly none fail there is nothing to look for.
    """
    if len(cases.points) < FEWEST_CASES:
        given, allowed = str(len(cases.points)), f">= {FEWEST_CASES}"
        raise InputError([Issue(cases.study.name, refusal("few_cases"), given=given, allowed=allowed)])
    values = values_of(cases, measure, line)
    fails = line.fails(values)
    stream = np.random.default_rng(seed)
    searched = _searched(fails, stream)
    nothing = Discovery(
        cases, measure, line, values, fails, searched, (), None, (), (),
        np.zeros(cases.points.shape[1]), 0, seed,
    )  # fmt: skip
    if min(fails.sum(), (~fails).sum()) < FEWEST_KIND:
        return nothing
    boxes, rejected, trade_off = _search(cases.points, fails, searched)
    some, those = cases.points[searched], fails[searched]
    return Discovery(
        cases, measure, line, values, fails, searched, boxes, rejected, trade_off,
        _leaves(cases.points, fails, searched), _again(some, those, stream, halves), halves, seed,
    )  # fmt: skip


def values_of(cases: Cases, measure: Metric, line: Threshold) -> Array:
    """What the line is drawn in, shape (cases,): the measure, or its gain over the status quo, better upward."""
    column = record_columns(cases.study).index(measure.column)
    if not line.against_today:
        return cases.values[:, column]
    assert cases.today is not None
    gain: Array = (cases.values[:, column] - cases.today[:, column]) * measure.better
    return gain


def _searched(fails: Flags, stream: np.random.Generator) -> Flags:
    """Which cases the search sees: all but a third of the failing and a third of the others."""
    searched = np.ones(len(fails), dtype=bool)
    for kind in (True, False):
        those = stream.permutation(np.flatnonzero(fails == kind))
        searched[those[: round(HELD_BACK * len(those))]] = False
    return searched


def _search(
    points: Array, fails: Flags, searched: Flags
) -> tuple[tuple[DiscoveredBox, ...], DiscoveredBox | None, tuple[PeelStep, ...]]:
    """Boxes one after the other, each among the cases that are in none before it, until one does not hold."""
    boxes: list[DiscoveredBox] = []
    steps: list[PeelStep] = []
    left = np.ones(len(fails), dtype=bool)
    while len(boxes) < MOST:
        seen, kept = searched & left, ~searched & left
        if min(fails[seen].sum(), (~fails[seen]).sum()) < FEWEST_KIND:
            return tuple(boxes), None, tuple(steps)
        way = way_through(points[seen], fails[seen])
        lasting = [significant_part(box, points[seen], fails[seen]) for box in way]
        chosen, dense = choose_lasting(lasting, points[seen], fails[seen])
        score = partial(score_box, points=points[seen], fails=fails[seen], of=fails[searched])
        steps += [
            PeelStep(len(boxes), score(box), len(box.limited), score(lasts), len(lasts.limited), rank == chosen)
            for rank, (box, lasts) in enumerate(zip(way, lasting, strict=True))
        ]
        if chosen < 0:
            return tuple(boxes), None, tuple(steps)
        result = _discovered(lasting[chosen], points, fails, (seen, kept), searched, dense)
        if result.chance > HOLDS:
            return tuple(boxes), result, tuple(steps)
        boxes.append(result)
        left &= ~lasting[chosen].holds(points)
    return tuple(boxes), None, tuple(steps)


def way_through(points: Array, fails: Flags) -> list[Box]:
    """PRIM's boxes; where it stops before any is dense it goes on, for it is often stuck among few cases."""
    way = ema_adapter.prim_trajectory(points, fails)
    if any(score_box(box, points, fails).density >= DENSE for box in way):
        return way
    return [*way, *ema_adapter.prim_trajectory(points, fails, onward=True)]


def choose_lasting(lasting: list[Box], points: Array, fails: Flags) -> tuple[int, bool]:
    """Which of some boxes without the limits that chance could have made is chosen, and whether by the first rule of
    :func:`choose`, which so holds for the box that is shown; -1 where none has a limit left."""
    ranks = [rank for rank, box in enumerate(lasting) if box.limited]
    if not ranks:
        return -1, False
    chosen, dense = choose([score_box(lasting[rank], points, fails) for rank in ranks])
    return ranks[chosen], dense


def choose(way: list[BoxScore]) -> tuple[int, bool]:
    """Which box on PRIM's way is chosen, and whether by the first rule.

    The highest coverage among boxes with a density of :data:`DENSE` or more, the denser of equals; where there is none
    the knee of the trade-off: the box nearest to full coverage and full density.
    """
    dense = [rank for rank, score in enumerate(way) if score.density >= DENSE]
    if dense:
        return max(dense, key=lambda rank: (way[rank].coverage, way[rank].density)), True
    return min(range(len(way)), key=lambda rank: np.hypot(1.0 - way[rank].coverage, 1.0 - way[rank].density)), False


def _discovered(
    box: Box, points: Array, fails: Flags, parts: tuple[Flags, Flags], searched: Flags, dense: bool
) -> DiscoveredBox:
    """The worth of a box; its density held back is set against that of all cases held back."""
    seen, kept = parts
    held_back = score_box(box, points[kept], fails[kept], of=fails[~searched])
    base = float(fails[kept].mean()) if kept.any() else float("nan")
    return DiscoveredBox(
        box, score_box(box, points[seen], fails[seen], of=fails[searched]), held_back,
        chance_of(held_back, base), quasi_p(box, points[seen], fails[seen]), dense,
    )  # fmt: skip


def _leaves(points: Array, fails: Flags, searched: Flags) -> tuple[Leaf, ...]:
    result = [
        Leaf(box, *(score_box(box, points[part], fails[part]) for part in (searched, ~searched)))
        for box in ema_adapter.cart_leaves(points[searched], fails[searched])
    ]
    return tuple(sorted(result, key=lambda leaf: (-leaf.searched.density, -leaf.searched.coverage)))


def _again(points: Array, fails: Flags, stream: np.random.Generator, halves: int) -> Array:
    """The share of random halves whose first box, chosen and tried in the same way, limits each factor (the
    reproducibility statistics of Bryant and Lempert 2010)."""
    count = np.zeros(points.shape[1])
    for _ in range(halves):
        half = stream.permutation(len(points))[: len(points) // 2]
        some, those = points[half], fails[half]
        if those.all() or not those.any():
            continue
        lasting = [significant_part(box, some, those) for box in way_through(some, those)]
        chosen, _ = choose_lasting(lasting, some, those)
        if chosen >= 0:
            count[lasting[chosen].limited] += 1.0
    share: Array = count / halves
    return share
