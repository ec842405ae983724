"""The seven standards of a KKG: how many clusters meet each, the baseline in grey beside every policy."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator

from kkgsim.analysis.comparison.plots import captions, series
from kkgsim.analysis.comparison.result import Comparison
from kkgsim.analysis.comparison.standards import ALL, Compliance, compliance, threshold
from kkgsim.engine.run_result import RunResult
from kkgsim.i18n import decimal, percent, tr
from kkgsim.i18n.units import SHARE
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.plotting import axes as ax
from kkgsim.plotting import style
from kkgsim.plotting.figure_layout import FigureLayout

MARK, SPARE = 0.095, 0.22
"""Height of one mark's line and free room in each row, inches."""
COLUMN = 0.56
"""Room for a column of numbers at the right, inches."""


@dataclass(frozen=True)
class Line:
    """One run in every row: its compliance, colours and letter."""

    rows: list[Compliance]
    colour: str
    ink: str
    letter: str


def draw(comparison: Comparison) -> Figure:
    """One row a standard, and the shares of clusters that meet it as numbers at the right."""
    lines = _lines(comparison)
    standards = [row for row in lines[0].rows if row.number]
    item = max(MARK * len(lines) + SPARE, 0.42)
    sheet = FigureLayout(comparison, height=2.75 + 0.25 * (len(lines) > 4) + item * len(standards))
    level = decimal(threshold(comparison.played[0].scenario), 2)
    sheet.foot(
        tr("view_reading_standards", last=captions.last_months(comparison), level=level),
        tr("standards_fifth"),
        captions.left_out(comparison),
    )
    sheet.head(_finding(comparison), "", captions.key(comparison, "dot"))
    left = 0.16 + max(sheet.wide(_name(row), style.TEXT) for row in standards)
    panel = sheet.panels(1, 1, left=left, right=COLUMN * len(lines) + 0.1, tops=[0.34], bottom=0.34)[0]
    _frame(panel, len(standards), item)
    for rank, row in enumerate(standards):
        _names(panel, _name(row), item * (rank + 0.5))
        for number, line in enumerate(lines):
            y = item * rank + SPARE / 2.0 + (item - SPARE) * (number + 0.5) / len(lines)
            _mark(panel, line, line.rows[rank], y)
            _number(panel, line, number, percent(line.rows[rank].end[0]), item * (rank + 0.5))
    for number, line in enumerate(lines):
        _head(panel, line, number)
    return sheet.figure


def _lines(comparison: Comparison) -> list[Line]:
    """The baselines, then the scenarios."""
    ghosts = series.ghosts(comparison)
    rows = [Line(compliance(g.played, g.played), style.GHOST, style.QUIET, g.letter) for g in ghosts]
    for row in series.series_of(comparison):
        rows.append(Line(compliance(row.played, row.against), row.colour, row.ink, row.letter))
    return rows


def _name(row: Compliance) -> str:
    return tr("standards_row", number=row.number, name=row.label)


def _frame(panel: Axes, count: int, item: float) -> None:
    """The scale from no cluster to all, and a stripe under every other row; upright in inches from the top."""
    ax.plain(panel, grid="x")
    panel.set(xlim=(-0.02, 1.02), ylim=(count * item, 0.0), yticks=[])
    panel.spines["left"].set_visible(False)
    panel.xaxis.set_major_locator(FixedLocator([0.0, 0.25, 0.5, 0.75, 1.0]))
    panel.xaxis.set_major_formatter(ax.numbers_for(SHARE))
    for rank in range(0, count, 2):
        panel.axhspan(item * rank, item * (rank + 1), color="#F4F4F4", linewidth=0.0, zorder=0)


def _beside(panel: Axes, inches: float) -> float:
    """A place that far right of the panel's left edge, as a share of its width."""
    return inches / (panel.get_position().width * panel.figure.get_figwidth())  # type: ignore[union-attr]


def _names(panel: Axes, name: str, y: float) -> None:
    ax.text(panel, _beside(panel, -0.1), y, name, va="center", ha="right", fontsize=style.TEXT,
            transform=panel.get_yaxis_transform())  # fmt: skip


def _mark(panel: Axes, line: Line, row: Compliance, y: float) -> None:
    mean, low, high = row.end
    panel.plot([low, high], [y, y], color=line.colour, linewidth=2.0, solid_capstyle="butt", zorder=3)
    panel.plot([mean], [y], marker="o", markersize=6.0, color=line.colour, linestyle="none", zorder=4, clip_on=False)


def _column(panel: Axes, number: int) -> float:
    return 1.0 + _beside(panel, 0.1 + COLUMN * (number + 0.5))


def _number(panel: Axes, line: Line, number: int, words: str, y: float) -> None:
    ax.text(panel, _column(panel, number), y, words, va="center", ha="center", color=line.ink,
            transform=panel.get_yaxis_transform())  # fmt: skip


def _head(panel: Axes, line: Line, number: int) -> None:
    """Over a column its letter, or its colour where it has none."""
    beside, x, y = panel.get_yaxis_transform(), _column(panel, number), -0.14
    if line.letter:
        ax.text(panel, x, y, line.letter, va="center", ha="center", color=line.ink, weight="bold",
                fontsize=style.TEXT, transform=beside)  # fmt: skip
    else:
        panel.plot([x], [y], marker="o", markersize=7, color=line.colour, linestyle="none", clip_on=False,
                   transform=beside)  # fmt: skip


def _finding(comparison: Comparison) -> str:
    """How many of the seven standards clusters meet on average under the best scenario, and under its baseline."""
    top = series.best(comparison, list(OUTCOMES).index(ALL))

    def met(played: RunResult) -> str:
        return decimal(compliance(played, played)[-1].end[0], 1)

    if comparison.alone:
        return tr("view_standards_title_one", scenario=top.name(), after=met(top.played))
    return tr("view_standards_title", scenario=top.name(), after=met(top.played), before=met(top.against),
               baseline=series.title_of(top.against))  # fmt: skip
