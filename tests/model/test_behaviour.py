"""What single verbs do to single people, in the planner's words."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from conftest import inclination, made
from scipy import stats

from kkgsim.engine import sampling
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.model import random_streams
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.registry import PARAMETERS
from kkgsim.model.rules import (
    attending,
    feeling,
    leading,
    learning,
    meeting,
    moving_on,
    networking,
    practising,
    pupils,
    sessions,
)
from kkgsim.scenario.scenario import Assumption

N = SimpleNamespace(**sampling.base_numbers())
WEEKS = made("district", school_weeks=36.0)


def test_what_a_colleague_newly_does_is_seen_most_at_school() -> None:
    def two(**of_b: float) -> tuple[SimpleNamespace, SimpleNamespace]:
        a = made("teacher", practice=0.40, practice_found=0.40, attended=1.0)
        return a, made("teacher", practice=0.55, practice_found=0.45, **of_b)

    a, b = two(attended=1.0)
    networking.exchange(made("tie", strength=1.0), a, b, N)
    assert (a.seen, b.seen) == (pytest.approx(N.peer_between * 0.10), 0.0)
    assert (a.friends, b.friends) == (1.0, 1.0)
    a, b = two()
    networking.exchange(made("tie", strength=1.0, within=1.0), a, b, N)
    assert (a.seen, b.seen) == (pytest.approx(0.10), 0.0)
    assert (a.partner_ahead, b.partner_ahead) == (pytest.approx(0.15), 0.0)


def test_newcomers_start_without_ties_to_other_schools() -> None:
    luck, cluster = SimpleNamespace(meet=0.5), made("cluster", talk=1.0)
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


def test_new_teachers_take_over_more_from_colleagues() -> None:
    district, month = made("district", practice_usual=0.4, practice_sd=0.1), made("calendar", year_share=1.0 / 12.0)
    new, old = (made("teacher", experience=years, seen=0.1, practice=0.4, practice_found=0.4) for years in (1.0, 20.0))
    taken = [practising.taken_over(t, made("cluster"), month, district, N) for t in (new, old)]
    assert taken[0] == pytest.approx(N.peer_novice * taken[1])


def test_each_competency_gains_by_its_own_kinds_of_session() -> None:
    cluster = made("cluster", lead=1.0, meetings=1.0, good_sharing=0.2, good_drafting=0.1)
    sessions.add_up(cluster, N)
    t = made("teacher", attended=1.0, motivation=0.5, qualified=1.0, ict=1.0)
    learning.learn(t, cluster, N)
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
    learning.learn(away, cluster, N)
    assert away.pedagogic == away.social == 0.0
    assert feeling.resting_motivation(away, school, cluster, N) == 0.5
    away.recognition, away.career = 1.0, 1.0
    assert feeling.resting_motivation(away, school, cluster, N) == 0.5


def test_overload_saps_motivation_and_relief_gives_it_back() -> None:
    cluster, school = made("cluster"), made("school", support=0.5)
    busy, relieved = (made("teacher", workload=12.0, relief_hours=hours) for hours in (0.0, 5.0))
    assert feeling.resting_motivation(busy, school, cluster, N) < feeling.resting_motivation(
        relieved, school, cluster, N
    )


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


def test_where_all_hours_are_lessons_none_is_left_and_never_less_than_none() -> None:
    for teachers in range(1, 60):
        for hours in (1.0, 2.9, 7.3, 11.1):
            school = made("school", hours_spent=hours, lessons_lost=hours / teachers, teachers=float(teachers))
            assert 0.0 <= pupils.hours_outside_class(school) < 1e-12


# A duty, a certificate, a string on the pay


def test_who_comes_because_it_is_required_takes_in_less() -> None:
    willing, driven, eager = (
        learning.eagerness(made("teacher", motivation=m, qualified=1.0, unwilling=u), N)
        for m, u in ((0.2, 0.0), (0.2, 0.6), (1.0, 0.0))
    )
    assert driven == pytest.approx(willing * (1.0 - 0.6 * N.hollow_presence))
    assert eager > willing


def test_duty_fills_the_room_with_the_unwilling() -> None:
    school, luck = made("school", teachers=10.0), SimpleNamespace(attend=0.5)
    paid_and_watched = made("cluster", meetings=1.0, held=1.0, funding=1.0, monitoring=1.0)
    unwilling = []
    for motivation, cluster in ((0.2, paid_and_watched), (0.9, paid_and_watched), (0.2, made("cluster"))):
        teacher = made("teacher", motivation=motivation, duty=1.0)
        attending.decide(teacher, school, cluster, WEEKS, luck, N)
        unwilling.append(teacher.unwilling)
    assert unwilling[0] == pytest.approx(0.8)
    assert unwilling[0] > unwilling[1] > 0.0
    assert unwilling[2] < unwilling[0], "on paper it drives nobody"


def test_a_certificate_needs_a_partner_a_facilitator_and_people_who_meet_the_standard() -> None:
    cluster = made("cluster", facilitated=1.0, people=1.0)
    entitled = made("district", sessions_certified=1.0, partnered=1.0)
    assert attending.certificate(cluster, entitled) == 1.0
    assert attending.certificate(cluster, made("district", sessions_certified=1.0)) == 0.0
    assert attending.certificate(cluster, made("district", partnered=1.0)) == 0.0
    assert attending.certificate(made("cluster", people=1.0), entitled) == 0.0
    assert attending.certificate(made("cluster", facilitated=1.0), entitled) == 0.0
    careerist, other = (
        attending.pull_of_certificate(made("teacher", career=c), cluster, entitled, N) for c in (1.0, 0.0)
    )
    assert careerist == N.attend_certificate == 2.0 * other


def test_an_allowance_without_a_string_puts_nothing_at_stake() -> None:
    paid, tied, rated = (
        attending.at_stake(made("teacher", allowance=N.reference_allowance, **string), N)
        for string in ({}, {"tied_to_presence": 1.0}, {"tied_to_ratings": 1.0})
    )
    assert (paid, tied, rated) == (0.0, 1.0, N.ratings_weight)
    assert attending.at_stake(made("teacher", tied_to_presence=1.0), N) == 0.0, "a string on nothing"
    assert attending.at_stake(made("teacher", allowance=9e9, tied_to_presence=1.0, tied_to_ratings=1.0), N) == 1.0


def test_pay_that_hangs_on_presence_brings_teachers_to_class_and_to_teach_with_effort() -> None:
    gains = []
    for tied in (0.0, 1.0):
        teacher = made(
            "teacher", allowance=N.reference_allowance, tied_to_presence=tied, practice=0.4, practice_start=0.4
        )
        district = made("district", teachers=1.0, practice_sd=0.1)
        pupils.teach(teacher, made("grade"), made("school"), made("calendar", year_share=1.0), district, N)
        gains.append(teacher.class_gain)
    assert gains[0] == 0.0
    assert gains[1] == pytest.approx(N.taught_at_stake + N.loss_absent * N.absence_found * N.presence_gained)
    assert 0.12 < gains[1] < 0.25


def test_a_community_that_looks_puts_something_at_stake_without_pay() -> None:
    overseen, rated = made("teacher", overseen=1.0), made("teacher", allowance=9e9, tied_to_ratings=1.0, overseen=1.0)
    assert attending.at_stake(overseen, N) == N.oversight_weight <= attending.at_stake(rated, N) == N.ratings_weight


def test_pupils_learn_less_from_substitutes() -> None:
    for days, part in (("days_covered", 1.0 - N.substitute_quality), ("days_unheld", 1.0)):
        away = made("teacher", **{days: 2.0})
        lost = pupils.learning_lost(away, made("school", teachers=10.0), 0.0, N)
        assert lost == pytest.approx(N.loss_absent * part * 2.0 / N.teaching_days)


# On a screen


def joins(**changes: float) -> tuple[SimpleNamespace, SimpleNamespace]:
    """A teacher who comes for sure, and the cluster that counts who came."""
    given = {"ict": 0.9, "internet": 1.0, "way_km": 40.0, "online_offered": 1.0, **changes}
    teacher = made("teacher", ict=given["ict"], motivation=1.0, permanent=1.0, pedagogic=0.5)
    school = made("school", teachers=10.0, internet=given["internet"], way_km=given["way_km"])
    cluster = made("cluster", meetings=1.0, held=1.0, online_offered=given["online_offered"])
    attending.weigh(teacher, inclination(teacher, school, cluster, WEEKS, N))
    attending.decide(teacher, school, cluster, WEEKS, SimpleNamespace(attend=0.0), N)
    attending.arrive(teacher, school, cluster, N)
    return teacher, cluster


def test_far_teachers_with_skill_and_internet_join_on_a_screen_and_spare_the_way() -> None:
    teacher, cluster = joins()
    assert teacher.online == 1.0
    assert (cluster.arrived, cluster.on_site) == (1.0, 0.0)
    assert cluster.travel_cost == cluster.own_travel == 0.0
    half, cluster = joins(online_offered=0.5)
    assert half.online == 0.5
    assert cluster.travel_cost == 0.5 * 80.0 * N.travel_cost_km


@pytest.mark.parametrize("lacking", [{"ict": 0.1}, {"internet": 0.0}, {"online_offered": 0.0}, {"way_km": 1.0}])
def test_without_skill_or_internet_or_a_long_way_nobody_joins_on_a_screen(lacking: dict[str, float]) -> None:
    teacher, cluster = joins(**lacking)
    assert teacher.online == 0.0
    assert cluster.on_site == 1.0


def test_a_screen_brings_far_teachers_in() -> None:
    chances = []
    for offered in (0.0, 1.0):
        teacher, school = made("teacher", ict=0.9), made("school", teachers=10.0, internet=1.0, way_km=40.0)
        cluster = made("cluster", meetings=1.0, held=1.0, online_offered=offered)
        attending.weigh(teacher, inclination(teacher, school, cluster, WEEKS, N))
        attending.decide(teacher, school, cluster, WEEKS, SimpleNamespace(attend=0.5), N)
        chances.append(teacher.chance)
    assert chances[0] < chances[1]


def test_on_a_screen_less_is_learnt_and_nobody_gets_to_know_each_other() -> None:
    cluster = made("cluster", meetings=1.0, teaches_pedagogic=0.4, lead=0.5, talk=1.0)
    near, far = (made("teacher", attended=1.0, online=o, motivation=0.5, qualified=1.0, ict=1.0) for o in (0.0, 1.0))
    for teacher in (near, far):
        learning.learn(teacher, cluster, N)
    assert far.pedagogic == pytest.approx(N.online_learning * near.pedagogic)
    tie = made("tie")
    networking.befriend(tie, near, far, cluster, SimpleNamespace(meet=0.0), N)
    assert tie.strength == 0.0
    networking.befriend(tie, near, made("teacher", attended=1.0), cluster, SimpleNamespace(meet=0.0), N)
    assert tie.strength == 1.0


def test_ict_training_closes_the_gap_and_helps_to_draft() -> None:
    trained = made("teacher", ict=0.4, ict_course=1.0)
    learning.learn(trained, made("cluster"), N)
    assert trained.ict == pytest.approx(0.4 + 0.6 * N.ict_rate)
    able, unable = (made("teacher", ict=i, attended=1.0, motivation=0.5, qualified=1.0) for i in (1.0, 0.0))
    for teacher in (able, unable):
        learning.learn(teacher, made("cluster", meetings=1.0, good_drafting=0.4, lead=0.5), N)
    assert unable.professional == pytest.approx((1.0 - N.ict_needed) * able.professional)
    assert unable.pedagogic == able.pedagogic


# Whose KKG it is


def test_members_who_set_their_own_agenda_come_and_learn_more() -> None:
    own, given = (made("cluster", meetings=1.0, taught=0.4, self_run=s) for s in (1.0, 0.0))
    assert attending.pull_of_stake(own, N) - attending.pull_of_stake(given, N) == N.attend_stake
    teacher = made("teacher", attended=1.0)
    there = [learning.presence_in_meetings(teacher, kkg, N) for kkg in (own, given)]
    assert there[0] == pytest.approx(N.stake_boost * there[1])


def test_a_campaign_moves_belief_of_those_it_reaches_also_of_those_who_stay_away() -> None:
    school = made("school", teachers=1.0, belief_sum=0.4)
    reached, other = (made("teacher", belief=0.4, campaign=c) for c in (1.0, 0.0))
    for teacher in (reached, other):
        feeling.believe(teacher, school, made("cluster"), N)
    assert reached.belief == pytest.approx(0.4 + 0.6 * N.campaign_rate)
    assert other.belief == pytest.approx(0.4)


def test_a_campaign_alone_wears_off_where_meetings_stay_as_they_were(tiny, asked) -> None:
    rank = list(OUTCOMES).index("belief_share")

    def until(month: int, **settings: float):
        question = asked(f"{settings}", months=48, **settings)
        return replace(question, policy=tuple(replace(phase, end=month) for phase in question.policy))

    campaign = until(18, perception_change_campaign=1.0)
    workshop = until(48, perception_change_workshop=1.0, perception_change_campaign=1.0)
    found = simulate_scenarios([asked(months=48), campaign, workshop], tiny, replicates=12, seed=2)
    today, told, shown = (result.monthly[rank] for result in found)
    gained = [(told - today)[month].mean() for month in (17, 47)]
    assert gained[0] > 0.1
    assert gained[1] < 0.5 * gained[0]
    assert (shown - today)[47].mean() > 2.0 * gained[1]


def test_principals_come_round_where_their_teachers_see_the_use() -> None:
    supports = []
    for believed in (0.2, 0.8):
        school = made("school", teachers=1.0, belief_sum=believed, support_found=0.5, support=0.5)
        leading.lead(school, made("cluster", meetings=1.0), N)
        supports.append(school.support)
    assert supports[0] < 0.5 < supports[1]


def test_numbers_are_drawn_apart_and_follow_their_law() -> None:
    names = list(PARAMETERS)
    table = sampling.numbers_of(3, range(2000))
    drawn = [rank for rank, row in enumerate(table) if np.ptp(row) > 0.0]
    correlation = np.corrcoef(table[drawn]) - np.eye(len(drawn))
    assert np.abs(correlation).max() < 0.12
    for name in ("attend_distance", "facilitator_training", "circuity"):
        number, row = PARAMETERS[name], table[names.index(name)]
        peak = (number.value - number.low) / (number.high - number.low)
        law = stats.triang(peak, number.low, number.high - number.low)
        assert stats.kstest(row, law.cdf).pvalue > 1e-3, name


def test_tables_of_luck_are_drawn_apart() -> None:
    lanes = random_streams.Lanes.of(3, "x", [0, 1], [0, 0])
    tables = [
        table[:, 0] for kind in random_streams.LUCK for table in random_streams.luck(lanes, "month", kind, 24, 50)
    ]
    tables.append(random_streams.luck(lanes, "month", "teacher", 24, 50)[0, :, 1])
    correlation = np.corrcoef([table.ravel() for table in tables]) - np.eye(len(tables))
    assert np.abs(correlation).max() < 0.12


def test_what_an_assumption_says_is_drawn_even_where_the_book_holds_still() -> None:
    assumed = Assumption("bos_rate", 900_000, 800_000, 1_800_000, "a costly district")
    row = sampling.numbers_of(1, range(50), (assumed,))[list(PARAMETERS).index("bos_rate")]
    assert row.std() > 50_000


def test_how_busy_teachers_are_on_average_is_no_level_of_attendance(tiny, asked) -> None:
    """Workload keeps away those who are busier than others; the mean that a draw assumes moves its own reference."""
    rank = list(OUTCOMES).index("attendance_share")
    busy, easy = (
        simulate_scenarios([asked(assumptions=(Assumption("start_workload", hours, hours, hours, "counted"),))], tiny,
                 replicates=8, seed=1, uncertain=False)[0].monthly[rank].mean()
        for hours in (13.5, 5.0)
    )  # fmt: skip
    assert abs(busy - easy) < 0.03
