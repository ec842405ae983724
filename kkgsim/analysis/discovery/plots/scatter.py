"""Every case of a study by the two factors that matter most, and the box in which it fails."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kkgsim.analysis.discovery.boxes import Box
from kkgsim.analysis.discovery.discovery import DiscoveredBox, Discovery
from kkgsim.analysis.discovery.plots.captions import box_entry, failing, finding, stamped
from kkgsim.design.factor_words import with_unit_in_brackets
from kkgsim.design.study import Factor
from kkgsim.i18n import tr
from kkgsim.plotting import axes as ax
from kkgsim.plotting import style
from kkgsim.plotting.factor_axis import factor_axis
from kkgsim.plotting.figure_layout import FigureLayout, LegendEntry

FAILS, SOUND = style.COLOURS[1], style.COLOURS[5]
"""Colours of cases that fail and of those that do not; one is filled, the other hollow."""
BOXED = style.COLOURS[0]


def scatter(discovery: Discovery) -> Figure:
    """Every case by the two factors that matter most, with the first box."""
    across, upward = _leading(discovery)
    factors, points = discovery.cases.study.factors, discovery.cases.points
    sheet = FigureLayout(stamped(discovery))
    sheet.foot(tr("view_reading_cases", replicates=discovery.cases.replicates))
    entries = [LegendEntry(tr("view_fails"), FAILS, "dot"), LegendEntry(tr("view_sound"), SOUND, "hollow")]
    shown = _first(discovery)
    if shown is not None:
        entries.append(_entry(discovery, shown))
    sheet.head(finding(discovery), failing(discovery), entries)
    panel = sheet.panels(1, 1, left=0.85, right=0.2, tops=[0.15], bottom=0.5)[0]
    ax.plain(panel, grid="both")
    for kind, colour, face in ((~discovery.fails, SOUND, "none"), (discovery.fails, FAILS, FAILS)):
        panel.plot(points[kind, across], points[kind, upward], marker="o", markersize=5, color=colour,
                   markerfacecolor=face, linestyle="none", zorder=3)  # fmt: skip
    if shown is not None:
        _frame(panel, shown.box, (across, factors[across]), (upward, factors[upward]), held=bool(discovery.boxes))
    for rank, side in ((across, "x"), (upward, "y")):
        factor_axis(panel, factors[rank], side)
        ax.axis_label(panel, with_unit_in_brackets(factors[rank]), side)
    return sheet.figure


def _first(discovery: Discovery) -> DiscoveredBox | None:
    """The first box that holds, else the one that does not, else none."""
    return discovery.boxes[0] if discovery.boxes else discovery.rejected


def _entry(discovery: Discovery, shown: DiscoveredBox) -> LegendEntry:
    """The frame in the key; one that does not hold is a ghost."""
    if discovery.boxes:
        return LegendEntry(box_entry(0, shown), BOXED)
    words = tr("view_box_rejected", failing=shown.held_back.failing, cases=shown.held_back.cases)
    return LegendEntry(words, style.GHOST, "ghost", style.QUIET)


def _leading(discovery: Discovery) -> tuple[int, int]:
    """The two factors to show: those of the first box by their quasi-p-values, then those of the tree (its densest leaf
    first), then those limited in most halves."""
    shown = _first(discovery)
    chances = {} if shown is None else shown.quasi_p
    sure = [factor for factor, _ in sorted(chances, key=lambda limit: chances[limit])]
    leaf = [rank for one_leaf in discovery.leaves for rank in one_leaf.box.limited]
    both = [*dict.fromkeys([*sure, *leaf, *np.argsort(-discovery.again, kind="stable").tolist()])][:2]
    return both[0], both[-1]


def _frame(panel: Axes, box: Box, across: tuple[int, Factor], upward: tuple[int, Factor], *, held: bool) -> None:
    """The box in the two factors; where it leaves one free it reaches over its range."""
    edges = []
    for rank, factor in (across, upward):
        slack = 0.02 * (factor.high - factor.low)
        edges.append((max(box.low[rank], factor.low - slack), min(box.high[rank], factor.high + slack)))
    (left, right), (below, above) = edges
    around = [left, right, right, left, left], [below, below, above, above, below]
    panel.plot(*around, color=BOXED if held else style.GHOST, linewidth=3.0 if held else 2.4, zorder=5,
               linestyle="-" if held else (0, (4, 2)))  # fmt: skip
