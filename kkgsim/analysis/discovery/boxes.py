"""Boxes in the space of factors: what lies in one, what it is worth, and which of its limits luck alone could make."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import bdtrc

from kkgsim.analysis.counted_shares import share_interval
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
    """What a box is worth (Friedman and Fisher 1999, Bryant and Lempert 2010), counted.

    ``cases`` lie in it, ``failing`` of them fail, of ``all_failing`` that fail and ``all_cases`` that there are.
    """

    cases: int
    failing: int
    all_failing: int
    all_cases: int

    @property
    def coverage(self) -> float:
        """Its share of all failing cases; not a number where none fails."""
        return _ratio(self.failing, self.all_failing)

    @property
    def density(self) -> float:
        """The share of its cases that fail; not a number where it holds none."""
        return _ratio(self.failing, self.cases)

    @property
    def mass(self) -> float:
        """Its share of all cases; not a number where there are none."""
        return _ratio(self.cases, self.all_cases)

    def interval(self, measure: str) -> tuple[float, float]:
        """The 90 % interval of ``coverage``, ``density`` or ``mass``: that of a share of so many cases, so it holds for
        cases by which the box was not chosen. Not numbers where there is nothing to count."""
        counted = {"coverage": self.all_failing, "density": self.cases, "mass": self.all_cases}
        return share_interval(getattr(self, measure), counted[measure])


def score_box(box: Box, points: Array, fails: Flags, *, of: Flags | None = None) -> BoxScore:
    """The worth of a box among points, shape (points, factors); coverage and mass are of the cases in ``of`` (whether
    each of them fails) where these are more than the points."""
    inside = box.holds(points)
    cases, failing = int(inside.sum()), int(fails[inside].sum())
    whole = fails if of is None else of
    return BoxScore(cases, failing, int(whole.sum()), len(whole))


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
