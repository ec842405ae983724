"""The settings of runs side by side: as they are committed (paid for) and as they are effective (act)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kkgsim.design.study import Study, names_of, setting_rank
from kkgsim.engine.sampling import delays_of
from kkgsim.model.arrays import Array
from kkgsim.scenario.scenario import Scenario, effective


class PolicyTables(NamedTuple):
    """The settings of some lanes, each of shape (settings, months, lanes)."""

    effective: Array
    committed: Array


@dataclass(frozen=True)
class PolicyPlan:
    """What a scenario commits, and what of it differs between lanes.

    ``committed`` (settings, months) is what the scenario pays; row ``rows[i]`` of it is replaced, in the months in
    which ``at_work[i]`` holds, by column ``columns[i]`` of a point. ``since`` (levers, months) counts the months a
    lever has been at work. For each ``(first, last, column)`` of ``switched`` the rows from ``first`` up to ``last``,
    those of a lever that is off or on, are multiplied by that column of a point.
    """

    committed: Array
    since: NDArray[np.int64]
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
        return PolicyTables(effective(committed, self.since, delays_of(parameters)), committed)


def scenario_plan(scenario: Scenario) -> PolicyPlan:
    """The plan of a scenario that is the same in all lanes."""
    return PolicyPlan(scenario.committed(), scenario.since())


def study_plan(study: Study, scenario: Scenario) -> PolicyPlan:
    """The settings of a study's runs, of which some differ between lanes; ``scenario`` is its own with all phases."""
    columns = study.ranks("setting")
    varied = [study.factors[column] for column in columns]
    active = [scenario.at_work(factor.lever) for factor in varied]
    return PolicyPlan(
        scenario.committed(), scenario.since(), tuple(setting_rank(factor.name) for factor in varied), tuple(columns),
        np.array(active, dtype=bool).reshape(len(varied), scenario.months), _switches(study),
    )  # fmt: skip


def _switches(study: Study) -> tuple[tuple[int, int, int], ...]:
    """The rows of the settings of each lever that varies as a whole, and its column in a point."""
    switches = []
    for column in study.ranks("lever"):
        rows = [setting_rank(name) for name in names_of(study.factors[column].name)]
        switches.append((rows[0], rows[-1] + 1, column))
    return tuple(switches)
