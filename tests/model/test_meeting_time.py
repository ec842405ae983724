"""How often, how long and when the KKG meets: slack, the end of the day, lessons, money, what children gain by it."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from conftest import made

from kkgsim.engine import sampling
from kkgsim.engine.run_result import RunResult
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.i18n import Text
from kkgsim.model.costs import items
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.rules import attending, inclining, learning, scheduling, week, workload
from kkgsim.places.place_io.files import open_place
from kkgsim.scenario.scenario import Assumption, Phase, Scenario

N = SimpleNamespace(**sampling.base_numbers())
DISTRICT = made("district", school_weeks=36.0)
MONTHS, LAST, REPLICATES = 36, slice(24, 36), 16
WEEKLY = {"meetings": 20.0, "hours": 1.5, "after_class": 1.0}
"""As many hours a year as today, 32 times an hour and a half."""


def asked(name: str, place: str, assumed: dict[str, float], **settings: float) -> Scenario:
    policy = (Phase("meeting_time", 1, MONTHS, settings, "district"),) if settings else ()
    held = tuple(Assumption(number, value, value, value, "held") for number, value in assumed.items())
    return Scenario(name, Text(name, name), Text("", ""), place, MONTHS, REPLICATES, 3, policy, held)


@pytest.fixture(scope="module", params=["janapria", "sumba_remote"])
def played(request) -> dict[str, RunResult]:
    """At the best estimates of all numbers: which draws a few replicates get says more than the way does."""
    place = request.param
    questions = {
        "today": asked("today", place, {}),
        "weekly": asked("weekly", place, {}, **WEEKLY),
        "in class": asked("in class", place, {}, **{**WEEKLY, "after_class": 0.0}),
        "monthly after class": asked("monthly after class", place, {}, meetings=0.0, hours=0.0, after_class=1.0),
        "slow": asked("slow", place, {"speed_hills": 8.0, "speed_lombok": 15.0}),
        "fast": asked("fast", place, {"speed_hills": 25.0, "speed_lombok": 35.0}),
        "free": asked("free", place, {"attend_slack": 0.0}),
    }
    results = simulate_scenarios(
        list(questions.values()), open_place(place), replicates=REPLICATES, seed=3, uncertain=False
    )
    return {"place": place, **dict(zip(questions, results, strict=True))}


def late(played: RunResult, name: str, table: str = "monthly") -> float:
    """An outcome in the last year, of all schools, the far (``groups``) or the others (``rest``)."""
    return float(np.nanmean(getattr(played, table)[list(OUTCOMES).index(name)][LAST]))


def attended(played: RunResult, table: str = "monthly") -> float:
    return late(played, "attendance_share", table)


def rupiah(played: RunResult, payer: str) -> float:
    ranks = [rank for rank, item in enumerate(items().values()) if item.cost.payer == payer]
    return float(played.ledger[ranks].sum()) / REPLICATES


def test_weekly_meetings_of_the_same_hours_hold_them_and_lose_attendance(played) -> None:
    today, weekly = played["today"], played["weekly"]
    assert late(weekly, "meetings_held") == pytest.approx(32.0 / 12.0 * late(today, "meetings_held"), rel=0.03)
    least, most = (0.04, 0.10) if played["place"] == "sumba_remote" else (0.015, 0.06)
    assert least < attended(today) - attended(weekly) < most


def test_far_schools_lose_more_of_their_attendance_by_them(played) -> None:
    def lost(table: str) -> float:
        return 1.0 - attended(played["weekly"], table) / attended(played["today"], table)

    assert lost("groups") > lost("rest") + 0.01 > 0.035
    if played["place"] == "sumba_remote":
        assert lost("groups") > 1.5 * lost("rest")


def test_after_class_fewer_lessons_are_lost_and_fewer_teachers_come(played) -> None:
    after, inside = played["weekly"], played["in class"]
    assert late(after, "lessons_lost_share") < 0.6 * late(inside, "lessons_lost_share")
    assert attended(after) < attended(inside) - 0.05
    assert rupiah(after, "lessons") < rupiah(inside, "lessons")


def test_a_long_meeting_after_class_ends_too_late_for_far_schools(played) -> None:
    long, short = played["monthly after class"], played["weekly"]
    assert attended(long, "groups") < attended(short, "groups") - 0.04
    if played["place"] == "sumba_remote":
        assert attended(long, "groups") < 0.1


def test_hours_money_and_literacy_of_weekly_meetings_stay_near_todays(played) -> None:
    today, weekly = played["today"], played["weekly"]
    assert 0.85 < late(weekly, "hours_mean") / late(today, "hours_mean") < 1.05
    assert abs(late(weekly, "literacy_mean") - late(today, "literacy_mean")) < 0.01
    assert rupiah(weekly, "teachers") > rupiah(today, "teachers"), "each meeting is a way"


def test_speed_enters_the_decision_where_ways_are_long(played) -> None:
    gained = attended(played["fast"]) - attended(played["slow"])
    least, most = (0.02, 0.06) if played["place"] == "sumba_remote" else (0.0, 0.01)
    assert least < gained < most


def test_todays_attendance_stays_where_ways_are_short(played) -> None:
    change = attended(played["today"]) - attended(played["free"])
    assert -0.05 < change < 0.0, "what honorers do besides takes a little of all meetings"


def drag(slack: float, minutes: float, **cluster: float) -> float:
    """Log-odds that a meeting costs a teacher with so much slack."""
    teacher, school = made("teacher", slack=slack, permanent=1.0), made("school", way_minutes=minutes)
    return inclining.drag_of_time(teacher, school, made("cluster", **cluster), DISTRICT, N)


WEEKLY_RULE = {"meetings_added": 24.0, "hours_set": 1.5, "after_class": 1.0}


def test_a_usual_meeting_nearby_costs_what_the_workload_says_and_no_more() -> None:
    for slack in (0.0, 2.0, 5.8, 9.0):
        assert drag(slack, N.usual_way) == 0.0
        assert slack == 0.0 or drag(slack, 60.0) < 0.0, "a longer way takes more"


def test_more_slack_makes_room_for_weekly_meetings() -> None:
    drags = [drag(slack, 20.0, **WEEKLY_RULE) for slack in (2.0, 5.8, 9.0)]
    assert drags == sorted(drags)
    assert drag(5.8, 20.0, **WEEKLY_RULE) < drag(5.8, 20.0, **{**WEEKLY_RULE, "meetings_added": 0.0}), "each week anew"


def test_slack_is_what_the_statutory_week_leaves() -> None:
    teacher = made("teacher", workload=N.start_workload)
    assert workload.slack_of(teacher, N) == pytest.approx(37.5 - 31.7)
    assert workload.slack_of(made("teacher", workload=20.0), N) == 0.0
    relieved = made("teacher", workload=N.start_workload, relief_hours=2.0)
    assert workload.slack_of(relieved, N) == pytest.approx(7.8)


def test_the_day_ends() -> None:
    after_class = made("cluster", hours_set=1.5, after_class=1.0)
    latest = 60.0 * (N.afternoon_hours - 1.5) / 2.0
    assert week.home_in_time(latest, after_class, N) == 1.0
    assert week.home_in_time(latest + 30.0 * N.afternoon_stretch / 2.0, after_class, N) == pytest.approx(0.5)
    assert week.home_in_time(latest + 30.0 * N.afternoon_stretch, after_class, N) == 0.0
    assert week.home_in_time(latest + 30.0, made("cluster", hours_set=1.5), N) == 1.0, "half of it is in class"


def test_who_lives_too_far_comes_on_a_screen_or_not_at_all() -> None:
    after_class, school = made("cluster", hours_set=1.5, after_class=1.0), made("school", way_minutes=300.0)
    teacher = made("teacher")
    assert attending.can_come(teacher, school, after_class, 0.0, N) == 0.0
    assert attending.can_come(teacher, school, after_class, 1.0, N) == 1.0


def test_what_is_learnt_goes_with_the_hours() -> None:
    teacher = made("teacher", attended=1.0)
    long = learning.presence_in_meetings(teacher, made("cluster", meetings=3.0), N)
    short = learning.presence_in_meetings(teacher, made("cluster", meetings=8.0, hours_set=1.5), N)
    assert long == pytest.approx(short) == pytest.approx(3.0)


def test_what_is_in_force_is_found_or_set() -> None:
    as_found, weekly = made("cluster"), made("cluster", **WEEKLY_RULE)
    assert scheduling.hours_of(as_found, N) == N.meeting_hours
    assert scheduling.meetings_a_year(as_found, N) == N.meetings_per_year
    assert week.part_in_class(as_found, N) == N.lessons_in_meeting
    assert (scheduling.hours_of(weekly, N), scheduling.meetings_a_year(weekly, N)) == (1.5, N.meetings_per_year + 24.0)
    assert week.part_in_class(weekly, N) == 0.0
