"""People from the place, in sizes: Janapria at the book's values, two years, with and without each mechanism."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace

import numpy as np
import pytest
from conftest import made, policy_in

from kkgsim.engine import sampling
from kkgsim.engine.mesa_model import KKGModel
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.i18n import Text
from kkgsim.model import entities
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.rules import moving_on
from kkgsim.places.place_io.files import open_place
from kkgsim.scenario.resolve import phases
from kkgsim.scenario.scenario import Assumption, Scenario

MONTHS, REPLICATES = 24, 16
N = SimpleNamespace(**sampling.base_numbers())
TEAM = {"facilitator_team_per_10_schools": 3.0}
COACHING = {**TEAM, "followup_mentoring_visits": 1.0, "release_from_teaching_days": 2.5}
ARMS: dict[str, tuple[dict[str, float], dict[str, float]]] = {
    "today": ({}, {}),
    "coaching": (COACHING, {}),
    "drawn by lot": (COACHING, {"chosen_by_ability": 0.0}),
    "dense": ({**COACHING, "facilitator_team_per_10_schools": 12.0}, {"trained_in_a_month": 30.0}),
    "team": ({**TEAM, "followup_mentoring_visits": 1.0}, {}),
    "nobody pays substitutes": (COACHING, {"honorarium_cap": 0.0}),
    "all substitutes paid": (COACHING, {"contract_pay": 0.0}),
    "visits": ({"followup_mentoring_visits": 0.5}, {}),
    "visits and checks": ({"followup_mentoring_visits": 0.5, "monitoring_internal_per_year": 12.0}, {}),
    "visits and cadre": ({"followup_mentoring_visits": 0.5, "supervisor_merit_cadre": 1.0}, {}),
    "principals": ({"principal_development_share": 1.0}, {}),
    "principals who lead nothing": ({"principal_development_share": 1.0}, {"principal_sessions": 0.0}),
    "tutors": ({"core_teachers_per_cluster": 2.0}, {}),
    "courses": ({"provider_partnership_places": 1.0}, {}),
    "coaching, more leave": (COACHING, {"teacher_leaves": 0.15}),
    "coaching, more move": (COACHING, {"teacher_moves": 0.105}),
}
"""Policies, and the numbers that differ from the book's."""


def scenario(name: str) -> Scenario:
    policy, numbers = ARMS[name]
    assumed = tuple(Assumption(number, value, value, value, "test") for number, value in numbers.items())
    return Scenario(name, Text(name, name), Text("", ""), "janapria", MONTHS, REPLICATES, 9, phases(policy, MONTHS),
                    assumed)  # fmt: skip


@cache
def played() -> dict[str, np.ndarray]:
    """All outcomes of every arm by month, means over the replicates, shape (outcomes, months)."""
    runs = simulate_scenarios(
        [scenario(name) for name in ARMS], open_place("janapria"), replicates=REPLICATES, seed=9, uncertain=False
    )
    return {name: run.monthly.mean(axis=-1) for name, run in zip(ARMS, runs, strict=True)}


def end(arm: str, outcome: str) -> float:
    """The mean of an outcome over the last twelve months."""
    return float(played()[arm][list(OUTCOMES).index(outcome), -12:].mean())


def gain(arm: str, outcome: str = "literacy_mean", against: str = "today") -> float:
    return end(arm, outcome) - end(against, outcome)


def test_a_team_of_the_ablest_does_more_than_one_drawn_by_lot() -> None:
    assert 0.6 < gain("drawn by lot") / gain("coaching") < 0.92
    for arm in ("coaching", "drawn by lot"):
        assert end(arm, "facilitators_active") == pytest.approx(15.0, rel=0.06), "as many as are paid for"


def test_the_larger_the_team_the_less_able_and_never_larger_than_the_number_of_the_willing() -> None:
    """Three for fifty schools, and as many as there are."""
    skills = {}
    for team in (0.6, 12.0):
        many = KKGModel("janapria", months=5, seed=3, facilitator_team_per_10_schools=team)
        many.n.trained_in_a_month, many.n.facilitator_recruited = 100.0, 1.0
        while many.running:
            many.step()
        skills[team] = float(np.mean([f.skill for f in many.facilitators if f.active]))
        serving = [f.teacher for f in many.facilitators if f.active]
        assert len(set(serving)) == len(serving) <= team * len(many.schools) / 10.0 + 1.0
    assert skills[0.6] - skills[12.0] > 0.12
    assert len(many.facilitators) == round(sampling.base_numbers()["willing_share"] * len(many.teachers))


def test_four_times_the_team_does_hardly_more() -> None:
    """Visits are made already; those who come last are less able, and their classes miss them."""
    assert end("dense", "facilitators_active") > 3.0 * end("coaching", "facilitators_active")
    assert 0.8 * gain("coaching") < gain("dense") < 1.2 * gain("coaching")
    assert gain("dense", "lessons_lost_share", against="coaching") > 0.001


def test_release_gives_days_and_takes_lessons_most_where_nobody_pays_a_substitute() -> None:
    lost = {arm: end(arm, "lessons_lost_share") for arm in ("today", "team", *(a for a in ARMS if "substitutes" in a))}
    assert lost["nobody pays substitutes"] - lost["all substitutes paid"] > 0.004, "half a point of all lessons"
    assert lost["team"] - lost["today"] > 0.001, "without release some days of service fall on lessons"
    assert gain("all substitutes paid") > gain("nobody pays substitutes")
    assert gain("coaching", "visits_made_mean", against="team") > 0.2, "visits per teacher and month"


def test_what_release_costs_is_felt_in_the_class_of_whoever_is_released() -> None:
    """In two years the classes of those who serve fall behind what they would have gained by 0.03 SD and more."""
    unpaid = {"pass_through": 0.0, "honorarium_cap": 0.0}
    arms = [policy_in("janapria", f"{days} days", {**TEAM, "release_from_teaching_days": days}, months=MONTHS,
                      replicates=1, **unpaid) for days in (0.0, 3.0)]  # fmt: skip
    runs = simulate_scenarios(arms, open_place("janapria"), replicates=1, seed=4, uncertain=False)
    stayed, released = (run.teachers for run in runs)
    serving = np.flatnonzero(released["serving"])
    fallen = stayed["class_gain"] - released["class_gain"]
    others = np.delete(fallen, serving)
    assert fallen[serving].mean() > 0.03
    assert abs(others.mean()) < 0.1 * fallen[serving].mean(), "and hardly in the others"


def test_supervisors_have_one_budget_of_days() -> None:
    visits = {arm: end(arm, "visits_made_mean") for arm in ("visits", "visits and checks", "visits and cadre")}
    assert visits["visits and checks"] < 0.8 * visits["visits"]
    assert visits["visits and cadre"] < 0.8 * visits["visits"]


def test_principals_learn_in_their_own_group_and_lead_sessions() -> None:
    led = gain("principals", "worth_mean", against="principals who lead nothing")
    assert led > 0.03 * end("today", "worth_mean"), "sessions are worth a few hundredths more and better"
    assert gain("principals") > gain("principals who lead nothing")


@pytest.mark.parametrize("arm", ["tutors", "courses"])
def test_tutors_and_courses_take_lessons(arm: str) -> None:
    assert gain(arm, "lessons_lost_share") > 0.0002


def test_what_is_learnt_leaves_with_who_leaves_and_stays_with_who_moves() -> None:
    """The same number of teachers more change their post in both arms."""
    leave, move = gain("coaching, more leave", "practice_mean"), gain("coaching, more move", "practice_mean")
    assert leave < 0.95 * gain("coaching", "practice_mean")
    assert move > 1.04 * leave


OF_THE_POST = {"class_gain", "practice_start"}
"""What stays with a post whoever holds it: the class, and what it was taught like when the run began."""


def test_who_moves_takes_along_everything_that_is_hers() -> None:
    """Every trait and state of a teacher is carried to the other school; only whom she expects there is left behind.
    Nobody whose contract is for one post (PPPK) is moved at all."""
    named = entities.names("teacher", "trait", "state")
    hers = [name for name in named if not name.startswith("next_") and name != "pppk"]
    first, second = ({name: value + rank / 100.0 for rank, name in enumerate(hers)} for value in (0.0, 5.0))
    a, b = made("teacher", **first, transferred=1.0), made("teacher", **second)
    moving_on.trade_posts(made("tie"), a, b)
    assert (a.moved, b.moved, a.company, b.company) == (1.0, 1.0, 0.0, 0.0)
    carried = [name for name in hers if getattr(a, name) == second[name] and getattr(b, name) == first[name]]
    kept = [name for name in hers if getattr(a, name) == first[name] and getattr(b, name) == second[name]]
    assert set(kept) == OF_THE_POST
    assert set(hers) - set(carried) == OF_THE_POST | {"company"}


def test_who_takes_a_post_anew_brings_nothing_of_who_left() -> None:
    """A newcomer shares nothing with whoever was there before, but for what is the post's. Whether one cares for
    somebody at home is drawn with the post, alone and with one chance for all, so that it is as good as drawn anew."""
    hers = [name for name in entities.names("teacher", "trait", "state") if not name.startswith("next_")]
    teacher = made("teacher", **dict.fromkeys(hers, 0.123))
    moving_on.start_afresh(teacher, N)
    left_over = {name for name in hers if getattr(teacher, name) == 0.123}
    assert left_over == OF_THE_POST | {"workload", "cares"}, "marking and paperwork come with the post"
