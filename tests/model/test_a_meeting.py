"""What a meeting gives and costs those who come, and what it leaves those who do not."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from conftest import made

from kkgsim.engine import sampling
from kkgsim.model.rules import attending, feeling, learning, meeting, networking, pupils, sessions

N = SimpleNamespace(**sampling.base_numbers())


def test_what_a_colleague_newly_does_is_seen_most_at_school() -> None:
    def two(**of_b: float) -> tuple[SimpleNamespace, SimpleNamespace]:
        a = made("teacher", practice=0.40, practice_found=0.40, attended=1.0)
        return a, made("teacher", practice=0.55, practice_found=0.45, **of_b)

    a, b = two(attended=1.0)
    networking.exchange(made("tie", strength=1.0), a, b, N)
    assert (a.seen, b.seen) == (pytest.approx(N.peer_between * 0.10), 0.0)
    assert (a.able_elsewhere, b.able_elsewhere) == (pytest.approx(N.peer_between * 0.05), 0.0)
    assert (a.friends, b.friends) == (1.0, 1.0)
    a, b = two()
    networking.exchange(made("tie", strength=1.0, within=1.0), a, b, N)
    assert (a.seen, b.seen) == (pytest.approx(0.10), 0.0)
    assert (a.partner_ahead, b.partner_ahead) == (pytest.approx(0.15), 0.0)
    assert (a.able_elsewhere, b.able_elsewhere) == (0.0, 0.0)


def test_each_competency_gains_by_its_own_kinds_of_session() -> None:
    cluster = made("cluster", lead=1.0, meetings=1.0, good_sharing=0.2, good_drafting=0.1)
    sessions.add_up(cluster, N)
    t = made("teacher", attended=1.0, motivation=0.5, qualified=1.0, ict=1.0)
    learning.learn(t, made("school"), cluster, N)
    person = N.character_rate * N.character_level
    gains = [
        N.pedagogic_in_sharing * 0.2, N.professional_in_sharing * 0.2 + N.professional_in_drafting * 0.1,
        person * (N.social_in_sharing * 0.2 + N.social_in_drafting * 0.1), person * N.personality_in_sharing * 0.2,
    ]  # fmt: skip
    assert [t.pedagogic, t.professional, t.social, t.personality] == pytest.approx([N.learn_rate * g for g in gains])
    assert cluster.taught == pytest.approx(0.3)


def test_who_stayed_away_learns_nothing_of_the_session_and_feels_nothing_of_it() -> None:
    cluster, school = made("cluster", held=1.0, taught=0.5, usefulness=0.9, meetings=1.0), made("school", support=0.5)
    away = made("teacher", motivation=0.5, intrinsic=0.5, qualified=1.0, ict=1.0, workload=N.start_workload)
    learning.learn(away, made("school"), cluster, N)
    assert away.pedagogic == away.social == 0.0
    assert feeling.resting_motivation(away, school, cluster, N) == 0.5
    away.recognition, away.career = 1.0, 1.0
    assert feeling.resting_motivation(away, school, cluster, N) == 0.5


def test_the_way_is_there_and_back() -> None:
    school, cluster = made("school", way_km=10.0), made("cluster", meetings=1.0)
    attending.arrive(made("teacher", pedagogic=0.6, attended=1.0), school, cluster, N)
    assert cluster.own_travel == pytest.approx(20.0 * N.travel_cost_km)


def test_quorum_management_and_paperwork_make_a_meetings_worth() -> None:
    district = made("district")
    plain = {"meetings": 1.0, "held": 1.0, "arrived": 30.0, "relevance": 0.5, "management": 0.4,
             "management_found": 0.4, "programme": 0.55, "people_found": N.people_usual,
             "admin_found": 0.67}  # fmt: skip

    def worth(**changes: float) -> float:
        cluster = made("cluster", **{**plain, **changes})
        meeting.meet(cluster, made("calendar"), district, N)
        return cluster.worth

    assert worth(arrived=N.quorum / 2.0) == pytest.approx(worth() / 2.0)
    assert worth(held=0.5) == pytest.approx(worth() / 2.0)
    assert worth(management=0.8) > worth()
    assert worth(management=0.4, management_found=0.2) > worth()
    assert worth(facilitated=1.0, led=1.0, led_skill=0.7) > 2.0 * worth()
    assert worth(outside=1.0, outside_skill=0.6) > worth()
    assert worth(admin_found=1.0, programme=0.0) == 0.0
    assert worth(workshop=1.0) > worth()
    assert worth(programme=0.8) > worth()
    assert worth(facilities=1.0) == pytest.approx(worth() / (1.0 - N.facilities_hold))
    assert worth(materials_given=1.0) == pytest.approx(worth() / (1.0 - N.materials_hold * (1.0 - N.materials_found)))
    assert worth(materials_given=N.materials_found) == worth(), "what is at hand as found is not given once more"
    assert worth(split=1.0, arrived=N.quorum) == pytest.approx(worth() / 2.0), "two groups each need a quorum"
    assert worth(meetings=0.0) == 0.0


def test_hours_away_are_hours() -> None:
    school = made("school", way_minutes=60.0, came=10.0, on_site=10.0, teachers=10.0)
    pupils.spend_time(school, made("cluster", meetings=1.0), N)
    assert school.hours_spent == 10.0 * (N.meeting_hours + 2.0)
    assert school.lessons_lost == pytest.approx(N.lessons_in_meeting * (N.meeting_hours + 2.0))
    on_screen = made("school", way_minutes=60.0, came=10.0, teachers=10.0)
    pupils.spend_time(on_screen, made("cluster", meetings=2.0), N)
    assert on_screen.hours_spent == 2.0 * 10.0 * N.meeting_hours, "no way, and each meeting counts"
    assert pupils.lesson_hours_lost(school) + pupils.hours_outside_class(school) == pytest.approx(school.hours_spent)


def test_where_all_hours_are_lessons_none_is_left_and_never_less_than_none() -> None:
    for teachers in range(1, 60):
        for hours in (1.0, 2.9, 7.3, 11.1):
            school = made("school", hours_spent=hours, lessons_lost=hours / teachers, teachers=float(teachers))
            assert 0.0 <= pupils.hours_outside_class(school) < 1e-12
