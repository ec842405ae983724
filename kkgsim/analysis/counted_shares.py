"""Shares that were counted, each with the 90 % interval that its count allows (Wilson 1927)."""

from __future__ import annotations

import math

from kkgsim.i18n import percent, with_ends

LEVEL = 0.9
"""Of every interval."""
REDRAWS = 500
"""How often the futures are drawn again (a bootstrap) for the interval of what is no share."""


def share_interval(share: float, count: int) -> tuple[float, float]:
    """The ends of the interval of a share of ``count`` independent things; not numbers where there is no share.

    Where things count in parts (equals that share a first place) the nearest whole number is taken.
    """
    from scipy.stats import binomtest

    if not count or math.isnan(share):
        return math.nan, math.nan
    ends = binomtest(round(share * count), count).proportion_ci(LEVEL, method="wilson")
    return float(ends.low), float(ends.high)


def with_interval(share: float, count: int) -> str:
    """A share with its interval, in the current language; a dash where there is none."""
    if not count or math.isnan(share):
        return "–"
    return with_ends(*map(percent, (share, *share_interval(share, count))))


def most_worse(count: int) -> float:
    """The share of all futures that at most (at :data:`LEVEL`) are worse than the worst of ``count`` that were drawn,
    whatever their distribution: with any more of them ``count`` draws would have shown one."""
    return 1.0 - math.pow(1.0 - LEVEL, 1.0 / count)
