"""The functions that every machine has of its own, and what the tables hold."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any

from kkgsim.engine.columns import columns
from kkgsim.engine.printing.form import Operator, Type

_N, _W = Type.NUMBER, Type.WORD
KEYS = "keys"
"""The table of the keys of each lane's luck."""
_INTRINSICS: Mapping[tuple[str, str], tuple[Operator | None, tuple[Type, ...], Type]] = {
    ("builtins", "min"): ("min", (_N, _N), _N),
    ("builtins", "max"): ("max", (_N, _N), _N),
    ("builtins", "abs"): ("abs", (_N,), _N),
    ("builtins", "float"): (None, (_N,), _N),
    ("math", "floor"): ("floor", (_N,), _N),
    ("math", "sqrt"): ("sqrt", (_N,), _N),
    ("kkgsim.model.threefry", "add32"): ("add", (_W, _W), _W),
    ("kkgsim.model.threefry", "rotate32"): ("rotate", (_W, _W), _W),
}


def intrinsic(target: Any) -> tuple[Operator | None, tuple[Type, ...], Type] | None:
    """The operator that a function is, with what it takes and gives; None where it is a function like any other."""
    return _INTRINSICS.get((getattr(target, "__module__", ""), getattr(target, "__name__", "")))


def columns_of(kind: str) -> tuple[str, ...]:
    """The columns of a kind of table."""
    return columns()[kind]


def type_of(kind: str) -> Type:
    """What the columns of a kind of table hold: luck is kept as words, and becomes a number where a rule reads it."""
    return Type.WORD if kind.startswith((KEYS, "luck_", "start_")) else Type.NUMBER


def words_taken(rule: Callable[..., Any]) -> frozenset[int]:
    """Which arguments of a function are declared to be words: whole numbers, where rules take numbers."""
    parameters = inspect.signature(rule).parameters.values()
    return frozenset(rank for rank, one in enumerate(parameters) if one.annotation in ("int", "Word", int))
