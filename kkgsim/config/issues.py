"""The mistakes of one file as they are met, and what was given as it is said again to its writer."""

from __future__ import annotations

from collections.abc import Iterable

from kkgsim.config.scan import KeyPath, KeyPositions, Position
from kkgsim.errors import InputError, Issue, nearest
from kkgsim.i18n import Text, refusal
from kkgsim.i18n.escaping import visible

LOOKUPS = 200
"""Mistakes for which the nearest name is looked up; a file with more of them is garbage."""


class IssueCollector:
    """The mistakes of one file as they are met; of a line in ``broken`` nothing more is noted.

    With ``indonesian`` the file has Indonesian keys, and what is proposed is Indonesian, too.
    """

    def __init__(self, where: str):
        self.where = where
        self.lines = KeyPositions()
        self.broken: set[int] = set()
        self.indonesian = False
        self.entries: list[Issue] = []

    def add(
        self, word: str, path: KeyPath = (), *, position: Position | None = None, given: str = "",
        allowed: str | Text = "", names: Iterable[str] = (), **details: object,
    ) -> None:  # fmt: skip
        """Note a mistake at ``path``, or at ``position``; ``names`` are what the given one may have meant."""
        position = position or self.lines.position(path)
        if position is not None and position.line in self.broken:
            return
        meant = given.strip('"') if given else str(path[-1]) if path else ""
        look = len(self.entries) < LOOKUPS and len(meant) <= LONGEST
        line, column = (position.line, position.column) if position else (None, None)
        near = nearest(meant, names) if look else ""
        what = refusal(word, **details)
        self.entries.append(Issue(self.where, what, line, dotted(path), given, allowed, near, column))

    def stop(self) -> None:
        """Raise ``InputError`` if there are mistakes, in the order of the file."""
        if self.entries:
            raise InputError(sorted(self.entries, key=lambda issue: (issue.line is None, issue.line, issue.column)))


LONGEST = 60
"""Characters of a given value that are repeated to the reader."""


def shown(value: object) -> str:
    """A given value as in the file, short and printable."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and value.bit_length() > 64:
        return f"{'-' if value < 0 else ''}(> 2^64)"
    if isinstance(value, str):
        return f'"{printable(value)}"'
    if isinstance(value, dict):
        return "{ ... }" if value else "{ }"
    if isinstance(value, list):
        return "[ ... ]" if value else "[ ]"
    return plain(value) if isinstance(value, (int, float)) else str(value)


def printable(text: str) -> str:
    """A text cut short, with everything written out that does not show or looks like a plain space and is none."""
    short = text if len(text) <= LONGEST else text[:LONGEST] + "…"
    return "".join(mark if mark.isprintable() else mark.encode("unicode_escape").decode() for mark in visible(short))


def dotted(path: KeyPath) -> str:
    """A path as people write it, ranks counted from 1: ``policy[2].change[1].month``."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else ("." if text else "") + printable(part)
    return text


def plain(value: float) -> str:
    """A number as TOML writes it, without a needless ".0"."""
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)
