"""Two steps: Morris over everything, then an index for each factor that moves an outcome, and one for all the rest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kkgsim.analysis.sensitivity.analysis import Analysis, Settings, analyse
from kkgsim.analysis.sensitivity.problem import REST, TOGETHER_LABELS, Ask, Problem
from kkgsim.design.questions import SENSITIVITY_KEEP, SENSITIVITY_SHARE
from kkgsim.model.arrays import Array

METHOD = "morris"
"""The method that screens: few points a factor."""


@dataclass(frozen=True)
class Screen:
    """How to screen: ``share`` of all squared effects on an outcome to be carried by those kept, at most ``keep`` of
    them."""

    trajectories: int = 32
    share: float = SENSITIVITY_SHARE
    keep: int = SENSITIVITY_KEEP.usual


@dataclass(frozen=True, eq=False)
class Screened:
    """What a screening found: ``effects`` of shape (columns, labels) as shares of all squared effects on a column,
    which labels are ``kept`` apart, and by which analysis."""

    analysis: Analysis
    effects: Array
    kept: tuple[str, ...]

    @property
    def problem(self) -> Problem:
        """All factors, those that are not kept apart as one group: they go on varying, for what is kept may act through
        them."""
        whole = self.analysis.problem
        label = dict(zip((factor.name for factor in whole.factors), whole.members, strict=True))
        return whole.regrouped(lambda factor: factor.group if label[factor.name] in self.kept else REST)

    @property
    def dropped(self) -> tuple[str, ...]:
        """The labels that are judged together from here on."""
        return tuple(label for label in self.analysis.problem.labels if label not in self.kept)

    def carried(self, column: int) -> float:
        """The share of all squared effects on a column that those kept carry."""
        labels = self.analysis.problem.labels
        return float(self.effects[column, [labels.index(name) for name in self.kept]].sum())


def screened(problem: Problem, ask: Ask, how: Settings, screen: Screen) -> Screened:
    """Screen by elementary effects (Morris 1991), squared and summed: what a factor does alone (its mean) and through
    others (its spread) both count, as they do in a share of variance.

    Kept is what any column needs for the share; where that is too many, those with the largest share in any column.
    Numbers that the study draws but does not vary keep their label.
    """
    analysis = analyse(problem, ask, Settings(METHOD, screen.trajectories, seed=how.seed, replicates=how.replicates))
    squares = [indices.values["mu"] ** 2 + indices.values["sigma"] ** 2 for indices in analysis.indices]
    effects = np.array([_shares(row) for row in np.nan_to_num(squares)])
    needed = np.zeros(effects.shape[1], dtype=bool)
    for row in effects:
        order = np.argsort(-row, kind="stable")
        before = np.cumsum(row[order]) - row[order]
        needed[order[(before < screen.share) & (row[order] > 0.0)]] = True
    labels = problem.labels
    strength = np.where(needed, effects.max(axis=0), -1.0)
    best = set(np.argsort(-strength, kind="stable")[: min(screen.keep, int(needed.sum()))].tolist())
    kept = [label for rank, label in enumerate(labels) if rank in best or label in TOGETHER_LABELS]
    return Screened(analysis, effects, tuple(kept))


def _shares(effects: Array) -> Array:
    total = float(effects.sum())
    return effects / total if total > 0.0 else effects
