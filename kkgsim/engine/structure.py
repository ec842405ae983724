"""A world as compiled code takes it: one structure of pointers and numbers, laid out as
:func:`~kkgsim.engine.printing.layout.layout` says."""

from __future__ import annotations

import ctypes
from weakref import WeakKeyDictionary

from kkgsim.engine.printing.layout import NUMBERS, TABLES, parents
from kkgsim.engine.world import World


class Structure(ctypes.Structure):
    """Pointers to tables, then to arrays of indexes, then numbers."""

    _fields_ = (
        *((name, ctypes.c_void_p) for name in (*TABLES, *parents())),
        *((name, ctypes.c_int32) for name in NUMBERS),
    )


_made: WeakKeyDictionary[World, Structure] = WeakKeyDictionary()
"""The structures of the worlds that are still in use."""


def structure(world: World) -> Structure:
    """The structure of a world, made once and kept as long as the world is: it holds addresses, no tables. Raises
    ``ValueError`` for a table that is not laid out row by row."""
    if world not in _made:
        _made[world] = _structure(world)
    return _made[world]


def _structure(world: World) -> Structure:
    for table in world.tables:
        if not table.flags.c_contiguous:  # rows are found by arithmetic on addresses
            raise ValueError(f"a table of shape {table.shape} is not laid out row by row")
    where = [
        array.__array_interface__["data"][0]
        for array in (*world.tables, *(getattr(world.size, name) for name in parents()))
    ]
    return Structure(*where, *(int(getattr(world.size, name)) for name in NUMBERS))
