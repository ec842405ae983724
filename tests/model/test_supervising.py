"""Supervisors and resource persons: how little they have to give, and who leads before whom."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from conftest import made

from kkgsim.engine import sampling
from kkgsim.model.rules import inclining, leading, meeting, mentoring, moving_on, selecting, supervising

N = SimpleNamespace(**sampling.base_numbers())
STAYS = SimpleNamespace(leave=1.0, skill=0.0, diligence=0.0)


# Supervisors


IN_A_DAY = mentoring.reached_in_a_day(0.0, N)
"""Visits that a day has room for where no time goes into the way."""


def looked_after(
    supervisor: dict[str, float] | None = None, district: dict[str, float] | None = None, **cluster: float
) -> tuple[SimpleNamespace, SimpleNamespace]:
    """A cluster of 40 teachers, all on the mentors' list, of a supervisor who has 80 in two clusters."""
    office = made("district", distance_km=5.0, supervisors=1.0, **(district or {}))
    who = made("supervisor", **{"teachers": 80.0, "clusters": 2.0, "skill": 0.3, **(supervisor or {})})
    supervising.supervise(who, office, N)
    one = made("cluster", **{"teachers": 40.0, "listed": 40.0, "meetings": 1.0, **cluster})
    supervising.look_after(one, who, office, N)
    return one, office


def test_routine_visits_go_on_and_are_shared_by_territory() -> None:
    cluster, office = looked_after()
    assert cluster.visit_chance * 40.0 == pytest.approx(0.5 * N.supervisor_visits_found)
    assert cluster.visit_skill == pytest.approx(0.3)
    assert office.supervisor_visits == 0.0


def test_supervisors_as_found_differ_as_those_of_salatiga_did() -> None:
    """From 22 to 57 visits a year: two SD between the first and the last of five."""
    most, fewest = (looked_after({"diligence": d})[0].visit_chance for d in (1.2, -1.2))
    assert 57 / 22 * 0.7 < most / fewest < 57 / 22 * 1.3
    assert looked_after({"diligence": -9.0})[0].visit_chance == 0.0, "nobody visits fewer than none"


def test_asked_for_more_supervisors_give_what_days_they_have() -> None:
    cluster, office = looked_after(visits_asked=1.0)
    in_all = 0.5 * N.supervisor_days * IN_A_DAY
    spare = in_all - 0.5 * N.supervisor_visits_found
    assert office.supervisor_visits == pytest.approx(spare)
    assert cluster.visit_chance * 40.0 == pytest.approx(in_all)
    assert office.supervisor_km == pytest.approx(2.0 * spare * 5.0)
    _, modest = looked_after(visits_asked=0.02)
    assert modest.supervisor_visits == pytest.approx(0.02 * 40.0)
    _, served_already = looked_after(visits_asked=0.5, visits_made=20.0)
    assert served_already.supervisor_visits == 0.0


def test_all_tasks_come_out_of_one_budget_of_days() -> None:
    """Checks first, then meetings of the cadre, then the round of visits, then requests: what one takes the next lacks,
    and together they never take more days than there are."""
    asked = {"visits_asked": 1.0}  # of a cluster
    budget = 0.5 * N.supervisor_days

    def visits(cluster: SimpleNamespace) -> float:
        return float(cluster.visit_chance * 40.0)

    plain, checked = looked_after(**asked)[0], looked_after(**asked, checks=0.5)[0]
    assert visits(plain) - visits(checked) == pytest.approx(0.5 * N.check_days * IN_A_DAY)
    cadre, _ = looked_after(**asked, district={"cadre": 1.0})
    sessions = cadre.cadre_led * cadre.meetings
    assert sessions == pytest.approx(0.5 * N.cadre_sessions)
    assert visits(plain) - visits(cadre) == pytest.approx(sessions * N.session_days * IN_A_DAY)
    for checks in (0.0, 0.5, 2.0, 9.0):
        busy, _ = looked_after(**asked, district={"cadre": 1.0}, checks=checks)
        days = busy.cadre_led * N.session_days + visits(busy) / IN_A_DAY
        assert days == pytest.approx(max(0.0, budget - N.check_days * checks))
    assert looked_after(checks=9.0)[0].visit_chance == 0.0


def test_a_supervisor_freed_from_office_work_visits_more() -> None:
    freed, plain = (looked_after(district={"supervisors_freed": part})[0].visit_chance for part in (1.0, 0.0))
    assert (freed - plain) * 40.0 == pytest.approx(0.5 * N.supervisor_freed * IN_A_DAY)


def test_a_cadre_leads_meetings_and_mentors_better() -> None:
    cadre, plain = (looked_after(district={"cadre": part})[0] for part in (1.0, 0.0))
    assert cadre.cadre_led == pytest.approx(min(1.0, N.cadre_sessions / 2.0))
    assert plain.cadre_led == 0.0
    assert cadre.visit_skill == pytest.approx(0.3 + N.cadre_gain)
    assert cadre.cadre_skill == pytest.approx(0.3 + N.cadre_gain)


def test_half_a_cadre_is_the_abler_half() -> None:
    office = made("district", cadre=0.5, supervisors=4.0)
    team = [made("supervisor", skill=skill) for skill in (0.2, 0.5, 0.4, 0.3)]
    for one in team:
        for other in team:
            if other is not one:
                supervising.compare_skills(one, other)
        supervising.supervise(one, office, N)
    assert [one.cadre for one in team] == [0.0, 1.0, 1.0, 0.0]


def test_posts_that_fall_free_go_by_merit_or_by_seniority() -> None:
    skill = []
    for merit in (0.0, 1.0):
        supervisor = made("supervisor", skill=0.9)
        moving_on.retire(
            supervisor, made("district", merit=merit), SimpleNamespace(leave=0.0, skill=0.0, diligence=0.0), N
        )
        skill.append(supervisor.skill)
    assert skill == pytest.approx([N.supervisor_skill, N.merit_skill])
    stays = made("supervisor", skill=0.9)
    moving_on.retire(stays, made("district", merit=1.0), SimpleNamespace(leave=0.9, skill=0.0, diligence=0.0), N)
    assert stays.skill == 0.9


# Resource persons


def test_resource_persons_are_few_have_few_days_and_can_be_lent() -> None:
    def days(slot: float, added: float = 0.0) -> float:
        person = made("resource_person", slot=slot, skill=0.6)
        mentoring.stand_by(person, made("district", schools=100.0, resource_persons_added=added), STAYS, N)
        return person.days_left

    assert days(0.0) == pytest.approx(min(N.resource_persons, 1.0) * N.resource_days)
    assert days(1.0) == 0.0
    assert days(1.0, added=2.0) == N.resource_days


def test_resource_persons_come_as_invited_while_their_days_last() -> None:
    cluster, person = made("cluster", meetings=2.0, invited=2.0), made("resource_person", skill=0.7, days_left=1.5)
    mentoring.be_engaged(made("engagement"), person, cluster, N)
    assert (cluster.outside, person.days_left) == (1.5, 0.0)
    mentoring.be_engaged(made("engagement"), made("resource_person", skill=0.5, days_left=3.0), cluster, N)
    assert cluster.outside == 2.0
    assert cluster.outside_skill == pytest.approx(1.5 * 0.7 + 0.5 * 0.5)
    idle = made("resource_person", days_left=3.0)
    mentoring.be_engaged(made("engagement"), idle, made("cluster"), N)
    assert idle.days_left == 3.0, "nobody invited him"
    far, invites = made("engagement", minutes=N.visiting_day / 2.0), made("cluster", meetings=2.0, invited=2.0)
    mentoring.be_engaged(far, made("resource_person", skill=0.5, days_left=3.0), invites, N)
    assert invites.outside == 1.5, "a day there and back for each"


def led(cadre: float = 0.0, **given: float) -> SimpleNamespace:
    """A cluster of able seniors and tutors enough, after its supervisor has looked after it and it has met."""
    office = made("district", supervisors=1.0)
    own = {
        "meetings": 1.0,
        "held": 1.0,
        "arrived": 30.0,
        "teachers": 40.0,
        "people_found": N.people_usual,
        "tutor_best": 0.8,
    }
    cluster = made("cluster", **{**own, **given})
    supervisor = made("supervisor", teachers=40.0, clusters=1.0, days=40.0, cadre=cadre, skill=0.9 - N.cadre_gain)
    supervising.look_after(cluster, supervisor, office, N)
    meeting.meet(cluster, made("calendar"), office, N)
    return cluster


TUTORS = {"tutors": 9.0, "tutors_wanted": 9.0, "tutor_sum": 9.0 * 0.8}


def test_who_leads_comes_before_who_else_might() -> None:
    """Facilitators and paid guests, then the cadre, then tutors, then the cluster's own; no meeting is led twice."""
    assert led().lead == pytest.approx(meeting.own_skill(made("cluster", people_found=N.people_usual), N))
    tutored = led(**TUTORS)
    assert (tutored.tutored, tutored.lead) == (1.0, pytest.approx(selecting.passed_on(0.8, N)))
    cadre = led(cadre=1.0, **TUTORS)
    assert (cadre.cadre_led, cadre.tutored, cadre.lead) == (1.0, 0.0, pytest.approx(0.9))
    guest = led(cadre=1.0, **TUTORS, outside=1.0, outside_skill=0.6)
    assert (guest.cadre_led, guest.tutored, guest.lead) == (0.0, 0.0, pytest.approx(0.6))
    both = led(cadre=1.0, **TUTORS, led=0.5, led_skill=0.5 * 0.7, outside=0.5, outside_skill=0.5 * 0.6)
    assert both.lead == pytest.approx(0.65)
    half = led(**TUTORS, led=0.5, led_skill=0.5 * 0.7)
    assert (half.tutored, half.lead) == (0.5, pytest.approx(0.5 * 0.7 + 0.5 * selecting.passed_on(0.8, N)))


def test_a_teacher_is_visited_as_the_cluster_is_and_remembers_it_for_a_while() -> None:
    cluster, teacher = made("cluster", visit_chance=0.5, visit_skill=0.6), made("teacher", listed=1.0)
    mentoring.be_visited(teacher, made("grade"), cluster, SimpleNamespace(visit=0.4), N)
    assert (teacher.visited, teacher.mentored, teacher.mentor_skill) == (1.0, 1.0, 0.6)
    other = made("cluster", visit_chance=0.5, visit_skill=0.9)
    mentoring.be_visited(teacher, made("grade"), other, SimpleNamespace(visit=0.6), N)
    assert (teacher.visited, teacher.mentored, teacher.mentor_skill) == (0.0, N.mentored_fade, 0.6)
    assert inclining.pull_of_mentoring(teacher, N) == pytest.approx(N.attend_mentored * N.mentored_fade)


def test_who_comes_in_the_middle_of_a_school_year_waits_for_a_mentor() -> None:
    newcomer, cluster = made("teacher"), made("cluster", visit_chance=1.0, visit_skill=0.6)
    for month in (11.0, 12.0, 1.0, 6.0, 7.0):
        mentoring.be_listed(newcomer, cluster, made("calendar", month=month))
        mentoring.be_visited(newcomer, made("grade"), cluster, SimpleNamespace(visit=0.0), N)
        assert newcomer.visited == (1.0 if month == 7.0 else 0.0)
    assert cluster.listed == 1.0


def test_the_more_tutors_are_wanted_the_less_able_are_those_who_lead() -> None:
    own = {"tutors": 4.0, "tutor_best": 0.8, "tutor_sum": 4.0 * 0.6}
    skills = [selecting.competence_of_tutors(made("cluster", **own, tutors_wanted=wanted), made("district"))
              for wanted in (1.0, 2.0, 4.0)]  # fmt: skip
    assert skills == [pytest.approx(0.8), pytest.approx(0.8 - 0.2 / 3.0), pytest.approx(0.6)]


def test_tutors_leave_their_classes_for_it() -> None:
    office = made("district", lent_each=0.5)
    busy = made("cluster", meetings=1.0, tutored=0.6, tutored_by_lent=0.2, tutors=4.0, tutors_wanted=2.0,
                tutor_days=1.0)  # fmt: skip
    tutor, other = made("teacher", tutor=1.0), made("teacher")
    for teacher in (tutor, other):
        selecting.leave_class(teacher, busy, office, N)
    assert tutor.days_unheld == pytest.approx(N.tutor_days * 0.4 / 4.0 + 1.0 / 4.0 + 0.5 * 0.5)
    assert other.days_unheld == 0.0


def test_tutors_visit_classes_with_visits_that_nobody_else_has_time_for() -> None:
    def visited(asked: float, **changes: float) -> SimpleNamespace:
        cluster = made("cluster", **{"listed": 40.0, "visits_asked": asked, "visit_chance": 0.1, "visit_skill": 0.4,
                                     "tutors": 2.0, "tutors_wanted": 1.0, "tutor_best": 0.8, "tutor_sum": 1.4,
                                     **changes})  # fmt: skip
        selecting.visit_colleagues(cluster, made("district"), N)
        return cluster

    made_, skill = N.tutor_visit_days * IN_A_DAY, selecting.passed_on(0.8, N)
    busy = visited(1.0)
    assert busy.visit_chance * 40.0 == pytest.approx(4.0 + made_)
    assert busy.visit_skill == pytest.approx((4.0 * 0.4 + made_ * skill) / (4.0 + made_))
    assert busy.tutor_days == pytest.approx(N.tutor_visit_days)
    assert visited(0.1).visit_chance == pytest.approx(0.1), "where others made all that was asked for they are not sent"
    assert visited(1.0, tutors=0.0, tutor_sum=0.0).visit_chance == pytest.approx(0.1)


def test_principals_lead_where_they_are_able_to_and_want_to() -> None:
    able, willing = N.principal_able + 0.1, 0.8
    ready, unable, unwilling = (made("school", leadership=s, support=p)
                                for s, p in ((able, willing), (0.3, 1.0), (able, 0.0)))  # fmt: skip
    cluster = made("cluster", meetings=1.0, held=1.0, arrived=30.0, people_found=N.people_usual)
    for school in (ready, unable, unwilling):
        leading.volunteer(school, cluster, N)
    assert (cluster.principals_able, cluster.principals_skill) == (willing, pytest.approx(willing * able))
    meeting.meet(cluster, made("calendar"), made("district"), N)
    own = meeting.own_skill(made("cluster", people_found=N.people_usual), N)
    assert cluster.principal_led == pytest.approx(N.principal_sessions * willing)
    assert cluster.lead == pytest.approx(own + cluster.principal_led * (able - own))
    led_by_others = made("cluster", meetings=1.0, held=1.0, arrived=30.0, led=1.0, led_skill=0.7, principals_able=9.0)
    meeting.meet(led_by_others, made("calendar"), made("district"), N)
    assert led_by_others.principal_led == 0.0
