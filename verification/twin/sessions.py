"""What a meeting is worth, and what KKG nearby add (``meetings.md``, meeting, sessions and neighbouring)."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from verification.twin.arithmetic import clip, over, positive, share
from verification.twin.curriculum import relevance_now
from verification.twin.meetings import filling, sittings
from verification.twin.mentoring import left_open
from verification.twin.selecting import competence_of_tutors, part_lent, passed_on, tutors_at_work
from verification.twin.things import World

SORTS = ("sharing", "case_study", "reflection", "drafting", "training")


def paperwork(w: World) -> Any:
    """Share of the agenda that is paperwork."""
    n, c = w.n, w.cluster
    managed = n.managed_admin_cut * positive(c.management - c.management_found)
    planned = n.programme_admin_cut * c.programme
    bare = c.admin_found / (1.0 - n.programme_admin_cut * n.programme_usual)
    workshop = 1.0 - n.workshop_admin_cut * c.workshop
    usual = bare * (1.0 - n.facilitated_admin_cut * c.facilitated) * workshop * (1.0 - managed) * (1.0 - planned)
    exams = w.calendar.exams * n.exam_paperwork * workshop
    return clip(usual + exams * (1.0 - usual), 0.0, 1.0)


def skill_in_front(w: World) -> Any:
    """Mean skill of those who lead."""
    n, c, d = w.n, w.cluster, w.district
    own = positive(n.senior_skill + n.people_skill * (c.people_found - n.people_usual))
    tutor = np.maximum(own, passed_on(n, competence_of_tutors(c, d)))
    guests = share(c.led_skill + c.outside_skill, c.meetings)
    principal = np.maximum(own, share(c.principals_skill, c.principals_able))
    rest = positive(left_open(c) - c.cadre_led - c.tutored - c.principal_led)
    hosts = c.cadre_led * np.maximum(c.cadre_skill, own) + c.tutored * tutor + rest * own
    hosts = hosts + c.principal_led * principal
    return clip(guests + hosts, 0.0, 1.0)


def good_sessions(n: SimpleNamespace, content: Any, skill: Any, relevance: Any, equipped: Any) -> Any:
    """What one session is worth, in good sessions; the form itself is a number."""
    parts = [content / n.good_content, skill / n.good_skill, relevance / n.good_relevance, equipped / n.good_means]
    if n.worth_form < 1.0:
        return parts[0] * parts[1] * parts[2] * parts[3]
    if n.worth_form < 2.0:
        return np.minimum(np.minimum(np.minimum(parts[0], parts[1]), parts[2]), parts[3])
    weights = [n.weight_content, n.weight_skill, n.weight_relevance, n.weight_means]
    added = weights[0] * parts[0] + weights[1] * parts[1] + weights[2] * parts[2] + weights[3] * parts[3]
    return added / (weights[0] + weights[1] + weights[2] + weights[3])


def usual_weights(n: SimpleNamespace) -> float:
    """What the usual parts of all sorts of session add up to."""
    return float(n.mix_sharing + n.mix_case_study + n.mix_reflection + n.mix_drafting + n.mix_training)


def part_of_content(n: SimpleNamespace, wanted: Any, usual: Any, cluster: Any) -> Any:
    """Part of the content that a sort gets."""
    planned = cluster.for_sharing + cluster.for_case_study + cluster.for_reflection
    planned = planned + cluster.for_drafting + cluster.for_training
    return wanted / np.maximum(planned, 1.0) + positive(1.0 - planned) * usual / usual_weights(n)


def ready_for_class(n: SimpleNamespace, cluster: Any) -> Any:
    """How much of use the content is: more where something is drafted or practised."""
    usual = n.mix_drafting + n.mix_training
    ready = part_of_content(n, cluster.for_drafting + cluster.for_training, usual, cluster)
    return 1.0 + n.use_ready * (ready - usual / usual_weights(n))


def hold_sessions(w: World, content: Any, relevance: Any, equipped: Any) -> dict[str, Any]:
    """The good sessions of each sort, and the talk."""
    n, c = w.n, w.cluster
    whole = c.held * filling(n, c)
    members = c.social_sum / np.maximum(c.arrived, 1.0)
    parts, good = {}, {}
    for sort in SORTS:
        parts[sort] = part_of_content(n, getattr(c, f"for_{sort}"), getattr(n, f"mix_{sort}"), c)
        carried = getattr(n, f"carried_{sort}")
        skill = carried * members + (1.0 - carried) * c.lead
        good[f"good_{sort}"] = whole * parts[sort] * good_sessions(n, content, skill, relevance, equipped)
    talk = parts["sharing"] + parts["case_study"] + parts["reflection"]
    talk = talk + n.talk_in_drafting * parts["drafting"] + n.talk_in_training * parts["training"]
    return {**good, "talk": c.held * content * talk}


def add_up(w: World, where: Any) -> None:
    """What the sessions teach together, in the clusters where a condition holds."""
    n, c = w.n, w.cluster
    sharing, case_study, reflection = c.good_sharing, c.good_case_study, c.good_reflection
    drafting, training = c.good_drafting, c.good_training
    pedagogic = n.pedagogic_in_sharing * sharing + n.pedagogic_in_case_study * case_study
    professional = n.professional_in_sharing * sharing + n.professional_in_case_study * case_study
    social = n.social_in_sharing * sharing + n.social_in_case_study * case_study
    c.set_where(
        where,
        taught=(sharing + case_study + reflection) + drafting + training,
        teaches_pedagogic=pedagogic + n.pedagogic_in_reflection * reflection + n.pedagogic_in_training * training,
        teaches_professional=professional + n.professional_in_training * training,
        teaches_social=social + n.social_in_reflection * reflection + n.social_in_drafting * drafting,
        teaches_personality=n.personality_in_sharing * sharing + n.personality_in_reflection * reflection,
    )


def meet(w: World) -> None:
    """The meetings are held and are worth something."""
    n, c, d = w.n, w.cluster, w.district
    met = c.meetings > 0.5
    c.set_where(met, admin_share=paperwork(w))
    by_tutors = n.tutor_sessions * tutors_at_work(c, d) / sittings(c)
    c.set_where(met, tutored=clip(by_tutors, 0.0, positive(left_open(c) - c.cadre_led)))
    c.set_where(met, tutored_by_lent=c.tutored * part_lent(c, d))
    left = positive(left_open(c) - c.cadre_led - c.tutored)
    c.set_where(met, principal_led=clip(n.principal_sessions * c.principals_able, 0.0, left))
    c.set_where(met, lead=skill_in_front(w))
    content = 1.0 - c.admin_share
    felt = relevance_now(n, c) + n.relevance_for_lead * c.facilitated + n.relevance_of_grades * c.by_grade
    relevance = clip(felt, 0.0, 1.0)
    materials = np.maximum(n.materials_found, c.materials_given)
    equipped = (1.0 - n.facilities_hold * (1.0 - c.facilities)) * (1.0 - n.materials_hold * (1.0 - materials))
    means = equipped * (1.0 - n.management_hold * (1.0 - c.management))
    c.set_where(met, **hold_sessions(w, content, relevance, means))
    add_up(w, met)
    of_use = c.held * content * relevance * ready_for_class(n, c)
    usefulness = clip(n.usefulness_floor + n.usefulness_slope * of_use, 0.0, 1.0)
    worth = c.taught * (n.good_content * n.good_skill * n.good_relevance * n.good_means)
    c.set_where(met, worth=worth, usefulness=usefulness, present=c.on_site)


def volunteer(w: World) -> None:
    """Principals who are able to and support the KKG are ready to lead a session."""
    s, c = w.school, w.cluster
    ready = np.where(s.leadership >= w.n.principal_able, s.support, 0.0)
    c.add("principals_able", s.cluster, ready)
    c.add("principals_skill", s.cluster, ready * s.leadership)
    c.add("support_gained", s.cluster, share(positive(s.support - s.support_found), w.its_cluster.schools))


def meet_nearby(w: World) -> None:
    """KKG look at those nearby, and hold some meetings together with them."""
    n, c, pair = w.n, w.cluster, w.neighbour
    here, there = pair.cluster, pair.nearby
    near = n.joint_half_km / (n.joint_half_km + pair.km_given)
    for name, value in (
        ("worth_nearby", c.taught), ("lead_nearby", c.lead), ("shown_nearby", c.shown),
        ("use_nearby", c.usefulness),
    ):  # fmt: skip
        c.highest(name, here, near * positive(value[there] - value[here]))
    newer, better = (value[there] - value[here] for value in (c.relevance - c.relevance_found, c.relevance))
    c.highest("fit_nearby", here, near * positive(np.minimum(newer, better)))
    c.add("support_nearby", here, share(c.support_gained[there], c.neighbours[here]))
    times = 1.0 + n.joint_meetings * over(c.worth_nearby, c.taught)
    for sort in SORTS:
        setattr(c, f"good_{sort}", times * getattr(c, f"good_{sort}"))
    c.lead = c.lead + n.joint_meetings * c.lead_nearby
    c.shown = c.shown + n.joint_meetings * c.shown_nearby
    c.usefulness = np.minimum(c.usefulness + n.joint_meetings * c.use_nearby, 1.0)
    add_up(w, True)
