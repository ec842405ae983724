"""Measures of one teacher, school, cluster or tie in a month: the values and weights that outcomes are means of.

Rules like those of :mod:`kkgsim.model.rules`, but nothing changes by them.
"""

from __future__ import annotations

from kkgsim.model.rules.arithmetic import normal_share_above, share
from kkgsim.model.rules.cohorts import ordinary
from kkgsim.model.rules.selecting import had, trained_by_count


def school_far(school):
    return school.far


def teacher_contract(teacher):
    return 1.0 - teacher.permanent


def teacher_weak(teacher):
    return teacher.weak


def school_weak(school):
    return school.weak


def each_teacher(teacher):
    return 1.0


def each_school(school):
    return 1.0


def each_cluster(cluster):
    return 1.0


def each_pupil(school):
    return school.pupils


def those_in_post(teacher):
    """Everybody but this month's newcomers, who had no meeting to come to."""
    return 1.0 - teacher.replaced


def of_attendance(teacher):
    """Attendance of the latest meeting, so that a month without one leaves no gap."""
    return teacher.attended_last


def of_online(teacher):
    return teacher.online


def those_who_came(teacher):
    return teacher.attended


def of_ict(teacher):
    return teacher.ict


def of_places(teacher):
    return teacher.places


def of_trained(teacher):
    return 1.0 if had(teacher) > 0.5 else 0.0


def of_belief(teacher):
    return 1.0 if teacher.belief > 0.5 else 0.0


def of_pedagogic(teacher):
    return teacher.pedagogic


def of_professional(teacher):
    return teacher.professional


def of_social(teacher):
    return teacher.social


def of_personality(teacher):
    return teacher.personality


def of_practice(teacher):
    return teacher.practice


def of_instruction(teacher, district):
    """Practice gained on the old ways, in SD between teachers."""
    return (teacher.practice - teacher.practice_found) / district.practice_sd


def of_routine(teacher, district):
    """The part of it that has become routine."""
    return (teacher.routine - teacher.practice_found) / district.practice_sd


def of_class(teacher):
    """Literacy that the class gained with this teacher since July."""
    return teacher.class_gain


def of_motivation(teacher):
    return teacher.motivation


def of_visits(teacher):
    return teacher.visited


def of_visits_asked(cluster, district):
    """Follow-up visits that a policy asks for."""
    return district.visits_asked * cluster.teachers


def of_visits_made(cluster):
    """Visits that somebody has time for, the supervisors' routine included."""
    return cluster.visit_chance * cluster.listed


def teachers_of(cluster):
    return cluster.teachers


def of_replacement(teacher):
    return teacher.replaced


def meetings_of(cluster):
    """Meetings of the month: what agenda, worth and who leads are averaged over."""
    return cluster.meetings


def of_capacity_agenda(cluster):
    return cluster.meetings * (1.0 - cluster.admin_share)


def of_worth(cluster):
    return cluster.meetings * cluster.worth


def of_relevance(cluster):
    return cluster.relevance


def of_management(cluster):
    return cluster.management


def of_facilitated(cluster):
    return cluster.led


def of_outside(cluster):
    return cluster.outside


def of_tutored(cluster):
    return cluster.meetings * cluster.tutored


def of_meetings_held(cluster):
    return cluster.meetings


def of_reach(cluster):
    """1 where a facilitator came within about a year."""
    return 1.0 if cluster.reached > 0.5 else 0.0


def of_preparation(cluster, district):
    return district.preparation


def at_work(cluster, district):
    """1 where there are facilitators at all."""
    return 1.0 if district.facilitators_active > 0.0 else 0.0


def of_days_used(cluster, district):
    return share(district.days_used, district.facilitator_days)


def of_facilitators(cluster, district):
    """A cluster's part of its district's facilitators, so that districts can be added up."""
    return district.facilitators_active / district.clusters


def part_of_district(cluster, district):
    return 1.0 / district.clusters


def meetings_planned(cluster):
    return cluster.planned


def of_held(cluster):
    return cluster.planned * cluster.held


def of_afforded(cluster):
    return cluster.planned * cluster.afforded


def of_purse(cluster):
    return cluster.purse_bos + cluster.purse_bosda + cluster.purse_grant


def met(level, n):
    """1 where a standard counts as met."""
    return 1.0 if level >= n.standard_met else 0.0


def of_organisation(cluster, n):
    return met(cluster.organisation, n)


def of_programme(cluster, n):
    return met(cluster.programme, n)


def of_people(cluster, n):
    return met(cluster.people, n)


def of_facilities(cluster, n):
    return met(cluster.facilities, n)


def of_managed(cluster, n):
    return met(cluster.management, n)


def of_funding(cluster, n):
    return met(cluster.funding, n)


def of_monitoring(cluster, n):
    return met(cluster.monitoring, n)


def of_standards_met(cluster, n):
    """How many of the seven standards a cluster meets."""
    return (
        met(cluster.organisation, n)
        + met(cluster.programme, n)
        + met(cluster.people, n)
        + met(cluster.facilities, n)
        + met(cluster.management, n)
        + met(cluster.funding, n)
        + met(cluster.monitoring, n)
    )


def of_standards(cluster):
    """Mean level of the seven standards."""
    return (
        cluster.organisation
        + cluster.programme
        + cluster.people
        + cluster.facilities
        + cluster.management
        + cluster.funding
        + cluster.monitoring
    ) / 7.0


def spread_at(count, district):
    """F(1 - F) where F is the share of teachers trained fewer times than ``count`` were at least."""
    part = share(count, district.teachers)
    return part * (1.0 - part)


def of_training_gini(cluster, district):
    """Gini of training places over teachers: for whole numbers the sum of F(1 - F) over the mean (exact up to twelve
    places)."""
    spread = 0.0
    for count in trained_by_count(district):
        spread = spread + spread_at(count, district)
    return share(spread, district.places_mean)


def within_tenth(count, district):
    """How many of ``count`` teachers are among the most trained tenth."""
    return min(count, district.teachers / 10.0)


def of_training_top(cluster, district):
    """Share of all training places that the most trained tenth of teachers had (exact up to twelve places)."""
    had = 0.0
    for count in trained_by_count(district):
        had = had + within_tenth(count, district)
    return share(had, district.places_total)


def any_trained(cluster, district):
    """1 from the first training place on; before, there is nothing to be concentrated."""
    return 1.0 if district.places_total > 0.0 else 0.0


def of_hours(school):
    return school.hours_spent


def its_teachers(school):
    return school.teachers


def of_lessons_lost(school, n):
    """Hours lost to meetings, courses and service elsewhere, of all contact hours in a full school month."""
    return (school.lessons_lost * school.teachers + school.hours_unheld) / n.contact_hours


def of_principal_support(school):
    return school.support


def of_climate(school):
    return school.pupils * school.climate


def of_psychological_support(school):
    return school.pupils * school.psychological_support


def of_understanding(school):
    return school.pupils * school.understanding


def share_above(cut, level, spread):
    """Share of children above a cut where they stand at a level with a spread between them."""
    return normal_share_above(0.0, (level - cut) / spread)


def of_literacy(school):
    return school.pupils * school.literacy


def of_reading(school):
    return school.pupils * school.reading


def of_early_reading(school):
    return school.pupils * school.early_reading


def of_assessed(school):
    return school.pupils * school.assessed


def of_letters(school, district, n):
    return school.pupils * share_above(n.cut_letters, school.early_reading, district.pupil_spread)


def of_syllables(school, district, n):
    return school.pupils * share_above(n.cut_syllables, school.early_reading, district.pupil_spread)


def of_words(school, district, n):
    return school.pupils * share_above(n.cut_words, school.early_reading, district.pupil_spread)


def passing(number, school, calendar, district, n):
    """Share of a grade that passes the test of basic literacy at this time of the school year."""
    level = ordinary(number, calendar.passed, n) + school.beginners
    return share_above(n.cut_basic, level, district.pupil_spread)


def of_basic(school, calendar, district, n):
    """In grades 1 to 3, by one test for all: the share rises through a school year and falls as a new one begins."""
    first, second = passing(1.0, school, calendar, district, n), passing(2.0, school, calendar, district, n)
    return school.pupils * (first + second + passing(3.0, school, calendar, district, n)) / 3.0


def of_minimum(school, district, n):
    """In the national assessment of grade 5, its drift included."""
    return school.pupils * share_above(n.cut_minimum, school.assessed, district.assessed_spread)


def of_ties(tie):
    return (1.0 - tie.within) * tie.strength


def possible_ties(tie):
    return 1.0 - tie.within
