"""Rules in the planner's words, and arithmetic against closed forms."""

from __future__ import annotations

import math
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from kkgsim import draws, wiring
from kkgsim.numbers import book
from kkgsim.rules import arithmetic, attending, mentoring, practising, pupils

N = SimpleNamespace(**draws.base_numbers())


def teacher(**changes: float) -> SimpleNamespace:
    middling = {
        "motivation": 0.5, "workload": N.start_workload, "relief_hours": 0.0, "permanent": 1.0, "mentored": 0.0,
        "recognition": 0.0, "career": 0.5, "belief": 0.45, "habit": 0.6, "practice": 0.4, "practice_found": 0.4,
        "pedagogic": 0.6, "professional": 0.6, "personality": 0.6, "mentor_skill": 0.0, "attended_last": 0.6,
        "attended": 1.0,
    }  # fmt: skip
    return SimpleNamespace(**{**middling, **changes})


def school(**changes: float) -> SimpleNamespace:
    middling = {
        "support": 0.5, "leadership": 0.35, "distance_km": 2.0, "attended_share": 0.6, "travel_minutes": 5.0,
        "teachers": 10.0,
    }  # fmt: skip
    return SimpleNamespace(**{**middling, **changes})


def cluster(**changes: float) -> SimpleNamespace:
    middling = {"fare_offered": 0.0, "fare_from_bos": 0.0, "levy": 0.0, "relevance": 0.5, "worth": 0.2}
    return SimpleNamespace(**{**middling, **changes})


def chance(t: SimpleNamespace, s: SimpleNamespace, c: SimpleNamespace) -> float:
    return arithmetic.logistic(attending.inclination(t, s, c, N))


def test_a_middling_teacher_comes_about_six_times_in_ten() -> None:
    assert 0.5 < chance(teacher(), school(), cluster()) < 0.75


def test_a_teacher_25_km_away_with_no_fare_repaid_comes_less_than_a_third_of_the_time() -> None:
    assert chance(teacher(), school(distance_km=25.0), cluster()) < 1 / 3


@pytest.mark.parametrize(
    ("less", "more"),
    [
        ((teacher(), school(distance_km=10), cluster()), (teacher(), school(distance_km=1), cluster())),
        ((teacher(workload=12), school(), cluster()), (teacher(workload=5), school(), cluster())),
        ((teacher(), school(support=0.1), cluster()), (teacher(), school(support=0.9), cluster())),
        ((teacher(mentored=0), school(), cluster()), (teacher(mentored=1), school(), cluster())),
        ((teacher(), school(), cluster()), (teacher(), school(), cluster(fare_offered=30_000))),
        ((teacher(), school(), cluster(levy=10_000)), (teacher(), school(), cluster())),
        ((teacher(), school(), cluster()), (teacher(recognition=1), school(), cluster())),
        ((teacher(motivation=0.2), school(), cluster()), (teacher(motivation=0.8), school(), cluster())),
        ((teacher(), school(), cluster(relevance=0.2)), (teacher(), school(), cluster(relevance=0.8))),
        ((teacher(belief=0.1), school(), cluster()), (teacher(belief=0.9), school(), cluster())),
        ((teacher(), school(attended_share=0.1), cluster()), (teacher(), school(attended_share=0.9), cluster())),
        ((teacher(habit=0.1), school(), cluster()), (teacher(habit=0.9), school(), cluster())),
        ((teacher(workload=9), school(), cluster()), (teacher(workload=9, relief_hours=3), school(), cluster())),
    ],
)
def test_what_keeps_away_and_what_brings(less, more) -> None:
    assert chance(*less) < chance(*more)


def test_money_weighs_more_for_a_contract_teacher() -> None:
    paid = cluster(fare_offered=50_000)
    gain = [
        chance(teacher(permanent=p), school(), paid) - chance(teacher(permanent=p), school(), cluster()) for p in (1, 0)
    ]
    assert gain[1] > gain[0] > 0


def test_a_teacher_alone_at_school_follows_nobody() -> None:
    alone = school(teachers=1.0, attended_share=0.0)
    assert attending.pull_of_peers(teacher(attended_last=0.0), alone, N) == 0.0


def test_one_does_not_follow_oneself() -> None:
    two = school(teachers=2.0, attended_share=0.5)
    went, stayed = teacher(attended_last=1.0), teacher(attended_last=0.0)
    assert attending.colleagues_share(went, two) == 0.0
    assert attending.colleagues_share(stayed, two) == 1.0


def test_colleagues_and_habit_together_cannot_tip_a_school_by_chance() -> None:
    """The slope of attendance on its own past stays below one at the highs of both ranges."""
    peers, habit = book()["attend_peers"].high, book()["attend_habit"].high
    assert (peers + habit) * 0.25 < 1.0


def test_a_good_meeting_is_tried_out_only_by_those_who_were_there() -> None:
    there, away = teacher(attended=1.0), teacher(attended=0.0)
    assert practising.taken_up(there, school(), cluster(), N) > practising.taken_up(away, school(), cluster(), N) == 0.0


def test_a_day_of_visiting_reaches_fewer_where_the_way_is_long() -> None:
    near, far = (SimpleNamespace(travel_minutes=m) for m in (5.0, 60.0))
    assert mentoring.reached_in_a_day(far, N) < 0.8 * mentoring.reached_in_a_day(near, N)


def test_literacy_settles_at_the_studies_ratio() -> None:
    s = school(
        practice_found=0.4, practice_sum=5.0, care_sum=6.0, teachers=10.0, came=0.0, literacy_gain=0.0, climate=0.5,
        psychological_support=0.5, understanding=0.4,
    )  # fmt: skip
    for _ in range(240):
        pupils.grow(s, N)
    assert s.literacy_gain == pytest.approx(N.pass_through * 0.1 / N.practice_sd, rel=1e-3)
    s.practice_sum = 4.0
    for _ in range(12):
        pupils.grow(s, N)
    kept = s.literacy_gain / (N.pass_through * 0.1 / N.practice_sd)
    assert 0.5 < kept < 1.0


def test_practice_reverts_slower_with_a_mentor_and_a_supervising_principal() -> None:
    changed = {"practice": 0.6}
    alone = practising.lost(teacher(**changed), school(), N)
    assert practising.lost(teacher(**changed, mentored=1.0), school(), N) < 0.2 * alone
    assert practising.lost(teacher(**changed), school(support=1.0, leadership=1.0), N) < alone


def test_practice_never_passes_competence_by_being_taken_up() -> None:
    able = teacher(practice=0.6, mentored=1.0, mentor_skill=1.0)
    assert practising.taken_up(able, school(), cluster(), N) == 0.0


def test_a_facilitator_without_pay_and_status_leaves_soonest() -> None:
    unpaid, paid, recognised = (mentoring.chance_of_leaving(w, r, N) for w, r in ((0, 0), (1, 0), (0, 1)))
    assert unpaid > paid > recognised


def test_far_schools_lose_more_lessons() -> None:
    near, far = (school(travel_minutes=m, came=5.0, teachers=10.0) for m in (5.0, 60.0))
    assert pupils.lessons_lost(far, N) > pupils.lessons_lost(near, N) > 0


@given(st.floats(-40, 40))
def test_exponential_agrees_with_libm(x: float) -> None:
    assert arithmetic.exponential(x) == pytest.approx(math.exp(x), rel=1e-12)


@given(st.floats(allow_nan=False))
def test_logistic_stays_in_its_bounds(x: float) -> None:
    assert 0.0 <= arithmetic.logistic(x) <= 1.0


def test_shares_above_a_cut_agree_with_the_normal_law() -> None:
    cuts = np.linspace(-3, 3, 61)
    mine = [arithmetic.normal_share_above(cut, 0.0) for cut in cuts]
    assert np.abs(mine - norm.sf(cuts)).max() < 2e-4


def test_no_rule_names_what_does_not_exist() -> None:
    assert wiring.misspelt() == []


def test_the_terms_told_are_the_terms_decided_on() -> None:
    t, s, c = teacher(mentored=0.3, recognition=0.4), school(), cluster(levy=4_000.0)
    given_ = {"teacher": t, "school": s, "cluster": c, "n": N}
    told = [
        term(*(given_[name] for name in term.__code__.co_varnames[: term.__code__.co_argcount]))
        for term, _ in attending.TERMS
    ]
    assert N.attend_base + sum(told) == pytest.approx(attending.inclination(t, s, c, N), abs=1e-12)


def test_every_attribute_is_read_and_every_condition_written() -> None:
    from kkgsim import things

    reads = set().union(*(w.reads for w in wiring.all_wiring().values()))
    writes = set().union(*(w.writes for w in wiring.all_wiring().values()))
    for kind, attributes in things.KINDS.items():
        for attribute in attributes:
            assert (kind, attribute.name) in reads, f"nothing reads {kind}.{attribute.name}"
            if attribute.role in ("condition", "tally"):
                assert (kind, attribute.name) in writes, f"nothing writes {kind}.{attribute.name}"
