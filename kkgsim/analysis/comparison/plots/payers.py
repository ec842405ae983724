"""Who pays: rupiah a year by payer, the baseline above the scenarios; time, valued, beside the money."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from kkgsim.analysis.comparison.compare import by_payer, in_time, yearly_cost
from kkgsim.analysis.comparison.plots import captions, series
from kkgsim.analysis.comparison.result import Comparison
from kkgsim.engine.run_result import RunResult
from kkgsim.i18n import rupiah, tr
from kkgsim.model.levers.lever import IN_TIME, PAYERS
from kkgsim.plotting import axes as ax
from kkgsim.plotting import outcome_captions, style
from kkgsim.plotting.figure_layout import EDGE, FigureLayout, LegendEntry

COLOURS = {
    "ministry": "#332288", "province": "#88CCEE", "district": "#117733", "bos": "#DDCC77", "bosda": "#999933",
    "village": "#661100", "donor": "#CC6677", "teachers": "#882255", "hours": "#C8C8C8", "lessons": "#8C8C8C",
}  # fmt: skip
"""Paul Tol's muted colours, other than those of the scenarios; greys for time."""
MONEY, TIME = (-0.08, 0.46), (0.30, 0.16)
"""Where the bars of money and of time stand under a scenario's line, and how tall they are."""
THIN = 0.01
"""A part of the longest bar that is smaller than this can hardly be seen."""
NAMES = 2.1
"""Room for the scenarios' names, inches."""


def draw(comparison: Comparison) -> Figure:
    """One bar a policy, cut by who pays; the whole at its end, and what it is more than the baseline. A thin bar below
    it is what the time given is worth."""
    rows: list[tuple[RunResult, series.Series | None, str]] = [
        (ghost.played, None, ghost.name()) for ghost in series.ghosts(comparison)
    ]
    rows += [(item.played, item, item.mark(item.name())) for item in series.series_of(comparison)]
    paid = [by_payer(played) for played, _, _ in rows]
    given = [in_time(played) for played, _, _ in rows]
    payers = [payer for payer in PAYERS if any(amounts[payer] > 0.0 for amounts in paid)]
    kinds = [kind for kind in IN_TIME if any(amounts[kind] > 0.0 for amounts in given)]
    height = min(style.HEIGHT, 2.3 + 0.62 * len(rows))
    sheet = FigureLayout(comparison, height=height)
    reading = "view_reading_payers_alone" if comparison.alone else "view_reading_payers"
    sheet.foot(
        tr(reading, baseline=captions.baseline_name(comparison)), _too_thin(rows, paid), captions.left_out(comparison)
    )
    key = [LegendEntry(str(PAYERS[payer]), COLOURS[payer], "box") for payer in payers]
    key += [LegendEntry(str(IN_TIME[kind]), COLOURS[kind], "box") for kind in kinds]
    sheet.head(_finding(comparison), "", key)
    ends = [_end(played, item) for played, item, _ in rows]
    right = max(sheet.wide(end, style.SMALL, "bold") for end in ends) + 0.15
    panel = sheet.panels(1, 1, left=NAMES, right=right, tops=[0.12], bottom=0.42)[0]
    most = max(sum(amounts.values()) for amounts in (*paid, *given))
    scale, unit = outcome_captions.money(most)
    _bars(panel, paid, payers, scale, *MONEY)
    _bars(panel, given, kinds, scale, *TIME)
    _axes(panel, len(rows), most * scale)
    for y, ((_, item, name), amounts, end) in enumerate(zip(rows, paid, ends, strict=True)):
        ink = style.QUIET if item is None else item.ink
        _name(sheet, panel, name, y, ink)
        ax.text(panel, sum(amounts.values()) * scale, y + MONEY[0], f" {end}", va="center", weight="bold", color=ink)
    ax.axis_label(panel, tr("view_cost_axis", unit=unit))
    return sheet.figure


def _too_thin(rows: list[tuple[RunResult, series.Series | None, str]], paid: list[dict[str, float]]) -> str:
    """A note of who pays too little beside the longest bar to be seen in it."""
    least = THIN * max(sum(amounts.values()) for amounts in paid)
    thin = [
        tr("view_payers_thin_one", scenario=name, payer=PAYERS[payer], amount=rupiah(amounts[payer]))
        for (_, _, name), amounts in zip(rows, paid, strict=True) for payer in PAYERS if 0.0 < amounts[payer] < least
    ]  # fmt: skip
    return tr("view_payers_thin", payers="; ".join(thin)) if thin else ""


def _bars(
    panel: Axes, amounts: list[dict[str, float]], kinds: list[str], scale: float, below: float, tall: float
) -> None:
    """One bar a row, cut by kind, ``below`` the row's line."""
    start = np.zeros(len(amounts))
    for kind in kinds:
        widths = np.array([payer[kind] * scale for payer in amounts])
        panel.barh(
            np.arange(len(amounts)) + below,
            widths,
            left=start,
            height=tall,
            color=COLOURS[kind],
            edgecolor="white",
            linewidth=0.8,
        )
        start += widths


def _axes(panel: Axes, rows: int, most: float) -> None:
    ax.plain(panel, grid="x")
    panel.set_xlim(0.0, most * 1.02 if most > 0.0 else 1.0)
    panel.set_ylim(rows - 0.5, -0.5)
    panel.set_yticks([])
    panel.xaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 2.5, 5, 10]))
    panel.xaxis.set_major_formatter(ax.LocalNumbers())


def _name(sheet: FigureLayout, panel: Axes, name: str, y: int, ink: str) -> None:
    box = panel.get_position()
    fitted = sheet.fit(name, style.SMALL, NAMES - 0.12, lines=3)
    share = (y + 0.5) / (panel.get_ylim()[0] + 0.5)
    at = (box.y1 - share * box.height) * sheet.height
    sheet.write(EDGE, at, fitted, style.SMALL, color=ink, va="center")


def _end(played: RunResult, item: series.Series | None) -> str:
    total = float(yearly_cost(played).mean())
    if item is None or item.against is played:
        return rupiah(total)
    extra = total - float(yearly_cost(item.against).mean())
    return f"{rupiah(total)} ({'−' if extra < 0.0 else '+'}{rupiah(abs(extra))})"


def _finding(comparison: Comparison) -> str:
    """What the dearest policy costs more a year and who carries most of the addition."""
    if comparison.alone:
        return tr("view_payers_question")
    extra = [yearly_cost(item.played) - yearly_cost(item.against) for item in series.series_of(comparison)]
    top = max(range(len(extra)), key=lambda i: float(extra[i].mean()))
    item, amount = series.series_of(comparison)[top], float(extra[top].mean())
    if amount <= 0.0:
        return tr("view_payers_question")
    with_it, without = by_payer(item.played), by_payer(item.against)
    most = max(PAYERS, key=lambda payer: with_it[payer] - without[payer])
    return tr(
        "view_payers_title",
        scenario=item.name(),
        amount=rupiah(amount),
        payer=PAYERS[most],
    )
