"""What is kept of a sweep against what varies in it: a panel a factor, a dot a point."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from kkgsim.analysis.criteria import Metric
from kkgsim.design.factor_words import with_unit_in_brackets
from kkgsim.design.study import Factor
from kkgsim.execution.output_folder import HasProvenance
from kkgsim.i18n import decimal, tr
from kkgsim.plotting import axes as ax
from kkgsim.plotting import style
from kkgsim.plotting.factor_axis import factor_axis
from kkgsim.plotting.figure_layout import FigureLayout, LegendEntry

MOST = 9
"""Factors that have a panel; the others are in the table."""
FAINT = 0.1
"""A rank correlation that is weaker says nothing worth a title."""
COLUMNS = 3
PARTS = 10
"""Means on a line; a factor with no more values than this has one for each of them."""


def draw(sweep: HasProvenance, points: pd.DataFrame, factors: tuple[Factor, ...], metric: Metric) -> Figure:
    """A kept column of the ``points`` of a sweep against the factors that it goes along with most.

    ``points`` has a row a point with at least one row: a column a factor, and that of the ``metric``.
    """
    shown = strongest(points, factors, metric.column)[:MOST]
    sheet = FigureLayout(sweep, height=2.3 + 1.75 * -(-len(shown) // COLUMNS))
    sheet.foot(tr("view_reading_sweep", shown=len(shown), factors=len(factors)))
    entries = [LegendEntry(tr("view_sweep_point"), style.COLOURS[5], "dot"),
               LegendEntry(tr("view_sweep_mean"), style.COLOURS[0])]  # fmt: skip
    about = tr("view_sweep_about", points=decimal(len(points), 0), replicates=sweep.replicates)
    sheet.head(_finding(shown, metric), about, entries)
    captions = [
        f"ρ\u00a0{decimal(strength, 2, sign=True)} · {with_unit_in_brackets(factor)}" for factor, strength in shown
    ]
    values = points[metric.column].to_numpy()
    for panel, (factor, _) in zip(ax.captioned(sheet, captions, COLUMNS, 0.12), shown, strict=True):
        _panel(panel, factor, points[factor.name].to_numpy(), values, metric)
    return sheet.figure


def _finding(shown: list[tuple[Factor, float]], metric: Metric) -> str:
    """The factor that the metric goes along with most, and which way."""
    factor, strength = shown[0] if shown else (None, 0.0)
    if factor is None or abs(strength) < FAINT:
        return tr("view_sweep_none", outcome=metric.label)
    return tr("view_sweep_more" if strength > 0.0 else "view_sweep_less", outcome=metric.label, factor=factor.label)


def strongest(points: pd.DataFrame, factors: tuple[Factor, ...], column: str) -> list[tuple[Factor, float]]:
    """Factors with the rank correlation (Spearman's) of a column with each, the strongest first; 0 where nothing
    varies."""
    ranks = points[[factor.name for factor in factors]].rank()
    with np.errstate(invalid="ignore"):
        strength = ranks.corrwith(points[column].rank()).fillna(0.0)
    return sorted(((factor, float(strength[factor.name])) for factor in factors), key=lambda pair: -abs(pair[1]))


def _panel(panel: Axes, factor: Factor, x: NDArray[np.float64], y: NDArray[np.float64], metric: Metric) -> None:
    ax.plain(panel, grid="both")
    panel.plot(x, y, marker="o", markersize=4, color=style.COLOURS[5], linestyle="none", zorder=3)
    panel.plot(*means(x, y), color=style.COLOURS[0], linewidth=2.4, zorder=4)
    factor_axis(panel, factor, ticks=4)
    ax.value_axis(panel, metric.unit, float(y.min()), float(y.max()))


def means(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The line through points (x, y): their means at each x where there are few of them, else in parts of like size.

    Both arguments have shape (points,); so have both results, with at most :data:`PARTS` of them.
    """
    order = np.argsort(x, kind="stable")
    few = np.unique(x)
    parts = [np.flatnonzero(x == value) for value in few] if len(few) <= PARTS else np.array_split(order, PARTS)
    return np.array([x[part].mean() for part in parts]), np.array([y[part].mean() for part in parts])
