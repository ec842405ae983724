"""The data dictionary that lies with every result: each table's columns, their units and what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kkgsim.execution.column_words import words_of
from kkgsim.i18n import Text, unit
from kkgsim.i18n.escaping import csv_text
from kkgsim.io.table_layout import OF_THE_OUTCOME, OF_THE_ROW, declared

if TYPE_CHECKING:
    import pandas as pd

FILE = "dictionary.csv"
HEADER = ("table", "column", "key", "unit_en", "unit_id", "meaning_en", "meaning_id")
Entry = tuple[str, str, bool, Text, Text]
"""Table, column, whether it is part of the key, unit, meaning."""
_UNITS = {
    OF_THE_ROW: Text("of the column “unit”", "lihat kolom “unit”"),
    OF_THE_OUTCOME: Text("of the outcome", "satuan hasilnya"),
    "Rp a year per step": Text("Rp a year per step", "Rp setahun per langkah"),
    "degrees": Text("degrees", "derajat"),
}


def entries(tables: Mapping[str, pd.DataFrame]) -> list[Entry]:
    """Every column of every table, in order."""
    listed: list[Entry] = []
    for name, table in tables.items():
        about = declared(table)
        for column in about["columns"]:
            said = about["units"].get(column, "")
            words = _UNITS.get(said) or (unit(said) if said else Text("", ""))
            listed.append((name, column, column in about["key"], words, words_of(column) or _plain(column)))
    return listed


def as_csv(tables: Mapping[str, pd.DataFrame]) -> str:
    """The dictionary as CSV text, in both languages."""
    rows = ((table, column, "yes" if key else "", units.en, units.id, words.en, words.id)
            for table, column, key, units, words in entries(tables))  # fmt: skip
    return csv_text(HEADER, rows)


def _plain(column: str) -> Text:
    """A name that says itself what it is."""
    words = column.replace("_", " ")
    return Text(words, words)
