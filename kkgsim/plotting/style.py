"""The one look of all pictures: colours that stay with their scenario, a grey ghost for the baseline.

Nothing here uses pyplot or changes how others' pictures look, so that pictures can be drawn in threads, without a
screen, and inside somebody's notebook; the same comparison gives the same bytes.
"""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure

mpl.rcParams["svg.hashsalt"] = "kkgsim"  # names inside an SVG; nothing that is seen

DPI = 110
WIDTH = 9.3
"""Inches; with :data:`DPI` as wide as a projector of 1024 pixels."""
HEIGHT = 6.7
FONT = "DejaVu Sans"
TITLE, PANEL, TEXT, SMALL, TINY = 15.0, 11.0, 10.5, 9.5, 8.0
INK, QUIET, FAINT, GRID = "#1A1A1A", "#555555", "#B3B3B3", "#E6E6E6"
GHOST = "#6E6E6E"
"""The baseline's colour in every picture."""
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#882255", "#6B6B00")
"""Okabe and Ito's colours, then two more; told apart in every common kind of colour blindness."""
DARKER = 0.72
"""Text in a scenario's colour is darkened by this factor, to be read on white."""
MOST = len(COLOURS)
"""More scenarios than this, beside one baseline, are left to the tables."""


def dark(colour: str) -> str:
    """A colour made darker for text."""
    parts = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(part * DARKER):02X}" for part in parts)


def save(figure: Figure, path: Path) -> Path:
    """Write a picture as PNG or SVG by the name's ending: the same picture, the same bytes."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    if path.suffix == ".svg":
        FigureCanvasSVG(figure).print_svg(path, metadata={"Date": None, "Creator": None})  # type: ignore[no-untyped-call]
    else:
        FigureCanvasAgg(figure).print_png(path, metadata={"Software": None})  # type: ignore[no-untyped-call]
    return path
