"""The parameters and the draws of every replicate, as the tables both clocks read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from kkgsim.model import random_streams
from kkgsim.model.acting import whole_delays
from kkgsim.model.arrays import Array
from kkgsim.model.distributions import quantiles
from kkgsim.model.levers import all_levers
from kkgsim.model.parameters import Distribution, Parameter
from kkgsim.model.posterior import DRAW, Drawn, posterior
from kkgsim.model.random_streams import Draw, Lanes
from kkgsim.model.registry import PARAMETERS
from kkgsim.scenario.scenario import Assumption


def base_numbers(assumptions: Sequence[Assumption] = ()) -> dict[str, float]:
    """The book's values, with a scenario's assumptions in their place."""
    values = {name: number.value for name, number in PARAMETERS.items()}
    values.update({a.number: a.value for a in assumptions})
    return values


def numbers_of(
    seed: int,
    replicates: Sequence[int],
    assumptions: Sequence[Assumption] = (),
    *,
    uncertain: Drawn = True,
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
    ranges, assumed = _ranges(assumptions), {a.number for a in assumptions}
    table = np.repeat(np.array([[value] for _, _, value, _ in ranges.values()]), len(replicates), axis=1)
    drawn = [
        name for name, (number, low, _, high) in ranges.items()
        if uncertain and low < high and number.used == "run" and (number.distribution != "fixed" or name in assumed)
    ]  # fmt: skip
    lanes = Lanes.of(seed, "", replicates, streams)
    if isinstance(uncertain, str):
        given = {**posterior(uncertain).given(random_streams.numbers(lanes, [DRAW])[0]), **(given or {})}
    rank = {name: place for place, name in enumerate(ranges)}
    shares = dict(zip(drawn, random_streams.numbers(lanes, drawn), strict=True))
    laws: dict[Distribution, list[str]] = {}
    for name in drawn:
        law = ranges[name][0].distribution
        laws.setdefault("triangular" if law == "fixed" else law, []).append(name)  # a fixed one is assumed after all
    for law, names in laws.items():
        low, value, high = (np.array([[ranges[name][which]] for name in names]) for which in (1, 2, 3))
        table[[rank[name] for name in names]] = quantiles(law, low, value, high, np.array([shares[n] for n in names]))
    for name, values in (given or {}).items():
        if name not in assumed:
            table[rank[name]] = values
    return table


def _ranges(assumptions: Sequence[Assumption]) -> Mapping[str, tuple[Parameter, float, float, float]]:
    ranges = {name: (number, number.low, number.value, number.high) for name, number in PARAMETERS.items()}
    for a in assumptions:
        ranges[a.number] = (ranges[a.number][0], a.low, a.value, a.high)
    return ranges


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
    rank = {name: place for place, name in enumerate(PARAMETERS)}
    drawn = numbers[[rank[lever.delay] for lever in all_levers().values()]]
    delays: NDArray[np.int64] = whole_delays(drawn).astype(np.int64)
    return delays
