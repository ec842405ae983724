"""Places in courses, and tutors (``teachers.md``, selecting)."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from verification.twin.arithmetic import clip, is_so, over, positive, share, total
from verification.twin.meetings import length
from verification.twin.mentoring import reached_in_a_day
from verification.twin.things import World


def had(teacher: Any) -> Any:
    """External training places that a teacher ever had."""
    return teacher.trained_before + teacher.places


def part_had(teacher: Any) -> Any:
    """How much of what courses teach a teacher still has."""
    return np.minimum(1.0, teacher.drilled)


def fit_to_lead(n: SimpleNamespace, teacher: Any) -> Any:
    """1 for a teacher who meets the standard of a tutor."""
    as_taught = n.course_gain * n.course_ordinary * positive(n.course_level - teacher.pedagogic_found)
    trained = (had(teacher) > 0.5) | (teacher.pedagogic - teacher.pedagogic_found > as_taught)
    seasoned = trained & (teacher.experience >= n.tutor_years) & (teacher.pedagogic >= n.tutor_level)
    return np.where(seasoned, teacher.qualified, 0.0)


def passed_on(n: SimpleNamespace, competence: Any) -> Any:
    """What a tutor passes on of a competence."""
    return n.senior_skill + (1.0 - n.cascade_loss) * positive(competence - n.senior_skill)


def worth_of_course(n: SimpleNamespace, teacher: Any, district: Any) -> Any:
    """What a course does relative to a good one."""
    ordinary = n.course_ordinary * (1.0 / (1.0 + n.course_repeats * teacher.drilled))
    return ordinary + (1.0 - ordinary) * district.partnered


def train(w: World) -> None:
    """Places come on offer, teachers have claims, and those chosen go."""
    n, t, d = w.n, w.teacher, w.district
    d.course_places = d.teachers * (n.courses_found + d.courses_added) / 12.0
    usual = 1.0 + n.usual_people * had(t)
    in_turn = np.where(t.places <= d.places_mean, 1.0, n.selection_slip)
    fair = d.fair_selection
    t.claim = t.rested * ((1.0 - fair) * usual / (1.0 + n.usual_people * d.had_mean) + fair * in_turn)
    d.claims += total(t.claim)
    chance = clip(d.course_places * share(t.claim, d.claims), 0.0, 1.0)
    t.sent = is_so(w.luck["teacher"].course < chance)
    t.places = t.places + t.sent
    t.days_unheld = t.days_unheld + t.sent * n.course_days
    t.rested = (1.0 - t.sent) * clip(t.rested + n.course_rest, 0.0, 1.0)
    part = t.sent * n.course_gain * worth_of_course(n, t, d)
    t.pedagogic = t.pedagogic + part * positive(n.course_level - t.pedagogic)
    t.professional = t.professional + part * positive(n.course_level - t.professional)


def tutors_lent(cluster: Any, district: Any) -> Any:
    """Tutors whom others lend to a cluster that has fewer than it wants."""
    missing = positive(cluster.tutors_wanted - cluster.tutors)
    return np.minimum(missing, district.tutors_across * district.tutors_spare)


def tutors_at_work(cluster: Any, district: Any) -> Any:
    """Tutors who lead in a cluster: its own, then those lent."""
    return np.minimum(cluster.tutors, cluster.tutors_wanted) + tutors_lent(cluster, district)


def part_lent(cluster: Any, district: Any) -> Any:
    """Part of the tutors at work whom others lend."""
    return share(tutors_lent(cluster, district), tutors_at_work(cluster, district))


def competence_of_tutors(cluster: Any, district: Any) -> Any:
    """Mean competence of the tutors at work: of its own the ablest first."""
    lent = part_lent(cluster, district)
    mean = share(cluster.tutor_sum, cluster.tutors)
    further = share(np.minimum(cluster.tutors, cluster.tutors_wanted) - 1.0, cluster.tutors - 1.0)
    own = cluster.tutor_best - further * (cluster.tutor_best - mean)
    return (1.0 - lent) * own + lent * district.tutor_skill


def visit_colleagues(w: World) -> None:
    """Tutors make visits that are asked for and that nobody else has time for."""
    n, c, d = w.n, w.cluster, w.district
    made, in_a_day = c.visit_chance * c.listed, reached_in_a_day(n, d.travel_minutes)
    days = n.tutor_visit_days * tutors_at_work(c, d)
    visits = np.minimum(positive(c.visits_asked * c.listed - made), days * in_a_day)
    skill = passed_on(n, competence_of_tutors(c, d))
    c.visit_skill = share(made * c.visit_skill + visits * skill, made + visits)
    c.visit_chance = share(made + visits, c.listed)
    c.tutor_days = over(visits, in_a_day)


def leave_class(w: World) -> None:
    """Tutors leave their classes to lead sessions, in their own cluster or in others, and for visits."""
    n, t, cluster, d = w.n, w.teacher, w.her_cluster, w.district
    a_session = n.tutor_days * length(n, cluster)
    led = a_session * cluster.meetings * (cluster.tutored - cluster.tutored_by_lent)
    visits = (1.0 - part_lent(cluster, d)) * cluster.tutor_days
    at_home = (led + visits) / np.maximum(cluster.tutors, 1.0)
    spare = share(cluster.tutors - cluster.tutors_wanted, cluster.tutors)
    t.days_unheld = t.days_unheld + t.tutor * (at_home + spare * d.lent_each)


def muster(w: World) -> None:
    """Who has had how many courses, who could tutor, and which tutors can be lent."""
    n, t, c, d = w.n, w.teacher, w.cluster, w.district
    t.drilled = t.drilled * (1.0 - 1.0 / (12.0 * n.course_memory)) + t.sent
    d.places_total, d.had_total = total(t.places), total(had(t))
    fit = fit_to_lead(n, t)
    d.tutors_found, d.tutor_skill_sum = total(fit), total(fit * t.pedagogic)
    for count in range(1, 13):
        setattr(d, f"trained_{count}", total(is_so(t.places > count - 0.5)))
    led = n.tutor_days * length(n, c) * c.meetings * c.tutored_by_lent
    d.days_lent = total(led + part_lent(c, d) * c.tutor_days)
    d.tutors_to_lend = total(positive(c.tutors - c.tutors_wanted))
    d.tutors_lacking = total(is_so(c.tutors < c.tutors_wanted))
    d.places_mean, d.had_mean = d.places_total / d.teachers, d.had_total / d.teachers
    d.tutor_skill = float(share(d.tutor_skill_sum, d.tutors_found))
    d.lent_each = d.days_lent / max(d.tutors_to_lend, 1.0)
    d.tutors_spare = float(share(d.tutors_to_lend, max(d.tutors_lacking, 1.0)))
