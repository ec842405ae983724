"""The tables of a result as one workbook for Excel: a sheet a table, headers and words in the language that is spoken,
units beside them, numbers as numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kkgsim.execution.column_words import NO, TABLES, WORDS, YES, codes_of
from kkgsim.execution.data_dictionary import Entry, entries
from kkgsim.i18n import tr, unit
from kkgsim.io.table_layout import OF_THE_OUTCOME, OF_THE_ROW, declared
from kkgsim.io.workbook import MOST_ROWS, Column, Sheet, workbook

if TYPE_CHECKING:
    import pandas as pd

FILE = "results.xlsx"
FORMS = {"share": "0.0%", "Rp": "#,##0", "Rp a year": "#,##0", "0-1": "0.000", "SD": "0.000", "degrees": "0.0000"}
"""How Excel shows a number of a unit; its own language puts the comma and the point."""
PLAIN = "#,##0.###"


def result_workbook(tables: Mapping[str, pd.DataFrame]) -> bytes:
    """Tables (of a :class:`kkgsim.io.table_layout.Layout`) as the bytes of a workbook, the dictionary in front.

    A table with more rows than a sheet has is named in the dictionary and left to its CSV file.
    """
    listed = entries(tables)
    fitting = {name: table for name, table in tables.items() if len(table) <= MOST_ROWS}
    about = [_about(listed, set(tables) - set(fitting))]
    return workbook([*about, *(_sheet(name, table, listed) for name, table in fitting.items())])


def _about(listed: list[Entry], left_out: set[str]) -> Sheet:
    columns = [Column(str(WORDS[name])) for name in ("table", "column", "meaning", "unit", "key")]
    rows = [
        (_title(table), _header(words, ""), tr("table_too_long") if table in left_out else column, str(units),
         str(YES) if key else "")
        for table, column, key, units, words in listed
    ]  # fmt: skip
    named = [columns[0], columns[1], Column(tr("column_in_csv")), *columns[3:]]
    return Sheet(tr("dictionary"), named, rows)


def _title(table: str) -> str:
    return str(TABLES.get(table, table))


def _header(words: Any, units: str) -> str:
    said = str(words)
    title = said[:1].upper() + said[1:]
    return f"{title} ({units})" if units else title


def _sheet(name: str, table: pd.DataFrame, listed: list[Entry]) -> Sheet:
    units = declared(table)["units"]
    columns, cells = [], []
    for _, column, _, said, words in (entry for entry in listed if entry[0] == name):
        declared_unit = units.get(column, "")
        inside = "" if declared_unit in ("", OF_THE_ROW, OF_THE_OUTCOME) else str(said)
        numeric = table[column].dtype.kind in "iuf" and declared_unit != ""
        columns.append(Column(_header(words, inside), FORMS.get(declared_unit, PLAIN) if numeric else ""))
        cells.append([_cell(column, value) for value in table[column].tolist()])
    return Sheet(_title(name), columns, list(zip(*cells, strict=True)))


def _cell(column: str, value: Any) -> Any:
    """A value as a reader sees it: codes in words, units in words, yes and no."""
    if isinstance(value, bool):
        return str(YES if value else NO)
    if isinstance(value, str):
        if column == "unit":
            return str(unit(value))
        return str(codes_of(column).get(value, value))
    return value
