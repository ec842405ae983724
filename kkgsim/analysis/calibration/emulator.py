"""What stands in for the model between points that were played: a sparse regression of a figure on the numbers."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LassoCV

from kkgsim.model.arrays import Array

FOLDS, STEPS = 5, 25
"""Parts of cross-validation, and penalties that are tried."""
LEADING = 8
"""Numbers whose products are looked at: those that carry most alone."""
MOST_TERMS = 150
"""Terms that a regression begins with: of more, those that go with the figure most. A lasso over all of them explains a
hundredth or two more and takes three times as long; the shares of numbers agree to a hundredth."""
Terms = tuple[tuple[int, ...], ...]
"""Terms of the regression: a number alone, its square (twice the same), or a product of two."""


def _columns(scores: Array, terms: Terms) -> Array:
    """Each term at each point, shape (points, terms); of unit variance and apart from each other under the prior."""
    columns = np.empty((len(scores), len(terms)))
    for rank, term in enumerate(terms):
        if len(term) == 1:
            columns[:, rank] = scores[:, term[0]]
        elif term[0] == term[1]:
            columns[:, rank] = (scores[:, term[0]] ** 2 - 1.0) / np.sqrt(2.0)
        else:
            columns[:, rank] = scores[:, term[0]] * scores[:, term[1]]
    return columns


@dataclass(frozen=True)
class Emulator:
    """A figure as a function of scores. ``residual`` is the variance that it leaves (cross-validated: luck, the numbers
    that it does not see, and its own error), ``variance`` that of the figure."""

    level: float
    terms: Terms
    weights: Array
    residual: float
    variance: float

    def mean(self, scores: Array) -> Array:
        """What is to be expected at scores (points, numbers), shape (points,)."""
        return self.level + _columns(scores, self.terms) @ self.weights

    @property
    def explained(self) -> float:
        """The share of the figure's variance that it foretells at points which it has not seen."""
        return max(0.0, 1.0 - self.residual / self.variance) if self.variance > 0.0 else 0.0

    def slopes(self, numbers: int) -> Array:
        """The change of the figure with each score, shape (numbers,)."""
        slope = np.zeros(numbers)
        for term, weight in zip(self.terms, self.weights, strict=True):
            if len(term) == 1:
                slope[term[0]] = weight
        return slope

    def shares(self, numbers: int) -> tuple[Array, float]:
        """The shares of the figure's variance that each number carries alone, shape (numbers,), and that which they
        carry only together. They add up to no more than :attr:`explained`."""
        alone, together = np.zeros(numbers), 0.0
        for term, weight in zip(self.terms, self.weights, strict=True):
            if len(set(term)) == 1:
                alone[term[0]] += weight**2
            else:
                together += weight**2
        whole = float(alone.sum()) + together
        scale = self.explained / whole if whole > 0.0 else 0.0
        return alone * scale, together * scale


def fit(scores: Array, figure: Array) -> Emulator:
    """An emulator of a figure (points,) over scores (points, numbers): first each number and its square, then products
    of those that lead."""
    numbers, variance = scores.shape[1], float(figure.var())
    single: Terms = tuple((rank,) for rank in range(numbers)) + tuple((rank, rank) for rank in range(numbers))
    if variance <= 0.0:
        return Emulator(float(figure.mean()), (), np.zeros(0), 0.0, 0.0)
    first = _lasso(scores, figure, single)
    alone, _ = first.shares(numbers)
    leading = sorted(np.argsort(-alone, kind="stable")[:LEADING].tolist())
    pairs = tuple(pair for pair in combinations(leading, 2) if alone[list(pair)].all())
    if not pairs:
        return first
    second = _lasso(scores, figure, (*first.terms, *pairs))
    return second if second.residual < first.residual else first


def _lasso(scores: Array, figure: Array, terms: Terms) -> Emulator:
    """The regression with the penalty that foretells best; terms without a weight are left out."""
    columns = _columns(scores, terms)
    middle, scale = columns.mean(axis=0), columns.std(axis=0)
    scale[scale == 0.0] = 1.0
    level, wide = float(figure.mean()), float(figure.std())
    columns = (columns - middle) / scale
    if len(terms) > MOST_TERMS:
        along = np.abs(columns.T @ (figure - level))
        first = np.sort(np.argsort(-along, kind="stable")[:MOST_TERMS])
        terms = tuple(terms[rank] for rank in first.tolist())
        columns, middle, scale = columns[:, first], middle[first], scale[first]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # the smallest penalties are only tried
        lasso = LassoCV(alphas=STEPS, eps=1e-2, cv=FOLDS, max_iter=2000).fit(columns, (figure - level) / wide)
    chosen = int(np.argmin(lasso.mse_path_.mean(axis=1)))
    residual = float(lasso.mse_path_[chosen].mean()) * wide**2
    weights = lasso.coef_ / scale * wide
    kept = np.flatnonzero(weights)
    constant = level - float(middle @ weights)
    return Emulator(constant, tuple(terms[rank] for rank in kept.tolist()), weights[kept], residual, wide**2)
