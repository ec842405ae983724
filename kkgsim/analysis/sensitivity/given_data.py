"""Indices from any sample of points: first-order shares of variance by regression on each factor alone.

A first-order index is the variance of the conditional mean, so one sample serves all factors, however many there are
(given-data estimation: Plischke, Borgonovo and Smith 2013). The curve is a regression spline over the ranks of a
factor, or the mean at each of its values where these are few; degrees of freedom are taken off as in adjusted
R-squared, so that a factor without any effect has an index of zero on average. Factors may be correlated: the index
then is what knowing this one would tell, what it tells of others included.

Errors come from the influence of every point on the index (Da Veiga and Gamboa 2013), summed over parts of the sample.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from kkgsim.analysis.ranks import half_widths, pseudo_values
from kkgsim.model.arrays import Array

PARTS = 32
"""Parts of the sample that errors are found from."""
FEW = 12
"""So few values of a factor have a mean each."""
MOST_TERMS, FEWEST_TERMS, ROOM = 8, 4, 64
"""Terms of a curve: one for so many points, within bounds."""

SHORT = 1e-9
"""Directions of a basis that are shorter than this, relative to the longest, are none."""


def places(column: Array) -> Array:
    """Values as places between 0 and 1 in their order; equal values have the same place."""
    from scipy.stats import rankdata

    result: Array = (rankdata(column) - 0.5) / len(column)
    return result


def bases(points: Array) -> Iterator[Array]:
    """For each column of ``points`` (points, factors) orthonormal columns (points, terms) that are free of a mean."""
    from kkgsim.analysis.smoothing import spline

    terms = min(max(len(points) // ROOM, FEWEST_TERMS), MOST_TERMS)
    for column in points.T:
        values, which = np.unique(column, return_inverse=True)
        table = np.eye(len(values))[which.ravel()] if len(values) <= FEW else spline(places(column), terms)
        table = table - table.mean(axis=0)
        sizes, turn = np.linalg.eigh(table.T @ table)
        kept = sizes > SHORT * max(float(sizes[-1]), 1.0)
        yield table @ (turn[:, kept] / np.sqrt(sizes[kept]))


def first_order(points: Array, values: Array) -> tuple[Array, Array]:
    """First-order indices of shape (columns, factors) of outcomes ``values`` (points, columns), and what parts of the
    sample make of them, (columns, parts, factors)."""
    count = len(values)
    centred = values - values.mean(axis=0)
    total = (centred**2).mean(axis=0)
    safe = np.where(total > 0.0, total, 1.0)
    shares, parts = [], []
    blocks = np.arange(count) % min(PARTS, count)
    for basis in bases(points):
        curve = basis @ (basis.T @ centred)
        rest = ((centred - curve) ** 2).sum(axis=0) / max(count - 1 - basis.shape[1], 1)
        share = 1.0 - rest * (count - 1) / (count * safe)
        influence = (2.0 * centred * curve - curve**2 - share * centred**2) / safe
        shares.append(share)
        parts.append(share + _block_means(influence - influence.mean(axis=0), blocks))
    shares_, parts_ = np.array(shares).T, np.array(parts).transpose(2, 1, 0)
    still = total <= 0.0
    shares_[still], parts_[still] = 0.0, 0.0
    return shares_, parts_


def distances(points: Array, met: Array) -> tuple[Array, Array]:
    """How far apart a factor's distribution lies where a target is met and where it is not (Spear and Hornberger 1980):
    the largest difference of distribution functions, (columns, factors), with the half widths of its intervals. ``met``
    has shape (points, columns) and holds the share of runs at a point that meet the target."""
    count = len(points)
    sets = min(PARTS, count)
    outs = np.concatenate([np.ones((1, count)), 1.0 - (np.arange(count) % sets == np.arange(sets)[:, None])])
    result = np.zeros((met.shape[1], points.shape[1], 1 + sets))
    for rank, column in enumerate(points.T):
        order = np.argsort(column, kind="stable")
        ends = np.r_[np.flatnonzero(np.diff(column[order])), count - 1]
        for target, share in enumerate(met.T):
            result[target, rank] = _farthest(outs[:, order], share[order], ends)
    whole = result[:, :, 0]
    widths = np.array([half_widths(pseudo_values(table[:, 0], table[:, 1:].T)) for table in result])
    return whole, widths


def _farthest(weights: Array, met: Array, ends: NDArray[np.intp]) -> Array:
    """The largest difference of the two distribution functions for each row of ``weights`` (sets, points in order)."""
    inside, outside = weights * met, weights * (1.0 - met)
    sums = [np.cumsum(part, axis=1) for part in (inside, outside)]
    apart = sums[0] / np.maximum(sums[0][:, -1:], 1e-300) - sums[1] / np.maximum(sums[1][:, -1:], 1e-300)
    known = (sums[0][:, -1] > 0.0) & (sums[1][:, -1] > 0.0)
    result: Array = np.where(known, np.abs(apart[:, ends]).max(axis=1), 0.0)
    return result


def _block_means(influence: Array, blocks: NDArray[np.int64]) -> Array:
    """Means over parts of the sample, shape (parts, columns)."""
    parts = int(blocks.max()) + 1
    return np.array([influence[blocks == part].mean(axis=0) for part in range(parts)])
