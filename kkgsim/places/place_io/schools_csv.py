"""``schools.csv`` of a place read and checked, every mistake with its row and column."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from kkgsim.config.issues import printable
from kkgsim.errors import InputError, Issue, nearest
from kkgsim.i18n import Text, refusal
from kkgsim.i18n.escaping import unguarded
from kkgsim.places.geo.provinces import INDONESIA
from kkgsim.places.importer import cells
from kkgsim.places.importer.tables import read_table
from kkgsim.places.place import School

Reader = Callable[[str], Any]


class InvalidCell(ValueError):
    """A cell that is not what its column allows."""

    def __init__(self, allowed: str | Text):
        super().__init__(allowed)
        self.allowed = allowed


def _text(text: str) -> str:
    return unguarded(text)


def _needed(text: str) -> str:
    if not text.strip():
        raise InvalidCell(refusal("needed"))
    return unguarded(text)


def _one_of(*words: str) -> Reader:
    def read(text: str) -> str:
        if text not in words:
            names = ", ".join(filter(None, words))
            raise InvalidCell(refusal("or_empty", names=names) if "" in words else names)
        return text

    return read


def _code(text: str) -> str:
    code = cells.six_digits(text) if text else ""
    if code is None:
        raise InvalidCell(refusal("code"))
    return code


def _between(low: float, high: float, whole: bool = False) -> Reader:
    """A number in a range, decimal point or comma, or None when the cell is empty."""
    allowed = refusal("whole_or_empty" if whole else "number_or_empty", low=f"{low:g}", high=f"{high:g}")

    def read(text: str) -> float | int | None:
        if not text.strip():
            return None
        value = cells.number(text, exponent=True)  # 1e-05 is how Python writes a very small one
        if value is None or not low <= value <= high or (whole and not value.is_integer()):
            raise InvalidCell(allowed)
        return int(value) if whole else value

    return read


def _flag(text: str) -> bool:
    value = cells.true_or_false(text)
    if value is None:
        raise InvalidCell(refusal("true_or_false"))
    return value


READERS: Mapping[str, Reader] = {
    "npsn": _needed, "name": _needed, "level": _one_of("SD", "MI"), "status": _one_of("negeri", "swasta", ""),
    "village": _text, "subdistrict": _needed, "district": _text, "province": _text, "code": _code,
    "lat": _between(INDONESIA.south, INDONESIA.north), "lon": _between(INDONESIA.west, INDONESIA.east),
    "teachers": _between(0, cells.MOST_TEACHERS, whole=True),
    "pupils": _between(0, cells.MOST_PUPILS, whole=True),
    "cluster": _needed, "cluster_source": _one_of("listed", "proxy"), "core": _flag,
    "distance_km": _between(0, 1000), "distance_source": _one_of("coordinates", "listed", "imputed"),
    "travel_minutes": _between(0, 10_000),
}  # fmt: skip
"""How each column of ``schools.csv`` is read; the words of a refusal say what is allowed."""


def read_schools(path: Path, problems: list[Issue]) -> list[School]:
    """The schools of ``schools.csv``; mistakes are added to ``problems``."""
    try:
        table = read_table(path)
    except InputError as error:
        problems.extend(error.issues)
        return []
    titles = [title.strip().lower() for title in table.headers]
    names = [field.name for field in fields(School)]
    wrong = [
        *(
            Issue(str(path), refusal("unknown_column"), 1, t, nearest=nearest(t, names))
            for t in titles
            if t not in names
        ),
        *(Issue(str(path), refusal("missing_column"), 1, n) for n in names if n not in titles),
        *(Issue(str(path), refusal("column_twice"), 1, t) for t in sorted({t for t in titles if titles.count(t) > 1})),
    ]
    problems.extend(wrong)
    if wrong:
        return []
    for row, line in table.rows:
        if any(cell.strip() for cell in line[len(titles) :]):
            problems.append(
                Issue(str(path), refusal("more_cells"), row, given=str(len(line)), allowed=str(len(titles)))
            )
    schools = [(row, _school(path, row, dict(zip(titles, line, strict=False)), problems)) for row, line in table.rows]
    if not schools:
        problems.append(Issue(str(path), refusal("no_schools")))
    read = [(row, school) for row, school in schools if school is not None]
    _check_together(path, read, problems)
    return [school for _, school in read]


def _school(path: Path, row: int, line: Mapping[str, str], problems: list[Issue]) -> School | None:
    """One row as a school, or None after adding its mistakes."""
    values: dict[str, Any] = {}
    before = len(problems)
    for name, reader in READERS.items():
        given = line.get(name, "").strip()
        try:
            values[name] = reader(given)
        except InvalidCell as error:
            problems.append(Issue(str(path), refusal("not_allowed"), row, name, printable(given), error.allowed))
    for name in ("distance_km", "travel_minutes"):
        if name in values and values[name] is None:
            problems.append(Issue(str(path), refusal("needed"), row, name, allowed=refusal("number")))
    if "lat" in values and "lon" in values and (values["lat"] is None) != (values["lon"] is None):
        problems.append(Issue(str(path), refusal("one_coordinate"), row, "lat, lon"))
    return School(**values) if len(problems) == before else None


def _check_together(path: Path, schools: list[tuple[int, School]], problems: list[Issue]) -> None:
    """What no single row shows: an NPSN twice, a cluster without its one core school."""
    seen: dict[str, int] = {}
    cores: dict[str, list[int]] = {}
    for row, school in schools:
        if school.npsn in seen:
            what = refusal("npsn_again", row=seen[school.npsn])
            problems.append(Issue(str(path), what, row, "npsn", printable(school.npsn)))
        seen.setdefault(school.npsn, row)
        cores.setdefault(school.cluster, []).extend([row] if school.core else [])
    for cluster, rows in cores.items():
        if len(rows) != 1 and not problems:
            what = refusal("two_cores" if rows else "no_core")
            name = printable(cluster)
            given = refusal("cores_given", cluster=name, rows=", ".join(map(str, rows))) if rows else name
            problems.append(Issue(str(path), what, rows[-1] if rows else None, "core", given))
