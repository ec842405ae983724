"""The posterior of fitted numbers from points that were played: rejection on learnt summaries, adjusted by regression;
and an ensemble smoother beside it.

A summary of all figures is learnt for every number: what they say it should be. The points whose summaries are nearest
to those of what was measured are kept, and moved along a local regression to where they would be had they met it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kkgsim.analysis.calibration.problem import Bank, Measured
from kkgsim.model.arrays import Array

NEAREST = 0.2
"""The share of points that is kept."""
FEWEST = 300
"""Points that are kept at least, where there are so many."""
PENALTY = 1e-3
"""Of the ridge of both regressions, a share of the number of points."""


@dataclass(frozen=True)
class Draws:
    """A posterior as joint draws: ``scores`` (draws, numbers) with ``weights`` (draws,) that add up to 1."""

    scores: Array
    weights: Array

    def mean(self) -> Array:
        """Of each number."""
        return np.asarray(self.weights @ self.scores)

    def spread(self) -> Array:
        """The standard deviation of each number."""
        return np.asarray(np.sqrt(self.weights @ (self.scores - self.mean()) ** 2))

    def quantile(self, share: float) -> Array:
        """The score of each number below which a share of the weight lies."""
        order = np.argsort(self.scores, axis=0, kind="stable")
        heaped = np.cumsum(self.weights[order], axis=0) - self.weights[order] / 2.0
        return np.array([
            np.interp(share, heaped[:, rank], self.scores[order[:, rank], rank]) for rank in range(self.scores.shape[1])
        ])  # fmt: skip

    def rank_of(self, truth: Array) -> Array:
        """The weight of the draws below each true score, shape (numbers,)."""
        return np.asarray(self.weights @ ((self.scores < truth) + 0.5 * (self.scores == truth)))

    def chosen(self, shares: Array) -> NDArray[np.int64]:
        """Which draws stand at ``shares`` (0 to 1) of all weight."""
        return np.minimum(np.searchsorted(np.cumsum(self.weights), shares, side="right"), len(self.weights) - 1)

    @property
    def effective(self) -> float:
        """How many equally heavy draws they are worth."""
        return float(1.0 / (self.weights**2).sum())


@dataclass(frozen=True)
class Inference:
    """Points with what an observer would have read of each (``read``: figures with the error of measurement on them),
    and the summaries that are learnt from them."""

    scores: Array
    read: Array
    _middle: Array
    _scale: Array
    _weights: Array

    @classmethod
    def of(cls, bank: Bank, measured: Measured, seed: int) -> Inference:
        """Learn from points of the fitted numbers and figures."""
        read = observed(bank.figures, measured, seed)
        middle, scale = read.mean(axis=0), read.std(axis=0)
        scale[scale == 0.0] = 1.0
        features = _features((read - middle) / scale)
        weights = _ridge(features, bank.scores, np.full(len(bank), 1.0 / len(bank)))
        return cls(bank.scores, read, middle, scale, weights)

    def summaries(self, read: Array) -> Array:
        """What figures (points, figures) say of each number, shape (points, numbers)."""
        return np.asarray(_features((read - self._middle) / self._scale) @ self._weights)

    def posterior(self, seen: Array, more: Array | None = None) -> Draws:
        """The posterior given what was ``seen`` (figures,): draws of the numbers, followed by ``more`` (points,
        others), which are adjusted alike."""
        wanted = self.scores if more is None else np.column_stack([self.scores, more])
        here, there = self.summaries(self.read), self.summaries(seen[None])[0]
        distance = np.sqrt(((here - there) ** 2).sum(axis=1))
        count = min(len(here), max(FEWEST, round(NEAREST * len(here))))
        nearest = np.argsort(distance, kind="stable")[:count]
        reach = distance[nearest[-1]] or 1.0
        weights = 1.0 - (distance[nearest] / reach) ** 2
        weights = np.where(weights > 0.0, weights, 0.0)
        weights /= weights.sum()
        return _adjusted(wanted[nearest], here[nearest] - there, weights)

    def smoothed(self, seen: Array) -> Draws:
        """An ensemble smoother: every point moved along one regression on the figures themselves, all alike heavy."""
        away = self.read - seen
        centred, figures = self.scores - self.scores.mean(axis=0), self.read - self.read.mean(axis=0)
        gain = np.linalg.lstsq(figures.T @ figures, figures.T @ centred, rcond=1e-10)[0]
        return Draws(self.scores - away @ gain, np.full(len(self.scores), 1.0 / len(self.scores)))


def observed(figures: Array, measured: Measured, seed: int) -> Array:
    """Simulated figures as an observer would read them: with the error of measurement, and cut off far away."""
    noise = np.random.default_rng([seed, 1]).standard_normal(figures.shape)
    return measured.near(figures + noise * measured.spread)


def _features(scaled: Array) -> Array:
    """Constant, figures and their squares, shape (points, 1 + 2 x figures)."""
    return np.column_stack([np.ones(len(scaled)), scaled, scaled**2])


def _ridge(features: Array, wanted: Array, weights: Array) -> Array:
    """Coefficients of a weighted ridge regression whose first feature, the constant, is not shrunk."""
    penalty = np.full(features.shape[1], PENALTY)
    penalty[0] = 0.0
    weighted = features.T * weights
    return np.asarray(np.linalg.solve(weighted @ features + np.diag(penalty), weighted @ wanted))


def _adjusted(wanted: Array, away: Array, weights: Array) -> Draws:
    """Points moved to where their summaries would not be ``away``; what the regression takes up of their spread by
    having many coefficients is given back."""
    features = np.column_stack([np.ones(len(away)), away])
    coefficients = _ridge(features, wanted, weights)
    level = coefficients[0]
    left = wanted - features @ coefficients
    worth = 1.0 / float((weights**2).sum())
    taken = min(np.linalg.matrix_rank(away) + 1, worth / 2.0)
    return Draws(level + left * np.sqrt(worth / (worth - taken)), weights)
