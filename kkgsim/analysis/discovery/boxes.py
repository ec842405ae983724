"""Boxes in the space of factors: what lies in one, what it is worth, and which of its limits luck alone could make."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import bdtrc
from scipy.stats import binomtest

from kkgsim.model.arrays import Array, Flags

SIGNIFICANT = 0.05
"""Quasi-p-value above which a limit is dropped (Bryant and Lempert 2010)."""


@dataclass(frozen=True)
class Box:
    """Limits of every factor, both of shape (factors,) and included; infinite where a factor is free.

    ``dropped`` are the factors left free for want of significance.
    """

    low: Array
    high: Array
    dropped: tuple[int, ...] = ()

    def holds(self, points: Array) -> Flags:
        """Which points lie in the box."""
        inside = (points >= self.low) & (points <= self.high)
        result: Flags = np.all(inside, axis=1)
        return result

    @property
    def limited(self) -> list[int]:
        """The factors that the box limits."""
        return [int(rank) for rank in np.flatnonzero(np.isfinite(self.low) | np.isfinite(self.high))]

    def without(self, factor: int, side: str) -> Box:
        """The same box with one limit less."""
        limits, free = getattr(self, side).copy(), {"low": -np.inf, "high": np.inf}[side]
        limits[factor] = free
        return replace(self, **{side: limits})


@dataclass(frozen=True)
class BoxScore:
    """What a box is worth (Friedman and Fisher 1999, Bryant and Lempert 2010).

    ``cases`` lie in it, ``failing`` of them fail; ``coverage`` is its share of all failing cases, ``density`` the share
    of its cases that fail, ``mass`` its share of all cases; not a number where there is nothing to count.
    """

    cases: int
    failing: int
    coverage: float
    density: float
    mass: float


def score_box(box: Box, points: Array, fails: Flags, *, all_failing: int | None = None) -> BoxScore:
    """The worth of a box among points, shape (points, factors); coverage is of ``all_failing`` where that is given."""
    inside = box.holds(points)
    cases, failing = int(inside.sum()), int(fails[inside].sum())
    whole = int(fails.sum()) if all_failing is None else all_failing
    return BoxScore(cases, failing, _ratio(failing, whole), _ratio(failing, cases), _ratio(cases, len(points)))


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")


def quasi_p(box: Box, points: Array, fails: Flags) -> dict[tuple[int, str], float]:
    """For each limit, by factor and side, how likely chance alone makes the box as dense as it is.

    One-sided binomial test of the failing cases in the box against the density that the box has without this limit
    (Bryant and Lempert 2010). "Quasi": the limit was searched for in the same cases.
    """
    now = score_box(box, points, fails)
    result = {}
    for side in ("low", "high"):
        for factor in np.flatnonzero(np.isfinite(getattr(box, side))):
            wider = score_box(box.without(int(factor), side), points, fails)
            result[int(factor), side] = chance_of(now, wider.density)
    return result


def chance_of(score: BoxScore, share: float) -> float:
    """How likely as many of a box's cases fail, or more, where ``share`` of all fail; 1 of an empty box."""
    if not score.failing or not np.isfinite(share):
        return 1.0
    return float(bdtrc(score.failing - 1, score.cases, share))


def density_interval(score: BoxScore) -> tuple[float, float]:
    """The 90 % interval of a density (Wilson 1927); not numbers for an empty box."""
    if not score.cases:
        return float("nan"), float("nan")
    low, high = binomtest(score.failing, score.cases).proportion_ci(0.9, method="wilson")
    return float(low), float(high)


def significant_part(box: Box, points: Array, fails: Flags) -> Box:
    """The box without the limits whose quasi-p-value is above :data:`SIGNIFICANT`; the least significant goes first,
    and the rest are looked at anew."""
    dropped: list[int] = []
    while chances := quasi_p(box, points, fails):
        (factor, side), most = max(chances.items(), key=lambda item: item[1])
        if most <= SIGNIFICANT:
            break
        box = box.without(factor, side)
        dropped.append(factor)
    return replace(box, dropped=tuple(rank for rank in dict.fromkeys(dropped) if rank not in box.limited))
