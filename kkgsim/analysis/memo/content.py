"""What a memo is made of: blocks that every kind of file can show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ANSWER, PALE, RULE = "#EEF4F8", "#F4F4F4", "#DDDDDD"
"""Colours of every kind of file: behind the answer, behind a command, and of lines between rows."""


@dataclass(frozen=True)
class Heading:
    """The title of a section."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """Some sentences; those with ``weight`` "lead" are the answer, those with "note" are small print."""

    text: str
    weight: str = "normal"


@dataclass(frozen=True)
class Bullets:
    """A list, one sentence or two an entry."""

    items: Sequence[str]


@dataclass(frozen=True)
class Picture:
    """A picture as PNG, its size on paper in inches, and its ``words`` for who cannot see it."""

    png: bytes
    width: float
    height: float
    words: str


@dataclass(frozen=True)
class Table:
    """A table of texts. ``widths`` are shares of the page; a ``strong`` row is a sum."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    strong: int | None = None
    numbers: bool = True
    """Whether all columns but the first hold numbers, which stand at the right."""


@dataclass(frozen=True)
class Code:
    """A line to be typed as it stands."""

    text: str


Block = Heading | Paragraph | Bullets | Picture | Table | Code


@dataclass(frozen=True)
class MemoContent:
    """A memo in the language ``language``: its title, the line below it, and its blocks from top to bottom."""

    language: str
    title: str
    about: str
    blocks: Sequence[Block]
