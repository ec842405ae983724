"""What packages cost and bring: all that a search weighed, those that no other beats, and what fresh futures left of
the ones it shows."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.ticker import MaxNLocator

from kkgsim.analysis.optimisation.optimise import Solution
from kkgsim.analysis.optimisation.plots.hypervolume import stamp_of_search
from kkgsim.i18n import decimal, tr
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.plotting import axes as ax
from kkgsim.plotting import outcome_captions, style
from kkgsim.plotting.figure_layout import FigureLayout, LegendEntry

SEEN, ANEW = style.COLOURS[0], style.COLOURS[1]
"""The colours of what the search saw and of what fresh futures gave."""


def draw(solution: Solution) -> Figure:
    """Extra rupiah a year against the gain, or against the level where a target was asked for."""
    sheet = FigureLayout(both_stamps(solution))
    sheet.foot(tr("view_pareto_reading"))
    sheet.head(_title(solution), "", _key())
    outcome = OUTCOMES[solution.wanted.aim.outcome]
    target = solution.wanted.for_target
    caption = outcome_captions.with_unit(outcome) if target else outcome_captions.change_unit(outcome)
    sheet.bottom += 0.16
    panel = sheet.panels(1, 1, left=ax.LEFT, right=0.2, tops=[0.4], bottom=0.3)[0]
    ax.caption(sheet, panel, caption, left=ax.LEFT)
    ax.plain(panel, grid="both")
    unit = _points(sheet, panel, solution, "level" if target else "gain")
    ax.axis_label(panel, tr("view_extra_cost", unit=unit))
    return sheet.figure


def both_stamps(solution: Solution) -> str:
    """The futures of the search and the fresh ones."""
    fresh = {"fresh_seed": solution.seed, "fresh": decimal(solution.replicates, 0)}
    return f"{stamp_of_search(solution)} · {tr('view_stamp_fresh', **fresh)}"


def _title(solution: Solution) -> str:
    winners = solution.winners
    if not len(winners):
        return tr("search_nothing")
    kept = int((~winners.over).sum())
    return tr("view_pareto_title", kept=kept, all=len(winners))


def _key() -> list[LegendEntry]:
    return [
        LegendEntry(tr("view_pareto_weighed"), style.FAINT, "dot", style.QUIET),
        LegendEntry(tr("view_pareto_front"), SEEN, "dot"),
        LegendEntry(tr("view_pareto_seen"), SEEN, "hollow"),
        LegendEntry(tr("view_pareto_fresh"), ANEW, "square"),
    ]


def _points(sheet: FigureLayout, panel: Axes, solution: Solution, measure: str) -> str:
    """Everything on the panel; gives the words for the unit of the money axis."""
    searched, winners = solution.searched, solution.winners
    cost, value = searched.measures["cost"], searched.measures[measure]
    lawful, front = searched.lawful, searched.front
    ends = [cost[lawful], winners.searched["cost"], winners.fresh["cost"], np.zeros(1)]
    sides = [value[lawful], winners.searched[measure], winners.fresh[measure]]
    if measure == "gain":
        sides.append(np.zeros(1))
    wide, tall = np.concatenate(ends), np.concatenate(sides)
    scale, words = outcome_captions.money(float(np.abs(wide).max()))
    span = max(float(np.ptp(wide)), 1e6)
    panel.set_xlim(float(wide.min()) - 0.04 * span, float(wide.max()) + 0.07 * span)
    panel.xaxis.set_major_locator(MaxNLocator(nbins=6, steps=[1, 2, 2.5, 5, 10]))
    panel.xaxis.set_major_formatter(ax.LocalNumbers(scale=scale))
    outcome = OUTCOMES[solution.wanted.aim.outcome]
    ax.value_axis(panel, outcome.unit, float(tall.min()), float(tall.max()), zero=measure == "gain")
    panel.plot(cost[lawful], value[lawful], marker="o", markersize=3, color=style.FAINT, linestyle="none", zorder=2)
    panel.plot(cost[front], value[front], marker="o", markersize=4, color=SEEN, linestyle="none", zorder=3)
    _winners(sheet, panel, solution, measure)
    _bounds(panel, solution, measure)
    return words


def _winners(sheet: FigureLayout, panel: Axes, solution: Solution, measure: str) -> None:
    """Each winner as the search saw it, as fresh futures gave it, and its number."""
    seen, fresh = solution.winners.searched, solution.winners.fresh
    box = panel.get_position()
    (left, right), (low, high) = panel.get_xlim(), panel.get_ylim()
    wide, tall = (right - left) / (box.width * sheet.width), (high - low) / (box.height * sheet.height)
    marks = [(fresh["cost"][i] / wide, fresh[measure][i] / tall) for i in range(len(solution.winners))]
    taken = [*marks, *((seen["cost"][i] / wide, seen[measure][i] / tall) for i in range(len(solution.winners)))]
    for rank, (x, y) in enumerate(marks):
        ends = ([seen["cost"][rank], fresh["cost"][rank]], [seen[measure][rank], fresh[measure][rank]])
        panel.plot(*ends, color=style.QUIET, linewidth=1.0, zorder=4)
        panel.plot(ends[0][0], ends[1][0], marker="o", markersize=8, color=SEEN, markerfacecolor="white",
                   markeredgewidth=1.6, zorder=5)  # fmt: skip
        panel.plot(ends[0][1], ends[1][1], marker="s", markersize=8, color=ANEW, markeredgecolor=style.INK, zorder=6)
        a, b = _free(x, y, taken)
        taken.append((a, b))
        ax.text(
            panel, a * wide, b * tall, str(rank + 1), va="center", ha="center", weight="bold", fontsize=style.PANEL,
            zorder=7, path_effects=[withStroke(linewidth=2.5, foreground="white")],
        )  # fmt: skip


def _free(x: float, y: float, taken: list[tuple[float, float]]) -> tuple[float, float]:
    """A place near (x, y), in inches, that nothing has taken; the last one tried where all have."""
    a, b = x, y
    for ring in (0.2, 0.3, 0.42):
        for angle in (-45, -90, 0, 45, 135, 180, 90, -135):
            a, b = x + ring * math.cos(math.radians(angle)), y + ring * math.sin(math.radians(angle))
            if all(math.hypot(a - c, b - d) > 0.17 for c, d in taken):
                return a, b
    return a, b


def _bounds(panel: Axes, solution: Solution, measure: str) -> None:
    """The budget, where it bounds what is drawn, and the target or the status quo."""
    look = {"color": style.GHOST, "linewidth": 1.4, "linestyle": (0, (4, 2)), "zorder": 1.5}
    level = solution.wanted.aim.target if measure == "level" else 0.0
    panel.axhline(level, **look)  # type: ignore[arg-type]
    words = tr("view_pareto_target" if measure == "level" else "view_pareto_nothing")
    ax.text(panel, panel.get_xlim()[1], level, words, va="bottom", ha="right", color=style.QUIET)
    if solution.wanted.budget <= panel.get_xlim()[1]:
        panel.axvline(solution.wanted.budget, **look)  # type: ignore[arg-type]
        words = tr("view_pareto_budget")
        top = panel.get_ylim()[1]
        ax.text(panel, solution.wanted.budget, top, words, va="bottom", ha="center", color=style.QUIET)
