"""The compiled kernel: made from the generated text, kept in the cache, called on tables of runs."""

from __future__ import annotations

import hashlib
import importlib.util
import inspect
import sys
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import numpy as np

from kkgsim.engine import cache as disk
from kkgsim.engine.codegen import source, start_source
from kkgsim.engine.columns import COUNTS, INDEXES, Draws, Out, Size, StartDraws, State, Table, fresh
from kkgsim.model import entities, random_streams
from kkgsim.model.rules.arithmetic import whole
from kkgsim.model.schedule import ORDER, START, Step

COMPILED = {"error_model": "numpy", "no_cpython_wrapper": True, "no_cfunc_wrapper": True, "forceinline": True}
"""How rules are compiled: inlined into the loops, so that LLVM can vectorise them."""


@cache
def _make_rules_compilable() -> None:
    """Let compiled code call every rule; plain Python keeps calling them as they are."""
    from numba.extending import overload, register_jitable  # takes half a second, which only a run should cost

    for module in disk.rule_modules():
        for function in vars(module).values():
            mine = inspect.isfunction(function) and function.__module__ == module.__name__
            if mine and function is not whole:
                register_jitable(**COMPILED)(function)
    overload(whole, jit_options=COMPILED)(_whole)


def _whole(x):  # type: ignore[no-untyped-def]  # numba compares names, not hints
    """Rounding down in compiled code: one instruction, where ``math.floor`` would go through an integer."""
    return lambda x: np.floor(x)


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
    _make_rules_compilable()
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
    """Call the kernels on tables without lanes, so that they are compiled."""
    none, index = np.zeros((1, 0)), np.zeros(0, dtype=np.int64)
    state = State(*(np.zeros((len(entities.names(kind)), 0)) for kind in entities.KINDS))
    counts = [count for count in COUNTS.values() if not count.isdigit()]
    size = Size(*(0 for _ in counts), *(index for _ in INDEXES), 0)
    start(state, StartDraws(*(none for _ in random_streams.START)), size, none, 0)
    draws, out = Draws(*(none for _ in random_streams.LUCK)), Out(*(none for _ in Out._fields))
    advance(state, draws, size, none, none, none, out, 0, 0, order=order)


def start(state: State, draws: StartDraws, size: Size, parameters: Table, lanes: int) -> None:
    """Play the start of ``lanes`` runs on a ``state`` that holds what is given of the place, and else zero.

    ``parameters`` has shape (parameters, lanes). Raises ``ValueError`` for a table that is not laid out row by row.
    """
    _demand_rows((*state, *draws, parameters))
    _start_kernel()(state, draws, size, parameters, lanes)


def advance(
    state: State,
    draws: Draws,
    size: Size,
    parameters: Table,
    effective: Table,
    committed: Table,
    out: Out,
    months: int,
    lanes: int,
    *,
    order: tuple[Step, ...] = ORDER,
) -> None:
    """Advance ``lanes`` runs by ``months`` months, changing ``state`` and adding to ``out``.

    ``parameters`` has shape (parameters, lanes); ``effective``, the settings as they act, and ``committed``, as they
    are paid for, have shape (settings, months x lanes). Raises ``ValueError`` for a table that is not laid out row by
    row.
    """
    _demand_rows((*state, *draws, parameters, effective, committed, *out))
    arrays: tuple[Any, ...] = (state, draws, size, parameters, effective, committed, out)
    _kernel(order)(*arrays, fresh(), months, lanes)


def _demand_rows(tables: Iterable[Table]) -> None:
    """Rows are found by arithmetic on addresses."""
    for table in tables:
        if not table.flags.c_contiguous:
            raise ValueError(f"a table of shape {table.shape} is not laid out row by row")
