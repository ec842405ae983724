"""What single verbs do to single people, in the planner's words."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from conftest import made
from scipy import stats

from kkgsim import chance, draws
from kkgsim.numbers import book
from kkgsim.rules import attending, feeling, learning, meeting, moving_on, networking, pupils

N = SimpleNamespace(**draws.base_numbers())


def test_advice_goes_both_ways_and_only_between_two_who_came() -> None:
    tie = made("tie", strength=1.0)
    a, b = made("teacher", pedagogic=0.4, attended=1.0), made("teacher", pedagogic=0.7, attended=1.0)
    networking.exchange(tie, a, b, N)
    assert (a.peer_best, b.peer_best) == (0.7, 0.4)
    a, b = made("teacher", pedagogic=0.4, attended=1.0), made("teacher", pedagogic=0.7)
    networking.exchange(tie, a, b, N)
    assert (a.peer_best, b.peer_best) == (0.0, 0.0)
    networking.exchange(made("tie", strength=1.0, within=1.0), a, b, N)
    assert (a.peer_best, b.peer_best) == (0.7, 0.4)


def test_newcomers_start_without_ties_to_other_schools() -> None:
    luck, cluster = SimpleNamespace(meet=0.5), made("cluster", held=1.0)
    for replaced, left in ((1.0, 0.0), (0.0, 1.0)):
        tie = made("tie", strength=1.0, start=1.0)
        networking.befriend(tie, made("teacher", replaced=replaced), made("teacher"), cluster, luck, N)
        assert tie.strength == left


def test_a_newcomer_brings_own_abilities_and_none_of_the_past() -> None:
    old = made("teacher", pedagogic=0.8, pedagogic_found=0.5, practice=0.7, habit=0.9, mentored=1.0, experience=20.0,
               places=3.0, next_pedagogic=0.45, next_practice=0.35, next_intrinsic=0.6, next_permanent=1.0)  # fmt: skip
    moving_on.start_afresh(old, N)
    assert (old.pedagogic, old.pedagogic_found, old.practice, old.practice_found) == (0.45, 0.45, 0.35, 0.35)
    assert (old.habit, old.mentored, old.motivation, old.permanent, old.replaced) == (0.0, 0.0, 0.6, 1.0, 1.0)
    assert old.experience == 1.0
    assert (old.places, old.rested) == (0.0, 1.0)
    assert old.weak == 1.0, "below the mean competence, as whoever holds the post is counted"


def test_those_who_stay_grow_older() -> None:
    stays = made("teacher", experience=4.0, permanent=1.0)
    moving_on.leave_or_stay(stays, SimpleNamespace(leave=0.99), N)
    assert stays.experience == pytest.approx(4.0 + 1.0 / 12.0)


def test_contract_teachers_leave_more_often() -> None:
    contract, permanent = (moving_on.chance_of_moving(made("teacher", permanent=p), N) for p in (0.0, 1.0))
    assert contract == pytest.approx(N.contract_leaves * permanent)


def test_new_teachers_learn_more_from_peers() -> None:
    new, old = (made("teacher", experience=years, attended=1.0, peer_best=0.8, pedagogic=0.4) for years in (1.0, 20.0))
    cluster = made("cluster", held=1.0)
    gain = [learning.gain_from_peers(t, cluster, N) for t in (new, old)]
    assert gain[0] == pytest.approx(N.peer_novice * gain[1])


def test_each_competency_gains_by_its_own_part() -> None:
    cluster = made("cluster", held=1.0, worth=0.5, meetings=1.0)
    t = made("teacher", attended=1.0, motivation=0.5, qualified=1.0, ict=1.0)
    learning.learn(t, cluster, N)
    gains = [t.pedagogic, t.professional, t.social, t.personality]
    focus = [N.focus_pedagogic, N.focus_professional, N.focus_social, N.focus_personality]
    assert gains == pytest.approx([N.learn_rate * f * 0.5 for f in focus])
    assert sum(focus) == pytest.approx(1.0)


def test_who_stayed_away_learns_nothing_of_the_session_and_feels_nothing_of_it() -> None:
    cluster = made("cluster", held=1.0, worth=0.5, usefulness=0.9)
    away = made("teacher", motivation=0.5, intrinsic=0.5, qualified=1.0, ict=1.0, workload=N.usual_workload)
    learning.learn(away, cluster, N)
    assert away.pedagogic == away.social == 0.0
    assert feeling.resting_motivation(away, cluster, N) == 0.5
    away.recognition, away.career = 1.0, 1.0
    assert feeling.resting_motivation(away, cluster, N) == 0.5


def test_overload_saps_motivation_and_relief_gives_it_back() -> None:
    cluster = made("cluster")
    busy, relieved = (made("teacher", workload=12.0, relief_hours=hours) for hours in (0.0, 5.0))
    assert feeling.resting_motivation(busy, cluster, N) < feeling.resting_motivation(relieved, cluster, N)


def test_only_the_ablest_present_counts_and_the_way_is_there_and_back() -> None:
    school, cluster = made("school", way_km=10.0), made("cluster", best=0.3, meetings=1.0)
    attending.arrive(made("teacher", pedagogic=0.9), school, cluster, N)
    assert cluster.best == 0.3
    attending.arrive(made("teacher", pedagogic=0.6, attended=1.0), school, cluster, N)
    assert cluster.best == 0.6
    assert cluster.own_travel == pytest.approx(20.0 * N.travel_cost_km)


def test_quorum_management_and_paperwork_make_a_meetings_worth() -> None:
    district = made("district")
    plain = {"meetings": 1.0, "held": 1.0, "arrived": 30.0, "relevance": 0.5, "management": 0.4,
             "management_found": 0.4, "programme": 0.5, "programme_found": 0.5, "best": 0.6,
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
    assert worth(admin_found=1.0) == 0.0
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


def test_numbers_are_drawn_apart_and_follow_their_law() -> None:
    names = list(book())
    table = draws.numbers_of(3, range(2000))
    drawn = [rank for rank, row in enumerate(table) if np.ptp(row) > 0.0]
    correlation = np.corrcoef(table[drawn]) - np.eye(len(drawn))
    assert np.abs(correlation).max() < 0.12
    for name in ("attend_distance", "facilitator_training", "circuity"):
        number, row = book()[name], table[names.index(name)]
        peak = (number.value - number.low) / (number.high - number.low)
        law = stats.triang(peak, number.low, number.high - number.low)
        assert stats.kstest(row, law.cdf).pvalue > 1e-3, name


def test_tables_of_luck_are_drawn_apart() -> None:
    tables = [chance.table(3, 0, "x", kind, draw, 24, 50) for kind, all_ in chance.LUCK.items() for draw in all_]
    tables.append(chance.table(3, 1, "x", "teacher", "attend", 24, 50))
    correlation = np.corrcoef([table.ravel() for table in tables]) - np.eye(len(tables))
    assert np.abs(correlation).max() < 0.12


def test_what_an_assumption_says_is_drawn_even_where_the_book_holds_still() -> None:
    from kkgsim.scenario import Assumption

    assumed = Assumption("bos_rate", 900_000, 800_000, 1_800_000, "a costly district")
    row = draws.numbers_of(1, range(50), (assumed,))[list(book()).index("bos_rate")]
    assert row.std() > 50_000


def test_a_district_of_overloaded_teachers_comes_less(tiny, asked) -> None:
    from kkgsim import run
    from kkgsim.outcomes import OUTCOMES
    from kkgsim.scenario import Assumption

    rank = list(OUTCOMES).index("attendance_share")
    busy, easy = (
        run.play([asked(assumptions=(Assumption("start_workload", hours, hours, hours, "counted"),))], tiny,
                 replicates=8, seed=1, uncertain=False)[0].monthly[rank].mean()
        for hours in (13.5, 5.0)
    )  # fmt: skip
    assert busy < easy - 0.05
