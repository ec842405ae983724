"""What discovery found, in three pictures: the trade-off of PRIM, the limits of its boxes, the cases themselves."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from kkgsim.analysis.discovery.boxes import Box
from kkgsim.analysis.discovery.discovery import DENSE, Discovery, PeelStep
from kkgsim.analysis.discovery.plots.captions import box_entry, failing, finding, stamped
from kkgsim.analysis.discovery.plots.scatter import scatter
from kkgsim.design.factor_words import format_value, with_unit_in_brackets
from kkgsim.design.study import Factor
from kkgsim.i18n import percent, tr
from kkgsim.plotting import axes as ax
from kkgsim.plotting import style
from kkgsim.plotting.figure_layout import FigureLayout, LegendEntry

BY_LIMITS = (style.FAINT, *(style.COLOURS[rank] for rank in (0, 2, 3, 4, 6)))
"""Colours of boxes by how many factors they limit; the last one for all that limit more."""
NAMES = 3.3
"""Room for the names of factors, inches."""
ROW = 0.62


def pictures_of(discovery: Discovery) -> dict[str, Callable[[Discovery], Figure]]:
    """What there is to show, by name, the main picture first; nothing where nothing was searched for."""
    if not discovery.trade_off:
        return {}
    boxes = {"limits": limits} if discovery.boxes else {}
    return {**boxes, "trade_off": trade_off, "cases": scatter}


def trade_off(discovery: Discovery) -> Figure:
    """Coverage against density of every box on PRIM's first way, and which one was chosen."""
    sheet = FigureLayout(stamped(discovery))
    sheet.foot(tr("view_reading_trade_off", dense=percent(DENSE)))
    steps = [step for step in discovery.trade_off if step.search == 0]
    counts = sorted({min(step.lasting_limited, len(BY_LIMITS) - 1) for step in steps})
    entries = [LegendEntry(_limited(count), BY_LIMITS[count], "dot") for count in counts]
    entries.append(LegendEntry(tr("view_chosen"), style.INK, "hollow"))
    sheet.head(finding(discovery), failing(discovery), entries)
    panel = sheet.panels(1, 1, left=0.75, right=0.2, tops=[0.15], bottom=0.5)[0]
    ax.plain(panel, grid="both")
    for axis in (panel.xaxis, panel.yaxis):
        axis.set_major_formatter(PercentFormatter(1.0, decimals=0, symbol=" %"))
    panel.set_xlim(-0.02, 1.04)
    panel.set_ylim(0.0, 1.04)
    for y, words in ((DENSE, tr("view_dense")), (discovery.share, tr("view_share"))):
        panel.axhline(y, color=style.GHOST, linewidth=1.2, linestyle=(0, (4, 2)), zorder=2)
        ax.text(panel, 0.0, y + 0.012, words, color=style.QUIET)
    for step in steps:
        _step(panel, step)
    ax.axis_label(panel, tr("view_coverage_axis"))
    ax.axis_label(panel, tr("view_density_axis"), "y")
    return sheet.figure


def _step(panel: Axes, step: PeelStep) -> None:
    colour = BY_LIMITS[min(step.lasting_limited, len(BY_LIMITS) - 1)]
    at = [step.lasting.coverage], [step.lasting.density]
    panel.plot(*at, marker="o", markersize=7, color=colour, linestyle="none", zorder=4)
    if step.chosen:
        panel.plot(
            *at, marker="o", markersize=15, color=style.INK, markerfacecolor="none", markeredgewidth=2.0, zorder=5
        )


def _limited(count: int) -> str:
    word = "view_limited_more" if count == len(BY_LIMITS) - 1 else "view_limited"
    return tr(word, count=count)


def limits(discovery: Discovery) -> Figure:
    """The limited part of each factor's range, box by box."""
    factors = discovery.cases.study.factors
    rows = [(number, box, rank) for number, box in enumerate(discovery.boxes) for rank in box.box.limited]
    sheet = FigureLayout(stamped(discovery), height=2.7 + ROW * len(rows))
    sheet.foot(tr("view_reading_limits"))
    entries = [LegendEntry(box_entry(number, box), style.COLOURS[number], "box")
               for number, box in enumerate(discovery.boxes)]  # fmt: skip
    entries.append(LegendEntry(tr("view_range"), style.GRID, "box"))
    sheet.head(finding(discovery), failing(discovery), entries)
    panel = sheet.panels(1, 1, left=NAMES, right=0.25, tops=[0.1], bottom=0.05)[0]
    ax.bare(panel)
    panel.set_xlim(0.0, 1.0)
    panel.set_ylim(len(rows), 0.0)
    for y, (number, box, rank) in enumerate(rows):
        name = sheet.fit(with_unit_in_brackets(factors[rank]), style.TEXT, NAMES - 0.2, lines=2)
        beside = -0.2 / (panel.get_position().width * sheet.width)
        ax.text(panel, beside, y + 0.4, name, ha="right", va="center", fontsize=style.TEXT)
        _bar(panel, y, factors[rank], box.box, rank, style.COLOURS[number])
    return sheet.figure


def _bar(panel: Axes, y: int, factor: Factor, box: Box, rank: int, colour: str) -> None:
    """The range looked at, and over it the part that the box leaves, with its limits in figures."""
    span = factor.high - factor.low
    first, last = (
        (edge - factor.low) / span for edge in (max(box.low[rank], factor.low), min(box.high[rank], factor.high))
    )
    panel.barh(y + 0.34, 1.0, height=0.34, color=style.GRID, zorder=1)
    panel.barh(y + 0.34, last - first, left=first, height=0.34, color=colour, zorder=2)
    for at, value, side in ((0.0, factor.low, "left"), (1.0, factor.high, "right")):
        ax.text(panel, at, y + 0.72, format_value(factor, value), ha=side, va="center", color=style.QUIET)
    for at, value in ((first, box.low[rank]), (last, box.high[rank])):
        if np.isfinite(value):
            inside = min(max(at, 0.16), 0.84)
            ax.text(
                panel, inside, y + 0.72, format_value(factor, float(value)), ha="center", va="center", weight="bold"
            )
