"""All pictures of a comparison in a folder."""

from __future__ import annotations

from pathlib import Path

from kkgsim.study.compare import Comparison
from kkgsim.views import (
    cost_effect,
    country,
    difference,
    forest,
    groups,
    network,
    payers,
    standards,
    style,
    trajectories,
)
from kkgsim.views import map as school_map

EVERY = {
    "trajectories": trajectories.draw,
    "payers": payers.draw,
    "map": school_map.draw,
    "network": network.draw,
    "standards": standards.draw,
}
COMPARED = {
    "difference": difference.draw,
    "effects": forest.draw,
    "cost_effect": cost_effect.draw,
    "groups": groups.draw,
}
"""Pictures that need something to compare with."""
COUNTRY = {"map": country.draw}
"""Pictures that a place of several districts has instead; nobody could read its network."""


def draw_all(comparison: Comparison, folder: Path) -> list[Path]:
    """Draw every picture that makes sense as a PNG in ``folder``, which exists; gives their paths."""
    pictures = dict(EVERY if style.alone(comparison) else {**EVERY, **COMPARED})
    if comparison.parts.districts:
        pictures = {**pictures, **COUNTRY}
        del pictures["network"]
    return [style.save(draw(comparison), folder / f"{name}.png") for name, draw in pictures.items()]
