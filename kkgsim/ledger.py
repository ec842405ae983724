"""WHAT IT COSTS, WHO PAYS: every cost item of a month, from running the meetings and from the levers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kkgsim.levers import all_levers
from kkgsim.levers.lever import Cost
from kkgsim.numbers import Label
from kkgsim.rules.arithmetic import positive


def refreshments_from_bos(cluster):
    return cluster.paid_refreshments


def refreshments_from_pockets(cluster):
    return cluster.paid_pocket


def resource_persons(cluster):
    return cluster.paid_outside


def fares_from_bos(cluster):
    return cluster.paid_fares


def travel(cluster):
    """What teachers spend on the way beyond what is repaid, so that no rupiah is counted twice."""
    return positive(cluster.own_travel - cluster.paid_fares - cluster.arrived * cluster.fare_offered)


MEETINGS: tuple[Cost, ...] = (
    Cost("meeting_refreshments", Label("Refreshments and copies", "Konsumsi dan fotokopi"), "cluster",
         refreshments_from_bos, None, "bos"),
    Cost("meeting_contributions", Label("Participants' contributions", "Iuran peserta"), "cluster",
         refreshments_from_pockets, None, "teachers"),
    Cost("meeting_resource_persons", Label("Outside resource persons", "Narasumber luar"), "cluster",
         resource_persons, None, "bos"),
    Cost("meeting_fares", Label("Transport money from BOS", "Uang transpor dari BOS"), "cluster", fares_from_bos,
         None, "bos"),
    Cost("meeting_travel", Label("Unrepaid travel to meetings", "Perjalanan yang tidak diganti"), "cluster", travel,
         None, "teachers"),
)  # fmt: skip
"""What meetings cost under every policy."""


@dataclass(frozen=True)
class Item:
    """A cost item with the lever it belongs to; None for running the meetings."""

    cost: Cost
    lever: str | None


@cache
def items() -> Mapping[str, Item]:
    """Every cost item by name, in order: the meetings, then lever by lever."""
    listed = [Item(cost, None) for cost in MEETINGS]
    listed += [Item(cost, lever.name) for lever in all_levers().values() for cost in lever.costs]
    return {item.cost.name: item for item in listed}
