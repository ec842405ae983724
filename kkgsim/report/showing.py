"""Answers on a terminal: what names and texts of files hide in them is written out, never obeyed."""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment

from kkgsim.escaping import visible_lines


@dataclass(frozen=True)
class Visible:
    """Anything that can be printed, with escape sequences and marks that turn the direction of reading written out."""

    answer: RenderableType

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for segment in console.render(self.answer, options):
            yield segment if segment.control else Segment(visible_lines(segment.text), segment.style)
