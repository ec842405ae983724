"""Over which range, and spread how, a setting or number varies of itself: what its declaration says."""

from __future__ import annotations

import math

from kkgsim.config.issues import IssueCollector
from kkgsim.config.readers import Range
from kkgsim.design.read_way import columns, range_of_way
from kkgsim.design.study import Factor
from kkgsim.model.allowed import range_of_parameter
from kkgsim.model.levers import all_settings
from kkgsim.model.parameters import PEAKED
from kkgsim.model.registry import PARAMETERS
from kkgsim.scenario.limits import LIMITS
from kkgsim.scenario.read import range_of_setting
from kkgsim.scenario.scenario import Scenario

ANYTHING = Range(-math.inf, math.inf)


def range_of(name: str) -> Range:
    """What a setting, a number or a way in which the policy varies may be."""
    if name in all_settings():
        return range_of_setting(all_settings()[name])
    way = columns().names.get(name)
    return range_of_parameter(name) if way is None else range_of_way(str(way), LIMITS["months"][1])


def centre_of(name: str, scenario: Scenario | None) -> float:
    """The usual value of a setting; what the scenario assumes of a number, or what the book holds."""
    if name in all_settings():
        return all_settings()[name].usual
    assumed = {assumption.number: assumption.value for assumption in (scenario.assumptions if scenario else ())}
    return assumed.get(name, PARAMETERS[name].value)


def declared(name: str, scenario: Scenario | None) -> Factor:
    """A setting over its whole range, or a number over what the scenario assumes or the evidence allows.

    Numbers are spread as a band spreads them; one that no band draws (a rule, a definition, a price norm) is spread
    evenly.
    """
    if name in all_settings():
        return Factor(name, "setting", all_settings()[name].low, all_settings()[name].high)
    number = PARAMETERS[name]
    low, high, even = number.low, number.high, number.distribution not in PEAKED
    for assumed in scenario.assumptions if scenario else ():
        if assumed.number == name:
            low, high, even = assumed.low, assumed.high, number.distribution == "uniform"
    if even:
        return Factor(name, "number", low, high)
    return Factor(name, "number", low, high, (), "double_triangular", centre_of(name, scenario))


def held(name: str, scenario: Scenario | None, *, named: bool = False) -> str:
    """Why a number does not vary when many are asked to; "" for one that does. One that is fixed in all bands varies
    where it is ``named``."""
    number = PARAMETERS[name]
    if number.used != "run":
        return number.used
    assumed = {assumption.number for assumption in (scenario.assumptions if scenario else ())}
    if number.distribution == "fixed" and name not in assumed and not named:
        return "fixed"
    factor = declared(name, scenario)
    return "" if factor.low < factor.high else "point"


def may_vary(issues: IssueCollector, path: tuple[str | int, ...], name: str) -> None:
    """Note a number that is the same in all runs of a place."""
    if name in PARAMETERS and PARAMETERS[name].used != "run":
        issues.add("made_before" if PARAMETERS[name].used == "place" else "vary_roster", path, given=name)
