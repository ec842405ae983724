"""The one look of all pictures: colours that stay with their scenario, a grey ghost for the baseline.

Nothing here uses pyplot or changes how others' pictures look, so that pictures can be drawn in threads, without a
screen, and inside somebody's notebook; the same comparison gives the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from kkgsim.engine.run_result import RunResult
from kkgsim.analysis.comparison.compare import Comparison

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


@dataclass(frozen=True, eq=False)
class Series:
    """One scenario as pictures show it. ``letter`` is empty where there is only one."""

    played: RunResult
    against: RunResult
    rank: int
    letter: str

    @property
    def colour(self) -> str:
        """The colour of its lines and marks."""
        return COLOURS[self.rank]

    @property
    def ink(self) -> str:
        """Its colour, dark enough for text."""
        return dark(self.colour)

    def name(self) -> str:
        """Its title."""
        return title_of(self.played)

    def mark(self, text: str) -> str:
        """A text with its letter in front."""
        return f"{self.letter}  {text}" if self.letter else text


@dataclass(frozen=True, eq=False)
class Ghost:
    """A baseline as pictures show it. ``letters`` are those of the scenarios that it belongs to where there are several
    baselines, empty where one belongs to all."""

    played: RunResult
    letters: tuple[str, ...] = ()

    def name(self) -> str:
        """Its title; one of several is the status quo, of which its letters say whose it is."""
        if not self.letters:
            return title_of(self.played)
        return self.mark(str(self.played.scenario.without_policy().title))

    def mark(self, text: str) -> str:
        """A text with the letters behind it."""
        return f"{text} ({', '.join(self.letters)})" if self.letters else text

    @property
    def letter(self) -> str:
        """Its letters where there is room for one only."""
        more = "…" if len(self.letters) > 1 else ""
        return f"({self.letters[0]}{more})" if self.letters else ""


def title_of(played: RunResult) -> str:
    """The title of a scenario, or its name where it has none; on one line."""
    return " ".join((str(played.scenario.title) or played.scenario.name).split())


def dark(colour: str) -> str:
    """A colour made darker for text."""
    parts = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(part * DARKER):02X}" for part in parts)


def alone(comparison: Comparison) -> bool:
    """Whether nothing is compared: every scenario is its own baseline."""
    return all(one is base for one, base in zip(comparison.played, comparison.against, strict=True))


def every_series(comparison: Comparison) -> list[Series]:
    """All scenarios that are not merely the baseline of others; all of them where nothing is compared."""
    pairs = list(zip(comparison.played, comparison.against, strict=True))
    if not alone(comparison):
        pairs = [(one, base) for one, base in pairs if one is not base]
    letters = [chr(ord("A") + i % 26) for i in range(len(pairs))] if len(pairs) > 1 else [""]
    return [
        Series(one, base, i % MOST, letter) for i, ((one, base), letter) in enumerate(zip(pairs, letters, strict=True))
    ]


def series_of(comparison: Comparison) -> list[Series]:
    """The scenarios that pictures show: as many as there are colours, fewer where baselines of their own need the
    room."""
    every = every_series(comparison)[:MOST]
    if alone(comparison):
        return every
    drawn = [count + len({id(one.against) for one in every[:count]}) for count in range(1, len(every) + 1)]
    return every[: sum(lines <= MOST + 1 for lines in drawn)]


def ghosts(comparison: Comparison) -> list[Ghost]:
    """The baselines of the scenarios shown, each once; none where nothing is compared."""
    if alone(comparison):
        return []
    shown = series_of(comparison)
    found = {id(s.against): s.against for s in shown}.values()
    if len(found) == 1:
        return [Ghost(played) for played in found]
    return [Ghost(played, tuple(s.letter for s in shown if s.against is played)) for played in found]


def best(comparison: Comparison, outcome: int) -> Series:
    """The scenario with the highest mean of an outcome at the end, of those shown; the first of equals."""
    shown = series_of(comparison)
    return shown[int(np.argmax([s.played.at_end()[outcome].mean() for s in shown]))]


def save(figure: Figure, path: Path) -> Path:
    """Write a picture as PNG or SVG by the name's ending: the same picture, the same bytes."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    if path.suffix == ".svg":
        FigureCanvasSVG(figure).print_svg(path, metadata={"Date": None, "Creator": None})  # type: ignore[no-untyped-call]
    else:
        FigureCanvasAgg(figure).print_png(path, metadata={"Software": None})  # type: ignore[no-untyped-call]
    return path
