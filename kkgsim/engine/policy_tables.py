"""The settings of runs side by side: as they are committed (paid for) and as they are effective (act)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kkgsim.engine.sampling import delays_of
from kkgsim.scenario.scenario import Scenario, effective

Table = NDArray[np.float64]


class PolicyTables(NamedTuple):
    """The settings of some lanes, each of shape (settings, months, lanes)."""

    effective: Table
    committed: Table


@dataclass(frozen=True)
class PolicyPlan:
    """What a scenario commits, and what of it differs between lanes.

    ``committed`` (settings, months) is what the scenario pays; row ``rows[i]`` of it is replaced, in the months in
    which ``at_work[i]`` holds, by column ``columns[i]`` of a point. ``since`` (levers, months) counts the months a
    lever has been at work. For each ``(first, last, column)`` of ``switched`` the rows from ``first`` up to ``last``,
    those of a lever that is off or on, are multiplied by that column of a point.
    """

    committed: Table
    since: NDArray[np.int64]
    rows: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()
    at_work: NDArray[np.bool_] = field(default_factory=lambda: np.zeros((0, 0), dtype=bool))
    switched: tuple[tuple[int, int, int], ...] = ()

    def tables(self, parameters: Table, points: Table | None = None) -> PolicyTables:
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


def plan_of(scenario: Scenario) -> PolicyPlan:
    """The plan of a scenario that is the same in all lanes."""
    return PolicyPlan(scenario.committed(), scenario.since())
