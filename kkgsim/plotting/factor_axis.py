"""An axis along which a factor of a study varies."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from kkgsim.design.study import Factor
from kkgsim.plotting.axes import LocalNumbers


def factor_axis(panel: Axes, factor: Factor, side: str = "x", *, ticks: int = 6) -> None:
    """Numbers in the language and unit of the factor, over its range with a little room."""
    percents = factor.unit.startswith("share")
    slack = 0.04 * (factor.high - factor.low)
    (panel.set_xlim if side == "x" else panel.set_ylim)(factor.low - slack, factor.high + slack)
    axis = panel.xaxis if side == "x" else panel.yaxis
    axis.set_major_locator(MaxNLocator(nbins=ticks, steps=[1, 2, 2.5, 5, 10]))
    axis.set_major_formatter(LocalNumbers(scale=100.0 if percents else 1.0, suffix=" %" if percents else ""))
