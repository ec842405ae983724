"""What is recorded of a month: outcomes, groups and purses (``docs/description/outcomes.md``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from verification.twin.arithmetic import is_so, normal_share_above, share
from verification.twin.book import PAGES
from verification.twin.community import hours_a_week
from verification.twin.learning import gained
from verification.twin.meetings import home_in_time, hours_after_class, meetings_a_year
from verification.twin.pupils import ordinary
from verification.twin.selecting import had
from verification.twin.things import World

STANDARDS = ("organisation", "programme", "people", "facilities", "management", "funding", "monitoring")
GROUPS = ("far", "contract", "weak", "carers")


@cache
def declared() -> Mapping[str, tuple[str, str, str]]:
    """By outcome the kind of thing, the value and the weight, in the order of the page."""
    page = (PAGES / "outcomes.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (teacher|cluster|school|tie) \| `(\w+)` \| `(\w+)` \|", page, re.M)
    return {name: (kind, value, weight) for name, kind, value, weight in rows}


def of_teachers(w: World) -> dict[str, Any]:
    """Measures of teachers by name."""
    t, sd = w.teacher, w.district.practice_sd
    plain = {
        "of_attendance": t.attended_last, "of_certificates": t.certificates, "of_online": t.online,
        "those_who_came": t.attended, "of_ict": t.ict, "of_places": t.places, "of_promotion": t.promoted,
        "of_pedagogic": t.pedagogic, "of_professional": t.professional, "of_social": t.social,
        "of_personality": t.personality, "of_practice": t.practice, "of_class": t.class_gain,
        "of_motivation": t.motivation, "of_visits": t.visited, "of_replacement": t.replaced,
    }  # fmt: skip
    return {
        **plain,
        "each_teacher": np.ones(t.count),
        "those_in_post": 1.0 - t.replaced,
        "of_trained": is_so(had(t) > 0.5),
        "of_belief": is_so(t.belief > 0.5),
        "of_instruction": gained(t) / sd,
        "of_routine": (t.routine - t.practice_found) / sd,
    }


def of_training(w: World) -> dict[str, Any]:
    """How unequally places in courses are spread."""
    d = w.district
    spread, top = 0.0, 0.0
    for count in (getattr(d, f"trained_{k}") for k in range(1, 13)):
        part = share(count, d.teachers)
        spread = spread + part * (1.0 - part)
        top = top + min(count, d.teachers / 10.0)
    values = (share(spread, d.places_mean), share(top, d.places_total), is_so(d.places_total > 0.0))
    each = (np.full(w.cluster.count, float(value)) for value in values)
    return dict(zip(("of_training_gini", "of_training_top", "any_trained"), each, strict=True))


def of_clusters(w: World) -> dict[str, Any]:
    """Measures of clusters by name."""
    c, d, ones = w.cluster, w.district, np.ones(w.cluster.count)
    levels = [getattr(c, name) for name in STANDARDS]
    met = [is_so(level >= w.n.standard_met) for level in levels]
    by_standard = {f"of_{name}": value for name, value in zip(STANDARDS, met, strict=True)}
    by_standard["of_managed"] = by_standard["of_management"]
    return {
        **by_standard, **of_training(w), "each_cluster": ones, "meetings_of": c.meetings,
        "of_capacity_agenda": c.meetings * (1.0 - c.admin_share), "of_worth": c.meetings * c.worth,
        "of_relevance": c.relevance, "of_management": c.management, "of_facilitated": c.led, "of_outside": c.outside,
        "of_tutored": c.meetings * c.tutored, "of_meetings_held": c.meetings, "meetings_planned": c.planned,
        "of_held": c.planned * c.held, "of_standards_met": sum(met), "of_standards": sum(levels) / 7.0,
        "of_committee": c.committee, "of_plan": is_so(c.plan_left > 0.0), "of_cycles": c.turned,
        "of_visits_asked": c.visits_asked * c.teachers, "of_visits_made": c.visit_chance * c.listed,
        "teachers_of": c.teachers, "of_reach": is_so(c.reached > 0.5), "of_preparation": ones * d.preparation,
        "at_work": ones * float(d.facilitators_active > 0.0),
        "of_days_used": ones * share(d.days_used, d.facilitator_days),
        "of_facilitators": ones * d.facilitators_active / d.clusters, "part_of_district": ones / d.clusters,
        "of_afforded": c.planned * c.afforded, "of_purse": c.purse_bos + c.purse_bosda + c.purse_grant,
    }  # fmt: skip


def of_schools(w: World) -> dict[str, Any]:
    """Measures of schools by name."""
    n, s, cluster, d = w.n, w.school, w.its_cluster, w.district
    kkg = hours_after_class(n, s.way_minutes, cluster) * meetings_a_year(n, cluster) / d.school_weeks
    asked = kkg + hours_a_week(n, s, d)

    def above(cut: float, level: Any, spread: float) -> Any:
        return normal_share_above(0.0, (level - cut) / spread)

    def passing(number: int) -> Any:
        return above(n.cut_basic, ordinary(n, number, w.calendar.passed) + s.beginners, d.pupil_spread)

    by_pupils = {
        "of_climate": s.climate, "of_psychological_support": s.psychological_support,
        "of_understanding": s.understanding, "of_literacy": s.literacy, "of_reading": s.reading,
        "of_early_reading": s.early_reading, "of_assessed": s.assessed,
        "of_letters": above(n.cut_letters, s.early_reading, d.pupil_spread),
        "of_syllables": above(n.cut_syllables, s.early_reading, d.pupil_spread),
        "of_words": above(n.cut_words, s.early_reading, d.pupil_spread),
        "of_basic": (passing(1) + passing(2) + passing(3)) / 3.0,
        "of_minimum": above(n.cut_minimum, s.assessed, d.assessed_spread),
    }  # fmt: skip
    return {
        **{name: s.pupils * value for name, value in by_pupils.items()},
        "each_school": np.ones(s.count), "each_pupil": s.pupils, "its_teachers": s.teachers,
        "of_hours": s.hours_spent + s.community_time,
        "of_sessions_at_school": s.community_held * s.community_turnout,
        "of_week_asked": s.teachers * asked,
        "of_week_overfull": np.where(asked > s.slack_sum / s.teachers, s.teachers, 0.0),
        "of_late": s.teachers * (1.0 - home_in_time(n, s.way_minutes, cluster)),
        "of_lessons_lost": (s.lessons_lost * s.teachers + s.hours_unheld) / n.contact_hours,
        "of_principal_support": s.support,
    }  # fmt: skip


def members(w: World) -> dict[tuple[str, str], NDArray[np.float64]]:
    """Who belongs to which group, by group and kind of thing."""
    return {
        ("far", "teacher"): w.her_school.far, ("far", "school"): w.school.far,
        ("contract", "teacher"): 1.0 - w.teacher.permanent,
        ("weak", "teacher"): w.teacher.weak, ("weak", "school"): w.school.weak,
        ("carers", "teacher"): w.teacher.cares,
    }  # fmt: skip


def measured(w: World) -> dict[str, dict[str, Any]]:
    """All measures by kind of thing and name."""
    tie = w.tie
    of_ties = {"of_ties": (1.0 - tie.within) * tie.strength, "possible_ties": 1.0 - tie.within}
    return {"teacher": of_teachers(w), "cluster": of_clusters(w), "school": of_schools(w), "tie": of_ties}


def record(w: World) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Value and weight of each outcome summed by cluster, (2, outcomes, clusters), and of each group of those that
    have it over the place, (2, groups and outcomes)."""
    measures, belongs, count = measured(w), members(w), w.cluster.count
    of = {
        "teacher": w.cluster_of_teacher, "cluster": np.arange(count), "school": w.school.cluster,
        "tie": w.cluster_of_teacher[w.tie.a],
    }  # fmt: skip
    sums = np.array([_by_cluster(measures, of, count, which) for which in (0, 1)])
    groups = [
        [float(np.dot(measures[kind][name], belongs[group, kind])) for name in both]
        for kind, *both in declared().values()
        for group in GROUPS
        if (group, kind) in belongs
    ]
    return sums, np.array(groups).T


def _by_cluster(measures: Any, of: Any, count: int, which: int) -> list[NDArray[np.float64]]:
    """Sums by cluster of each outcome's value (0) or weight (1)."""
    named = [(kind, both[which]) for kind, *both in declared().values()]
    return [np.bincount(of[kind], measures[kind][name], minlength=count) for kind, name in named]
