"""A list as rows of text, whatever file it came from, and how such a file is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kkgsim.errors import InputError, Issue
from kkgsim.i18n import Text, refusal

MOST_BYTES = 64 * 2**20
"""No school list is larger than this, packed or unpacked."""
MOST_ROWS = 500_000
"""No school list is longer: all of Indonesia has some 180,000 primary schools."""
MOST_CELLS = 10_000_000
"""Rows times columns that a list may have."""

Numbered = tuple[int, list[str]]
Detail = tuple[str, dict[str, object]]
"""A kind of note about the whole file, and its details."""


@dataclass(frozen=True)
class Table:
    """A list as text.

    ``rows`` pairs each data row with its number as a person sees it in the file (line of a CSV, row of a sheet, count
    of a JSON object); ``titles`` are the lines above the header; ``covered`` gives, by row and column, the text of a
    merged cell for those of its rows that the file leaves empty; ``sheet`` is the name of the sheet, ``kind`` what the
    file is where that is no ordinary table.
    """

    headers: tuple[str, ...]
    rows: tuple[Numbered, ...]
    remarks: tuple[Detail, ...] = ()
    titles: tuple[str, ...] = ()
    covered: Mapping[tuple[int, int], str] = field(default_factory=dict)
    sheet: str = ""
    kind: str = ""


def refuse(
    path: Path, what: Text, *, line: int | None = None, column: int | None = None, allowed: str | Text = ""
) -> InputError:
    """One mistake about a whole file, ready to raise."""
    return InputError([Issue(str(path), what, line=line, column=column, allowed=allowed)])


def refuse_more(path: Path, rows: int, cells: int) -> None:
    """Refuse what would take too much memory, before it does."""
    if rows > MOST_ROWS:
        raise refuse(path, refusal("too_many_rows"), allowed=refusal("count", most=MOST_ROWS))
    if cells > MOST_CELLS:
        raise refuse(path, refusal("too_many_cells"), allowed=refusal("count", most=MOST_CELLS))


def of_objects(path: Path, objects: list[dict[str, str]], remarks: tuple[Detail, ...], kind: str = "") -> Table:
    """Objects as a table: their names as headers, their count as the number of the row."""
    headers = tuple(dict.fromkeys(name for item in objects for name in item))
    refuse_more(path, len(objects), len(objects) * len(headers))
    rows = tuple((i, [item.get(name, "") for name in headers]) for i, item in enumerate(objects, 1))
    return Table(headers, rows, remarks, kind=kind)
