"""Any file of schools into rows of text: CSV in its many dialects, JSON, XLSX and its kin."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kkgsim.errors import InputError, Issue, reason
from kkgsim.i18n import Text, refusal
from kkgsim.io.user_files import Unreadable, read, size
from kkgsim.places.importer.encoding import decode
from kkgsim.places.importer.headers import recognised
from kkgsim.places.importer.sheet_reader import cell_text
from kkgsim.places.importer.spreadsheets import Refused, sheets_of

MOST_BYTES = 64 * 2**20
"""No school list is larger than this, packed or unpacked."""
MOST_ROWS = 500_000
"""No school list is longer: all of Indonesia has some 180,000 primary schools."""
MOST_CELLS = 10_000_000
"""Rows times columns that a list may have."""
SAMPLE = 500_000
"""Characters from which the separator of columns is told."""
HEADER_WITHIN = 30
"""A header stands in one of this many first rows, below whatever title the list has."""
DELIMITERS = (",", ";", "\t", "|")
_SPREADSHEET = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True)
class Table:
    """A list as text.

    ``rows`` pairs each data row with its number as a person sees it in the file (line of a CSV,
    row of a sheet, count of a JSON object); ``remarks`` are (kind, detail) about the whole file.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[int, list[str]], ...]
    remarks: tuple[tuple[str, str], ...] = ()


Numbered = tuple[int, list[str]]


def refuse(
    path: Path, what: Text, *, line: int | None = None, column: int | None = None, allowed: str | Text = ""
) -> InputError:
    """One mistake about a whole file, ready to raise."""
    return InputError([Issue(str(path), what, line=line, column=column, allowed=allowed)])


def read_table(path: Path) -> Table:
    """Read a file by what is in it, not by what its name says.

    Raises ``InputError`` for a file that is missing, too large, damaged, or of another kind.
    """
    data = _load(path)
    if data.startswith(_SPREADSHEET):
        return _spreadsheet(path, data)
    _refuse_more(path, data.count(b"\n"), 0)
    text, remarks = decode(data)
    start = text.lstrip()[:1]
    if start == "<":
        raise refuse(path, refusal("web_page"), allowed=refusal("save_as_table"))
    if start in ("[", "{"):
        return _json(path, text, remarks)
    return _csv(path, text, remarks)


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


def _refuse_more(path: Path, rows: int, cells: int) -> None:
    """Refuse what would take too much memory, before it does."""
    if rows > MOST_ROWS:
        raise refuse(path, refusal("too_many_rows"), allowed=refusal("count", most=MOST_ROWS))
    if cells > MOST_CELLS:
        raise refuse(path, refusal("too_many_cells"), allowed=refusal("count", most=MOST_CELLS))


def _csv(path: Path, text: str, remarks: tuple[tuple[str, str], ...]) -> Table:
    text = text.replace("\0", "")
    first, _, rest = text.partition("\n")
    declared = re.fullmatch(r"\"?sep=(.)\"?\s*", first)
    skipped = 1 if declared else 0
    body = rest if declared else text
    delimiter = declared[1] if declared else _delimiter(body)
    lines = text.count("\n") + text.count("\r") - text.count("\r\n")
    _refuse_more(path, lines, lines + text.count(delimiter))
    try:
        rows = list(_records(path, body, delimiter, skipped))
    except csv.Error as error:
        raise refuse(path, refusal("no_csv")) from error
    return _headed(path, rows, remarks)


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


def _json(path: Path, text: str, remarks: tuple[tuple[str, str], ...]) -> Table:
    _refuse_more(path, max(text.count("{"), text.count("[")), text.count(","))
    try:
        data = json.loads(text, parse_int=str)  # digits as they stand, however many
    except json.JSONDecodeError as error:
        raise refuse(path, refusal("no_json"), line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise refuse(path, refusal("deep_json")) from error
    lists = list(data.values()) if isinstance(data, dict) else [data]
    objects = [item for part in lists if isinstance(part, list) for item in part]
    if not objects or not all(isinstance(item, dict) for item in objects):
        raise refuse(path, refusal("no_objects"), allowed=refusal("objects"))
    headers = tuple(dict.fromkeys(str(name) for item in objects for name in item))
    _refuse_more(path, len(objects), len(objects) * len(headers))
    rows = tuple((i, [cell_text(item.get(name)) for name in headers]) for i, item in enumerate(objects, 1))
    return Table(headers, rows, remarks)


def _spreadsheet(path: Path, data: bytes) -> Table:
    try:
        sheets = sheets_of(data, MOST_CELLS)
    except Refused as error:
        raise refuse(path, refusal(str(error))) from error
    tables = [rows for _, rows in sheets]
    if not tables:
        raise refuse(path, refusal("no_sheet"))
    scores = [max((recognised(row) for _, row in table[:HEADER_WITHIN]), default=0) for table in tables]
    chosen = scores.index(max(scores))
    left = ", ".join(name for i, (name, _) in enumerate(sheets) if i != chosen and tables[i])
    return _headed(path, tables[chosen], (("sheets", left),) if left else ())


def _headed(path: Path, rows: Sequence[Numbered], remarks: tuple[tuple[str, str], ...]) -> Table:
    """Find the header row and keep what follows it, without rows that are blank throughout."""
    early = [recognised(row) for _, row in rows[:HEADER_WITHIN]]
    if not early:
        raise refuse(path, refusal("empty"))
    at = early.index(max(early))
    if max(early) == 0:
        at = 0
    headers = [" ".join(cell.replace("\ufeff", "").split()) for cell in rows[at][1]]
    while headers and not headers[-1]:
        headers.pop()
    if at and any(any(cell.strip() for cell in row) for _, row in rows[:at]):
        remarks = (*remarks, ("title_rows", str(at)))
    _refuse_more(path, len(rows), (len(rows) - at) * len(headers))
    kept = tuple((number, row) for number, row in rows[at + 1 :] if any(cell.strip() for cell in row))
    return Table(tuple(headers), kept, remarks)
