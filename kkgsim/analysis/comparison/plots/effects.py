"""All outcomes at the end: what every policy changes, as a table with words for what is not clear."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kkgsim.analysis.comparison.compare import Effect, effects
from kkgsim.analysis.comparison.plots import captions, series
from kkgsim.analysis.comparison.plots.series import Series
from kkgsim.analysis.comparison.result import Comparison
from kkgsim.i18n import tr
from kkgsim.model.entities import STANDARDS
from kkgsim.model.outcomes import OUTCOMES, Outcome
from kkgsim.plotting import axes as ax
from kkgsim.plotting import style
from kkgsim.plotting.figure_layout import EDGE, FigureLayout, LegendEntry

ROW = 0.262
"""Height of a row, inches."""
NAMES, NAMES_OF_MANY = 3.05, 2.5
"""Room for the outcomes' names, inches; less where there are many columns."""
GAP = 0.12
"""Room between a cell's bars and its number or words, inches."""
FEW = 4
"""Columns up to which there is room for larger numbers."""
SLACK = 0.03
"""Room left beside the longest bar of a row, inches."""
LESS = "↓"
"""Stands behind an outcome of which less is better."""
ONE_BY_ONE = tuple(f"{name}_met" for name in STANDARDS)
"""Outcomes that the picture of the standards shows."""


def draw(comparison: Comparison) -> Figure:
    """One row an outcome, one column a scenario. Raises ``ValueError`` where nothing is compared.

    What a policy itself delivers stands below the rest; outcomes that no policy changes in any run are named in a note;
    the standards one by one have a picture of their own.
    """
    if comparison.alone:
        raise ValueError("nothing is compared: there is no effect to draw")
    shown = series.series_of(comparison)
    by_series = [effects(item.played, item.against) for item in shown]
    listed = [rank for rank, name in enumerate(OUTCOMES) if name not in ONE_BY_ONE]
    ranks = [rank for rank in listed if any(_verdict(row[rank]) != "same" for row in by_series)]
    ranks.sort(key=lambda rank: not _judged(by_series[0][rank].outcome))  # stable: the rest keeps its order
    same = [str(by_series[0][rank].outcome.label) for rank in listed if rank not in ranks]
    sheet = FigureLayout(comparison, height=2.9 + ROW * (len(ranks) + 1) + 0.2 * (len(shown) > FEW))
    words = tr("view_no_change_in", outcomes=", ".join(same)) if same else ""
    last = captions.last_months(comparison)
    sheet.foot(
        tr("view_reading_forest", last=last, baseline=captions.baseline_name(comparison)),
        words,
        captions.left_out(comparison),
    )
    sheet.head(_finding([[row[rank] for rank in ranks] for row in by_series], shown), "", _key(comparison))
    panel = sheet.panel(EDGE, sheet.bottom, sheet.width - 2 * EDGE, sheet.top - sheet.bottom)
    _table(sheet, panel, shown, [[row[rank] for rank in ranks] for row in by_series])
    return sheet.figure


def _key(comparison: Comparison) -> list[LegendEntry]:
    entries = captions.scenarios_key(comparison, "dot")
    return [*entries, LegendEntry(tr("view_hollow_small"), style.QUIET, "hollow", style.QUIET)]


def _table(sheet: FigureLayout, panel: Axes, shown: list[Series], by_series: list[list[Effect]]) -> None:
    """The whole table, drawn in inches from the top left."""
    wide, tall = sheet.width - 2 * EDGE, sheet.top - sheet.bottom
    ax.bare(panel)
    panel.set_xlim(0.0, wide)
    panel.set_ylim(tall, 0.0)
    names = _names(shown)
    cell = (wide - names) / len(shown)
    rows = list(zip(*by_series, strict=True))
    results = sum(_judged(row[0].outcome) for row in rows)
    step = (tall - 0.3) / max(len(rows) + (results < len(rows)), 1)
    number = GAP + max(sheet.wide(_words(effect), _size(shown)) for row in rows for effect in row) if rows else GAP
    left = _left_of_zero(rows) * (cell - number)
    for column, item in enumerate(shown):
        middle = names + cell * column + left
        ax.text(
            panel,
            middle,
            0.14,
            item.letter,
            color=item.ink,
            weight="bold",
            ha="center",
            va="center",
            fontsize=style.TEXT,
        )
        panel.plot([middle] * 2, [0.3, tall], color=style.GHOST, linewidth=1.0, linestyle=(0, (4, 2)), zorder=1)
    if results < len(rows):
        words = tr("view_delivered")
        over = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
        ax.text(panel, 0.0, 0.3 + step * (results + 0.55), words, va="center", color=style.QUIET, weight="bold",
                bbox=over, zorder=5)  # fmt: skip
    for rank, row in enumerate(rows):
        y = 0.3 + step * (rank + 0.5 + (rank >= results))
        if rank % 2 == 0:
            panel.fill_between([-0.06, wide], y - step / 2, y + step / 2, color="#F4F4F4", linewidth=0.0, zorder=0)
        _row(sheet, panel, y, shown, row, (left, cell - number))


def _left_of_zero(rows: list[tuple[Effect, ...]]) -> float:
    """Where the zero lines stand in their cells: further left, the rarer losses are."""
    shares = [-low / (high - low) for low, high in map(_extent, rows) if high > low]
    return min(0.5, max(0.2, sum(shares) / len(shares))) if shares else 0.5


def _extent(row: tuple[Effect, ...]) -> tuple[float, float]:
    """What one outcome's bars reach, zero and the means included: a rare large difference lies beyond nine in ten."""
    ends = [end for effect in row for end in effect.difference]
    return min(0.0, *ends), max(0.0, *ends)


def _names(shown: list[Series]) -> float:
    return NAMES if len(shown) <= FEW else NAMES_OF_MANY


def _size(shown: list[Series]) -> float:
    """How large numbers are."""
    return style.SMALL if len(shown) <= FEW else style.TINY


def _row(
    sheet: FigureLayout, panel: Axes, y: float, shown: list[Series], row: tuple[Effect, ...], bars: tuple[float, float]
) -> None:
    """One outcome; all its cells have the same scale. ``bars`` is where zero stands in a cell, and how far bars may
    reach."""
    left, room = bars
    outcome = row[0].outcome
    words, weight = _named(outcome), "bold" if outcome.headline else "normal"
    names = _names(shown)
    fitted = sheet.fit(words, style.TINY, names - 0.1, lines=2, weight=weight)
    ax.text(panel, 0.0, y, fitted, va="center", weight=weight, fontsize=style.TINY, linespacing=1.1)
    cell = (sheet.width - 2 * EDGE - names) / len(shown)
    low, high = _extent(row)
    rooms = [(left - SLACK) / -low] if low < 0.0 else []
    rooms += [(room - left - SLACK) / high] if high > 0.0 else []
    for column, (item, effect) in enumerate(zip(shown, row, strict=True)):
        _cell(panel, names + cell * column + left, min(rooms, default=0.0), y, item, effect)
        ax.text(
            panel,
            names + cell * (column + 1) - 0.04,
            y,
            _words(effect),
            va="center",
            ha="right",
            fontsize=_size(shown),
            color=item.ink if effect.clear else style.QUIET,
        )


def _cell(panel: Axes, middle: float, scale: float, y: float, item: Series, effect: Effect) -> None:
    mean, low, high = (middle + scale * value for value in effect.difference)
    panel.plot([low, high], [y, y], color=item.colour, linewidth=2.0, solid_capstyle="butt", zorder=3)
    if _verdict(effect) != "same":
        panel.plot([mean], [y], marker="o", markersize=5.5, color=item.colour, markeredgewidth=1.3, zorder=4,
                   markerfacecolor=item.colour if effect.clear else "white", linestyle="none")  # fmt: skip


def _verdict(effect: Effect) -> str:
    return captions.verdict(*effect.difference)


def _words(effect: Effect) -> str:
    verdict = _verdict(effect)
    if verdict == "clear":
        return ax.end_label(effect.difference.mean, effect.outcome.unit, sign=True)
    return tr(f"view_{verdict}")


def _named(outcome: Outcome) -> str:
    """The outcome with the sign of its unit, and a mark where less is better."""
    mark = LESS if outcome.better < 0 else ""
    return " ".join(f"{outcome.label} {outcome.unit.change_mark} {mark}".split())


def _finding(by_series: list[list[Effect]], shown: list[Series]) -> str:
    """Which scenario clearly betters most of the outcomes above the line: all but what policies deliver
    themselves, what is neither good nor bad, and the standards one by one."""
    judged = [[e for e in row if _judged(e.outcome)] for row in by_series]
    better = [sum(e.clear and e.difference.mean * e.outcome.better > 0.0 for e in row) for row in judged]
    worse = [sum(e.clear and e.difference.mean * e.outcome.better < 0.0 for e in row) for row in judged]
    top = max(range(len(shown)), key=lambda i: better[i] - worse[i])
    return tr(
        "view_forest_title",
        scenario=shown[top].name(),
        better=better[top],
        worse=worse[top],
        all=len(judged[0]),
    )


def _judged(outcome: Outcome) -> bool:
    """Whether the title counts an outcome."""
    return outcome.better != 0 and outcome.name not in (*captions.DELIVERED, *ONE_BY_ONE)
