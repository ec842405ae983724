"""The compiled kernel: made from the generated text, kept in the cache, called on tables of runs."""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from kkgsim.engine import cache as disk
from kkgsim.engine.columns import INDEXES, Size, State
from kkgsim.engine.printing.layout import TABLES
from kkgsim.engine.printing.numba_printer import source, start_source
from kkgsim.engine.world import DTYPES, World
from kkgsim.model.schedule import ORDER, START, Step


@cache
def _kernel(order: tuple[Step, ...]) -> Callable[..., None]:
    """The compiled-on-demand kernel for an order of the month."""
    return _loaded(source(order), "advance")


@cache
def _start_kernel() -> Callable[..., None]:
    """The compiled-on-demand kernel for the start."""
    return _loaded(start_source(START), "start")


def _loaded(text: str, function: str) -> Callable[..., None]:
    """A function of a generated text."""
    name = f"kkgsim_kernel_{hashlib.sha256(text.encode()).hexdigest()[:12]}"
    path = disk.kept(f"{name}.py", text)
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"cannot load the kernel from {path}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    kernel: Callable[..., None] = getattr(module, function)
    return kernel


def ready(order: tuple[Step, ...] = ORDER) -> None:
    """Compile the kernels, or fetch them from the cache; a damaged cache is thrown away and made again."""
    try:
        _play_nothing(order)
    except Exception:  # whatever a truncated or foreign file in the cache makes numba raise
        disk.throw_away()
        _kernel.cache_clear()
        _start_kernel.cache_clear()
        _play_nothing(order)


def _play_nothing(order: tuple[Step, ...]) -> None:
    """Call the kernels on a world without lanes, so that they are compiled."""
    tables = tuple(np.zeros((1, 0), dtype=DTYPES[table.type]) for table in TABLES.values())
    numbers = {name: 0 for name in Size._fields if name not in INDEXES}
    nothing: Any = np.zeros(0, dtype=np.int32)
    play(World(tables, Size(**dict.fromkeys(INDEXES, nothing), **numbers)), order)


@dataclass(frozen=True)
class Watch:
    """Somebody who looks at the state of a world after some ``months`` (0 is the start) and changes nothing."""

    months: frozenset[int]
    look: Callable[[int, State], None]


def play(world: World, order: tuple[Step, ...] = ORDER, watch: Watch | None = None) -> None:
    """Play the start and all months of a world, changing its tables; whoever watches changes no result.

    Raises ``ValueError`` for a table that is not laid out row by row.
    """
    for table in world.tables:
        if not table.flags.c_contiguous:  # rows are found by arithmetic on addresses
            raise ValueError(f"a table of shape {table.shape} is not laid out row by row")
    _start_kernel()(world.tables, world.size)
    months, watched = world.size.months, watch.months if watch else frozenset()
    stops = sorted({0, months, *(month for month in watched if month < months)})
    for first, last in zip(stops, [*stops[1:], months], strict=True):
        if watch is not None and first in watched:
            watch.look(first, world.state)
        _kernel(order)(world.tables, world.size, first, last)
