"""A place of several districts: each district is played by itself, and what they had is added up.

A district has an office, a budget and staff of its own, so districts touch each other nowhere. Played one after the
other they need no more memory than the largest of them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kkgsim import chance, engine, run, things
from kkgsim.places.districts import District, codes_of, districts_of
from kkgsim.places.place import Place
from kkgsim.run import Played, Sums
from kkgsim.scenario import Scenario
from kkgsim.study.accounts import DoesNotClose, check

Array = NDArray[np.float64]
ROOM = 256 * 2**20
"""Bytes that the luck and the people of a batch may take in each worker."""
COUNTED = ("school", "cluster", "teacher", "pupil")


@dataclass(frozen=True)
class Part:
    """What a district or province had under each scenario, in the order in which they were played.

    ``counts`` says how many of ``COUNTED`` there are; ``at_end`` are the outcomes (mean of the last year), shape
    (scenarios, outcomes, replicates), ``cost`` the money by payer in rupiah a year, shape (scenarios, payers,
    replicates).
    """

    code: str
    name: str
    province: str
    counts: Mapping[str, int]
    at_end: Array
    cost: Array


@dataclass(frozen=True)
class Parts:
    """The districts, by code, and the provinces of a place of several districts."""

    districts: tuple[Part, ...] = ()
    provinces: tuple[Part, ...] = ()


def play(
    scenarios: Sequence[Scenario],
    place: Place,
    *,
    replicates: int,
    seed: int,
    uncertain: bool,
    workers: int,
    progress: Callable[[int], None] | None = None,
) -> tuple[list[Played], Parts]:
    """Play every scenario in every district on the same replicates; the whole, and its parts.

    A replicate has the same numbers in all districts; luck is each district's own, and the same as when the district
    is played alone. Raises as :func:`kkgsim.run.play` and :func:`kkgsim.study.accounts.check` do.
    """
    engine.ready()

    def work(district: District) -> tuple[District, list[Played]]:
        people = run.people_of(district.place, scenarios[0])
        with _named(district):
            played = run.play(
                scenarios, district.place, replicates=replicates, seed=seed, uncertain=uncertain,
                lanes=lanes_for(people.counts, scenarios[0].months), people=people,
            )  # fmt: skip
        return district, played

    nation, districts = _Area(scenarios, replicates), []
    provinces: dict[str, _Area] = {}
    schools: list[list[Array]] = [[] for _ in scenarios]
    for district, played in _in_order(work, districts_of(place), workers):
        alone = _Area(scenarios, replicates)
        province = provinces.setdefault(district.province, _Area(scenarios, replicates))
        for area in (alone, province, nation):
            area.add(played)
        for mine, one in zip(schools, played, strict=True):
            mine.append(one.schools.mean(axis=-1, keepdims=True))
        with _named(district):
            districts.append(alone.part(district.code, district.name, district.province))
        if progress is not None:
            progress(len(scenarios) * replicates)
    named = tuple(area.part(name, name, name) for name, area in sorted(provinces.items()))
    order = np.argsort(np.argsort(codes_of(place), kind="stable"))  # from district by district to that of the place
    whole = [nation.played(rank, np.concatenate(each, axis=1)[:, order]) for rank, each in enumerate(schools)]
    return whole, Parts(tuple(districts), named)


@contextmanager
def _named(district: District) -> Iterator[None]:
    """Say of a failure in which district it was."""
    try:
        yield
    except (run.NotFinite, DoesNotClose) as error:
        raise type(error)(f"{district.name} ({district.code}): {error}") from error


def lanes_for(counts: Mapping[str, int], months: int) -> int:
    """Runs that may advance side by side in a place; fewer where it is large, so that memory stays within bounds."""
    each = 8 * sum(n * (len(things.names(kind)) + months * len(chance.names(kind))) for kind, n in counts.items())
    return max(1, min(run.LANES, ROOM // max(each, 1)))


Found = tuple[District, list[Played]]


def _in_order(work: Callable[[District], Found], districts: Sequence[District], workers: int) -> Iterator[Found]:
    """What comes of each district, in their order; only a few of them wait to be told."""
    with ThreadPoolExecutor(max_workers=max(1, workers)) as pool:
        waiting: deque[Future[Found]] = deque()
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


class _Area:
    """What some districts had together under each scenario."""

    def __init__(self, scenarios: Sequence[Scenario], replicates: int):
        self._scenarios = scenarios
        self._sums = [Sums.empty(scenario.months, replicates) for scenario in scenarios]
        self._counts: dict[str, int] = {}

    def add(self, played: Sequence[Played]) -> None:
        """Add a district."""
        for sums, one in zip(self._sums, played, strict=True):
            sums.add(one.sums)
        for kind, count in played[0].counts.items():
            self._counts[kind] = self._counts.get(kind, 0) + count

    def played(self, rank: int, schools: Array | None = None) -> Played:
        """All of it under one scenario."""
        nothing = np.zeros((0, 0, 1))
        there = nothing if schools is None else schools
        return Played(self._scenarios[rank], self._counts, self._sums[rank], nothing, there, nothing, {}, nothing)

    def part(self, code: str, name: str, province: str) -> Part:
        """What is kept of it. Raises :class:`kkgsim.study.accounts.DoesNotClose` when its accounts do not close."""
        every = [self.played(rank) for rank in range(len(self._scenarios))]
        counts = {kind: self._counts[kind] for kind in COUNTED}
        at_end = np.stack([one.at_end() for one in every])
        return Part(code, name, province, counts, at_end, np.stack([_cost(one) for one in every]))


def _cost(played: Played) -> Array:
    """Money by payer, rupiah a year, shape (payers, replicates)."""
    years = played.scenario.months / 12.0
    return np.stack([account.spent.sum(axis=0) for account in check(played).values()]) / years
