"""A whole month of the ledger by hand, agent by agent, from the clear clock."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kkgsim.engine.mesa_model import KKGModel
from kkgsim.model.costs import items

from .meetings import SOURCES, Rupiah, held_at_school, meetings_by_hand, time_by_hand, usual_at_school
from .staff import people_by_hand, team_by_hand


def played(place, policy: dict[str, float], months: int) -> Iterator[tuple[KKGModel, dict[str, float], dict]]:
    """Month by month: the model, its ledger by item, and what the purses held, who had come last and how far
    principals supported the KKG when it began."""
    model = KKGModel(place, months=months, seed=7, **policy)
    while model.running:
        before = {(c.index, source): getattr(c, f"purse_{source}") for c in model.clusters for source in SOURCES}
        before |= {(c.index, "present"): c.present for c in model.clusters}
        before |= {(s.index, "support"): s.support for s in model.schools}
        model.spare_tutors, model.lent_each = model.district.tutors_spare, model.district.lent_each
        model.waited = {c: c.waiting for c in model.clusters}
        model.step()
        yield model, dict(zip(items(), model.ledger[-1].tolist(), strict=True)), before


def _per_cluster(n: Any) -> dict[str, tuple[tuple[str, ...], float]]:
    """Items that are paid a cluster and month: the settings that ask for each, and its price."""
    rate = 1.0 / 12.0
    return {
        "regulation_spread": (("ministerial_regulation_standing", "ministerial_regulation_roles"), n.regulation_cost),
        "office_desk": (("district_regulation_in_office",), n.desk_cost),
        "guideline_spread": (("guideline_implementation_dissemination",), n.guideline_cost),
        "information_reports": (("perception_change_information",), n.information_cost),
        "members_assemblies": (("guideline_implementation_self_run",), n.self_run_cost),
        "committee_training": (("guideline_implementation_committee",), n.committee_cost),
        "evaluations": (("monitoring_per_year",), n.evaluation_fee * rate),
        "internal_checks": (("monitoring_internal_per_year",), n.check_fee * rate),
        "progress_tracking": (("monitoring_tracking",), n.tracking_fee),
        "needs_assessment": (("needs_programme_assessment",), n.needs_cost),
        "second_kkg": (("needs_programme_by_grade",), n.second_kkg_cost),
        "local_materials": (("needs_programme_local_content",), n.content_cost),
        "online_materials": (("ict_online_materials",), n.materials_cost),
        "facilities": (("shared_facilities_kit",), n.facilities_cost),
    }


def _prices(model: KKGModel) -> Iterator[tuple[dict[str, tuple[tuple[str, ...], float]], int, int]]:
    """Items by what they are paid for: the settings that ask for each and its price, how often that is, and how many
    share it."""
    n, clusters, teachers, schools = model.n, len(model.clusters), len(model.teachers), len(model.schools)
    a_meeting = {
        "workshop_kits": (("perception_change_workshop",), n.workshop_cost),
        "online_hosting": (("ict_online_meetings",), n.online_cost),
        "venue_moves": (("shared_facilities_rotating",), n.moving_cost),
        "subclusters": (("shared_facilities_subclusters",), n.split_cost),
    }
    tied = ("transport_recognition_tied_to_presence", "transport_recognition_tied_to_ratings")
    a_teacher = {
        "duty_records": (("ministerial_regulation_duty",), n.duty_cost),
        "campaigns": (("perception_change_campaign",), n.campaign_cost),
        "ict_courses": (("ict_online_training",), n.ict_course_cost),
        "selection_registers": (("fair_selection_rotation",), n.selection_register),
        "teacher_allowances": (("transport_recognition_allowance",), 1.0),
        "verification": (tied, n.verification_cost),
        "community_oversight": (("transport_recognition_oversight",), n.oversight_cost),
        "self_paced_platform": (("ict_online_self_paced",), n.platform_cost),
    }
    a_school = {
        "community_guides": (("learning_community_guides",), n.community_guide_cost),
        "community_leads": (("learning_community_leads",), n.community_lead_cost),
    }
    yield _per_cluster(n), clusters, clusters
    yield a_meeting, sum(c.meetings for c in model.clusters), clusters
    yield a_teacher, teachers, teachers
    yield a_school, schools, schools


def papers_by_hand(model: KKGModel, policy: dict[str, float], before: dict) -> Rupiah:
    """What is paid a cluster, a meeting or a teacher, whoever comes."""
    n, clusters, teachers, schools = model.n, len(model.clusters), len(model.teachers), len(model.schools)
    meetings = sum(c.meetings for c in model.clusters)
    found = {}
    for listed, count, things in _prices(model):
        for name, (settings, price) in listed.items():
            found[name] = (sum(policy.get(setting, 0.0) for setting in settings) * count * price, things)
    weak = sum(t.weak for t in model.teachers)
    kinds = ("sharing", "case_study", "reflection", "drafting", "training")
    chosen = min(1.0, sum(policy.get(f"needs_programme_{kind}", 0.0) for kind in kinds))
    added = policy.get("meeting_time_meetings", 0.0)
    further = meetings * added / (n.meetings_per_year + added)
    retimed = 1.0 if policy.get("meeting_time_hours") else policy.get("meeting_time_after_class", 0.0)
    found["further_meetings"] = (further * n.hosting_cost, clusters)
    found["timetables"] = (retimed * clusters * n.timetable_cost, clusters)
    found["prepared_sessions"] = (chosen * meetings * n.session_cost, clusters)
    found["matched_pairs"] = (policy.get("core_teachers_pairs", 0.0) * weak * n.pair_cost, teachers)
    credited = policy.get("ict_online_certificates", 0.0) * policy.get("ict_online_self_paced", 0.0)
    found["self_paced_credit"] = (credited * teachers * n.credit_cost, teachers)
    asked = policy.get("learning_community_sessions", 0.0) if model.steps > n.delay_learning_community else 0.0
    # communities gather before the month moves principals
    further = sum(
        max(0.0, asked - usual_at_school(s, n)) * held_at_school(before[s.index, "support"], model)
        for s in model.schools
    )
    found["community_sessions"] = (further * n.community_session_cost, schools)
    return found


def attendance_by_hand(model: KKGModel, policy: dict[str, float]) -> Rupiah:
    """What is paid an attendance, and for the books of earmarked money."""
    n, clusters = model.n, len(model.clusters)
    trips = sum(t.cluster.meetings * (t.attended - t.online) * t.cluster.fare_offered for t in model.teachers)
    came = sum(t.cluster.meetings * t.attended for t in model.teachers)
    extra = {c: c.bos_share / (n.bos_share_found + c.bos_share) if c.bos_share else 0.0 for c in model.clusters}
    earmarked = sum(c.bos_income * extra[c] for c in model.clusters)
    recognised = policy.get("transport_recognition_recognition", 0.0)
    return {
        "transport_money": (trips, clusters),
        "recognition_papers": (recognised * came * n.recognition_cost, clusters),
        "bos_books": (earmarked * n.bos_reporting, clusters),
        "bosda_books": (sum(c.bosda_income for c in model.clusters) * n.bosda_reporting, clusters),
    }


def by_hand(model: KKGModel, policy: dict[str, float], before: dict) -> Rupiah:
    """Every item of the month."""
    whole = {name: (amount, 0) for name, amount in meetings_by_hand(model, before).items()}
    parts = (time_by_hand(model, policy, before), team_by_hand(model, policy), people_by_hand(model, policy))
    return {
        **whole,
        **{name: each for part in parts for name, each in part.items()},
        **papers_by_hand(model, policy, before),
        **attendance_by_hand(model, policy),
    }
