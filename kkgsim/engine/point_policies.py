"""What differs between the runs of a study: settings, and who pays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kkgsim.design.study import Study, names_of, setting_rank
from kkgsim.engine.accounts import payers_in
from kkgsim.engine.policy_tables import PolicyPlan
from kkgsim.model.levers.lever import PAYERS
from kkgsim.scenario.scenario import Scenario

Table = NDArray[np.float64]


def plan_of(study: Study, played: Scenario) -> PolicyPlan:
    """The settings of a study's runs; ``played`` is its scenario with all phases."""
    columns = study.ranks("setting")
    varied = [study.factors[column] for column in columns]
    working = [played.at_work(factor.lever) for factor in varied]
    return PolicyPlan(
        played.committed(), played.since(), tuple(setting_rank(factor.name) for factor in varied), tuple(columns),
        np.array(working, dtype=bool).reshape(len(varied), played.months), _switched(study),
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
