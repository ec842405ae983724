"""How a search got better: hypervolume of the lawful packages against packages weighed."""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from kkgsim.analysis.optimisation.optimise import Solution
from kkgsim.i18n import decimal, measured, percent, rupiah, tr
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.plotting import axes as ax
from kkgsim.plotting import style
from kkgsim.plotting.figure_layout import FigureLayout, stamp


def stamp_of_search(solution: Solution) -> str:
    """The futures of the search, and the seed of what it tried on them."""
    study = solution.wanted.study
    made = tr("view_stamp_search", seed=solution.wanted.seed)
    return f"{stamp(solution.place.title, study.seed, study.replicates)} · {made}"


def draw(solution: Solution) -> Figure:
    """Share of the room between the reference point and the best found of everything."""
    sheet = FigureLayout(stamp_of_search(solution), height=5.0)
    searched = solution.searched
    weighed = searched.curve[:, 0]
    share = searched.curve[:, 1] / searched.box if searched.box > 0.0 else 0.0 * weighed
    sheet.foot(tr("view_hypervolume_reading", corner=_corner(solution)))
    sheet.head(_title(solution), "")
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


def _title(solution: Solution) -> str:
    """How far each line of the search came alone."""
    searched = solution.searched
    if len(searched.lines) < 2 or not searched.curve[-1, 1] > 0.0:
        return tr("view_hypervolume_one", weighed=decimal(len(searched.packages), 0))
    alone = searched.lines / searched.curve[-1, 1]
    return tr("view_hypervolume_title", low=percent(alone.min(), 1), high=percent(alone.max(), 1))


def _corner(solution: Solution) -> str:
    """The reference point in words."""
    unit = OUTCOMES[solution.wanted.aim.outcome].unit
    words = []
    for (name, sign), value in zip(solution.searched.plan.objectives.items(), solution.searched.reference, strict=True):
        level = -sign * float(value)
        text = rupiah(level) if name == "cost" else measured(level, unit, sign=name != "level")
        words.append(f"{tr(f'search_column_{name}')}: {text}")
    return "; ".join(words)
