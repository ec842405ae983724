"""The points of a study: grids, Latin hypercubes, Sobol sequences, lists."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from kkgsim.sweep.study import Design, Factor, Points


def points_of(design: Design, factors: Sequence[Factor]) -> Points:
    """The points in their order; the same design always gives the same ones.

    A grid counts up its last factor first. In a sampled design a factor with listed values takes each of them in an
    equal share of the points.
    """
    if design.method == "grid":
        return np.array(list(itertools.product(*(factor.values for factor in factors))), dtype=np.float64)
    if design.method == "points":
        return np.array(design.listed, dtype=np.float64)
    unit = _unit(design, len(factors))
    return np.column_stack([_stretched(unit[:, rank], factor) for rank, factor in enumerate(factors)])


def _unit(design: Design, factors: int) -> Points:
    """Points in the unit cube."""
    from scipy.stats import qmc

    stream = np.random.default_rng(design.seed)
    kind = qmc.Sobol if design.method == "sobol" else qmc.LatinHypercube
    points: Points = kind(factors, seed=stream).random(design.samples)
    return points


def _stretched(unit: Points, factor: Factor) -> Points:
    """A column of the unit cube over the range of a factor."""
    if factor.values:
        rank = np.minimum((unit * len(factor.values)).astype(np.int64), len(factor.values) - 1)
        return np.array(factor.values)[rank]
    return np.clip(factor.low + (factor.high - factor.low) * unit, factor.low, factor.high)
