"""All pictures of a comparison in a folder."""

from __future__ import annotations

from pathlib import Path

from kkgsim.analysis.comparison.compare import Comparison
from kkgsim.analysis.comparison.plots import (
    cost_effect,
    difference,
    district_map,
    effects,
    groups,
    network,
    payers,
    series,
    standards,
    trajectories,
)
from kkgsim.analysis.comparison.plots import map as school_map
from kkgsim.plotting import style

EVERY = {
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


def plot_all(comparison: Comparison, folder: Path) -> list[Path]:
    """Draw every picture that makes sense as a PNG in ``folder``, which exists; gives their paths."""
    pictures = dict(EVERY if series.alone(comparison) else {**EVERY, **COMPARED})
    if comparison.parts.districts:
        pictures = {**pictures, **COUNTRY}
        del pictures["network"]
    return [style.save(draw(comparison), folder / f"{name}.png") for name, draw in pictures.items()]
