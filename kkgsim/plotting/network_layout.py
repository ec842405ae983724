"""Where the teachers of a cluster stand in a picture of their network: rings around their schools."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kkgsim.model.arrays import Array

ROUNDS = 200
"""Rounds of pushing schools apart."""


def schools_in_box(east: Array, north: Array, known: NDArray[np.bool_], wide: float, tall: float, ring: float) -> Array:
    """Places of a cluster's schools, shape (schools, 2), in a box, at least two rings apart if they fit.

    As on the map where all are known; otherwise on a circle.
    """
    count = len(east)
    inner = np.array([max(wide - 2.0 * ring, 0.0), max(tall - 2.0 * ring, 0.0)])
    if count == 1:
        return np.array([[wide / 2.0, tall / 2.0]])
    if known.all():
        at = np.stack([east, north], axis=1)
        at = at - at.min(axis=0)
        at = at * (inner / np.maximum(at.max(axis=0), 1e-9)).min() if at.max() > 0.0 else _circle(count, inner)
        at = at + (inner - at.max(axis=0)) / 2.0
    else:
        at = _circle(count, inner)
    return _pushed(at, inner, 2.15 * ring) + ring


def _circle(count: int, inner: Array) -> Array:
    angle = 2.0 * np.pi * np.arange(count) / count
    around: Array = (np.stack([np.cos(angle), np.sin(angle)], axis=1) * 0.5 + 0.5) * inner
    return around


def _pushed(at: Array, inner: Array, gap: float) -> Array:
    """Places pushed apart to ``gap``, always inside the box; schools on one spot part in their order."""
    count = len(at)
    at = at + 1e-6 * _circle(count, np.ones(2))
    for _ in range(ROUNDS):
        apart = at[:, None, :] - at[None, :, :]
        distance = np.sqrt((apart**2).sum(axis=-1))
        np.fill_diagonal(distance, np.inf)
        if (distance >= gap * 0.999).all():
            break
        push = np.clip(gap - distance, 0.0, None) / np.maximum(distance, 1e-9) * 0.35
        at = np.clip(at + (apart * push[:, :, None]).sum(axis=1), 0.0, inner)
    return at


def ring_of(count: int, radius: float) -> Array:
    """Places of a school's teachers around its middle."""
    if count == 1:
        return np.zeros((1, 2))
    angle = 2.0 * np.pi * np.arange(count) / count + np.pi / 2.0
    return radius * np.stack([np.cos(angle), np.sin(angle)], axis=1)
