"""Where in a TOML text each key stands, as :func:`kkgsim.config.scan.scan` finds it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

Path = tuple[str | int, ...]
"""Keys and ranks in lists (from 0) that lead to a value: ``("policy", 0, "change", 1, "month")``."""

DEEPEST = 8
"""Brackets inside brackets, or parts of a dotted key, beyond which a text is refused."""
MOST_KEYS = 20_000
"""Keys, list items and headings beyond which a text is refused."""


@dataclass(frozen=True)
class Position:
    """Where a key or heading stands, from 1, and its value as it is written ("" of a heading)."""

    line: int
    column: int
    value: str = ""


@dataclass
class Lines:
    """What a scan found."""

    spots: dict[Path, Position] = field(default_factory=dict)
    twice: list[tuple[Path, Position, Position]] = field(default_factory=list)
    """Keys and headings given a second time: what, where first, where again."""
    excess: tuple[str, Position] | None = None
    """``"deep"`` or ``"many"`` and where, when the scan stopped because there is too much."""
    headings: list[tuple[int, Path]] = field(default_factory=list)
    """The line of each heading and where it leads, from the top."""
    lost: Position | None = None
    """The key whose value could not be followed to its end."""

    def home(self, line: int) -> Path:
        """Where the heading above a line leads."""
        rank = bisect_right(self.headings, line, key=lambda heading: heading[0])
        return self.headings[rank - 1][1] if rank else ()

    def spot(self, path: Path) -> Position | None:
        """Where ``path`` stands, else the nearest thing around it that has a place."""
        for size in range(len(path), 0, -1):
            if path[:size] in self.spots:
                return self.spots[path[:size]]
        return None
