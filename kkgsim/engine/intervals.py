"""Bands: a mean over replicates with the quantiles between which most of them lie."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kkgsim.model.arrays import Array

BAND = (0.05, 0.95)
"""The quantiles of a band: nine draws in ten lie inside."""
NINE_IN_TEN = 1.645
"""Standard errors on either side of a mean between which nine in ten lie."""
FEWEST = 20
"""Draws below which nothing is called clear and no price is given."""


def share_error(count: int) -> float:
    """Half the widest interval (nine in ten) of a share of ``count`` independent things, between 0 and 1."""
    return NINE_IN_TEN * 0.5 / float(np.sqrt(count))


class Interval(NamedTuple):
    """Mean, low and high of one figure."""

    mean: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Array) -> Interval:
        """The band of replicates, shape (replicates,)."""
        return cls(*(float(bound) for bound in intervals(values)))

    @classmethod
    def of_each(cls, values: Array) -> list[Interval]:
        """The bands of some figures, shape (figures, replicates), each the same as by itself: rows must lie in memory
        one after the other, for the order of a sum follows from that."""
        return [cls(*bounds) for bounds in np.stack(intervals(values), axis=-1).tolist()]

    @property
    def excludes_zero(self) -> bool:
        """Whether zero lies outside."""
        return self.low > 0.0 or self.high < 0.0

    def columns(self, what: str) -> dict[str, float]:
        """As columns of a tidy table: ``<what>_mean``, ``<what>_low``, ``<what>_high``."""
        return {f"{what}_{name}": value for name, value in self._asdict().items()}


def intervals(values: Array) -> tuple[Array, Array, Array]:
    """Mean, low and high over the last axis (replicates)."""
    low, high = np.quantile(values, BAND, axis=-1)
    return values.mean(axis=-1), low, high
