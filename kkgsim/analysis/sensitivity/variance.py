"""How much of an outcome's variance is luck, how much is what we do not know, how much is policy.

Points are crossed with replicates (every point meets the same luck), so the parts are those of a two-way layout with
random effects (Searle, Casella and McCulloch 1992): points, replicates, and what luck does differently at different
points; the last two together are luck. They are unbiased and may come out slightly negative. The part of the points is
split by Sobol indices of groups of factors.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from kkgsim.analysis.sensitivity.methods import METHODS, STEADY
from kkgsim.analysis.sensitivity.problem import Ask, Problem
from kkgsim.design.study import Factor
from kkgsim.model.arrays import Array

POLICY, NUMBERS, DROPPED, TOGETHER, LUCK, OTHERS = "policy", "numbers", "dropped", "together", "luck", "others"
"""What variance comes from: settings and levers; numbers; factors that a screening dropped; these together beyond each
alone; luck; and numbers that are drawn in every replicate but not varied."""
ORDER = (POLICY, NUMBERS, DROPPED)
BASE = 256
"""Points of the sample, before it is crossed."""
T_LEVEL = 0.975


@dataclass(frozen=True)
class Parts:
    """The variance of one column: each part as a share of all, with its interval (None: not to be had)."""

    total: float
    shares: dict[str, tuple[float, float | None, float | None]]


def kind_of(factor: Factor) -> str:
    """Whether a factor is policy or something not known."""
    return NUMBERS if factor.kind == "number" else POLICY


def components(values: Array) -> tuple[Array, Array]:
    """Variance between points and by luck, of values of shape (replicates, points, ...)."""
    replicates, points = values.shape[:2]
    by_point, by_replicate, mean = values.mean(axis=0), values.mean(axis=1), values.mean(axis=(0, 1))
    rest = values - by_point[None] - by_replicate[:, None] + mean
    mixed = (rest**2).sum(axis=(0, 1)) / ((replicates - 1) * (points - 1))
    replicate = ((by_replicate - mean) ** 2).sum(axis=0) / (replicates - 1) - mixed / points
    point = ((by_point - mean) ** 2).sum(axis=0) / (points - 1) - mixed / replicates
    return point, replicate + mixed


def parts(
    problem: Problem,
    ask: Ask,
    replicates: Sequence[int],
    seed: int,
    *,
    drawn: Ask | None = None,
    label_of: Callable[[Factor], str] = kind_of,
) -> list[Parts] | None:
    """The parts of each column's variance; None with fewer than two replicates, which cannot tell luck.

    ``drawn`` answers with the other numbers drawn in every replicate.
    """
    if len(replicates) < 2:
        return None
    grouped = problem.regrouped(label_of)
    method, labels = METHODS["sobol"], grouped.labels
    unit = method.sample(grouped, BASE, seed, False)
    step = len(unit) // BASE  # SALib lays a single group factor by factor
    if len(labels) == 1:  # what varies is all of one kind: its share needs no index
        unit, step = unit[np.arange(len(unit)) % step % (step - 1) == 0], 2
    points = problem.points(unit)
    values = ask(points, replicates)
    free = np.arange(0, len(unit), step)  # points that have no coordinate in common, and their counterparts
    every = np.sort(np.r_[free, free + step - 1])
    others = np.zeros(values.shape[2])
    if drawn is not None:
        others = np.maximum(_within(drawn(points[free], replicates)) - _within(values[:, free]), 0.0)
    result = []
    for column, y in enumerate(np.moveaxis(values, 2, 0)):
        alone = {labels[0]: (1.0, 0.0)}
        if len(labels) > 1:
            indices = method.estimate(grouped, unit, y.mean(axis=0), seed)
            reach = indices.widths.get("S1", np.zeros(len(labels)))
            alone = dict(zip(labels, zip(indices.values["S1"], reach, strict=True), strict=True))
        result.append(_parts(y[:, every], alone, float(others[column]), drawn is not None))
    return result


def _within(values: Array) -> Array:
    """The variance between replicates at one point, on average, of values of shape (replicates, points, columns)."""
    spread: Array = values.var(axis=0, ddof=1).mean(axis=0)
    return spread


def _parts(values: Array, alone: dict[str, tuple[float, float]], others: float, drawn: bool) -> Parts:
    """The parts of one column from values of shape (replicates, points)."""
    point, luck = (max(float(item), 0.0) for item in components(values))
    total = point + luck + others
    if total <= STEADY * max(1.0, float(np.abs(values).max())) ** 2:
        return Parts(0.0, {})
    shares: dict[str, tuple[float, float | None, float | None]] = {}
    if len(alone) == 1:
        shares[next(iter(alone))] = point / total, None, None
    else:
        result = {label: min(max(alone[label][0], 0.0), 1.0) for label in ORDER if label in alone}
        scale = (
            point / total / max(sum(result.values()), 1.0)
        )  # estimates of shares may add up to a little more than all
        for label, index in result.items():
            reach = alone[label][1]
            shares[label] = index * scale, max(index - reach, 0.0) * scale, min(index + reach, 1.0) * scale
        shares[TOGETHER] = max(1.0 - sum(result.values()), 0.0) * point / total, None, None
    shares[LUCK] = luck / total, *_jackknife(values, others)
    if drawn:
        shares[OTHERS] = others / total, None, None
    return Parts(total, shares)


def _jackknife(values: Array, others: float) -> tuple[float | None, float | None]:
    """The 95 % interval of the share of luck: each replicate left out in turn (Efron and Stein 1981)."""
    from scipy import stats

    count = len(values)
    if count < 3:
        return None, None
    left = []
    for out in range(count):
        point, luck = (max(float(item), 0.0) for item in components(np.delete(values, out, axis=0)))
        left.append(luck / max(point + luck + others, np.finfo(float).tiny))
    point, luck = (max(float(item), 0.0) for item in components(values))
    whole = luck / (point + luck + others)
    spread = np.sqrt((count - 1) * np.var(left)) * stats.t.ppf(T_LEVEL, count - 1)
    return max(whole - float(spread), 0.0), min(whole + float(spread), 1.0)
