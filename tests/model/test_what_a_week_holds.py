"""What a week and a day hold: the end of the day at any speed, meetings that go round, and asking for too much."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from conftest import policy_in

from kkgsim.engine.run_result import RunResult
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.model.outcomes import GROUPED, OUTCOMES
from kkgsim.places.place_io.files import open_place

MONTHS = 24
WEEKLY = {"meeting_time_meetings": 24.0, "meeting_time_hours": 1.5, "meeting_time_after_class": 1.0}
LONG = {"meeting_time_hours": 4.0, "meeting_time_after_class": 1.0}
ROUND = {"shared_facilities_rotating": 1.0}
COMMUNITY = {"learning_community_sessions": 36.0}
SPEEDS = {"slow": 8.0, "usual": 15.0, "fast": 25.0}
"""Speed on hill roads, km/h: the ends of its range, and its value."""


question = partial(policy_in, "sumba_remote", months=MONTHS, replicates=8)


@pytest.fixture(scope="module")
def played() -> dict[str, RunResult]:
    asked = [question(f"long, {name}", LONG, speed_hills=speed) for name, speed in SPEEDS.items()]
    asked += [question(f"today, {name}", {}, speed_hills=speed) for name, speed in SPEEDS.items()]
    asked += [
        question("weekly", WEEKLY),
        question("weekly, in turn", {**WEEKLY, **ROUND}),
        question("weekly, with community", {**WEEKLY, **COMMUNITY}),
        question("too many", WEEKLY, meetings_per_year=36.0),
    ]
    results = simulate_scenarios(asked, open_place("sumba_remote"), replicates=8, seed=3, uncertain=False)
    return {question.name: result for question, result in zip(asked, results, strict=True)}


def late(result: RunResult, name: str) -> float:
    return float(np.nanmean(result.monthly[list(OUTCOMES).index(name), -12:]))


def attendance(result: RunResult, table: str) -> float:
    """Of far schools (``groups``) or near ones (``rest``)."""
    return float(np.nanmean(getattr(result, table)[GROUPED.index(("attendance_share", "far"))][-12:]))


def test_remote_schools_drop_out_by_the_end_of_the_day_at_any_speed(played) -> None:
    too_late = [late(played[f"long, {name}"], "late_share") for name in SPEEDS]
    assert too_late[0] > too_late[1] > too_late[2] > 0.1
    far = [attendance(played[f"long, {name}"], "groups") for name in SPEEDS]
    assert far[0] < far[1] < far[2]
    for name in SPEEDS:
        assert attendance(played[f"long, {name}"], "groups") < 0.6 * attendance(played[f"today, {name}"], "groups")


def test_a_weekly_kkg_that_goes_round_keeps_near_schools_away_and_brings_far_ones_no_nearer(played) -> None:
    """In turn (as in KLAMPOK25) everybody has a way, most weeks a longer one than to the middle of the cluster."""
    fixed, in_turn = played["weekly"], played["weekly, in turn"]
    assert attendance(in_turn, "rest") < attendance(fixed, "rest") - 0.08
    assert abs(attendance(in_turn, "groups") - attendance(fixed, "groups")) < 0.03
    assert late(in_turn, "week_asked_mean") > late(fixed, "week_asked_mean")


def test_what_a_week_is_asked_for_adds_up_kkg_way_and_community(played) -> None:
    asked = {
        name: late(played[name], "week_asked_mean") for name in ("today, usual", "weekly", "weekly, with community")
    }
    assert asked["today, usual"] + 1.0 < asked["weekly"] < asked["weekly, with community"] - 0.5


def test_a_week_that_cannot_hold_what_is_asked_is_counted_and_fewer_come(played) -> None:
    assert late(played["today, usual"], "week_overfull_share") == 0.0
    full = [late(played[name], "week_overfull_share") for name in ("weekly", "weekly, with community", "too many")]
    assert 0.0 < full[0] < full[1]
    assert full[0] < full[2]
    assert late(played["too many"], "attendance_share") < late(played["weekly"], "attendance_share") - 0.02
