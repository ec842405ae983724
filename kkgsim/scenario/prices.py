"""Rupiah in a scenario's file: of which year they are, and what they are at the prices in which the model reckons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from kkgsim.model.levers import all_settings
from kkgsim.model.registry import PARAMETERS
from kkgsim.model.rules.financing import BASE_YEAR
from kkgsim.scenario.scenario import Assumption, Phase, Scenario

CEILING = "budget.ceiling"
"""What the ceiling of a budget is called among a scenario's own amounts."""
YEARS = (2000, 2060)
"""The first and the last year whose prices a file may have."""


def inflation_of(scenario: Scenario) -> float:
    """How fast prices rise, as a share a year: the book's value, or what the scenario assumes."""
    assumed = [assumption.value for assumption in scenario.assumptions if assumption.number == "inflation"]
    return assumed[0] if assumed else PARAMETERS["inflation"].value


def own_rupiah(scenario: Scenario) -> dict[str, float]:
    """The amounts in rupiah that a scenario names itself, by what they are of: settings, numbers, the ceiling."""
    amounts = {name: value for phase in scenario.policy for name, value in _settings(phase) if value}
    amounts |= {held.number: held.value for held in scenario.assumptions if _in_rupiah(held.number)}
    return amounts | ({CEILING: scenario.budget.ceiling} if scenario.budget else {})


def at_base_prices(scenario: Scenario) -> Scenario:
    """The scenario with its own rupiah, which are of its ``price_year``, at the prices of :data:`BASE_YEAR`, rounded to
    whole rupiah."""
    if scenario.price_year is None or scenario.price_year == BASE_YEAR:
        return scenario
    factor = (1.0 + inflation_of(scenario)) ** (BASE_YEAR - scenario.price_year)

    now = partial(_raised, factor=factor)

    def phase_now(phase: Phase) -> Phase:
        changes = tuple(replace(c, settings=_now(phase.lever, c.settings, factor)) for c in phase.changes)
        return replace(phase, settings=_now(phase.lever, phase.settings, factor), changes=changes)

    def assumed_now(held: Assumption) -> Assumption:
        if not _in_rupiah(held.number):
            return held
        return replace(held, value=now(held.value), low=now(held.low), high=now(held.high))

    budget = scenario.budget
    return replace(
        scenario,
        policy=tuple(map(phase_now, scenario.policy)),
        assumptions=tuple(map(assumed_now, scenario.assumptions)),
        budget=budget and replace(budget, ceiling=now(budget.ceiling)),
    )


def _raised(amount: float, factor: float) -> float:
    """Rupiah at other prices, whole ones."""
    return float(round(amount * factor))


def _now(lever: str, settings: Mapping[str, float], factor: float) -> dict[str, float]:
    """Settings of a lever with those in rupiah multiplied."""
    return {
        name: _raised(value, factor) if _rupiah_setting(f"{lever}_{name}") else value
        for name, value in settings.items()
    }


def _settings(phase: Phase) -> Iterator[tuple[str, float]]:
    """The settings in rupiah that a phase has at any time."""
    for settings in (phase.settings, *(change.settings for change in phase.changes)):
        yield from ((f"{phase.lever}_{n}", v) for n, v in settings.items() if _rupiah_setting(f"{phase.lever}_{n}"))


def _rupiah_setting(name: str) -> bool:
    """Whether a setting is an amount of money."""
    return all_settings()[name].unit.startswith("Rp")


def _in_rupiah(number: str) -> bool:
    """Whether a number of the model is an amount of money; what is "per Rp" is a share."""
    return PARAMETERS[number].unit.startswith("Rp") and "per Rp" not in PARAMETERS[number].unit
