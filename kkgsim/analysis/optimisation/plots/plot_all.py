"""The pictures of a search and of the value of information, in a folder."""

from __future__ import annotations

from pathlib import Path

from kkgsim.analysis.optimisation.optimise import Found
from kkgsim.analysis.value_of_information.analysis import Valued
from kkgsim.analysis.optimisation.plots import hypervolume, packages, pareto
from kkgsim.analysis.value_of_information import plots
from kkgsim.plotting import style


def draw_search(found: Found, folder: Path) -> list[Path]:
    """Draw what a search found in ``folder``, which exists; gives the paths."""
    pictures = {"pareto": pareto.draw, "packages": packages.draw, "hypervolume": hypervolume.draw}
    if not len(found.winners):
        del pictures["packages"]
    return [style.save(draw(found), folder / f"{name}.png") for name, draw in pictures.items()]


def draw_value(valued: Valued, folder: Path) -> list[Path]:
    """Draw what knowing more is worth in ``folder``, which exists; gives the paths."""
    return [style.save(plots.draw(valued), folder / "information.png")]
