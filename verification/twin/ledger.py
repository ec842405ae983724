"""What is paid in a month, item by item (``levers.md``, costs; ``outcomes.md``, what meetings cost)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np

from verification.twin.arithmetic import clip, is_so, positive, share
from verification.twin.book import PAGES
from verification.twin.community import sessions_a_year
from verification.twin.policy import Reach
from verification.twin.things import World

ROW = re.compile(r"^\| `(\w+)` \| [^|]+ \| (\w+) \| `\w+` \| `?(\w+)`? \| ([^|]+) \|", re.M)


@cache
def declared() -> Mapping[str, tuple[str, str]]:
    """By cost item the kind of thing and the price (``1`` for whole rupiah), first those of levers, in the order of the
    pages."""
    found = {}
    for page in ("levers.md", "outcomes.md"):
        for name, kind, price, _ in ROW.findall((PAGES / page).read_text(encoding="utf-8")):
            found[name] = (kind, price)
    return found


@cache
def payers() -> Mapping[str, tuple[str, str]]:
    """By cost item its lever (or nothing) and who pays it whoever pays the lever (or nothing)."""
    found = {}
    sections = (PAGES / "levers.md").read_text(encoding="utf-8").split("\n## ")[2:]
    for section in (*sections, (PAGES / "outcomes.md").read_text(encoding="utf-8")):
        lever = "" if section.startswith("#") else section.partition("\n")[0].strip()
        for name, _, _, who in ROW.findall(section):
            found[name] = (lever, "" if who.strip() == "who pays the lever" else who.strip())
    return found


def of_meetings(w: World) -> dict[str, Any]:
    """What meetings cost under every policy."""
    c, s = w.cluster, w.school
    lost = s.lessons_lost * s.teachers
    return {
        "meeting_refreshments": c.food_bos, "meeting_refreshments_bosda": c.food_bosda,
        "meeting_contributions": c.food_pocket, "meeting_resource_persons": c.fee_bos,
        "meeting_resource_persons_bosda": c.fee_bosda, "meeting_fares": c.fares_bos,
        "meeting_fares_bosda": c.fares_bosda, "meeting_travel": c.own_travel,
        "meeting_hours": positive(s.hours_spent - lost) + s.community_time, "meeting_lessons": lost,
        "staff_lessons": s.hours_unheld,
    }  # fmt: skip


def of_rules_and_money(w: World, reach: Reach) -> dict[str, Any]:
    """Regulations, BOS and BOSDA, partners, campaigns, the guideline and monitoring."""
    n, c, d, there, of = w.n, w.cluster, w.district, reach.paid_in_cluster, reach.paid_in_district
    her = there("ministerial_regulation_duty")[w.cluster_of_teacher]
    central = np.maximum(there("perception_change_workshop"), there("perception_change_central"))
    return {
        "regulation_spread": there("ministerial_regulation_standing") + there("ministerial_regulation_roles"),
        "duty_records": her,
        "bosda_books": c.bosda_income,
        "partnership_liaison": of("provider_partnership_partnership") * d.clusters,
        "course_places": of("provider_partnership_places") * d.teachers / 12.0,
        "resource_person_retainers": of("provider_partnership_persons") * d.schools / 100.0,
        "campaigns": there("perception_change_campaign")[w.cluster_of_teacher],
        "information_reports": there("perception_change_information"),
        "workshop_kits": central * c.meetings,
        "office_desk": there("district_regulation_in_office"),
        "bos_books": c.bos_income * share(c.bos_share, n.bos_share_found + c.bos_share),
        "guideline_spread": there("guideline_implementation_dissemination"),
        "members_assemblies": there("guideline_implementation_self_run"),
        "committee_training": there("guideline_implementation_committee"),
        "grant_refreshments": c.food_grant, "grant_resource_persons": c.fee_grant, "grant_fares": c.fares_grant,
        "evaluations": there("monitoring_per_year") / 12.0,
        "internal_checks": there("monitoring_internal_per_year") / 12.0,
        "progress_tracking": there("monitoring_tracking"),
        "selection_registers": np.full(w.teacher.count, of("fair_selection_rotation")),
    }  # fmt: skip


def of_staff(w: World, reach: Reach) -> dict[str, Any]:
    """Facilitators, supervisors, mentors and tutors."""
    n, c, d, there, of = w.n, w.cluster, w.district, reach.paid_in_cluster, reach.paid_in_district
    supervisors = np.ones(w.supervisor.count)
    turns = of("facilitator_team_toward_need") + of("facilitator_team_toward_near")
    pairs = there("core_teachers_pairs")[w.cluster_of_teacher] * w.teacher.weak
    return {
        "facilitator_honoraria": d.days_paid,
        "facilitator_trips": d.days_paid * n.facilitator_travel + d.trips_km * n.travel_cost_km,
        "facilitator_retainers": d.facilitators_paid, "facilitator_courses": d.facilitators_new,
        "facilitator_allowances": d.facilitators_with_status,
        "session_certification": of("facilitator_team_certified") * d.facilitated_sessions,
        "turn_plans": turns * d.clusters_served,
        "merit_selection": supervisors * of("supervisor_merit_recruited"),
        "cadre_training": supervisors * of("supervisor_merit_cadre"),
        "substitute_teachers": d.substitute_days * n.substitute_pay,
        "district_substitutes": d.substitute_days_paid,
        "release_rosters": of("release_from_teaching_days") / 5.0 * d.facilitators_paid,
        "supervisor_offices": supervisors * of("release_from_teaching_supervisors"),
        "visit_trips": d.supervisor_visits * n.visit_travel + d.supervisor_km * n.travel_cost_km,
        "visit_honoraria": d.supervisor_visits,
        "early_tests": of("followup_mentoring_early_grades") * d.teachers_tested / 2.0,
        "tutor_honoraria": c.tutored * c.meetings, "tutor_visits": c.tutor_days,
        "tutor_trips": c.tutored_by_lent * c.meetings, "matched_pairs": pairs,
        "tutor_registers": there("core_teachers_per_cluster") + there("core_teachers_across"),
    }  # fmt: skip


def of_content_and_place(w: World, reach: Reach) -> dict[str, Any]:
    """Programmes of KKG, screens, facilities, dates."""
    n, c, there = w.n, w.cluster, reach.paid_in_cluster
    talking = there("needs_programme_sharing") + there("needs_programme_case_study")
    talking = talking + there("needs_programme_reflection")
    chosen = talking + there("needs_programme_drafting") + there("needs_programme_training")
    added = there("meeting_time_meetings")
    retimed = np.maximum(is_so(there("meeting_time_hours") > 0.0), there("meeting_time_after_class"))
    screens = np.maximum(there("ict_online_meetings"), there("ict_online_virtual"))
    return {
        "needs_assessment": there("needs_programme_assessment"),
        "local_materials": there("needs_programme_local_content"),
        "prepared_sessions": np.minimum(chosen, 1.0) * c.meetings,
        "second_kkg": there("needs_programme_by_grade"),
        "transport_money": c.meetings * c.on_site * c.fare_offered,
        "recognition_papers": c.meetings * c.arrived * there("transport_recognition_recognition"),
        "online_materials": there("ict_online_materials"), "online_hosting": screens * c.meetings,
        "facilities": there("shared_facilities_kit"),
        "venue_moves": there("shared_facilities_rotating") * c.meetings,
        "subclusters": there("shared_facilities_subclusters") * c.meetings,
        "further_meetings": c.meetings * share(added, n.meetings_per_year + added), "timetables": retimed,
    }  # fmt: skip


def of_people(w: World, reach: Reach) -> dict[str, Any]:
    """What is paid for teachers and schools."""
    n, t, s = w.n, w.teacher, w.school

    def her(name: str) -> Any:
        return reach.paid_in_cluster(name)[w.cluster_of_teacher]

    def its(name: str) -> Any:
        return reach.paid_in_cluster(name)[s.cluster]

    allowance = her("transport_recognition_allowance")
    tied = her("transport_recognition_tied_to_presence") + her("transport_recognition_tied_to_ratings")
    called = her("ict_online_self_paced")
    further = np.maximum(s.community_asked - s.community_found * n.community_usual, 0.0)
    return {
        "principal_courses": its("principal_development_share"),
        "teacher_allowances": allowance, "verification": clip(tied, 0.0, 2.0) * share(allowance, 1.0),
        "community_oversight": her("transport_recognition_oversight"), "ict_courses": her("ict_online_training"),
        "self_paced_platform": called, "self_paced_credit": her("ict_online_certificates") * called,
        "clerks": np.minimum(her("workload_relief_hours"), t.workload) * n.weeks_in_month,
        "community_sessions": s.community_held * share(further, sessions_a_year(n, s)),
        "community_guides": its("learning_community_guides"), "community_leads": its("learning_community_leads"),
    }  # fmt: skip


def record(w: World, reach: Reach) -> dict[str, float]:
    """Whole rupiah of each cost item this month."""
    quantities = {
        **of_rules_and_money(w, reach), **of_staff(w, reach), **of_content_and_place(w, reach), **of_people(w, reach),
        **of_meetings(w),
    }  # fmt: skip
    paid = {}
    for name, (_, price) in declared().items():
        rate = 1.0 if price == "1" else getattr(w.n, price)
        paid[name] = float(np.floor(np.asarray(quantities[name]) * rate).sum())
    return paid
