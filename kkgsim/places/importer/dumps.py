"""Tables inside files of another kind: the rows of an SQL dump, the table of a web page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from kkgsim.i18n import refusal
from kkgsim.places.importer import file_kinds
from kkgsim.places.importer.header_rows import Grid, Merged, headed, score
from kkgsim.places.importer.table import Detail, Numbered, Table, refuse, refuse_more

_INSERT = re.compile(
    r"\b(?:INSERT|REPLACE)\s+(?:IGNORE\s+)?INTO\s+(?P<table>[`\"\[\]\w.]+)\s*"
    r"(?:\((?P<columns>[^()]*)\)\s*)?VALUES\s*",
    re.I,
)
_CREATE = re.compile(r"\bCREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(?P<table>[`\"\[\]\w.]+)\s*\(", re.I)
_COLUMN = re.compile(r"^\s*[`\"\[](?P<quoted>[^`\"\]]+)[`\"\]]|^\s*(?P<plain>\w+)\s+\w", re.M)
_NOT_COLUMNS = {"primary", "key", "unique", "constraint", "foreign", "index", "check", "fulltext"}
_VALUE = re.compile(r"\s*(?:N?'((?:[^'\\]|''|\\.)*)'|([^,()']+))\s*([,)])", re.S)
_ESCAPE = re.compile(r"''|\\(.)", re.S)


def is_dump(text: str) -> bool:
    """Whether a text is an SQL dump."""
    return re.search(r"^\s*(?:INSERT\s+INTO|CREATE\s+TABLE|REPLACE\s+INTO)\b", text[:200_000], re.I | re.M) is not None


def sql_table(path: Path, text: str, remarks: tuple[Detail, ...]) -> Table:
    """The table of an SQL dump that reads most like a list of schools. Raises ``InputError`` where no row is in it."""
    refuse_more(path, text.count("\n"), text.count(","))
    created = {_bare(found["table"]): _columns_of(text, found.end()) for found in _CREATE.finditer(text)}
    tables: dict[str, list[Numbered]] = {}
    for found in _INSERT.finditer(text):
        name = _bare(found["table"])
        columns = [_bare(part) for part in found["columns"].split(",")] if found["columns"] else created.get(name, [])
        line = text.count("\n", 0, found.start()) + 1
        rows = tables.setdefault(name, [(line, columns)])
        rows.extend(_in_order(_values(text, found.end()), columns, rows[0][1]))
    grids = [Grid(rows) for rows in tables.values() if len(rows) > 1]
    if not grids:
        raise refuse(path, refusal("empty_dump", step=file_kinds.EXPORT))
    return headed(path, max(grids, key=score), (*remarks, ("from_dump", {})), "SQL")


def _bare(name: str) -> str:
    return name.split(".")[-1].strip(' `"[]\r\n\t')


def _columns_of(text: str, at: int) -> list[str]:
    """The columns that a CREATE TABLE names, in order."""
    body = text[at : text.find(";", at) if ";" in text[at:] else len(text)]
    names = [found["quoted"] or found["plain"] for found in _COLUMN.finditer(body)]
    return [name for name in names if name.lower() not in _NOT_COLUMNS]


def _values(text: str, at: int) -> Iterator[Numbered]:
    """The rows behind VALUES, each with the number of its line."""
    line, seen = text.count("\n", 0, at) + 1, at
    while True:
        while at < len(text) and text[at] in " \r\n\t,":
            at += 1
        if at >= len(text) or text[at] != "(":
            return
        line, seen = line + text.count("\n", seen, at), at
        at += 1
        row: list[str] = []
        while (value := _VALUE.match(text, at)) is not None:
            at = value.end()
            plain = (value[2] or "").strip()
            row.append(_ESCAPE.sub(lambda e: e[1] or "'", value[1]) if value[1] is not None else _unless_null(plain))
            if value[3] == ")":
                break
        else:
            return
        yield line, row


def _in_order(rows: Iterator[Numbered], columns: list[str], wanted: list[str]) -> Iterator[Numbered]:
    """Rows with their columns in the order of the first statement."""
    if columns == wanted:
        yield from rows
        return
    for line, row in rows:
        said = dict(zip(columns, row, strict=False))
        yield line, [said.get(name, "") for name in wanted]


def _unless_null(text: str) -> str:
    return "" if text.upper() == "NULL" else text


class _Tables(HTMLParser):
    """Every table of a page as rows of text, with the merged cells of each."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[tuple[list[Numbered], list[Merged]]] = []
        self._cell: list[str] | None = None
        self._spans = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table" or (tag == "tr" and not self.tables):
            self._close()
            self.tables.append(([], []))
        if tag == "tr":
            self._close()
            self.tables[-1][0].append((len(self.tables[-1][0]) + 1, []))
        elif tag in ("td", "th") and self.tables and self.tables[-1][0]:
            self._close()
            given = dict(attrs)
            self._cell, self._spans = [], (_span(given.get("rowspan")), _span(given.get("colspan")))
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._close()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def _close(self) -> None:
        """Put the cell that is open into its row, behind the cells that merged cells of the rows above reach into."""
        if self._cell is None:
            return
        rows, merged = self.tables[-1]
        number, row = rows[-1]
        while any(first < number <= last and left <= len(row) <= right for first, left, last, right in merged[-200:]):
            row.append("")
        tall, wide = self._spans
        if tall > 1 or wide > 1:
            merged.append((number, len(row), number + tall - 1, len(row) + wide - 1))
        row.extend(["".join(self._cell), *[""] * (wide - 1)])
        self._cell = None


def _span(given: str | None) -> int:
    return min(int(given), 1000) if given is not None and given.isdecimal() and len(given) < 6 and int(given) else 1


def page_table(path: Path, text: str, remarks: tuple[Detail, ...]) -> Table:
    """The table of a web page that reads most like a list of schools. Raises ``InputError`` where there is none."""
    refuse_more(path, text.lower().count("<tr"), text.lower().count("<td"))
    parser = _Tables()
    parser.feed(text)
    parser.close()
    grids = [Grid(rows, merged) for rows, merged in parser.tables if any(any(row) for _, row in rows)]
    best = max(grids, key=score, default=None)
    if best is None or score(best) < 2:
        raise refuse(path, refusal("web_page"))
    return headed(path, best, (*remarks, ("from_page", {})), "HTML")
