"""The reference rules laid out as kkgsim's fast clock does it: scalar rules over columns, no branches, an exp made of a
polynomial, lanes innermost. Numba compiles them; kkgsim itself prints LLVM (:mod:`kkgsim.engine.printing`).

A lane is one cluster of one run, for clusters of the reference rules never meet. ``LANES`` of them make a tile, which
stays in the cache while all its months are played. A tile is one row of numbers; its columns begin at fixed places, so
that the compiler sees that they never overlap.
"""

# mypy: disable-error-code="no-untyped-def"
from __future__ import annotations

from typing import Any, NamedTuple

import numba
import numpy as np
from numba.extending import register_jitable
from numpy.typing import NDArray

from benchmarks.reference import rules
from benchmarks.reference.world import CLUSTER, RECORDED, SCHOOL, SCHOOLS, TEACHER, Numbers, Play, Table, World
from kkgsim.model.rules import arithmetic

LANES = 32
CELLS = CLUSTER * LANES
"""Teachers of a tile."""
COMP, PRACTICE, MOTIVATION, HABIT, WORKLOAD, DISTANCE, SUPPORT, CAME, UNIFORM, NORMAL = (
    CELLS * rank for rank in (0, *range(4, 13))
)
"""Where the teachers' columns of a tile begin; there are four of ``COMP``."""
COMP_1, COMP_2, COMP_3 = CELLS, 2 * CELLS, 3 * CELLS
LEAD, RELEVANCE, PEER, COUNT, BEST, QUALITY, SUM = (NORMAL + CELLS + LANES * rank for rank in range(7))
"""Where the clusters' columns begin; there are four of ``SUM``."""
IN_SCHOOL = SUM + 4 * LANES
SEEN = IN_SCHOOL + SCHOOLS * LANES
"""Where the sums that are recorded begin."""
TILE = SEEN + len(RECORDED) * LANES

SCALARS = (*Numbers._fields, "zero", "one", "school", "cluster")
Scalars: Any = NamedTuple("Scalars", [(name, Any) for name in SCALARS])  # type: ignore[misc]


def short_exponential(x):
    """e**x in single precision, in the manner of :func:`kkgsim.model.rules.arithmetic.exponential`.

    Relative error below 3e-6 for x in -5..5, where chances are decided.
    """
    y = min(max(x, np.float32(-40.0)), np.float32(40.0)) * np.float32(1 / 16)
    p = np.float32(1.0) + y * (np.float32(1.0) + y * (np.float32(1 / 2) + y * (np.float32(1 / 6) + y * (
        np.float32(1 / 24) + y * (np.float32(1 / 120) + y * np.float32(1 / 720))))))  # fmt: skip
    p = p * p
    p = p * p
    p = p * p
    return p * p


QUICK: Any = numba.njit(error_model="numpy", forceinline=True)
pull, quality, learnt, seen, practised, moved = (
    QUICK(rule) for rule in (rules.pull, rules.quality, rules.learnt, rules.seen, rules.practised, rules.moved)
)
register_jitable(error_model="numpy", forceinline=True)(arithmetic.clip)
EXPONENTIAL = {np.float64: QUICK(arithmetic.exponential), np.float32: QUICK(short_exponential)}


@QUICK
def begin(s, luck, n):
    """The month's luck; nothing counted yet."""
    for cell in range(2 * CELLS):
        s[UNIFORM + cell] = luck[cell]
    for lane in range(LANES):
        s[PEER + lane] = s[COUNT + lane] / n.cluster
    for cell in range(COUNT, COUNT + 2 * LANES):
        s[cell] = n.zero
    for cell in range(SUM, TILE):
        s[cell] = n.zero


@QUICK
def decide(s, n, exp):
    """Who comes, and what the clusters and schools have together."""
    for i in range(CLUSTER):
        at, school = i * LANES, IN_SCHOOL + i // SCHOOL * LANES
        for lane in range(LANES):
            u = pull(
                n, s[MOTIVATION + at + lane], s[SUPPORT + at + lane], s[HABIT + at + lane], s[PEER + lane],
                s[RELEVANCE + lane], s[DISTANCE + at + lane], s[WORKLOAD + at + lane],
            )  # fmt: skip
            came = n.one if s[UNIFORM + at + lane] < n.one / (n.one + exp(-u)) else n.zero
            s[CAME + at + lane] = came
            s[COUNT + lane] += came
            s[BEST + lane] = max(s[BEST + lane], came * s[COMP + at + lane])
            s[school + lane] += s[COMP + at + lane]
            for j in range(4):
                s[SUM + j * LANES + lane] += came * s[COMP + j * CELLS + at + lane]


@QUICK
def meet(s, n):
    for lane in range(LANES):
        s[QUALITY + lane] = quality(n, s[LEAD + lane], s[BEST + lane], s[COUNT + lane])
        for j in range(4):
            s[SUM + j * LANES + lane] /= max(s[COUNT + lane], n.one)
    for cell in range(IN_SCHOOL, SEEN):
        s[cell] /= n.school


@QUICK
def live(s, n):
    """What the month does to everybody, and what is recorded of it."""
    quarter, forget = n.one / (n.one + n.one + n.one + n.one), n.one - n.decay
    for i in range(CLUSTER):
        at, school = i * LANES, IN_SCHOOL + i // SCHOOL * LANES
        for lane in range(LANES):
            cell = at + lane
            came, motivation, session = s[CAME + cell], s[MOTIVATION + cell], s[QUALITY + lane]
            c0, c1, c2, c3 = s[COMP + cell], s[COMP_1 + cell], s[COMP_2 + cell], s[COMP_3 + cell]
            away = seen(n, c0, came, s[school + lane])
            c0 = (learnt(n, c0, n.focus_0, came, motivation, session, s[SUM + lane]) + away) * forget
            c1 = learnt(n, c1, n.focus_1, came, motivation, session, s[SUM + LANES + lane]) * forget
            c2 = learnt(n, c2, n.focus_2, came, motivation, session, s[SUM + 2 * LANES + lane]) * forget
            c3 = learnt(n, c3, n.focus_3, came, motivation, session, s[SUM + 3 * LANES + lane]) * forget
            practice = practised(n, s[PRACTICE + cell], came, (c0 + c1 + c2 + c3) * quarter, s[SUPPORT + cell])
            worth = session * s[RELEVANCE + lane]
            motivation = moved(n, motivation, came, worth, s[WORKLOAD + cell], s[NORMAL + cell])
            s[COMP + cell], s[COMP_1 + cell], s[COMP_2 + cell], s[COMP_3 + cell] = c0, c1, c2, c3
            s[PRACTICE + cell], s[MOTIVATION + cell] = practice, motivation
            s[HABIT + cell] = n.keep * s[HABIT + cell] + (n.one - n.keep) * came
            s[SEEN + lane] += c0
            s[SEEN + LANES + lane] += practice
            s[SEEN + 2 * LANES + lane] += came
            s[SEEN + 3 * LANES + lane] += motivation


@numba.njit(error_model="numpy", nogil=True)
def play(tiles, luck, record, n, months, exp):
    """All months of each tile; fills ``record``, of shape (tiles, months, recorded x lanes)."""
    s = np.empty(TILE, dtype=tiles.dtype)
    for tile in range(len(tiles)):
        s[:] = tiles[tile]
        for month in range(months):
            begin(s, luck[tile, month], n)
            decide(s, n, exp)
            meet(s, n)
            live(s, n)
            record[tile, month] = s[SEEN:]


def rules_on(world: World, real: type[np.floating[Any]] = np.float64) -> Play:
    """All runs, compiled for one precision."""
    tiles: Any = _tiles(world).astype(real)
    luck: Any = _luck(world).astype(real)
    n = Scalars(*(real(value) for value in (*world.n, 0.0, 1.0, SCHOOL, CLUSTER)))

    def again() -> Table:
        record = np.zeros((len(tiles), world.months, TILE - SEEN), dtype=real)
        play(tiles, luck, record, n, world.months, EXPONENTIAL[real])
        lanes = record.astype(np.float64).reshape(-1, world.months, len(RECORDED), LANES).transpose(0, 3, 1, 2)
        clusters = lanes.reshape(-1, world.months, len(RECORDED))[: world.runs * world.clusters]
        of_runs: Table = clusters.reshape(world.runs, world.clusters, world.months, -1).sum(axis=1) / world.teachers
        return of_runs

    return again


def _tiles(world: World) -> Table:
    """Starting tiles, shape (tiles, TILE)."""
    support = np.repeat(world.above["support"], SCHOOL, axis=1)
    columns = [*(world.teacher[name] for name in TEACHER), support, world.came]
    teachers = [_in_lanes(column.reshape(-1, CLUSTER)) for column in columns]
    came = world.came.reshape(-1, CLUSTER).sum(axis=1, keepdims=True)
    nothing = np.zeros_like(came)
    at_cluster = [world.above["facilitator"].reshape(-1, 1), world.above["relevance"].reshape(-1, 1), nothing, came]
    clusters = [_in_lanes(column) for column in at_cluster]
    luck = np.zeros((len(teachers[0]), 2 * CELLS))  # laid in month by month
    start = np.concatenate([*teachers, luck, *clusters], axis=1)
    return np.pad(start, ((0, 0), (0, TILE - start.shape[1])))


def _luck(world: World) -> Table:
    """Shape (tiles, months, 2 x CELLS)."""
    both = np.stack([world.uniform, world.normal]).reshape(2, world.months, -1, CLUSTER)
    per_month = [np.concatenate([_in_lanes(kind[month]) for kind in both], axis=1) for month in range(world.months)]
    return np.stack(per_month, axis=1)


def _in_lanes(column: NDArray[np.float64]) -> Table:
    """(clusters, things) as (tiles, things x lanes); lanes without a cluster are zero."""
    clusters, things = column.shape
    filled = np.pad(column, ((0, -clusters % LANES), (0, 0)))
    return np.ascontiguousarray(filled.reshape(-1, LANES, things).transpose(0, 2, 1)).reshape(-1, things * LANES)
