"""How much of an outcome's variance is luck, how much is what we do not know, how much is policy.

Every point has luck of its own and is played with some of it. Variance within points is luck; what is left between
points (one-way layout with random effects: Searle, Casella and McCulloch 1992) is split by first-order Sobol indices of
groups of factors: two points that share a group and nothing else, luck neither, covary by what the group does alone.
All parts are shares of the variance of single runs. Every interval comes from independent scramblings of the sample.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from kkgsim.analysis.ranks import half_widths, pseudo_values
from kkgsim.analysis.sensitivity import scrambled
from kkgsim.analysis.sensitivity.methods import STEADY
from kkgsim.analysis.sensitivity.problem import OTHERS, TOGETHER, Ask, Problem
from kkgsim.design.study import Factor
from kkgsim.model.arrays import Array

POLICY, NUMBERS, JOINTLY, LUCK = "policy", "numbers", "together", "luck"
"""What variance comes from: settings and levers; numbers; these together beyond each alone; luck. Numbers that a study
draws but does not vary are :data:`~kkgsim.analysis.sensitivity.problem.OTHERS`."""
ORDER = (POLICY, NUMBERS, OTHERS)
BASE = 512
"""Base points of the sample."""
LUCKS = 2
"""Runs of every point."""


@dataclass(frozen=True)
class Parts:
    """The variance of one column: each part as a share of all, with its interval."""

    total: float
    shares: dict[str, tuple[float, float, float]]


def kind_of(factor: Factor) -> str:
    """Whether a factor is policy or something not known, varied by the study or not."""
    if factor.kind != "number":
        return POLICY
    return OTHERS if factor.group == OTHERS else NUMBERS


def rows_of(labels: int) -> int:
    """Points of the sample."""
    return BASE * (labels + 2)


def parts(problem: Problem, ask: Ask, seed: int, label_of: Callable[[Factor], str] = kind_of) -> list[Parts]:
    """The parts of each column's variance; ``ask`` gives every point luck of its own."""
    grouped = problem.regrouped(label_of)
    labels = grouped.labels
    unit = scrambled.sample(grouped, BASE, seed, False).reshape(BASE, -1, len(problem.factors))
    if len(labels) == 1:  # SALib lays a single group factor by factor; its counterpart moves with all of it
        unit = unit[:, [0, -1, -1]]
    flat = unit.reshape(-1, len(problem.factors))
    blocks = [ask(problem.points(flat[a : a + TOGETHER]), range(LUCKS)) for a in range(0, len(flat), TOGETHER)]
    values = np.concatenate(blocks, axis=1)
    table = values.reshape(LUCKS, BASE, len(labels) + 2, values.shape[2])
    return [_parts(column, labels) for column in np.moveaxis(table, 3, 0)]


def _parts(values: Array, labels: list[str]) -> Parts:
    """The parts of one column from values of shape (lucks, base points, labels + 2)."""
    sets = np.arange(values.shape[1]) % scrambled.SETS
    values = values - values.mean()
    sums = np.array([_components(values[:, sets == number]) for number in range(scrambled.SETS)])
    whole = sums.mean(axis=0)
    total = float(whole[-2] + whole[-1])
    if total <= STEADY * max(1.0, float(np.abs(values).max())) ** 2:
        return Parts(0.0, {})
    names = [*sorted(labels, key=ORDER.index), *([JOINTLY] if len(labels) > 1 else []), LUCK]
    rests = np.array([_shares((sums.sum(axis=0) - out) / (len(sums) - 1), labels, names) for out in sums])
    reach = half_widths(pseudo_values(_shares(whole, labels, names), rests))
    shares = {
        name: (min(max(value, 0.0), 1.0), min(max(value - wide, 0.0), 1.0), min(max(value + wide, 0.0), 1.0))
        for name, value, wide in zip(names, _shares(whole, labels, names).tolist(), reach.tolist(), strict=True)
    }
    return Parts(total, shares)


def _components(values: Array) -> Array:
    """Of base points of shape (lucks, base points, labels + 2): the variance of each group alone, that between points
    and that of luck."""
    mean, within = values.mean(axis=0), float(values.var(axis=0, ddof=1).mean())
    base, moved, other = mean[:, 0], mean[:, 1:-1], mean[:, -1]
    alone = (other[:, None] * (moved - base[:, None])).mean(axis=0)
    between = float((base**2 + other**2).mean() / 2.0) - within / len(values)
    return np.array([*alone, between, within])


def _shares(sums: Array, labels: list[str], names: list[str]) -> Array:
    """The shares of the parts, in the order of ``names``; they add up to 1. Estimates of what groups do alone may add
    up to more than there is between points, and then share it in their proportions."""
    between, within = float(sums[-2]), float(sums[-1])
    alone = np.maximum(sums[:-2], 0.0)
    if len(labels) == 1:  # all that is not luck
        alone = np.array([between])
    most = max(between, 0.0)
    alone = alone * min(1.0, most / max(float(alone.sum()), np.finfo(float).tiny))
    known = {**dict(zip(labels, alone.tolist(), strict=True)), JOINTLY: between - float(alone.sum()), LUCK: within}
    result: Array = np.array([known[name] for name in names]) / (between + within)
    return result
