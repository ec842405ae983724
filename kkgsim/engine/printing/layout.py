"""What a world is made of: the tables that loops read and write, how many things there are and which belongs to which.

A table has the shape (columns, cells), row by row; a cell is one thing, in one month where ``per_month``, in one lane,
lanes innermost. Every printer and whoever lays out memory for the printed text reads it here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kkgsim.engine.columns import COUNTS, INDEXES, PER_CLUSTER, RECORDED, TOTALS, columns
from kkgsim.engine.printing.form import Type
from kkgsim.engine.printing.intrinsics import KEYS, type_of
from kkgsim.model import entities
from kkgsim.model.random_streams import LUCK, START
from kkgsim.model.schedule import Step


@dataclass(frozen=True)
class Table:
    """A table of a world: its columns are those of ``kind``, its cells one for each thing of kind ``of``, if any."""

    name: str
    kind: str
    of: str = ""
    per_month: bool = False

    @property
    def type(self) -> Type:
        """What its columns hold."""
        return type_of(self.kind)

    @property
    def columns(self) -> tuple[str, ...]:
        """Its columns, in order."""
        return columns()[self.kind]


POLICY_OF = ("district", "cluster")
"""The kinds of things for which the policy of a month is worked out: what reaches them of it."""
TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        *(Table(kind, kind, kind) for kind in entities.KINDS),
        *(Table(f"luck_{kind}", f"luck_{kind}", kind) for kind in LUCK),
        *(Table(f"start_{kind}", f"start_{kind}", kind) for kind in START),
        Table(KEYS, KEYS),
        Table("parameters", "n"),
        Table("effective", "policy", per_month=True),
        Table("committed", "policy", per_month=True),
        Table("aims", "aims", per_month=True),
        Table("lists", "lists", "cluster"),
        Table("gates", "gates", "district"),
        Table("reach", "reach", "cluster"),
        *(Table(f"{of}_{policy}", "policy", of) for of in POLICY_OF for policy in ("effective", "committed")),
        *(Table(name, name, "cluster" if name in PER_CLUSTER else "", True) for name in (*RECORDED, *TOTALS)),
    )
}
"""The tables of a world, in order."""
NUMBERS = (*(name for name in COUNTS.values() if not name.isdigit()), "first_month", "months", "lanes")
"""The whole numbers of a world, in order: how many things of each kind, the calendar month (0-11) of the start, months
and lanes."""


def parents() -> Mapping[str, tuple[str, str]]:
    """The arrays of indexes, in order: for every thing of one kind which of another it belongs to."""
    return {f"{kind}_{name}": (kind, parent) for kind, its in entities.PARENTS.items() for name, parent in its.items()}


def layout(order: tuple[Step, ...]) -> dict[str, Any]:
    """The layout as plain data for JSON.

    A world in C is a structure of pointers to the ``tables`` (f64, u32), then to the ``indexes`` (int32), then the
    ``numbers`` (int32), all in this order; in JavaScript an object with typed arrays and numbers of these names.
    ``things`` says which number counts the things of a kind. It is the same for every order of the month.
    """
    assert tuple(parents()) == INDEXES
    return {
        "tables": [
            {"name": table.name, "type": table.type.value, "of": table.of, "per_month": table.per_month,
             "columns": list(table.columns)}
            for table in TABLES.values()
        ],
        "indexes": [{"name": name, "of": kind, "to": parent} for name, (kind, parent) in parents().items()],
        "numbers": list(NUMBERS),
        "things": {kind: int(count) if count.isdigit() else count for kind, count in COUNTS.items()},
    }  # fmt: skip
