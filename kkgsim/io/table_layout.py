"""Layouts of result tables: key and units of the columns, declared once and enforced."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kkgsim.errors import KKGError

if TYPE_CHECKING:
    import pandas as pd

OF_THE_ROW = "of the row"
"""Instead of a unit: the row's column ``unit`` says it."""
OF_THE_OUTCOME = "of the outcome"
"""Instead of a unit: that of the outcome which the row names."""


class NotTidy(KKGError):
    """A table that differs from its declaration; grouping, joining or counting its rows would mislead."""


@dataclass(frozen=True)
class Layout:
    """A kind of table: the columns of its ``key``, which together are different in every row, and the unit of every
    column in order; "" for names, words, ranks, and yes or no."""

    key: tuple[str, ...]
    units: Mapping[str, str]

    def __post_init__(self) -> None:
        if not self.key or not set(self.key) <= set(self.units):
            raise NotTidy(f"the key {self.key} is not among the columns {list(self.units)}")

    def table(self, rows: pd.DataFrame | Iterable[Mapping[str, Any]]) -> pd.DataFrame:
        """Rows as a table of this kind, which knows its key and units (``attrs``).

        Raises :class:`NotTidy` for other columns than declared and for a key that is not there or not unique.
        """
        import pandas as pd

        table = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(list(rows))
        if table.empty:
            table = pd.DataFrame(columns=list(self.units))
        if list(table.columns) != list(self.units):
            odd = sorted(set(table.columns) ^ set(self.units)) or "their order"
            raise NotTidy(f"the columns are not the declared ones: {odd}")
        keys = table[list(self.key)]
        if (keys.isna() | (keys == "")).any(axis=None):
            raise NotTidy(f"rows without a key of {self.key}")
        if keys.duplicated().any():
            raise NotTidy(f"rows that have one key of {self.key}: {keys[keys.duplicated()].iloc[0].tolist()}")
        table.attrs = self.declaration()
        return table

    def declaration(self) -> dict[str, Any]:
        """Key, columns and units, as they stand in the provenance."""
        units = {name: unit for name, unit in self.units.items() if unit}
        return {"key": list(self.key), "columns": list(self.units), "units": units}


def declared(table: pd.DataFrame) -> dict[str, Any]:
    """What was declared of a table. Raises :class:`NotTidy` for one that no :class:`Layout` made."""
    if not {"key", "columns", "units"} <= set(table.attrs):
        raise NotTidy(f"a table of {list(table.columns)} without a layout")
    return {str(name): said for name, said in table.attrs.items()}


def measured(what: str, unit: str) -> dict[str, str]:
    """The three columns of a band (mean, low and high) with their unit."""
    return {f"{what}_{name}": unit for name in ("mean", "low", "high")}


def named(*columns: str) -> dict[str, str]:
    """Columns without a unit."""
    return dict.fromkeys(columns, "")
