"""The points of a study: grids, Latin hypercubes, Sobol sequences, lists."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from kkgsim.design.study import Design, Factor, Points
from kkgsim.model import distributions

ROUNDING = 1e-9
"""Keeps a level of a factor that lies on a border, as Morris's levels do, on the right side of it."""


def points_of(design: Design, factors: Sequence[Factor]) -> Points:
    """The points in their order; the same design always gives the same ones.

    A grid counts up its last factor first. In a sampled design every factor follows its distribution; one with listed
    values takes each of them in an equal share of the points.
    """
    if design.method == "grid":
        return np.array(list(itertools.product(*(factor.values for factor in factors))), dtype=np.float64)
    if design.method == "points":
        return np.array(design.listed, dtype=np.float64)
    return stretched(unit_points(design, len(factors)), factors)


def unit_points(design: Design, factors: int) -> Points:
    """The points of a sampled design in the unit cube."""
    from scipy.stats import qmc

    stream = np.random.default_rng(design.seed)
    kind = qmc.Sobol if design.method == "sobol" else qmc.LatinHypercube
    points: Points = kind(factors, seed=stream).random(design.samples)
    return points


def stretched(unit: Points, factors: Sequence[Factor]) -> Points:
    """Points of the unit cube, one column a factor, as values of the factors."""
    return np.column_stack([quantiles(factor, unit[:, rank]) for rank, factor in enumerate(factors)])


def quantiles(factor: Factor, shares: Points) -> Points:
    """The values of a factor below which ``shares`` (0 to 1) of it lie, in the unit of the factor.

    Listed values share the unit interval among them; a wait is whole months, as the model counts it.
    """
    low, high = factor.low, factor.high
    if factor.values:
        rank = np.floor(shares * len(factor.values) + ROUNDING).astype(np.int64)
        return np.array(factor.values)[np.minimum(rank, len(factor.values) - 1)]
    mode = low if factor.mode is None else factor.mode
    drawn = distributions.quantiles(factor.distribution, low, mode, high, shares)
    values: Points = np.clip(np.rint(drawn) if factor.whole else drawn, low, high)
    return values
