"""Axes that people can read: quiet frames, numbers written as in their language, labels that keep apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FixedFormatter, FixedLocator, Formatter, MaxNLocator

from kkgsim.i18n import decimal
from kkgsim.i18n.units import Unit
from kkgsim.plotting import style
from kkgsim.plotting.figure_layout import EDGE, FigureLayout
from kkgsim.scenario.scenario import calendar_name

LEFT = 0.58
"""Room for tick labels at the left of a panel, inches."""
MONTH = 0.4
"""Room for the name of a month with its year, inches."""


class LocalNumbers(Formatter):
    """Tick labels in a language, with as many digits as the ticks need."""

    def __init__(self, *, scale: float = 1.0, suffix: str = "", sign: bool = False):
        self.scale, self.suffix, self.sign = scale, suffix, sign

    def __call__(self, x: float, pos: int | None = None) -> str:
        return self.format_ticks([x])[0]

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        """All ticks with the same number of digits."""
        scaled = np.asarray(values, dtype=float) * self.scale
        digits = next((d for d in range(6) if np.allclose(scaled, np.round(scaled, d), atol=1e-9, rtol=0.0)), 6)
        return [decimal(v, digits, sign=self.sign and abs(v) > 1e-12) + self.suffix for v in scaled]


def numbers_for(unit: Unit, *, sign: bool = False) -> LocalNumbers:
    """How an outcome's axis is numbered: shares in percent, differences of shares in points."""
    return LocalNumbers(scale=unit.axis_scale, suffix="" if sign else unit.axis_suffix, sign=sign)


def plain(axes: Axes, *, grid: str = "y") -> None:
    """The quiet frame of every chart; set here, whatever the reader's own matplotlib settings are."""
    axes.set_facecolor("white")
    for side, spine in axes.spines.items():
        spine.set_visible(side in ("bottom", "left"))
        spine.set_color(style.FAINT)
        spine.set_linewidth(0.8)
    axes.set_axisbelow(True)
    axes.grid(False)
    if grid:
        axes.grid(True, axis=grid, color=style.GRID, linewidth=0.8, linestyle="-")  # type: ignore[arg-type]
    axes.tick_params(
        axis="both",
        which="both",
        colors=style.QUIET,
        labelsize=style.SMALL,
        length=3,
        color=style.FAINT,
        width=0.8,
        labelfontfamily=style.FONT,
        direction="out",
        top=False,
        right=False,
    )


def bare(axes: Axes) -> None:
    """No frame at all."""
    axes.set_axis_off()
    axes.set_facecolor("white")


def text(axes: Axes, x: float, y: float, words: str, **look: object) -> None:
    """A text at a place of the data, never read as mathematics."""
    given = {"color": style.INK, "fontsize": style.SMALL, "family": style.FONT, "clip_on": False, **look}
    axes.text(x, y, words, parse_math=False, **given)  # type: ignore[arg-type]


def caption(
    sheet: FigureLayout, axes: Axes, words: str, *, left: float = 0.0, right: float = 0.0, color: str = style.INK
) -> None:
    """The panel's title, from the left edge of its tick labels to the right edge of its end labels."""
    box = axes.get_position()
    x, y = box.x0 * sheet.width - left, box.y1 * sheet.height
    room = box.width * sheet.width + left + right
    fitted = sheet.fit(words, style.PANEL, room, lines=2, weight="bold")
    sheet.write(x, y + 0.08, fitted, style.PANEL, weight="bold", va="bottom", color=color)


def captioned(
    sheet: FigureLayout, captions: Sequence[str], columns: int, right: float, bottom: float = 0.3
) -> list[Axes]:
    """Panels under their captions over the room that is left, with room for labels at the ``right`` of each and for its
    ticks at the ``bottom``."""
    room = (sheet.width - 2 * EDGE) / columns
    lines = [sheet.fit(c, style.PANEL, room, lines=2, weight="bold").count("\n") + 1 for c in captions]
    tops = [0.2 + 0.18 * max(lines[i : i + columns]) for i in range(0, len(lines), columns)]
    sheet.bottom += 0.16
    panels = sheet.panels(len(captions), columns, left=LEFT, right=right, tops=tops, bottom=bottom)
    for panel, words in zip(panels, captions, strict=True):
        caption(sheet, panel, words, left=LEFT, right=right)
    return panels


def axis_label(axes: Axes, words: str, side: str = "x") -> None:
    """The words along an axis."""
    label = axes.set_xlabel if side == "x" else axes.set_ylabel
    label(words, fontsize=style.SMALL, color=style.QUIET, family=style.FONT, labelpad=3, parse_math=False)


def month_axis(axes: Axes, months: int, extra: float, first_month: int) -> None:
    """Months of the calendar from that in which a run begins to the horizon, with ``extra`` share of room at the right;
    the year stands below where it is new."""
    wide = axes.get_position().width * axes.figure.get_figwidth() / (1.0 + extra)  # type: ignore[union-attr]
    most = max(wide / MONTH, 1.0)
    step = next((s for s in (1, 2, 3, 6, 12, 24, 60, 120) if months / s <= most), 240)
    ticks = list(range(1, months + 1, step))
    axes.xaxis.set_major_locator(FixedLocator(ticks))
    axes.xaxis.set_major_formatter(FixedFormatter(_month_labels(ticks, first_month)))
    span = max(months - 1, 1)
    axes.set_xlim(1 - 0.02 * span, months + extra * span)


def _month_labels(ticks: Sequence[int], first_month: int) -> list[str]:
    """Names of months; the first of each year has it on a second line."""
    labels, before = [], ""
    for tick in ticks:
        month, year = calendar_name(first_month, tick).split(" ")
        labels.append(f"{month}\n{year}" if year != before else month)
        before = year
    return labels


def value_axis(axes: Axes, unit: Unit, low: float, high: float, *, zero: bool = False) -> None:
    """The upright axis over a range of values; ``zero`` for differences."""
    low, high = padded(low, high, unit, bounded=not zero)
    axes.set_ylim(low, high)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 2.5, 5, 10]))
    axes.yaxis.set_major_formatter(numbers_for(unit, sign=zero))


def padded(low: float, high: float, unit: Unit, *, bounded: bool) -> tuple[float, float]:
    """A range with room around it; ``bounded`` keeps it within what the unit allows."""
    least = unit.least_span if bounded else unit.least_span / 10.0
    middle, half = (low + high) / 2.0, max((high - low) / 2.0, least / 2.0) * 1.08
    low, high = middle - half, middle + half
    slack = 0.01 * (high - low)
    return (max(low, unit.low - slack), min(high, unit.high + slack)) if bounded else (low, high)


def apart(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places near the wanted ones, in their order, ``gap`` apart or more, inside ``low`` to ``high`` if they fit."""
    if not wanted:
        return []
    order = np.argsort(wanted, kind="stable")
    result = [wanted[i] for i in order]
    for i in range(1, len(result)):
        result[i] = max(result[i], result[i - 1] + gap)
    over = max(0.0, result[-1] - high)
    result[-1] -= over
    for i in range(len(result) - 2, -1, -1):
        result[i] = min(result[i], result[i + 1] - gap)
    under = max(0.0, low - result[0])
    result = [f + under for f in result]
    places = [0.0] * len(result)
    for place, i in zip(result, order, strict=True):
        places[int(i)] = float(place)
    return places


def end_label(value: float, unit: Unit, *, sign: bool = False) -> str:
    """A value at the end of its line, in the unit of its axis; a change too small to write is "≈ 0"."""
    if sign and value != 0.0 and round(value * unit.axis_scale, unit.digits) == 0.0:
        return "≈ 0"
    return decimal(value * unit.axis_scale, unit.digits, sign=sign) + ("" if sign else unit.axis_suffix)
