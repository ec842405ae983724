"""Indices of every factor that matters, with their intervals."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from kkgsim.analysis.sensitivity.plots import layout
from kkgsim.analysis.sensitivity.result import Sensitivity
from kkgsim.i18n import tr
from kkgsim.i18n.units import SCALE, SHARE
from kkgsim.plotting import axes as ax
from kkgsim.plotting import style
from kkgsim.plotting.figure_layout import FigureLayout, LegendEntry

DARK, LIGHT = style.COLOURS[0], style.COLOURS[5]


def draw(answer: Sensitivity) -> Figure:
    """One panel an outcome, its strongest factors from the top."""
    ranks = layout.shown(answer)
    both = {"S1", "ST"} <= set(answer.analysis.how.by.names)
    sheet = layout.layout_of(answer)
    sheet.foot(tr("view_sens_bars_reading" if both else "view_sens_bars_reading_one"))
    key = [LegendEntry(tr("view_sens_alone"), DARK, "box"), LegendEntry(tr("view_sens_with"), LIGHT, "box")]
    sheet.head(_finding(answer, ranks), layout.settled(answer), key if both else ())
    captions = [str(answer.columns[rank]) for rank in ranks]
    for rank, panel in zip(ranks, layout.panels(sheet, captions), strict=True):
        _bars(sheet, panel, answer, rank, len(ranks) == 1)
    return sheet.figure


def _finding(answer: Sensitivity, ranks: list[int]) -> str:
    """What decides the first outcome."""
    if not ranks:
        return tr("view_sens_bars_title")
    column, first = answer.columns[ranks[0]], layout.first(answer, ranks[0])
    names = [layout.name_of(answer, place) for place in first]
    if len(first) > 2:
        return tr("view_sens_bars_several", outcome=column.label, factors=len(first), factor=names[0])
    if len(first) == 2:
        return tr("view_sens_bars_two", outcome=column.label, factor=names[0], other=names[1])
    return tr("view_sens_bars_one", outcome=column.label, factor=names[0])


def _bars(sheet: FigureLayout, panel: Axes, answer: Sensitivity, rank: int, alone: bool) -> None:
    """The strongest factors of one outcome."""
    indices, by = answer.analysis.indices[rank], answer.analysis.how.by
    key, scale = by.key, by.scale(indices)
    rows = layout.strongest(answer, rank, layout.ROWS if alone else layout.ROWS_OF_MANY)
    ax.plain(panel, grid="x")
    layout.named_rows(sheet, panel, [layout.name_of(answer, place) for place in rows], alone=alone)
    width = indices.widths.get(key)
    for y, place in enumerate(rows):
        value = indices.values[key][place] / scale
        panel.barh(y, max(value, 0.0), height=0.66, color=LIGHT if key == "ST" else DARK, linewidth=0.0)
        if key == "ST":
            panel.barh(y, max(indices.values["S1"][place], 0.0), height=0.3, color=DARK, linewidth=0.0)
        if width is not None:
            half = width[place] / scale
            panel.plot([max(value - half, 0.0), value + half], [y, y], color=style.INK, linewidth=1.4)
    panel.set_xlim(0.0, min(panel.get_xlim()[1], 1.0) if by.kind == "share" else None)
    panel.xaxis.set_major_locator(MaxNLocator(nbins=4, steps=[1, 2, 2.5, 5, 10]))
    panel.xaxis.set_major_formatter(ax.numbers_for(SHARE if by.kind == "share" else SCALE))
