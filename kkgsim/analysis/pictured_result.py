"""A result that has several pictures, each of which can be drawn by its name."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from kkgsim.analysis.result import AnalysisResult
from kkgsim.errors import InputError, Issue, nearest
from kkgsim.i18n import refusal

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST_ROWS = 20
"""Rows of the main table that a notebook shows."""
SCROLLED = "white-space: pre; overflow-x: auto"
"""How a notebook shows a report: wide lines are scrolled, not broken."""


class PicturedResult(AnalysisResult):
    """A result whose pictures have names: ``plot(name)`` draws one of ``plots``, ``plot()`` the main one."""

    @abstractmethod
    def pictures(self) -> Mapping[str, Callable[[], Figure]]:
        """What draws each picture, by name, the main one first."""

    @property
    def plots(self) -> tuple[str, ...]:
        """The names of the pictures, the main one first."""
        return tuple(self.pictures())

    def plot(self, name: str | None = None) -> Figure:
        """The picture of that ``name``, without one the main picture, in the current language.

        Raises ``InputError`` for a name that is not among :attr:`plots`.
        """
        pictures = self.pictures()
        chosen = self.plots[0] if name is None else name
        if chosen not in pictures:
            known, near = ", ".join(pictures), nearest(chosen, pictures)
            raise InputError([Issue("plot()", refusal("no_plot"), given=chosen, allowed=known, nearest=near)])
        return pictures[chosen]()

    def draw_all(self, folder: Path) -> list[Path]:
        """Draw every picture as a PNG in ``folder``, which exists; gives their paths."""
        from kkgsim.plotting import style

        return [style.save(draw(), folder / f"{name}.png") for name, draw in self.pictures().items()]

    def _write_rest(self, folder: Path) -> object:
        return self.draw_all(folder)

    def in_short(self) -> str:
        """What a notebook shows above the table, in words; "" where nothing is short enough."""
        return ""

    def _repr_html_(self) -> str:
        words = self.in_short()
        said = f'<pre style="{SCROLLED}">{escape(words)}</pre>' if words else ""
        table = self.table.to_html(index=False, max_rows=MOST_ROWS, notebook=True)
        return f"{said}<p>{escape(repr(self))}</p>{table}"
