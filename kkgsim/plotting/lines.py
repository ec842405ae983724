"""Lines over months with their bands, and at the right the average of the last year with its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes

from kkgsim.engine.intervals import Interval, intervals
from kkgsim.engine.run_result import LAST
from kkgsim.model.arrays import Array
from kkgsim.model.outcomes import Outcome
from kkgsim.plotting import axes as ax
from kkgsim.plotting import style
from kkgsim.plotting.figure_layout import FigureLayout

RIBBONS = 3
"""With more lines than this only the baseline keeps its ribbon, and bars at the right show the other bands:
ribbons would hide each other."""
STEP = 0.032
"""Room of one bar at the right, as a share of the months."""
TICKS = 0.4
"""Room for the names of months below a panel, inches."""


@dataclass(frozen=True)
class Curve:
    """One line: ``monthly`` (months, replicates), its colours, and its label at the end."""

    monthly: Array
    colour: str
    ink: str
    label: str
    ghost: bool = False

    @property
    def end(self) -> Interval:
        """The band of the average over the last year."""
        return end_of(self.monthly)


def end_of(monthly: Array) -> Interval:
    """The band of the average over the last year; the same numbers as in the table of effects."""
    return Interval.of(monthly[-LAST:].mean(axis=0))


def draw_lines(
    sheet: FigureLayout, axes: Axes, curves: Sequence[Curve], outcome: Outcome, first_month: int, *, zero: bool = False
) -> None:
    """Curves with bands and end labels in one panel; ``zero`` for differences."""
    months = curves[0].monthly.shape[0]
    ax.plain(axes)
    ribbons = len(curves) <= RIBBONS
    seen = [np.zeros(1)] if zero else []
    for order, curve in enumerate(curves):
        seen += _line(axes, curve, order, ribbons or curve.ghost)
        seen.append(np.array(curve.end))
    ax.month_axis(axes, months, STEP * (len(curves) + 1), first_month)
    ax.value_axis(axes, outcome.unit, *_range(seen), zero=zero)
    if zero:
        axes.axhline(0.0, color=style.GHOST, linewidth=1.6, linestyle=(0, (4, 2)), zorder=2)
    _window(axes, months)
    _ends(sheet, axes, curves, months)


def _range(seen: Sequence[Array]) -> tuple[float, float]:
    return min(float(s.min()) for s in seen), max(float(s.max()) for s in seen)


def _line(axes: Axes, curve: Curve, order: int, ribbon: bool) -> list[Array]:
    """The line and, where there is room, its ribbon; what the axis has to hold."""
    month = np.arange(1, curve.monthly.shape[0] + 1)
    mean, low, high = intervals(curve.monthly)
    dashes = (0, (4, 2)) if curve.ghost else "-"
    marker = "o" if len(month) == 1 else ""
    axes.plot(
        month,
        mean,
        color=curve.colour,
        linewidth=2.2,
        linestyle=dashes,
        marker=marker,
        zorder=4 + 0.01 * order,
    )
    if not ribbon:
        return [mean]
    axes.fill_between(month, low, high, color=curve.colour, alpha=0.15, linewidth=0.0, zorder=1 + 0.01 * order)
    return [mean, low, high]


def _window(axes: Axes, months: int) -> None:
    """The months that the bars at the right average, as a thick stretch of the axis."""
    first = max(1, months - LAST + 1)
    axes.plot(
        [first, months],
        [0.0, 0.0],
        color=style.QUIET,
        linewidth=3.0,
        solid_capstyle="butt",
        clip_on=False,
        transform=axes.get_xaxis_transform(),
        zorder=6,
    )


def _ends(sheet: FigureLayout, axes: Axes, curves: Sequence[Curve], months: int) -> None:
    """Bars and labels at the right, labels moved apart."""
    span, (bottom, top) = max(months - 1, 1), axes.get_ylim()
    tall = axes.get_position().height * sheet.height
    gap = style.SMALL * 1.25 / 72.0 / tall * (top - bottom)
    ends = [curve.end for curve in curves]
    places = ax.apart([mean for mean, _, _ in ends], gap, bottom + gap / 2.0, top)
    far = months + STEP * span * (len(curves) + 1)
    for i, (curve, (mean, low, high), y) in enumerate(zip(curves, ends, places, strict=True)):
        x = months + STEP * span * (i + 0.9)
        axes.plot(
            [x, x],
            [low, high],
            color=curve.colour,
            linewidth=2.0,
            solid_capstyle="butt",
            clip_on=False,
            zorder=5,
        )
        axes.plot([x], [mean], marker="o", markersize=4.5, color=curve.colour, clip_on=False, zorder=6)
        axes.plot([x, far], [mean, y], color=curve.colour, linewidth=0.6, alpha=0.7, clip_on=False, zorder=3)
        ax.text(axes, far + 0.01 * span, y, curve.label, color=curve.ink, va="center", weight="bold")


def draw_panels(
    sheet: FigureLayout,
    outcomes: Sequence[Outcome],
    groups: Sequence[Sequence[Curve]],
    captions: Sequence[str],
    first_month: int,
    *,
    zero: bool = False,
) -> None:
    """One panel an outcome, two in a row, over the room that the sheet has left; runs begin in ``first_month``."""
    right = max(sheet.wide(c.label, style.SMALL, "bold") for curves in groups for c in curves) + 0.16
    panels = ax.captioned(sheet, captions, 2, right, bottom=TICKS)
    for panel, outcome, curves in zip(panels, outcomes, groups, strict=True):
        draw_lines(sheet, panel, curves, outcome, first_month, zero=zero)
