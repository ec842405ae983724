"""What varies in a study, and how its points are laid: the part of a study file below ``[design]`` and ``[[vary]]``."""

from __future__ import annotations

import csv
import io
import math
from pathlib import Path
from typing import Any

from kkgsim.errors import Problem, nearest, reason
from kkgsim.labels import Label
from kkgsim.levers import all_settings
from kkgsim.locale import refusal, unit
from kkgsim.numbers import book
from kkgsim.scenario import Scenario
from kkgsim.scenario_words import Mistakes, plain, shown
from kkgsim.sweep.study import METHODS, Design, Factor, Kind
from kkgsim.toml_tables import Range, Table

KEYS = {
    "grid": ("method",), "latin_hypercube": ("method", "samples", "seed"), "sobol": ("method", "samples", "seed"),
    "points": ("method", "file"),
}  # fmt: skip
"""The keys of a design, by its method."""
VARY = ("setting", "number", "low", "high", "values", "steps")
ANYTHING = Range(-math.inf, math.inf)
SAMPLES = Range(1, 1_000_000)
LARGEST = 64 * 2**20
"""Bytes of a list of points."""


def items(table: Table, name: str, example: str) -> Table | None:
    """A list read as a table whose keys are ranks from 0; None where it is missing, empty or no list."""
    if name not in table.data:
        table.missing(name, example)
        return None
    found = table.data[name]
    if not isinstance(found, list) or not found:
        table.mistakes.add("no_list", (*table.path, name), given=shown(found), allowed=example)
        return None
    ranked: Any = dict(enumerate(found))
    return Table(ranked, (*table.path, name), table.mistakes)


def asked_design(top: Table, base: Path) -> tuple[Design, int, tuple[str, ...]] | None:
    """The design, how many points it has (1 of a grid), and the columns of listed points; None for a mistake."""
    table = top.table("design", '{ method = "grid" }')
    method = None if table is None else table.choice("method", "no_method", METHODS)
    if table is None or method is None:
        return None
    table.only(KEYS[method])
    if method == "grid":
        return Design("grid"), 1, ()
    if method == "points":
        return _listed(table, base)
    samples, seed = table.whole("samples", SAMPLES), table.whole("seed", Range(0, 2**32 - 1), default=1)
    if method == "sobol" and samples is not None and samples & (samples - 1):
        below = 1 << (samples.bit_length() - 1)
        near = below if samples - below <= 2 * below - samples else 2 * below
        table.mistakes.add("no_power", (*table.path, "samples"), given=str(samples), allowed=str(near))
        return None
    if samples is None or seed is None:
        return None
    return Design("sobol" if method == "sobol" else "latin_hypercube", samples, seed), samples, ()


def asked_factors(
    top: Table, scenario: Scenario | None, design: tuple[Design, int, tuple[str, ...]] | None
) -> list[Factor | None]:
    """What varies; None for each one with a mistake."""
    laid = top.data.get("design")
    if isinstance(laid, dict) and laid.get("method") == "points":
        for each in top.tables("vary"):
            each.mistakes.add("vary_listed", each.path)
        if design is None:
            return []
        listed = [_column(name, rank, design[0]) for rank, name in enumerate(design[2])]
        for each_listed in listed:
            _may_vary(top.mistakes, ("design", "file"), each_listed.name)
            _check(top, ("design", "file"), each_listed, scenario)
        return list(listed)
    if not top.data.get("vary"):
        top.missing("vary", "[[vary]]")
    factors: list[Factor | None] = []
    for each in top.tables("vary"):
        factor = _factor(each, None if design is None else design[0].method)
        if factor is not None and factor.name in [other.name for other in factors if other]:
            each.mistakes.add("vary_again", each.path, given=factor.name)
        if factor is not None:
            _check(top, each.path, factor, scenario)
        factors.append(factor)
    return factors


def _factor(table: Table, method: str | None) -> Factor | None:
    """One ``[[vary]]``."""
    table.only(VARY)
    if ("setting" in table.data) == ("number" in table.data):
        table.mistakes.add("vary_what", table.path)
        return None
    is_setting = "setting" in table.data
    known = all_settings() if is_setting else book()
    word = "no_setting" if is_setting else "no_assumed"
    kind: Kind = "setting" if is_setting else "number"
    name: str | None = table.text(kind)
    if name not in known:
        allowed = refusal("settings_known" if is_setting else "numbers", count=len(known))
        if name:
            table.mistakes.add(word, (*table.path, kind), given=shown(name), allowed=allowed, names=known)
        name = None
    elif name and not is_setting:
        _may_vary(table.mistakes, table.path, name)
    values, low, high = _range_given(table, ANYTHING if name is None else range_of(name), method)
    if name is None or low is None or high is None:
        return None
    return Factor(name, kind, low, high, values)


def _range_given(
    table: Table, allowed: Range, method: str | None
) -> tuple[tuple[float, ...], float | None, float | None]:
    """The values of a ``[[vary]]`` (none of a range) and its ends, which are None for a mistake."""
    if "values" in table.data:
        for odd in ("low", "high", "steps"):
            if odd in table.data:
                table.mistakes.add("values_alone", (*table.path, odd))
        values = _values(table, allowed)
        return values, min(values, default=None), max(values, default=None)
    low, high = table.number("low", allowed), table.number("high", allowed)
    steps = table.whole("steps", Range(2, 10_000)) if method == "grid" else None
    if method != "grid" and "steps" in table.data:
        table.mistakes.add("steps_grid", (*table.path, "steps"))
    if low is None or high is None or (method == "grid" and steps is None):
        return (), None, None
    if low >= high:
        table.mistakes.add("low_not_below", (*table.path, "low"), given=plain(low), allowed=f"< {plain(high)}")
        return (), None, None
    values = tuple(low + (high - low) * step / (steps - 1) for step in range(steps)) if steps else ()
    return values, low, high


def _values(table: Table, allowed: Range) -> tuple[float, ...]:
    """Listed values; none where one of them is wrong."""
    each = items(table, "values", "[0, 1]")
    found = [each.number(rank, allowed) for rank in each.data] if each else []
    sound = [value for value in found if value is not None]
    return tuple(sound) if len(sound) == len(found) else ()


def range_of(name: str) -> Range:
    """What a setting or number may be."""
    if name in all_settings():
        setting = all_settings()[name]
        return Range(setting.low, setting.high, unit(setting.unit), zero=True)
    number = book()[name]
    return Range(number.low, number.high, unit(number.unit))


def _may_vary(mistakes: Mistakes, path: tuple[str | int, ...], name: str) -> None:
    """Note a number that is the same in all runs of a place."""
    if name in book() and book()[name].used != "run":
        mistakes.add("made_before" if book()[name].used == "place" else "vary_roster", path, given=name)


def _check(top: Table, path: tuple[str | int, ...], factor: Factor, scenario: Scenario | None) -> None:
    """Note a setting that the scenario itself changes on the way."""
    if factor.kind == "setting" and scenario is not None:
        short = factor.name.removeprefix(f"{factor.lever}_")
        for phase in scenario.policy:
            if phase.lever == factor.lever and any(short in change.settings for change in phase.changes):
                top.mistakes.add("vary_changes", path, given=factor.name)


def _column(name: str, rank: int, design: Design) -> Factor:
    """A factor whose values stand in a list of points."""
    values = [point[rank] for point in design.listed]
    return Factor(name, "setting" if name in all_settings() else "number", min(values), max(values))


def _listed(table: Table, base: Path) -> tuple[Design, int, tuple[str, ...]] | None:
    """The points in a CSV file beside the study."""
    name = table.text("file")
    if not name.strip():
        return None
    path, before = base / name, len(table.mistakes.found)
    try:
        if path.stat().st_size > LARGEST:
            table.mistakes.add("too_big", (*table.path, "file"), allowed=refusal("size", most=LARGEST // 1024))
            return None
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    except (OSError, ValueError, csv.Error) as error:
        table.mistakes.add("unreadable", (*table.path, "file"), given=shown(name), reason=reason(error))
        return None
    header = tuple(cell.strip() for cell in rows[0]) if rows else ()
    points = _points(str(path), header, rows[1:], table.mistakes)
    if len(table.mistakes.found) > before:
        return None
    return Design("points", len(points), listed=tuple(points)), len(points), header


def _points(where: str, header: tuple[str, ...], rows: list[list[str]], mistakes: Mistakes) -> list[tuple[float, ...]]:
    """The rows of a list of points; every wrong cell is noted with its line and column."""
    known = [*all_settings(), *book()]

    def note(word: str, line: int, column: int, given: str, allowed: str | Label = "", near: str = "") -> None:
        key = header[column - 1] if 0 < column <= len(header) and line > 1 else ""
        mistakes.found.append(Problem(where, refusal(word), line, key, shown(given), allowed, near, column))

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
    try:
        return float(cell)
    except ValueError:
        return math.nan


def _lies_in(cell: str, allowed: Range) -> bool:
    return allowed.holds(_read(cell))
