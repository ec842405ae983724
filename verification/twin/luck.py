"""Luck: every draw from what it is for (``docs/description/luck.md``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

MASK = 0xFFFFFFFF
PARITY = 466688986
FIRST_TURNS = ((10, 26), (11, 21), (13, 27), (23, 5))
NEXT_TURNS = ((6, 20), (17, 11), (25, 10), (18, 20))
ABOVE = (
    7.212240614116627, -6.9901457617664535, 0.30144862900680364, 3.6481942043272557, -2.2179977863648266,
    0.01816493772410741, 0.3727923632320425, -0.11177084361108348, 0.007405384721785705,
)  # fmt: skip
BELOW = (
    1.0, -0.2966302912429444, -0.16407094775131043, 0.44822763219763356, -0.05016008666864932, -0.05697017850527423,
    0.023262690499816687, -0.007145580179703735, -0.002750184477223279,
)  # fmt: skip
BLOCKS: Mapping[tuple[str, str], Sequence[str]] = {
    ("month", "facilitator"): ("leave", "recruit", "lot"),
    ("month", "resource_person"): ("leave", "skill"),
    ("month", "supervisor"): ("leave", "skill", "diligence"),
    ("month", "cluster"): ("plan", "check", "act", "forget"),
    ("month", "school"): ("principal_leaves", "principal_support", "principal_skill", "intake"),
    ("month", "teacher"): ("attend", "mood", "visit", "leave", "course"),
    ("month", "tie"): ("meet",),
    ("start", "facilitator"): ("lot",),
    ("start", "resource_person"): ("skill",),
    ("start", "supervisor"): ("skill", "diligence"),
    ("start", "cluster"): (
        "relevance", "organisation", "programme", "people", "facilities", "management", "monitoring", "admin",
        "common", "lot",
    ),
    ("start", "school"): ("support", "leadership", "literacy", "internet", "community", "power", "facilities"),
    ("start", "grade"): ("cohort",),
    ("start", "teacher"): (
        "ability", "pedagogic", "professional", "social", "personality", "practice", "career", "intrinsic", "belief",
        "outlook", "ict", "permanent", "qualified", "experience", "workload", "attended_last", "next_ability",
        "next_pedagogic", "next_professional", "next_social", "next_personality", "next_practice", "next_career",
        "next_intrinsic", "next_belief", "next_outlook", "next_ict", "next_permanent", "next_qualified", "courses",
        "gift", "next_gift", "care",
    ),
    ("start", "tie"): ("known",),
}  # fmt: skip
"""The draws of each kind of thing, in their order; four of them make a block."""
UNIFORM = {
    ("month", "facilitator"): {"leave", "recruit"}, ("month", "resource_person"): {"leave"},
    ("month", "supervisor"): {"leave"}, ("month", "cluster"): {"plan", "check", "act", "forget"},
    ("month", "school"): {"principal_leaves"}, ("month", "teacher"): {"attend", "visit", "leave", "course"},
    ("month", "tie"): {"meet"}, ("start", "cluster"): {"lot"}, ("start", "school"): {"internet", "community", "power"},
    ("start", "teacher"): {"permanent", "qualified", "attended_last", "next_permanent", "next_qualified", "care"},
    ("start", "tie"): {"known"},
}  # fmt: skip
"""Draws that are uniform; all others are standard normal."""
Words = NDArray[np.uint32]


@cache
def word(*name: str | int) -> int:
    """The word of a name."""
    return int.from_bytes(blake2b(repr(name).encode(), digest_size=4).digest(), "little")


def _turn(x: list[Words], turns: Sequence[tuple[int, int]]) -> list[Words]:
    for left, right in turns:
        x0, x2 = x[0] + x[1], x[2] + x[3]
        x = [x0, _rotated(x[3], right) ^ x2, x2, _rotated(x[1], left) ^ x0]
    return x


def _rotated(x: Words, bits: int) -> Words:
    return (x << np.uint32(bits)) | (x >> np.uint32(32 - bits))


def threefry(key: Sequence[int], counter: Sequence[Any]) -> list[Words]:
    """Four words of a key of four and a counter of four, of which one at least is an array. Sums of arrays of words of
    32 bits are modulo 2**32 by themselves."""
    k = [*key, PARITY ^ key[0] ^ key[1] ^ key[2] ^ key[3]]
    x = list(np.broadcast_arrays(*(np.asarray(c, dtype=np.uint32) for c in counter)))

    def keyed(words: list[Words], begin: int) -> list[Words]:
        more = [k[(begin + i) % 5] for i in range(4)]
        more[3] += begin
        return [one + np.uint32(add & MASK) for one, add in zip(words, more, strict=True)]

    x = _turn(keyed(x, 0), FIRST_TURNS)
    x = _turn(keyed(x, 1), NEXT_TURNS)
    x = _turn(keyed(x, 2), FIRST_TURNS)
    x = _turn(keyed(x, 3), NEXT_TURNS[:1])
    return [x[0], x[3], x[2], x[1]]


def uniform(words: Words) -> NDArray[np.float64]:
    """The middle of one of 2**32 equal parts of 0-1."""
    return (words.astype(np.float64) + 0.5) * 2.3283064365386963e-10


def _polynomial(coefficients: Sequence[float], x: NDArray[np.float64]) -> NDArray[np.float64]:
    value = np.full_like(x, coefficients[-1])
    for coefficient in coefficients[-2::-1]:
        value = coefficient + x * value
    return value


def normal(u: NDArray[np.float64]) -> NDArray[np.float64]:
    """The standard normal value below which the share ``u`` lies."""
    sixteenth = np.sqrt(np.sqrt(np.sqrt(np.sqrt(u * (1.0 - u)))))
    x = sixteenth * 2.951579821376129 - 1.7066106300432315
    return (u - 0.5) * (_polynomial(ABOVE, x) / _polynomial(BELOW, x))


def fixed(place: str, what: str, count: int) -> NDArray[np.float64]:
    """Uniform draws that belong to a place and to no run."""
    fours = np.arange(-(-count // 4))
    words = threefry((0, 0, word("place", place), 0), (fours, 0, word("fixed", what), 0))
    return uniform(np.stack(words, axis=1).reshape(-1)[:count])


@dataclass(frozen=True)
class Luck:
    """The luck of one replicate of a place; ``counts`` says how many things of each kind there are."""

    seed: int
    place: str
    replicate: int
    counts: Mapping[str, int] = field(default_factory=dict)
    stream: int = 0

    def _key(self, place: int) -> tuple[int, int, int, int]:
        return self.seed & MASK, (self.seed >> 32) & MASK, place, self.replicate

    def shares_of_numbers(self, names: Sequence[str]) -> NDArray[np.float64]:
        """Where in their distributions numbers of the book lie."""
        words = np.array([word("number", name) for name in names], dtype=np.uint32)
        return uniform(threefry(self._key(0), (0, 0, words, self.stream))[0])

    def of(self, when: str, kind: str, month: int = 0) -> SimpleNamespace:
        """All draws of a kind of thing at the start or in a month of the run (from 0), an array a draw."""
        names, drawn = BLOCKS[when, kind], SimpleNamespace()
        things = np.arange(self.counts[kind])
        for block in range(-(-len(names) // 4)):
            counter = (things, month, word(when, kind, block), self.stream)
            words = threefry(self._key(word("place", self.place)), counter)
            for name, one in zip(names[4 * block : 4 * block + 4], words, strict=False):
                share = uniform(one)
                setattr(drawn, name, share if name in UNIFORM.get((when, kind), ()) else normal(share))
        return drawn
