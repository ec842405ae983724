"""The parameters and the draws of every replicate, as the tables both clocks read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from kkgsim.model import random_streams
from kkgsim.model.acting import whole_delays
from kkgsim.model.arrays import Array, Index
from kkgsim.model.distributions import quantiles
from kkgsim.model.levers import all_levers
from kkgsim.model.parameters import Distribution
from kkgsim.model.posterior import DRAW, USUAL, Drawn, posterior
from kkgsim.model.random_streams import Draw, Lanes
from kkgsim.model.registry import PARAMETERS
from kkgsim.scenario.scenario import Assumption


def base_numbers(assumptions: Sequence[Assumption] = ()) -> dict[str, float]:
    """The book's values, with a scenario's assumptions in their place."""
    return {**_book(), **{a.number: a.value for a in assumptions}}


@cache
def _book() -> Mapping[str, float]:
    """The value of each number."""
    return {name: number.value for name, number in PARAMETERS.items()}


def numbers_of(
    seed: int,
    replicates: Sequence[int],
    assumptions: Sequence[Assumption] = (),
    *,
    uncertain: Drawn = USUAL,
    streams: Sequence[int] = (),
    given: Mapping[str, Array] | None = None,
) -> Array:
    """Numbers of each replicate, shape (numbers, replicates), in the order of the book.

    With ``uncertain`` (see :data:`~kkgsim.model.posterior.Drawn`) each is drawn from its evidence (or the assumption's)
    range, of a posterior those that it holds jointly; the draw of one number in
    one replicate depends on the seed, the number's name and the replicate alone, and on the stream where ``streams``
    names one for each replicate. Numbers that are ``given``, a value a replicate, have that instead, unless a scenario
    assumes something else of them.
    """
    laws, lanes = _laws(tuple(assumptions), bool(uncertain)), Lanes.of(seed, "", replicates, streams)
    table = np.repeat(laws.values, len(replicates), axis=1)
    shares = random_streams.numbers(lanes, (*laws.drawn, DRAW))
    if isinstance(uncertain, str):
        which = shares[-1]  # that of DRAW
        given = {**posterior(uncertain).given(which), **(given or {})}
    for law, rows, bounds in laws.of:
        table[laws.rows[rows]] = quantiles(law, *bounds, shares[rows])
    assumed, rank = {a.number for a in assumptions}, laws.rank
    for name, values in (given or {}).items():
        if name not in assumed:
            table[rank[name]] = values
    return table


@dataclass(frozen=True)
class _Laws:
    """How numbers are drawn: the ``values`` of those that are not, shape (numbers, 1), and where each stands by name;
    which are ``drawn``, and their rows; and ``of`` each distribution which of them follow it, with low, value and high.
    """

    values: Array
    rank: Mapping[str, int]
    drawn: tuple[str, ...]
    rows: Index
    of: tuple[tuple[Distribution, Index, tuple[Array, Array, Array]], ...]


@lru_cache(maxsize=16)
def _laws(assumptions: tuple[Assumption, ...], uncertain: bool) -> _Laws:
    """How numbers are drawn under some assumptions; with nothing ``uncertain`` none is."""
    ranges = {name: (number, number.low, number.value, number.high) for name, number in PARAMETERS.items()}
    for a in assumptions:
        ranges[a.number] = (ranges[a.number][0], a.low, a.value, a.high)
    assumed, rank = {a.number for a in assumptions}, {name: place for place, name in enumerate(ranges)}
    drawn = tuple(
        name for name, (number, low, _, high) in ranges.items()
        if uncertain and low < high and number.used == "run" and (number.distribution != "fixed" or name in assumed)
    )  # fmt: skip
    by_law: dict[Distribution, list[int]] = {}
    for row, name in enumerate(drawn):
        law = ranges[name][0].distribution
        law = "double_triangular" if law == "fixed" else law  # a fixed one is assumed after all
        by_law.setdefault(law, []).append(row)
    bounds = np.array([ranges[name][1:] for name in drawn]).reshape(len(drawn), 3).T[:, :, None]
    return _Laws(
        np.array([[value] for _, _, value, _ in ranges.values()]), rank, drawn,
        np.array([rank[name] for name in drawn], dtype=np.int64),
        tuple((law, np.array(rows), tuple(bounds[:, rows])) for law, rows in by_law.items()),
    )  # fmt: skip


def luck_of(
    lanes: Lanes, months: int, counts: Mapping[str, int], draw: Draw = random_streams.luck, *, when: str = "month"
) -> dict[str, Array]:
    """Luck of lanes of some months, or of the "start" (a single one), made by ``draw``: per kind of thing, shape
    (draws, months x things x lanes)."""
    different, lane = lanes.different()
    luck = {}
    for kind, named in random_streams.LAWS[when].items():
        drawn = draw(different, when, kind, months, counts[kind])
        luck[kind] = (drawn if different.count == lanes.count else drawn[..., lane]).reshape(len(named), -1)
    return luck


def delays_of(numbers: Array) -> NDArray[np.int64]:
    """How many months each lever takes to act, shape (levers, lanes), of ``numbers`` (numbers, lanes)."""
    delays: NDArray[np.int64] = whole_delays(numbers[_rows_of_delays()]).astype(np.int64)
    return delays


@cache
def _rows_of_delays() -> Index:
    """Where the months that each lever takes to act stand among the numbers."""
    rank = _laws((), uncertain=False).rank
    return np.array([rank[lever.delay] for lever in all_levers().values()], dtype=np.int64)
