"""The compiled kernel: made from the printed text, kept in the cache, called on tables of runs."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from kkgsim.engine.columns import LANES, State
from kkgsim.engine.machine_code import Linked, Progress, codes, linked, sums_held
from kkgsim.engine.printed_before import note, recalled
from kkgsim.engine.printing.llvm_function import Lanes
from kkgsim.engine.printing.llvm_printer import month_modules, start_modules
from kkgsim.engine.structure import structure
from kkgsim.engine.world import World
from kkgsim.model.schedule import ORDER, START, Step

Order = tuple[Step, ...]
_compiling = Lock()
_made: dict[tuple[Order | None, Lanes], tuple[Linked, Linked]] = {}
"""What plays the start and the months of an order, by how many lanes; the usual order is None, for its hash takes
long."""


def _played(order: Order, lanes: Lanes, progress: Progress | None = None) -> tuple[Linked, Linked]:
    """What plays the start, and the months in an order; compiled by whoever asks first, while others wait."""
    with _compiling:
        key = None if order is ORDER else order, lanes
        if key not in _made:
            before = recalled(lanes) if order is ORDER else None
            _made[key] = before or _printed(order, lanes, progress)
        return _made[key]


def _printed(order: Order, lanes: Lanes, progress: Progress | None) -> tuple[Linked, Linked]:
    """The same, of modules that are printed now."""
    begin, month = start_modules(START, lanes), month_modules(order, lanes, sums_held())
    code = codes([*begin, *month], progress)
    if order is ORDER:
        note(lanes, begin, month)
    first, then = (linked([module.name for module in program], code) for program in (begin, month))
    return first, then


def _lanes(world: World) -> Lanes:
    """How many lanes a world has, as printed texts distinguish them."""
    return Lanes(world.size.lanes) if world.size.lanes in (1, LANES // 2, LANES) else Lanes.ANY


def ready(order: Order = ORDER, progress: Progress | None = None, lanes: Lanes = Lanes.FULL) -> None:
    """Compile the kernels for full rows of lanes, or fetch them from the cache; ``progress`` is told of what is
    compiled. Those for other ``lanes`` are compiled when they are needed."""
    _played(order, lanes, progress)


@dataclass(frozen=True)
class Watch:
    """Somebody who looks at the state of a world after some ``months`` (0 is the start) and changes nothing."""

    months: frozenset[int]
    look: Callable[[int, State], None]


def play(world: World, order: Order = ORDER, watch: Watch | None = None) -> None:
    """Play the start and all months of a world, changing its tables; whoever watches changes no result.

    Raises ``ValueError`` for a table that is not laid out row by row.
    """
    begin(world, order)
    advance(world, order, watch)


def begin(world: World, order: Order = ORDER) -> None:
    """Play the start of a world whose months come in an order; raises as :func:`play` does."""
    _played(order, _lanes(world))[0].call(ctypes.addressof(structure(world)), 0, 1)


def advance(world: World, order: Order = ORDER, watch: Watch | None = None) -> None:
    """Play all months of a world that has begun; raises as :func:`play` does."""
    months, watched = world.size.months, watch.months if watch else frozenset()
    here, kernel = structure(world), _played(order, _lanes(world))[1]
    stops = sorted({0, months, *(month for month in watched if month < months)})
    for first, last in zip(stops, [*stops[1:], months], strict=True):
        if watch is not None and first in watched:
            watch.look(first, world.state)
        kernel.call(ctypes.addressof(here), first, last)
