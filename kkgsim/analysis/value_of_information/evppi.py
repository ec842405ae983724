"""What knowing a number would be worth to a choice: expected value of perfect information (EVPI) and of perfect
information about one number or a set of numbers (EVPPI).

From one sample of futures: the payoff of every option is regressed on the number; whoever knew the number would choose
by the curves (Strong, Oakley and Brennan 2014). Luck is what no survey finds out: it is noise around the curves. Beside
that estimate, which noise can only raise, stand the worth of choices by curves that have not seen the future chosen
for (which noise can only lower), the partition of Strong and Oakley (2013), and a floor: what the best of as many
irrelevant numbers seems to be worth.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kkgsim.analysis.ranks import half_widths
from kkgsim.analysis.smoothing import Smoother, fits, held_out, smoother_of
from kkgsim.model.arrays import Array

PARTS = 10
"""Parts of the futures, each held out once."""
FAMILIES, SURE = 40, 0.95
"""How often the best of irrelevant numbers is looked for, and which share of these the floor lies over."""
BLOCKS = 32
"""Parts of the futures that errors are found from."""
ROUNDING = 1e-12
"""A worth below this share of the largest payoff is rounding."""


@dataclass(frozen=True)
class Evppi:
    """What knowing one number, or a set, is worth, in units of the payoff.

    ``value`` is the regression's estimate, ``sure`` that of choices for futures held out, ``partition`` that of equal
    parts of the sample (not a number for a set), ``floor`` what irrelevant numbers reach, and ``changed`` the share of
    futures in which somebody who knew would choose another option. ``parts`` is what independent parts of the futures
    make of the value.
    """

    name: str
    value: float
    sure: float
    partition: float
    floor: float
    changed: float
    parts: Array

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the value, as far as the number of futures goes."""
        reach = float(half_widths(self.parts[:, None])[0])
        return max(self.value - reach, 0.0), self.value + reach

    @property
    def counts(self) -> bool:
        """Whether it is more than noise."""
        return self.value > self.floor and self.sure > 0.0


@dataclass(frozen=True)
class PerfectInformation:
    """The value of knowing all numbers, between ``low`` and ``high``, and that of knowing the luck, too (``luck``);
    not a number where futures have only one luck each."""

    low: float
    high: float
    luck: float


def best_option(payoff: Array) -> int:
    """The option chosen when nothing more is known; ``payoff`` has shape (futures, options)."""
    return int(np.argmax(payoff.mean(axis=0)))


def perfect_information(payoff: Array) -> PerfectInformation:
    """The value of perfect information about all numbers; ``payoff`` has shape (lucks, futures, options).

    With the mean over lucks, noise that is left raises it: ``high``. Chosen by the other lucks and paid by one, noise
    lowers it: ``low``.
    """
    lucks, chosen = len(payoff), best_option(payoff.mean(axis=0))
    now = float(payoff[:, :, chosen].mean())
    with_luck = float(payoff.max(axis=2).mean()) - now
    if lucks < 2:
        return PerfectInformation(float("nan"), float("nan"), with_luck)
    high = float(payoff.mean(axis=0).max(axis=1).mean()) - now
    paid = []
    for luck in range(lucks):
        others = np.delete(payoff, luck, axis=0).mean(axis=0)
        paid.append(np.take_along_axis(payoff[luck], others.argmax(axis=1)[:, None], axis=1).mean())
    return PerfectInformation(max(0.0, float(np.mean(paid)) - now), high, with_luck)


def of_numbers(payoff: Array, draws: Mapping[str, Array], *, seed: int = 1) -> list[Evppi]:
    """What knowing each number alone is worth; ``payoff`` (futures, options), each of ``draws`` (futures,)."""
    if not draws:
        return []
    floor = floor_of(payoff, len(draws), seed)
    return [_worth(name, payoff, column[:, None], floor) for name, column in draws.items()]


def of_sets(
    payoff: Array, draws: Mapping[str, Array], sets: Mapping[str, Sequence[str]], *, seed: int = 1
) -> list[Evppi]:
    """What knowing all numbers of a set is worth, as far as their effects add up: a sum of curves, no interactions. A
    set with too many numbers for the futures at hand is left out."""
    result = []
    stream = np.random.default_rng([seed, 4])
    for name, members in sets.items():
        if not fits(len(payoff), len(members)):
            continue
        columns = np.column_stack([draws[member] for member in members])
        smoother = smoother_of(columns)
        noise = _noise(payoff, smoother, stream, FAMILIES)
        floor = _above_rounding(float(np.quantile(noise, SURE)), payoff)
        result.append(_worth(name, payoff, columns, floor, smoother))
    return result


def floor_of(payoff: Array, numbers: int, seed: int = 1) -> float:
    """What the best of so many irrelevant numbers seems to be worth, in :data:`SURE` of all samples.

    Curves run over ranks, so an irrelevant number is nothing but another order of the futures.
    """
    if payoff.shape[1] < 2:
        return 0.0
    stream = np.random.default_rng([seed, 3])
    smoother = smoother_of(np.arange(len(payoff), dtype=np.float64)[:, None])
    best = [_noise(payoff, smoother, stream, numbers).max() for _ in range(FAMILIES)]
    return _above_rounding(float(np.quantile(best, SURE)), payoff)


def _noise(payoff: Array, smoother: Smoother, stream: np.random.Generator, count: int) -> Array:
    """The estimate for some irrelevant numbers, shape (count,)."""
    orders = [stream.permutation(len(payoff)) for _ in range(count)]
    shuffled = np.concatenate([payoff[order] for order in orders], axis=1)
    curves = smoother(shuffled).reshape(len(payoff), count, -1)
    noise: Array = curves.max(axis=2).mean(axis=0) - payoff.mean(axis=0).max()
    return noise


def _above_rounding(floor: float, payoff: Array) -> float:
    """A floor that rounding errors stay below."""
    return max(floor, ROUNDING * float(np.abs(payoff).max()))


def _worth(name: str, payoff: Array, columns: Array, floor: float, smoother: Smoother | None = None) -> Evppi:
    smoother = smoother_of(columns) if smoother is None else smoother
    chosen = best_option(payoff)
    curves = smoother(payoff)
    picked = np.take_along_axis(payoff, curves.argmax(axis=1)[:, None], axis=1)[:, 0]
    partition = _partition(payoff, columns[:, 0]) if columns.shape[1] == 1 else float("nan")
    changed = float((curves.argmax(axis=1) != chosen).mean())
    value = _gain(payoff, curves)
    sure = _held_out_gain(payoff, smoother) if value > 0.0 else 0.0
    return Evppi(name, value, sure, partition, floor, changed, value + in_blocks(picked - payoff[:, chosen]))


def in_blocks(gained: Array) -> Array:
    """How far means over independent parts of the futures lie from the mean of all, shape (parts,). That curves were
    estimated adds nothing to first order: near where two options pay the same it hardly matters which is chosen."""
    which = np.arange(len(gained)) % min(BLOCKS, len(gained))
    means: Array = np.bincount(which, gained) / np.bincount(which)
    apart: Array = means - means.mean()
    return apart


def _gain(payoff: Array, curves: Array) -> float:
    """The regression's estimate; curves and payoffs have the same means, so it is never below zero."""
    gain = float(curves.max(axis=1).mean() - curves.mean(axis=0).max())
    return gain if gain > _above_rounding(0.0, payoff) else 0.0


def _held_out_gain(payoff: Array, smoother: Smoother) -> float:
    """What choices by curves that have not seen a future are worth in it, beyond the choice made without curves."""
    picked = held_out(smoother, payoff, PARTS).argmax(axis=1)
    gained = np.take_along_axis(payoff, picked[:, None], axis=1)[:, 0] - payoff[:, best_option(payoff)]
    return max(0.0, float(gained.mean()))


def _partition(payoff: Array, column: Array) -> float:
    """Strong and Oakley (2013): the best option in each of equal parts of the sample, sorted by the number."""
    parts = np.array_split(np.argsort(column, kind="stable"), max(2, round(len(column) ** (1.0 / 3.0))))
    best = sum(len(part) * payoff[part].mean(axis=0).max() for part in parts) / len(column)
    return max(0.0, float(best - payoff.mean(axis=0).max()))
