"""The list in which mistakes of a scenario file gather, and how what was given is shown."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath

from kkgsim.config.positions import Lines, Path, Position
from kkgsim.errors import InputError, Issue, nearest
from kkgsim.i18n import Text, refusal
from kkgsim.i18n.escaping import unsafe, visible

LOOKUPS = 200
"""Mistakes for which the nearest name is looked up; a file with more of them is garbage."""


class IssueCollector:
    """The mistakes of one file, as they are found; of a line in ``broken`` nothing more is told."""

    def __init__(self, where: str):
        self.where = where
        self.lines = Lines()
        self.broken: set[int] = set()
        self.found: list[Issue] = []

    def add(
        self, word: str, path: Path = (), *, spot: Position | None = None, given: str = "", allowed: str | Text = "",
        names: Iterable[str] = (), **details: object,
    ) -> None:  # fmt: skip
        """Note a mistake at ``path``, or at ``spot``; ``names`` are what the given one may have meant."""
        spot = spot or self.lines.spot(path)
        if spot is not None and spot.line in self.broken:
            return
        meant = given.strip('"') if given else str(path[-1]) if path else ""
        look = len(self.found) < LOOKUPS and len(meant) <= LONGEST
        self.found.append(Issue(
            self.where, refusal(word, **details), line=spot.line if spot else None, key=dotted(path), given=given,
            allowed=allowed, nearest=nearest(meant, names) if look else "", column=spot.column if spot else None,
        ))  # fmt: skip

    def stop(self) -> None:
        """Raise ``InputError`` if there are mistakes, in the order of the file."""
        if self.found:
            raise InputError(sorted(self.found, key=lambda it: (it.line is None, it.line, it.column)))


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


def name_of(path: PurePath, mistakes: IssueCollector) -> str:
    """The name that a file gives to what is in it. Notes one that cannot head a table or a picture."""
    if not path.stem[:1].isalnum() or unsafe(path.stem, a_line=True):
        mistakes.add("file_name", given=shown(path.stem))
    return path.stem


def printable(text: str) -> str:
    """A text cut short, with everything invisible written out."""
    short = text if len(text) <= LONGEST else text[:LONGEST] + "…"
    return visible(short)


def plain(value: float) -> str:
    """A number as TOML writes it, without a needless ".0"."""
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)


def dotted(path: Path) -> str:
    """A path as people write it, ranks counted from 1: ``policy[2].change[1].month``."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else ("." if text else "") + printable(part)
    return text
