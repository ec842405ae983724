"""The choice between options in figures, and which number a survey should measure first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kkgsim.analysis.futures import Sample
from kkgsim.analysis.ranks import LEVEL, Ranks, rank_intervals
from kkgsim.analysis.value_of_information.evppi import (
    Evppi,
    PerfectInformation,
    best_option,
    of_numbers,
    of_sets,
    perfect_information,
)
from kkgsim.model.arrays import Array
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.posterior import USUAL, Drawn
from kkgsim.model.registry import PARAMETERS, home_of
from kkgsim.places.place import Place
from kkgsim.scenario.scenario import Scenario

IN_ORDER = ("assumed", "judged", "literature", "measured")
"""Of numbers worth the same, what nobody has measured comes first."""


@dataclass(frozen=True)
class Choice:
    """What options are judged by: with ``worth`` (rupiah a year that one step of the outcome is worth) the net benefit
    in rupiah a year, else the gain itself; options that cost more than ``budget`` on average are out of the choice."""

    worth: float | None
    budget: float = float("inf")


@dataclass(frozen=True)
class ValueOfInformation:
    """The answer: which options were to be had, the one to choose with what is known today, and what knowing more is
    worth, per number and per file of rules, in rupiah a year or in the unit of the outcome."""

    sample: Sample
    choice: Choice
    lawful: tuple[int, ...]
    chosen: int
    payoff: Array
    perfect: PerfectInformation
    numbers: tuple[Evppi, ...]
    sets: tuple[Evppi, ...]

    @property
    def ranks(self) -> Ranks:
        """The ranks that each number may have by its worth, in the order of ``numbers``."""
        if not self.numbers:
            return np.ones(0, dtype=np.int64), np.ones(0, dtype=np.int64)
        values = np.array([number.value for number in self.numbers])
        return rank_intervals(values, np.column_stack([number.parts for number in self.numbers]))

    @property
    def first(self) -> list[Evppi]:
        """The number worth most, or all that cannot be told apart from it; none where none is worth more than
        noise."""
        lowest = self.ranks[0]
        return [number for number, low in zip(self.numbers, lowest, strict=True) if number.counts and low == 1]

    @property
    def behind(self) -> dict[int, tuple[float, float, float]]:
        """By lawful option, how far its payoff is behind that of the option to choose, with the ends of the interval,
        all options at once."""
        from scipy import stats

        mean = self.payoff.mean(axis=0)
        gaps = mean[:, [self.lawful.index(self.chosen)]] - mean
        error = gaps.std(axis=0, ddof=1) / np.sqrt(len(gaps))
        reach = stats.norm.ppf(1.0 - (1.0 - LEVEL) / (2.0 * max(len(self.lawful) - 1, 1))) * error
        gap = gaps.mean(axis=0)
        return {
            option: (float(gap[rank]), float(gap[rank] - reach[rank]), float(gap[rank] + reach[rank]))
            for rank, option in enumerate(self.lawful)
        }

    @property
    def rivals(self) -> list[int]:
        """Options that this sample cannot tell apart from the one to choose: with them the choice is not decided."""
        order = sorted(self.behind.items(), key=lambda item: item[1][0])
        return [option for option, (_, low, _) in order if option != self.chosen and low <= 0.0]

    @property
    def place(self) -> Place:
        """The place."""
        return self.sample.settings.place

    @property
    def seed(self) -> int:
        """The seed of luck and numbers."""
        return self.sample.settings.seed

    @property
    def replicates(self) -> int:
        """How many futures there are."""
        return self.sample.settings.futures

    @property
    def months(self) -> int:
        """The horizon."""
        return self.sample.settings.options[0].months

    @property
    def uncertain(self) -> Drawn:
        """Futures differ in numbers."""
        return self.sample.settings.options[0].drawn or USUAL

    def scenarios(self) -> tuple[Scenario, ...]:
        """The options."""
        return self.sample.settings.options

    @property
    def best_share(self) -> Array:
        """In which share of futures each lawful option has the highest payoff, lucks averaged."""
        best = self.payoff.mean(axis=0).argmax(axis=1)
        share: Array = np.bincount(best, minlength=len(self.lawful)) / len(best)
        return share


def value_of_information(sample: Sample, choice: Choice) -> ValueOfInformation:
    """What knowing more would be worth to a choice."""
    cost = sample.cost.mean(axis=(0, 1))
    lawful = tuple(rank for rank in range(len(cost)) if rank == 0 or cost[rank] <= choice.budget)
    payoff = payoff_of(sample, choice)[:, :, lawful]
    mean = payoff.mean(axis=0)
    numbers = of_numbers(mean, sample.drawn, seed=sample.settings.seed)
    sets = of_sets(mean, sample.drawn, files_of(sample), seed=sample.settings.seed)
    return ValueOfInformation(
        sample, choice, lawful, lawful[best_option(mean)], payoff, perfect_information(payoff), tuple(ordered(numbers)),
        tuple(sorted(sets, key=lambda evppi: (not evppi.counts, -evppi.value))),
    )  # fmt: skip


def payoff_of(sample: Sample, choice: Choice) -> Array:
    """Net benefit or gain of every option beyond the status quo, shape (lucks, futures, options)."""
    if choice.worth is None:
        return sample.gain
    steps = sample.gain / OUTCOMES[sample.settings.outcome].unit.step
    return steps * choice.worth - sample.cost


def ordered(evppis: list[Evppi]) -> list[Evppi]:
    """Numbers whose worth is more than noise first, the dearest first; of equals those nobody has measured."""
    return sorted(
        evppis, key=lambda evppi: (not evppi.counts, -evppi.value, IN_ORDER.index(PARAMETERS[evppi.name].grade))
    )


def files_of(sample: Sample) -> dict[str, tuple[str, ...]]:
    """The drawn numbers by the file of rules, lever or place that reads them."""
    homes: dict[str, tuple[str, ...]] = {}
    for name in sample.drawn:
        short = home_of(name).removeprefix("kkgsim.")
        homes[short] = (*homes.get(short, ()), name)
    return homes
