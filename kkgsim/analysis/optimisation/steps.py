"""Small changes to packages: one setting higher or lower, or one traded for another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from kkgsim.analysis.optimisation.packages import Space
from kkgsim.model.arrays import Array, Index

PARTS = (0.0, 0.25, 0.5)
"""How far a step goes, in parts of all levels of a setting; at least to the next level."""


class Move(NamedTuple):
    """A setting (its column) raised by so many levels; lowered where ``levels`` is negative."""

    column: int
    levels: int


def moves(space: Space) -> tuple[Move, ...]:
    """Every way to raise one setting: to the next level, by a quarter and by half of all its levels."""
    return tuple(
        Move(column, levels)
        for column, top in enumerate(space.highest[: len(space.factors)].tolist())
        for levels in sorted({max(1, round(part * top)) for part in PARTS})
    )


def moved(space: Space, package: Index, *changes: Move) -> Index | None:
    """A package after some changes; None where one of them is not possible."""
    result = package.copy()
    for change in changes:
        result[change.column] += change.levels
        if not 0 <= result[change.column] <= space.highest[change.column]:
            return None
    return result


def lowered(move: Move) -> Move:
    """The way back."""
    return Move(move.column, -move.levels)


def neighbours(space: Space, package: Index, stream: np.random.Generator) -> Iterator[Index]:
    """Packages one change away, in a random order: a setting higher, lower or off, one lowered for another, or a lever
    by another schedule."""
    up = moves(space)
    off = [
        Move(column, int(space.off[column] - package[column]))
        for column in np.flatnonzero(package != space.off).tolist()
    ]
    down = [lowered(move) for move in up]
    turns = [
        Move(column, rank - int(package[column]))
        for column, top in enumerate(space.highest.tolist())
        if column >= len(space.factors)
        for rank in range(top + 1)
        if rank != package[column]
    ]
    trades = [(down[first], up[other]) for first, other in stream.integers(len(up), size=(len(up), 2)).tolist()]
    changes: list[tuple[Move, ...]] = [*((move,) for move in (*up, *down, *off, *turns)), *trades]
    for rank in stream.permutation(len(changes)).tolist():
        result = moved(space, package, *changes[rank])
        if result is not None:
            yield result


def per_rupiah(measures: Mapping[str, Array], aim: str, better: int, before: int, rows: Index) -> Array:
    """How much more of the ``aim`` each of some packages (rows) brings than another (``before``), for each rupiah that
    it costs more; infinite where it costs no more, and minus infinite where it brings no more."""
    more = better * (measures[aim][rows] - measures[aim][before])
    dearer = measures["cost"][rows] - measures["cost"][before]
    ratio = np.divide(more, dearer, out=np.full(len(rows), np.inf), where=dearer > 0.0)
    result: Array = np.where(more > 0.0, ratio, -np.inf)
    return result
