"""A place of several districts: each district is played by itself, and what they had is added up.

A district has an office, a budget and staff of its own, so districts touch each other nowhere. Played one after the
other they need no more memory than the largest of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kkgsim.engine import kernel
from kkgsim.engine.accounts import check
from kkgsim.engine.initial_state import roster_of
from kkgsim.engine.run_result import RunResult, Totals
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.engine.threads import in_order
from kkgsim.engine.validate import DoesNotClose, NonFiniteResult
from kkgsim.model.posterior import USUAL, Drawn
from kkgsim.places.districts import District, codes_of, districts_of
from kkgsim.places.place import Place
from kkgsim.scenario.scenario import Scenario

NO_PROVINCE = "–"
"""The province of districts whose schools name none; a part needs a name and a code."""
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
    at_end: NDArray[np.float64]
    cost: NDArray[np.float64]


@dataclass(frozen=True)
class Parts:
    """The districts, by code, and the provinces of a place of several districts."""

    districts: tuple[Part, ...] = ()
    provinces: tuple[Part, ...] = ()


def simulate_districts(
    scenarios: Sequence[Scenario],
    place: Place,
    *,
    replicates: int,
    seed: int,
    uncertain: Drawn = USUAL,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
) -> tuple[list[RunResult], Parts]:
    """Play every scenario in every district on the same replicates; the whole, and its parts.

    A replicate has the same numbers in all districts; luck is each district's own, and the same as when the district
    is played alone. Raises as :func:`kkgsim.engine.scenarios.simulate_scenarios` and
    :func:`kkgsim.engine.accounts.check` do.
    """
    kernel.ready()

    def work(district: District) -> tuple[District, list[RunResult]]:
        people = roster_of(district.place, scenarios[0])
        with _named(district):
            results = simulate_scenarios(
                scenarios, district.place, replicates=replicates, seed=seed, uncertain=uncertain,
                people=people,
            )  # fmt: skip
        return district, results

    whole = _Whole(scenarios, replicates)
    for district, results in in_order(work, districts_of(place), workers):
        with _named(district):
            whole.add(district, results)
        if progress is not None:
            progress(len(scenarios) * replicates)
    return whole.results(place), whole.parts()


@contextmanager
def _named(district: District) -> Iterator[None]:
    """Say of a failure in which district it was."""
    try:
        yield
    except (NonFiniteResult, DoesNotClose) as error:
        raise type(error)(f"{district.name} ({district.code}): {error}") from error


class _Area:
    """What some districts had together under each scenario."""

    def __init__(self, scenarios: Sequence[Scenario], replicates: int):
        self._scenarios = scenarios
        self._totals = [Totals.empty(scenario.months, replicates) for scenario in scenarios]
        self._counts: dict[str, int] = {}

    def add(self, results: Sequence[RunResult]) -> None:
        """Add a district."""
        for totals, result in zip(self._totals, results, strict=True):
            totals.add(result.totals)
        for kind, count in results[0].counts.items():
            self._counts[kind] = self._counts.get(kind, 0) + count

    def result(self, rank: int, schools: NDArray[np.float64] | None = None) -> RunResult:
        """All of it under one scenario."""
        empty = np.zeros((0, 0, 1))
        by_school = empty if schools is None else schools
        return RunResult(self._scenarios[rank], self._counts, self._totals[rank], empty, by_school, empty, {}, empty)

    def part(self, code: str, name: str, province: str) -> Part:
        """What is kept of it. Raises :class:`kkgsim.engine.accounts.DoesNotClose` when its accounts do not close."""
        results = [self.result(rank) for rank in range(len(self._scenarios))]
        counts = {kind: self._counts[kind] for kind in COUNTED}
        at_end = np.stack([result.at_end() for result in results])
        return Part(code, name, province, counts, at_end, np.stack([_cost(result) for result in results]))


class _Whole:
    """What all districts had, district by district, province by province and together."""

    def __init__(self, scenarios: Sequence[Scenario], replicates: int):
        self._scenarios, self._replicates = scenarios, replicates
        self._nation, self._districts = _Area(scenarios, replicates), list[Part]()
        self._provinces: dict[str, _Area] = {}
        self._schools: list[list[NDArray[np.float64]]] = [[] for _ in scenarios]

    def add(self, district: District, results: Sequence[RunResult]) -> None:
        """Add a district. Raises :class:`~kkgsim.engine.validate.DoesNotClose` when its accounts do not close."""
        alone = _Area(self._scenarios, self._replicates)
        name = district.province or NO_PROVINCE
        province = self._provinces.setdefault(name, _Area(self._scenarios, self._replicates))
        for area in (alone, province, self._nation):
            area.add(results)
        for schools, result in zip(self._schools, results, strict=True):
            schools.append(result.schools.mean(axis=-1, keepdims=True))
        self._districts.append(alone.part(district.code, district.name, name))

    def parts(self) -> Parts:
        """The districts and the provinces."""
        named = tuple(area.part(name, name, name) for name, area in sorted(self._provinces.items()))
        return Parts(tuple(self._districts), named)

    def results(self, place: Place) -> list[RunResult]:
        """All of it under every scenario, its schools in the order of the place."""
        order = np.argsort(np.argsort(codes_of(place), kind="stable"))  # from district by district to that of the place
        return [
            self._nation.result(rank, np.concatenate(schools, axis=1)[:, order])
            for rank, schools in enumerate(self._schools)
        ]


def _cost(result: RunResult) -> NDArray[np.float64]:
    """Money by payer, rupiah a year, shape (payers, replicates)."""
    years = result.scenario.months / 12.0
    return np.stack([account.spent.sum(axis=0) for account in check(result).values()]) / years
