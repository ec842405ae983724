"""What was measured, told: a Markdown table, the same as CSV, and one picture."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from benchmarks.harness import Row

TITLES = {
    "a": "The two clocks, everything included",
    "b": "A sweep of 1,000 runs of one cluster",
    "c": "The reference rules in every framework",
    "d": "The floor: the reference rules in C",
    "e": "How time and memory grow",
    "f": "Starting",
    "g": "The same runs in every clock: LLVM, C, WebAssembly, JavaScript",
    "h": "Answers while somebody waits",
    "i": "What others publish of theirs",
    "j": "Beside an earlier version",
}
HEAD = ("what", "median", "unit", "least–most", "repeats", "times better than", "aim", "note")


def markdown(rows: Sequence[Row], machine: dict[str, str]) -> str:
    """The whole report."""
    lines = ["# Benchmarks", "", *(f"- {name}: {text}" for name, text in machine.items()), ""]
    lines += ["A ratio is the median of the row it names over this row's: so many times less time or memory.", ""]
    for part, of_part in groupby(rows, lambda row: row.part):
        lines += [f"## ({part}) {TITLES[part]}", ""]
        for group, of_group in groupby(of_part, lambda row: row.group):
            lines += [f"**{group}**", "", f"| {' | '.join(HEAD)} |", "|---|---:|---|---:|---:|---|---|---|"]
            lines += [f"| {' | '.join(_cells(row))} |" for row in of_group]
            lines += [""]
    return "\n".join(lines)


def _cells(row: Row) -> tuple[str, ...]:
    if not row.values:
        return row.what, "–", row.unit, "–", "0", "–", "–", row.note
    ratio = f"{number(row.ratio)} x {row.against}" if row.base else "–"
    spread = f"{number(min(row.values))}–{number(max(row.values))}" if len(row.values) > 1 else "–"
    aim = f"{row.aim.told()}: {'met' if row.aim.met(row) else 'missed'}" if row.aim and _can_tell(row) else "–"
    return row.what, number(row.median), row.unit, spread, str(len(row.values)), ratio, aim, row.note


def _can_tell(row: Row) -> bool:
    return bool(row.base) or (row.aim is not None and row.aim.of == "median")


def number(x: float) -> str:
    """Three figures, without powers of ten."""
    return f"{x:,.0f}" if abs(x) >= 100 else f"{x:.3g}"


def table(rows: Sequence[Row], path: Path) -> None:
    """Every repeat, a line each."""
    with path.open("w", encoding="utf-8", newline="") as file:
        write = csv.writer(file)
        write.writerow(("part", "group", "what", "unit", "repeat", "value", "against", "ratio_of_medians", "note"))
        for row in rows:
            ratio = f"{row.ratio:.6g}" if row.values and row.base else ""
            for rank, value in enumerate(row.values or ("",), start=1):
                shown = f"{value:.9g}" if row.values else ""
                write.writerow((row.part, row.group, row.what, row.unit, rank, shown, row.against, ratio, row.note))
