"""Smooth curves through noisy points: P-splines (Eilers and Marx 1996) whose smoothness generalised cross-validation
chooses, in the basis of Demmler and Reinsch, in which many columns are smoothed at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kkgsim.model.arrays import Array

COLUMNS, DEGREE = 12, 3
"""B-splines over a number's range, and their degree."""
ROOM = 5
"""Points for every B-spline, where several numbers share them: more numbers, fewer B-splines each."""
SMOOTHNESS = np.logspace(-6, 8, 29)
"""How hard bends are penalised: from next to not at all to a straight line."""
STEADY = 1e-6
"""A touch of penalty on everything, so that no basis is too short of rank to be solved."""


def fits(points: int, numbers: int) -> bool:
    """Whether so many points can bear a sum of so many curves."""
    return points >= 2 * numbers * DEGREE + 2


class Smoother:
    """Smooths columns over the points of a ``basis`` (points, terms), whose roughness is ``penalty`` (terms, terms)."""

    def __init__(self, basis: Array, penalty: Array):
        self.basis, self.penalty = basis, penalty
        ortho, upper = np.linalg.qr(basis)
        inner = np.linalg.solve(upper.T, np.linalg.solve(upper.T, penalty).T)
        self._rough, turn = np.linalg.eigh((inner + inner.T) / 2.0)
        self._rough = np.maximum(self._rough, 0.0)
        self._rows = ortho @ turn

    def __call__(self, values: Array) -> Array:
        """The curves through columns of ``values`` (points, columns), at the points."""
        return self.fit(values)[0]

    def fit(self, values: Array) -> tuple[Array, Array]:
        """The curves, and the smoothness chosen for each."""
        points = len(values)
        along = self._rows.T @ values
        kept = 1.0 / (1.0 + SMOOTHNESS[:, None] * self._rough)
        squares = (values**2).sum(axis=0)
        left = squares - (2.0 * kept - kept**2) @ along**2
        freedom = points - kept.sum(axis=1)
        best = np.argmin(left / freedom[:, None] ** 2, axis=0)
        curves: Array = self._rows @ (kept[best].T * along)
        return curves, SMOOTHNESS[best]


def smoother_of(draws: Array) -> Smoother:
    """A smoother over one number or, as a sum of curves, over several; ``draws`` has shape (points, numbers).

    Curves run over the ranks of the draws, so that every number has the same basis, whatever its distribution; a
    transformation that keeps the order leaves what knowing a number is worth as it is.
    """
    futures, count = draws.shape
    columns = int(np.clip(futures // (ROOM * count), DEGREE + 1, COLUMNS))
    bases = [spline(ranked(draws[:, rank]), columns) for rank in range(count)]
    bend = np.diff(np.eye(columns), 2, axis=0)
    bend = bend.T @ bend
    if count == 1:
        return Smoother(bases[0], bend)
    # each curve adds up to nothing over the points, and one constant stands for all
    turn = np.linalg.qr(np.ones((columns, 1)), mode="complete")[0][:, 1:]
    parts = [(basis - basis.mean(axis=0)) @ turn for basis in bases]
    block = turn.T @ bend @ turn
    basis = np.hstack([np.ones((len(draws), 1)), *parts])
    penalty = np.zeros((basis.shape[1], basis.shape[1]))
    for rank in range(count):
        here = slice(1 + rank * (columns - 1), 1 + (rank + 1) * (columns - 1))
        penalty[here, here] = block + STEADY * np.eye(columns - 1)
    return Smoother(basis, penalty)


def ranked(values: Array) -> Array:
    """Draws as evenly spread places between 0 and 1, in their order."""
    places = np.empty(len(values))
    places[np.argsort(values, kind="stable")] = (np.arange(len(values)) + 0.5) / len(values)
    return places


def spline(places: Array, columns: int = COLUMNS) -> Array:
    """B-splines at places between 0 and 1, shape (places, columns)."""
    from scipy.interpolate import BSpline

    inner = np.linspace(0.0, 1.0, columns - DEGREE + 1)
    step = inner[1]
    knots: Sequence[float] = [*(inner[0] - step * np.arange(DEGREE, 0, -1)), *inner,
                              *(inner[-1] + step * np.arange(1, DEGREE + 1))]  # fmt: skip
    table: Array = BSpline.design_matrix(places, np.array(knots), DEGREE).toarray()
    return table


def held_out(smoother: Smoother, values: Array, parts: int) -> Array:
    """Curves at points that did not take part in fitting them, same shape as ``values``: each of ``parts`` parts of the
    points is left out once. Smoothness is that of the whole."""
    chosen = smoother.fit(values)[1]
    basis, result = smoother.basis, np.empty_like(values)
    whole, sums = basis.T @ basis, basis.T @ values
    for part in range(parts):
        out = slice(part, None, parts)
        gram, right = whole - basis[out].T @ basis[out], sums - basis[out].T @ values[out]
        for column, hard in enumerate(chosen):
            held = gram + hard * smoother.penalty + STEADY * np.eye(len(gram))
            result[out, column] = basis[out] @ np.linalg.solve(held, right[:, column])
    return result
