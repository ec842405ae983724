"""The compiled kernel: made from the printed text, kept in the cache, called on tables of runs."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from kkgsim.engine.columns import LANES, State
from kkgsim.engine.machine_code import Linked, Progress, linked
from kkgsim.engine.printing.llvm_printer import Lanes, month_modules, start_modules
from kkgsim.engine.structure import structure
from kkgsim.engine.world import World
from kkgsim.model.schedule import ORDER, START, Step

_compiling = Lock()
_month: dict[tuple[tuple[Step, ...], Lanes], Linked] = {}
_start: dict[Lanes, Linked] = {}


def _advance(order: tuple[Step, ...], lanes: Lanes, progress: Progress | None = None) -> Linked:
    """What plays months in an order; compiled by whoever asks first, while others wait."""
    with _compiling:
        if (order, lanes) not in _month:
            _month[order, lanes] = linked(month_modules(order, lanes), progress)
        return _month[order, lanes]


def _begin(lanes: Lanes, progress: Progress | None = None) -> Linked:
    """What plays the start."""
    with _compiling:
        if lanes not in _start:
            _start[lanes] = linked(start_modules(START, lanes), progress)
        return _start[lanes]


def _lanes(world: World) -> Lanes:
    """How many lanes a world has, as printed texts distinguish them."""
    return Lanes(world.size.lanes) if world.size.lanes in (1, LANES) else Lanes.ANY


def ready(order: tuple[Step, ...] = ORDER, progress: Progress | None = None) -> None:
    """Compile the kernels for full rows of lanes, or fetch them from the cache; ``progress`` is told of what is
    compiled. Those for a single lane are compiled when they are needed."""
    _begin(Lanes.FULL, progress)
    _advance(order, Lanes.FULL, progress)


@dataclass(frozen=True)
class Watch:
    """Somebody who looks at the state of a world after some ``months`` (0 is the start) and changes nothing."""

    months: frozenset[int]
    look: Callable[[int, State], None]


def play(world: World, order: tuple[Step, ...] = ORDER, watch: Watch | None = None) -> None:
    """Play the start and all months of a world, changing its tables; whoever watches changes no result.

    Raises ``ValueError`` for a table that is not laid out row by row.
    """
    begin(world)
    advance(world, order, watch)


def begin(world: World) -> None:
    """Play the start of a world; raises as :func:`play` does."""
    here = structure(world)
    _begin(_lanes(world)).call(ctypes.addressof(here), 0, 1)


def advance(world: World, order: tuple[Step, ...] = ORDER, watch: Watch | None = None) -> None:
    """Play all months of a world that has begun; raises as :func:`play` does."""
    months, watched = world.size.months, watch.months if watch else frozenset()
    here, kernel = structure(world), _advance(order, _lanes(world))
    stops = sorted({0, months, *(month for month in watched if month < months)})
    for first, last in zip(stops, [*stops[1:], months], strict=True):
        if watch is not None and first in watched:
            watch.look(first, world.state)
        kernel.call(ctypes.addressof(here), first, last)
