"""A place of several districts: each district is played by itself, and what they had is added up.

A district has an office, a budget and staff of its own, so districts touch each other nowhere. One after the other
they need no more memory than the largest of them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kkgsim import chance, engine, run, things
from kkgsim.places.districts import District, districts_of
from kkgsim.places.place import Place
from kkgsim.run import Played, Sums
from kkgsim.scenario import Scenario
from kkgsim.study.accounts import check

Array = NDArray[np.float64]
ROOM = 256 * 2**20
"""Bytes that the luck and the people of a batch may take in each worker."""


@dataclass(frozen=True)
class Part:
    """What one district had under each scenario.

    ``counts`` says how many schools, clusters, teachers and pupils there are; ``at_end`` are its outcomes at the end
    (mean of the last year), shape (scenarios, outcomes, replicates), ``cost`` is its money by payer in rupiah a year,
    shape (scenarios, payers, replicates).
    """

    code: str
    name: str
    province: str
    counts: Mapping[str, int]
    at_end: Array
    cost: Array


@dataclass(frozen=True)
class _Found:
    """A district as it was played."""

    district: District
    played: list[Played]
    cost: Array
    pupils: int


def play(
    scenarios: Sequence[Scenario],
    place: Place,
    *,
    replicates: int,
    seed: int,
    uncertain: bool,
    workers: int,
    progress: Callable[[int], None] | None = None,
) -> tuple[list[Played], tuple[Part, ...]]:
    """Play every scenario in every district on the same replicates; the whole, and its districts in order of code.

    A replicate has the same numbers in all districts; luck is each district's own, and the same as when the district
    is played alone. Raises as :func:`kkgsim.run.play` and :func:`kkgsim.study.accounts.check` do.
    """
    engine.ready()
    found: list[_Whole] = [_Whole(scenario, replicates) for scenario in scenarios]
    parts = []

    def work(district: District) -> _Found:
        people = run.people_of(district.place, scenarios[0])
        played = run.play(
            scenarios, district.place, replicates=replicates, seed=seed, uncertain=uncertain,
            lanes=lanes_for(people.counts, scenarios[0].months), people=people,
        )  # fmt: skip
        cost = np.stack([_cost(one) for one in played])
        return _Found(district, played, cost, int(people.pupils.sum()))

    for each in _in_order(work, districts_of(place), workers):
        for whole, played in zip(found, each.played, strict=True):
            whole.add(played)
        parts.append(_part(each))
        if progress is not None:
            progress(len(scenarios) * replicates)
    return [whole.played() for whole in found], tuple(parts)


def lanes_for(counts: Mapping[str, int], months: int) -> int:
    """Runs that may advance side by side in a place; fewer where it is large, so that memory stays within bounds."""
    each = sum(
        8 * count * (len(things.names(kind)) + months * len(chance.names(kind))) for kind, count in counts.items()
    )
    return max(1, min(run.LANES, ROOM // max(each, 1)))


def _in_order(work: Callable[[District], _Found], districts: Sequence[District], workers: int) -> Iterator[_Found]:
    """What comes of each district, in their order; no more of them are waiting than there are workers."""
    with ThreadPoolExecutor(max_workers=max(1, workers)) as pool:
        waiting: deque[Future[_Found]] = deque()
        try:
            for district in districts:
                waiting.append(pool.submit(work, district))
                if len(waiting) > 2 * workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


class _Whole:
    """One scenario in all districts, as they are added up."""

    def __init__(self, scenario: Scenario, replicates: int):
        self._scenario, self._sums = scenario, Sums.empty(scenario.months, replicates)
        self._counts: dict[str, int] = {}
        self._means: list[tuple[Array, Array, Array]] = []

    def add(self, played: Played) -> None:
        """Add a district."""
        self._sums.add(played.sums)
        for kind, count in played.counts.items():
            self._counts[kind] = self._counts.get(kind, 0) + count
        means = (table.mean(axis=-1, keepdims=True) for table in (played.clusters, played.schools, played.practice))
        clusters, schools, practice = means
        self._means.append((clusters, schools, practice))

    def played(self) -> Played:
        """All of them together."""
        clusters, schools, practice = (np.concatenate(each, axis=-2) for each in zip(*self._means, strict=True))
        return Played(self._scenario, self._counts, self._sums, clusters, schools, practice, {}, np.zeros(0))


def _part(found: _Found) -> Part:
    district, counts = found.district, found.played[0].counts
    return Part(
        district.code, district.name, district.province,
        {**{kind: counts[kind] for kind in ("school", "cluster", "teacher")}, "pupil": found.pupils},
        np.stack([one.at_end() for one in found.played]),
        found.cost,
    )  # fmt: skip


def _cost(played: Played) -> Array:
    """Money by payer, rupiah a year, shape (payers, replicates); its accounts are checked."""
    years = played.scenario.months / 12.0
    return np.stack([account.spent.sum(axis=0) for account in check(played).values()]) / years
