"""Decisions over time: levers that come and go, are aimed, or react, as choices; and what keeping still loses."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

from kkgsim.analysis.comparison.compare import compare, yearly_cost
from kkgsim.analysis.optimisation.archive import Plan
from kkgsim.analysis.optimisation.objectives import Objective, PackageEvaluation
from kkgsim.analysis.optimisation.packages import Space, as_scenario, choosing
from kkgsim.analysis.optimisation.schedules import SCHEDULES, THROUGHOUT, scheduled, timings_of
from kkgsim.analysis.optimisation.search import PACKAGES, search
from kkgsim.analysis.optimisation.verdict import static_regret
from kkgsim.cli.main import main
from kkgsim.design.read_study import read_study
from kkgsim.i18n import Text
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.scenario.read import read_scenario, write_scenario
from kkgsim.scenario.resolve import place_named

from .planted import SPACE, formula

TIMINGS = timings_of(SPACE.factors, 36)
TIMED = replace(SPACE, timings=TIMINGS)
NAMES = [schedule.name for schedule in SCHEDULES]


def timed_formula(points: np.ndarray) -> dict[str, np.ndarray]:
    """The planted formula, in which the team alone may work in the first half for half the money and the same gain."""
    found = formula(points[:, :4])
    saved = np.where(points[:, 4] == NAMES.index("first_half"), 5.0 * points[:, 0], 0.0)
    return {**found, "cost": found["cost"] - saved, "spent": found["spent"] - saved}


def test_a_rule_of_the_whole_district_is_not_aimed_and_a_short_horizon_has_no_reactions() -> None:
    study = SPACE.factors
    assert {lever for lever, _ in TIMINGS} == {factor.lever for factor in study}
    assert all(options[0] is THROUGHOUT for _, options in TIMINGS)
    assert all(schedule.when is None and schedule.until is None for _, o in timings_of(study, 6) for schedule in o)


def test_a_planted_way_of_coming_and_going_is_taken_and_beats_every_static_package() -> None:
    plan = Plan(PACKAGES, 40.0, 500, seed=1)
    found = search(TIMED, timed_formula, plan)
    gain = found.measures["gain"]
    best = int(np.argmax(np.where(found.lawful, gain, -np.inf)))
    assert not found.static[best]
    assert TIMED.schedules(found.packages[best])["facilitator_team"].name == "first_half"
    still = np.where(found.lawful & found.static, gain, -np.inf).max()
    assert gain[best] > 1.1 * still
    assert found.static.sum() >= 200, "packages at work throughout were searched, too"


def test_the_schedule_of_a_lever_that_is_not_at_work_is_none() -> None:
    package = TIMED.off.copy()
    package[4:] = 1
    assert TIMED.schedules(package) == {}
    assert (TIMED.points(package[None]) == TIMED.points(TIMED.off[None])).all()


def test_what_keeping_still_loses_is_paired_and_has_its_interval() -> None:
    stream = np.random.default_rng(3)
    shared = stream.normal(1.0, 1.0, (1, 200))
    gains = shared + np.array([[0.0], [0.2]]) + stream.normal(0.0, 0.1, (2, 200))
    winners = SimpleNamespace(searched={"gain": np.array([1.0, 2.0])}, fresh={"gains": gains})
    regret = static_regret(winners, np.array([True, False]))  # type: ignore[arg-type]
    assert (regret.best, regret.static) == (1, 0)
    assert regret.lost[1] < 0.2 < regret.lost[2]
    assert regret.lost[2] - regret.lost[1] < 0.05, "shared luck cancels"
    assert static_regret(winners, np.array([False, False])) is None  # type: ignore[arg-type]


def test_packages_that_come_and_go_are_played_as_the_scenarios_that_are_written(small: Path) -> None:
    study = choosing(read_study(small), "small")
    months = study.scenario.months
    place, timings = study.where(), timings_of(study.factors, months)
    weigh = PackageEvaluation(study, place, Objective("attendance_share"), timings=timings)
    space = Space.of(study.factors, timings)
    package = space.everything.copy()
    package[len(study.factors)] = 1
    (schedule,) = space.schedules(package).values()
    assert schedule.name == "first_half"
    found = weigh(space.points(np.stack([package, space.everything])))
    chosen = package[len(study.factors) :]
    settings = space.settings(package)
    words = Text("It", "Itu")
    scenario = as_scenario(scheduled(study, timings, chosen), settings, "it", words, words)
    again = compare([scenario], place, replicates=study.replicates, seed=study.seed)
    rank = list(OUTCOMES).index("attendance_share")
    gains = again.played[0].monthly[rank].mean(axis=0) - again.against[0].monthly[rank].mean(axis=0)
    assert found["gains"][0] == pytest.approx(gains, abs=1e-12)
    extra = (yearly_cost(again.played[0]) - yearly_cost(again.against[0])).mean()
    assert found["cost"][0] == pytest.approx(extra, rel=1e-12)
    assert found["cost"][0] < found["cost"][1]
    assert "start = 1" in write_scenario(scenario)


def test_the_command_says_what_keeping_still_loses(small: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    words = ["search", small, "--timed", "--budget", "30e6", "--evaluations", "240", "--fresh", "5", "--show", "2",
             "--outcome", "attendance_share", "--out", out]  # fmt: skip
    done = CliRunner().invoke(main, [str(word) for word in words])
    assert done.exit_code == 0, done.output
    text = " ".join(done.output.split())
    assert any(said in text for said in ("at work throughout loses something", "not certain that coming and going pays",
                                         "is at work throughout."))  # fmt: skip
    assert "both means of all months" in text
    weighed = pd.read_csv(out / "weighed.csv")
    schedules = weighed.filter(like="_schedule")
    assert set(np.unique(schedules.to_numpy().astype(str))) <= set(NAMES)
    assert len(np.unique(schedules.to_numpy().astype(str))) > 1
    for path in sorted(out.glob("package-*.toml")):
        scenario = read_scenario(path)
        compare([scenario], place_named(scenario.place, out), replicates=1, seed=1)
