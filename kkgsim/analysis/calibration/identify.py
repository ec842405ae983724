"""Which numbers the facts can tell anything about: how much of each figure a number carries, and how far the figures
together would narrow it down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kkgsim.analysis.calibration.emulator import Emulator, fit
from kkgsim.analysis.calibration.problem import Bank, Measured
from kkgsim.model.arrays import Array

MOST_FITTED = 40
"""Numbers that are fitted at most."""
MOVED = 0.97
"""A number is fitted if the facts should narrow its standard deviation at least to this part of the prior's."""
IDENTIFIED = 0.85
"""A number is called identified if they should narrow it at least to this part."""


@dataclass(frozen=True)
class Identifiability:
    """``alone``: the share of each figure's variance that each number carries alone, shape (figures, numbers);
    ``together``: what numbers carry only together, ``luck``: what luck carries, each of shape (figures,). What is left
    is what the emulator does not see. ``narrowed``: the standard deviation that the fitted figures should leave of each
    number, as a part of the prior's, shape (numbers,); ``fitted``: the ranks of the numbers to fit, those that are
    narrowed most first."""

    alone: Array
    together: Array
    luck: Array
    narrowed: Array
    fitted: tuple[int, ...]

    @property
    def identified(self) -> tuple[int, ...]:
        """The fitted numbers that the figures should narrow well."""
        return tuple(rank for rank in self.fitted if self.narrowed[rank] <= IDENTIFIED)


def identify(
    bank: Bank, twice: tuple[Array, Array], measured: Measured, free: NDArray[np.bool_]
) -> Identifiability:  # fmt: skip
    """The table, from points of the prior; ``twice`` are figures of the same points on two lucks, each (points,
    figures). Only ``free`` numbers (numbers,) are fitted, all others stay as they are."""
    emulators = [fit(bank.scores, column) for column in bank.figures.T]
    numbers = bank.scores.shape[1]
    shares = [emulator.shares(numbers) for emulator in emulators]
    narrowed = _narrowed(emulators, measured, numbers)
    ranked = np.argsort(narrowed, kind="stable").tolist()
    fitted = [rank for rank in ranked if free[rank] and narrowed[rank] <= MOVED][:MOST_FITTED]
    return Identifiability(
        np.array([alone for alone, _ in shares]), np.array([together for _, together in shares]),
        _luck(bank, *twice), narrowed, tuple(fitted),
    )  # fmt: skip


def _narrowed(emulators: Sequence[Emulator], measured: Measured, numbers: int) -> Array:
    """What would be left of each number's standard deviation if every figure were linear and all were normal."""
    slopes = np.array([emulator.slopes(numbers) for emulator in emulators]).reshape(-1, numbers)
    noise = measured.spread**2 + np.array([emulator.residual for emulator in emulators])
    gain = slopes.T @ np.linalg.inv(slopes @ slopes.T + np.diag(noise))
    left = 1.0 - np.einsum("nf,fn->n", gain, slopes)
    return np.asarray(np.sqrt(np.clip(left, 0.0, 1.0)))


def _luck(bank: Bank, once: Array, again: Array) -> Array:
    """The share of each figure's variance that is luck: half the mean square of what the same points differ by."""
    variance = bank.figures.var(axis=0)
    luck = ((once - again) ** 2).mean(axis=0) / 2.0 if len(again) else np.full(len(variance), np.nan)
    share = np.divide(luck, variance, out=np.zeros_like(variance), where=variance > 0.0)
    return np.asarray(np.clip(share, 0.0, 1.0))
