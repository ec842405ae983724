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

from kkgsim.model import entities, levers, random_streams
from kkgsim.model.costs import PURSES, items
from kkgsim.model.outcomes import GROUPED, GROUPED_WEIGHTS, OUTCOMES, WEIGHTS
from kkgsim.model.registry import PARAMETERS

Table = NDArray[np.float64]

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
PER_CLUSTER = ("value", "weight")
"""Tables of results that are kept cluster by cluster; the others are sums over the place."""


@cache
def columns() -> Mapping[str, tuple[str, ...]]:
    """The columns of every table that a rule or the kernel reads or writes by name."""
    return {
        **{kind: entities.names(kind) for kind in entities.KINDS},
        **{f"luck_{kind}": random_streams.names(kind) for kind in random_streams.LUCK},
        **{f"start_{kind}": tuple(drawn) for kind, drawn in random_streams.START.items()},
        "n": tuple(PARAMETERS),
        "policy": tuple(levers.all_settings()),
        **RECORDED,
    }


def _named(name: str, doc: str, fields: Iterable[tuple[str, Any]]) -> Any:
    """A named tuple class of this module, which compiled code can take apart."""
    made = NamedTuple(name, list(fields))  # type: ignore[misc]
    made.__doc__, made.__module__ = doc, __name__
    return made


if TYPE_CHECKING:
    State: TypeAlias = Any
    Draws: TypeAlias = Any
    StartDraws: TypeAlias = Any
    Size: TypeAlias = Any
    Fresh: TypeAlias = Any
    Out: TypeAlias = Any
else:
    State = _named(
        "State", "The state of all lanes: per kind, shape (attributes, things x lanes).",
        ((kind, Table) for kind in entities.KINDS),
    )  # fmt: skip
    Draws = _named(
        "Draws", "The draws of all lanes: per kind, shape (draws, months x things x lanes).",
        ((kind, Table) for kind in random_streams.LUCK),
    )  # fmt: skip
    StartDraws = _named(
        "StartDraws", "The draws of the start of all lanes: per kind, shape (draws, things x lanes).",
        ((kind, Table) for kind in random_streams.START),
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
                   ((kind, NDArray[np.int64]) for kind in entities.KINDS))  # fmt: skip
    Out = _named("Out", "The tables of results, shape (columns, months x lanes), or (columns, months x clusters x "
                 "lanes) for those of PER_CLUSTER.", ((name, Table) for name in RECORDED))  # fmt: skip


def room(months: int, clusters: int, lanes: int) -> Out:
    """Tables of results for some lanes, all zero."""
    places = {name: clusters if name in PER_CLUSTER else 1 for name in RECORDED}
    return Out(*(np.zeros((len(names), months * places[name] * lanes)) for name, names in RECORDED.items()))


def size(counts: Mapping[str, int], parents: Mapping[str, NDArray[np.int64]], first_month: int) -> Size:
    """How many things a place has, and the calendar month (1-12) in which a run begins."""
    named = {COUNTS[kind]: count for kind, count in counts.items() if not COUNTS[kind].isdigit()}
    return Size(**named, **parents, first_month=first_month - 1)


@cache
def fresh() -> Fresh:
    """The columns that begin each month at zero, per kind of thing."""

    def ranks(kind: str) -> NDArray[np.int64]:
        names = entities.names(kind)
        return np.array([names.index(name) for name in entities.names(kind, "condition", "tally")], dtype=np.int64)

    return Fresh(*(ranks(kind) for kind in entities.KINDS))
