"""Random streams: every random draw of a run, made here as tables before the run begins.

A table depends on the seed, the replicate, the place and the kind of draw, and on nothing else:
not on policy, on numbers, on other tables or on how runs are divided over workers. So the same
person has the same luck under every policy. A replaced teacher keeps the row.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Any, Literal

import numpy as np
from numpy.random.bit_generator import ISeedSequence
from numpy.typing import NDArray

Law = Literal["uniform", "normal"]
"""0-1 uniform, or standard normal."""
LUCK: dict[str, dict[str, Law]] = {
    "facilitator": {"leave": "uniform", "recruit": "uniform", "skill": "normal"},
    "resource_person": {"leave": "uniform", "skill": "normal"},
    "supervisor": {"leave": "uniform", "skill": "normal"},
    "school": {"principal_leaves": "uniform", "principal_support": "normal", "principal_skill": "normal"},
    "teacher": {
        "attend": "uniform",
        "mood": "normal",
        "visit": "uniform",
        "leave": "uniform",
        "course": "uniform",
    },
    "tie": {"meet": "uniform"},
}
"""The draws each kind of thing makes each month, and their law."""
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
    "resource_person": {"skill": "normal"},
    "supervisor": {"skill": "normal"},
    "cluster": {
        "relevance": "normal",
        "organisation": "normal",
        "programme": "normal",
        "people": "normal",
        "facilities": "normal",
        "management": "normal",
        "monitoring": "normal",
        "admin": "normal",
    },
    "school": {"support": "normal", "leadership": "normal", "literacy": "normal", "internet": "uniform"},
    "teacher": {
        **PERSON,
        "experience": "normal",
        "workload": "normal",
        "attended_last": "uniform",
        **{f"next_{what}": law for what, law in PERSON.items()},
    },
    "tie": {"known": "uniform"},
}
"""The draws each kind of thing makes once, at the start; ``next_...`` are those of a teacher's successor."""


Draw = Callable[[int, int, str, str, int], NDArray[np.float64]]
"""A kind of starting draw: seed, replicate, place, what, how many things."""


def names(kind: str) -> tuple[str, ...]:
    """The draws of a kind of thing, in order."""
    return tuple(LUCK.get(kind, {}))


class _Words(ISeedSequence):
    """The words that name a stream, as its seed: hashed, so that streams are strangers; an eighth of the time that
    NumPy's own ``SeedSequence`` takes, which counts where a run is short."""

    def __init__(self, words: tuple[object, ...]):
        self._words = repr(words).encode()

    def generate_state(self, n_words: int, dtype: Any = np.uint32) -> NDArray[Any]:
        size = n_words * np.dtype(dtype).itemsize
        little = np.dtype(dtype).newbyteorder("<")
        return np.frombuffer(hashlib.blake2b(self._words, digest_size=size).digest(), little).astype(dtype)


def generator(seed: int, replicate: int, place: str, what: str) -> np.random.Generator:
    """The stream of one table."""
    return np.random.Generator(np.random.SFC64(_Words((seed, replicate, place, what))))  # type: ignore[arg-type]


BLOCK = 4096
"""Draws of a stream that are made at once; any number gives the same ones."""


def table(
    seed: int, replicates: Sequence[int], place: str, kind: str, draw: str, months: int, things: int
) -> NDArray[np.float64]:
    """One table of luck, shape (months x things, replicates). A longer run begins with the same months.

    Streams are drawn from block by block, side by side, so that what is drawn is laid out while it is still in the
    processor's cache.
    """
    streams = [generator(seed, replicate, place, f"{kind}.{draw}") for replicate in replicates]
    uniform = LUCK[kind][draw] == "uniform"
    drawn, block = np.empty((months * things, len(streams))), np.empty((len(streams), BLOCK))
    for first in range(0, len(drawn), BLOCK):
        here = drawn[first : first + BLOCK]
        for stream, row in zip(streams, block[:, : len(here)], strict=True):
            if uniform:
                stream.random(out=row)
            else:
                stream.standard_normal(out=row)
        here[:] = block[:, : len(here)].T
    return drawn


def normals(seed: int, replicate: int, place: str, what: str, things: int) -> NDArray[np.float64]:
    """Standard normal draws for starting traits, shape (things,)."""
    return generator(seed, replicate, place, f"start.{what}").standard_normal(things)


def uniforms(seed: int, replicate: int, place: str, what: str, things: int) -> NDArray[np.float64]:
    """Uniform draws for starting traits, shape (things,)."""
    return generator(seed, replicate, place, f"start.{what}").random(things)
