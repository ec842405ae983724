"""Two steps: Morris over everything, then only what moves an outcome."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kkgsim.analysis.sensitivity.analysis import Analysis, Settings, analyse
from kkgsim.analysis.sensitivity.problem import Ask, Problem
from kkgsim.model.arrays import Array

METHOD = "morris"
"""The method that screens: few points a factor."""


@dataclass(frozen=True)
class Screen:
    """How to screen: ``share`` of all effects on an outcome to be carried by those kept, at most ``keep`` of them."""

    trajectories: int = 32
    share: float = 0.95
    keep: int = 30


@dataclass(frozen=True, eq=False)
class Screened:
    """What a screening found: ``effects`` of shape (columns, labels) as shares of all effects on a column, which labels
    are ``kept``, and by which analysis."""

    analysis: Analysis
    effects: Array
    kept: tuple[str, ...]

    @property
    def problem(self) -> Problem:
        """What is left to vary."""
        pairs = zip(self.analysis.problem.factors, self.analysis.problem.members, strict=True)
        return Problem(tuple(factor for factor, label in pairs if label in self.kept))

    @property
    def dropped(self) -> tuple[str, ...]:
        """The labels that are held from here on."""
        return tuple(label for label in self.analysis.problem.labels if label not in self.kept)

    def carried(self, column: int) -> float:
        """The share of all effects on a column that those kept carry."""
        labels = self.analysis.problem.labels
        return float(self.effects[column, [labels.index(name) for name in self.kept]].sum())


def screened(problem: Problem, ask: Ask, how: Settings, screen: Screen) -> Screened:
    """Screen by elementary effects (Morris 1991; mu* of Campolongo et al. 2007).

    Kept is what any column needs for the share; where that is too many, those with the largest share in any column.
    """
    analysis = analyse(problem, ask, Settings(METHOD, screen.trajectories, seed=how.seed, replicates=how.replicates))
    effects = np.array([_shares(indices.values["mu_star"]) for indices in analysis.indices])
    needed = np.zeros(effects.shape[1], dtype=bool)
    for row in effects:
        order = np.argsort(-row, kind="stable")
        before = np.cumsum(row[order]) - row[order]
        needed[order[(before < screen.share) & (row[order] > 0.0)]] = True
    strength = np.where(needed, effects.max(axis=0), -1.0)
    best = np.argsort(-strength, kind="stable")[: min(screen.keep, int(needed.sum()))]
    labels = problem.labels
    return Screened(analysis, effects, tuple(labels[rank] for rank in sorted(best.tolist())))


def _shares(effects: Array) -> Array:
    total = float(effects.sum())
    return effects / total if total > 0.0 else effects
