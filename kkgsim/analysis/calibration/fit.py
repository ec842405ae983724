"""A fit from the first point to the posterior, whatever plays the points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kkgsim.analysis.calibration.identify import Identifiability, identify
from kkgsim.analysis.calibration.inference import Draws, Inference
from kkgsim.analysis.calibration.problem import Bank, Budget, Measured, Players, Simulator
from kkgsim.analysis.calibration.waves import Rule, plausible, sample
from kkgsim.errors import KKGError
from kkgsim.i18n import refusal
from kkgsim.model.arrays import Array

EDGES = (0.005, 0.995)
"""The part of the simulated figures that a prior is said to reach."""


class OutOfReach(KKGError):
    """A fact that no number within the evidence shows."""


class NothingIdentified(KKGError):
    """No fact says anything about any number."""


@dataclass(frozen=True)
class Fit:
    """Everything that came of a fit. ``first`` are the points of the prior, ``last`` those that nothing rules out, both
    with the scores of all numbers; ``kept`` is the share of the prior that each wave after the first leaves.
    ``before`` and ``after`` are points of the prior and of the posterior with the figures of every fact."""

    measured: Measured
    reached: tuple[Array, Array]
    table: Identifiability
    first: Bank
    last: Bank
    kept: tuple[float, ...]
    posterior: Draws
    smoothed: Draws
    before: Bank
    after: Bank
    lost: int
    """Points without a number for some figure, which were left out."""

    def fitted(self, bank: Bank) -> Bank:
        """Points with the fitted numbers alone, and no figure farther off than matters."""
        return _fitted(bank, self.table.fitted, self.measured)


def fit(play: Players, measured: Measured, free: NDArray[np.bool_], budget: Budget, seed: int) -> Fit:
    """Play and fit; the same for any number of workers, and when it is gone on with.

    Raises :class:`OutOfReach` for figures that the prior does not show, :class:`NothingIdentified` where no number is
    moved by any figure, :class:`~kkgsim.analysis.calibration.waves.NothingLeft` where the figures exclude each other.
    """
    points = _PointPlayer(play.fitting)
    scores = play.fitting.prior(range(budget.points))
    played = points.play(scores)
    again = points.play(scores[: budget.again])
    twice = _twice(played.figures[: budget.again], again.figures, measured)
    first, lost = _sound(played)
    reached = reach(first, measured)
    table = identify(Bank(first.scores, measured.near(first.figures)), twice, measured, free)
    if not table.fitted:
        raise NothingIdentified(refusal("calibrate_nothing_identified"))
    everything, rules, kept = first, list[Rule](), list[float]()
    for wave in range(1, budget.waves):
        inside = _inside(everything, table.fitted, rules)
        rules.append(Rule.of(_fitted(inside, table.fitted, measured), measured))
        drawn, share = sample(rules, len(table.fitted), budget.points, [seed, wave])
        more, gone = _sound(points.play(points.among_all(drawn, table.fitted)))
        everything, lost = everything.and_more(more), lost + gone
        kept.append(share)
    last = _inside(everything, table.fitted, rules)
    learnt = Inference.of(_fitted(last, table.fitted, measured), measured, seed)
    posterior, smoothed = learnt.posterior(measured.value), learnt.smoothed(measured.value)
    points = _PointPlayer(play.judging, points.next)
    before = points.play(play.judging.prior(range(points.next, points.next + budget.replays)))
    shares = (np.random.default_rng([seed, 3]).permutation(budget.replays) + 0.5) / budget.replays
    after = points.play(points.among_all(posterior.scores[posterior.chosen(shares)], table.fitted))
    return Fit(measured, reached, table, first, last, tuple(kept), posterior, smoothed, before, after, lost)


@dataclass
class _PointPlayer:
    """Plays points numbered on from ``next``: the number of a point decides its luck."""

    simulate: Simulator
    next: int = 0

    def play(self, scores: Array) -> Bank:
        """Points of such scores."""
        first, self.next = self.next, self.next + len(scores)
        return Bank(scores, self.simulate(scores, first))

    def among_all(self, drawn: Array, fitted: Sequence[int]) -> Array:
        """The scores of the next points: those of the fitted numbers as they are drawn, all others of the prior."""
        scores = self.simulate.prior(range(self.next, self.next + len(drawn))).copy()
        scores[:, list(fitted)] = drawn
        return scores


def _fitted(bank: Bank, fitted: Sequence[int], measured: Measured) -> Bank:
    return Bank(bank.scores[:, list(fitted)], measured.near(bank.figures))


def _sound(bank: Bank) -> tuple[Bank, int]:
    """The points with a number for every figure, and how many have none."""
    sound = bank.sound()
    return sound, len(bank) - len(sound)


def _inside(bank: Bank, fitted: Sequence[int], rules: Sequence[Rule]) -> Bank:
    """The points that nothing rules out: of whichever wave, they are draws of the same part of the prior."""
    return bank.only(plausible(rules, bank.scores[:, list(fitted)]))


def _twice(once: Array, again: Array, measured: Measured) -> tuple[Array, Array]:
    """Figures of the points that gave numbers on both lucks."""
    sound = np.isfinite(once).all(axis=1) & np.isfinite(again).all(axis=1)
    return measured.near(once[sound]), measured.near(again[sound])


def reach(first: Bank, measured: Measured) -> tuple[Array, Array]:
    """What the prior reaches of each figure, with its error of measurement on it, each end of shape (figures,).

    Raises :class:`OutOfReach`, by name, for figures that were measured outside.
    """
    low, high = np.quantile(first.figures, EDGES, axis=0)
    low, high = low - 2.0 * measured.spread, high + 2.0 * measured.spread
    odd = (measured.value < low) | (measured.value > high)
    if odd.any():
        said = [f"{measured.names[rank]}: {measured.value[rank]:.4g} ({low[rank]:.4g} … {high[rank]:.4g})"
                for rank in np.flatnonzero(odd).tolist()]  # fmt: skip
        raise OutOfReach(refusal("calibrate_out_of_reach", names="; ".join(said)))
    return low, high
