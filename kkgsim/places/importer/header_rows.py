"""Where the header of a table is: in one row or in several, below whatever titles stand above it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kkgsim.i18n import refusal
from kkgsim.places.importer.headers import LEVELS, recognised
from kkgsim.places.importer.table import Detail, Numbered, Table, refuse, refuse_more

HEADER_WITHIN = 30
"""A header stands in one of this many first rows, below whatever title the list has."""
DEEPEST = 3
"""Rows that one header may have."""
Merged = tuple[int, int, int, int]
"""First row, first column, last row, last column of a merged cell; rows count from 1, columns from 0."""


@dataclass(frozen=True)
class Grid:
    """The rows of a sheet or a file, and what is merged in it."""

    rows: Sequence[Numbered]
    merged: Sequence[Merged] = ()
    sheet: str = ""


def headed(path: Path, grid: Grid, remarks: tuple[Detail, ...] = (), kind: str = "") -> Table:
    """Find the header and keep what follows it, without rows that are blank throughout."""
    rows = grid.rows
    if not rows:
        raise refuse(path, refusal("empty"))
    at, depth, headers = _best(grid)
    while headers and not headers[-1]:
        headers.pop()
    above = [" ".join(" ".join(row).split()) for _, row in rows[:at]]
    titles = tuple(line for line in above if line)
    if titles:
        remarks = (*remarks, ("title_rows", {"name": str(at)}))
    if depth > 1:
        remarks = (*remarks, ("header_rows", {"count": depth}))
    body = rows[at + depth :]
    refuse_more(path, len(rows), (len(rows) - at) * len(headers))
    kept = tuple((number, row) for number, row in body if any(cell.strip() for cell in row))
    return Table(tuple(headers), kept, remarks, titles, covered(kept, grid.merged), grid.sheet, kind)


def score(grid: Grid) -> int:
    """How many different fields the best header of a sheet names."""
    return recognised(_best(grid)[2]) if grid.rows else 0


def _best(grid: Grid) -> tuple[int, int, list[str]]:
    """Where the header begins, how many rows it has, and its titles; the first row where nothing is known."""
    early = [[" ".join(cell.replace("\ufeff", "").split()) for cell in row] for _, row in grid.rows[:HEADER_WITHIN]]
    spread = _spread(grid)
    best = (0, 1, early[0])
    most = recognised(early[0])
    for depth in range(1, DEEPEST + 1):
        for at in range(len(early) - depth + 1):
            block = early[at : at + depth]
            if not any(block[0]) or not all(map(_may_follow, block[1:])):
                continue
            titles = block[0] if depth == 1 else _joined(block, spread[at : at + depth])
            if (count := recognised(titles)) > most:
                best, most = (at, depth, titles), count
    return best


def _may_follow(row: Sequence[str]) -> bool:
    """Whether a row may be the second of a header: words alone, no number among them."""
    said = [cell for cell in row if cell]
    return bool(said) and not any(cell[0].isdigit() or cell.lstrip("-+'").isdigit() for cell in said)


def _spread(grid: Grid) -> list[dict[int, str]]:
    """For each early row the texts of merged cells that reach into columns to the right."""
    known: list[dict[int, str]] = [{} for _ in grid.rows[:HEADER_WITHIN]]
    place = {number: i for i, (number, _) in enumerate(grid.rows[:HEADER_WITHIN])}
    for first, left, _, right in grid.merged:
        i = place.get(first)
        row = grid.rows[i][1] if i is not None else []
        if i is not None and left < len(row):
            known[i].update(dict.fromkeys(range(left + 1, min(right, len(row) + 200) + 1), " ".join(row[left].split())))
    return known


def _joined(block: Sequence[Sequence[str]], spread: Sequence[Mapping[int, str]]) -> list[str]:
    """The titles of a header of several rows: what stands over a column, from above, without repeats.

    An upper cell that is empty belongs to the merged cell on its left, or, where a file knows of no merging, to the
    nearest text on its left, if there is a text below.
    """
    width = max(len(row) for row in block)
    padded = [[*row, *[""] * (width - len(row))] for row in block]
    over = (
        [[above.get(column, "") for column in range(width)] for above in spread]
        if any(spread)
        else [_from_the_left(row) for row in padded]
    )
    titles = [""] * width
    for column in sorted({column for row in padded for column, cell in enumerate(row) if cell}):
        parts: list[str] = []
        for i, row in enumerate(padded):
            text = row[column]
            if not text and any(lower[column] for lower in padded[i + 1 :]):
                text = over[i][column]
            if text and text not in parts:
                parts.append(text)
        titles[column] = LEVELS.join(parts)
    return titles


def _from_the_left(row: Sequence[str]) -> list[str]:
    """For each column the nearest text in it or on its left; in one pass, for a damaged file may have a million."""
    nearest = ""
    return [nearest := cell or nearest for cell in row]


def covered(rows: Iterable[Numbered], merged: Sequence[Merged]) -> dict[tuple[int, int], str]:
    """The text of each merged cell for the rows below its first, by row and column."""
    known: dict[tuple[int, int], str] = {}
    tall = {(first, left): last for first, left, last, _ in merged if last > first}
    if not tall:
        return known
    open_until: dict[int, tuple[int, str]] = {}
    for number, row in rows:
        for column, (last, text) in list(open_until.items()):
            if number > last:
                del open_until[column]
            elif not (row[column].strip() if column < len(row) else ""):
                known[number, column] = text
        for column, cell in enumerate(row):
            if cell.strip() and (number, column) in tall:
                open_until[column] = (tall[number, column], cell)
    return known
