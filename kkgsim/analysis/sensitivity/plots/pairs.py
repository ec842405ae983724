"""Second-order indices as a heat map: which factors do something together."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from kkgsim.analysis.sensitivity.plots import layout
from kkgsim.analysis.sensitivity.result import Sensitivity
from kkgsim.i18n import percent, tr
from kkgsim.plotting import axes as ax
from kkgsim.plotting import style
from kkgsim.plotting.figure_layout import EDGE, FigureLayout

MOST = 10
"""Factors on a side."""
SHADES = LinearSegmentedColormap.from_list("kkgsim", ["#FFFFFF", style.COLOURS[0]])
PALE = LinearSegmentedColormap.from_list("pale", ["#FFFFFF", "#F0F0F0"])
LEAST = 0.05
"""A share that is at least this dark at the dark end, so that ripples stay pale."""


def has_clear_pair(answer: Sensitivity) -> bool:
    """Whether any pair of factors clearly does something beyond what each does alone."""
    return any(_strongest(answer, rank) > 0.0 for rank in layout.shown(answer))


def draw(answer: Sensitivity) -> Figure:
    """The outcome with the strongest clear pair."""
    ranks = sorted(layout.shown(answer), key=lambda rank: -_strongest(answer, rank))
    sheet = layout.layout_of(answer)
    sheet.foot(tr("view_sens_pairs_reading"))
    sheet.head(_finding(answer, ranks[0]), str(answer.columns[ranks[0]]))
    places = layout.strongest(answer, ranks[0], MOST)
    beside = 2.9
    bottom = sheet.bottom + 0.95
    panel = sheet.panel(EDGE + beside, bottom, sheet.width - 2 * EDGE - beside, sheet.top - bottom - 0.1)
    _heat(sheet, panel, answer, ranks[0], places)
    return sheet.figure


def _finding(answer: Sensitivity, rank: int) -> str:
    """The pair that does most beyond what each does alone."""
    indices = answer.analysis.indices[rank]
    assert indices.second is not None
    assert indices.second_width is not None
    sure = np.where(indices.second > indices.second_width, indices.second, 0.0)
    first, second = np.unravel_index(int(np.nanargmax(sure)), sure.shape)
    return tr("view_sens_pairs_title", first=layout.name_of(answer, int(first)), outcome=answer.columns[rank].label,
              second=layout.name_of(answer, int(second)), share=percent(float(sure[first, second])))  # fmt: skip


def _strongest(answer: Sensitivity, rank: int) -> float:
    """The largest second-order index whose interval leaves zero out; 0 where there is none."""
    indices = answer.analysis.indices[rank]
    if indices.second is None or indices.second_width is None:
        return 0.0
    return float(np.nanmax(np.where(indices.second > indices.second_width, indices.second, np.nan), initial=0.0))


def _heat(sheet: FigureLayout, panel: Axes, answer: Sensitivity, rank: int, places: list[int]) -> None:
    """The lower triangle of pairs, the strongest factors first."""
    indices = answer.analysis.indices[rank]
    assert indices.second is not None
    assert indices.second_width is not None
    count = len(places)
    table = np.full((count, count), np.nan)
    for row in range(1, count):
        for column in range(row):
            pair = tuple(sorted((places[row], places[column])))
            table[row, column] = indices.second[pair] if indices.second[pair] > indices.second_width[pair] else np.nan
    ax.plain(panel, grid="")
    lower = np.tril(np.ones((count, count)), -1)
    panel.imshow(np.ma.masked_equal(lower, 0.0), cmap=PALE, vmin=0.0, vmax=1.0, aspect="auto")
    most = max(LEAST, float(np.nanmax(table, initial=0.0)))
    panel.imshow(np.ma.masked_invalid(table), cmap=SHADES, vmin=0.0, vmax=most, aspect="auto")
    for row, column in zip(*np.nonzero(np.isfinite(table)), strict=True):
        dark = table[row, column] > 0.6 * most
        words = percent(float(table[row, column]), 1)
        ax.text(panel, float(column), float(row), words, ha="center", va="center", fontsize=style.SMALL,
                color="white" if dark else style.INK)  # fmt: skip
    names = [layout.name_of(answer, place) for place in places]
    panel.set_yticks(range(count), [sheet.fit(n, style.SMALL, 2.75, lines=2) for n in names], parse_math=False)
    short = [sheet.fit(n, style.TINY, 1.5) for n in names]
    panel.set_xticks(range(count), short, rotation=30, ha="right", parse_math=False)
    panel.set_xlim(-0.5, count - 1.5)
    panel.set_ylim(count - 0.5, 0.5)
    panel.tick_params(axis="x", labelsize=style.TINY, length=0)
    panel.tick_params(axis="y", length=0)
