"""The scenarios that come with kkgsim."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kkgsim.model.levers import all_levers
from kkgsim.scenario.read import parse_scenario, read_scenario, write_scenario

from .files_by_hand import SCENARIOS, SHIPPED, row

pytestmark = pytest.mark.filterwarnings("error")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_scenarios_read(path: Path) -> None:
    from kkgsim.places.place_io.files import open_place

    scenario = read_scenario(path)
    assert scenario.name == path.stem
    assert scenario.seed == 2026
    assert scenario.replicates == (60 if scenario.drawn else 1)
    assert all((scenario.title.en, scenario.title.id, scenario.about.en, scenario.about.id))
    assert scenario.title.en != scenario.title.id
    assert open_place(scenario.place).schools


def test_all_shipped_scenarios_are_there() -> None:
    assert {path.stem for path in SHIPPED} >= {
        "today-in-janapria", "facilitator-team", "bos-for-kkg", "donor-leaves", "district-takes-over",
        "remote-district", "full-package", "rule-on-paper", "rule-with-budget", "own-people", "remote-online",
        "weekly-kkg",
    }  # fmt: skip
    package = read_scenario(SCENARIOS / "full-package.toml")
    assert [phase.lever for phase in package.policy] == list(all_levers())
    assert not read_scenario(SCENARIOS / "today-in-janapria.toml").committed().any()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_scenarios_written_again(path: Path) -> None:
    scenario = read_scenario(path)
    assert replace(parse_scenario(write_scenario(scenario), str(path)), text="") == replace(scenario, text="")


def test_a_donor_who_leaves_and_a_district_that_takes_over() -> None:
    left = read_scenario(SCENARIOS / "donor-leaves.toml")
    taken = read_scenario(SCENARIOS / "district-takes-over.toml")
    for name in ("facilitator_team_per_10_schools", "followup_mentoring_visits"):
        assert row(left, name)[:24] == row(taken, name)[:24]
        assert row(left, name)[23] > 0
        assert row(left, name)[24:] == [0.0] * 24
        assert row(taken, name)[24:] == row(taken, name)[:24]
    assert row(taken, "facilitator_team_formal_status") == [0.0] * 24 + [1.0] * 24
    for lever in ("facilitator_team", "followup_mentoring"):
        assert taken.payers()[lever] == ("donor",) * 24 + ("district",) * 24
        assert left.payers()[lever] == ("donor",) * 48
