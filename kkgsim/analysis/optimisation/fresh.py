"""How sure the measures of packages are: the 90 % intervals that the futures on which they were played allow."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kkgsim.analysis.counted_shares import REDRAWS
from kkgsim.analysis.optimisation.objectives import BAD, Measures, Objective
from kkgsim.engine.intervals import BAND
from kkgsim.model.arrays import Array, Index

PER_FUTURE = {"gain": "gains", "whole": "wholes", "least": "leasts", "robust": "gains", "cost": "costs",
              "level": "levels"}  # fmt: skip
"""The measures that have an interval by redrawing futures, and where their values in every future stand."""


def ends(measures: Measures, name: str, aim: Objective) -> Array:
    """The ends of the interval of a measure, shape (2, packages), by drawing the futures again."""
    values = measures[PER_FUTURE[name]]
    redrawn = [_measure(values[:, some], name, aim) for some in _redrawn(values.shape[1], 1)]
    result: Array = np.quantile(redrawn, BAND, axis=0)
    return result


def change(seen: Measures, anew: Measures, name: str, aim: Objective) -> Array:
    """By which share other futures give more of a measure, over all packages, and the ends of its interval: both sets
    of futures are drawn again. Not numbers where the first futures gave nothing."""
    before, after = seen[PER_FUTURE[name]], anew[PER_FUTURE[name]]
    draws = zip(_redrawn(before.shape[1], 2), _redrawn(after.shape[1], 3), strict=True)
    redrawn = [_more(before[:, some], after[:, others], name, aim) for some, others in draws]
    whole = _more(before, after, name, aim)
    if np.isnan([whole, *redrawn]).any():
        return np.full(3, np.nan)
    return np.array([whole, *np.quantile(redrawn, BAND)])


def _more(before: Array, after: Array, name: str, aim: Objective) -> float:
    first = float(_measure(before, name, aim).sum())
    return float(_measure(after, name, aim).sum()) / first - 1.0 if first > 0.0 else float("nan")


def _measure(values: Array, name: str, aim: Objective) -> Array:
    """A measure from its values in every future, shape (packages, futures)."""
    if name == "robust":
        result: Array = np.quantile(values, BAD, axis=1)
    elif name == "level":
        result = aim.better * np.quantile(aim.better * values, 1.0 - aim.chance, axis=1, method="lower")
    else:
        there = ~np.isnan(values)
        result = np.where(there, values, 0.0).sum(axis=1) / np.maximum(there.sum(axis=1), 1)
    return result


def _redrawn(futures: int, stream: int) -> Iterator[Index]:
    """Futures drawn again, the same for every question about so many."""
    luck = np.random.default_rng(stream)
    return (luck.integers(futures, size=futures) for _ in range(REDRAWS))
