"""What packages bring for what they cost: gain for a rupiah, and what more money buys, each with its interval.

An outcome alone crowns the dearest package and the cost alone the status quo. So both are looked at together, over the
same months: those of the whole horizon.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kkgsim.analysis.robustness.measures import TIED
from kkgsim.engine.intervals import BAND
from kkgsim.model.arrays import Array, Index

EACH = 100e6
"""Rupiah a year for which a gain is told."""
SURE = 0.9
"""The share of redraws in which a package has to be first to be called so."""


@dataclass(frozen=True)
class Worth:
    """What each package gains in one outcome over the whole horizon (more is better) and costs beyond the status quo.

    ``gain``, ``cost`` and ``rate`` (gain for :data:`EACH` rupiah a year; not a number where nothing extra is spent or
    nothing gained) have shape (3, packages): the mean over the futures and the ends of its 90 % interval (bootstrap).
    ``first`` is the share of redraws in which a package gains most for a rupiah. ``steps`` are the packages that none
    which costs no more surpasses, cheapest first; ``more`` has shape (4, steps): what each gains more than the one
    before it (the first: than the status quo), the ends of its interval, and the share of futures in which it does.
    """

    gain: Array
    cost: Array
    rate: Array
    first: Array
    steps: Index
    more: Array

    @property
    def sure(self) -> int | None:
        """The package that gains most for a rupiah, where redraws are sure of it."""
        top = int(np.argmax(self.first))
        return top if self.first[top] >= SURE else None


def worth_of(gain: Array, cost: Array, today: int, *, draws: int, seed: int) -> Worth:
    """The worth of packages from their gains and extra costs, both of shape (packages, futures), in which ``today`` is
    the status quo."""
    stream = np.random.default_rng(seed)
    redrawn: Index = stream.integers(gain.shape[1], size=(draws, gain.shape[1]))
    means = np.array([[gain[:, some].mean(axis=1), cost[:, some].mean(axis=1)] for some in redrawn])
    now, then = _rates(gain.mean(axis=1), cost.mean(axis=1)), _rates(means[:, 0], means[:, 1])
    steps = _steps(gain.mean(axis=1), cost.mean(axis=1), today)
    before = gain[[today, *steps[:-1]]] if len(steps) else gain[:0]
    return Worth(
        _with_ends(gain.mean(axis=1), means[:, 0]), _with_ends(cost.mean(axis=1), means[:, 1]),
        np.stack([now, *_ends(then)]), _first(then), steps, _more(gain[steps] - before, redrawn),
    )  # fmt: skip


def _rates(gain: Array, cost: Array) -> Array:
    """Gain for every :data:`EACH` rupiah."""
    sound = (cost > 0.0) & (gain > 0.0)
    rates: Array = np.divide(gain * EACH, cost, out=np.full(gain.shape, np.nan), where=sound)
    return rates


def _first(rates: Array) -> Array:
    """In what share of redraws, shape (draws, packages), each package has the highest rate; equals share it."""
    known = np.where(np.isnan(rates), -np.inf, rates)
    best = known.max(axis=1, keepdims=True)
    top = np.isfinite(best) & (known >= best - TIED * np.abs(np.where(np.isfinite(best), best, 0.0)))
    shares: Array = (top / np.maximum(top.sum(axis=1, keepdims=True), 1)).mean(axis=0)
    return shares


def _with_ends(now: Array, redrawn: Array) -> Array:
    return np.stack([now, *np.quantile(redrawn, BAND, axis=0)])


def _ends(redrawn: Array) -> Array:
    """The ends of the interval of what may be no number: as often as it is none, the interval is open."""
    rows = np.sort(np.where(np.isnan(redrawn), -np.inf, redrawn), axis=0)
    ends = rows[[round(end * (len(rows) - 1)) for end in BAND]]
    return np.where(np.isfinite(ends), ends, np.nan)


def _steps(gain: Array, cost: Array, today: int) -> Index:
    """Packages that gain more than every one that costs no more, cheapest first; the status quo is none."""
    kept, best = [], gain[today]
    for rank in np.lexsort((-gain, cost)).tolist():
        if rank != today and gain[rank] > best:
            kept.append(rank)
            best = gain[rank]
    return np.array(kept, dtype=np.int64)


def _more(difference: Array, redrawn: Index) -> Array:
    """Mean of some differences over futures, ends of its interval, share of the futures above nothing."""
    if not len(difference):
        return np.zeros((4, 0))
    means = np.array([difference[:, some].mean(axis=1) for some in redrawn])
    return np.stack([difference.mean(axis=1), *np.quantile(means, BAND, axis=0), (difference > 0.0).mean(axis=1)])
