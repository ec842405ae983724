"""Arithmetic of the model, for arrays of things at once (``docs/description/arithmetic.md``)."""

from __future__ import annotations

from typing import Any

import numpy as np

Values = Any
"""A number, or an array with a number for each thing."""


def clip(x: Values, low: Values, high: Values) -> Values:
    """``x`` held between ``low`` and ``high``; below ``low`` it is ``low`` even where ``high`` is lower still."""
    return np.where(x < low, low, np.where(x > high, high, x))


def positive(x: Values) -> Values:
    """``x``, or nothing where it is negative."""
    return np.where(x > 0.0, x, 0.0)


def share(part: Values, whole: Values) -> Values:
    """A part of a whole, held in 0-1; nothing of no whole."""
    there = np.greater(whole, 0.0)
    return np.where(there, clip(part / np.where(there, whole, 1.0), 0.0, 1.0), 0.0)


def over(part: Values, whole: Values) -> Values:
    """A ratio; a whole near nothing counts as a hundredth."""
    return part / np.maximum(whole, 0.01)


def root(x: Values) -> Values:
    """The square root, of nothing where ``x`` is negative."""
    return np.sqrt(positive(x))


def happens(draw: Values, chance: Values) -> Values:
    """1 with a chance, else 0."""
    return np.where(draw < chance, 1.0, 0.0)


def is_so(condition: Values) -> Values:
    """1 where the condition holds, else 0."""
    return np.where(condition, 1.0, 0.0)


def drawn_level(mean: Values, sd: Values, draw: Values) -> Values:
    """A level drawn about a mean and held in 0-1."""
    return clip(mean + sd * draw, 0.0, 1.0)


def exponential(x: Values) -> Values:
    """e to the power of ``x``: a Taylor polynomial of degree 9 of x/256, squared eight times."""
    y = clip(x, -40.0, 40.0) * 0.00390625
    p = 1.0 + y / 9.0
    for order in (8.0, 7.0, 6.0, 5.0, 4.0, 3.0, 2.0):
        p = 1.0 + y / order * p
    p = 1.0 + y * p
    for _ in range(8):
        p = p * p
    return p


def logistic(x: Values) -> Values:
    """A chance from log-odds."""
    return 1.0 / (1.0 + exponential(-x))


def normal_share_above(cut: Values, mean: Values) -> Values:
    """Share of a normal population with SD 1 above ``cut``."""
    z = mean - cut
    return logistic(1.5976 * z + 0.07056 * z * z * z)


def total(values: Values) -> float:
    """The sum, added up one thing after the other."""
    return float(np.cumsum(values)[-1]) if np.size(values) else 0.0
