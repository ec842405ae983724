"""Cohorts of children and what they are taught (``children_and_offices.md``, cohorts and pupils)."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from verification.twin.arithmetic import clip, positive, root, share
from verification.twin.meetings import hours_of, part_in_class
from verification.twin.things import World


def kept_a_month(n: SimpleNamespace) -> float:
    """Part of a gain that is left a month later."""
    return float(1.0 - n.literacy_fade / 12.0)


def ordinary(n: SimpleNamespace, number: Any, passed: Any) -> Any:
    """Reading of the nation's children in a grade; 0 at the end of grade 2."""
    years = number - 1.0 + passed
    early = np.minimum(years, 3.0)
    return n.growth_early * (early - 2.0) + n.growth_late * (years - early)


def chance_of_cohort(n: SimpleNamespace, school: Any, district: Any) -> Any:
    """Spread of cohorts about what a school usually has."""
    return n.cohort_chance * district.pupil_spread / root(np.maximum(school.pupils / 6.0, 1.0))


def up_to_date(n: SimpleNamespace, teacher: Any) -> Any:
    """Part of what is known about teaching that counts under the curriculum in force."""
    return 1.0 - n.curriculum_part * teacher.outdated


def count_grades(w: World, stands: Any) -> None:
    """Grades are counted among those of their school."""
    s, g = w.school, w.grade
    s.add("gain_sum", g.school, g.gain)
    s.add("apart_sum", g.school, g.apart)
    s.add("reading_sum", g.school, g.reading)
    s.add("beginners_sum", g.school, np.where(g.number < 3.5, stands, 0.0))
    s.add("early_sum", g.school, np.where((g.number > 1.5) & (g.number < 3.5), stands, 0.0))
    s.add("assessed_sum", g.school, np.where((g.number > 4.5) & (g.number < 5.5), stands, 0.0))


def add_up(w: World) -> None:
    """A school reads as its grades do."""
    s = w.school
    s.literacy_gain = s.gain_sum / 6.0
    s.literacy = s.literacy_found + s.literacy_gain + s.apart_sum / 6.0
    s.reading = s.reading_sum / 6.0
    s.beginners = s.literacy_found + s.beginners_sum / 3.0
    s.early_reading = s.literacy_found + s.early_sum / 2.0
    s.assessed = s.assessed_found + s.assessed_sum + w.district.drift


def show(w: World) -> None:
    """What teachers are like shows in the classes of their school."""
    t, s = w.teacher, w.school
    s.add("practice_sum", t.school, t.practice)
    s.add("care_sum", t.school, 0.5 * (t.social + t.personality))
    s.add("professional_sum", t.school, t.professional * up_to_date(w.n, t))
    s.add("motivation_sum", t.school, t.motivation)


def climate_of(w: World) -> Any:
    """Pleasant, orderly classes."""
    n, s = w.n, w.school
    practice, care = s.practice_sum / s.teachers, s.care_sum / s.teachers
    crowded = s.pupils / np.maximum(s.teachers, 6.0) / n.usual_class - 1.0
    mixed = n.climate_practice * practice + (1.0 - n.climate_practice) * care
    return clip(mixed - n.climate_crowding * crowded, 0.0, 1.0)


def comfort_of(w: World) -> Any:
    """Support of pupils' needs."""
    n, s = w.n, w.school
    practice, care = s.practice_sum / s.teachers, s.care_sum / s.teachers
    will = s.motivation_sum / s.teachers - 0.5
    mixed = n.comfort_practice * practice + (1.0 - n.comfort_practice) * care
    return clip(mixed + n.comfort_motivation * will, 0.0, 1.0)


def understanding_of(w: World) -> Any:
    """Pupils who understand the lesson."""
    n, s = w.n, w.school
    practice, knowledge = s.practice_sum / s.teachers, s.professional_sum / s.teachers
    explained = n.understanding_practice * practice + (1.0 - n.understanding_practice) * knowledge
    return clip(explained + n.understanding_reading * s.literacy, 0.0, 1.0)


def open_classes(w: World) -> None:
    """Classes at the start."""
    s = w.school
    add_up(w)
    s.climate, s.psychological_support, s.understanding = climate_of(w), comfort_of(w), understanding_of(w)


def grow(w: World) -> None:
    """Schools read as their grades do; how classes feel follows."""
    s, rate = w.school, w.n.classroom_rate
    add_up(w)
    s.climate = s.climate + rate * (climate_of(w) - s.climate)
    s.psychological_support = s.psychological_support + rate * (comfort_of(w) - s.psychological_support)
    s.understanding = s.understanding + rate * (understanding_of(w) - s.understanding)


def spend_time(w: World) -> None:
    """Meetings cost teachers' hours and pupils' lessons."""
    n, s, cluster = w.n, w.school, w.its_cluster
    way = 2.0 * s.way_minutes / 60.0
    s.hours_spent = cluster.meetings * (s.came * hours_of(n, cluster) + s.on_site * way)
    s.lessons_lost = part_in_class(n, cluster) * s.hours_spent / s.teachers


def part_away(n: SimpleNamespace, teacher: Any) -> Any:
    """Part of a school month that a teacher is not with her class."""
    return share(teacher.days_covered + teacher.days_unheld, n.teaching_days)


def lessons_missed(n: SimpleNamespace, t: Any) -> Any:
    """Part of a school month that a class goes without; a substitute makes up for part."""
    return share(t.days_unheld + (1.0 - n.substitute_quality) * t.days_covered, n.teaching_days)


def taught_in_a_year(w: World) -> Any:
    """SD of literacy that a year with a teacher brings above what was found."""
    from verification.twin.attending import at_stake

    n, t, school = w.n, w.teacher, w.her_school
    stake = at_stake(n, t)
    better = (t.practice - t.practice_start) / w.district.practice_sd
    alone = 1.0 + n.small_school_loss * (positive(n.usual_staff - school.teachers) / n.usual_staff)
    missed = lessons_missed(n, t)
    won = n.absence_found * n.presence_gained * stake
    lost = n.loss_absent * alone * (school.lessons_lost / n.contact_hours + missed - won)
    return n.pass_through * (1.0 - part_away(n, t)) * better + n.taught_at_stake * stake - lost


def teach(w: World) -> None:
    """Teachers bring what they do to their grade; in July a new class begins with them."""
    n, t = w.n, w.teacher
    taught = taught_in_a_year(w)
    before = np.zeros(t.count) if w.calendar.month == 7 else kept_a_month(n) * t.class_gain
    t.class_gain = clip(before + w.calendar.year_share * taught, -6.0, 6.0)
    w.grade.add("taught_sum", t.grade, taught)
    w.school.add("hours_unheld", t.school, lessons_missed(n, t) * n.contact_hours)
    show(w)


def cohorts(w: World) -> None:
    """Grades meet their teachers, move up in July, learn and read."""
    n, g, s, calendar = w.n, w.grade, w.school, w.calendar
    s.add("taught_sum", g.school, g.taught_sum)
    g.leaving_apart, g.leaving_gain = g.apart, g.gain
    if calendar.month == 7:
        enters = g.number < 1.5
        newcomers = w.grades_school.intake * chance_of_cohort(n, w.grades_school, w.district)
        g.apart = np.where(enters, newcomers, g.leaving_apart[g.lower])
        g.gain = np.where(enters, 0.0, g.leaving_gain[g.lower])
    own = g.taught_sum[g.taught_with] / np.maximum(g.teachers[g.taught_with], 1.0)
    all_teachers = w.grades_school.taught_sum / w.grades_school.teachers
    taught = n.class_teacher_share * own + (1.0 - n.class_teacher_share) * all_teachers
    g.gain = clip(kept_a_month(n) * g.gain + calendar.year_share * taught, -6.0, 6.0)
    stands = g.apart + g.gain
    g.reading = ordinary(n, g.number, calendar.passed) + w.grades_school.literacy_found + stands
    count_grades(w, stands)


def drift(w: World) -> None:
    """The national assessment rises by itself, ever more slowly."""
    n, d = w.n, w.district
    d.drift = d.drift + n.assessment_drift / 12.0 * d.drift_left
    d.drift_left = d.drift_left * (1.0 - n.drift_slows / 12.0)
