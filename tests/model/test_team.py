"""The team of facilitators: who is asked, who serves, what it costs their classes, and who takes over."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from conftest import made

from kkgsim.engine import sampling
from kkgsim.model.rules import financing, serving

N = SimpleNamespace(**sampling.base_numbers())
STAYS = SimpleNamespace(leave=1.0, recruit=1.0, lot=0.0)
COMES = SimpleNamespace(leave=1.0, recruit=0.0)
USUAL = {"pedagogic_found": N.start_pedagogic, "professional_found": N.start_professional,
         "social_found": N.start_social, "personality_found": N.start_personality, "experience": 12.0}  # fmt: skip
"""A teacher who is neither better nor worse than others, and no novice."""


# The team


def served(
    luck: SimpleNamespace, district: dict[str, float], teacher: dict[str, float] | None = None, **changes: float
) -> tuple[SimpleNamespace, SimpleNamespace]:
    """A willing teacher and the office, after the office has gone down its list and she has served or not."""
    facilitator, office = made("facilitator", **changes), made("district", **{"candidates": 20.0, **district})
    serving.draw_up_list(office, N)
    serving.serve(facilitator, made("teacher", **{**USUAL, **(teacher or {})}), office, luck, N)
    serving.set_days(facilitator, made("school"), office, N)
    serving.keep_list(office)
    return facilitator, office


def test_a_post_paid_for_is_filled_and_half_a_post_gives_half_the_days() -> None:
    new, office = served(COMES, {"facilitators_wanted": 2.0}, order=1.0)
    assert (new.active, new.recruited) == (1.0, 1.0)
    assert new.skill == pytest.approx(N.facilitator_skill - N.quarter_above * N.facilitator_skill_sd)
    assert (new.days, office.facilitators_new, office.facilitators_paid) == (N.facilitator_days, 1.0, 1.0)
    half, office = served(COMES, {"facilitators_wanted": 1.5}, order=1.0)
    assert (half.days, office.facilitators_paid) == (0.5 * N.facilitator_days, 0.5)
    none, office = served(COMES, {"facilitators_wanted": 1.0}, order=1.0)
    assert (none.active, office.facilitator_days) == (0.0, 0.0)


def test_no_more_are_trained_in_a_month_than_a_district_can_but_those_at_work_go_on() -> None:
    last = N.trained_in_a_month
    assert served(COMES, {"facilitators_wanted": 15.0}, order=last - 1.0)[0].active == 1.0
    assert served(COMES, {"facilitators_wanted": 15.0}, order=last)[0].active == 0.0
    next_month = {"facilitators_wanted": 15.0, "list_reached": last}
    assert served(COMES, next_month, order=last)[0].active == 1.0
    paid_again, _ = served(STAYS, {"facilitators_wanted": 15.0}, order=14.0, active=1.0)
    assert paid_again.funded == 1.0, "whoever is at work need not be trained"


def test_who_cannot_serve_is_passed_over_and_the_next_is_asked() -> None:
    for cannot in ({"pause": 5.0}, {"teacher": {"experience": 1.0}}):
        out, office = served(COMES, {"facilitators_wanted": 1.0}, **cannot)
        assert (out.active, out.funded, office.passed_over) == (0.0, 0.0, 1.0)
    _, crowded = served(COMES, {"facilitators_wanted": 1.0, "on_list": 1.0})
    assert crowded.passed_over == -1.0, "where two came to have one place, one fewer is asked"
    instead, _ = served(COMES, {"facilitators_wanted": 1.0, "passed_over": 1.0}, order=1.0)
    assert instead.active == 1.0
    gone, _ = served(SimpleNamespace(leave=0.0, recruit=0.0), {"facilitators_wanted": 1.0}, active=1.0)
    assert (gone.active, gone.pause) == (0.0, N.facilitator_pause)


def test_no_team_is_larger_than_the_number_of_the_willing() -> None:
    _, office = served(COMES, {"facilitators_wanted": 900.0, "list_reached": 25.0})
    assert office.list_goal == office.list_reached == 20.0


def test_volunteers_give_part_of_their_days_and_nobody_releases_them() -> None:
    volunteer, office = served(STAYS, {"release_days": 2.5}, active=1.0, skill=0.7)
    assert volunteer.days == N.unpaid_effort * N.facilitator_days
    assert (office.facilitators_paid, volunteer.freed) == (0.0, 0.0)


def test_the_ablest_come_first_on_the_list_and_make_better_mentors() -> None:
    gifts = (0.5, -1.0, 2.0, 0.5)
    listed = [made("facilitator") for _ in gifts]
    for facilitator, gift in zip(listed, gifts, strict=True):
        n = SimpleNamespace(**{**vars(N), "chosen_by_ability": 1.0})
        serving.stand_as_candidate(facilitator, made("teacher", **USUAL, gift=gift), SimpleNamespace(lot=9.0), n)
    for facilitator in listed:
        for other in listed:
            if other is not facilitator:
                serving.compare_candidates(facilitator, other)
    assert [facilitator.order for facilitator in listed] == [1.5, 3.0, 0.0, 1.5]
    skills = [serving.skill_once_trained(made("teacher", **USUAL, gift=gift), N) for gift in gifts]
    assert skills[2] > skills[0] > skills[1]
    better = made("teacher", **{**USUAL, "pedagogic_found": N.start_pedagogic + 0.1})
    assert serving.skill_once_trained(better, N) > serving.skill_once_trained(made("teacher", **USUAL), N)


def test_a_released_teachers_own_school_pays_her_substitute_or_her_class_has_nobody() -> None:
    for can_pay in (0.0, 0.5, 1.0):
        released, office = served(STAYS, {"facilitators_wanted": 1.0, "release_days": 2.0}, active=1.0)
        freed = 2.0 * N.weeks_of_release
        assert released.days == pytest.approx(N.facilitator_days + freed)
        bill = freed * N.substitute_pay
        school, cluster = made("school", honorarium_room=can_pay * bill, release_bill=bill), made("cluster")
        financing.pay_substitutes(released, school, cluster, office, N)
        assert office.substitute_days == released.covered == pytest.approx(can_pay * freed)
        assert cluster.substitutes_bill == pytest.approx(can_pay * bill)
        teacher = made("teacher")
        serving.miss_class(released, teacher, N)
        assert teacher.days_covered == pytest.approx(can_pay * freed)
        assert teacher.days_unheld == pytest.approx((1.0 - can_pay) * freed), "who is released and idle stays away"


def test_days_of_work_without_release_are_beside_lessons_and_a_substitute_makes_up_for_part() -> None:
    teacher, busy = made("teacher"), made("facilitator", active=1.0, days=4.0, days_left=1.0)
    serving.miss_class(busy, teacher, N)
    assert (teacher.days_unheld, teacher.serving) == (0.0, 1.0)
    away = serving.lessons_missed(made("teacher", days_unheld=5.0, days_covered=5.0), N)
    assert away == pytest.approx((5.0 + 5.0 * (1.0 - N.substitute_quality)) / N.teaching_days)


def test_skill_is_kept_by_work_and_lost_idle() -> None:
    top = serving.skill_once_trained(made("teacher", **USUAL, gift=1.5), N)
    busy, idle = (made("facilitator", active=1.0, skill=s, days=4.0, days_left=left)
                  for s, left in ((0.5, 0.0), (top, 4.0)))  # fmt: skip
    for _ in range(24):
        for facilitator in (busy, idle):
            serving.keep_in_practice(facilitator, made("teacher", **USUAL, gift=1.5), N)
    assert busy.skill == pytest.approx(top, abs=0.01)
    assert N.senior_skill < idle.skill < 0.5 * (top + N.senior_skill)


def test_whoever_takes_over_a_post_is_no_facilitator_and_stands_for_herself() -> None:
    office = made("district", candidates=100.0)
    for moved in ("replaced", "moved"):
        post = made("facilitator", active=1.0, recognised=1.0, skill=0.8, order=0.0, pause=9.0)
        serving.hand_over(post, made("teacher", **USUAL, **{moved: 1.0}), office, STAYS, N)
        assert (post.active, post.recognised, post.skill) == (0.0, 0.0, 0.0)
        assert post.pause == 0.0, "it was the one before her who stopped"
        assert post.order == pytest.approx(50.0, abs=0.1), "a middling teacher stands in the middle of the list"
    stays = made("facilitator", active=1.0, order=3.0)
    serving.hand_over(stays, made("teacher", **USUAL), office, STAYS, N)
    assert (stays.active, stays.order) == (1.0, 3.0)


def test_aptitude_is_half_teaching_in_all_four_competencies_and_half_a_gift() -> None:
    spread = N.start_competence_sd * (N.start_competence_common + 0.25 * (1.0 - N.start_competence_common)) ** 0.5
    for competence in ("pedagogic_found", "professional_found", "social_found", "personality_found"):
        better = made("teacher", **{**USUAL, competence: USUAL[competence] + 0.1})
        assert serving.standing_as_teacher(better, N) == pytest.approx(0.25 * 0.1 / spread)
        assert serving.aptitude(better, N) == pytest.approx(N.mentor_teaches**0.5 * 0.25 * 0.1 / spread)
    assert serving.aptitude(made("teacher", **USUAL, gift=1.0), N) == pytest.approx((1.0 - N.mentor_teaches) ** 0.5)


def test_the_chance_of_leaving_goes_by_pay_and_by_status() -> None:
    assert serving.chance_of_leaving(0.0, 0.0, N) == N.leave_unpaid
    assert serving.chance_of_leaving(1.0, 0.0, N) == N.leave_paid
    assert serving.chance_of_leaving(1.0, 1.0, N) == N.leave_recognised
    assert serving.chance_of_leaving(0.0, 0.5, N) == pytest.approx(0.5 * (N.leave_unpaid + N.leave_recognised))


def test_status_counts_only_with_pay_and_a_role() -> None:
    def counts(wanted: float, role: float) -> float:
        return serving.status_that_counts(made("facilitator", recognised=1.0, role=role), wanted, N)

    assert counts(1.0, 1.0) == 1.0
    assert counts(0.0, 1.0) == N.status_on_paper
    assert counts(1.0, 0.0) == counts(0.0, 0.0) == 0.0


def test_who_is_paid_stays_and_a_status_without_a_rupiah_keeps_hardly_anybody() -> None:
    def stays(leave: float, recognised: float = 0.0, **district: float) -> float:
        luck = SimpleNamespace(leave=leave, recruit=1.0)
        return served(luck, district, active=1.0, recognised=recognised, role=1.0)[0].active

    assert stays(0.5 * N.leave_unpaid) == stays(0.5 * N.leave_unpaid, recognised=1.0) == 0.0
    assert stays(0.5 * N.leave_unpaid, facilitators_wanted=1.0) == 1.0
    between = 0.5 * (N.leave_paid + N.leave_recognised)
    assert stays(between, facilitators_wanted=1.0) == 0.0
    assert stays(between, facilitators_wanted=1.0, recognised=1.0) == 1.0


def test_a_role_is_kept_by_work_and_lost_without() -> None:
    idle, busy = (made("facilitator", role=1.0, days=4.0, days_left=left) for left in (4.0, 0.0))
    for _ in range(12):
        for facilitator in (idle, busy):
            serving.keep_in_practice(facilitator, made("teacher", **USUAL), N)
    assert busy.role == pytest.approx(1.0)
    assert idle.role == pytest.approx(N.role_memory**12)


def test_status_once_given_stays_with_the_person_until_she_leaves_and_costs_where_she_is_paid() -> None:
    given_, office = served(STAYS, {"facilitators_recognised": 0.6, "facilitators_wanted": 1.0}, active=1.0)
    assert (given_.recognised, office.facilitators_with_status) == (0.6, 0.6)
    kept, office = served(STAYS, {}, active=1.0, recognised=0.6)
    assert (kept.recognised, office.facilitators_with_status) == (0.6, 0.0)
    gone, office = served(SimpleNamespace(leave=0.0, recruit=1.0), {}, active=1.0, recognised=0.6)
    assert (gone.active, gone.recognised, office.facilitators_with_status) == (0.0, 0.0, 0.0)
    nobody, _ = served(STAYS, {"facilitators_recognised": 1.0})
    assert nobody.recognised == 0.0
