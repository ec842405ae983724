"""A sheet of paper for a picture: title, key, notes and stamp take their room, panels get what is left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D

import kkgsim
from kkgsim.execution.output_folder import HasProvenance
from kkgsim.i18n import decimal, tr
from kkgsim.model.posterior import band_of
from kkgsim.plotting import style

EDGE = 0.28
"""Free room along the paper's edges, inches."""
LEADING = 1.32
"""Height of a line of text, in font sizes."""
LONGEST = 400
"""No line of text has more characters than this."""
LOOKS: dict[str, dict[str, object]] = {
    "line": {"linewidth": 3.0},
    "ghost": {"linewidth": 2.4, "linestyle": (0, (4, 2))},
    "thin": {"linewidth": 1.0},
    "box": {"marker": "s", "markersize": 10, "linestyle": "none"},
    "dot": {"marker": "o", "markersize": 7, "linestyle": "none"},
    "hollow": {
        "marker": "o",
        "markersize": 7,
        "linestyle": "none",
        "markerfacecolor": "white",
        "markeredgewidth": 1.4,
    },
    "square": {"marker": "s", "markersize": 8, "linestyle": "none", "markeredgecolor": style.INK},
}
"""How the entries of a key look."""


def stamp(place: object, seed: int, replicates: int) -> str:
    """Where a picture without bands comes from: the place, and the seed and number of the runs that it shows."""
    runs = decimal(replicates, 0)
    return tr("view_stamp_plain", place=place, seed=seed, replicates=runs, version=kkgsim.__version__)


@dataclass(frozen=True)
class LegendEntry:
    """One entry of the key; ``look`` is one of :data:`LOOKS`."""

    text: str
    colour: str
    look: str = "line"
    ink: str = style.INK


class FigureLayout:
    """A figure being laid out from its edges inward; lengths are inches. It is stamped with where a comparison comes
    from, or with a text."""

    def __init__(self, comparison: HasProvenance | str, *, width: float = style.WIDTH, height: float = style.HEIGHT):
        self.width, self.height = width, height
        self.figure = Figure(figsize=(width, height), dpi=style.DPI, facecolor="white")
        self.top, self.bottom = height - EDGE * 0.8, EDGE * 0.6
        self.foot(comparison if isinstance(comparison, str) else self._stamp(comparison), size=style.TINY, lines=2)

    def wide(self, text: str, size: float, weight: str = "normal") -> float:
        """The width of a text on one line, inches."""
        return _wide(text, size, weight)

    def fit(self, text: str, size: float, room: float, *, lines: int = 1, weight: str = "normal") -> str:
        """A text broken into at most ``lines`` lines that fit the room; what is too long ends in "…"."""
        rows: list[str] = []
        row = ""
        words = " ".join(text.split()).replace(" %", "\u00a0%").replace("Rp ", "Rp\u00a0").split(" ")
        while words:
            longer = f"{row} {words[0]}".strip()
            if self.wide(longer, size, weight) <= room:
                row = longer
                words.pop(0)
            elif row and len(rows) < lines - 1:
                rows.append(row)
                row = ""
            else:
                row = self._cut(longer, size, room, weight)
                break
        return "\n".join([*rows, row])

    def _cut(self, text: str, size: float, room: float, weight: str) -> str:
        text = text[:LONGEST]
        while text and self.wide(text + "…", size, weight) > room:
            text = text[:-1]
        return text.rstrip() + "…"

    def write(self, x: float, y: float, text: str, size: float, **look: Any) -> None:
        """A text with its top at ``y``, never read as mathematics."""
        given: dict[str, Any] = {
            "color": style.INK,
            "va": "top",
            "family": style.FONT,
            "linespacing": LEADING * 0.85,
            **look,
        }
        self.figure.text(x / self.width, y / self.height, text, fontsize=size, parse_math=False, **given)

    def head(self, title: str, about: str, key: Sequence[LegendEntry] = ()) -> None:
        """The title, a quieter line or two, and the key."""
        room = self.width - 2 * EDGE
        for text, size, weight, colour, lines in (
            (title, style.TITLE, "bold", style.INK, 3),
            (about, style.TEXT, "normal", style.QUIET, 2),
        ):
            if text:
                fitted = self.fit(text, size, room, lines=lines, weight=weight)
                self.write(EDGE, self.top, fitted, size, weight=weight, color=colour)
                self.top -= high(fitted, size) + 0.06
        self._key(key)

    def _key(self, entries: Iterable[LegendEntry]) -> None:
        """Entries side by side, in as many rows as they need."""
        size, x, row = style.TEXT, EDGE, high("x", style.TEXT) + 0.04
        some = False
        for entry in entries:
            swatch = 0.20 if "marker" in LOOKS[entry.look] else 0.42
            text = self.fit(entry.text, size, self.width - 2 * EDGE - swatch)
            needed = swatch + self.wide(text, size) + 0.30
            if some and x + needed - 0.30 > self.width - EDGE:
                x, self.top = EDGE, self.top - row
            self._swatch(entry, x)
            self.write(x + swatch, self.top - high("x", size) * 0.75, text, size, color=entry.ink, va="baseline")
            x, some = x + needed, True
        self.top -= row if some else 0.0

    def _swatch(self, entry: LegendEntry, x: float) -> None:
        look = {"color": entry.colour, **LOOKS[entry.look]}
        y = (self.top - high("x", style.TEXT) * 0.49) / self.height
        ends = (x, x + 0.34) if "marker" not in look else (x + 0.07,)
        line = Line2D([end / self.width for end in ends], [y] * len(ends), **look)  # type: ignore[arg-type]
        self.figure.add_artist(line)

    def _stamp(self, comparison: HasProvenance) -> str:
        """Where the picture comes from, so that anybody can make it again."""
        kind = "one" if comparison.replicates == 1 else band_of(comparison.uncertain)
        return tr(
            "view_stamp",
            place=comparison.place.title,
            seed=comparison.seed,
            replicates=decimal(comparison.replicates, 0),
            band=tr(f"view_band_{kind}"),
            version=kkgsim.__version__,
        )

    def foot(self, *notes: str, size: float = style.SMALL, lines: int = 3) -> None:
        """Notes under the panels, the last one lowest."""
        for note in reversed([note for note in notes if note]):
            fitted = self.fit(note, size, self.width - 2 * EDGE, lines=lines)
            self.bottom += high(fitted, size)
            self.write(EDGE, self.bottom, fitted, size, color=style.QUIET)
            self.bottom += 0.04

    def panels(
        self, count: int, columns: int, *, left: float, right: float, tops: Sequence[float], bottom: float
    ) -> list[Axes]:
        """Panels of one size, row by row, over the room that is left; ``tops`` is the room over each row."""
        rows = -(-count // columns)
        across = (self.width - 2 * EDGE) / columns
        tall = (self.top - self.bottom - sum(tops[:rows]) - rows * bottom) / rows
        result = []
        for i in range(count):
            row, column = divmod(i, columns)
            y = self.top - sum(tops[: row + 1]) - row * bottom - (row + 1) * tall
            result.append(self.panel(EDGE + column * across + left, y, across - left - right, tall))
        return result

    def panel(self, x: float, y: float, wide: float, tall: float) -> Axes:
        """One panel at a place on the paper; never without size."""
        size = (max(wide, 0.2) / self.width, max(tall, 0.2) / self.height)
        return self.figure.add_axes((x / self.width, y / self.height, *size))


@lru_cache(maxsize=20_000)
def _wide(text: str, size: float, weight: str) -> float:
    font = FontProperties(family=style.FONT, size=size, weight=weight)
    renderer = RendererAgg(1, 1, style.DPI)  # type: ignore[no-untyped-call]
    result: float = renderer.get_text_width_height_descent(text, font, ismath=False)[0]  # type: ignore[no-untyped-call]
    return result / style.DPI


def high(text: str, size: float) -> float:
    """The height of a text in inches."""
    return (text.count("\n") + 1) * size * LEADING / 72.0
