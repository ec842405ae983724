"""Workload, a duty, a certificate, a string on the pay: what they do to single teachers and to their classes."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from conftest import made

from kkgsim.engine import sampling
from kkgsim.model.rules import attending, career, feeling, inclining, learning, presence, pupils

N = SimpleNamespace(**sampling.base_numbers())
WEEKS = made("district", school_weeks=36.0)


def test_who_comes_because_it_is_required_takes_in_less() -> None:
    willing, driven, eager = (
        learning.eagerness(made("teacher", motivation=m, qualified=1.0, unwilling=u), N)
        for m, u in ((0.2, 0.0), (0.2, 0.6), (1.0, 0.0))
    )
    assert driven == pytest.approx(willing * (1.0 - 0.6 * N.hollow_presence))
    assert eager > willing


def test_duty_fills_the_room_with_the_unwilling() -> None:
    school, luck = made("school", teachers=10.0), SimpleNamespace(attend=0.5)
    paid_and_watched = made("cluster", meetings=1.0, held=1.0, funding=1.0, monitoring=1.0, rule_kept=1.0)
    unwilling = []
    for motivation, cluster in (
        (0.2, paid_and_watched),
        (0.9, paid_and_watched),
        (0.2, made("cluster", rule_kept=1.0)),
    ):
        teacher = made("teacher", motivation=motivation, duty=1.0, permanent=1.0)
        attending.decide(teacher, school, cluster, WEEKS, luck, N)
        unwilling.append(teacher.unwilling)
    assert unwilling[0] == pytest.approx(0.8)
    assert unwilling[0] > unwilling[1] > 0.0
    assert unwilling[2] < unwilling[0], "on paper it drives nobody"


def test_a_certificate_needs_a_partner_a_facilitator_and_people_who_meet_the_standard() -> None:
    cluster = made("cluster", facilitated=1.0, people=1.0)
    entitled = made("district", sessions_certified=1.0, partnered=1.0)
    assert career.certificate(cluster, entitled) == 1.0
    assert career.certificate(cluster, made("district", sessions_certified=1.0)) == 0.0
    assert career.certificate(cluster, made("district", partnered=1.0)) == 0.0
    assert career.certificate(made("cluster", people=1.0), entitled) == 0.0
    assert career.certificate(made("cluster", facilitated=1.0), entitled) == 0.0
    careerist, other = (
        inclining.pull_of_certificate(made("teacher", career=c), cluster, entitled, N) for c in (1.0, 0.0)
    )
    assert careerist == N.attend_certificate == 2.0 * other


def test_an_allowance_without_a_string_puts_nothing_at_stake() -> None:
    paid, tied, rated = (
        presence.at_stake(made("teacher", allowance=N.reference_allowance, **string), N)
        for string in ({}, {"tied_to_presence": 1.0}, {"tied_to_ratings": 1.0})
    )
    assert (paid, tied, rated) == (0.0, 1.0, N.ratings_weight)
    assert presence.at_stake(made("teacher", tied_to_presence=1.0), N) == 0.0, "a string on nothing"
    assert presence.at_stake(made("teacher", allowance=9e9, tied_to_presence=1.0, tied_to_ratings=1.0), N) == 1.0


def test_pay_that_hangs_on_presence_brings_teachers_to_class_and_to_teach_with_effort() -> None:
    gains, school = [], made("school", teachers=N.usual_staff)
    for tied in (0.0, 1.0):
        teacher = made(
            "teacher", allowance=N.reference_allowance, tied_to_presence=tied, practice=0.4, practice_start=0.4
        )
        district = made("district", teachers=1.0, practice_sd=0.1)
        pupils.teach(teacher, made("grade"), school, made("calendar", year_share=1.0), district, N)
        gains.append(teacher.class_gain)
    assert gains[0] == 0.0
    assert gains[1] == pytest.approx(N.taught_at_stake + N.loss_absent * N.absence_found * N.presence_gained)
    assert 0.12 < gains[1] < 0.25


def test_a_community_that_looks_puts_something_at_stake_without_pay() -> None:
    overseen, rated = made("teacher", overseen=1.0), made("teacher", allowance=9e9, tied_to_ratings=1.0, overseen=1.0)
    assert presence.at_stake(overseen, N) == N.oversight_weight <= presence.at_stake(rated, N) == N.ratings_weight


def test_pupils_learn_less_from_substitutes() -> None:
    for days, part in (("days_covered", 1.0 - N.substitute_quality), ("days_unheld", 1.0)):
        away = made("teacher", **{days: 2.0})
        lost = pupils.learning_lost(away, made("school", teachers=10.0), 0.0, N)
        assert lost == pytest.approx(N.loss_absent * part * 2.0 / N.teaching_days)


def test_overload_saps_motivation_and_relief_gives_it_back() -> None:
    cluster, school = made("cluster"), made("school", support=0.5)
    busy, relieved = (made("teacher", workload=12.0, relief_hours=hours) for hours in (0.0, 5.0))
    assert feeling.resting_motivation(busy, school, cluster, N) < feeling.resting_motivation(
        relieved, school, cluster, N
    )
