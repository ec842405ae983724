"""What a policy costs and what it brings: extra rupiah a year against the change of each headline outcome."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.ticker import MaxNLocator

from kkgsim.analysis.comparison.compare import yearly_cost
from kkgsim.analysis.comparison.plots import captions as wording
from kkgsim.analysis.comparison.plots import series
from kkgsim.analysis.comparison.plots.series import Series
from kkgsim.analysis.comparison.result import Comparison
from kkgsim.engine.intervals import Interval
from kkgsim.i18n import measured, rupiah, tr
from kkgsim.model.arrays import Array
from kkgsim.model.outcomes import OUTCOMES, Outcome
from kkgsim.plotting import axes as ax
from kkgsim.plotting import outcome_captions, style
from kkgsim.plotting.figure_layout import FigureLayout

Cross = tuple[Series, Interval, Interval]
RINGS = (0.17, 0.28, 0.40, 0.52, 0.64)
"""How far from its mean a letter may stand, inches; the nearest free place is taken."""
SURE = 0.9
"""A scenario is called the cheapest only where this share of the runs agrees."""


def draw(comparison: Comparison, outcome: str | None = None) -> Figure:
    """Cost against effect, one panel a headline outcome, or one large panel for the outcome named.

    Raises ``ValueError`` where nothing is compared.
    """
    if comparison.alone:
        raise ValueError("nothing is compared: there is no extra cost to draw")
    shown = wording.headline() if outcome is None else [(list(OUTCOMES).index(outcome), OUTCOMES[outcome])]
    sheet, last = FigureLayout(comparison), wording.last_months(comparison)
    sheet.foot(
        tr("view_reading_cost", last=last, baseline=wording.baseline_name(comparison)),
        wording.left_out(comparison),
    )
    sheet.head(_finding(comparison, *shown[0]), "", wording.difference_key(comparison, "dot"))
    columns = min(2, len(shown))
    captions = [outcome_captions.change_unit(item) for _, item in shown]
    panels = ax.captioned(sheet, captions, columns, 0.3)
    units = [_panel(sheet, panel, comparison, *item) for panel, item in zip(panels, shown, strict=True)]
    for panel, unit in list(zip(panels, units, strict=True))[-columns:]:
        ax.axis_label(panel, tr("view_extra_cost", unit=unit))
    return sheet.figure


def _panel(sheet: FigureLayout, panel: Axes, comparison: Comparison, rank: int, outcome: Outcome) -> str:
    """One outcome; gives the words for the unit of the money axis."""
    ax.plain(panel, grid="both")
    crosses = [
        (item, Interval.of(_extra(item)), Interval.of(_gain(item, rank))) for item in series.series_of(comparison)
    ]
    costs = [value for _, cost, _ in crosses for value in cost] + [0.0]
    gains = [value for _, _, gain in crosses for value in gain] + [0.0]
    scale, words = outcome_captions.money(max(costs, key=abs))
    span = max(max(costs) - min(costs), 1e6)
    panel.set_xlim(min(costs) - 0.06 * span, max(costs) + 0.10 * span)
    panel.xaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 2.5, 5, 10]))
    panel.xaxis.set_major_formatter(ax.LocalNumbers(scale=scale))
    ax.value_axis(panel, outcome.unit, min(gains), max(gains), zero=True)
    for line in (panel.axhline, panel.axvline):
        line(0.0, color=style.GHOST, linewidth=1.4, linestyle=(0, (4, 2)), zorder=2)
    panel.plot([0.0], [0.0], marker="o", markersize=8, color=style.GHOST, linestyle="none", zorder=4)
    for item, cost, gain in crosses:
        _cross(panel, item, cost, gain)
    _letters(sheet, panel, crosses)
    return words


def _cross(panel: Axes, item: Series, cost: Interval, gain: Interval) -> None:
    """The bands both ways and the mean; hollow where the band of the change includes zero."""
    look = {"color": item.colour, "linewidth": 1.8, "alpha": 0.75, "solid_capstyle": "butt", "zorder": 3}
    panel.plot(cost[1:], [gain.mean] * 2, **look)  # type: ignore[arg-type]
    panel.plot([cost.mean] * 2, gain[1:], **look)  # type: ignore[arg-type]
    face = item.colour if wording.verdict(*gain) == "clear" else "white"
    panel.plot([cost.mean], [gain.mean], marker="o", markersize=9, color=item.colour, markerfacecolor=face,
               markeredgewidth=1.8, linestyle="none", zorder=5)  # fmt: skip


def _letters(sheet: FigureLayout, panel: Axes, crosses: list[Cross]) -> None:
    """Letters beside the means, each at the nearest place where no mean and no other letter is."""
    box = panel.get_position()
    (left, right), (low, high) = panel.get_xlim(), panel.get_ylim()
    wide, tall = (right - left) / (box.width * sheet.width), (high - low) / (box.height * sheet.height)
    taken = [(0.0, 0.0), *((cost.mean / wide, gain.mean / tall) for _, cost, gain in crosses)]
    for (item, _, _), (x, y) in zip(crosses, taken[1:], strict=True):
        if not item.letter:
            continue
        a, b = _free(x, y, taken, low / tall)
        taken.append((a, b))
        if math.hypot(a - x, b - y) > RINGS[0] + 0.01:
            panel.plot([x * wide, a * wide], [y * tall, b * tall], color=item.ink, linewidth=0.7, zorder=2.5)
        ax.text(
            panel,
            a * wide,
            b * tall,
            item.letter,
            color=item.ink,
            va="center",
            ha="center",
            weight="bold",
            fontsize=style.TEXT,
            zorder=7,
            path_effects=[withStroke(linewidth=2.5, foreground="white")],
        )


def _free(x: float, y: float, taken: list[tuple[float, float]], floor: float) -> tuple[float, float]:
    """A place near (x, y), in inches, that nothing has taken; the last one tried where all have."""
    a, b = x, y
    for ring in RINGS:
        for angle in (45, 135, 90, 0, 180, 20, 160, 70, 110, -45, -135, -90):
            a, b = x + ring * math.cos(math.radians(angle)), y + ring * math.sin(math.radians(angle))
            if b > floor + 0.08 and all(math.hypot(a - c, b - d) > 0.155 for c, d in taken):
                return a, b
    return a, b


def _extra(item: Series) -> Array:
    return yearly_cost(item.played) - yearly_cost(item.against)


def _gain(item: Series, rank: int) -> Array:
    gain: Array = item.played.at_end()[rank] - item.against.at_end()[rank]
    return gain


def _gain_throughout(item: Series, rank: int) -> Array:
    """The mean effect over all months, which prices are taken over (see ``Effect.cost_per_step``)."""
    gain: Array = (item.played.monthly[rank] - item.against.monthly[rank]).mean(axis=0)
    return gain


def _strongest(shown: list[Series], rank: int, outcome: Outcome) -> str:
    """What raises an outcome most, and what that costs; or that nothing clearly does."""
    gains = [Interval.of(_gain(item, rank)) for item in shown]
    top = max(range(len(shown)), key=lambda i: gains[i].mean * (outcome.better or 1))
    if not gains[top].excludes_zero or gains[top].mean * (outcome.better or 1) <= 0.0:
        return tr("view_nothing_clear", outcome=outcome.label)
    return tr(
        "view_cost_strongest", outcome=outcome.label, scenario=shown[top].name(),
        gain=measured(gains[top].mean, outcome.unit, sign=True),
        amount=rupiah(float(_extra(shown[top]).mean()), sign=True),
    )  # fmt: skip


def _finding(comparison: Comparison, rank: int, outcome: Outcome) -> str:
    """The cheapest way to raise an outcome, where nearly all runs agree on it; otherwise what raises it most."""
    shown = series.series_of(comparison)
    question = _strongest(shown, rank, outcome)
    gains, extras = (
        [_gain(item, rank) * (outcome.better or 1) for item in shown],
        [_extra(item) for item in shown],
    )
    clear = [Interval.of(gain).low > 0.0 for gain in gains]
    if not any(clear) or any(extra.mean() <= 0.0 for extra in extras):
        return question
    gains = [_gain_throughout(item, rank) * (outcome.better or 1) for item in shown]
    if any(gain.mean() <= 0.0 for gain in gains):
        return question
    price = [np.where(g > 0.0, e / np.where(g > 0.0, g, 1.0), np.inf) for g, e in zip(gains, extras, strict=True)]
    first = np.argmin(np.array(price), axis=0)
    top = int(np.bincount(first, minlength=len(shown)).argmax())
    if not clear[top] or (first == top).mean() < SURE:
        return question
    step = extras[top].mean() / gains[top].mean() * outcome.unit.step
    words = {
        "scenario": shown[top].name(),
        "outcome": str(outcome.label),
        "price": rupiah(float(step)),
    }
    key = "view_cost_one" if len(shown) == 1 else "view_cost_title"
    return tr(key, step=outcome.unit.step_words, **words)
