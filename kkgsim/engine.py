"""THE FAST CLOCK: the rules compiled and looped over tables of many runs side by side.

``play`` takes a batch of lanes (runs) that share a place and advances them month by month. The loops come from
:mod:`kkgsim.kernel`; the rules are those of :mod:`kkgsim.rules`, compiled as they stand.
"""

from __future__ import annotations

import atexit
import hashlib
import importlib
import importlib.util
import inspect
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import numba
import numpy as np
from numba.extending import register_jitable
from numpy.typing import NDArray

import kkgsim
from kkgsim import chance, levers, rules, things
from kkgsim.month import ORDER, Step
from kkgsim.numbers import book
from kkgsim.rows import row_of

Table = NDArray[np.float64]


class Tables(NamedTuple):
    """The state of all lanes: per kind, shape (attributes, things x lanes)."""

    district: Table
    facilitator: Table
    supervisor: Table
    cluster: Table
    school: Table
    teacher: Table
    tie: Table


class Luck(NamedTuple):
    """The draws of all lanes: per kind, shape (draws, months x things x lanes)."""

    facilitator: Table
    school: Table
    teacher: Table
    tie: Table


class Size(NamedTuple):
    """How many things there are, and which belongs to which."""

    facilitators: int
    supervisors: int
    clusters: int
    schools: int
    teachers: int
    ties: int
    cluster_of: NDArray[np.int64]
    school_of: NDArray[np.int64]
    tie_a: NDArray[np.int64]
    tie_b: NDArray[np.int64]


class Out(NamedTuple):
    """What is recorded: outcome sums, shape (outcomes, months x clusters x lanes), and the ledger,
    shape (items, months x lanes)."""

    value: Table
    weight: Table
    ledger: Table


class _Fresh(NamedTuple):
    district: NDArray[np.int64]
    facilitator: NDArray[np.int64]
    supervisor: NDArray[np.int64]
    cluster: NDArray[np.int64]
    school: NDArray[np.int64]
    teacher: NDArray[np.int64]
    tie: NDArray[np.int64]


for _kind in things.KINDS:
    globals()[f"{_kind}_row"] = row_of(_kind, things.names(_kind))
for _kind in chance.LUCK:
    globals()[f"luck_{_kind}_row"] = row_of(f"luck_{_kind}", chance.names(_kind))
n_row = row_of("n", tuple(book()))
policy_row = row_of("policy", tuple(levers.all_settings()))


def _rule_modules() -> list[ModuleType]:
    files = ["arithmetic", *rules.FILES]
    named = [f"kkgsim.rules.{name}" for name in files] + [f"kkgsim.levers.{name}" for name in levers.FILES]
    return [importlib.import_module(name) for name in (*named, "kkgsim.outcomes", "kkgsim.ledger")]


@cache
def _make_rules_compilable() -> None:
    """Let compiled code call every rule; plain Python keeps calling them as they are."""
    for module in _rule_modules():
        for function in vars(module).values():
            if inspect.isfunction(function) and function.__module__ == module.__name__:
                register_jitable(error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True)(function)


@cache
def source_hash() -> str:
    """A hash of everything the kernel is compiled from: the name under which compiled code is kept."""
    digest = hashlib.sha256(f"{kkgsim.__version__} {numba.__version__} {np.__version__} {sys.version}".encode())
    for module in (*_rule_modules(), sys.modules[row_of.__module__], sys.modules[__name__]):
        digest.update(Path(str(module.__file__)).read_bytes())
    columns = [(kind, things.names(kind)) for kind in things.KINDS]
    digest.update(repr((columns, chance.LUCK, tuple(book()), tuple(levers.all_settings()))).encode())
    return digest.hexdigest()[:16]


ROOM = 8 * 2**20
"""Bytes that a compiled kernel may need on disk."""


def cache_folder() -> Path:
    """Where compiled code is kept: ``KKGSIM_CACHE``, else the user's cache folder; where that cannot be written or is
    full, a folder of this process."""
    asked = os.environ.get("KKGSIM_CACHE")
    home = Path(asked) if asked else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kkgsim"
    folder = home / source_hash()
    if folder in _unusable:
        return _own_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not any(folder.rglob("*.nbc")):
            with tempfile.TemporaryFile(dir=folder) as trial:
                trial.write(bytes(ROOM))
        return folder
    except OSError:
        _unusable.add(folder)
        return _own_folder()


_unusable: set[Path] = set()


@cache
def _own_folder() -> Path:
    """A folder for this process alone, removed when it ends."""
    folder = tempfile.mkdtemp(prefix="kkgsim-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


@cache
def _kernel(order: tuple[Step, ...]) -> Callable[..., None]:
    """The compiled-on-demand kernel for an order of the month."""
    from kkgsim.kernel import source

    _make_rules_compilable()
    text = source(order)
    name = f"kkgsim_kernel_{hashlib.sha256(text.encode()).hexdigest()[:12]}"
    path = cache_folder() / f"{name}.py"
    if not path.exists():
        partial = path.with_suffix(f".{os.getpid()}")
        partial.write_text(text, encoding="utf-8")
        partial.replace(path)
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"cannot load the kernel from {path}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    kernel: Callable[..., None] = module.play
    return kernel


def compiled_before() -> bool:
    """Whether a kernel of this version is already compiled in the cache, so that a run starts at once."""
    return any(cache_folder().rglob("*.nbc"))


def fresh_columns(kind: str) -> tuple[str, ...]:
    """The attributes that begin each month at zero."""
    return things.names(kind, "condition", "tally")


@cache
def _fresh() -> _Fresh:
    def ranks(kind: str) -> NDArray[np.int64]:
        names = things.names(kind)
        return np.array([names.index(name) for name in fresh_columns(kind)], dtype=np.int64)

    return _Fresh(*(ranks(kind) for kind in things.KINDS))


def ready(order: tuple[Step, ...] = ORDER) -> None:
    """Compile the kernel, or fetch it from the cache; a damaged cache is thrown away and made again."""
    try:
        _play_nothing(order)
    except Exception:  # whatever a truncated or foreign file in the cache makes numba raise
        folder = cache_folder()
        shutil.rmtree(folder, ignore_errors=True)
        _kernel.cache_clear()
        if folder.exists():
            _unusable.add(folder)
        _play_nothing(order)


def _play_nothing(order: tuple[Step, ...]) -> None:
    """Play no months of no lanes."""
    none = np.zeros((1, 0))
    tables = Tables(*(np.zeros((len(things.names(kind)), 0)) for kind in things.KINDS))
    index = np.zeros(0, dtype=np.int64)
    size = Size(0, 0, 0, 0, 0, 0, index, index, index, index)
    luck = Luck(none, none, none, none)
    play(tables, luck, size, none, none, Out(none, none, none), 0, 0, order=order)


def play(
    tables: Tables,
    luck: Luck,
    size: Size,
    numbers: Table,
    policy: Table,
    out: Out,
    months: int,
    lanes: int,
    *,
    order: tuple[Step, ...] = ORDER,
) -> None:
    """Play ``months`` months of ``lanes`` runs, changing ``tables`` and adding to ``out``.

    ``numbers`` has shape (numbers, lanes); ``policy`` (settings, months x lanes).
    """
    arrays: tuple[Any, ...] = (tables, luck, size, numbers, policy, out)
    _kernel(order)(*arrays, _fresh(), months, lanes)
