"""The distributions that numbers and factors follow, as one inverse in plain arithmetic.

Only + - * / and square roots, which every machine and language rounds alike: whoever draws the same share of the way
through a distribution has the same value, to the bit.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np

from kkgsim.model.arrays import Array
from kkgsim.model.parameters import Distribution

Real: TypeAlias = "float | Array"
BITS = 53
"""Binary digits of a share that count: all that a double has."""


def quantiles(distribution: Distribution, low: Real, mode: Real, high: Real, shares: Array) -> Array:
    """The values below which ``shares`` (0 to 1) of a distribution lie, of the shape of ``shares``.

    ``mode`` is the peak of a triangular distribution, peak and median of a double triangular one, and the value of a
    fixed one. Bounds and mode may be columns of several distributions, shape (distributions, 1), beside ``shares`` of
    each. A double triangular distribution with its peak at an end is a triangular one. Raises ``ValueError`` for a
    loguniform distribution that does not begin above zero.
    """
    if distribution == "fixed":
        return np.broadcast_to(mode, shares.shape).astype(np.float64)
    if distribution == "uniform":
        return low + (high - low) * shares
    if distribution == "loguniform":
        if np.min(low) <= 0.0:
            raise ValueError(f"the lower bound of a loguniform distribution must be above 0, not {np.min(low):g}")
        return np.clip(low * _power(high / low, shares), low, high)
    turn = (mode - low) / (high - low)
    left = low + np.sqrt(shares * (high - low) * (mode - low))
    right = high - np.sqrt((1.0 - shares) * (high - low) * (high - mode))
    triangle = np.where(shares < turn, left, right)
    if distribution == "triangular":
        return triangle
    below = low + (mode - low) * np.sqrt(np.minimum(2.0 * shares, 1.0))
    above = high - (high - mode) * np.sqrt(np.minimum(2.0 * (1.0 - shares), 1.0))
    inside = np.logical_and(low < mode, mode < high)
    return np.where(inside, np.where(shares < 0.5, below, above), triangle)


def _power(base: Real, exponent: Array) -> Array:
    """``base ** exponent`` for exponents from 0 to 1, digit by digit of the exponent: its halves are square roots."""
    power, rest, root = np.ones(exponent.shape), exponent.copy(), base
    power = np.where(rest >= 1.0, base, power)
    rest[rest >= 1.0] = 0.0
    for _ in range(BITS):
        root, rest = np.sqrt(root), 2.0 * rest
        power = np.where(rest >= 1.0, power * root, power)
        rest = np.where(rest >= 1.0, rest - 1.0, rest)
    return power
