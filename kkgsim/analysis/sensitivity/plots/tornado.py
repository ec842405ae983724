"""Which way each factor moves an outcome, the largest swing on top."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from kkgsim.analysis.sensitivity.plots import layout
from kkgsim.analysis.sensitivity.problem import TOGETHER_LABELS
from kkgsim.analysis.sensitivity.result import Sensitivity
from kkgsim.i18n import measured, tr
from kkgsim.plotting import axes as ax
from kkgsim.plotting import style
from kkgsim.plotting.figure_layout import FigureLayout, LegendEntry

RIPPLE = 0.02
"""A swing that is a smaller part of the largest one is not drawn."""
LOW, HIGH = style.COLOURS[4], style.COLOURS[0]


def draw(answer: Sensitivity) -> Figure:
    """One panel an outcome. Factors, never groups: a group has no low and high."""
    ranks = layout.shown(answer)
    sheet = layout.layout_of(answer)
    sheet.foot(tr("view_sens_tornado_reading"))
    key = [LegendEntry(tr("view_sens_low"), LOW, "box"), LegendEntry(tr("view_sens_high"), HIGH, "box")]
    sheet.head(_finding(answer, ranks), "", key)
    captions = [str(answer.columns[rank]) for rank in ranks]
    for rank, panel in zip(ranks, layout.panels(sheet, captions), strict=True):
        _bars(sheet, panel, answer, rank, len(ranks) == 1)
    return sheet.figure


def _finding(answer: Sensitivity, ranks: list[int]) -> str:
    """The swing of what decides the first outcome."""
    if not ranks:
        return tr("view_sens_bars_title")
    rank, column = ranks[0], answer.columns[ranks[0]]
    place = _decisive(answer, rank)
    low, high = (measured(float(table[place, rank]), column.unit) for table in (answer.low, answer.high))
    name = str(answer.factors[place].label)
    return tr("view_sens_tornado_title", outcome=column.label, factor=name, low=low, high=high)


def _decisive(answer: Sensitivity, rank: int) -> int:
    """The factor that the picture of the indices names, too; of a group, the factor with the largest swing."""
    label = answer.analysis.problem.labels[layout.strongest(answer, rank, 1)[0]]
    names = [factor.name for factor in answer.factors]
    return names.index(label) if label in names else _largest(answer, rank, 1)[0]


def _largest(answer: Sensitivity, rank: int, count: int) -> list[int]:
    """The factors with the largest swings, largest first; ripples are left out."""
    swing = np.abs(answer.high[:, rank] - answer.low[:, rank])
    swing[[factor.group in TOGETHER_LABELS for factor in answer.factors]] = 0.0
    order = np.argsort(-swing, kind="stable")[:count]
    return [int(place) for place in order if swing[place] >= RIPPLE * max(swing[order[0]], np.finfo(float).tiny)]


def _bars(sheet: FigureLayout, panel: Axes, answer: Sensitivity, rank: int, alone: bool) -> None:
    """The swings of one outcome around its mean."""
    unit, mean = answer.columns[rank].unit, float(answer.analysis.values[:, rank].mean())
    rows = _largest(answer, rank, layout.ROWS if alone else layout.ROWS_OF_MANY)
    ax.plain(panel, grid="x")
    layout.named_rows(sheet, panel, [str(answer.factors[place].label) for place in rows], alone=alone)
    for y, place in enumerate(rows):
        for table, colour in ((answer.low, LOW), (answer.high, HIGH)):
            panel.barh(y, table[place, rank] - mean, left=mean, height=0.62, color=colour, linewidth=0.0)
    panel.axvline(mean, color=style.INK, linewidth=1.2)
    ends = [float(table[place, rank]) for place in rows for table in (answer.low, answer.high)]
    panel.set_xlim(*ax.padded(min(mean, *ends), max(mean, *ends), unit, bounded=not unit.money))
    panel.xaxis.set_major_locator(MaxNLocator(nbins=4, steps=[1, 2, 2.5, 5, 10]))
    panel.xaxis.set_major_formatter(ax.numbers_for(unit))
    if unit.money:
        ax.axis_label(panel, str(unit.level))
