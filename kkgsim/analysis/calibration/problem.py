"""What is fitted to what: the figures that were measured, and what plays points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kkgsim.model.arrays import Array

FAR = 12.0
"""Standard deviations of a measured figure beyond which it does not matter how far off a simulated one is: ratios of
small differences have no end."""


@dataclass(frozen=True)
class Measured:
    """Figures that were measured and are fitted to: their ``names``, the study (fact) that each is of, the ``value``
    and the standard deviation around it (``spread``), each of shape (figures,)."""

    names: tuple[str, ...]
    studies: tuple[str, ...]
    value: Array
    spread: Array

    def __len__(self) -> int:
        return len(self.names)

    def near(self, simulated: Array) -> Array:
        """Simulated figures (points, figures), none farther off than :data:`FAR`."""
        return np.clip(simulated, self.value - FAR * self.spread, self.value + FAR * self.spread)

    def only(self, kept: NDArray[np.bool_]) -> Measured:
        """Some of the figures."""
        ranks = np.flatnonzero(kept).tolist()
        names, studies = (tuple(words[rank] for rank in ranks) for words in (self.names, self.studies))
        return Measured(names, studies, self.value[kept], self.spread[kept])


class Simulator(Protocol):
    """What plays points: each on luck of its own, that of its number."""

    def prior(self, points: Sequence[int]) -> Array:
        """Scores of points by their numbers under the prior, shape (points, numbers)."""
        ...

    def __call__(self, scores: Array, first: int) -> Array:
        """The figures of points with such scores, shape (points, figures); ``first`` is the number of the first of
        them."""
        ...


@dataclass(frozen=True)
class Budget:
    """How many points are played: ``points`` in each of the ``waves`` (the first is the prior), ``again`` of the first
    once more on other luck, and ``replays`` of the prior and of the posterior, with every fact there is."""

    points: int
    waves: int
    again: int
    replays: int

    @property
    def fitting(self) -> int:
        """Points that are played with the facts that are fitted to."""
        return self.points * self.waves + self.again


@dataclass(frozen=True)
class Players:
    """What plays points: with the facts that are fitted to alone, and with every fact (``judging``)."""

    fitting: Simulator
    judging: Simulator


@dataclass(frozen=True)
class Bank:
    """Points that were played: ``scores`` (points, numbers) and what came of them, ``figures`` (points, figures)."""

    scores: Array
    figures: Array

    def __len__(self) -> int:
        return len(self.scores)

    def only(self, kept: NDArray[np.bool_] | NDArray[np.int64]) -> Bank:
        """Some of the points."""
        return Bank(self.scores[kept], self.figures[kept])

    def and_more(self, other: Bank) -> Bank:
        """These points and others."""
        return Bank(np.concatenate([self.scores, other.scores]), np.concatenate([self.figures, other.figures]))

    def sound(self) -> Bank:
        """The points that gave a number for every figure."""
        return self.only(np.asarray(np.isfinite(self.figures).all(axis=1)))
