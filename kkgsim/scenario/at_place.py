"""A question at a place whose people know some numbers better than the book: they hold in every answer about it."""

from __future__ import annotations

from dataclasses import replace

from kkgsim.places.place import Place
from kkgsim.scenario.scenario import Assumption, Scenario


def at_place(scenario: Scenario, place: Place) -> Scenario:
    """The scenario with the place's own numbers among its assumptions; what it assumes itself goes before them."""
    assumed = {assumption.number for assumption in scenario.assumptions}
    why = f"{place.name}/place.toml"
    own = tuple(Assumption(n.number, n.value, n.value, n.value, why) for n in place.numbers if n.number not in assumed)
    return replace(scenario, assumptions=(*own, *scenario.assumptions), text="") if own else scenario
