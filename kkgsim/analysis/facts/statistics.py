"""The statistics of facts: each takes values of things, one column a draw, and gives a number a draw."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from kkgsim.i18n import Text
from kkgsim.model.arrays import Array

Measured = Literal["things", "quantities"]


@dataclass(frozen=True)
class Values:
    """What a statistic is made of, things by draws: ``value``, its ``weight`` in a mean, the property ``by`` which it
    goes, and the value ``before``."""

    value: Array
    weight: Array | None = None
    by: Array | None = None
    before: Array | None = None


Numbers = tuple[float, ...]
Compute = Callable[[Values, Numbers], float]


@dataclass(frozen=True)
class Statistic:
    """What a statistic is called, what it is over, the option that it needs, and the unit of what it gives.

    ``unit`` is that of the property where it is "same", else "share", "0-1" (an index) or "ratio". ``compute`` takes
    the values of the things of one draw and the numbers of the option.
    """

    label: Text
    over: Measured
    unit: Literal["same", "share", "0-1", "ratio"]
    needs: str = ""
    compute: Compute | None = None


def level(values: Values, _: Numbers) -> float:
    """The mean, weighted where there are weights."""
    return float(np.average(values.value, weights=values.weight))


def total(values: Values, _: Numbers) -> float:
    """All things added up."""
    return float(values.value.sum())


def spread(values: Values, _: Numbers) -> float:
    """The standard deviation over things."""
    return float(values.value.std())


def share_above(values: Values, option: Numbers) -> float:
    """The share of things above a threshold."""
    return float((values.value > option[0]).mean())


def share_below(values: Values, option: Numbers) -> float:
    """The share of things below a threshold."""
    return float((values.value < option[0]).mean())


def quantile_gap(values: Values, option: Numbers) -> float:
    """The upper quantile less the lower one."""
    low, high = np.quantile(values.value, option)
    return float(high - low)


def quantile_ratio(values: Values, option: Numbers) -> float:
    """The upper quantile over the lower one."""
    low, high = np.quantile(values.value, option)
    return quotient(float(high), float(low))


def gini(values: Values, _: Numbers) -> float:
    """The Gini coefficient: half the mean difference of two things over the mean."""
    ranked = np.sort(values.value)
    ranks = np.arange(1, len(ranked) + 1)
    return quotient(float(((2.0 * ranks - len(ranked) - 1.0) * ranked).sum()), float(len(ranked) * ranked.sum()))


def top_share(values: Values, option: Numbers) -> float:
    """The part of everything that the topmost things have; a thing that is only in part among them counts in part."""
    ranked = np.sort(values.value)[::-1]
    inside = np.clip(option[0] * len(ranked) - np.arange(len(ranked)), 0.0, 1.0)
    return quotient(float((inside * ranked).sum()), float(ranked.sum()))


def share_changed(values: Values, option: Numbers) -> float:
    """The share of things whose category, as the cuts divide them, is another than before."""
    assert values.before is not None
    return float((np.digitize(values.value, option) != np.digitize(values.before, option)).mean())


def slope(values: Values, _: Numbers) -> float:
    """The change of the value that goes with one unit of the property by which it goes (least squares)."""
    x, y = _centred(values)
    return quotient(float((x * y).sum()), float((x * x).sum()))


def correlation(values: Values, _: Numbers) -> float:
    """Pearson's correlation."""
    x, y = _centred(values)
    return quotient(float((x * y).sum()), float(np.sqrt((x * x).sum() * (y * y).sum())))


def r_squared(values: Values, option: Numbers) -> float:
    """The part of the variance that goes with the property."""
    return correlation(values, option) ** 2


def _centred(values: Values) -> tuple[Array, Array]:
    assert values.by is not None
    return values.by - values.by.mean(), values.value - values.value.mean()


def quotient(above: float, below: float) -> float:
    """``above / below``; not a number where there is nothing below."""
    return above / below if below != 0.0 else float("nan")


STATISTICS: Mapping[str, Statistic] = {
    "level": Statistic(Text("mean", "rata-rata"), "things", "same", compute=level),
    "total": Statistic(Text("sum", "jumlah"), "things", "same", compute=total),
    "spread": Statistic(Text("standard deviation", "simpangan baku"), "things", "same", compute=spread),
    "share_above": Statistic(Text("share above", "bagian di atas"), "things", "share", "threshold", share_above),
    "share_below": Statistic(Text("share below", "bagian di bawah"), "things", "share", "threshold", share_below),
    "quantile_gap": Statistic(Text("gap of quantiles", "selisih kuantil"), "things", "same", "quantiles", quantile_gap),
    "quantile_ratio": Statistic(
        Text("ratio of quantiles", "rasio kuantil"), "things", "ratio", "quantiles", quantile_ratio
    ),
    "gini": Statistic(Text("Gini", "Gini"), "things", "0-1", compute=gini),
    "top_share": Statistic(Text("share of the top", "bagian teratas"), "things", "share", "top", top_share),
    "share_changed": Statistic(
        Text("share that changed", "bagian yang berubah"), "things", "share", "cuts", share_changed
    ),
    "slope": Statistic(Text("slope", "kemiringan"), "things", "ratio", "by", slope),
    "correlation": Statistic(Text("correlation", "korelasi"), "things", "0-1", "by", correlation),
    "r_squared": Statistic(Text("R²", "R²"), "things", "share", "by", r_squared),
    "difference": Statistic(Text("difference", "selisih"), "quantities", "same"),
    "ratio": Statistic(Text("ratio", "rasio"), "quantities", "ratio"),
    "rest": Statistic(Text("one less", "satu dikurangi"), "quantities", "same"),
    "order": Statistic(Text("order", "urutan"), "quantities", "share"),
}
"""Every statistic by name: over things of one kind, or over other quantities of the fact."""
BY_THINGS = "level"
"""The statistic of a quantity that names none."""


def over_things(statistic: str, values: Values, option: Numbers) -> Array:
    """A statistic draw by draw, shape (draws,); what is left out of the values (not a number) counts for nothing.

    ``values`` have shape (things, draws). A draw without things gives not a number.
    """
    compute = STATISTICS[statistic].compute
    assert compute is not None
    tables = (values.value, values.weight, values.by, values.before)
    result = np.full(values.value.shape[1], np.nan)
    for draw in range(len(result)):
        columns = [None if table is None else table[:, draw] for table in tables]
        there = np.all([np.isfinite(column) for column in columns if column is not None], axis=0)
        if there.any():
            value, *others = (None if column is None else column[there] for column in columns)
            assert value is not None
            weight = others[0]
            if weight is None or weight.sum() > 0.0:
                result[draw] = compute(Values(value, *others), option)
    return result
