"""The parameters and the draws of every replicate, as the tables both clocks read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from kkgsim.model import random_streams
from kkgsim.model.distributions import quantiles
from kkgsim.model.levers import all_levers
from kkgsim.model.parameters import Parameter
from kkgsim.model.registry import PARAMETERS
from kkgsim.scenario.scenario import Assumption

Column = NDArray[np.float64]


def base_numbers(assumptions: Sequence[Assumption] = ()) -> dict[str, float]:
    """The book's values, with a scenario's assumptions in their place."""
    values = {name: number.value for name, number in PARAMETERS.items()}
    values.update({a.number: a.value for a in assumptions})
    return values


def numbers_of(
    seed: int, replicates: Sequence[int], assumptions: Sequence[Assumption] = (), *, uncertain: bool = True
) -> Column:
    """Numbers of each replicate, shape (numbers, replicates), in the order of the book.

    With ``uncertain`` each is drawn from its evidence (or the assumption's) range; the draw of one number in
    one replicate depends on the seed, the number's name and the replicate alone.
    """
    ranges, assumed = _ranges(assumptions), {a.number for a in assumptions}
    table = np.empty((len(ranges), len(replicates)))
    for rank, (name, (number, low, value, high)) in enumerate(ranges.items()):
        held = number.used != "run" or (number.distribution == "fixed" and name not in assumed)
        if held or not uncertain or low == high:
            table[rank] = value
        else:
            stream = random_streams.generator(seed, 0, "numbers", name).random(max(replicates) + 1)
            law = "triangular" if number.distribution == "fixed" else number.distribution  # assumed after all
            table[rank] = quantiles(law, low, value, high, stream[list(replicates)])
    return table


def _ranges(assumptions: Sequence[Assumption]) -> Mapping[str, tuple[Parameter, float, float, float]]:
    ranges = {name: (number, number.low, number.value, number.high) for name, number in PARAMETERS.items()}
    for a in assumptions:
        ranges[a.number] = (ranges[a.number][0], a.low, a.value, a.high)
    return ranges


def luck_of(
    seed: int, replicates: Sequence[int], place: str, months: int, counts: Mapping[str, int]
) -> dict[str, Column]:
    """Luck of lanes, one for each of ``replicates``: per kind of thing, shape (draws, months x things x lanes)."""
    different = list(dict.fromkeys(replicates))
    lane = [different.index(replicate) for replicate in replicates]
    alone = len(different) == 1
    luck = {}
    for kind, named in random_streams.LUCK.items():
        tables = np.empty((len(named), months * counts[kind], len(lane)))
        for table, draw in zip(tables, named, strict=True):
            drawn = random_streams.table(seed, different, place, kind, draw, months, counts[kind])
            table[:] = drawn if alone or len(different) == len(lane) else drawn[:, lane]
        luck[kind] = tables.reshape(len(named), -1)
    return luck


def start_luck_of(seed: int, replicates: Sequence[int], place: str, counts: Mapping[str, int]) -> dict[str, Column]:
    """Luck of the start of lanes, one for each of ``replicates``: per kind of thing, shape (draws, things x lanes)."""
    different = list(dict.fromkeys(replicates))
    lane = [different.index(replicate) for replicate in replicates]
    luck = {}
    for kind, named in random_streams.START.items():
        drawn = np.empty((len(named), counts[kind], len(different)))
        for table, (draw, law) in zip(drawn, named.items(), strict=True):
            make = random_streams.uniforms if law == "uniform" else random_streams.normals
            for column, replicate in enumerate(different):
                table[:, column] = make(seed, replicate, place, _stream(kind, draw), counts[kind])
        whole = drawn if len(different) == len(lane) else drawn[:, :, lane]
        luck[kind] = np.ascontiguousarray(whole).reshape(len(named), -1)
    return luck


def _stream(kind: str, draw: str) -> str:
    """The name of the stream of a draw of the start."""
    if draw.removeprefix("next_") in random_streams.PERSON and kind == "teacher":
        return f"teacher.{'successor' if draw.startswith('next_') else 'teacher'}.{draw.removeprefix('next_')}"
    return {"tie.known": "tie.start"}.get(f"{kind}.{draw}", f"{kind}.{draw}")


def delays_of(numbers: Column) -> NDArray[np.int64]:
    """How many months each lever takes to act, shape (levers, lanes), of ``numbers`` (numbers, lanes)."""
    rank = {name: place for place, name in enumerate(PARAMETERS)}
    return np.rint(numbers[[rank[lever.delay] for lever in all_levers().values()]]).astype(np.int64)
