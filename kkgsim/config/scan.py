"""Positions of the keys of a TOML text; :mod:`tomllib` reads values but forgets lines.

The scan takes the text as a person left it: it notes keys given twice and nesting that is too deep, and stops
where the text is no longer TOML. It never raises.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from contextlib import suppress
from dataclasses import dataclass, field

KeyPath = tuple[str | int, ...]
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
class KeyPositions:
    """Where everything in a text stands."""

    positions: dict[KeyPath, Position] = field(default_factory=dict)
    twice: list[tuple[KeyPath, Position, Position]] = field(default_factory=list)
    """Keys and headings given a second time: what, where first, where again."""
    excess: tuple[str, Position] | None = None
    """``"deep"`` or ``"many"`` and where, when the scan stopped because there is too much."""
    headings: list[tuple[int, KeyPath]] = field(default_factory=list)
    """The line of each heading and where it leads, from the top."""
    lost: Position | None = None
    """The key whose value could not be followed to its end."""

    def home(self, line: int) -> KeyPath:
        """Where the heading above a line leads."""
        rank = bisect_right(self.headings, line, key=lambda heading: heading[0])
        return self.headings[rank - 1][1] if rank else ()

    def position(self, path: KeyPath) -> Position | None:
        """Where ``path`` stands, else the nearest thing around it that has a place."""
        for size in range(len(path), 0, -1):
            if path[:size] in self.positions:
                return self.positions[path[:size]]
        return None


_BLANK = re.compile(r"[ \t]*")
_SPACE = re.compile(r"(?:[ \t\n]+|#[^\n]*)*")
_REST = re.compile(r"[ \t]*(?:#[^\n]*)?(?:\n|\Z)")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"{3,5}|'
    r"'''(?:[^']|'(?!''))*'{3,5}|"
    r'"(?!"")(?:[^"\\\n]|\\[^\n])*"|'
    r"'(?!'')[^'\n]*'",
    re.S,
)
"""Any text in TOML, with its quotes."""
_PLAIN = re.compile(r"[^\s,\[\]{}#\"'=](?:[^,\[\]{}#\"'=\n]*[^\s,\[\]{}#\"'=])?")


def scan(text: str) -> KeyPositions:
    """Find every key of a TOML text (line ends ``\\n``)."""
    scanner = _Scanner(text)
    with suppress(_Stop):
        scanner.run()
    return scanner.lines


def text_of_key(raw: str) -> str:
    """A key without its quotes."""
    try:
        return str(tomllib.loads(f"k = {raw}")["k"]) if raw[0] in "\"'" else raw
    except ValueError:
        return raw


class _Stop(Exception):
    """The text cannot be followed any further."""


class _Scanner:
    def __init__(self, text: str):
        self.text = text
        self.at = 0
        self.lines = KeyPositions()
        self.begins = [0, *(newline.end() for newline in re.finditer("\n", text))]
        self.counts: dict[KeyPath, int] = {}
        self.given: set[KeyPath] = set()
        self.home: KeyPath = ()
        self.nodes = 0

    def run(self) -> None:
        """Line after line: headings and keys."""
        while True:
            self.skip(_SPACE)
            if self.at >= len(self.text):
                return
            if self.text.startswith("[", self.at):
                self.heading()
            else:
                self.pair(self.home, 0)
            if self.skip(_REST) is None:
                raise _Stop

    def skip(self, pattern: re.Pattern[str]) -> str | None:
        """Go over what matches here; None when nothing does."""
        match = pattern.match(self.text, self.at)
        if match is None:
            return None
        self.at = match.end()
        return match.group()

    def expect(self, mark: str) -> None:
        self.skip(_BLANK)
        if not self.text.startswith(mark, self.at):
            raise _Stop
        self.at += len(mark)

    def position(self, at: int, value: str = "") -> Position:
        line = bisect_right(self.begins, at)
        return Position(line, at - self.begins[line - 1] + 1, value)

    def key(self) -> tuple[str, ...]:
        """A key, perhaps dotted; the parts of it."""
        begin, parts = self.at, []
        while True:
            self.skip(_BLANK)
            quoted = self.text[self.at : self.at + 1] in ('"', "'")
            raw = self.skip(STRING if quoted else _BARE)
            if raw is None:
                raise _Stop
            parts.append(text_of_key(raw))
            if len(parts) > DEEPEST:
                self.stop("deep", begin)
            self.skip(_BLANK)
            if not self.text.startswith(".", self.at):
                return tuple(parts)
            self.at += 1

    def heading(self) -> None:
        """``[table]`` or ``[[one of several tables]]``."""
        begin = self.at
        several = self.text.startswith("[[", self.at)
        self.at += 2 if several else 1
        *outer, last = self.key()
        self.expect("]]" if several else "]")
        path: KeyPath = ()
        for part in outer:
            path = (*path, part)
            self.lines.positions.setdefault(path, self.position(begin))
            if path in self.counts:
                path = (*path, self.counts[path] - 1)
        path = (*path, last)
        if several:
            self.lines.positions.setdefault(path, self.position(begin))
            self.counts[path] = self.counts.get(path, 0) + 1
            path = (*path, self.counts[path] - 1)
        self.note(path, begin)
        self.home = path
        self.lines.headings.append((self.position(begin).line, path))

    def pair(self, home: KeyPath, depth: int) -> None:
        """``key = value``"""
        begin = self.at
        parts = self.key()
        path = home
        for part in parts[:-1]:
            path = (*path, part)
            self.lines.positions.setdefault(path, self.position(begin))
        path = (*path, parts[-1])
        self.expect("=")
        self.skip(_BLANK)
        before = self.at
        self.lines.lost = self.position(begin)
        self.value(path, depth)
        self.note(path, begin, self.text[before : self.at])
        self.lines.lost = None

    def note(self, path: KeyPath, begin: int, value: str = "") -> None:
        """Write down where a key or heading stands, and whether it stood somewhere before."""
        position = self.position(begin, value)
        if path in self.given:
            self.lines.twice.append((path, self.lines.positions[path], position))
            return
        self.given.add(path)
        self.lines.positions[path] = position
        self.nodes += 1
        if self.nodes > MOST_KEYS:
            self.stop("many", begin)

    def value(self, path: KeyPath, depth: int) -> None:
        """A string, a list, an inline table, or something plain such as a number."""
        mark = self.text[self.at : self.at + 1]
        if mark in ("[", "{"):
            if depth >= DEEPEST:
                self.stop("deep", self.at)
            self.at += 1
            (self.items if mark == "[" else self.pairs)(path, depth + 1)
        elif self.skip(STRING if mark in ('"', "'") else _PLAIN) is None:
            raise _Stop

    def items(self, path: KeyPath, depth: int) -> None:
        """The rest of a list."""
        rank = 0
        while not self.closed("]"):
            begin = self.at
            self.value((*path, rank), depth)
            self.note((*path, rank), begin, self.text[begin : self.at])
            rank += 1
            if not self.more("]"):
                return

    def pairs(self, path: KeyPath, depth: int) -> None:
        """The rest of an inline table."""
        while not self.closed("}"):
            self.pair(path, depth)
            if not self.more("}"):
                return

    def closed(self, mark: str) -> bool:
        self.skip(_SPACE)
        if self.text.startswith(mark, self.at):
            self.at += 1
            return True
        return False

    def more(self, mark: str) -> bool:
        """Over a comma, or over the closing mark."""
        if self.closed(mark):
            return False
        self.expect(",")
        return True

    def stop(self, kind: str, at: int) -> None:
        self.lines.excess = (kind, self.position(at))
        raise _Stop
