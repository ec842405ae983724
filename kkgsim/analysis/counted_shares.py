"""Shares that were counted, each with the 90 % interval that its count allows (Wilson 1927)."""

from __future__ import annotations

import math

from kkgsim.i18n import percent, tr

LEVEL = 0.9
"""Of every interval."""


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
    low, high = share_interval(share, count)
    return tr("share_between", share=percent(share), low=percent(low), high=percent(high))


def most_worse(count: int) -> float:
    """The share of all futures that at most (at :data:`LEVEL`) are worse than the worst of ``count`` that were drawn,
    whatever their distribution: with any more of them ``count`` draws would have shown one."""
    return 1.0 - math.pow(1.0 - LEVEL, 1.0 / count)
