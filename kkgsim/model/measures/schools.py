"""Measures of one school and of its pupils."""

from __future__ import annotations

from kkgsim.model.rules.arithmetic import normal_share_above
from kkgsim.model.rules.cohorts import ordinary
from kkgsim.model.rules.learning_together import hours_a_week
from kkgsim.model.rules.scheduling import meetings_a_year
from kkgsim.model.rules.week import home_in_time, hours_after_class


def school_far(school):
    return school.far


def school_weak(school):
    return school.weak


def each_school(school):
    return 1.0


def each_pupil(school):
    return school.pupils


def of_hours(school):
    """Hours of its teachers for the KKG, the way and the learning community."""
    return school.hours_spent + school.community_time


def of_sessions_at_school(school):
    """Sessions of its learning community, as far as its teachers are there."""
    return school.community_held * school.community_turnout


def asked_of_a_week(school, cluster, district, n):
    """Hours of a week of school outside class that the KKG, the way to it and the learning community ask of a
    teacher."""
    kkg = hours_after_class(school.way_minutes, cluster, n) * meetings_a_year(cluster, n) / district.school_weeks
    return kkg + hours_a_week(school, district, n)


def of_week_asked(school, cluster, district, n):
    return school.teachers * asked_of_a_week(school, cluster, district, n)


def of_week_overfull(school, cluster, district, n):
    """Teachers of a school where more is asked than the week leaves on average."""
    free = school.slack_sum / school.teachers
    return school.teachers if asked_of_a_week(school, cluster, district, n) > free else 0.0


def of_late(school, cluster, n):
    """Teachers who would not be home in time after a meeting of the KKG."""
    return school.teachers * (1.0 - home_in_time(school.way_minutes, cluster, n))


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
