"""Waves of history matching: where no emulator rules a point out, the next points are laid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kkgsim.analysis.calibration.emulator import Emulator, fit
from kkgsim.analysis.calibration.problem import Bank, Measured
from kkgsim.errors import KKGError
from kkgsim.i18n import Text, refusal
from kkgsim.model.arrays import Array

RULED_OUT = 3.0
"""Standard deviations from a figure beyond which a point is ruled out."""
AT_ONCE, MOST_TRIED = 20_000, 4_000_000
"""Candidates that are looked at together, and at most for a wave."""


class NothingLeft(KKGError):
    """No point meets the facts together, though each of them can be met."""


@dataclass(frozen=True)
class Rule:
    """What one wave rules out: emulators of the fitted figures over the fitted numbers."""

    emulators: tuple[Emulator, ...]
    measured: Measured

    @classmethod
    def of(cls, bank: Bank, measured: Measured) -> Rule:
        """The rule that points (of the fitted numbers and figures alone) give."""
        return cls(tuple(fit(bank.scores, column) for column in bank.figures.T), measured)

    def distance(self, scores: Array) -> Array:
        """How far each figure is from what was measured, in standard deviations, shape (points, figures)."""
        noise = self.measured.spread**2 + np.array([emulator.residual for emulator in self.emulators])
        means = np.column_stack([emulator.mean(scores) for emulator in self.emulators])
        return np.asarray(np.abs(means - self.measured.value) / np.sqrt(noise))


def plausible(rules: Sequence[Rule], scores: Array) -> NDArray[np.bool_]:
    """Which points no rule rules out, shape (points,)."""
    kept = np.ones(len(scores), dtype=bool)
    for rule in rules:
        kept[kept] = (rule.distance(scores[kept]) <= RULED_OUT).all(axis=1)
    return kept


def sample(rules: Sequence[Rule], numbers: int, count: int, seed: Sequence[int]) -> tuple[Array, float]:
    """Points of the prior that no rule rules out, shape (count, numbers), and which share of the prior that is.

    Raises :class:`NothingLeft` where hardly any can be had, naming the figures that are farthest off.
    """
    draw = np.random.default_rng(seed)
    kept: list[Array] = []
    tried = there = 0
    while there < count:
        if tried >= MOST_TRIED:
            raise NothingLeft(_farthest(rules, draw.standard_normal((AT_ONCE, numbers))))
        candidates = draw.standard_normal((AT_ONCE, numbers))
        kept.append(candidates[plausible(rules, candidates)])
        tried, there = tried + AT_ONCE, there + len(kept[-1])
    return np.concatenate(kept)[:count], there / tried


def _farthest(rules: Sequence[Rule], candidates: Array) -> Text:
    """The figures that stand against each other: at the points that come closest to all of them."""
    rule = rules[-1]
    distance = rule.distance(candidates)
    closest = distance[np.argsort(distance.max(axis=1), kind="stable")[:100]].mean(axis=0)
    worst = np.argsort(-closest, kind="stable")[:3].tolist()
    names = ", ".join(f"{rule.measured.names[rank]} ({closest[rank]:.1f})" for rank in worst)
    return refusal("calibrate_nothing_left", names=names)
