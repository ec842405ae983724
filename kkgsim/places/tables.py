"""Any file of schools into rows of text: CSV in its many dialects, JSON, XLSX and its kin."""

from __future__ import annotations

import csv
import gzip
import io
import json
import math
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kkgsim.errors import InputProblems, Problem, reason
from kkgsim.labels import Label
from kkgsim.locale import refusal
from kkgsim.places.charsets import decode
from kkgsim.places.headers import recognised

MOST_BYTES = 256 * 1024 * 1024
"""No school list is larger than this, packed or unpacked."""
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
    path: Path, what: Label, *, line: int | None = None, column: int | None = None, allowed: str | Label = ""
) -> InputProblems:
    """One mistake about a whole file, ready to raise."""
    return InputProblems([Problem(str(path), what, line=line, column=column, allowed=allowed)])


def _too_big(path: Path, word: str = "too_big") -> InputProblems:
    return refuse(path, refusal(word), allowed=refusal("megabytes", most=MOST_BYTES // 2**20))


def read_table(path: Path) -> Table:
    """Read a file by what is in it, not by what its name says.

    Raises ``InputProblems`` for a file that is missing, too large, damaged, or of another kind.
    """
    data = _load(path)
    if data.startswith(_SPREADSHEET):
        return _spreadsheet(path, data)
    text, remarks = decode(data)
    start = text.lstrip()[:1]
    if start == "<":
        raise refuse(path, refusal("web_page"), allowed=refusal("save_as_table"))
    if start in ("[", "{"):
        return _json(path, text, remarks)
    return _csv(path, text, remarks)


def _load(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _too_big(path)
        data = path.read_bytes()
        if data.startswith(b"\x1f\x8b"):
            with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
                data = packed.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise refuse(path, refusal("no_read", reason=reason(error))) from error
    if len(data) > MOST_BYTES:
        raise _too_big(path, "too_big_unpacked")
    if not data.strip():
        raise refuse(path, refusal("empty"))
    return data


def _csv(path: Path, text: str, remarks: tuple[tuple[str, str], ...]) -> Table:
    text = text.replace("\0", "")
    first, _, rest = text.partition("\n")
    declared = re.fullmatch(r"\"?sep=(.)\"?\s*", first)
    skipped = 1 if declared else 0
    body = rest if declared else text
    delimiter = declared[1] if declared else _delimiter(body)
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
            word = "quote_open" if "end of data" in str(error) else "quote_stray"
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
    sample = "\n".join(text.splitlines()[: HEADER_WITHIN * 2])

    def score(delimiter: str) -> tuple[int, int]:
        try:
            rows = list(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter))[:HEADER_WITHIN]
        except csv.Error:
            return (0, 0)
        return (max(map(recognised, rows), default=0), max(map(len, rows), default=0))

    return max(DELIMITERS, key=score)


def _json(path: Path, text: str, remarks: tuple[tuple[str, str], ...]) -> Table:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise refuse(path, refusal("no_json"), line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise refuse(path, refusal("deep_json")) from error
    lists = list(data.values()) if isinstance(data, dict) else [data]
    objects = [item for part in lists if isinstance(part, list) for item in part]
    if not objects or not all(isinstance(item, dict) for item in objects):
        raise refuse(path, refusal("no_objects"), allowed=refusal("objects"))
    headers = tuple(dict.fromkeys(str(name) for item in objects for name in item))
    rows = tuple((i, [_cell(item.get(name)) for name in headers]) for i, item in enumerate(objects, 1))
    return Table(headers, rows, remarks)


def _spreadsheet(path: Path, data: bytes) -> Table:
    from python_calamine import CalamineError, CalamineWorkbook

    _check_unpacked(path, data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = book.sheet_names
        sheets = [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names]
    except (CalamineError, ValueError, OSError) as error:
        raise refuse(path, refusal("no_spreadsheet")) from error
    tables = [[(i, [_cell(cell, whole=True) for cell in row]) for i, row in enumerate(sheet, 1)] for sheet in sheets]
    if not tables:
        raise refuse(path, refusal("no_sheet"))
    scores = [max((recognised(row) for _, row in table[:HEADER_WITHIN]), default=0) for table in tables]
    chosen = scores.index(max(scores))
    left = ", ".join(name for i, name in enumerate(names) if i != chosen and tables[i])
    return _headed(path, tables[chosen], (("sheets", left),) if left else ())


def _check_unpacked(path: Path, data: bytes) -> None:
    """Refuse a packed spreadsheet that would unpack to more than any list holds."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(part.file_size for part in archive.infolist()) > MOST_BYTES:
            raise _too_big(path, "too_big_unpacked")


def _cell(value: object, whole: bool = False) -> str:
    """A cell as text; ``whole`` writes 5.0 as 5, as a spreadsheet shows it."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    if whole and isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list | dict):
        return ""
    return value if isinstance(value, str) else str(value)


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
    kept = tuple((number, row) for number, row in rows[at + 1 :] if any(cell.strip() for cell in row))
    return Table(tuple(headers), kept, remarks)
