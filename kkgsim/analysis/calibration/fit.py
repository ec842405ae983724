"""A fit from the first point to the posterior, whatever plays the points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kkgsim.analysis.calibration.identify import Identifiability, identify
from kkgsim.analysis.calibration.inference import Draws, Inference
from kkgsim.analysis.calibration.problem import Bank, Measured, Simulator
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
class Budget:
    """How many points are played: ``points`` in each of the ``waves`` (the first is the prior), ``again`` of the first
    once more on other luck, and ``replays`` of the posterior."""

    points: int
    waves: int
    again: int
    replays: int

    @property
    def total(self) -> int:
        """All points."""
        return self.points * self.waves + self.again + self.replays


@dataclass(frozen=True)
class Fit:
    """Everything that came of a fit. ``first`` are the points of the prior, ``last`` those that nothing rules out,
    ``replayed`` those of the posterior, all with all numbers and figures; ``kept`` is the share of the prior that each
    wave after the first leaves."""

    measured: Measured
    table: Identifiability
    first: Bank
    last: Bank
    kept: tuple[float, ...]
    posterior: Draws
    smoothed: Draws
    replayed: Bank
    lost: int
    """Points without a number for some figure, which were left out."""

    def fitted(self, bank: Bank) -> Bank:
        """Points with the fitted numbers and figures alone."""
        return Bank(bank.scores[:, list(self.table.fitted)], self.measured.near(bank.figures)[:, self.measured.fitted])

    @property
    def target(self) -> Measured:
        """The figures that were fitted to."""
        return self.measured.only(self.measured.fitted)


def fit(simulate: Simulator, measured: Measured, free: NDArray[np.bool_], budget: Budget, seed: int) -> Fit:
    """Play and fit; the same for any number of workers, and when it is gone on with.

    Raises :class:`OutOfReach` for figures that the prior does not show, :class:`NothingIdentified` where no number is
    moved by any figure, :class:`~kkgsim.analysis.calibration.waves.NothingLeft` where the figures exclude each other.
    """
    numbered = _Numbered(simulate)
    scores = simulate.prior(range(budget.points))
    played = Bank(scores, numbered(scores))
    twice = _twice(played.figures[: budget.again], numbered(scores[: budget.again]), measured)
    first, lost = _sound(played)
    reach(first, measured)
    table = identify(Bank(first.scores, measured.near(first.figures)), twice, measured, free)
    if not table.fitted:
        raise NothingIdentified(refusal("calibrate_nothing_identified"))
    state = Fit(measured, table, first, first, (), *2 * (Draws(scores[:1], np.ones(1)),), first, lost)
    everything, rules, kept = first, [], []
    for wave in range(1, budget.waves):
        rules.append(Rule.of(state.fitted(_inside(everything, state, rules)), state.target))
        drawn, share = sample(rules, len(table.fitted), budget.points, [seed, wave])
        more, gone = _sound(_played(numbered, simulate, drawn, table.fitted))
        everything, lost = everything.and_more(more), lost + gone
        kept.append(share)
    last = _inside(everything, state, rules)
    learnt = Inference.of(state.fitted(last), state.target, seed)
    posterior, smoothed = learnt.posterior(state.target.value), learnt.smoothed(state.target.value)
    shares = (np.random.default_rng([seed, 3]).permutation(budget.replays) + 0.5) / budget.replays
    replayed = _played(numbered, simulate, posterior.scores[posterior.chosen(shares)], table.fitted)
    return Fit(measured, table, first, last, tuple(kept), posterior, smoothed, _sound(replayed)[0], lost)


class _Numbered:
    """Plays points, each with the number after that of the one before."""

    def __init__(self, simulate: Simulator):
        self._simulate, self.next = simulate, 0

    def __call__(self, scores: Array) -> Array:
        first, self.next = self.next, self.next + len(scores)
        return self._simulate(scores, first)


def _played(numbered: _Numbered, simulate: Simulator, drawn: Array, fitted: Sequence[int]) -> Bank:
    """Points with such scores of the fitted numbers, all others drawn from the prior."""
    scores = simulate.prior(range(numbered.next, numbered.next + len(drawn))).copy()
    scores[:, list(fitted)] = drawn
    return Bank(scores, numbered(scores))


def _sound(bank: Bank) -> tuple[Bank, int]:
    """The points with a number for every figure, and how many have none."""
    sound = bank.sound()
    return sound, len(bank) - len(sound)


def _inside(bank: Bank, state: Fit, rules: Sequence[Rule]) -> Bank:
    """The points that nothing rules out: of whichever wave, they are draws of the same part of the prior."""
    return bank.only(plausible(rules, bank.scores[:, list(state.table.fitted)]))


def _twice(once: Array, again: Array, measured: Measured) -> tuple[Array, Array]:
    """Figures of the points that gave numbers on both lucks."""
    sound = np.isfinite(once).all(axis=1) & np.isfinite(again).all(axis=1)
    return measured.near(once[sound]), measured.near(again[sound])


def reach(first: Bank, measured: Measured) -> tuple[Array, Array]:
    """What the prior reaches of each figure, with its error of measurement on it, each end of shape (figures,).

    Raises :class:`OutOfReach`, by name, for fitted figures that were measured outside.
    """
    low, high = np.quantile(first.figures, EDGES, axis=0)
    low, high = low - 2.0 * measured.spread, high + 2.0 * measured.spread
    odd = measured.fitted & ((measured.value < low) | (measured.value > high))
    if odd.any():
        said = [f"{measured.names[rank]}: {measured.value[rank]:.4g} ({low[rank]:.4g} … {high[rank]:.4g})"
                for rank in np.flatnonzero(odd).tolist()]  # fmt: skip
        raise OutOfReach(refusal("calibrate_out_of_reach", names="; ".join(said)))
    return low, high
