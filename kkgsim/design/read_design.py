"""The design of a study and all that varies in it: the part of a study file below ``[design]`` and ``[[vary]]``."""

from __future__ import annotations

import csv
import io
import math
from pathlib import Path
from typing import Any

from kkgsim.config.numbers import SOMETHING, Range
from kkgsim.config.table import IssueCollector, Table, Vocabulary, shown
from kkgsim.design.ranges import may_vary, range_of
from kkgsim.design.read_factor import KEYS as BULK
from kkgsim.design.read_factor import MANY, ONE, RANGE, WORDS, asks_many, read_factor, read_factor_group
from kkgsim.design.study import METHODS, Design, Factor
from kkgsim.errors import Issue, nearest, reason
from kkgsim.i18n import Text, refusal
from kkgsim.io.user_files import Unreadable, read_text
from kkgsim.model.levers import all_settings
from kkgsim.model.registry import PARAMETERS
from kkgsim.scenario import indonesian
from kkgsim.scenario.scenario import Scenario

KEYS = {
    "grid": ("method",), "latin_hypercube": ("method", "samples", "seed"), "sobol": ("method", "samples", "seed"),
    "points": ("method", "file"),
}  # fmt: skip
"""The keys of a design, by its method."""
SAMPLES = Range(1, 1_000_000)


def items(table: Table, name: str, example: str) -> Table | None:
    """A list read as a table whose keys are ranks from 0; None where it is missing, empty or no list."""
    if name not in table.data:
        table.missing(name, example)
        return None
    values = table.data[name]
    if not isinstance(values, list) or not values:
        table.issues.add("no_list", table.at(name), given=shown(values), allowed=example)
        return None
    ranked: Any = dict(enumerate(values))
    return Table(ranked, table.at(name), table.issues)


def read_design(top: Table, base: Path) -> tuple[Design, int, tuple[str, ...]] | None:
    """The design, how many points it has (1 of a grid), and the columns of listed points; None for a mistake."""
    table = top.table("design", '{ method = "grid" }')
    table = None if table is None else table.translated(indonesian.keys(*KEYS["sobol"], *KEYS["points"]))
    method = None if table is None else table.choice("method", "no_method", indonesian.values(*METHODS))
    if table is None or method is None:
        return None
    table.only(KEYS[method])
    if method == "grid":
        return Design("grid"), 1, ()
    if method == "points":
        return read_points(table, base)
    samples, seed = table.whole("samples", SAMPLES), table.whole("seed", Range(0, 2**32 - 1), default=1)
    if method == "sobol" and samples is not None and samples & (samples - 1):
        below = 1 << (samples.bit_length() - 1)
        near = below if samples - below <= 2 * below - samples else 2 * below
        table.issues.add("no_power", table.at("samples"), given=str(samples), allowed=str(near))
        return None
    if samples is None or seed is None:
        return None
    return Design("sobol" if method == "sobol" else "latin_hypercube", samples, seed), samples, ()


def tables_of_factors(top: Table) -> list[Table]:
    """The ``[[vary]]`` of a study."""
    keys = indonesian.keys_of_factors(*ONE, *MANY, *RANGE, *WORDS, *BULK)
    return [table.translated(keys) for table in top.tables("vary")]


def read_factors(
    top: Table, tables: list[Table], scenario: Scenario | None, design: tuple[Design, int, tuple[str, ...]] | None
) -> list[Factor | None]:
    """What varies; None for each factor with a mistake. A factor that is asked for alone varies as is said there, also
    where it is asked for among many."""
    if _says_points(top):
        return _listed_factors(top, tables, scenario, design)
    if not top.data.get("vary"):
        top.missing("vary", "[[vary]]")
    alone = _alone(tables)
    method = None if design is None else design[0].method
    factors: list[Factor | None] = []
    names: set[str] = set()
    for table in tables:
        for factor in _varied(table, scenario, method, alone):
            if factor is not None and factor.name in names:
                table.issues.add("vary_again", table.path, given=factor.name)
            names |= {factor.name} if factor is not None else set()
            if factor is not None:
                _check(top, table.path, factor, scenario)
            factors.append(factor)
    _not_both(top, [factor for factor in factors if factor])
    return factors


def _says_points(top: Table) -> bool:
    """Whether the points are listed, also where there is something wrong with the list."""
    design = top.data.get("design")
    given = (design.get("method"), design.get(indonesian.KEYS["method"])) if isinstance(design, dict) else ()
    return "points" in (indonesian.values("points").canonical(method) for method in given)


def _alone(tables: list[Table]) -> set[str]:
    """The names that are asked for alone."""
    names = {"setting": indonesian.settings(), "number": Vocabulary(PARAMETERS), "lever": indonesian.levers()}
    given = (names[kind].canonical(table.data.get(kind)) for table in tables for kind in ONE)
    return {name for name in given if name is not None}


def _varied(table: Table, scenario: Scenario | None, method: str | None, alone: set[str]) -> list[Factor | None]:
    """The factors of one ``[[vary]]``."""
    if sum(key in table.data for key in (*ONE, *MANY)) != 1:
        table.only((*ONE, *MANY, *RANGE, *WORDS, *BULK))
        table.issues.add("vary_what", table.path, allowed=", ".join((*ONE, *MANY)))
        return [None]
    if not asks_many(table):
        return [read_factor(table, scenario, method)]
    if method == "grid" and "levers" not in table.data:
        table.issues.add("many_grid", table.path)
        return [None]
    return [factor for factor in read_factor_group(table, scenario) if factor.name not in alone]


def _listed_factors(
    top: Table, tables: list[Table], scenario: Scenario | None, design: tuple[Design, int, tuple[str, ...]] | None
) -> list[Factor | None]:
    """The factors of a list of points."""
    for table in tables:
        table.issues.add("vary_listed", table.path)
    factors = [] if design is None else [column(name, rank, design[0]) for rank, name in enumerate(design[2])]
    table = Table(top.data.get("design", {}), top.at("design"), top.issues).translated(indonesian.keys("file"))
    for factor in factors:
        may_vary(top.issues, table.at("file"), factor.name)
        _check(top, table.at("file"), factor, scenario)
    return list(factors)


def _check(top: Table, path: tuple[str | int, ...], factor: Factor, scenario: Scenario | None) -> None:
    """Note a setting that the scenario itself changes on the way."""
    if factor.kind == "setting" and scenario is not None:
        short = factor.name.removeprefix(f"{factor.lever}_")
        for phase in scenario.policy:
            if phase.lever == factor.lever and any(short in change.settings for change in phase.changes):
                top.issues.add("vary_changes", path, given=factor.name)


def _not_both(top: Table, factors: list[Factor]) -> None:
    """Note a lever that varies as a whole and in its settings, too, and a group named like a factor outside it."""
    alone = {factor.name for factor in factors if not factor.group}
    for group in sorted({factor.group for factor in factors} & alone):
        top.issues.add("vary_group", top.at("vary"), given=group)
    whole = {factor.name for factor in factors if factor.kind == "lever"}
    for factor in factors:
        if factor.kind == "setting" and factor.lever in whole:
            top.issues.add("vary_both", top.at("vary"), given=factor.name, allowed=factor.lever)


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
    path, before = base / name, len(table.issues.entries)
    try:
        rows = list(csv.reader(io.StringIO(read_text(path, LARGEST))))
    except Unreadable as error:
        table.issues.entries.append(error.problem(path))
        return None
    except csv.Error as error:
        table.issues.add("unreadable", table.at("file"), given=shown(name), reason=reason(error))
        return None
    titles = tuple(cell.strip() for cell in rows[0]) if rows else ()
    header = tuple(indonesian.settings().canonical(title) or title for title in titles)
    points = _points(str(path), header, rows[1:], table.issues)
    if len(table.issues.entries) > before:
        return None
    return Design("points", len(points), listed=tuple(points)), len(points), header


def _points(
    where: str, header: tuple[str, ...], rows: list[list[str]], issues: IssueCollector
) -> list[tuple[float, ...]]:
    """The rows of a list of points; every wrong cell is noted with its line and column."""
    known = {**all_settings(), **PARAMETERS}

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
            if name in known and not _lies_in(cell, range_of(name)):
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


def _lies_in(cell: str, allowed: Range) -> bool:
    return allowed.holds(_read(cell))
