"""The points of a study that stand in a CSV file beside it."""

from __future__ import annotations

import csv
import io
import math
from pathlib import Path

from kkgsim.config.issues import IssueCollector, shown
from kkgsim.config.table import SOMETHING, Range, Table
from kkgsim.design.ranges import range_of
from kkgsim.design.study import Design, Factor
from kkgsim.errors import Issue, nearest, reason
from kkgsim.i18n import Text, refusal
from kkgsim.io.user_files import Unreadable, read_text
from kkgsim.model.levers import all_settings
from kkgsim.model.registry import PARAMETERS

LARGEST = 64 * 2**20
"""Bytes of a list of points."""


def column(name: str, rank: int, design: Design) -> Factor:
    """A factor whose values stand in a list of points."""
    values = [point[rank] for point in design.listed]
    return Factor(name, "setting" if name in all_settings() else "number", min(values), max(values))


def read_points(table: Table, base: Path) -> tuple[Design, int, tuple[str, ...]] | None:
    """The points in a CSV file beside the study."""
    name = table.text("file")
    if not name.strip():
        return None
    path, before = base / name, len(table.mistakes.found)
    try:
        rows = list(csv.reader(io.StringIO(read_text(path, LARGEST))))
    except Unreadable as error:
        table.mistakes.found.append(error.problem(path))
        return None
    except csv.Error as error:
        table.mistakes.add("unreadable", (*table.path, "file"), given=shown(name), reason=reason(error))
        return None
    header = tuple(cell.strip() for cell in rows[0]) if rows else ()
    points = _points(str(path), header, rows[1:], table.mistakes)
    if len(table.mistakes.found) > before:
        return None
    return Design("points", len(points), listed=tuple(points)), len(points), header


def _points(
    where: str, header: tuple[str, ...], rows: list[list[str]], mistakes: IssueCollector
) -> list[tuple[float, ...]]:
    """The rows of a list of points; every wrong cell is noted with its line and column."""
    known = {**all_settings(), **PARAMETERS}

    def note(word: str, line: int, column: int, given: str, allowed: str | Text = "", near: str = "") -> None:
        key = header[column - 1] if 0 < column <= len(header) and line > 1 else ""
        mistakes.found.append(Issue(where, refusal(word), line, key, shown(given), allowed, near, column))

    for rank, name in enumerate(header, 1):
        if name not in known:
            note("no_factor", 1, rank, name, near=nearest(name, known))
        elif name in header[: rank - 1]:
            note("vary_again", 1, rank, name)
    if not header or not rows:
        note("no_points", 1, 1, "")
    points = []
    for line, row in enumerate(rows, 2):
        if not row:
            continue
        if len(row) != len(header):
            note("cells", line, min(len(row), len(header)), str(len(row)), str(len(header)))
            continue
        for column, (name, cell) in enumerate(zip(header, row, strict=True), 1):
            if name in known and not _lies_in(cell, range_of(name)):
                note("no_value", line, column, cell, Table({}, (), mistakes).says(range_of(name)))
        points.append(tuple(_read(cell) for cell in row))
    return points


def _read(cell: str) -> float:
    """A number in a cell; not a number where it is none, or written as something that a computer makes nothing of."""
    try:
        value = float(cell)
    except ValueError:
        return math.nan
    return math.nan if value == 0.0 and SOMETHING.match(cell.strip()) else value


def _lies_in(cell: str, allowed: Range) -> bool:
    return allowed.holds(_read(cell))
