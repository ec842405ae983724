"""Who could know whom (``docs/description/given.md``, Ties)."""

from __future__ import annotations

from math import ceil, floor
from types import SimpleNamespace

import numpy as np
from numpy.typing import NDArray

from verification.twin.luck import fixed
from verification.twin.things import Things

Pairs = list[tuple[int, int]]


def ties_of(
    key: str, n: SimpleNamespace, sizes: NDArray[np.int64], cluster_of: NDArray[np.int64], neighbour: Things
) -> Things:
    """All ties: those within schools, then those across; ``cluster_of`` is each teacher's cluster."""
    school_of = np.repeat(np.arange(len(sizes)), sizes)
    within = _within(key, n.ties_within, sizes)
    across = _across(key, ceil(n.ties_possible / 2), school_of, cluster_of)
    across = _beyond(key, n.ties_beyond, across, cluster_of, neighbour)
    pairs = np.array([*within, *across], dtype=int).reshape(-1, 2)
    a, b = pairs[:, 0], pairs[:, 1]
    kind = np.repeat([1.0, 0.0], [len(within), len(across)])
    beyond = np.where(cluster_of[a] != cluster_of[b], 1.0, 0.0)
    return Things("tie", len(pairs), a=a, b=b, within=kind, beyond=beyond)


def _within(key: str, ties: float, sizes: NDArray[np.int64]) -> Pairs:
    draws = fixed(key, "ties within", int((sizes * (sizes - 1) // 2).sum()))
    chosen: Pairs = []
    first, done = 0, 0
    for size in (int(s) for s in sizes):
        pairs = [(first + a, first + b) for a in range(size) for b in range(a + 1, size)]
        lots = draws[done : done + len(pairs)]
        lowest = np.argsort(lots, kind="stable")[: round(size * ties / 2)]
        chosen += [pairs[i] for i in sorted(lowest)]
        first, done = first + size, done + len(pairs)
    return chosen


def _across(key: str, most: int, school_of: NDArray[np.int64], cluster_of: NDArray[np.int64]) -> Pairs:
    teachers = len(school_of)
    draws = fixed(key, "ties across", most * teachers)
    pairs = set()
    for t in range(teachers):
        others = np.flatnonzero((cluster_of == cluster_of[t]) & (school_of != school_of[t]))
        chosen: set[int] = set()
        for r in range(most):
            last = len(others) - most + r
            if last < 0:
                continue
            j = floor(draws[r * teachers + t] * (last + 1))
            chosen.add(last if j in chosen else j)
        pairs |= {(min(t, int(others[j])), max(t, int(others[j]))) for j in chosen}
    return sorted(pairs)


def _beyond(key: str, part: float, pairs: Pairs, cluster_of: NDArray[np.int64], neighbour: Things) -> Pairs:
    away, which, whom = fixed(key, "ties beyond", 3 * len(pairs)).reshape(3, -1)
    led = set()
    for (a, b), leaves, to, to_whom in zip(pairs, away, which, whom, strict=True):
        near = neighbour.nearby[neighbour.cluster == cluster_of[a]]
        if leaves < part and len(near):
            there = np.flatnonzero(cluster_of == near[floor(to * len(near))])
            b = int(there[floor(to_whom * len(there))])
        led.add((min(a, b), max(a, b)))
    return sorted(led)
