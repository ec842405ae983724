"""A run of one replicate: month after month, what is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from verification.twin import book, ledger, levers, month, outcomes, start
from verification.twin.given import Given
from verification.twin.luck import Luck
from verification.twin.policy import SEEN_BY_AN_OFFICE, Plan, Reach
from verification.twin.things import World

PURSES = ("bos", "bosda", "grant")


@dataclass(frozen=True)
class Recorded:
    """What a run leaves: ``sums`` (value and weight, outcomes, months, clusters), ``groups`` (value and weight, groups
    and outcomes, months), ``ledger`` (items, months), ``purses`` (taken in and left of each, months)."""

    sums: NDArray[np.float64]
    groups: NDArray[np.float64]
    ledger: NDArray[np.float64]
    purses: NDArray[np.float64]
    world: World


class Run:
    """A scenario at a place in one replicate; numbers are drawn where the scenario has them drawn."""

    def __init__(self, scenario: Any, place: Any, replicate: int = 0) -> None:
        roster = book.held(scenario.assumptions)
        things = Given(place, roster).things()
        luck = Luck(scenario.seed, place.key, replicate, {kind: one.count for kind, one in things.items()})
        jointly = isinstance(scenario.drawn, str)
        numbers = book.drawn(scenario.assumptions, luck, jointly=jointly) if scenario.drawn else roster
        self.scenario, self.world = scenario, World(things, numbers, luck)
        self.reach = Reach(Plan(scenario, place.clusters), numbers)
        self.played = 0
        start.begin(self.world)

    def play_month(self) -> tuple[Any, Any, Any, Any]:
        """Play the next month; what is recorded of it."""
        w, at = self.world, self.played
        w.begin_month((self.scenario.first_month - 1 + at) % 12 + 1)
        w.draw("month", at)
        self.reach.begin_month(at, w.cluster)
        levers.act(w, self.reach)
        month.play(w)
        sums, groups = outcomes.record(w)
        paid = ledger.record(w, self.reach)
        c = w.cluster
        purses = [
            float(values.sum())
            for purse in PURSES
            for values in (getattr(c, f"{purse}_income"), getattr(c, f"purse_{purse}"))
        ]
        ranks = {name: rank for rank, name in enumerate(outcomes.declared())}
        self.reach.look({code: tuple(sums[:, ranks[name]].sum(axis=1)) for name, code in SEEN_BY_AN_OFFICE.items()})
        self.played += 1
        return sums, groups, list(paid.values()), purses

    def play(self) -> Recorded:
        """Play all months."""
        months = [self.play_month() for _ in range(self.scenario.months)]
        sums, groups, paid, purses = zip(*months, strict=True)
        return Recorded(
            np.stack(sums, axis=2), np.stack(groups, axis=2), np.stack(paid, axis=1), np.stack(purses, axis=1),
            self.world,
        )  # fmt: skip
