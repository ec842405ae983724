"""A check: what must hold, how far what was played is from it, and a picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from numpy.typing import ArrayLike

from kkgsim.plotting.style import COLOURS

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Check:
    """One thing that must hold.

    ``off`` is how far what was played is from it (``unit`` says in what), ``limit`` how far it may be; ``draw`` draws
    both on the axes that it is given.
    """

    name: str
    kind: str
    claim: str
    off: float
    limit: float
    unit: str
    draw: Callable[[Axes], None]

    @property
    def holds(self) -> bool:
        """Whether it holds; what is no number does not."""
        return bool(self.off <= self.limit)


KNOWN, PLAYED, BESIDE = *COLOURS[:2], "#999999"
"""Colours of what must hold, of what was played, and of what stands beside it."""


def both(title: str, x: str, y: str, closed: ArrayLike, played: ArrayLike, months: ArrayLike) -> Callable[[Axes], None]:
    """Draws what is known as a line and what was played as points over it."""

    def draw(axes: Axes) -> None:
        lines = axes.plot(months, closed, "-", color=KNOWN)
        points = axes.plot(months, played, "o", color=PLAYED, markersize=3)
        axes.set(title=title, xlabel=x, ylabel=y)
        axes.legend([lines[0], points[0]], ["closed form", "played"], frameon=False)

    return draw
