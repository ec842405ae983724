"""An analysis from points to indices, at growing sizes of sample."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kkgsim.analysis.sensitivity.convergence import FIRST, Verdict, sizes, verdict
from kkgsim.analysis.sensitivity.methods import METHODS, Indices, Method, without_second
from kkgsim.analysis.sensitivity.problem import Ask, Problem, mean_outcomes
from kkgsim.analysis.sensitivity.target import Target
from kkgsim.design.questions import SENSITIVITY_MOST, USUAL_METHOD
from kkgsim.model.arrays import Array


@dataclass(frozen=True)
class Settings:
    """How an analysis goes: ``samples`` None means doubling until the rule holds, up to ``most``.

    Outcomes are means over ``replicates``; with ``targets`` what is analysed is whether these are met.
    """

    method: str = USUAL_METHOD
    samples: int | None = 1024
    most: int = SENSITIVITY_MOST.usual
    second: bool = False
    seed: int = 1
    replicates: tuple[int, ...] = (0,)
    targets: tuple[Target, ...] = ()

    @property
    def by(self) -> Method:
        """The method itself."""
        return METHODS[self.method]

    def rows(self, labels: int) -> int:
        """Points that are asked for at most, over all sizes of sample."""
        largest = self.samples or self.most
        every = [largest] if self.by.nested else self.sizes()
        return sum(self.by.rows(labels, size, self.second) for size in every)

    def sizes(self) -> list[int]:
        """The sizes of sample in turn."""
        if self.samples is not None:
            return sizes(self.by, self.samples)
        first = FIRST
        while first < self.by.fewest:
            first *= 2
        result = [min(first, self.most)]
        while 2 * result[-1] <= self.most:
            result.append(2 * result[-1])
        return result


@dataclass(frozen=True)
class SampleSize:
    """One size of sample: the indices of every column, and what the rule says of each."""

    samples: int
    indices: tuple[Indices, ...]
    verdicts: tuple[Verdict, ...]

    @property
    def holds(self) -> bool:
        """Whether the rule holds for every column."""
        return all(judgement.holds for judgement in self.verdicts)


@dataclass(frozen=True, eq=False)
class Analysis:
    """Points of the unit cube, outcomes there of shape (points, columns), and the sizes in turn."""

    problem: Problem
    how: Settings
    unit: Array
    values: Array
    steps: tuple[SampleSize, ...]

    @property
    def indices(self) -> tuple[Indices, ...]:
        """The indices of every column from the whole sample."""
        return self.steps[-1].indices


def analyse(problem: Problem, ask: Ask, how: Settings) -> Analysis:
    """Analyse what ``ask`` answers; the same question gives the same indices."""
    unit, values = np.empty((0, len(problem.factors))), np.empty((0, 0))
    steps: list[SampleSize] = []
    for size in how.sizes():
        unit, values = _grown(problem, ask, how, size, unit, values)
        steps.append(_step(problem, how, size, unit, values, steps))
        if how.samples is None and steps[-1].holds:
            break
    if how.second and how.by.pairs:
        final = how.by.estimate(problem, unit, values, how.seed, True)
        steps[-1] = SampleSize(steps[-1].samples, final, steps[-1].verdicts)
    return Analysis(problem, how, unit, values, tuple(steps))


def _grown(problem: Problem, ask: Ask, how: Settings, size: int, unit: Array, values: Array) -> tuple[Array, Array]:
    """A larger sample with its outcomes; what is known of a smaller one within it is not asked for again."""
    larger = how.by.sample(problem, size, how.seed, how.second)
    known = len(unit) if how.by.nested else 0
    fresh = mean_outcomes(ask, problem, larger[known:], how.replicates)
    return larger, np.concatenate([values[:known].reshape(known, fresh.shape[1]), fresh])


def _step(
    problem: Problem, how: Settings, size: int, unit: Array, values: Array, before: Sequence[SampleSize]
) -> SampleSize:
    if how.second and how.by.pairs:  # pairs are left to the last size
        values = without_second(values, len(problem.labels))
    indices = how.by.estimate(problem, unit, values, how.seed)
    last = before[-1].indices if before else (None,) * len(indices)
    judged = [verdict(how.by, problem.labels, now, then) for now, then in zip(indices, last, strict=True)]
    return SampleSize(size, indices, tuple(judged))
