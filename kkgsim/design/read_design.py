"""The design of a study, below ``[design]`` of its file, and the list of points that it may lead to."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping
from typing import NamedTuple

from kkgsim.config.issues import IssueCollector, shown
from kkgsim.config.readers import SOMETHING, Range, choice, optional, text, whole
from kkgsim.config.scan import KeyPath
from kkgsim.config.shape import Further, Reader, Shape, Table, Values
from kkgsim.design.ranges import range_of
from kkgsim.design.read_way import columns
from kkgsim.design.study import METHODS, TARGETS, Design
from kkgsim.errors import Issue, nearest, reason
from kkgsim.i18n import Text, refusal
from kkgsim.io.user_files import Unreadable, read_text
from kkgsim.model.levers import all_settings
from kkgsim.model.registry import PARAMETERS
from kkgsim.scenario import indonesian
from kkgsim.scenario.indonesian import KEYS
from kkgsim.scenario.limits import LIMITS

LARGEST = 64 * 2**20
"""Bytes of a list of points."""


class Laid(NamedTuple):
    """A design as far as it is read, and what its listed points are points of, as said ``at`` some key."""

    method: str | None
    design: Design | None = None
    columns: tuple[str, ...] = ()
    at: KeyPath = ()

    @property
    def points(self) -> int:
        """How many points it has (1 of a grid, or of one with mistakes)."""
        return (self.design and self.design.samples) or 1


def _file(table: Table, key: str, values: Values) -> tuple[tuple[str, ...], tuple[tuple[float, ...], ...]] | None:
    """The columns and the points of a CSV file beside the study."""
    name = text(table, key, values)
    if not name.strip():
        return None
    path, before = values["base"] / name, len(table.issues.entries)
    try:
        rows = list(csv.reader(io.StringIO(read_text(path, LARGEST))))
    except Unreadable as error:
        table.issues.entries.append(error.problem(path))
        return None
    except csv.Error as error:
        table.issues.add("unreadable", table.at(key), given=shown(name), reason=reason(error))
        return None
    titles = tuple(cell.strip() for cell in rows[0]) if rows else ()
    header = tuple(indonesian.settings().canonical(title) or columns().canonical(title) or title for title in titles)
    points = _points(str(path), header, rows[1:], table.issues)
    return None if len(table.issues.entries) > before else (header, tuple(points))


def _points(
    where: str, header: tuple[str, ...], rows: list[list[str]], issues: IssueCollector
) -> list[tuple[float, ...]]:
    """The rows of a list of points; every wrong cell is noted with its line and column."""
    known = {**all_settings(), **PARAMETERS, **columns().names}

    def note(word: str, line: int, column: int, given: str, allowed: str | Text = "", near: str = "") -> None:
        key = header[column - 1] if 0 < column <= len(header) and line > 1 else ""
        issues.entries.append(Issue(where, refusal(word), line, key, shown(given), allowed, near, column))

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
            if name in known and not (_lies_in(cell, range_of(name)) and _is_whole(cell, name)):
                note("no_value", line, column, cell, range_of(name).words())
        points.append(tuple(_read(cell) for cell in row))
    return points


def _read(cell: str) -> float:
    """A number in a cell; not a number where it is none, or written as something that a computer makes nothing of."""
    try:
        value = float(cell)
    except ValueError:
        return math.nan
    return math.nan if value == 0.0 and SOMETHING.match(cell.strip()) else value


def _is_whole(cell: str, name: str) -> bool:
    """Whether a number of clusters, or the month of a start, is a whole one."""
    way, value = columns().names.get(name), _read(cell)
    counts = way == "start" or (way in TARGETS and value >= 1.0)
    return not counts or cell.strip().isdigit()


def _lies_in(cell: str, allowed: Range) -> bool:
    return allowed.holds(_read(cell))


def _power_of_two(table: Table, key: str, values: Values) -> int | None:
    """The samples of a Sobol' sequence."""
    samples: int | None = _SAMPLES(table, key, values)
    if samples is None or not samples & (samples - 1):
        return samples
    below = 1 << (samples.bit_length() - 1)
    near = below if samples - below <= 2 * below - samples else 2 * below
    table.issues.add("no_power", table.at(key), given=str(samples), allowed=str(near))
    return None


_SAMPLES = whole(Range(1, 1_000_000))
_SEED = optional(whole(Range(*LIMITS["seed"])), 1)
BY_METHOD: Mapping[str, Mapping[str, Reader]] = {
    "grid": {},
    "latin_hypercube": {"samples": _SAMPLES, "seed": _SEED},
    "sobol": {"samples": _power_of_two, "seed": _SEED},
    "points": {"file": _file},
}
"""The keys of a design besides its method, by that."""


def _by_method(table: Table, values: Values) -> Further:
    known = BY_METHOD.get(values["method"])
    if known is None:
        known = dict.fromkeys((key for keys in BY_METHOD.values() for key in keys), lambda table, key, values: None)
    return known, KEYS, ""


def _design(table: Table, values: Values) -> Laid:
    method = next((method for method in METHODS if method == values["method"]), None)
    if method is None or any(values[key] is None for key in BY_METHOD[method]):
        return Laid(method)
    if method == "points":
        columns, points = values["file"]
        return Laid(method, Design(method, len(points), listed=points), columns, table.at("file"))
    return Laid(method, Design(method, values["samples"], values["seed"]) if BY_METHOD[method] else Design(method))


DESIGN = Shape({"method": choice("no_method", indonesian.values(*METHODS))}, KEYS, _design, (), _by_method)
