"""Read a spreadsheet in a process of its own: its bytes come by standard input, rows of text go to standard output.

A workbook is a foreign binary format in an archive, read by a library in another language: a few bytes of one can ask
for more memory than there is, end the process, or never end. So this file is run as a program by
:mod:`kkgsim.places.importer.spreadsheets`, under limits, and imports nothing of kkgsim.
"""

from __future__ import annotations

import contextlib
import io
import json
import math
import sys
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

HEAD = 100
"""Rows of a sheet that are told of even where they are blank."""
MOST_MERGED = 100_000
"""Merged cells of a sheet that are told of."""

Row = tuple[int, list[str]]
Merged = tuple[int, int, int, int]
Sheet = tuple[str, list[Row], list[Merged]]


class TooMuch(Exception):
    """A workbook that is larger than any list."""


def cell_text(value: object, whole: bool = False) -> str:
    """A cell as text; ``whole`` writes 5.0 as 5, as a spreadsheet shows it."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    if whole and isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list | dict):
        return ""
    return value if isinstance(value, str) else str(value)


def limit(memory: int, seconds: int) -> None:
    """Let this process have no more than so many bytes and seconds of work, where the system can see to it."""
    try:
        import resource
    except ImportError:  # Windows: whoever started us still watches the clock
        return
    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def sheets(data: bytes, most_bytes: int, most_cells: int) -> list[Sheet]:
    """The name, the numbered rows and the merged cells (first row, first column, last row, last column; rows from 1,
    columns from 0) of every sheet. Raises :class:`TooMuch`, or what a broken book leads to."""
    from python_calamine import CalamineWorkbook

    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > most_bytes:
                raise TooMuch("too_big_unpacked")
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    result: list[Sheet] = []
    cells, letters = 0, 0
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        row, column = sheet.end or (0, 0)
        cells += (row + 1) * (column + 1)
        if cells > most_cells:
            raise TooMuch("too_many_cells")
        rows = list(_said(sheet.to_python(skip_empty_area=False)))
        letters += sum(len(cell) for _, row in rows for cell in row)
        if letters > most_bytes:
            raise TooMuch("too_big_unpacked")
        ranges = (sheet.merged_cell_ranges or [])[:MOST_MERGED]
        merged = [(top[0] + 1, top[1], end[0] + 1, end[1]) for top, end in ranges]
        result.append((name, rows, merged))
    return result


def _said(rows: Iterable[list[object]]) -> Iterator[Row]:
    """Rows with their numbers; below the head of a sheet those that are blank are left out, of which a single cell
    far down makes a million."""
    for number, row in enumerate(rows, 1):
        cells = [cell_text(cell, whole=True) for cell in row]
        if number <= HEAD or any(cells):
            yield number, cells


def main() -> int:
    """Answer with ``{"sheets": …}``, or with ``{"refused": word}`` for a workbook that is too large."""
    how: dict[str, Any] = json.loads(sys.argv[1])
    limit(how["memory"], how["seconds"])
    try:
        answer: dict[str, Any] = {"sheets": sheets(sys.stdin.buffer.read(), how["bytes"], how["cells"])}
    except TooMuch as error:
        answer = {"refused": str(error)}
    except BaseException:  # a panic of the library is no Exception
        return 1
    sys.stdout.write(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
