"""A fit in pictures: numbers before and after, what they foretell, planted truths, studies left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from scipy import stats

import kkgsim
from kkgsim.analysis.calibration.check import BAND, COVERED
from kkgsim.analysis.calibration.result import Calibration, CalibrationCheck
from kkgsim.analysis.facts.words import short_name
from kkgsim.i18n import percent, tr
from kkgsim.model.arrays import Array
from kkgsim.plotting import axes as ax
from kkgsim.plotting import style
from kkgsim.plotting.figure_layout import FigureLayout, LegendEntry

WIDTH, NAMES, ROW = 10.0, 4.6, 0.24
"""Of the paper, room for names at the left, and the height of a row, inches."""
BEFORE, AFTER, SEEN = style.GHOST, style.COLOURS[0], style.COLOURS[1]
BINS = 20


@dataclass(frozen=True)
class _Row:
    """A name, bands (low, middle, high) of different colours, and marks (value, colour)."""

    name: str
    bands: Sequence[tuple[tuple[float, float, float], str]]
    mark: float | None = None


def numbers(calibration: Calibration) -> Figure:
    """Each fitted number under the prior and the posterior, on the scale of its own range."""
    rows = []
    table = calibration.tables["fitted_numbers"].set_index("number")
    for name in calibration.names:
        row = table.loc[name]
        scale = _Scale(row["prior_low"], row["prior_high"])
        rows.append(_Row(name, [(scale.band(row, "prior"), BEFORE), (scale.band(row, "posterior"), AFTER)]))
    key = [LegendEntry(tr("calibrate_prior"), BEFORE), LegendEntry(tr("calibrate_posterior"), AFTER)]
    return _rows(calibration, tr("view_calibrate_numbers", numbers=len(rows)), tr("view_calibrate_scale"), rows, key)


def predictive(calibration: Calibration) -> Figure:
    """What the prior and the posterior foretell of every measured figure, on a scale of its error."""
    rows = []
    for row in calibration.tables["figures"].to_dict("records"):
        if not (np.isfinite(row["value"]) and np.isfinite(row["after_mean"])):
            continue
        scale = _Scale(row["value"] - row["spread"], row["value"] + row["spread"], middle=True)
        word = "" if row["fitted"] else f" ({tr('calibrate_not_fitted')})"
        bands = [(scale.band(row, "before"), BEFORE), (scale.band(row, "after"), AFTER)]
        rows.append(_Row(f"{short_name(row['fact'])}  {row['quantity']}{word}", bands, 0.0))
    key = [LegendEntry(tr("calibrate_before"), BEFORE), LegendEntry(tr("calibrate_after"), AFTER),
           LegendEntry(tr("calibrate_measured"), SEEN, "dot")]  # fmt: skip
    return _rows(calibration, tr("view_calibrate_predictive"), tr("view_calibrate_errors"), rows, key)


def coverage(check: CalibrationCheck) -> Figure:
    """How often the bands of each number cover the truth."""
    rows = []
    for row in check.tables["planted"].to_dict("records"):
        band = (row["covered_low"], row["covered_mean"], row["covered_high"])
        rows.append(_Row(row["number"], [(band, AFTER)]))
    title = tr("view_calibrate_coverage", band=percent(BAND))
    return _rows(check.calibration, title, "", rows, [], lines=COVERED)


def without_study(check: CalibrationCheck) -> Figure:
    """What all other studies foretell of each one, on the scale of its foretold band."""
    rows = []
    for row in check.tables["without_study"].to_dict("records"):
        scale = _Scale(row["foretold_low"], row["foretold_high"], middle=True)
        name = f"{short_name(row['fact'])}  {row['quantity']}"
        rows.append(_Row(name, [(scale.band(row, "foretold"), AFTER)], scale.at(row["value"])))
    key = [LegendEntry(tr("calibrate_foretelling"), AFTER), LegendEntry(tr("calibrate_measured"), SEEN, "dot")]
    return _rows(check.calibration, tr("view_calibrate_left_out"), "", rows, key)


def ranks(check: CalibrationCheck) -> Figure:
    """How many planted truths stand at each rank of their posterior, over all numbers, and what chance allows."""
    ranked = check.planted.rank
    sheet = _sheet(check.calibration, tr("view_calibrate_ranks", truths=len(ranked)), [], 4.2)
    panel = sheet.panels(1, 1, left=0.6, right=0.2, tops=[0.2], bottom=0.4)[0]
    ax.plain(panel)
    low, high = stats.binom.ppf([0.025, 0.975], len(ranked), 1.0 / BINS)
    panel.axhspan(low, high, color=style.GHOST, alpha=0.4, linewidth=0.0)
    edges = np.linspace(0.0, 1.0, BINS + 1)
    for column in ranked.T:
        panel.stairs(np.histogram(column, edges)[0], edges, color=AFTER, alpha=0.5, linewidth=0.9)
    panel.set_xlim(0.0, 1.0)
    panel.set_ylim(0.0, None)
    ax.axis_label(panel, tr("view_calibrate_rank"))
    return sheet.figure


@dataclass(frozen=True)
class _Scale:
    """A scale on which a range goes from 0 to 1, or with ``middle`` from -1 to 1 about its middle."""

    low: float
    high: float
    middle: bool = False

    def at(self, value: float) -> float:
        """Where a value stands."""
        share = (value - self.low) / ((self.high - self.low) or 1.0)
        return 2.0 * share - 1.0 if self.middle else share

    def band(self, row: object, word: str) -> tuple[float, float, float]:
        """Low, middle and high of a band among the columns of a row."""
        low, mean, high = (float(row[f"{word}_{end}"]) for end in ("low", "mean", "high"))  # type: ignore[index]
        return self.at(low), self.at(mean), self.at(high)


def _sheet(calibration: Calibration, title: str, key: Sequence[LegendEntry], height: float) -> FigureLayout:
    stamp = tr("calibrate_stamp", version=kkgsim.__version__, seed=calibration.seed, points=calibration.budget.points,
               waves=calibration.budget.waves)  # fmt: skip
    sheet = FigureLayout(stamp, width=WIDTH, height=height)
    sheet.head(title, "", list(key))
    return sheet


def _rows(
    calibration: Calibration, title: str, words: str, rows: Sequence[_Row], key: Sequence[LegendEntry],
    lines: Sequence[float] = (),
) -> Figure:  # fmt: skip
    """One line each: its bands one under the other, its mark upon them."""
    sheet = _sheet(calibration, title, key, 2.2 + ROW * len(rows))
    panel = sheet.panels(1, 1, left=NAMES, right=0.3, tops=[0.15], bottom=0.4)[0]
    ax.plain(panel, grid="x")
    ends = np.array([end for row in rows for band, _ in row.bands for end in band] + [row.mark or 0.0 for row in rows])
    low, high = _limits(ends, lines)
    panel.set_xlim(low, high)
    panel.set_ylim(len(rows) - 0.5, -0.5)
    panel.yaxis.set_ticks([])
    for line in lines:
        panel.axvline(line, color=style.GHOST, linewidth=1.2, linestyle=(0, (4, 2)))
    for rank, row in enumerate(rows):
        _draw(panel, rank, row, (low, high))
        name = sheet.fit(row.name, style.SMALL, NAMES - 0.2)
        ax.text(panel, low - 0.012 * (high - low), rank, name, ha="right", va="center")
    if words:
        ax.axis_label(panel, words)
    return sheet.figure


def _limits(ends: Array, lines: Sequence[float]) -> tuple[float, float]:
    """What is shown: all but the farthest ends."""
    there = ends[np.isfinite(ends)]
    low, high = np.quantile(there, [0.02, 0.98]).tolist() if len(there) else (0.0, 1.0)
    low, high = min([low, *lines]), max([high, *lines])
    room = 0.05 * (high - low) or 1.0
    return low - room, high + room


def _draw(panel: Axes, rank: int, row: _Row, ends: tuple[float, float]) -> None:
    step = 0.5 / len(row.bands)
    for at, ((low, middle, high), colour) in enumerate(row.bands):
        y = rank + (at - (len(row.bands) - 1) / 2.0) * step
        panel.plot(np.clip([low, high], *ends), [y, y], color=colour, linewidth=2.4, solid_capstyle="butt")
        if ends[0] <= middle <= ends[1]:
            panel.plot([middle], [y], marker="|", markersize=7, color=colour, markeredgewidth=1.6)
    if row.mark is not None:
        panel.plot([float(np.clip(row.mark, *ends))], [rank], marker="o", markersize=5, color=SEEN, linestyle="none")
