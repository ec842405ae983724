"""What is in the packages that a search shows: one column a package, one row a setting."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from kkgsim.analysis.optimisation.optimise import Solution
from kkgsim.design.study import names_of
from kkgsim.i18n import amount, rupiah, tr
from kkgsim.model.levers import all_levers, all_settings
from kkgsim.plotting import axes as ax
from kkgsim.plotting import style
from kkgsim.plotting.figure_layout import EDGE, FigureLayout, stamp

NAMES = 4.3
"""Room for the settings' names, inches."""
ROW, MOST = 0.34, 30
"""Height of a row in inches, and how many there is room for."""
BAR = "#9CC7E5"


def draw(solution: Solution) -> Figure:
    """Settings at work as bars of their range, amounts in figures, with cost and gain of fresh futures above."""
    packages = [solution.settings(rank) for rank in range(len(solution.winners))]
    rows = [name for name in all_settings() if any(name in package for package in packages)]
    shown = sorted(rows, key=lambda name: (-sum(name in package for package in packages), rows.index(name)))[:MOST]
    sheet = FigureLayout(
        stamp(solution.place.title, solution.seed, solution.replicates), height=min(2.7 + ROW * len(shown), 14.0)
    )
    sheet.foot(
        tr("view_packages_reading"),
        tr("view_packages_more", more=len(rows) - len(shown)) if len(rows) > len(shown) else "",
    )
    sheet.head(_finding(packages, shown), "")
    panel = sheet.panel(EDGE, sheet.bottom, sheet.width - 2 * EDGE, sheet.top - sheet.bottom)
    ax.bare(panel)
    panel.set_xlim(0.0, sheet.width - 2 * EDGE)
    panel.set_ylim(len(shown), -1.4)
    wide = (sheet.width - 2 * EDGE - NAMES) / len(packages)
    for rank, package in enumerate(packages):
        _head(panel, solution, rank, NAMES + (rank + 0.5) * wide)
        for row, name in enumerate(shown):
            _cell(panel, solution, name, package.get(name, 0.0), NAMES + rank * wide, wide, row)
    for row, name in enumerate(shown):
        words = sheet.fit(_named(name), style.TINY, NAMES - 0.1, lines=2)
        ax.text(panel, 0.0, row + 0.5, words, va="center", fontsize=style.TINY, linespacing=1.1)
    return sheet.figure


def _finding(packages: list[dict[str, float]], shown: list[str]) -> str:
    """The setting that most packages have."""
    if not shown:
        return tr("view_packages_none", count=len(packages))
    times = sum(shown[0] in package for package in packages)
    return tr("view_packages_title", count=len(packages), times=times, setting=_named(shown[0]))


def _named(name: str) -> str:
    """A setting, under its lever where its own words do not say enough alone."""
    lever = next(lever for lever in all_levers().values() if name in names_of(lever.name))
    own = str(all_settings()[name].label)
    return own if len(lever.settings) == 1 else f"{own} ({lever.label})"


def _head(panel: Axes, solution: Solution, rank: int, x: float) -> None:
    """Number and cost of a package."""
    colour = style.COLOURS[1] if solution.winners.over[rank] else style.INK
    ax.text(panel, x, -1.05, str(rank + 1), ha="center", va="center", weight="bold", fontsize=style.PANEL, color=colour)
    cost = rupiah(float(solution.winners.fresh["cost"][rank])).replace("Rp ", "")
    ax.text(panel, x, -0.45, cost.replace(" ", "\n", 1), ha="center", va="center", fontsize=style.TINY, color=colour)


def _cell(panel: Axes, solution: Solution, name: str, value: float, left: float, wide: float, row: int) -> None:
    """A bar as long as the setting is strong within the range searched, and its amount."""
    factor = next(setting for setting in solution.searched.space.factors if setting.name == name)
    room = 0.9 * wide
    panel.add_patch(Rectangle((left + 0.05 * wide, row + 0.12), room, 0.76, facecolor=style.GRID, edgecolor="none"))
    if value == 0.0:
        return
    share = float(np.clip(value / factor.high if factor.high else 1.0, 0.0, 1.0))
    panel.add_patch(Rectangle((left + 0.05 * wide, row + 0.12), room * share, 0.76, facecolor=BAR, edgecolor="none"))
    ax.text(panel, left + 0.5 * wide, row + 0.5, amount(value), ha="center", va="center", fontsize=style.TINY)
