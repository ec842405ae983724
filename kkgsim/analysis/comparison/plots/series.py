"""The scenarios of a comparison as pictures show them: which colour and letter each has, which baselines stand beside
them in grey."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kkgsim.analysis.comparison.result import Comparison
from kkgsim.engine.run_result import RunResult
from kkgsim.plotting.style import COLOURS, MOST, dark


@dataclass(frozen=True, eq=False)
class Series:
    """One scenario as pictures show it. ``letter`` is empty where there is only one."""

    played: RunResult
    against: RunResult
    rank: int
    letter: str

    @property
    def colour(self) -> str:
        """The colour of its lines and marks."""
        return COLOURS[self.rank]

    @property
    def ink(self) -> str:
        """Its colour, dark enough for text."""
        return dark(self.colour)

    def name(self) -> str:
        """Its title."""
        return title_of(self.played)

    def mark(self, text: str) -> str:
        """A text with its letter in front."""
        return f"{self.letter}  {text}" if self.letter else text


@dataclass(frozen=True, eq=False)
class Ghost:
    """A baseline as pictures show it. ``letters`` are those of the scenarios that it belongs to where there are several
    baselines, empty where one belongs to all."""

    played: RunResult
    letters: tuple[str, ...] = ()

    def name(self) -> str:
        """Its title; one of several is the status quo, of which its letters say whose it is."""
        if not self.letters:
            return title_of(self.played)
        return self.mark(str(self.played.scenario.without_policy().title))

    def mark(self, text: str) -> str:
        """A text with the letters behind it."""
        return f"{text} ({', '.join(self.letters)})" if self.letters else text

    @property
    def letter(self) -> str:
        """Its letters where there is room for one only."""
        more = "…" if len(self.letters) > 1 else ""
        return f"({self.letters[0]}{more})" if self.letters else ""


def title_of(played: RunResult) -> str:
    """The title of a scenario, or its name where it has none; on one line."""
    return " ".join((str(played.scenario.title) or played.scenario.name).split())


def every_series(comparison: Comparison) -> list[Series]:
    """All scenarios that are not merely the baseline of others; all of them where nothing is compared."""
    pairs = list(zip(comparison.played, comparison.against, strict=True))
    if not comparison.alone:
        pairs = [(played, base) for played, base in pairs if played is not base]
    letters = [chr(ord("A") + i % 26) for i in range(len(pairs))] if len(pairs) > 1 else [""]
    return [
        Series(played, base, i % MOST, letter)
        for i, ((played, base), letter) in enumerate(zip(pairs, letters, strict=True))
    ]


def series_of(comparison: Comparison) -> list[Series]:
    """The scenarios that pictures show: as many as there are colours, fewer where baselines of their own need the
    room."""
    every = every_series(comparison)[:MOST]
    if comparison.alone:
        return every
    drawn = [count + len({id(item.against) for item in every[:count]}) for count in range(1, len(every) + 1)]
    return every[: sum(lines <= MOST + 1 for lines in drawn)]


def ghosts(comparison: Comparison) -> list[Ghost]:
    """The baselines of the scenarios shown, each once; none where nothing is compared."""
    if comparison.alone:
        return []
    shown = series_of(comparison)
    baselines = {id(s.against): s.against for s in shown}.values()
    if len(baselines) == 1:
        return [Ghost(played) for played in baselines]
    return [Ghost(played, tuple(s.letter for s in shown if s.against is played)) for played in baselines]


def best(comparison: Comparison, outcome: int) -> Series:
    """The scenario with the highest mean of an outcome at the end, of those shown; the first of equals."""
    shown = series_of(comparison)
    return shown[int(np.argmax([s.played.at_end()[outcome].mean() for s in shown]))]
