"""The tables of a batch in which every lane is another point: settings as paid and as they bite, numbers, payers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kkgsim.draws import waits_of
from kkgsim.levers.lever import PAYERS
from kkgsim.scenario import Scenario, biting
from kkgsim.study.accounts import payers_in
from kkgsim.sweep.study import Points, Study, names_of, setting_rank

Table = NDArray[np.float64]


@dataclass(frozen=True)
class Policy:
    """The settings of a study's runs, many lanes at once.

    ``paid`` (settings, months) is what the scenario pays; row ``rows[i]`` of it is replaced, in the months in which
    ``at_work[i]`` holds, by column ``columns[i]`` of a point. ``since`` (levers, months) counts the months a lever has
    been at work. For each ``(first, last, column)`` of ``switched`` the rows from ``first`` up to ``last``, those of a
    lever that is off or on, are multiplied by that column of a point.
    """

    paid: Table
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    at_work: NDArray[np.bool_]
    since: NDArray[np.int64]
    switched: tuple[tuple[int, int, int], ...] = ()

    def tables(self, points: Points, numbers: Table) -> tuple[Table, Table]:
        """Settings as they bite and as they are paid for, each of shape (settings, months x lanes).

        ``points`` has shape (lanes, factors), ``numbers`` (numbers, lanes). The same as
        :meth:`kkgsim.scenario.Scenario.settings` and ``biting`` give lane by lane.
        """
        lanes = len(points)
        paid = np.repeat(self.paid[:, :, None], lanes, axis=2)
        for row, column, at_work in zip(self.rows, self.columns, self.at_work, strict=True):
            paid[row, at_work] = points[:, column]
        for first, last, column in self.switched:
            paid[first:last] *= points[:, column]
        bites = biting(paid, self.since, waits_of(numbers))
        return bites.reshape(len(paid), -1), paid.reshape(len(paid), -1)


def policy_of(study: Study, played: Scenario) -> Policy:
    """The settings of a study's runs; ``played`` is its scenario with all phases."""
    columns = study.ranks("setting")
    varied = [study.factors[column] for column in columns]
    working = [played.at_work(factor.lever) for factor in varied]
    return Policy(
        played.settings(), tuple(setting_rank(factor.name) for factor in varied), tuple(columns),
        np.array(working, dtype=bool).reshape(len(varied), played.months), played.since(), _switched(study),
    )  # fmt: skip


def _switched(study: Study) -> tuple[tuple[int, int, int], ...]:
    """The rows of the settings of each lever that varies as a whole, and its column in a point."""
    found = []
    for column in study.ranks("lever"):
        rows = [setting_rank(name) for name in names_of(study.factors[column].name)]
        found.append((rows[0], rows[-1] + 1, column))
    return tuple(found)


def payer_shares(scenario: Scenario) -> Table:
    """1 where a payer pays a cost item in a month, shape (payers, items x months); what is paid in time is nowhere."""
    paid = payers_in(scenario)
    return np.array([[[float(who == payer) for who in item] for item in paid] for payer in PAYERS]).reshape(
        len(PAYERS), -1
    )
