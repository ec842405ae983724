"""The compiled kernel: made from the generated text, kept in the cache, called on tables of runs."""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from collections.abc import Callable
from functools import cache

import numpy as np

from kkgsim.engine import cache as disk
from kkgsim.engine.columns import INDEXES, Draws, Out, Size, State, Table
from kkgsim.engine.printing.numba_printer import source
from kkgsim.model.schedule import ORDER, Step


@cache
def _kernel(order: tuple[Step, ...]) -> Callable[..., None]:
    """The compiled-on-demand kernel for an order of the month."""
    text = source(order)
    name = f"kkgsim_kernel_{hashlib.sha256(text.encode()).hexdigest()[:12]}"
    path = disk.kept(f"{name}.py", text)
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"cannot load the kernel from {path}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    kernel: Callable[..., None] = module.advance
    return kernel


def ready(order: tuple[Step, ...] = ORDER) -> None:
    """Compile the kernel, or fetch it from the cache; a damaged cache is thrown away and made again."""
    try:
        _advance_nothing(order)
    except Exception:  # whatever a truncated or foreign file in the cache makes numba raise
        disk.throw_away()
        _kernel.cache_clear()
        _advance_nothing(order)


def _advance_nothing(order: tuple[Step, ...]) -> None:
    """Call the kernel on tables without lanes, so that it is compiled."""
    none, index = np.zeros((1, 0)), np.zeros(0, dtype=np.int32)
    numbers = {name: 0 for name in Size._fields if name not in INDEXES}
    advance(
        State(*(none for _ in State._fields)), Draws(*(none for _ in Draws._fields)),
        Size(**dict.fromkeys(INDEXES, index), **numbers), none, none, none, Out(*(none for _ in Out._fields)),
        order=order,
    )  # fmt: skip


def advance(
    state: State, draws: Draws, size: Size, parameters: Table, effective: Table, committed: Table, out: Out, *,
    order: tuple[Step, ...] = ORDER,
) -> None:  # fmt: skip
    """Advance the lanes and months of ``size``, changing ``state`` and adding to ``out``.

    ``parameters`` has shape (parameters, lanes); ``effective``, the settings as they act, and ``committed``, as they
    are paid for, have shape (settings, months x lanes). Raises ``ValueError`` for a table that is not laid out row by
    row.
    """
    tables = (*state, *draws, parameters, effective, committed, *out)
    for table in tables:
        if not table.flags.c_contiguous:  # rows are found by arithmetic on addresses
            raise ValueError(f"a table of shape {table.shape} is not laid out row by row")
    _kernel(order)(tables, size, 0, size.months)
