"""Measures of one teacher or of a tie between two, and of how training places fall to teachers."""

from __future__ import annotations

from kkgsim.model.rules.arithmetic import share
from kkgsim.model.rules.selecting import had, trained_by_count


def teacher_contract(teacher):
    return 1.0 - teacher.permanent


def teacher_weak(teacher):
    return teacher.weak


def teacher_cares(teacher):
    return teacher.cares


def each_teacher(teacher):
    return 1.0


def those_in_post(teacher):
    """Everybody but this month's newcomers, who had no meeting to come to."""
    return 1.0 - teacher.replaced


def of_attendance(teacher):
    """Attendance of the latest meeting, so that a month without one leaves no gap."""
    return teacher.attended_last


def of_certificates(teacher):
    return teacher.certificates


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


def of_promotion(teacher):
    return teacher.promoted


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


def of_replacement(teacher):
    return teacher.replaced


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


def of_ties(tie):
    return (1.0 - tie.within) * tie.strength


def possible_ties(tie):
    return 1.0 - tie.within
