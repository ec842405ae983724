"""The numbers that are drawn, as normal scores: standard normal scores are values that follow the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from kkgsim.model import random_streams
from kkgsim.model.arrays import Array
from kkgsim.model.distributions import quantiles
from kkgsim.model.random_streams import Lanes
from kkgsim.model.registry import PARAMETERS

FARTHEST = 8.0
"""Scores beyond this are cut off: their share of a distribution is no number any more."""


def drawn_numbers() -> tuple[str, ...]:
    """Every number of the model that is drawn for a run."""
    return tuple(
        name for name, number in PARAMETERS.items()
        if number.used == "run" and number.distribution != "fixed" and number.low < number.high
    )  # fmt: skip


@dataclass(frozen=True)
class Space:
    """Numbers by name. A point is a row of scores, one a number; under the prior each is standard normal."""

    names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.names)

    @cached_property
    def free(self) -> NDArray[np.bool_]:
        """Which numbers may be fitted, shape (numbers,): those that are no circumstance of a source."""
        return np.array([not PARAMETERS[name].condition for name in self.names], dtype=bool)

    def prior(self, seed: int, points: Sequence[int]) -> Array:
        """Scores of some points under the prior, shape (points, numbers)."""
        shares = random_streams.numbers(Lanes.of(seed, "", points), self.names)
        return np.asarray(ndtri(shares.T))

    def values(self, scores: Array) -> dict[str, Array]:
        """The values of scores (points, numbers) by number, each of shape (points,)."""
        shares = ndtr(np.clip(scores, -FARTHEST, FARTHEST))
        return {name: value_of(name, shares[:, rank]) for rank, name in enumerate(self.names)}

    def ranks(self, names: Sequence[str]) -> list[int]:
        """Where some numbers stand."""
        place = {name: rank for rank, name in enumerate(self.names)}
        return [place[name] for name in names]


def value_of(name: str, shares: Array) -> Array:
    """The values of a number below which ``shares`` of its evidence lie."""
    number = PARAMETERS[name]
    return quantiles(number.distribution, number.low, number.value, number.high, shares)
