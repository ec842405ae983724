"""The one place where tables leave for a terminal or a file.

What people put into files, names and paths is told as it stands: nothing in it is taken for a style, and what would
move the cursor or turn the writing round is written out.
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
    """A console that takes no text for markup and lets no unsafe character through."""

    def __init__(self, **how: Any):
        super().__init__(markup=False, emoji=False, **how)

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
