"""Rupiah of a scenario's file at the prices of the model, and whether they are then what they may be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kkgsim.config.readers import Range
from kkgsim.config.shape import Table, Values
from kkgsim.i18n import rupiah, unit
from kkgsim.model.rules.financing import BASE_YEAR
from kkgsim.scenario.prices import CEILING, at_base_prices, own_rupiah
from kkgsim.scenario.scenario import Scenario

BUDGET_RANGE = Range(0, 100_000_000_000_000, unit("Rp a year"))
"""From nothing to more than any district of Indonesia has."""


def priced(table: Table, values: Values, scenario: Scenario, range_of: Callable[[str], Range]) -> Scenario:
    """The scenario with its rupiah at the prices of the model; notes an amount that is then out of its range, which
    ``range_of`` gives for a setting or number."""
    year = values["price_year"]
    if table.issues.entries:
        return scenario
    now = at_base_prices(replace(scenario, price_year=year))
    for name, amount in own_rupiah(now).items():
        allowed = BUDGET_RANGE if name == CEILING else range_of(name)
        if not allowed.holds(amount):
            table.issues.add("price_range", table.at("price_year"), given=str(year), allowed=allowed.words(),
                             name=name, amount=rupiah(amount), base=BASE_YEAR)  # fmt: skip
    return now
