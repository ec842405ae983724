"""How a search got better: hypervolume of the lawful packages against packages weighed."""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from kkgsim.analysis.optimisation.optimise import Solution
from kkgsim.i18n import measured, percent, rupiah, tr
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.plotting import axes as ax
from kkgsim.plotting import style
from kkgsim.plotting.figure_layout import FigureLayout

LATE = 0.25
"""What the last quarter of a search added is told in the title."""


def draw(solution: Solution) -> Figure:
    """Share of the room between the reference point and the best found of everything."""
    sheet = FigureLayout(solution, height=5.0)
    searched = solution.searched
    weighed = searched.curve[:, 0]
    share = searched.curve[:, 1] / searched.box if searched.box > 0.0 else 0.0 * weighed
    sheet.foot(tr("view_hypervolume_reading", corner=_corner(solution)))
    before = share[weighed <= (1.0 - LATE) * weighed[-1]]
    late = 1.0 - before[-1] / share[-1] if len(before) and share[-1] > 0.0 else 1.0
    sheet.head(tr("view_hypervolume_title", late=percent(late, 1)), "")
    sheet.bottom += 0.16
    panel = sheet.panels(1, 1, left=ax.LEFT, right=0.3, tops=[0.4], bottom=0.3)[0]
    ax.caption(sheet, panel, tr("view_hypervolume_axis"), left=ax.LEFT)
    ax.plain(panel)
    panel.plot(weighed, share, color=style.COLOURS[0], linewidth=3.0, marker="o", markersize=4)
    panel.set_ylim(0.0, max(1.15 * float(share.max()), 0.01))
    panel.set_xlim(0.0, 1.02 * float(weighed[-1]))
    panel.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    panel.xaxis.set_major_formatter(ax.LocalNumbers())
    panel.yaxis.set_major_formatter(ax.LocalNumbers(scale=100.0, suffix=" %"))
    ax.axis_label(panel, tr("view_hypervolume_weighed"))
    return sheet.figure


def _corner(solution: Solution) -> str:
    """The reference point in words."""
    unit = OUTCOMES[solution.wanted.aim.outcome].unit
    words = []
    for (name, sign), value in zip(solution.searched.plan.objectives.items(), solution.searched.reference, strict=True):
        level = -sign * float(value)
        text = rupiah(level) if name == "cost" else measured(level, unit, sign=name != "level")
        words.append(f"{tr(f'search_column_{name}')}: {text}")
    return "; ".join(words)
