"""The pictures of a search, in a folder."""

from __future__ import annotations

from pathlib import Path

from kkgsim.analysis.optimisation.optimise import Solution
from kkgsim.analysis.optimisation.plots import hypervolume, packages, pareto
from kkgsim.plotting import style


def plot_all(found: Solution, folder: Path) -> list[Path]:
    """Draw what a search found in ``folder``, which exists; gives the paths."""
    pictures = {"pareto": pareto.draw, "packages": packages.draw, "hypervolume": hypervolume.draw}
    if not len(found.winners):
        del pictures["packages"]
    return [style.save(draw(found), folder / f"{name}.png") for name, draw in pictures.items()]
