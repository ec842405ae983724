"""Verdicts on the packages of a shortlist, on futures that took no part in choosing them.

Which package leads was settled by the search, before the fresh futures were looked at; so what they say of it, and of
the others against it, is not flattered by the choice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kkgsim.analysis.counted_shares import LEVEL
from kkgsim.analysis.optimisation.select import Winners
from kkgsim.model.arrays import Array, Index

DRAWS = 2000
"""Bootstrap draws of the futures."""
Word = Literal["leads", "less", "alike", "more"]


@dataclass(frozen=True)
class Verdict:
    """What fresh futures say of packages, cheapest first.

    ``gain`` has shape (3, packages): the mean gain of the last year and the ends of its interval; ``whole`` the same
    of the gain of all months, the span of the costs; ``against`` of the gain less that of the package that ``leads``,
    future by future, with ends that hold for all packages together (Bonferroni). ``better`` is the share of futures in
    which a package gains anything, ``within`` that in which it costs no more than the budget.
    """

    leads: int
    gain: Array
    whole: Array
    against: Array
    better: Array
    within: Array

    def word(self, rank: int) -> Word:
        """How a package stands against the one that leads."""
        if rank == self.leads:
            return "leads"
        if self.against[2, rank] < 0.0:
            return "less"
        return "more" if self.against[1, rank] > 0.0 else "alike"


def verdict(winners: Winners, budget: float) -> Verdict | None:
    """The verdict on some packages; None where there are none."""
    count = len(winners)
    if not count:
        return None
    gains, spends = winners.fresh["gains"], winners.fresh["spends"]
    leads = int(np.argmax(winners.searched["gain"]))
    draws, tail = _redrawn(gains), (1.0 - LEVEL) / 2.0
    return Verdict(
        leads, _mean(gains, draws, tail), _mean(winners.fresh["wholes"], draws, tail),
        _mean(gains - gains[leads], draws, tail / max(1, count - 1)),
        (gains > 0.0).mean(axis=1), (spends <= budget).mean(axis=1),
    )  # fmt: skip


def _redrawn(gains: Array) -> Index:
    """The futures of each bootstrap draw, shape (draws, futures); the same for every question about some packages."""
    futures = gains.shape[1]
    return np.random.default_rng(1).integers(futures, size=(DRAWS, futures))


def _mean(values: Array, draws: Index, tail: float) -> Array:
    """Means over futures with the ends of their interval, shape (3, packages)."""
    means = np.stack([values[:, some].mean(axis=1) for some in draws])
    return np.stack([values.mean(axis=1), *np.quantile(means, (tail, 1.0 - tail), axis=0)])


@dataclass(frozen=True)
class StaticRegret:
    """What is lost by keeping every lever at work throughout: the rows of the best package of all and of the best
    static one, both settled by the search, and what the first gains more on fresh futures: the mean and the ends of its
    interval, in the outcome's unit, of all months."""

    best: int
    static: int
    lost: Array


def static_regret(winners: Winners, static: NDArray[np.bool_]) -> StaticRegret | None:
    """The regret of the best static package; None where no package is static."""
    if not static.any():
        return None
    gain = winners.searched["gain"]
    best, still = int(np.argmax(gain)), int(np.argmax(np.where(static, gain, -np.inf)))
    gains = winners.fresh["gains"]
    lost = _mean(gains[best : best + 1] - gains[still], _redrawn(gains), (1.0 - LEVEL) / 2.0)[:, 0]
    return StaticRegret(best, still, lost)
