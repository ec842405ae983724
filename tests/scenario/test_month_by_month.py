"""What a scenario asks month by month: its settings and who pays."""

from __future__ import annotations

import numpy as np
import pytest

from kkgsim.model.levers import all_levers, all_settings
from kkgsim.scenario.read import parse_scenario

from .files_by_hand import TOP, row

pytestmark = pytest.mark.filterwarnings("error")


def test_settings_month_by_month() -> None:
    text = (
        TOP.replace("36", "10")
        + """
[[policy]]
lever = "facilitator_team"
start = 3
end = 8
per_10_schools = 1.0
[[policy.change]]
month = 5
per_10_schools = 2.0
[[policy.change]]
month = 7
per_10_schools = 0
formal_status = 1
[[policy]]
lever = "facilitator_team"
start = 10
"""
    )
    scenario = parse_scenario(text, "x")
    assert row(scenario, "facilitator_team_per_10_schools") == [0, 0, 1, 1, 2, 2, 0, 0, 0, 1]
    assert row(scenario, "facilitator_team_formal_status") == [0, 0, 0, 0, 0, 0, 1, 1, 0, 0]
    table = scenario.committed()
    assert table.shape == (len(all_settings()), 10)
    assert table.dtype == np.float64
    assert np.count_nonzero(table) == 7


def test_no_policy_and_a_policy_of_zeros_are_the_same_table() -> None:
    zeros = TOP + "".join(
        f'[[policy]]\nlever = "{lever.name}"\n' + "".join(f"{each.name} = 0\n" for each in lever.settings)
        for lever in all_levers().values()
    )
    assert np.array_equal(parse_scenario(zeros, "x").committed(), parse_scenario(TOP, "x").committed())
    assert not parse_scenario(zeros, "x").committed().any()


def test_one_month_and_the_last_month() -> None:
    text = TOP + '[[policy]]\nlever = "monitoring"\nstart = 36\nend = 36\nper_year = 4\n'
    assert row(parse_scenario(text, "x"), "monitoring_per_year") == [0.0] * 35 + [4.0]


def test_payers_month_by_month() -> None:
    text = (
        TOP.replace("36", "8")
        + """
[[policy]]
lever = "followup_mentoring"
start = 2
end = 5
payer = "donor"
[[policy.change]]
month = 4
payer = "province"
[[policy]]
lever = "followup_mentoring"
start = 7
"""
    )
    paid = parse_scenario(text, "x").payers()
    assert paid["followup_mentoring"] == (
        "district", "donor", "donor", "province", "province", "province", "district", "district",
    )  # fmt: skip
    assert set(paid) == set(all_levers())
    assert paid["bos_allocation"] == ("bos",) * 8
