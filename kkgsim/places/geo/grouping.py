"""Points into groups of bounded size: k-medoids with a least and a most, always the same way."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from kkgsim.model.arrays import Array, Index

_ROUNDS = 30


def how_many(n: int, target: float, least: int, most: int) -> int:
    """The number of groups for ``n`` members: near ``target`` each, none outside the bounds.

    With fewer than ``least`` members there is one group.
    """
    if n < 2 * least:
        return max(1, math.ceil(n / most))
    wanted = math.floor(n / target + 0.5)
    return min(max(wanted, math.ceil(n / most)), n // least)


def medoid(distances: Array, members: Index) -> int:
    """The member with the least summed distance to the others; the first of equals."""
    sums = distances[np.ix_(members, members)].sum(axis=1)
    return int(members[int(np.argmin(np.round(sums, 9)))])


def partition(distances: Array, k: int, least: int, most: int, centres: Sequence[int] = ()) -> Index:
    """Group number of each of n points, shape (n,), sizes between ``least`` and ``most``.

    ``distances`` is an (n, n) matrix in km. Where n allows no such sizes the groups are as even as
    can be. ``centres``, where given, are the k points to group around. Same matrix, same answer;
    points on one spot are no trouble.
    """
    n = len(distances)
    if k <= 1:
        return np.zeros(n, np.int64)
    least, most = min(least, n // k), max(most, math.ceil(n / k))
    if len(centres) == k:
        return _assign(distances[:, list(centres)], least, most)
    best: tuple[float, Index] | None = None
    for first in (medoid(distances, np.arange(n)), int(np.argmax(np.round(distances.sum(axis=1), 9)))):
        cost, groups = _settle(distances, _spread(distances, k, first), least, most)
        if best is None or cost < best[0] - 1e-9:
            best = (cost, groups)
    assert best is not None
    return best[1]


def _spread(distances: Array, k: int, first: int) -> Index:
    """Starting centres: each new one the point farthest from those chosen, the first of equals."""
    chosen = [first]
    gap = distances[first].copy()
    gap[first] = -1.0
    while len(chosen) < k:
        chosen.append(int(np.argmax(np.round(gap, 9))))
        gap = np.minimum(gap, distances[chosen[-1]])
        gap[chosen] = -1.0
    return np.array(chosen, np.int64)


def _settle(distances: Array, centres: Index, least: int, most: int) -> tuple[float, Index]:
    """Assign and re-centre until nothing improves; (summed distance, groups)."""
    best_cost, best = math.inf, np.zeros(len(distances), np.int64)
    for _ in range(_ROUNDS):
        groups = _assign(distances[:, centres], least, most)
        centres = np.array([medoid(distances, np.flatnonzero(groups == g)) for g in range(len(centres))], np.int64)
        cost = float(distances[np.arange(len(groups)), centres[groups]].sum())
        if cost >= best_cost - 1e-9:
            break
        best_cost, best = cost, groups
    return best_cost, best


def _assign(to_centres: Array, least: int, most: int) -> Index:
    """The cheapest assignment to centres with bounded sizes; ``to_centres`` is (n, k) km.

    Every centre has ``most`` seats; its first ``least`` seats are made so cheap that all are taken.
    """
    from scipy.optimize import linear_sum_assignment  # here, for it takes long to import

    k = to_centres.shape[1]
    seats = np.repeat(np.arange(k), most)
    must = np.tile(np.arange(most) < least, k)
    bonus = 1.0 + float(to_centres.max()) * to_centres.shape[0]
    costs = to_centres[:, seats] - np.where(must, bonus, 0.0)
    rows, columns = linear_sum_assignment(costs)
    groups = np.empty(to_centres.shape[0], np.int64)
    groups[rows] = seats[columns]
    return groups
