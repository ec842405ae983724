"""Everything that a batch of runs is played on: one set of tables, the same for every clock.

Its tables and numbers are those of :mod:`kkgsim.engine.printing.layout`, in that order.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kkgsim.engine import columns
from kkgsim.engine.batch import Batch
from kkgsim.engine.columns import PER_CLUSTER, RECORDED, Size, State
from kkgsim.engine.printing.form import Type
from kkgsim.engine.printing.layout import NUMBERS, TABLES, Table
from kkgsim.model import entities
from kkgsim.model.random_streams import Lanes
from kkgsim.places.population.given import Given

Array = NDArray[Any]
DTYPES = {Type.NUMBER: np.float64, Type.WORD: np.uint32}
RANKS = {name: rank for rank, name in enumerate(TABLES)}
"""Where each table stands."""
LINE = 64
"""Bytes of a line of a processor's cache."""


@dataclass(frozen=True, eq=False)
class World:
    """The tables of some lanes, each of shape (columns, cells) and laid out row by row, and how many things there are.
    A world is nobody's equal but its own, so that what is made of it once can be kept with it."""

    tables: tuple[Array, ...]
    size: Size

    def table(self, name: str) -> Array:
        """One of the tables."""
        return self.tables[RANKS[name]]

    @property
    def state(self) -> State:
        """The tables of people and places."""
        return State(*(self.table(kind) for kind in entities.KINDS))

    def recorded(self) -> dict[str, Array]:
        """The tables of results by name, shape (columns, months, lanes) or (columns, months, clusters, lanes)."""
        months, clusters, lanes = self.size.months, self.size.clusters, self.size.lanes
        return {
            name: self.table(name).reshape(-1, months, *((clusters,) if name in PER_CLUSTER else ()), lanes)
            for name in (*RECORDED, *columns.TOTALS)
        }


def world(batch: Batch) -> World:
    """The world in which a batch begins: what is given of its place, its numbers and settings, and else zero."""
    _demand_order(batch.roster.parents)
    counts, months, lanes = batch.roster.counts, batch.months, batch.lanes
    size = columns.size(counts, batch.roster.parents, batch.first_month, months, lanes)
    ready = {
        "keys": keys(batch.luck),
        "parameters": np.ascontiguousarray(batch.parameters),
        **{
            name: np.ascontiguousarray(table).reshape(len(table), -1)
            for name, table in batch.policy._asdict().items()
            if table is not None
        },
    }
    numbers = tuple(getattr(size, name) for name in NUMBERS)
    made = World(_side_by_side(numbers), size)
    for name, table in ready.items():
        np.copyto(made.table(name), table)
    for kind, columns_ in batch.initial.given.items():
        fill(made.table(kind), kind, columns_, lanes)
    return made


def _demand_order(parents: Mapping[str, NDArray[np.int64]]) -> None:
    """Clusters are played one after the other, with the schools and teachers that stand together."""
    for name in ("school_cluster", "teacher_school"):
        if np.any(np.diff(parents[name]) < 0):
            raise ValueError(f"{name} does not stand in the order of the place")


def cells(table: Table, numbers: Mapping[str, int]) -> int:
    """How many cells a table has, by the :data:`~kkgsim.engine.printing.layout.NUMBERS` of a world."""
    count = columns.COUNTS.get(table.of, "1")
    things = int(count) if count.isdigit() else numbers[count]
    return things * numbers["lanes"] * (numbers["months"] if table.per_month else 1)


class _Place(NamedTuple):
    """Where a table lies in a piece of memory: its first byte, its type and its shape."""

    first: int
    type: np.dtype[Any]
    shape: tuple[int, int]


@lru_cache(maxsize=64)
def _places(numbers: tuple[int, ...]) -> tuple[tuple[_Place, ...], int]:
    """Where all tables lie in a world of such ``numbers``, and its bytes: every table begins with a line of the
    processor's cache, so that a full row of lanes lies in one."""
    named, places, first = dict(zip(NUMBERS, map(int, numbers), strict=True)), list[_Place](), 0
    for table in TABLES.values():
        place = _Place(first, np.dtype(DTYPES[table.type]), (len(table.columns), cells(table, named)))
        places.append(place)
        first += -(-place.type.itemsize * math.prod(place.shape) // LINE) * LINE
    return tuple(places), first


def _side_by_side(numbers: tuple[int, ...]) -> tuple[Array, ...]:
    """Tables of zeros, all cut from one piece of memory: a large piece lies on large pages, where the system has
    them."""
    places, size = _places(numbers)
    piece = np.zeros(size + LINE, dtype=np.uint8)
    begin = -piece.ctypes.data % LINE
    return tuple(np.ndarray(place.shape, place.type, piece, begin + place.first) for place in places)


def fill(table: Array, kind: str, given: Given | Any, lanes: int) -> None:
    """Write what is given of things of a kind, by attribute, in all lanes."""
    ranks, things = entities.names(kind), table.reshape(len(table), -1, lanes)
    for name, values in given.items():
        things[ranks.index(name)] = np.asarray(values)[:, None]


def keys(lanes: Lanes) -> Array:
    """The words from which all luck of each lane is made, shape (words, lanes)."""
    key, stream = lanes.words()
    return np.stack([np.broadcast_to(word, stream.shape) for word in (*key, stream)]).astype(np.uint32)
