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
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numba
import numpy as np
from numba.extending import overload, register_jitable
from numpy.typing import NDArray

import kkgsim
from kkgsim import chance, levers, rules, things
from kkgsim.kernel import COUNTS as COUNTS
from kkgsim.kernel import INDEXES
from kkgsim.ledger import PURSES, items
from kkgsim.month import ORDER, Step
from kkgsim.numbers import book
from kkgsim.outcomes import GROUPED, GROUPED_WEIGHTS, OUTCOMES, WEIGHTS
from kkgsim.parts import in_parts
from kkgsim.rows import row_of
from kkgsim.rules.arithmetic import whole

Table = NDArray[np.float64]


def _named(name: str, doc: str, fields: Iterable[tuple[str, Any]]) -> Any:
    """A named tuple class of this module, which compiled code can take apart."""
    made = NamedTuple(name, list(fields))  # type: ignore[misc]
    made.__doc__, made.__module__ = doc, __name__
    return made


if TYPE_CHECKING:
    Tables: TypeAlias = Any
    Luck: TypeAlias = Any
    Size: TypeAlias = Any
    Fresh: TypeAlias = Any
else:  # made from the declarations, so that a new kind of thing is declared once
    Tables = _named(
        "Tables", "The state of all lanes: per kind, shape (attributes, things x lanes).",
        ((kind, Table) for kind in things.KINDS),
    )  # fmt: skip
    Luck = _named(
        "Luck", "The draws of all lanes: per kind, shape (draws, months x things x lanes).",
        ((kind, Table) for kind in chance.LUCK),
    )  # fmt: skip
    Size = _named(
        "Size", "How many things there are, which belongs to which, and the calendar month (0-11) of the start.",
        (
            *((count, int) for count in COUNTS.values() if not count.isdigit()),
            *((index, NDArray[np.int64]) for index in INDEXES),
            ("first_month", int),
        ),
    )  # fmt: skip
    Fresh = _named("Fresh", "Per kind, the columns that begin each month at zero.",
                    ((kind, NDArray[np.int64]) for kind in things.KINDS))  # fmt: skip


class Out(NamedTuple):
    """What is recorded: outcome sums, shape (outcomes, months x clusters x lanes); those of groups of people, shape
    (grouped outcomes, months x lanes); the ledger, shape (items, months x lanes); and the purses, shape (taken in and
    left of each, months x lanes)."""

    value: Table
    weight: Table
    group_value: Table
    group_weight: Table
    ledger: Table
    purses: Table

    @classmethod
    def empty(cls, months: int, clusters: int, lanes: int) -> Out:
        """Room for a batch."""
        cells = months * lanes
        return cls(
            np.zeros((len(OUTCOMES), clusters * cells)), np.zeros((len(WEIGHTS), clusters * cells)),
            np.zeros((len(GROUPED), cells)), np.zeros((len(GROUPED_WEIGHTS), cells)),
            np.zeros((len(items()), cells)), np.zeros((2 * len(PURSES), cells)),
        )  # fmt: skip


for _kind in things.KINDS:
    globals()[f"{_kind}_row"] = row_of(_kind, things.names(_kind))
for _kind in chance.LUCK:
    globals()[f"luck_{_kind}_row"] = row_of(f"luck_{_kind}", chance.names(_kind))
n_row = row_of("n", tuple(book()))
policy_row = row_of("policy", tuple(levers.all_settings()))
value_row = row_of("value", tuple(OUTCOMES))
weight_row = row_of("weight", tuple(f"w{rank}" for rank in range(len(WEIGHTS))))
group_value_row = row_of("group_value", tuple(f"{outcome}_{group}" for outcome, group in GROUPED))
group_weight_row = row_of("group_weight", tuple(f"w{rank}_{group}" for rank, group in GROUPED_WEIGHTS))
ledger_row = row_of("ledger", tuple(items()))
purses_row = row_of("purses", tuple(f"{purse.name}_{what}" for purse in PURSES for what in purse.flows))


COMPILED = {"error_model": "numpy", "no_cpython_wrapper": True, "no_cfunc_wrapper": True, "forceinline": True}
"""How rules are compiled: inlined into the loops, so that LLVM can vectorise them."""


def _rule_modules() -> list[ModuleType]:
    files = ["arithmetic", *rules.FILES]
    named = [f"kkgsim.rules.{name}" for name in files] + [f"kkgsim.levers.{name}" for name in levers.FILES]
    return [importlib.import_module(name) for name in (*named, "kkgsim.observing", "kkgsim.ledger")]


@cache
def _make_rules_compilable() -> None:
    """Let compiled code call every rule; plain Python keeps calling them as they are."""
    for module in _rule_modules():
        for function in vars(module).values():
            mine = inspect.isfunction(function) and function.__module__ == module.__name__
            if mine and function is not whole:
                register_jitable(**COMPILED)(function)
    overload(whole, jit_options=COMPILED)(_whole)


def _whole(x):  # type: ignore[no-untyped-def]  # numba compares names, not hints
    """Rounding down in compiled code: one instruction, where ``math.floor`` would go through an integer."""
    return lambda x: np.floor(x)


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
def _fresh() -> Fresh:
    def ranks(kind: str) -> NDArray[np.int64]:
        names = things.names(kind)
        return np.array([names.index(name) for name in fresh_columns(kind)], dtype=np.int64)

    return Fresh(*(ranks(kind) for kind in things.KINDS))


def ready(order: tuple[Step, ...] = ORDER) -> None:
    """Compile the kernel, or fetch it from the cache; a damaged cache is thrown away and made again."""
    try:
        with in_parts(_names_of_parts(order)):
            _play_nothing(order)
    except Exception:  # whatever a truncated or foreign file in the cache makes numba raise
        folder = cache_folder()
        shutil.rmtree(folder, ignore_errors=True)
        _kernel.cache_clear()
        if folder.exists():
            _unusable.add(folder)
        _play_nothing(order)


def _names_of_parts(order: tuple[Step, ...]) -> frozenset[str]:
    """The names of all functions that only the kernel calls."""
    rules_ = {name for module in _rule_modules() for name, found in vars(module).items() if inspect.isfunction(found)}
    return frozenset({*rules_, *(name for name in vars(sys.modules[_kernel(order).__module__]) if name != "play")})


def _play_nothing(order: tuple[Step, ...]) -> None:
    """Play no months of no lanes."""
    none, index = np.zeros((1, 0)), np.zeros(0, dtype=np.int64)
    tables = Tables(*(np.zeros((len(things.names(kind)), 0)) for kind in things.KINDS))
    counts = [count for count in COUNTS.values() if not count.isdigit()]
    size = Size(*(0 for _ in counts), *(index for _ in INDEXES), 0)
    luck = Luck(*(none for _ in chance.LUCK))
    play(tables, luck, size, none, none, none, Out(*(none for _ in Out._fields)), 0, 0, order=order)


def play(
    tables: Tables,
    luck: Luck,
    size: Size,
    numbers: Table,
    policy: Table,
    paid: Table,
    out: Out,
    months: int,
    lanes: int,
    *,
    order: tuple[Step, ...] = ORDER,
) -> None:
    """Play ``months`` months of ``lanes`` runs, changing ``tables`` and adding to ``out``.

    ``numbers`` has shape (numbers, lanes); ``policy``, the settings as they bite, and ``paid``, as they are paid for,
    have shape (settings, months x lanes).
    """
    for table in (*tables, *luck, numbers, policy, paid, *out):
        if not table.flags.c_contiguous:  # rows are found by arithmetic on addresses
            raise ValueError(f"a table of shape {table.shape} is not laid out row by row")
    arrays: tuple[Any, ...] = (tables, luck, size, numbers, policy, paid, out)
    _kernel(order)(*arrays, _fresh(), months, lanes)
