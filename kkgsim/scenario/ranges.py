"""What settings, numbers and amounts of a scenario may be."""

from __future__ import annotations

from dataclasses import replace

from kkgsim.config.readers import Range
from kkgsim.config.shape import Table, Values
from kkgsim.i18n import rupiah, unit
from kkgsim.model.levers import all_settings
from kkgsim.model.levers.lever import Setting
from kkgsim.model.registry import PARAMETERS
from kkgsim.model.rules.financing import BASE_YEAR
from kkgsim.scenario.prices import CEILING, at_base_prices, own_rupiah
from kkgsim.scenario.scenario import Scenario

BUDGET_RANGE = Range(0, 100_000_000_000_000, unit("Rp a year"))
"""From nothing to more than any district of Indonesia has."""


def range_of_setting(setting: Setting) -> Range:
    """What a setting may be; zero, the status quo, is always allowed."""
    return Range(setting.low, setting.high, unit(setting.unit), zero=True)


def range_of_parameter(name: str) -> Range:
    """What a number of the model may be."""
    return Range(PARAMETERS[name].low, PARAMETERS[name].high, unit(PARAMETERS[name].unit))


def priced(table: Table, values: Values, scenario: Scenario) -> Scenario:
    """The scenario with its rupiah at the prices of the model; notes an amount that is then out of its range."""
    year = values["price_year"]
    if year is None or table.issues.entries:
        return scenario
    now = at_base_prices(replace(scenario, price_year=year))
    for name, amount in own_rupiah(now).items():
        allowed = BUDGET_RANGE if name == CEILING else range_of_rupiah(name)
        if not allowed.holds(amount):
            table.issues.add("price_range", table.at("price_year"), given=str(year), allowed=allowed.words(),
                             name=name, amount=rupiah(amount), base=BASE_YEAR)  # fmt: skip
    return now


def range_of_rupiah(name: str) -> Range:
    """What an amount of a setting, by its full name, or of a number may be."""
    known = all_settings()
    return range_of_setting(known[name]) if name in known else range_of_parameter(name)
