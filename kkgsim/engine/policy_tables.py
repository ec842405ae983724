"""The settings of runs side by side: as they are committed (paid for) and as they are effective (act)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kkgsim.design.study import Points, Study, names_of, setting_rank
from kkgsim.engine.sampling import delays_of
from kkgsim.model.arrays import Array
from kkgsim.places.place import Place
from kkgsim.scenario.scenario import Scenario, effective


class PolicyTables(NamedTuple):
    """The policy of some lanes: its settings as they act and as they are paid for (settings, months, lanes), whom it is
    aimed at and what it waits for (the columns of :data:`~kkgsim.model.reaching.AIM` lever by lever, months, lanes),
    and in which lists of clusters each stands (1, clusters, lanes; None where there are no lists)."""

    effective: Array
    committed: Array
    aims: Array
    lists: Array | None = None


class BudgetTerms(NamedTuple):
    """What of a district's budget differs between lanes: its ceiling in rupiah a year (lanes,), and for how many months
    each lever has been at work (levers, months, lanes)."""

    ceilings: Array
    since: NDArray[np.int64]


MOST_PLANS = 256
"""Plans that are kept at once."""


@dataclass(frozen=True)
class PolicyPlan:
    """What a scenario commits, and what of it differs between lanes.

    ``committed`` (settings, months) is what the scenario pays; row ``rows[i]`` of it is replaced, in the months in
    which ``at_work[i]`` holds, by column ``columns[i]`` of a point. ``since`` (levers, months) counts the months a
    lever has been at work. For each ``(first, last, column)`` of ``switched`` the rows from ``first`` up to ``last``,
    those of a lever that is off or on, are multiplied by that column of a point. ``aims`` (columns, months) say whom
    the policy is aimed at and what it waits for, ``lists`` (clusters) in which lists each cluster stands.
    """

    committed: Array
    since: NDArray[np.int64]
    aims: Array
    lists: Array | None = None
    rows: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()
    at_work: NDArray[np.bool_] = field(default_factory=lambda: np.zeros((0, 0), dtype=bool))
    switched: tuple[tuple[int, int, int], ...] = ()

    def tables(self, parameters: Array, points: Array | None = None) -> PolicyTables:
        """The settings of lanes with ``parameters`` (parameters, lanes) and ``points`` (lanes, factors).

        The same as :meth:`kkgsim.scenario.scenario.Scenario.committed` and ``effective`` give lane by lane.
        """
        lanes = parameters.shape[1]
        values = np.empty((lanes, 0)) if points is None else points
        committed = np.repeat(self.committed[:, :, None], lanes, axis=2)
        for row, column, at_work in zip(self.rows, self.columns, self.at_work, strict=True):
            committed[row, at_work] = values[:, column]
        for first, last, column in self.switched:
            committed[first:last] *= values[:, column]
        aims = np.repeat(self.aims[:, :, None], lanes, axis=2)
        lists = None if self.lists is None else np.repeat(self.lists[None, :, None], lanes, axis=2)
        return PolicyTables(effective(committed, self.since, delays_of(parameters)), committed, aims, lists)


def scenario_plan(scenario: Scenario, place: Place) -> PolicyPlan:
    """The plan of a scenario in a place that is the same in all lanes."""
    return PolicyPlan(scenario.committed(), scenario.since(), scenario.aims(), scenario.lists(place.clusters))


class StudyPlan:
    """The policy of a study's runs. Where more than settings varies (whom a lever is aimed at, when it starts, what the
    district can spend) lanes that share these share a :class:`PolicyPlan`."""

    def __init__(self, study: Study, place: Place):
        self._study, self._place, self._scenario = study, place, study.played()
        self._ways = study.ways
        self._budgets = study.ranks("budget")
        self._plans: dict[tuple[float, ...], PolicyPlan] = {}

    def tables(self, parameters: Array, points: Points) -> PolicyTables:
        """The settings of lanes with ``parameters`` (parameters, lanes) and ``points`` (lanes, factors)."""
        parts = [(lanes, plan.tables(parameters[:, lanes], points[lanes])) for lanes, plan in self._parts(points)]
        if len(parts) == 1:
            return parts[0][1]
        none = np.zeros((1, len(self._place.clusters), 1))
        lists = [(lanes, none if tables.lists is None else tables.lists) for lanes, tables in parts]
        return PolicyTables(
            _stitched([(lanes, tables.effective) for lanes, tables in parts]),
            _stitched([(lanes, tables.committed) for lanes, tables in parts]),
            _stitched([(lanes, tables.aims) for lanes, tables in parts]),
            _stitched(lists) if any(tables.lists is not None for _, tables in parts) else None,
        )

    def terms(self, points: Points) -> BudgetTerms | None:
        """What of the district's budget differs between lanes; None where nothing does."""
        if not self._ways or self._scenario.budget is None:
            return None
        since = _stitched([(lanes, plan.since[:, :, None]) for lanes, plan in self._parts(points)])
        ceiling = np.full(len(points), self._scenario.budget.ceiling)
        return BudgetTerms(points[:, self._budgets[0]] if self._budgets else ceiling, since)

    def _parts(self, points: Points) -> list[tuple[NDArray[np.int64], PolicyPlan]]:
        """Lanes that share a plan, and that."""
        if not self._ways:
            return [(np.arange(len(points)), self._plan(()))]
        ways = np.where(np.isin(self._ways, self._budgets), 0.0, points[:, self._ways])  # a ceiling sets nothing
        different, which = np.unique(ways, axis=0, return_inverse=True)
        rows = enumerate(different.tolist())
        return [(np.flatnonzero(which.reshape(-1) == rank), self._plan(tuple(row))) for rank, row in rows]

    def _plan(self, values: tuple[float, ...]) -> PolicyPlan:
        """The plan of these values of what varies besides settings."""
        if values not in self._plans:
            if len(self._plans) >= MOST_PLANS:
                self._plans.clear()
            scenario = self._study.with_ways(self._scenario, values)
            self._plans[values] = study_plan(self._study, scenario, self._place)
        return self._plans[values]


def _stitched(parts: list[tuple[NDArray[np.int64], NDArray[Any]]]) -> NDArray[Any]:
    """Tables whose last axis are lanes, put together in the order of the lanes; one with a single lane is that of
    all."""
    lanes_in_all = sum(len(lanes) for lanes, _ in parts)
    like = parts[0][1]
    whole = np.empty((*like.shape[:-1], lanes_in_all), like.dtype)
    for lanes, table in parts:
        whole[..., lanes] = table
    return whole


def study_plan(study: Study, scenario: Scenario, place: Place) -> PolicyPlan:
    """The settings of a study's runs, of which some differ between lanes; ``scenario`` is its own with all phases."""
    columns = study.ranks("setting")
    varied = [study.factors[column] for column in columns]
    active = [scenario.at_work(factor.lever) for factor in varied]
    return PolicyPlan(
        scenario.committed(), scenario.since(), scenario.aims(), scenario.lists(place.clusters),
        tuple(setting_rank(factor.name) for factor in varied), tuple(columns),
        np.array(active, dtype=bool).reshape(len(varied), scenario.months), _switches(study),
    )  # fmt: skip


def _switches(study: Study) -> tuple[tuple[int, int, int], ...]:
    """The rows of the settings of each lever that varies as a whole, and its column in a point."""
    switches = []
    for column in study.ranks("lever"):
        rows = [setting_rank(name) for name in names_of(study.factors[column].name)]
        switches.append((rows[0], rows[-1] + 1, column))
    return tuple(switches)
