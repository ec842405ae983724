"""Which columns each table of the engine has, and the tables themselves.

Tables are columns: shape (columns, cells), where the cells of a kind of thing are things x lanes and a lane is one run.
Everything here follows from the declarations, so that a new attribute, outcome or cost item is declared once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kkgsim.model import entities, levers, random_streams, reaching
from kkgsim.model.arrays import Array
from kkgsim.model.costs import PURSES, items
from kkgsim.model.outcomes import GROUPED, GROUPED_WEIGHTS, OUTCOMES, WEIGHTS
from kkgsim.model.registry import PARAMETERS

LANES = 8
"""Runs that are worked out at once, side by side: their numbers fill a line of a processor's cache. Any other number
gives the same results."""
COUNTS = {kind: {"calendar": "12", "district": "1"}.get(kind, f"{kind}s") for kind in entities.KINDS}
"""How many things there are of each kind, as the kernel names it."""
INDEXES = tuple(f"{kind}_{parent}" for kind, parents in entities.PARENTS.items() for parent in parents)
"""The arrays that say which thing belongs to which."""
RECORDED: dict[str, tuple[str, ...]] = {
    "value": tuple(OUTCOMES),
    "weight": tuple(f"w{rank}" for rank in range(len(WEIGHTS))),
    "group_value": tuple(f"{outcome}_{group}" for outcome, group in GROUPED),
    "group_weight": tuple(f"w{rank}_{group}" for rank, group in GROUPED_WEIGHTS),
    "ledger": tuple(items()),
    "purses": tuple(f"{purse.name}_{flow}" for purse in PURSES for flow in purse.flows),
}
"""The tables of results and their columns."""
KEY = ("seed", "seed_above", "place", "replicate", "stream")
"""The words from which all luck of a lane is made."""
TOTALS: dict[str, tuple[str, ...]] = {
    "total_value": RECORDED["value"],
    "total_weight": RECORDED["weight"],
}
"""The tables of sums of those that are recorded cluster by cluster, over all clusters, and their columns."""
PER_CLUSTER = ("value", "weight")
"""Tables of results that are kept cluster by cluster; the others are sums over the place."""


@cache
def columns() -> Mapping[str, tuple[str, ...]]:
    """The columns of every table that a rule or the kernel reads or writes by name."""
    return {
        **{kind: entities.names(kind) for kind in entities.KINDS},
        **{f"luck_{kind}": random_streams.names(kind) for kind in random_streams.LUCK},
        **{f"start_{kind}": tuple(drawn) for kind, drawn in random_streams.START.items()},
        "keys": KEY,
        "n": tuple(PARAMETERS),
        "policy": tuple(levers.all_settings()),
        "aims": reaching.columns_for(levers.NAMES, reaching.AIM),
        "lists": ("listed",),
        "gates": reaching.columns_for(levers.NAMES, reaching.GATE),
        "reach": reaching.columns_for(levers.NAMES, reaching.REACH),
        **RECORDED,
        **TOTALS,
    }


def _named(name: str, doc: str, fields: Iterable[tuple[str, Any]]) -> Any:
    """A named tuple class of this module, which compiled code can take apart."""
    made = NamedTuple(name, list(fields))  # type: ignore[misc]
    made.__doc__, made.__module__ = doc, __name__
    return made


if TYPE_CHECKING:
    State: TypeAlias = Any
    Size: TypeAlias = Any
else:
    State = _named(
        "State", "The state of all lanes: per kind, shape (attributes, things x lanes).",
        ((kind, Array) for kind in entities.KINDS),
    )  # fmt: skip
    Size = _named(
        "Size", "Which thing belongs to which, how many things there are, the calendar month (0-11) of the start, how "
        "many months and lanes.",
        (
            *((index, NDArray[np.int32]) for index in INDEXES),
            *((count, int) for count in COUNTS.values() if not count.isdigit()),
            ("first_month", int), ("months", int), ("lanes", int),
        ),
    )  # fmt: skip


def size(
    counts: Mapping[str, int], parents: Mapping[str, NDArray[np.int64]], first_month: int, months: int, lanes: int
) -> Size:
    """How many things a place has, the calendar month (1-12) in which a run begins, how many months and lanes."""
    named = {COUNTS[kind]: count for kind, count in counts.items() if not COUNTS[kind].isdigit()}
    belongs = {name: np.ascontiguousarray(parents[name], dtype=np.int32) for name in INDEXES}
    return Size(**belongs, **named, first_month=first_month - 1, months=months, lanes=lanes)
