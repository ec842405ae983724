"""What a person lays out for the eye made plain for a program: titles, section rows, merged cells, totals.

Every row of a table becomes a school's row or is set aside as none; what a row inherits from above it stands in its
``context``, with how it came there, and is read only where its own cell is empty.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kkgsim.i18n import Text
from kkgsim.places.importer import cells, names
from kkgsim.places.importer.headers import Columns
from kkgsim.places.importer.levels import level_of
from kkgsim.places.importer.table import Detail, Table

INHERITED = ("gugus", "subdistrict", "district", "province", "village")
"""Fields that a list may write once over the schools that share them."""
MERGED, ABOVE, SECTION, TITLE, SHEET = "from_merged", "from_above", "from_section", "from_title", "from_sheet"
"""How a value came to a row: the kinds of note that say so."""
_SECTION = re.compile(
    r"^\W*(?P<kind>gugus|kkg|kelompok kerja guru|kecamatan|kec|kabupaten|kab|kota|provinsi|prov)\b\s*[.:\-]?\s*"
    r"(?P<name>\S.*)$",
    re.I,
)
_FIELDS = {"gugus": "gugus", "kkg": "gugus", "kelompok kerja guru": "gugus", "kecamatan": "subdistrict",
           "kec": "subdistrict", "provinsi": "province", "prov": "province"}  # fmt: skip
_TOTAL = re.compile(r"^\W*(jumlah|jml|total|sub\s?-?total|grand total|rata|rerata|rekap|average|sum)\b", re.I)
_NPSN = re.compile(r"['=\"\s]*(?=[\w.,+]*\d{3})[A-Za-z]{0,4}[0-9][0-9\s]*([.,][0-9]*)?(e\+?[0-9]+)?['\"\s]*", re.I)
_AFTER_NAME = re.compile(r"[\s,.(]+(tahun|thn|th|t\.?a\.?|semester|periode|per)\b.*$", re.I)
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_FIRM_BLANK = re.compile("(?<!\u00c2)[\u00a0\u2007\u202f]")
"""Blanks that do not break; behind that letter one is a broken character, which :mod:`.names` mends."""
_NO_NAME = re.compile(r"(sheet|lembar|data|tabel|table|worksheet)\W*\d*$", re.I)
MOST_SAID = 3
"""Words of a row that is no school's that the note about it repeats."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a school: its number, its cells, and by field what it inherits and how."""

    number: int | str
    cells: list[str]
    context: dict[str, tuple[str, str]] = field(default_factory=dict)


@dataclass
class _Seen:
    """What was met on the way down a table."""

    skipped: list[tuple[int | str, str]] = field(default_factory=list)
    repeated: int = 0
    sections: int = 0
    cleaned: int = 0


def school_rows(table: Table, columns: Columns, *, several: bool = False) -> tuple[list[Row], list[Detail]]:
    """The rows of a table that are schools', and what is to be said about the others.

    ``several`` says that the table is one sheet of several, whose name then stands before the numbers of its rows.
    """
    seen = _Seen()
    above = _from_titles(table, several)
    current: dict[str, tuple[str, str]] = {}
    rows: list[Row] = []
    for number, given in table.rows:
        line = _plain(given, seen)
        label = f"{table.sheet}!{number}" if several else number
        if not rows and _numbers_columns(line):
            continue
        if _repeats_header(line, columns):
            seen.repeated += 1
        elif _is_school(line, columns):
            merged = {f: (text, MERGED) for f, c in _inherited(columns) if (text := table.covered.get((number, c)))}
            rows.append(Row(label, line, {**above, **current, **merged}))
        elif section := _section(line):
            seen.sections += 1
            current = {k: v for k, v in current.items() if "subdistrict" not in section or k != "gugus"} | section
        else:
            words = [cell for cell in line if cell and not cells.is_number(cell)][:MOST_SAID]
            seen.skipped.append((label, ", ".join(words) or ", ".join(filter(None, line))[:40]))
    _fill_down(rows, columns)
    return rows, [*_about(seen), *_titles_said(above, rows, columns)]


def _plain(given: Sequence[str], seen: _Seen) -> list[str]:
    """Cells without signs that nobody sees and blanks that do not break, counted."""
    if all(cell.isascii() for cell in given):
        return [cell.strip() if cell[:1].isspace() or cell[-1:].isspace() else cell for cell in given]
    line = [_INVISIBLE.sub("", _FIRM_BLANK.sub(" ", cell)).strip(" \t\r\n") for cell in given]
    seen.cleaned += any(_INVISIBLE.search(cell) or _FIRM_BLANK.search(cell) for cell in given)
    return line


def _first(line: Sequence[str], columns: Columns, name: str) -> str:
    return next((line[c] for c in columns.at.get(name, ()) if c < len(line) and line[c]), "")


def _is_school(line: Sequence[str], columns: Columns) -> bool:
    """Whether a row is meant as a school's: it has an NPSN, or a name that is no total's and stands not alone."""
    npsn, name = _first(line, columns, "npsn"), _first(line, columns, "name")
    if name and _TOTAL.match(name) and len(re.sub(r"\D", "", npsn)) < 8:
        return False
    if _NPSN.fullmatch(npsn):
        return True
    if not name:
        return bool(npsn) and _full(line) and not _TOTAL.match(npsn) and _SECTION.match(npsn) is None
    return sum(map(bool, line)) > 2 or (bool(level_of(name)) and _SECTION.match(name) is None)


def _full(line: Sequence[str]) -> bool:
    """Whether more than half of a row's cells say something."""
    return 2 * sum(map(bool, line)) > len(line) > 2


def _numbers_columns(line: Sequence[str]) -> bool:
    """Whether a row below the header counts the columns: (1) (2) (3)."""
    said = [cell.strip("() .") for cell in line if cell]
    if len(said) < 3 or not re.fullmatch("[0-9]{1,2}", said[0]):
        return False
    return said == [str(int(said[0]) + i) for i in range(len(said))]


def _repeats_header(line: Sequence[str], columns: Columns) -> bool:
    """Whether a row is the header again, as on every page of a print."""
    pairs = zip(line, columns.titles, strict=False)
    if _NPSN.fullmatch(_first(line, columns, "npsn")):
        return False
    same = sum(bool(cell) and names.key(cell) == names.key(title) for cell, title in pairs)
    return same >= 3 and 2 * same > sum(map(bool, line))


def _section(line: Sequence[str]) -> dict[str, tuple[str, str]]:
    """What a row between the schools says of those below it, by field."""
    said = [cell for cell in line if cell and not cells.is_number(cell)]
    if not said or len(set(said)) > 3:
        return {}
    context: dict[str, tuple[str, str]] = {}
    for text in dict.fromkeys(said):
        found = _SECTION.match(text)
        if found is None:
            continue
        kind = found["kind"].lower()
        used = _AFTER_NAME.sub("", found["name"]).strip()
        if kind in ("kecamatan", "kec") and (both := re.search(r"\b(gugus|kkg)\b.*", used, re.I)):
            context["gugus"] = (names.titled(both[0]), SECTION)
            used = used[: both.start()].rstrip(" ,-/")
        name = _FIELDS.get(kind, "district")
        whole = name == "gugus" or name == "district"
        context[name] = (names.titled(text.strip()) if whole else names.titled(used), SECTION)
    return context


def _from_titles(table: Table, several: bool) -> dict[str, tuple[str, str]]:
    """What the lines above the header, and the name of a sheet among several, say of all rows."""
    context: dict[str, tuple[str, str]] = {}
    sheet = names.clean(table.sheet)[0]
    if several and (named := _section([sheet])):
        context |= {name: (value, SHEET) for name, (value, _) in named.items()}
    elif several and re.search(r"[^\W\d_]{3}", sheet) and not _NO_NAME.match(sheet):
        context["subdistrict"] = (names.subdistrict_name(sheet), SHEET)
    for line in table.titles:
        plain = names.clean(line)[0]
        area = names.area_of(re.sub(r"\s*:\s*", " ", plain).replace("KECAMATAN", "Kecamatan"))
        parts = {"subdistrict": area.subdistrict, "district": area.district, "province": area.province}
        said = {name: names.titled(_AFTER_NAME.sub("", value)) for name, value in parts.items() if value}
        if (begun := _section([plain])).get("gugus"):
            said["gugus"] = begun["gugus"][0]
        context |= {name: (value, TITLE) for name, value in said.items()}
    return context


def _inherited(columns: Columns) -> list[tuple[str, int]]:
    return [(name, c) for name in INHERITED for c in columns.at.get(name, ())]


def _fill_down(rows: Sequence[Row], columns: Columns) -> None:
    """A value that is written once and left empty below it stands for the rows below, as merged cells do once a
    workbook is saved as text: no two rows in a row repeat it, and there are at least as many empty cells as written."""
    for name, column in _inherited(columns):
        own = [row.cells[column] if column < len(row.cells) else "" for row in rows]
        written = sum(map(bool, own))
        if not own or not own[0] or len(own) - written < max(written, 2):
            continue
        if any(here and here == below for here, below in pairwise(own)):
            continue
        value, area = "", ""
        for row, cell in zip(rows, own, strict=True):
            here = _value(row, columns, "subdistrict") if name == "gugus" else ""
            value = cell or (value if here in ("", area) else "")
            area = here or area
            if not cell and value and row.context.get(name, ("", ""))[1] in ("", TITLE, SHEET):
                row.context[name] = (value, ABOVE)


def _value(row: Row, columns: Columns, name: str) -> str:
    """What a row says of a field, itself or by what it inherits."""
    return _first(row.cells, columns, name) or row.context.get(name, ("", ""))[0]


def _about(seen: _Seen) -> list[Detail]:
    about: list[Detail] = []
    if seen.cleaned:
        about.append(("invisible", {"count": seen.cleaned}))
    if seen.repeated:
        about.append(("header_again", {"count": seen.repeated}))
    if seen.sections:
        about.append(("section_rows", {"count": seen.sections}))
    if seen.skipped:
        rows = "; ".join(f"{number} ({words})" if words else str(number) for number, words in seen.skipped)
        about.append(("not_schools", {"rows": rows}))
    return about


FIELD_WORDS = {
    "npsn": Text("NPSN", "NPSN"), "name": Text("name of the school", "nama sekolah"),
    "gugus": Text("gugus", "gugus"), "subdistrict": Text("kecamatan", "kecamatan"),
    "district": Text("kabupaten or kota", "kabupaten/kota"), "province": Text("province", "provinsi"),
    "village": Text("village", "desa/kelurahan"), "level": Text("level", "jenjang"), "status": Text("status", "status"),
}  # fmt: skip
"""What fields are called in notes."""


def _titles_said(above: dict[str, tuple[str, str]], rows: Sequence[Row], columns: Columns) -> list[Detail]:
    """What titles and names of sheets say, where any row takes it."""
    return [
        (how, {"field": FIELD_WORDS[name], "used": value})
        for name, (value, how) in above.items()
        if any(row.context.get(name) == (value, how) and not _first(row.cells, columns, name) for row in rows)
    ]
