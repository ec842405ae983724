"""Print tables: the only module that creates a rich console.

Text from users' files, names and paths is printed literally: no markup in it is interpreted, and control characters
and bidirectional marks are escaped.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

from kkgsim.i18n.escaping import escaped, unsafe
from kkgsim.io.printing import Lenient


class Screen(Console):
    """A console that interprets no markup and escapes unsafe characters. It prints where it is told to: within a
    notebook rich would show everything by itself instead, also what is only made into text."""

    def __init__(self, **how: Any):
        super().__init__(markup=False, emoji=False, force_jupyter=False, **how)

    def render_str(self, text: str, **how: Any) -> Text:  # type: ignore[override]
        return super().render_str(escaped(text), **how)

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        if isinstance(renderable, Text) and unsafe(renderable.plain):
            renderable = Text(escaped(renderable.plain), style=renderable.style)
        for segment in super().render(renderable, options):
            yield segment if segment.control else Segment(escaped(segment.text), segment.style)


def status_console() -> Screen:
    """A console on standard error for progress and status; where that fails, nothing stops."""
    return Screen(file=Lenient(sys.stderr))
