"""What levers set at the beginning of a month (``docs/description/levers.md``, effects)."""

from __future__ import annotations

from typing import Any

import numpy as np

from verification.twin.policy import Reach
from verification.twin.things import Things, World

CLUSTER_HIGHEST = {
    "workshop": ("perception_change_workshop",),
    "informs": ("perception_change_information",),
    "central_content": ("perception_change_central",),
    "guideline": ("guideline_implementation_dissemination",),
    "self_run": ("guideline_implementation_self_run",),
    "committee_trained": ("guideline_implementation_committee",),
    "tracking": ("monitoring_tracking",),
    "visits_early": ("followup_mentoring_early_grades",),
    "needs_asked": ("needs_programme_assessment",),
    "local_content": ("needs_programme_local_content",),
    "by_grade": ("needs_programme_by_grade",),
    "for_sharing": ("needs_programme_sharing",),
    "for_case_study": ("needs_programme_case_study",),
    "for_reflection": ("needs_programme_reflection",),
    "for_drafting": ("needs_programme_drafting",),
    "for_training": ("needs_programme_training",),
    "online_offered": ("ict_online_meetings",),
    "virtual": ("ict_online_virtual",),
    "facilities_given": ("shared_facilities_kit",),
    "rotating": ("shared_facilities_rotating",),
    "split": ("shared_facilities_subclusters",),
    "meetings_added": ("meeting_time_meetings",),
    "hours_set": ("meeting_time_hours",),
    "after_class": ("meeting_time_after_class",),
    "ruled": ("ministerial_regulation_standing", "ministerial_regulation_duty", "district_regulation_in_office"),
    "bosda_share": ("bosda_minimum_share",),
    "bos_share": ("bos_allocation_share",),
    "fare_offered": ("transport_recognition_fare",),
    "tutors_wanted": ("core_teachers_per_cluster",),
    "visits_asked": ("followup_mentoring_visits",),
}
"""Attributes of a cluster that are the highest of settings there (most: the one setting)."""
DISTRICT_HIGHEST = {
    "partnered": "provider_partnership_partnership",
    "sessions_certified": "facilitator_team_certified",
    "toward_need": "facilitator_team_toward_need",
    "toward_near": "facilitator_team_toward_near",
    "merit": "supervisor_merit_recruited",
    "cadre": "supervisor_merit_cadre",
    "release_days": "release_from_teaching_days",
    "substitutes_paid": "release_from_teaching_substitutes",
    "supervisors_freed": "release_from_teaching_supervisors",
    "tutors_across": "core_teachers_across",
    "fair_selection": "fair_selection_rotation",
    "courses_added": "provider_partnership_places",
    "resource_persons_added": "provider_partnership_persons",
}
SCHOOL_SET = {
    "principals_trained": "principal_development_share",
    "community_asked": "learning_community_sessions",
    "community_guides": "learning_community_guides",
    "community_leads": "learning_community_leads",
}
TEACHER_SET = {
    "duty": "ministerial_regulation_duty",
    "campaign": "perception_change_campaign",
    "recognition": "transport_recognition_recognition",
    "allowance": "transport_recognition_allowance",
    "tied_to_presence": "transport_recognition_tied_to_presence",
    "tied_to_ratings": "transport_recognition_tied_to_ratings",
    "overseen": "transport_recognition_oversight",
    "ict_course": "ict_online_training",
    "self_paced": "ict_online_self_paced",
    "self_paced_counts": "ict_online_certificates",
    "relief_hours": "workload_relief_hours",
}


def _raise(things: Things, name: str, value: Any) -> None:
    setattr(things, name, np.maximum(getattr(things, name), value))


def act(w: World, reach: Reach) -> None:
    """Levers set the conditions of the month: of the district, clusters, schools, teachers."""
    on_district(w, reach)
    on_clusters(w, reach)
    for name, setting in SCHOOL_SET.items():
        _raise(w.school, name, reach.in_cluster(setting)[w.school.cluster])
    for name, setting in TEACHER_SET.items():
        _raise(w.teacher, name, reach.in_cluster(setting)[w.cluster_of_teacher])
    pairs = reach.in_cluster("core_teachers_pairs")[w.cluster_of_teacher]
    _raise(w.teacher, "paired", pairs * w.teacher.weak)


def on_district(w: World, reach: Reach) -> None:
    """Conditions of the district office."""
    n, d, of = w.n, w.district, reach.in_district
    for name, setting in DISTRICT_HIGHEST.items():
        _raise(d, name, of(setting))
    standing, in_office = of("ministerial_regulation_standing"), of("district_regulation_in_office")
    d.line = max(d.line, n.regulation_line * standing, in_office)
    d.facilitators_recognised = max(
        d.facilitators_recognised, n.regulation_line * standing, n.decree_reach * in_office,
        of("facilitator_team_formal_status"),
    )  # fmt: skip
    d.coordination = max(
        d.coordination, n.roles_clear * of("ministerial_regulation_roles"),
        n.partnership_coordinates * of("provider_partnership_partnership"),
    )  # fmt: skip


def on_clusters(w: World, reach: Reach) -> None:
    """Conditions of clusters, and what the district counts of them."""
    n, c, d, of = w.n, w.cluster, w.district, reach.in_cluster
    for name, settings in CLUSTER_HIGHEST.items():
        for setting in settings:
            _raise(c, name, of(setting))
    dissemination = of("guideline_implementation_dissemination")
    _raise(c, "ruled", n.guideline_decree * dissemination)
    _raise(c, "decree", n.guideline_decree * dissemination)
    _raise(c, "decree", n.regulation_reach * of("ministerial_regulation_standing"))
    _raise(c, "decree", n.decree_reach * of("district_regulation_in_office"))
    kits = np.maximum(of("perception_change_workshop"), of("perception_change_central"))
    _raise(c, "materials_given", n.workshop_materials * kits)
    _raise(c, "materials_given", of("ict_online_materials"))
    c.grant_offered = c.grant_offered + of("guideline_implementation_grant") / 12.0
    c.evaluations = c.evaluations + of("monitoring_per_year") / 12.0
    c.checks = c.checks + of("monitoring_internal_per_year") / 12.0
    c.facilitators_kept_out = reach.left_out("facilitator_team")
    served = 1.0 - c.facilitators_kept_out
    d.clusters_served = float(served.sum())
    so_far = np.cumsum(served * c.schools)
    d.schools_served = float(so_far[-1])
    d.facilitators_wanted = float(np.max(of("facilitator_team_per_10_schools") * so_far / 10.0, initial=0.0))
    d.teachers_tested = float(((1.0 - reach.left_out("followup_mentoring")) * c.teachers).sum())
