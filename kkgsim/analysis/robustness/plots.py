"""How robust packages are, in three pictures: what is best how often, regret, and how sure the ranks are."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from kkgsim.analysis.band_note import shares_note
from kkgsim.analysis.counted_shares import with_interval
from kkgsim.analysis.robustness.evaluate import Robustness, RobustnessInput
from kkgsim.analysis.robustness.measures import AGREE, MEASURES, Stability, regrets
from kkgsim.analysis.robustness.report import first_for_sure, lost_between
from kkgsim.analysis.robustness.worth import SURE
from kkgsim.i18n import decimal, percent, tr
from kkgsim.plotting import axes as ax
from kkgsim.plotting import outcome_captions, style
from kkgsim.plotting.figure_layout import FigureLayout, LegendEntry, stamp

MOST = style.MOST + 1
"""More packages than this, the status quo among them, are left to the tables."""
PANELS = 6
"""Objectives a picture has room for."""
NAMES = 2.4
"""Room for the names of objectives, inches."""
WIDE = 0.12
"""Share of a bar that has room for its figure."""
AGREEING = ((AGREE, "view_agree_well"), (0.5, "view_agree_partly"), (0.0, "view_agree_little"))
"""From which concordance on the measures are said to agree, and how."""
SHADES = LinearSegmentedColormap.from_list("sure", ["#FFFFFF", "#9FC8E4", style.COLOURS[0]])


def _colour(robustness: Robustness, rank: int) -> str:
    """Packages have the colours of scenarios, the status quo that of a baseline."""
    if rank == robustness.today:
        return style.GHOST
    return style.COLOURS[(rank - (rank > robustness.today)) % style.MOST]


def _stamped(robustness: Robustness) -> str:
    """Where a picture comes from; there are no bands in it."""
    return stamp(robustness.place.title, robustness.seed, robustness.replicates)


def _letter(robustness: Robustness, rank: int) -> str:
    return tr("view_today") if rank == robustness.today else chr(ord("A") + (rank - (rank > robustness.today)) % 26)


def _beside(robustness: Robustness, rank: int) -> float:
    """The size of what stands at the left of a row: a word needs more room than a letter."""
    return style.TINY - 1.0 if rank == robustness.today else style.SMALL


def _shown(robustness: Robustness) -> range:
    return range(min(len(robustness.packages), MOST))


def _key(robustness: Robustness) -> list[LegendEntry]:
    titles = robustness.titles()
    return [
        LegendEntry(f"{_letter(robustness, rank)}  {titles[rank]}" if rank != robustness.today else titles[rank],
              _colour(robustness, rank), "box") for rank in _shown(robustness)
    ]  # fmt: skip


def _outcomes(robustness: Robustness) -> tuple[RobustnessInput, ...]:
    """The objectives without the cost, by which the status quo is always the best."""
    return tuple(criterion for criterion in robustness.judged if criterion.worth is not None)


def _notes(robustness: Robustness) -> str:
    """What a picture has no room for."""
    more = len(robustness.packages) - MOST
    return tr("view_more", shown=MOST, more=more) if more > 0 else ""


def best(robustness: Robustness) -> Figure:
    """In what share of the futures each package is the best, one bar an objective."""
    shown = _outcomes(robustness)
    sheet = FigureLayout(_stamped(robustness), height=min(style.HEIGHT, 2.7 + 0.62 * len(shown)))
    sheet.foot(f"{tr('view_reading_best')} {shares_note(robustness.replicates)}", _notes(robustness))
    sheet.head(_finding(robustness), "", _key(robustness))
    panel = sheet.panels(1, 1, left=NAMES, right=0.3, tops=[0.1], bottom=0.42)[0]
    ax.plain(panel, grid="x")
    panel.set_xlim(0.0, 1.0)
    panel.set_ylim(len(shown) - 0.5, -0.5)
    panel.set_yticks([])
    panel.xaxis.set_major_formatter(ax.LocalNumbers(scale=100.0, suffix=" %"))
    beside = -0.12 / (panel.get_position().width * sheet.width)
    for row, criterion in enumerate(shown):
        name = sheet.fit(str(criterion.objective.label), style.SMALL, NAMES - 0.2, lines=2)
        ax.text(panel, beside, row, name, ha="right", va="center")
        _stack(panel, robustness, row, criterion.measure("best"))
    ax.axis_label(panel, tr("view_futures_axis"))
    return sheet.figure


def _stack(panel: Axes, robustness: Robustness, row: int, shares: np.ndarray) -> None:  # type: ignore[type-arg]
    left = 0.0
    for rank in _shown(robustness):
        share = float(shares[rank])
        panel.barh(row, share, left=left, height=0.6, color=_colour(robustness, rank), edgecolor="white", linewidth=0.8)
        if share >= WIDE:
            words = f"{_letter(robustness, rank)}  {percent(share)}"
            ax.text(panel, left + share / 2.0, row, words, ha="center", va="center", color="white", weight="bold")
        left += share


def _finding(robustness: Robustness) -> str:
    """Which package is best most often by the first objective, where that is sure."""
    first = robustness.judged[0]
    if first.all_equal:
        return _all_equal(first)
    top = first_for_sure(first, "best")
    if top is None:
        return tr("view_best_unsure_title", outcome=first.objective.label)
    word = "view_best_dearest_title" if top == robustness.dearest else "view_best_title"
    share = with_interval(float(first.measure("best")[top]), robustness.replicates)
    return tr(word, outcome=first.objective.label, package=robustness.titles()[top], share=share)


def _all_equal(criterion: RobustnessInput) -> str:
    """The finding where no measure tells packages apart, so that none is named as the first of its equals."""
    return tr("view_all_equal_title", outcome=criterion.objective.label)


def regret(robustness: Robustness) -> Figure:
    """What each package loses against the best of the same future: quartiles, nine in ten, the largest."""
    shown = _outcomes(robustness)[:PANELS]
    sheet = FigureLayout(_stamped(robustness), height=_height(len(shown), len(_shown(robustness)), 0.24))
    sheet.foot(tr("view_reading_regret"), _notes(robustness))
    sheet.head(_least_regret(robustness), "", _key(robustness))
    captions = [_lost_in(criterion) for criterion in shown]
    for panel, criterion in zip(ax.captioned(sheet, captions, min(2, len(shown)), 0.3), shown, strict=True):
        _regrets(panel, robustness, criterion)
    return sheet.figure


def _least_regret(robustness: Robustness) -> str:
    """Which package loses least in nine futures in ten by the first objective, where that is sure, and how much the
    status quo may lose there."""
    first = robustness.judged[0]
    if first.all_equal:
        return _all_equal(first)
    top = first_for_sure(first, "regret_90")
    if top is None:
        return tr("view_regret_unsure_title", outcome=first.objective.label)
    least, most = (lost_between(first, rank) for rank in (top, robustness.today))
    word = "view_regret_dearest_title" if top == robustness.dearest else "view_regret_title"
    return tr(word, outcome=first.objective.label, package=robustness.titles()[top], least=least, most=most)


def _height(panels: int, rows: int, row: float) -> float:
    """Room for a picture of panels of so many rows, two abreast."""
    return 2.6 + -(-panels // 2) * (0.85 + row * rows)


def _lost_in(criterion: RobustnessInput) -> str:
    """An objective and the unit in which regret is told."""
    if criterion.objective.unit.money:
        words = outcome_captions.money(float(criterion.measure("regret_max").max()))[1]
    else:
        words = str(criterion.objective.unit.change)
    return f"{criterion.objective.label} ({words})"


def _regrets(panel: Axes, robustness: Robustness, criterion: RobustnessInput) -> None:
    lost = regrets(criterion.values, criterion.objective.better)
    unit = criterion.objective.unit
    scale = outcome_captions.money(float(lost.max()))[0] if unit.money else unit.scale
    ax.plain(panel, grid="x")
    panel.set_yticks([])
    panel.set_ylim(len(_shown(robustness)) - 0.4, -0.6)
    panel.set_xlim(0.0, max(float(lost.max()) * scale * 1.04, 1e-9))
    panel.xaxis.set_major_locator(MaxNLocator(nbins=4, steps=[1, 2, 2.5, 5, 10]))
    panel.xaxis.set_major_formatter(ax.LocalNumbers())
    beside = -0.08 / (panel.get_position().width * panel.figure.get_figwidth())  # type: ignore[union-attr]
    for rank in _shown(robustness):
        low, middle, high, most = np.quantile(lost[rank], (0.25, 0.5, 0.75, 0.9)) * scale
        colour = _colour(robustness, rank)
        panel.barh(rank, high - low, left=low, height=0.5, color=colour, zorder=3)
        panel.plot([high, most], [rank, rank], color=colour, linewidth=2.2, solid_capstyle="butt", zorder=3)
        panel.plot([middle] * 2, [rank - 0.25, rank + 0.25], color="white", linewidth=2.0, zorder=4)
        panel.plot([lost[rank].max() * scale], [rank], marker="D", markersize=5, color=colour, linestyle="none",
                   zorder=4, clip_on=False)  # fmt: skip
        ax.text(panel, beside, rank, _letter(robustness, rank), ha="right", va="center", weight="bold",
                fontsize=_beside(robustness, rank), transform=panel.get_yaxis_transform())  # fmt: skip


def ranks(robustness: Robustness) -> Figure:
    """The rank of each package under each measure, coloured by how often it would be the first among other futures."""
    shown = _outcomes(robustness)[:PANELS]
    sheet = FigureLayout(_stamped(robustness), height=_height(len(shown), len(_shown(robustness)) + 1, 0.27))
    sheet.foot(tr("view_reading_ranks"), _notes(robustness))
    sheet.head(_ranked_first(robustness), "", _key(robustness))
    captions = [tr("view_ranks_panel", outcome=criterion.objective.label,
                    agreement=_agreement(criterion)) for criterion in shown]  # fmt: skip
    for panel, criterion in zip(ax.captioned(sheet, captions, min(2, len(shown)), 0.05), shown, strict=True):
        _ranks(sheet, panel, robustness, criterion)
    return sheet.figure


def _ranked_first(robustness: Robustness) -> str:
    """By how many of the measures which package is surely the first, by the first objective."""
    first = robustness.judged[0]
    if first.all_equal:
        return _all_equal(first)
    times = [sum(sure.first[rank] >= SURE for sure in _telling(first)) for rank in _shown(robustness)]
    top = int(np.argmax(times))
    if not times[top]:
        return tr("view_ranks_unsure_title", outcome=first.objective.label)
    word = "view_ranks_dearest_title" if top == robustness.dearest else "view_ranks_title"
    return tr(word, outcome=first.objective.label, package=robustness.titles()[top], times=times[top],
              all=len(_telling(first)))  # fmt: skip


def _telling(criterion: RobustnessInput) -> list[Stability]:
    """The measures by which packages differ at all."""
    return [sure for sure in criterion.stability if np.ptp(sure.rank) > 0.0]


def _agreement(criterion: RobustnessInput) -> str:
    """How far the measures agree (Kendall's W), in words."""
    if criterion.all_equal:
        return tr("view_agree_none")
    return tr(next(word for least, word in AGREEING if criterion.concordance >= least))


def _ranks(sheet: FigureLayout, panel: Axes, robustness: Robustness, criterion: RobustnessInput) -> None:
    """One objective: a package a row, a measure a column; the names of the measures stand below."""
    rows = len(_shown(robustness))
    ax.bare(panel)
    panel.set_xlim(-0.5, len(MEASURES) - 0.5)
    panel.set_ylim(rows + 0.9, -0.5)
    first = np.array([sure.first[:rows] for sure in criterion.stability]).T
    panel.imshow(
        first, cmap=SHADES, vmin=0.0, vmax=1.0, aspect="auto", extent=(-0.5, len(MEASURES) - 0.5, rows - 0.5, -0.5)
    )
    panel.set_xlim(-0.5, len(MEASURES) - 0.5)
    panel.set_ylim(rows + 0.9, -0.5)
    room = panel.get_position().width * sheet.width / len(MEASURES)
    for column, sure in enumerate(criterion.stability):
        name = sheet.fit(tr(f"view_measure_{sure.measure}"), style.TINY, room - 0.04, lines=3)
        ax.text(panel, column, rows - 0.35, name, ha="center", va="top", fontsize=style.TINY, color=style.QUIET)
        for rank in _shown(robustness):
            tied = np.ptp(sure.rank) == 0.0
            place = "=" if tied else decimal(sure.rank[rank], 0 if sure.rank[rank] == int(sure.rank[rank]) else 1)
            ink = "white" if sure.first[rank] > 0.7 else style.INK
            ax.text(panel, column, rank, place, ha="center", va="center", color=ink, fontsize=style.TEXT)
    for rank in _shown(robustness):
        ax.text(panel, -0.58, rank, _letter(robustness, rank), ha="right", va="center", weight="bold",
                fontsize=_beside(robustness, rank))  # fmt: skip


PICTURES = {"best": best, "regret": regret, "ranks": ranks}
"""What draws each picture, by name, the main one first."""
