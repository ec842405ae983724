"""Very small schools lose more when one teacher is away; who cares for somebody at home does not stay after class."""

from __future__ import annotations

from functools import partial
from types import SimpleNamespace

import pytest
from conftest import made, policy_in

from kkgsim.engine import sampling
from kkgsim.engine.run_result import SCHOOL_COLUMNS, RunResult
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.model.outcomes import GROUPED, OUTCOMES
from kkgsim.model.rules import pupils, week
from kkgsim.places.place_io.files import open_place
from kkgsim.places.population.roster import roster

N = SimpleNamespace(**sampling.base_numbers())
MONTHS = 36
STAFF = roster(open_place("sumba_remote"), sampling.base_numbers()).teachers_per_school
"""Teachers of each school."""
WEEKLY = {"meeting_time_meetings": 24.0, "meeting_time_hours": 1.5, "meeting_time_after_class": 1.0}


def lost(teachers: float, days: float) -> float:
    """SD a year that a class loses whose teacher is away so many days a month, at a school with so many teachers."""
    teacher, school = made("teacher", days_unheld=days), made("school", teachers=teachers)
    return pupils.learning_lost(teacher, school, 0.0, N)


def test_a_class_loses_more_when_its_teacher_is_away_the_fewer_colleagues_she_has() -> None:
    """A quarter of the days away: some 0.1 SD a year in a usual school, twice as much in one of three."""
    large, usual, small, alone = (lost(teachers, 5.0) for teachers in (20.0, N.usual_staff, 3.0, 1.0))
    assert large == usual == pytest.approx(0.1)
    assert small > 1.5 * usual + 0.02
    assert alone > small
    assert lost(3.0, 0.0) == 0.0


question = partial(policy_in, "sumba_remote", months=MONTHS, replicates=8)


@pytest.fixture(scope="module")
def played() -> dict[str, RunResult]:
    in_class = {"meeting_time_meetings": 24.0}
    asked = [
        question("in class", in_class),
        question("in class, nothing lost", in_class, loss_absent=0.0),
        question("in class, all covered", in_class, small_school_loss=0.0),
        question("community", {"learning_community_sessions": 36.0, "learning_community_guides": 1.0}),
        question("today", {}),
        question("today, nobody cares", {}, care_share=0.0),
        question("weekly", WEEKLY),
        question("weekly, nobody cares", WEEKLY, care_share=0.0),
    ]
    results = simulate_scenarios(asked, open_place("sumba_remote"), replicates=8, seed=3, uncertain=False)
    return {question.name: result for question, result in zip(asked, results, strict=True)}


def late(result: RunResult, name: str) -> float:
    return float(result.monthly[list(OUTCOMES).index(name), -12:].mean())


def by_size(played: dict[str, RunResult], name: str, against: str) -> tuple[float, float]:
    """What children gain more under one question than under another, at schools of fewer than six and of ten teachers
    and more."""
    gain = SCHOOL_COLUMNS.index("literacy_gain")
    change = (played[name].schools[gain] - played[against].schools[gain]).mean(axis=-1)
    return float(change[STAFF < 6].mean()), float(change[STAFF >= 10].mean())


def test_small_schools_lose_more_by_meetings_in_class_hours(played) -> None:
    small, large = by_size(played, "in class", "in class, all covered")
    assert small < -0.002
    assert large == 0.0


def test_a_learning_community_brings_little_to_who_has_few_colleagues(played) -> None:
    small, large = by_size(played, "community", "today")
    assert 0.0 < small < 0.8 * large


def test_a_class_of_a_school_of_at_most_four_loses_more_by_at_least_the_smallest_effect(played) -> None:
    gain = SCHOOL_COLUMNS.index("literacy_gain")
    lost = (played["in class, nothing lost"].schools[gain] - played["in class"].schools[gain]).mean(axis=-1)
    few, many = float(lost[STAFF <= 4].mean()), float(lost[STAFF >= 10].mean())
    assert few - many >= OUTCOMES["literacy_mean"].smallest
    assert few > 1.7 * many > 0.0


def of_carers(result: RunResult) -> float:
    """Attendance of those who care for somebody at home."""
    return float(result.groups[GROUPED.index(("attendance_share", "carers"))][-12:].mean())


def test_without_anybody_who_cares_at_home_the_group_is_not_played(played) -> None:
    assert of_carers(played["today, nobody cares"]) == 0.0, "all outcomes of nobody are zero"


def test_who_cares_at_home_does_not_come_after_class(played) -> None:
    assert week.free_to_stay(1.0, made("cluster", after_class=1.0), N) == 0.0
    assert week.free_to_stay(1.0, made("cluster"), N) == N.lessons_in_meeting
    assert week.free_to_stay(0.0, made("cluster", after_class=1.0), N) == 1.0
    assert of_carers(played["weekly"]) < 0.02
    assert of_carers(played["today"]) > 0.1
    weekly = late(played["weekly"], "attendance_share") - late(played["today"], "attendance_share")
    free = late(played["weekly, nobody cares"], "attendance_share") - late(
        played["today, nobody cares"], "attendance_share"
    )
    assert weekly < free
