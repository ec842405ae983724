"""All pictures of a comparison."""

from __future__ import annotations

from collections.abc import Callable

from matplotlib.figure import Figure

from kkgsim.analysis.comparison.plots import (
    cost_effect,
    difference,
    district_map,
    effects,
    groups,
    network,
    payers,
    standards,
    trajectories,
)
from kkgsim.analysis.comparison.plots import map as school_map
from kkgsim.analysis.comparison.result import Comparison

EVERY: dict[str, Callable[[Comparison], Figure]] = {
    "trajectories": trajectories.draw,
    "payers": payers.draw,
    "map": school_map.draw,
    "network": network.draw,
    "standards": standards.draw,
}
COMPARED = {
    "difference": difference.draw,
    "effects": effects.draw,
    "cost_effect": cost_effect.draw,
    "groups": groups.draw,
}
"""Pictures that need something to compare with."""
COUNTRY = {"map": district_map.draw}
"""Pictures that a place of several districts has instead; nobody could read its network."""


def pictures(comparison: Comparison) -> dict[str, Callable[[Comparison], Figure]]:
    """The pictures that make sense of a comparison, by name, the main one first."""
    chosen = {**EVERY} if comparison.alone else {"effects": COMPARED["effects"], **EVERY, **COMPARED}
    if comparison.parts.districts:
        chosen = {**chosen, **COUNTRY}
        del chosen["network"]
    return chosen
