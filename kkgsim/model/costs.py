"""Costs and who pays them: every cost item of a month, from running the meetings and from the levers, and the accounts
in which it must add up.

Every amount is in whole rupiah. What meetings take in time is valued beside the money, with payers of its own
(:data:`kkgsim.model.levers.lever.IN_TIME`), and never added to it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from kkgsim.config.extensions import issue
from kkgsim.errors import InputError
from kkgsim.i18n import Text
from kkgsim.model.levers import BROUGHT, all_levers
from kkgsim.model.levers.lever import IN_TIME, PAYERS, Cost
from kkgsim.model.rules.pupils import hours_outside_class, hours_unheld, lesson_hours_lost


def food_from_bosda(cluster):
    return cluster.food_bosda


def food_from_bos(cluster):
    return cluster.food_bos


def food_from_pockets(cluster):
    return cluster.food_pocket


def fees_from_bosda(cluster):
    return cluster.fee_bosda


def fees_from_bos(cluster):
    return cluster.fee_bos


def fares_from_bosda(cluster):
    return cluster.fares_bosda


def fares_from_bos(cluster):
    return cluster.fares_bos


def travel(cluster):
    """What teachers spend on the way beyond what is repaid."""
    return cluster.own_travel


def _cost(name: str, en: str, id: str, quantity: Callable[..., float], payer: str) -> Cost:
    return Cost(name, Text(en, id), "cluster", quantity, None, payer)


MEETINGS: tuple[Cost, ...] = (
    _cost("meeting_refreshments", "Refreshments and copies", "Konsumsi dan fotokopi", food_from_bos, "bos"),
    _cost("meeting_refreshments_bosda", "Refreshments from BOSDA", "Konsumsi dari BOSDA", food_from_bosda, "bosda"),
    _cost("meeting_contributions", "Participants' contributions", "Iuran peserta", food_from_pockets, "teachers"),
    _cost("meeting_resource_persons", "Outside resource persons", "Narasumber luar", fees_from_bos, "bos"),
    _cost("meeting_resource_persons_bosda", "Resource persons from BOSDA", "Narasumber dari BOSDA", fees_from_bosda,
          "bosda"),
    _cost("meeting_fares", "Transport money from BOS", "Uang transpor dari BOS", fares_from_bos, "bos"),
    _cost("meeting_fares_bosda", "Transport money from BOSDA", "Uang transpor dari BOSDA", fares_from_bosda, "bosda"),
    _cost("meeting_travel", "Unrepaid travel to meetings", "Perjalanan yang tidak diganti", travel, "teachers"),
    Cost("meeting_hours", Text("Teachers' hours outside class", "Jam guru di luar jam mengajar"), "school",
         hours_outside_class, "teacher_hour", "hours"),
    Cost("meeting_lessons", Text("Lesson hours lost", "Jam pelajaran yang hilang"), "school", lesson_hours_lost,
         "teacher_hour", "lessons"),
    Cost("staff_lessons", Text("Lesson hours lost to courses and service elsewhere",
                               "Jam pelajaran yang hilang karena pelatihan dan tugas di luar sekolah"), "school",
         hours_unheld, "teacher_hour", "lessons"),
)  # fmt: skip
"""What meetings, and the people who lead them, cost under every policy."""


@dataclass(frozen=True)
class Item:
    """A cost item with the lever it belongs to; None for running the meetings."""

    cost: Cost
    lever: str | None

    @property
    def in_time(self) -> bool:
        """Whether it is paid in time, not in money."""
        return self.cost.payer in IN_TIME


@cache
def items() -> Mapping[str, Item]:
    """Every cost item by name, in order: the meetings, then lever by lever. Raises ``InputError`` where a lever of
    another package names one as ours."""
    listed = [Item(cost, None) for cost in MEETINGS]
    listed += [Item(cost, lever.name) for lever in all_levers().values() for cost in lever.costs]
    known: dict[str, Item] = {}
    for item in listed:
        if item.lever is not None and item.lever in BROUGHT and item.cost.name in known:
            raise InputError([issue(BROUGHT[item.lever], "extension_cost", given=item.cost.name)])
        known[item.cost.name] = item
    return known


def every_payer() -> Mapping[str, Text]:
    """Who pays in money, then what is paid in time."""
    return {**PAYERS, **IN_TIME}


def bos_taken_in(cluster):
    return cluster.bos_income


def bosda_taken_in(cluster):
    return cluster.bosda_income


def grant_taken_in(cluster):
    return cluster.grant_income


def bos_left(cluster):
    return cluster.purse_bos


def bosda_left(cluster):
    return cluster.purse_bosda


def grant_left(cluster):
    return cluster.purse_grant


@dataclass(frozen=True)
class Purse:
    """A purse of the clusters: what goes in and what is left in Rp, the cost items that it pays, and whose money it is
    (None: of whoever pays for ``lever``)."""

    name: str
    taken_in: Callable[..., float]
    left: Callable[..., float]
    pays: tuple[str, ...]
    payer: str | None
    lever: str | None = None

    @property
    def flows(self) -> dict[str, Callable[..., float]]:
        """What is recorded of a purse, in order."""
        return {"taken_in": self.taken_in, "left": self.left}


PURSES: tuple[Purse, ...] = (
    Purse("bos", bos_taken_in, bos_left,
          ("meeting_refreshments", "meeting_resource_persons", "meeting_fares"), "bos"),
    Purse("bosda", bosda_taken_in, bosda_left,
          ("meeting_refreshments_bosda", "meeting_resource_persons_bosda", "meeting_fares_bosda"), "bosda"),
    Purse("grant", grant_taken_in, grant_left, ("grant_refreshments", "grant_resource_persons", "grant_fares"), None,
          "guideline_implementation"),
)  # fmt: skip
"""The purses of the clusters; every other item is paid straight away by its payer."""
