"""Facts in one picture: the observed range of every quantity beside what the model shows."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Picture

import kkgsim
from kkgsim.analysis.facts.evaluate import IN_TARGET, MISSED, NOT_COMPUTED, Figure, Tested
from kkgsim.analysis.facts.report import target_of, value_of
from kkgsim.analysis.facts.result import Validation
from kkgsim.analysis.facts.words import short_name
from kkgsim.analysis.result import NothingToDraw
from kkgsim.i18n import message, tr
from kkgsim.plotting import axes as ax
from kkgsim.plotting import style
from kkgsim.plotting.figure_layout import FigureLayout, LegendEntry

COLOURS = {IN_TARGET: style.COLOURS[0], MISSED: style.COLOURS[1], NOT_COMPUTED: style.FAINT}
WIDTH, NAMES, FIGURES, ROW = 11.0, 4.9, 2.6, 0.23
"""Of the paper, room for names at the left and figures at the right, and the height of a row, inches."""
LEFT, RIGHT = -1.0, 2.0
"""What is shown of a scale on which the target goes from 0 to 1; what lies beyond stands at the edge."""
BAND = "#DCE9F2"


def targets(validation: Validation) -> Picture:
    """A quantity a row: its target as a band, the interval over draws, and the figure at the book's values.

    Raises :class:`~kkgsim.analysis.result.NothingToDraw` where no quantity has a target.
    """
    rows = [(tested, figure) for tested in validation.tested for figure in tested.figures if figure.verdict]
    if not rows:
        raise NothingToDraw(message("facts_nothing"))
    stamp = tr("facts_stamp", version=kkgsim.__version__, seed=validation.seed, replicates=validation.replicates,
               draws=validation.draws)  # fmt: skip
    sheet = FigureLayout(stamp, width=WIDTH, height=2.3 + ROW * len(rows))
    sheet.foot(tr("view_reading_facts"))
    key = [LegendEntry(tr(f"facts_{verdict}"), colour, "dot") for verdict, colour in COLOURS.items()]
    sheet.head(tr("view_facts_title", **validation.counts), "", [*key, LegendEntry(tr("facts_target"), BAND, "box")])
    panel = sheet.panels(1, 1, left=NAMES, right=FIGURES, tops=[0.15], bottom=0.1)[0]
    ax.bare(panel)
    panel.set_xlim(LEFT, RIGHT)
    panel.set_ylim(len(rows) - 0.5, -0.5)
    for rank, (tested, figure) in enumerate(rows):
        _row(sheet, panel, rank, figure, _name(rows, rank, tested, figure))
    return sheet.figure


def _name(rows: list[tuple[Tested, Figure]], rank: int, tested: Tested, figure: Figure) -> tuple[str, str]:
    """The number of the fact where it is the first of its rows, and the name of the quantity."""
    first = rank == 0 or rows[rank - 1][0] is not tested
    return (short_name(tested.fact.name) if first else ""), str(figure.quantity.label)


def _row(sheet: FigureLayout, panel: Axes, rank: int, figure: Figure, names: tuple[str, str]) -> None:
    """One quantity."""
    low, high = ends(figure)
    panel.barh(rank, min(high, RIGHT) - max(low, LEFT), left=max(low, LEFT), height=0.8, color=BAND, zorder=1)
    colour = COLOURS[figure.verdict]
    interval = figure.interval
    if math.isfinite(interval.mean):
        reach = np.clip([on_scale(figure, interval.low), on_scale(figure, interval.high)], LEFT, RIGHT)
        panel.plot(reach, [rank, rank], color=colour, linewidth=2.2, solid_capstyle="butt", zorder=3)
    if math.isfinite(figure.book):
        place = on_scale(figure, figure.book)
        marker = "o" if LEFT <= place <= RIGHT else "<" if place < LEFT else ">"
        panel.plot([np.clip(place, LEFT, RIGHT)], [rank], marker=marker, markersize=6, color=colour, zorder=4,
                   linestyle="none", clip_on=False)  # fmt: skip
    wide = panel.get_position().width * sheet.width / (RIGHT - LEFT)
    number, label = names
    ax.text(panel, LEFT - (NAMES - 0.05) / wide, rank, number, va="center", weight="bold")
    fitted = sheet.fit(label, style.SMALL, NAMES - 0.75)
    ax.text(panel, LEFT - 0.12 / wide, rank, fitted, ha="right", va="center")
    words = sheet.fit(f"{value_of(figure)}  [{target_of(figure)}]", style.TINY, FIGURES - 0.15)
    ax.text(panel, RIGHT + 0.12 / wide, rank, words, va="center", fontsize=style.TINY, color=style.QUIET)


def on_scale(figure: Figure, value: float) -> float:
    """Where a value stands on a scale on which the target goes from 0 to 1. A bound on one side alone is at its end,
    and the scale is as wide as the bound is from zero, or as the draws are apart."""
    target = figure.quantity.target
    assert target is not None
    if target.low is not None and target.high is not None:
        width = target.high - target.low
        return (value - target.low) / width if width > 0.0 else 0.5 + (value - target.low)
    bound = target.high if target.low is None else target.low
    assert bound is not None
    wide = figure.interval.high - figure.interval.low
    width = abs(bound) or (wide if math.isfinite(wide) and wide > 0.0 else 0.0) or abs(figure.book) or 1.0
    return (1.0 if target.low is None else 0.0) + (value - bound) / width


def ends(figure: Figure) -> tuple[float, float]:
    """The ends of the target on that scale; an open one lies beyond the edge."""
    target = figure.quantity.target
    assert target is not None
    return (-math.inf if target.low is None else 0.0), (math.inf if target.high is None else 1.0)
