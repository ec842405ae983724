"""What the screen's pictures share: their size, their foot and head, and how they become bytes."""

from __future__ import annotations

import io
from collections.abc import Callable

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from kkgsim.i18n import decimal
from kkgsim.i18n.units import Unit
from kkgsim.plotting import style

SIZE, DPI = (5.8, 4.6), 120
"""Inches; the panels of Mesa's grid have about this shape."""
Draw = Callable[..., Figure]


def figure() -> Figure:
    """An empty figure that needs no display and shares no state with another thread."""
    made = Figure(figsize=SIZE, dpi=DPI, facecolor="white")
    FigureCanvasAgg(made)
    return made


def png(made: Figure) -> bytes:
    """A figure as the bytes of a PNG, without a date in it."""
    out = io.BytesIO()
    made.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()


def heading(made: Figure, text: str) -> None:
    """The title of a figure."""
    made.suptitle(text, fontsize=10, x=0.02, ha="left", color=style.INK)


def note(made: Figure, text: str) -> None:
    """What the colours and marks mean, at the foot of a figure."""
    made.text(0.5, 0.015, text, ha="center", va="bottom", fontsize=8, color=style.INK)


def plain(axes: Axes) -> None:
    """Leave only what is read: two axes, soft and small."""
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(style.FAINT)
    axes.tick_params(labelsize=8, colors=style.INK, length=2)


def numbers(unit: Unit) -> FuncFormatter:
    """Ticks in the language's numbers; shares as percent."""
    digits = 0 if unit.scale > 1.0 else 2
    return FuncFormatter(lambda value, _: decimal(unit.scale * value, digits) + unit.axis_suffix)
