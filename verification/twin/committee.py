"""The committee of a KKG, and plan-do-check-act (``children_and_offices.md``, committee and managing)."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from verification.twin.arithmetic import clip, happens, is_so, over, positive, share
from verification.twin.attending import busyness
from verification.twin.things import World


def skill_of_officer(n: SimpleNamespace, teacher: Any) -> Any:
    """Skill in running a KKG, more once trained."""
    return clip(teacher.run_skill + n.officer_trained_skill * teacher.officer_trained, 0.0, 1.0)


def preferred(w: World) -> Any:
    """How far a teacher is preferred for an office."""
    n, t = w.n, w.teacher
    by_skill = n.office_sees + (n.members_see - n.office_sees) * w.her_cluster.self_run
    return by_skill * skill_of_officer(n, t) + (1.0 - by_skill) * t.experience / n.experience_most


def stand(w: World) -> None:
    """Officers serve and learn; of the others whoever is preferred most may be chosen."""
    n, t, c, cluster = w.n, w.teacher, w.cluster, w.her_cluster
    t.office = (1.0 - is_so(cluster.term_left < 0.5)) * t.office
    holds = is_so(t.office > 0.5)
    learns = n.officer_learns * cluster.committee_trained * holds
    t.officer_trained = t.officer_trained + learns * (1.0 - t.officer_trained)
    for rank, name in ((1.0, "chairs"), (2.0, "secretaries"), (3.0, "treasurers")):
        c.add(name, w.cluster_of_teacher, is_so(t.office == rank))
    c.highest("candidate", w.cluster_of_teacher, (1.0 - holds) * preferred(w))


def take_office(w: World) -> None:
    """A vacant office goes to whoever is preferred; the committee is who holds one."""
    n, t, c, cluster = w.n, w.teacher, w.cluster, w.her_cluster
    chosen = is_so(preferred(w) >= cluster.candidate)
    lower = np.where(c.secretaries < 0.5, 2.0, np.where(c.treasurers < 0.5, 3.0, 0.0))
    vacant = np.where(c.chairs < 0.5, 1.0, lower)[w.cluster_of_teacher]
    t.office = t.office + chosen * np.where(t.office > 0.5, 0.0, vacant)
    other = (1.0 - n.chair_weight) / 2.0
    part = np.where(t.office > 0.5, np.where(t.office < 1.5, n.chair_weight, other), 0.0)
    time = clip(1.0 - n.officer_time * positive(busyness(n, t)), 0.0, 1.0)
    c.add("committee", w.cluster_of_teacher, part * skill_of_officer(n, t) * time)


def begin(w: World) -> None:
    """Committees at different points of their terms; three votes fill three offices."""
    c = w.cluster
    c.term_left = 1.0 + c.stagger * 12.0 * w.n.term_of_office
    for _ in range(3):
        for name in ("committee", "chairs", "secretaries", "treasurers", "candidate"):
            setattr(c, name, np.zeros(c.count))
        stand(w)
        take_office(w)
    c.committee_found = c.committee


def end_term(w: World) -> None:
    """A committee's term runs out."""
    c = w.cluster
    c.term_left = np.where(c.term_left > 0.5, c.term_left - 1.0, 12.0 * w.n.term_of_office)


def manage(w: World) -> None:
    """A plan is written, somebody looks, a finding is acted on: or not."""
    n, c, d, luck = w.n, w.cluster, w.district, w.luck["cluster"]
    left = positive(c.plan_left - 1.0)
    written = happens(luck.plan, n.plan_made * c.programme * c.committee)
    c.plan_left = np.where(left > 0.0, left, written * n.plan_lasts)
    depth = over(w.its_supervisor.skill, n.supervisor_skill)
    outside = c.evaluations + n.check_weight * c.checks * depth
    looked_at = outside + n.line_looks * d.line * c.monitoring + n.members_look * c.self_run * c.committee
    carried_out = c.held * share(c.meetings, c.planned)
    chance = looked_at * is_so(c.plan_left > 0.0) * carried_out
    c.finding = np.maximum(c.finding, happens(luck.check, chance))
    nobody = (1.0 - n.committee_acts * c.committee) * (1.0 - n.line_acts * d.line)
    replied_to = 1.0 - nobody * (1.0 - n.tracking_acts * c.tracking)
    c.turned = c.finding * happens(luck.act, replied_to)
    c.finding = c.finding * (1.0 - c.turned) * (1.0 - happens(luck.forget, n.finding_lapses))
    rest = clip(c.management_found + n.committee_carries * (c.committee - c.committee_found), 0.0, 1.0)
    gained = n.review_rate * c.turned * (1.0 - c.management)
    worn = n.review_fade * (c.management - rest)
    c.management = clip(c.management + gained - worn, 0.0, 1.0)


def from_the_centre(n: SimpleNamespace, cluster: Any) -> Any:
    """Part of the content that the centre has made."""
    return np.maximum(cluster.central_content, n.kit_content * cluster.workshop * (1.0 - cluster.local_content))


def fit(w: World) -> None:
    """Content comes to fit, or ages."""
    n, c = w.n, w.cluster
    carried = 1.0 - n.assessment_planned * (1.0 - is_so(c.plan_left > 0.0))
    central = from_the_centre(n, c)
    own = 1.0 - central
    assessed = own * np.maximum(c.needs_asked * carried, c.local_content)
    imposed = n.relevance_rate * central * (n.relevance_central - c.relevance)
    room = positive(n.relevance_local - c.relevance)
    fitted = n.relevance_rate * assessed * room
    stale = n.relevance_fade * positive(own - assessed) * positive(c.relevance - c.relevance_found)
    handed_on = n.content_handed_on * c.fit_nearby
    gained = np.minimum(n.review_relevance * c.turned + fitted + handed_on, room)
    c.relevance = clip(c.relevance + gained + imposed - stale, 0.0, 1.0)
    c.outdated = c.outdated * (1.0 - clip(n.content_renewed + n.content_asked * assessed, 0.0, 1.0))
