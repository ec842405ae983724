"""Workbooks (.xlsx) that Excel adds up in any language: numbers are numbers, texts are never formulas."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

MOST_ROWS = 1_048_575
"""Rows that a sheet has room for, below its header."""
CREATED = datetime(2000, 1, 1)
"""What every workbook says of its day, so that the same tables give the same bytes."""
LONGEST_NAME = 31
WIDEST = 60


@dataclass(frozen=True)
class Column:
    """A column of a sheet: its header, a number format of Excel ("" for texts), examples or words allowed below it."""

    title: str
    form: str = ""
    note: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, its columns, its rows (text, number, yes or no, or None for nothing)."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]
    filtered: bool = True
    empty_rows: int = field(default=0)
    """Rows below the last for which the choices of the columns hold, too."""


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """Sheets as the bytes of an .xlsx file."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": CREATED})
        formats = {"": book.add_format(), "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top"})}
        for sheet in sheets:
            page = book.add_worksheet(sheet.name[:LONGEST_NAME])
            for i, column in enumerate(sheet.columns):
                if column.form not in formats:
                    formats[column.form] = book.add_format({"num_format": column.form})
                page.write_string(0, i, column.title, formats["head"])
                page.set_column(i, i, _width(sheet, i), formats[column.form])
                _helped(page, sheet, i)
            for number, row in enumerate(sheet.rows, 1):
                for i, value in enumerate(row):
                    _write(page, number, i, value, formats[sheet.columns[i].form])
            page.freeze_panes(1, 0)
            if sheet.filtered and sheet.rows:
                page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    return out.getvalue()


def _write(page: Any, row: int, column: int, value: Any, form: Any) -> None:
    """One cell: a number as one, a text as a text, whatever it looks like; what is not known stays empty."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return
    if isinstance(value, int | float) and not isinstance(value, bool):
        page.write_number(row, column, value, form)
    else:
        page.write_string(row, column, str(value), form)


def _helped(page: Any, sheet: Sheet, i: int) -> None:
    """The note on a header, and the words that may stand below it."""
    column = sheet.columns[i]
    if column.note:
        page.write_comment(0, i, column.note, {"x_scale": 2.5, "y_scale": 1.5})
    if column.choices:
        last = len(sheet.rows) + sheet.empty_rows
        page.data_validation(1, i, last, i, {"validate": "list", "source": list(column.choices)})


def _width(sheet: Sheet, i: int) -> int:
    """Characters that the widest of the first rows takes; a title may run over three lines."""
    title = max(len(sheet.columns[i].title) // 3, *(len(word) for word in sheet.columns[i].title.split(" ")), 6)
    said = [len(str(row[i])) for row in sheet.rows[:200] if i < len(row) and isinstance(row[i], str)]
    return min(WIDEST, max(title + 2, *said, 9) + 1) if said else max(title + 2, 10)
