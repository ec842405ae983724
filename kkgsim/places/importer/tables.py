"""Any file of schools into tables of text: CSV in its many dialects, JSON, XLSX and its kin, dumps and web pages."""

from __future__ import annotations

import csv
import gzip
import io
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from kkgsim.errors import InputError, Issue, nearest, reason
from kkgsim.i18n import refusal
from kkgsim.io.user_files import Unreadable, read, size
from kkgsim.places.importer import file_kinds
from kkgsim.places.importer.dumps import is_dump, page_table, sql_table
from kkgsim.places.importer.encoding import decode
from kkgsim.places.importer.header_rows import HEADER_WITHIN, Grid, headed, score
from kkgsim.places.importer.headers import field_of, recognised
from kkgsim.places.importer.json_lists import json_table, unscripted
from kkgsim.places.importer.spreadsheets import Refused, sheets_of
from kkgsim.places.importer.table import MOST_BYTES, MOST_CELLS, Detail, Numbered, Table, refuse, refuse_more

SAMPLE = 500_000
"""Characters from which the separator of columns is told."""
DELIMITERS = (",", ";", "\t", "|")
_SPREADSHEET = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def read_table(path: Path) -> Table:
    """The one table of a file, as :func:`read_tables` reads it."""
    return read_tables(path)[0]


def read_tables(path: Path, sheets: Sequence[str] = ()) -> list[Table]:
    """Read a file by what is in it, not by what its name says: a table, or the sheets that share a header.

    ``sheets`` names those of a workbook to read. Raises ``InputError`` for a file that is missing, too large, damaged,
    or of another kind, which is named with the next step.
    """
    data = _load(path)
    kind = file_kinds.kind_of(data)
    if kind is not None:
        raise refuse(path, refusal("file_kind", kind=kind.name, step=kind.step))
    if data.startswith(_SPREADSHEET):
        return _spreadsheet(path, data, sheets)
    if sheets:
        raise InputError([Issue(str(path), refusal("no_sheets_here"), key="--sheet", given=", ".join(sheets))])
    refuse_more(path, data.count(b"\n"), 0)
    text, charset = decode(data)
    return [_text(path, text, tuple((kind, {"name": name}) for kind, name in charset))]


def _text(path: Path, text: str, remarks: tuple[Detail, ...]) -> Table:
    """The table of a text, told by how it begins."""
    text = text.replace("\0", "")
    start = text.lstrip()[:1]
    if start == "<":
        if not file_kinds.is_web_page(text):
            kind = file_kinds.markup_kind(text)
            raise refuse(path, refusal("file_kind", kind=kind.name, step=kind.step))
        return page_table(path, text, remarks)
    plain = unscripted(text) if start.isalpha() else text
    if plain.lstrip()[:1] in ("[", "{"):
        return json_table(path, plain, remarks)
    return sql_table(path, text, remarks) if is_dump(text) else _csv(path, text, remarks)


def _load(path: Path) -> bytes:
    try:
        data = read(path, MOST_BYTES)
        if data.startswith(b"\x1f\x8b"):
            with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
                data = packed.read(MOST_BYTES + 1)
    except Unreadable as error:
        raise InputError([error.problem(path)]) from error
    except (OSError, EOFError, zlib.error) as error:
        raise refuse(path, refusal("unreadable", reason=reason(error))) from error
    if len(data) > MOST_BYTES:
        raise refuse(path, refusal("too_big_unpacked"), allowed=size(MOST_BYTES))
    if not data.strip():
        raise refuse(path, refusal("empty"))
    return data


def _csv(path: Path, text: str, remarks: tuple[Detail, ...]) -> Table:
    first, _, rest = text.partition("\n")
    declared = re.fullmatch(r"\"?sep=(.)\"?\s*", first)
    skipped = 1 if declared else 0
    body = rest if declared else text
    delimiter = declared[1] if declared else _delimiter(body)
    lines = text.count("\n") + text.count("\r") - text.count("\r\n")
    refuse_more(path, lines, lines + text.count(delimiter))
    try:
        rows = list(_records(path, body, delimiter, skipped))
    except csv.Error as error:
        raise refuse(path, refusal("no_csv")) from error
    return headed(path, Grid(rows), remarks)


def _strict(path: Path, reader: Any, skipped: int) -> Iterator[list[str]]:
    """Records, refusing a stray quotation mark with its line: read loosely it would swallow the rows below it."""
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            said = str(error)
            word = "quote_open" if "end of data" in said else "long_cell" if "limit" in said else "quote_stray"
            raise refuse(path, refusal(word), line=skipped + reader.line_num) from error


def _records(path: Path, text: str, delimiter: str, skipped: int = 0) -> Iterator[Numbered]:
    """Records with the number of the line each begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = skipped + 1
    for record in _strict(path, reader, skipped):
        end = skipped + reader.line_num
        if end - line > 50:
            raise refuse(path, refusal("quote_open"), line=line)
        yield line, record
        line = end + 1


def _delimiter(text: str) -> str:
    """The separator under which some early row reads most like a header, then gives most columns."""
    sample = "\n".join(text[:SAMPLE].splitlines()[: HEADER_WITHIN * 2])

    def score(delimiter: str) -> tuple[int, int]:
        try:
            rows = list(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter))[:HEADER_WITHIN]
        except csv.Error:
            return (0, 0)
        return (max(map(recognised, rows), default=0), max(map(len, rows), default=0))

    return max(DELIMITERS, key=score)


def _spreadsheet(path: Path, data: bytes, wanted: Sequence[str]) -> list[Table]:
    """The sheets that are asked for, else the one that reads most like a list and those with the same columns."""
    try:
        book = sheets_of(data, MOST_CELLS)
    except Refused as error:
        raise refuse(path, refusal(str(error))) from error
    if not book:
        raise refuse(path, refusal("no_sheet"))
    grids = [Grid(rows, merged, name) for name, rows, merged in book]
    if wanted:
        return [headed(path, grid) for grid in _asked_for(path, grids, wanted)]
    scores = [score(grid) for grid in grids]
    main = headed(path, grids[scores.index(max(scores))])
    if not _names_schools(main):
        return [_with_rest(main, grids, [main.sheet])]
    tables = [main if grid.sheet == main.sheet else headed(path, grid) for grid in grids if grid.rows]
    alike = [table for table in tables if _fields(table) == _fields(main) and table.rows]
    read = [table.sheet for table in alike] or [main.sheet]
    first, *others = alike or [main]
    return [_with_rest(first, grids, read), *others]


def _asked_for(path: Path, grids: Sequence[Grid], wanted: Sequence[str]) -> list[Grid]:
    by_name = {grid.sheet.strip().lower(): grid for grid in grids}
    issues = [
        Issue(str(path), refusal("no_such_sheet"), key="--sheet", given=name, nearest=nearest(name, known),
              allowed=", ".join(known))
        for known in ([grid.sheet for grid in grids],)
        for name in wanted
        if name.strip().lower() not in by_name
    ]  # fmt: skip
    if issues:
        raise InputError(issues)
    return [by_name[name] for name in dict.fromkeys(name.strip().lower() for name in wanted)]


def _fields(table: Table) -> frozenset[str]:
    """The fields that the columns of a table name."""
    return frozenset(field[0] for title in table.headers if (field := field_of(title)) is not None)


def _names_schools(table: Table) -> bool:
    return {"npsn", "name"} <= _fields(table)


def _with_rest(table: Table, grids: Sequence[Grid], read: Sequence[str]) -> Table:
    """A table that also says which sheets were read, where they are several, and which were not."""
    left = [grid.sheet for grid in grids if grid.sheet not in read and grid.rows]
    remarks: list[Detail] = [("sheets_read", {"name": ", ".join(read)})] if len(read) > 1 else []
    remarks += [("sheets", {"name": ", ".join(left)})] if left else []
    return replace(table, remarks=(*table.remarks, *remarks))
