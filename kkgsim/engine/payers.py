"""Who pays each cost item of a ledger, month by month."""

from __future__ import annotations

import numpy as np

from kkgsim.model.arrays import Array
from kkgsim.model.costs import items
from kkgsim.model.levers.lever import PAYERS
from kkgsim.scenario.scenario import Scenario


def payers_in(scenario: Scenario) -> list[tuple[str, ...]]:
    """Who pays each item of the ledger under a scenario, month by month; time is paid by those of ``IN_TIME``."""
    paid, months = scenario.payers(), scenario.months
    return [(i.cost.payer,) * months if i.cost.payer else paid[str(i.lever)] for i in items().values()]


def in_money() -> list[int]:
    """Where the cost items stand in a ledger that are paid in money."""
    return [rank for rank, item in enumerate(items().values()) if not item.in_time]


def payer_shares(scenario: Scenario) -> Array:
    """1 where a payer pays a cost item in a month, shape (payers, items x months); items given in time have no
    payer."""
    paid = payers_in(scenario)
    shares = np.array([[[float(who == payer) for who in item] for item in paid] for payer in PAYERS])
    return shares.reshape(len(PAYERS), -1)
