"""Random streams: every random draw of a run, a pure function of what it is for.

A draw depends on the seed, the replicate, the place, the kind of draw, the thing and the month, and on nothing else:
not on policy, on numbers, on other draws or on how runs are divided over workers. So the same person has the same luck
under every policy. A replaced teacher keeps the draws.

========  =====================================================================================================
key       seed (two words), place, replicate
counter   thing, month, block, stream
========  =====================================================================================================

Four draws of a thing make a block. Its word is a hash of its name, as that of a place is; nothing else is hashed, so
what differs in any other word never meets. The stream is 0 where all points of a sweep share their luck, else one more
than the point's number.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kkgsim.model.arrays import Array
from kkgsim.model.normal import normals_of, uniform_of
from kkgsim.model.threefry import MASK, words

Words = NDArray[np.uint32]
Four = tuple[Words, Words, Words, Words]
Law = Literal["uniform", "normal"]

LUCK: dict[str, dict[str, Law]] = {
    "facilitator": {"leave": "uniform", "recruit": "uniform", "lot": "normal"},
    "resource_person": {"leave": "uniform", "skill": "normal"},
    "supervisor": {"leave": "uniform", "skill": "normal", "diligence": "normal"},
    "cluster": {"plan": "uniform", "check": "uniform", "act": "uniform", "forget": "uniform"},
    "school": {
        "principal_leaves": "uniform",
        "principal_support": "normal",
        "principal_skill": "normal",
        "intake": "normal",
    },
    "teacher": {
        "attend": "uniform",
        "mood": "normal",
        "visit": "uniform",
        "leave": "uniform",
        "course": "uniform",
    },
    "tie": {"meet": "uniform"},
}
"""The draws each kind of thing makes each month, and their law (0-1 uniform, or standard normal)."""

PERSON: dict[str, Law] = {
    "ability": "normal",
    "pedagogic": "normal",
    "professional": "normal",
    "social": "normal",
    "personality": "normal",
    "practice": "normal",
    "career": "normal",
    "intrinsic": "normal",
    "belief": "normal",
    "outlook": "normal",
    "ict": "normal",
    "permanent": "uniform",
    "qualified": "uniform",
}
"""What a teacher brings along."""

START: dict[str, dict[str, Law]] = {
    "facilitator": {"lot": "normal"},
    "resource_person": {"skill": "normal"},
    "supervisor": {"skill": "normal", "diligence": "normal"},
    "cluster": {
        "relevance": "normal",
        "organisation": "normal",
        "programme": "normal",
        "people": "normal",
        "facilities": "normal",
        "management": "normal",
        "monitoring": "normal",
        "admin": "normal",
        "common": "normal",
        "lot": "uniform",
    },
    "school": {
        "support": "normal",
        "leadership": "normal",
        "literacy": "normal",
        "internet": "uniform",
        "community": "uniform",
        "power": "uniform",
        "facilities": "normal",
    },
    "grade": {"cohort": "normal"},
    "teacher": {
        **PERSON,
        "experience": "normal",
        "workload": "normal",
        "attended_last": "uniform",
        **{f"next_{what}": law for what, law in PERSON.items()},
        "courses": "normal",
        "gift": "normal",
        "next_gift": "normal",
        "care": "uniform",
    },
    "tie": {"known": "uniform"},
}
"""The draws each kind of thing makes once, at the start; ``next_...`` are those of a teacher's successor."""

LAWS: Mapping[str, Mapping[str, Mapping[str, Law]]] = {"month": LUCK, "start": START}
"""Draws and their laws by when they are made, "month" or "start", and by kind of thing."""
Draw = Callable[["Lanes", str, str, int, int], Array]
"""A way to make them: :func:`luck`, or one that gives the same."""
BLOCK = 4
"""Draws that one key and counter give."""
TILE = 4096
"""Blocks that are worked out at once, so that they stay in the processor's cache; any number gives the same draws."""


@dataclass(frozen=True)
class Lanes:
    """Whose luck lanes have: one seed and place, a replicate each, and a stream each (0 where all points of a sweep
    share their luck, else 1 + point)."""

    seed: int
    place: str
    replicates: tuple[int, ...]
    streams: tuple[int, ...]

    @classmethod
    def of(cls, seed: int, place: str, replicates: Sequence[int], streams: Sequence[int] = ()) -> Lanes:
        """Lanes of runs; without ``streams`` all that have a replicate share its luck."""
        return cls(seed, place, tuple(replicates), tuple(streams) or (0,) * len(replicates))

    @property
    def count(self) -> int:
        """How many lanes there are."""
        return len(self.replicates)

    @property
    def pairs(self) -> list[tuple[int, int]]:
        """Replicate and stream of each lane: lanes that have both in common have the same luck."""
        return list(zip(self.replicates, self.streams, strict=True))

    def only(self, chosen: Sequence[int]) -> Lanes:
        """Some of the lanes, in the order in which they are chosen."""
        replicates, streams = ([column[lane] for lane in chosen] for column in (self.replicates, self.streams))
        return replace(self, replicates=tuple(replicates), streams=tuple(streams))

    def different(self) -> tuple[Lanes, list[int]]:
        """The lanes that differ in their luck, and which of them each lane is."""
        first: dict[tuple[int, int], int] = {}
        for lane, pair in enumerate(self.pairs):
            first.setdefault(pair, lane)
        rank = {pair: place for place, pair in enumerate(first)}
        return self.only(list(first.values())), [rank[pair] for pair in self.pairs]

    def words(self) -> tuple[Four, Words]:
        """The four words of each lane's key, each of shape (lanes,) or (1,), and its stream."""
        place = word_of("place", self.place) if self.place else 0
        replicates, streams = (np.array(column, dtype=np.uint32) for column in (self.replicates, self.streams))
        return (_word(self.seed), _word(self.seed >> 32), _word(place), replicates), streams


def names(kind: str) -> tuple[str, ...]:
    """The monthly draws of a kind of thing, in order."""
    return tuple(LUCK.get(kind, {}))


@cache
def word_of(*name: str | int) -> int:
    """The word of a name: 32 bits of its hash, the same everywhere."""
    return int.from_bytes(hashlib.blake2b(repr(name).encode(), digest_size=4).digest(), "little")


def blocks(when: str, kind: str) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """The blocks of draws that a kind of thing makes ``when`` ("month" or "start"): the word of each, and its draws in
    order, four but for the last."""
    drawn = tuple(LAWS[when][kind])
    return tuple(
        (word_of(when, kind, first // BLOCK), drawn[first : first + BLOCK]) for first in range(0, len(drawn), BLOCK)
    )


def luck(lanes: Lanes, when: str, kind: str, months: int, things: int) -> Array:
    """All draws that things of a kind make ``when`` ("month" or "start", of a single month), in the order in which they
    are declared; shape (draws, months x things, lanes). A longer run begins with the same months."""
    laws = LAWS[when][kind]
    drawn = np.empty((len(laws), months * things, lanes.count))
    rank = 0
    for word, named in blocks(when, kind):
        for rows, four in _tiles(lanes, word, months, things):
            for offset, (draw, drawn_words) in enumerate(zip(named, four, strict=False)):
                drawn[rank + offset, rows] = _followed(laws[draw], drawn_words)
        rank += len(named)
    return drawn


def _tiles(lanes: Lanes, block: int, months: int, things: int) -> Iterator[tuple[slice, Four]]:
    """Rows (month by month, thing by thing) with their four tables of words, some at a time."""
    key, stream = lanes.words()
    step = max(1, TILE // lanes.count)
    for first in range(0, months * things, step):
        rows = slice(first, min(first + step, months * things))
        month, thing = (part.astype(np.uint32)[:, None] for part in np.divmod(np.arange(rows.start, rows.stop), things))
        yield rows, words(*key, thing, month, _word(block), stream)


def numbers(lanes: Lanes, drawn: Sequence[str]) -> Array:
    """Uniform draws of numbers, shape (numbers, lanes): whatever the place, and whichever other numbers are drawn."""
    key, stream = replace(lanes, place="").words()
    block = np.array([word_of("number", name) for name in drawn], dtype=np.uint32)[:, None]
    uniform: Array = uniform_of(words(*key, _word(0), _word(0), block, stream)[0])
    return uniform


def errors(lanes: Lanes, what: str, month: int, things: int) -> Array:
    """Normal draws of errors of measurement in a month, shape (things, lanes); ``what`` names the occasion."""
    key, stream = lanes.words()
    thing = np.arange(things, dtype=np.uint32)[:, None]
    drawn = words(*key, thing, _word(month), _word(word_of("measured", what)), stream)[0]
    return _followed("normal", drawn)


def fixed(place: str, what: str, count: int) -> Array:
    """Uniform draws that belong to a place and to no run, such as where people live; shape (count,)."""
    key, stream = Lanes.of(0, place, [0]).words()
    thing = np.arange(-(-count // BLOCK), dtype=np.uint32)
    four = words(*key, thing, _word(0), _word(word_of("fixed", what)), stream)
    uniform: Array = uniform_of(np.stack(four, axis=-1).ravel()[:count])
    return uniform


def _followed(law: Law, drawn: Words) -> Array:
    """Words as draws that follow a law."""
    uniform: Array = uniform_of(drawn)
    return uniform if law == "uniform" else normals_of(uniform)


def _word(value: int) -> Words:
    return np.array([value & MASK], dtype=np.uint32)
