"""Whether a fit may be believed: planted truths found again, bands that cover as they say, studies left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from kkgsim.analysis.calibration.inference import Draws, Inference, observed
from kkgsim.analysis.calibration.problem import Bank, Measured
from kkgsim.model.arrays import Array

TRUTHS = 300
"""Truths that are planted at least."""
FOLDS = 5
"""Parts of the points: a truth of one part is looked for with the points of the others."""
BAND = 0.9
COVERED = (0.85, 0.95)
"""How many of the bands of nine in ten must cover the truth."""
SURE = 0.05
"""The chance at which all numbers together may be called unlucky."""
Posterior = Callable[[Inference, Array], Draws]
"""What makes a posterior of what was learnt and seen."""


def regression_adjusted(learnt: Inference, seen: Array) -> Draws:
    """The posterior that is used."""
    return learnt.posterior(seen)


@dataclass(frozen=True)
class Planted:
    """Truths planted and looked for, each of shape (truths, numbers): the true scores, their ``rank`` in the posterior
    (0 to 1), the posterior's ``mean`` and ``spread``."""

    truth: Array
    rank: Array
    mean: Array
    spread: Array

    @property
    def covered(self) -> Array:
        """The share of truths in the band of nine in ten, by number."""
        edge = (1.0 - BAND) / 2.0
        return np.asarray(((self.rank >= edge) & (self.rank <= 1.0 - edge)).mean(axis=0))

    @property
    def chance(self) -> Array:
        """How likely ranks so uneven are where all is well, by number (Kolmogorov and Smirnov)."""
        return np.array([stats.kstest(column, "uniform").pvalue for column in self.rank.T])

    @property
    def correlation(self) -> Array:
        """Of the posterior's mean with the truth, by number."""
        with np.errstate(invalid="ignore", divide="ignore"):
            centred = [values - values.mean(axis=0) for values in (self.truth, self.mean)]
            product = (centred[0] * centred[1]).mean(axis=0)
            correlation = product / (centred[0].std(axis=0) * centred[1].std(axis=0))
        return np.where(np.isfinite(correlation), correlation, 0.0)

    @property
    def recovered(self) -> Array:
        """Whether that correlation is surely above zero, by number (Fisher's transformation, 95 %)."""
        bounded = np.clip(self.correlation, -1.0 + 1e-12, 1.0 - 1e-12)
        return np.asarray(np.arctanh(bounded) > 1.96 / np.sqrt(len(self.truth) - 3))

    @property
    def even(self) -> bool:
        """Whether no number's ranks are more uneven than chance makes them, all numbers considered (Holm)."""
        ordered = np.sort(self.chance)
        return bool((ordered * np.arange(len(ordered), 0, -1) > SURE).all())

    @property
    def covers(self) -> bool:
        """Whether the bands of every number cover as often as they should."""
        return bool(((self.covered >= COVERED[0]) & (self.covered <= COVERED[1])).all())

    @property
    def may_cover(self) -> bool:
        """Whether they may, as far as so few truths can tell: no interval of a share lies outside."""
        low, high = self.covered_within
        return bool(((high >= COVERED[0]) & (low <= COVERED[1])).all())

    @property
    def covered_within(self) -> tuple[Array, Array]:
        """The interval (95 %, Wilson) of the share that is covered, by number."""
        ends = [stats.binomtest(round(share * len(self.rank)), len(self.rank)).proportion_ci(method="wilson")
                for share in self.covered.tolist()]  # fmt: skip
        return np.array([end.low for end in ends]), np.array([end.high for end in ends])


def plant(
    bank: Bank, measured: Measured, *, truths: int, seed: int, posterior: Posterior = regression_adjusted
) -> Planted:  # fmt: skip
    """Take points as the truth, one after the other, see what an observer would have read, and look for them with the
    points of the other parts."""
    order = np.random.default_rng([seed, 2]).permutation(len(bank))
    read = observed(bank.figures, measured, seed + 1)
    rows: list[tuple[Array, Array, Array, Array]] = []
    for part in np.array_split(order, FOLDS):
        learnt = Inference.of(bank.only(np.setdiff1d(order, part)), measured, seed)
        for point in part[: -(-truths // FOLDS)].tolist():
            draws, truth = posterior(learnt, read[point]), bank.scores[point]
            rows.append((truth, draws.rank_of(truth), draws.mean(), draws.spread()))
    return Planted(*(np.array(column) for column in zip(*rows, strict=True)))


@dataclass(frozen=True)
class LeftOut:
    """A study left out: what all others foretell of its figures, and what was measured. Each of shape (figures,)."""

    names: tuple[str, ...]
    value: Array
    mean: Array
    low: Array
    high: Array

    @property
    def inside(self) -> NDArray[np.bool_]:
        """Whether what was measured lies in the foretold band of nine in ten."""
        return np.asarray((self.value >= self.low) & (self.value <= self.high))


def leave_out(bank: Bank, measured: Measured, seed: int) -> tuple[LeftOut, ...]:
    """Every study left out once."""
    read = observed(bank.figures, measured, seed)
    left_out = []
    for study in dict.fromkeys(measured.studies):
        out = np.array([name == study for name in measured.studies])
        if out.all():
            continue
        rest = measured.only(~out)
        learnt = Inference.of(Bank(bank.scores, bank.figures[:, ~out]), rest, seed)
        draws = learnt.posterior(rest.value, more=read[:, out])
        figures = Draws(draws.scores[:, bank.scores.shape[1] :], draws.weights)
        edge = (1.0 - BAND) / 2.0
        mine = measured.only(out)
        ends = figures.quantile(edge), figures.quantile(1.0 - edge)
        left_out.append(LeftOut(mine.names, mine.value, figures.mean(), *ends))
    return tuple(left_out)
