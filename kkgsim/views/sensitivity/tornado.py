"""Which way each factor moves an outcome, the largest swing on top."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from kkgsim.explore.sensitivity.study import Answer
from kkgsim.locale import measured, say
from kkgsim.views import axes as ax
from kkgsim.views import style
from kkgsim.views.sensitivity import paper
from kkgsim.views.sheet import Entry, Sheet

RIPPLE = 0.02
"""A swing that is a smaller part of the largest one is not drawn."""
LOW, HIGH = style.COLOURS[4], style.COLOURS[0]


def draw(answer: Answer, lang: str) -> Figure:
    """One panel an outcome. Factors, never groups: a group has no low and high."""
    ranks = paper.shown(answer)
    sheet = paper.sheet_of(answer, lang)
    sheet.foot(say("view_sens_tornado_reading", lang))
    key = [Entry(say("view_sens_low", lang), LOW, "box"), Entry(say("view_sens_high", lang), HIGH, "box")]
    sheet.head(_finding(answer, ranks, lang), "", key)
    captions = [answer.columns[rank].told(lang) for rank in ranks]
    for rank, panel in zip(ranks, paper.panels(sheet, captions), strict=True):
        _bars(sheet, panel, answer, rank, len(ranks) == 1)
    return sheet.figure


def _finding(answer: Answer, ranks: list[int], lang: str) -> str:
    """The largest swing of the first outcome."""
    if not ranks:
        return say("view_sens_bars_title", lang)
    rank, column = ranks[0], answer.columns[ranks[0]]
    place = _largest(answer, rank, 1)[0]
    low, high = (measured(float(table[place, rank]), column.unit, lang) for table in (answer.low, answer.high))
    name = answer.factors[place].label[lang]
    return say("view_sens_tornado_title", lang, outcome=column.label[lang], factor=name, low=low, high=high)


def _largest(answer: Answer, rank: int, count: int) -> list[int]:
    """The factors with the largest swings, largest first; ripples are left out."""
    swing = np.abs(answer.high[:, rank] - answer.low[:, rank])
    order = np.argsort(-swing, kind="stable")[:count]
    return [int(place) for place in order if swing[place] >= RIPPLE * swing[order[0]]]


def _bars(sheet: Sheet, panel: Axes, answer: Answer, rank: int, alone: bool) -> None:
    """The swings of one outcome around its mean."""
    unit, mean = answer.columns[rank].unit, float(answer.analysis.values[:, rank].mean())
    rows = _largest(answer, rank, paper.ROWS if alone else paper.ROWS_OF_MANY)
    ax.plain(panel, grid="x")
    paper.named_rows(sheet, panel, [answer.factors[place].label[sheet.lang] for place in rows], alone=alone)
    for y, place in enumerate(rows):
        for table, colour in ((answer.low, LOW), (answer.high, HIGH)):
            panel.barh(y, table[place, rank] - mean, left=mean, height=0.62, color=colour, linewidth=0.0)
    panel.axvline(mean, color=style.INK, linewidth=1.2)
    panel.margins(x=0.06)
    panel.xaxis.set_major_locator(MaxNLocator(nbins=4, steps=[1, 2, 2.5, 5, 10]))
    panel.xaxis.set_major_formatter(ax.numbers_for(unit, sheet.lang))
    if unit.money:
        ax.axis_label(panel, unit.level[sheet.lang])
