"""The one picture: every group of the table on a logarithmic axis of its own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from benchmarks.harness import Row
from benchmarks.told import TITLES, number
from kkgsim.plotting.style import COLOURS, FONT, GRID, INK, QUIET, SMALL, TEXT

LINE, HEAD = 0.27, 1.2
"""Inches of a row, and of a panel's title and axis."""
WIDTH = 17.0
TOLD = "Less is better. Dot: median; line: least to most; grey: what others of its panel are compared with."

Panel = tuple[str, list[Row]]


def picture(rows: Sequence[Row], path: Path) -> None:
    """Medians as dots, the spread of the repeats as lines; grey is what the others of a panel are compared with."""
    panels = [
        (title, list(some))
        for title, some in groupby((row for row in rows if row.values), lambda row: _title(row))
    ]  # fmt: skip
    if not panels:
        return
    columns = _columns(panels)
    tall = max(sum(map(_height, column)) for column in columns) + 0.4
    figure = Figure(figsize=(WIDTH, tall), dpi=110)
    FigureCanvasAgg(figure)
    for side, column in enumerate(columns):
        left, top = (side + 0.5) / len(columns) - 0.03, tall - 0.4
        for panel in column:
            top -= _height(panel)
            high = len(panel[1]) * LINE / tall
            _draw(figure.add_axes((left, (top + 0.55) / tall, 0.45 / len(columns), high)), panel)
    figure.text(0.01, 1 - 0.15 / tall, TOLD, fontsize=TEXT, color=QUIET, va="top", family=FONT)
    figure.savefig(path)


def _title(row: Row) -> str:
    return f"({row.part}) {TITLES[row.part]}\n{row.group} [{row.unit}]"


def _height(panel: Panel) -> float:
    return len(panel[1]) * LINE + HEAD


def _columns(panels: Sequence[Panel]) -> list[list[Panel]]:
    """The panels in two columns of about the same height, in their order; a single short one where they fit."""
    whole = sum(map(_height, panels))
    if whole < 8.0:
        return [list(panels)]
    taken, first = 0.0, 0
    while taken + _height(panels[first]) / 2 < whole / 2:
        taken += _height(panels[first])
        first += 1
    return [list(panels[:first]), list(panels[first:])]


def _draw(axes: Any, panel: Panel) -> None:
    title, rows = panel
    for rank, row in enumerate(rows):
        colour = COLOURS[0] if row.against else QUIET
        axes.plot([min(row.values), max(row.values)], [rank, rank], color=colour, linewidth=2.5, alpha=0.5)
        axes.plot([row.median], [rank], "o", color=colour, markersize=7)
        axes.annotate(number(row.median), (max(row.values), rank), xytext=(8, 0), textcoords="offset points",
                      va="center", fontsize=SMALL, color=INK, family=FONT)  # fmt: skip
    values = [value for row in rows for value in row.values]
    axes.set_xscale("log")
    axes.set_xlim(min(values) / 1.5, max(values) * 3.0)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_yticks(range(len(rows)), [row.what for row in rows], fontsize=SMALL, family=FONT)
    narrow = max(values) < 20.0 * min(values)
    axes.xaxis.set_major_locator(LogLocator(10, subs=(1.0, 2.0, 5.0) if narrow else (1.0,), numticks=6))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: number(x)))
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.tick_params(length=0, colors=INK, labelsize=SMALL)
    axes.grid(axis="x", color=GRID)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.set_title(title, loc="right", fontsize=TEXT, color=INK, family=FONT, weight="bold")
