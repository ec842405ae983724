"""Which package stands most futures: measures of robustness over the same futures for all of them.

A future is one draw of the numbers and of luck, the same for every package. The measures, in the taxonomy of McPhail,
Maier, Kwakkel, Giuliani, Castelletti and Westra (2018), each over futures:

- mean: the mean gain over the status quo (Laplace's principle);
- regret (Savage 1951): what one loses against the package that is best in that future; the largest, and the one that
  nine futures in ten stay below;
- satisficing (Starr 1963, the domain criterion): the share of futures in which a threshold is met;
- signal to noise (Hamarat, Kwakkel, Pruyt and Loonen 2014; Kwakkel, Eker and Pruyt 2016): mean over spread, here of
  the gain over the status quo, because an outcome in SD has no zero of its own;
- how often it is the best.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import kendalltau, rankdata

from kkgsim.analysis.counted_shares import share_interval
from kkgsim.engine.intervals import BAND
from kkgsim.i18n import Text
from kkgsim.i18n.units import Unit
from kkgsim.model.arrays import Array

REGRET_QUANTILE = 0.9
"""The regret that nine futures in ten stay below (``regret_90``)."""
AGREE = 0.7
"""Kendall's W from which the measures are said to agree, in words and in pictures."""
TIED = 1e-9
"""Share of the largest value below which two values are the same: errors of rounding make no winner."""


@dataclass(frozen=True)
class Objective:
    """What packages are judged by: an outcome at the end, or the cost a year. ``better`` is +1 or -1; ``threshold`` is
    what satisfies, None where any gain over the status quo does."""

    name: str
    label: Text
    unit: Unit
    better: int
    threshold: float | None = None


@dataclass(frozen=True)
class Measured:
    """One measure of all packages, shape (packages,); ``good`` is +1 where more of it is better, -1 where less is."""

    name: str
    values: Array
    good: int


MEASURES = ("mean", "best", "regret_max", "regret_90", "satisficing", "signal")
"""The measures in the order in which they are shown."""
SHARES = ("best", "satisficing")
"""Measures that are shares of the futures."""


def gains(values: Array, today: int, better: int) -> Array:
    """What each package is better than the status quo, future by future, shape (packages, futures)."""
    gained: Array = (values - values[today]) * better
    return gained


def regrets(values: Array, better: int) -> Array:
    """What each package loses against the best of the same future, shape (packages, futures); never below nothing."""
    good = values * better
    lost: Array = good.max(axis=0) - good
    return lost


def best_shares(values: Array, better: int) -> Array:
    """In what share of the futures each package is the best; futures with several best are shared among them."""
    lost = regrets(values, better)
    top = lost <= TIED * np.abs(values).max(axis=0)
    shares: Array = (top / top.sum(axis=0)).mean(axis=1)
    return shares


def satisfied(values: Array, today: int, objective: Objective) -> NDArray[np.bool_]:
    """Where a package meets the threshold, or without one betters the status quo; shape (packages, futures)."""
    if objective.threshold is None:
        scale = np.abs(values).max(axis=0)
        return np.asarray(gains(values, today, objective.better) > TIED * scale)
    return np.asarray(values * objective.better >= objective.threshold * objective.better)


def signal(gain: Array) -> Array:
    """Mean over standard deviation of the gain; not a number where there is no gain on average, for then a wider spread
    would look better."""
    mean, spread = gain.mean(axis=1), gain.std(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio: Array = np.where(mean > 0.0, mean / spread, np.nan)
    return ratio


def measured(values: Array, today: int, objective: Objective) -> list[Measured]:
    """All measures of one objective, in the order of :data:`MEASURES`; ``values`` has shape (packages, futures), in
    which ``today`` is the status quo."""
    gain, lost = gains(values, today, objective.better), regrets(values, objective.better)
    return [
        Measured("mean", gain.mean(axis=1), 1),
        Measured("best", best_shares(values, objective.better), 1),
        Measured("regret_max", lost.max(axis=1), -1),
        Measured("regret_90", np.quantile(lost, REGRET_QUANTILE, axis=1), -1),
        Measured("satisficing", satisfied(values, today, objective).mean(axis=1), 1),
        Measured("signal", signal(gain), 1),
    ]


def ranked(measure: Measured) -> Array:
    """The rank of each package, 1 the best, equals sharing the middle of their ranks; no signal counts as a signal
    of nothing."""
    goodness = np.where(np.isnan(measure.values), 0.0, measure.values) * measure.good
    step = TIED * max(float(np.abs(goodness[np.isfinite(goodness)]).max(initial=0.0)), TIED)
    ranks: Array = rankdata(-np.round(goodness / step))
    return ranks


@dataclass(frozen=True)
class Stability:
    """How sure one measure and the ranks under it are, when other futures had been drawn (bootstrap over futures).

    ``first`` is the share of draws in which a package ranks first (shared among equals), ``low`` and ``high`` bound
    nine draws in ten of its rank, ``value_low`` and ``value_high`` nine in ten of the measure itself (shares: Wilson's
    interval); all of shape (packages,). A largest regret is no more than what was seen: redrawing what was seen bounds
    no other, so it has no ends.
    """

    measure: str
    rank: Array
    first: Array
    low: Array
    high: Array
    value_low: Array
    value_high: Array


def stability(values: Array, today: int, objective: Objective, *, draws: int, seed: int) -> list[Stability]:
    """The ranks under every measure with their stability (Efron 1979)."""
    packages, futures = values.shape
    stream = np.random.default_rng(seed)
    ranks, redrawn = np.empty((2, draws, len(MEASURES), packages))
    for draw in range(draws):
        again = measured(values[:, stream.integers(0, futures, futures)], today, objective)
        ranks[draw] = [ranked(measure) for measure in again]
        redrawn[draw] = [measure.values for measure in again]
    first = ranks == ranks.min(axis=2, keepdims=True)
    share = (first / first.sum(axis=2, keepdims=True)).mean(axis=0)
    low, high = np.quantile(ranks, BAND, axis=0)
    return [
        Stability(measure.name, ranked(measure), share[row], low[row], high[row],
                  *_ends(measure, redrawn[:, row], futures))
        for row, measure in enumerate(measured(values, today, objective))
    ]  # fmt: skip


def _ends(measure: Measured, redrawn: Array, futures: int) -> Array:
    """The ends of the interval of a measure, shape (2, packages), from its values in redraws (draws, packages); not
    numbers where it is itself none, or was none in too many of them."""
    if measure.name in SHARES:
        return np.array([share_interval(share, futures) for share in measure.values.tolist()]).T
    if measure.name == "regret_max":
        return np.full((2, len(measure.values)), np.nan)
    with np.errstate(invalid="ignore"):  # of few futures a redraw may hold one alone, whose signal is without bound
        ends = np.quantile(redrawn, BAND, axis=0)
    return np.where(np.isnan(measure.values), np.nan, ends)


def concordance(ranks: Array) -> float:
    """Kendall's W of some measures' ranks, shape (measures, packages), corrected for ties: 1 where all agree, 0 where
    there is no agreement at all (Kendall and Babington Smith 1939); not a number where all packages are equal."""
    measures, packages = ranks.shape
    sums = ranks.sum(axis=0)
    apart = float(((sums - sums.mean()) ** 2).sum())
    ties = sum(float((counts**3 - counts).sum()) for counts in (np.unique(row, return_counts=True)[1] for row in ranks))
    whole = measures**2 * (packages**3 - packages) - measures * ties
    return 12.0 * apart / whole if whole > 0.0 else float("nan")


def agreement(ranks: Array) -> Array:
    """Kendall's tau-b between the ranks of every two measures, shape (measures, measures)."""
    count = len(ranks)
    taus = np.eye(count)
    for first in range(count):
        for other in range(first):
            taus[first, other] = taus[other, first] = _tau(ranks[first], ranks[other])
    return taus


def _tau(first: Array, other: Array) -> float:
    if len(set(first.tolist())) == 1 or len(set(other.tolist())) == 1:
        return float("nan")
    return float(kendalltau(first, other).statistic)


def jointly(met: Sequence[NDArray[np.bool_]]) -> Array:
    """In what share of the futures a package meets all thresholds at once, shape (packages,)."""
    shares: Array = np.logical_and.reduce(met).mean(axis=1)
    return shares
