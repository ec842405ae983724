"""Which way and how far: an outcome where a factor is low and where it is high, while all others vary."""

from __future__ import annotations

import numpy as np

from kkgsim.model.arrays import Array

END = 0.2
"""Low and high are the lowest and highest fifth of a factor; of a switch, off and on."""


def swings(unit: Array, values: Array) -> tuple[Array, Array]:
    """Mean outcomes in the lowest and in the highest fifth of each factor, each of shape (factors, columns).

    ``unit`` holds shares of probability, so a fifth is a fifth of what a factor may be.
    """
    ends = [(unit <= END).astype(float), (unit >= 1.0 - END).astype(float)]
    low, high = (end.T @ values / np.maximum(end.sum(axis=0), 1.0)[:, None] for end in ends)
    return low, high
