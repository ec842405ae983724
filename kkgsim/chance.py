"""LUCK: every random draw of a run, made here as tables before the run begins.

A table depends on the seed, the replicate, the place and the kind of draw, and on nothing else:
not on policy, on numbers, on other tables or on how runs are divided over workers. So the same
person has the same luck under every policy. A replaced teacher keeps the row.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

LUCK: dict[str, dict[str, Literal["uniform", "normal"]]] = {
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
"""The draws each kind of thing makes each month, and their law (0-1 uniform, or standard normal)."""


Draw = Callable[[int, int, str, str, int], NDArray[np.float64]]
"""A kind of starting draw: seed, replicate, place, what, how many things."""


def names(kind: str) -> tuple[str, ...]:
    """The draws of a kind of thing, in order."""
    return tuple(LUCK.get(kind, {}))


def generator(seed: int, replicate: int, place: str, what: str) -> np.random.Generator:
    """The stream of one table."""
    words = (seed, replicate, zlib.crc32(place.encode()), zlib.crc32(what.encode()))
    return np.random.default_rng(np.random.SeedSequence(words))


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
