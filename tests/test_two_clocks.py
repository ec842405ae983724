"""Both clocks give the same numbers, exactly."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from conftest import EVERYTHING, SHIPPED, only

from kkgsim.engine import run_result
from kkgsim.engine.calls import added
from kkgsim.engine.mesa_model import KKGModel
from kkgsim.engine.run_result import SCHOOL_COLUMNS, RunResult, summed
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.i18n import Text
from kkgsim.model import entities
from kkgsim.model.levers import all_levers
from kkgsim.model.outcomes import GROUPED, OUTCOMES
from kkgsim.model.rules import inclining
from kkgsim.model.schedule import ORDER
from kkgsim.places.place import Place
from kkgsim.scenario.read import read_scenario
from kkgsim.scenario.resolve import place_named
from kkgsim.scenario.scenario import Change, Phase, Scenario

GRANT = {**EVERYTHING, "guideline_implementation_grant": 8_000_000.0, "bosda_minimum_share": 0.0}
"""Every lever at work, and a KKG that lives on a grant."""
SETTLED = 18
"""Months after which a policy has come to act in every month of the year, whatever it waited for."""


def played_out(place: Place, scenario: Scenario, **how) -> KKGModel:
    model = KKGModel(place, scenario=scenario, **how)
    while model.running:
        model.step()
    return model


def over_clusters(model: KKGModel) -> tuple[np.ndarray, np.ndarray]:
    """Sums of values and of weights over the place, shape (outcomes, months)."""
    return tuple(np.array([summed(v, 1) for v in each]).T for each in (model.value, model.weight))  # type: ignore[return-value]


def over_time(value: np.ndarray, weight: np.ndarray) -> np.ndarray:
    return run_result.over_time(value[:, :, None], weight[:, :, None])[:, :, 0]


def assert_same(model: KKGModel, played: RunResult, replicate: int) -> None:
    value, weight = over_clusters(model)
    ranks = [list(OUTCOMES).index(outcome) for outcome, _ in GROUPED]
    of_group, in_group = np.array(model.group_value).T, np.array(model.group_weight).T
    mine = {
        "monthly": over_time(value, weight),
        "groups": over_time(of_group, in_group),
        "rest": over_time(value[ranks] - of_group, weight[ranks] - in_group),
        "ledger": np.array(model.ledger).T,
        "purses": np.array(model.purses).T,
    }
    for name, table in mine.items():
        np.testing.assert_array_equal(table, getattr(played, name)[:, :, replicate], err_msg=name)


def assert_same_people(model: KKGModel, played: RunResult) -> None:
    for name in entities.names("teacher"):
        mine = np.array([getattr(teacher, name) for teacher in model.teachers])
        np.testing.assert_array_equal(mine, played.teachers[name], err_msg=name)
    np.testing.assert_array_equal(np.array([tie.strength for tie in model.ties]), played.ties)
    for rank, name in enumerate(SCHOOL_COLUMNS):
        mine = np.array([getattr(school, name) for school in model.schools])
        np.testing.assert_array_equal(mine, played.schools[rank, :, 0], err_msg=name)


def until_settled(scenario: Scenario) -> Scenario:
    """The scenario up to some months after the last time that anything in it begins, changes or ends."""
    edges = [month for phase in scenario.policy for month in (phase.start, *(change.month for change in phase.changes))]
    edges += [phase.end for phase in scenario.policy if phase.end < scenario.months]
    return scenario.with_horizon(min(scenario.months, max(edges, default=0) + SETTLED))


MORE = ("full-package", "pilot")
"""Scenarios that agents play in every third cluster: every lever, and one for three clusters. Of the others every fifth
cluster is enough; with ``-m long`` all are played in their whole places."""


@pytest.mark.parametrize("whole", [False, pytest.param(True, marks=pytest.mark.long)], ids=["some", "whole"])
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_scenario_is_the_same_on_both_clocks(path: Path, whole: bool) -> None:
    scenario = until_settled(read_scenario(path))
    place = place_named(scenario.place, path.parent)
    some = place if whole else only(place, *place.clusters[:: 3 if path.stem in MORE else 5])
    model = played_out(some, scenario, replicate=1, uncertain=True)
    assert_same(
        model, simulate_scenarios([scenario], some, replicates=2, seed=scenario.seed, uncertain=True, lanes=2)[0], 1
    )


@pytest.mark.parametrize("uncertain", [False, True])
@pytest.mark.parametrize("settings", [EVERYTHING, GRANT], ids=["everything", "grant"])
@pytest.mark.parametrize("where", ["tiny", "hills"])
def test_every_person_ends_in_the_same_state(request, asked, where: str, settings: dict, uncertain: bool) -> None:
    place, scenario = request.getfixturevalue(where), asked(months=18, **settings)
    model = played_out(place, scenario, uncertain=uncertain)
    played = simulate_scenarios([scenario], place, replicates=1, seed=scenario.seed, uncertain=uncertain)[0]
    assert_same(model, played, 0)
    assert_same_people(model, played)


@pytest.mark.parametrize("first", [1, 4, 12])
def test_a_run_may_start_in_any_month(hills, asked, first: int) -> None:
    scenario = replace(asked(months=14, **EVERYTHING), first_month=first)
    model = played_out(hills, scenario)
    played = simulate_scenarios([scenario], hills, replicates=1, seed=scenario.seed, uncertain=False)[0]
    assert_same(model, played, 0)
    july = simulate_scenarios(
        [replace(scenario, first_month=7)], hills, replicates=1, seed=scenario.seed, uncertain=False
    )[0]
    assert not np.array_equal(played.monthly, july.monthly)


def some_policy(draw: np.random.Generator, months: int) -> tuple[Phase, ...]:
    """Some levers, each with one or two phases, settings anywhere in their ranges, and now and then a change."""
    policy = []
    for lever in all_levers().values():
        edges = sorted(draw.choice(months, size=4, replace=False) + 1)
        for start, end in ((edges[0], edges[1]), (edges[2], edges[3]))[: draw.integers(0, 3)]:
            first, later = (
                {s.name: float(draw.choice([0.0, draw.random(), 1.0]) * s.high) for s in lever.settings}
                for _ in range(2)
            )
            change = Change(int(draw.integers(start, end + 1)), later, str(draw.choice(lever.payers)))
            changes = (change,) if draw.random() < 0.5 else ()
            policy.append(Phase(lever.name, int(start), int(end), first, str(draw.choice(lever.payers)), changes))
    return tuple(policy)


@pytest.mark.parametrize("seed", range(4))
def test_any_bundle_of_levers_on_any_schedule_is_the_same(tiny, hills, seed: int) -> None:
    draw = np.random.default_rng(seed)
    months, place = int(draw.integers(16, 30)), (tiny, hills)[seed % 2]
    policy = some_policy(draw, months)
    assert len(policy) > 10
    words = Text("any", "any")
    scenario = Scenario("any", words, words, "tiny", months, 2, seed, policy, first_month=int(draw.integers(1, 13)))
    model = played_out(place, scenario, replicate=1, uncertain=True)
    assert_same(model, simulate_scenarios([scenario], place, replicates=2, seed=seed, uncertain=True)[0], 1)


def pull_of_exams(teacher, calendar, n):
    """Exams to be written bring teachers together, those who are motivated most."""
    return 0.7 * calendar.exams * teacher.motivation


def test_a_new_pull_may_ask_for_anything_a_rule_over_teachers_may(tiny, asked, monkeypatch) -> None:
    """One that reads the calendar, which no pull of ours does: one entry, and both clocks add it up. They do so in an
    order in which most steps are knocked out, which both follow."""
    words = Text("exams to be written", "penyusunan soal ujian")
    monkeypatch.setattr(inclining, "TERMS", (*inclining.TERMS, (pull_of_exams, words)))
    sums = (("inclination", (*inclining.INCLINATION, pull_of_exams)),)
    kept = {"scheduling.schedule", "scheduling.find_the_way", "attending.weigh", "attending.decide", "attending.arrive"}
    order = tuple(replace(step, sums=sums) if step.sums else step for step in ORDER if step.name in kept)
    scenario = replace(asked(months=12), first_month=7)
    model = KKGModel(tiny, scenario=scenario, order=order)
    pulls = []
    while model.running:
        model.step()
        told = [teacher.why() for teacher in model.teachers]
        assert {why.terms[-1][0] for why in told} == {words}
        pulls.append(sum(why.terms[-1][1] for why in told))
        for teacher, why in zip(model.teachers, told, strict=True):
            assert added([why.base, *(value for _, value in why.terms)]) == teacher.inclined
    assert 0 < sum(pull > 0.0 for pull in pulls) < 12, "some months have exams"
    played = simulate_scenarios([scenario], tiny, replicates=1, seed=scenario.seed, uncertain=False, order=order)[0]
    assert_same(model, played, 0)
    assert played.monthly[list(OUTCOMES).index("attendance_share")].max() > 0.0


def test_members_of_a_group_and_the_rest_make_up_the_whole(hills, asked) -> None:
    """Recomputed from the agents: what far schools, contract teachers and weak starters had, and everybody else."""
    model = played_out(hills, asked(months=5, **EVERYTHING))
    played = simulate_scenarios([asked(months=5, **EVERYTHING)], hills, replicates=1, seed=7, uncertain=False)[0]
    members = {
        "far": lambda teacher: teacher.school.far > 0.5,
        "contract": lambda teacher: teacher.permanent < 0.5,
        "weak": lambda teacher: teacher.weak > 0.5,
    }
    for name, inside in members.items():
        row = GROUPED.index(("practice_mean", name))
        for table, wanted in ((played.groups, True), (played.rest, False)):
            mine = [t.practice for t in model.teachers if inside(t) is wanted]
            assert len(mine) > 5
            assert table[row, -1, 0] == pytest.approx(np.mean(mine))
