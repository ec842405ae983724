"""What teachers learn, see of each other, and forget (``teachers.md``, networking and learning)."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from verification.twin.arithmetic import clip, positive, share
from verification.twin.curriculum import left_to_renew
from verification.twin.meetings import length
from verification.twin.pupils import up_to_date
from verification.twin.selecting import part_had, passed_on
from verification.twin.things import World


def gained(teacher: Any) -> Any:
    """What practice has gained on the old ways."""
    return teacher.practice - teacher.practice_found


def exchange(w: World) -> None:
    """Colleagues with a tie see what the other newly does; those of different schools all that she does better."""
    t, tie, a, b = w.teacher, w.tie, w.a, w.b
    both = np.stack([tie.a, tie.b], 1).reshape(-1)

    def pairs(to_a: Any, to_b: Any) -> Any:
        return np.stack([to_a, to_b], 1).reshape(-1)

    contact = tie.strength * np.where(tie.within > 0.0, 1.0, w.n.peer_between)
    ahead, better = gained(b) - gained(a), b.practice - a.practice
    t.add("seen", both, pairs(contact * positive(ahead), contact * positive(-ahead)))
    elsewhere = (1.0 - tie.within) * contact
    always = pairs(positive(better - positive(ahead)), positive(-better - positive(-ahead)))
    t.add("able_elsewhere", both, pairs(elsewhere, elsewhere) * always)
    known = (1.0 - tie.within) * (1.0 - tie.beyond) * tie.strength
    t.add("friends", both, pairs(known, known))
    t.highest("partner_ahead", both, pairs(tie.within * better, -tie.within * better))


def befriend(w: World) -> None:
    """Meeting together makes ties across schools; who is new starts without."""
    n, tie, a, b, meet = w.n, w.tie, w.a, w.b, w.luck["tie"].meet
    same = np.where(tie.beyond > 0.5, n.joint_meetings, 1.0)
    together = same * a.attended * (1.0 - a.online) * b.attended * (1.0 - b.online)
    sociable = 1.0 - n.tie_social + n.tie_social * (a.social + b.social)
    talk = w.cluster.talk[w.cluster_of_teacher[tie.a]]
    formed = meet < n.tie_formed * together * talk * sociable
    cold = meet > 1.0 - n.tie_lost * (1.0 - together)
    across = np.where(formed, 1.0, np.where(cold, 0.0, tie.strength))
    kept = np.where(tie.within > 0.5, tie.strength, across)
    new = a.replaced + b.replaced + a.moved + b.moved > 0.5
    tie.strength = np.where(new, tie.within * tie.start, kept)


def eagerness(n: SimpleNamespace, teacher: Any) -> Any:
    """How much of what is offered a teacher takes in."""
    schooling = teacher.qualified + (1.0 - teacher.qualified) * n.unqualified_learning
    motivated = 1.0 + n.learn_motivation * (teacher.motivation - 0.5)
    return motivated * schooling * (1.0 - n.hollow_presence * teacher.unwilling)


def presence_in_meetings(n: SimpleNamespace, teacher: Any, cluster: Any) -> Any:
    """Whole meetings' worth of time that a teacher was there."""
    nearness = 1.0 - teacher.online * (1.0 - n.online_learning)
    own = 1.0 + (n.stake_boost - 1.0) * cluster.self_run
    return teacher.attended * cluster.meetings * length(n, cluster) * nearness * own


def share_of_meetings(n: SimpleNamespace, teacher: Any, school: Any, cluster: Any) -> Any:
    """Whole meetings' worth that reach a teacher."""
    return presence_in_meetings(n, teacher, cluster) + (1.0 - teacher.attended) * school.brought_home


def able_to_draft(n: SimpleNamespace, teacher: Any) -> Any:
    """Part of the drafting that ICT skill allows."""
    return 1.0 - n.ict_needed * (1.0 - teacher.ict)


def gain(level: Any, taught_up_to: Any, rate: Any) -> Any:
    """A share of what is left up to the level that is taught."""
    return clip(rate, 0.0, 1.0) * positive(taught_up_to - level)


def learn(w: World) -> None:
    """Teachers learn in the meeting, from mentors, from reports, and then at school."""
    n, t, school, cluster = w.n, w.teacher, w.her_school, w.her_cluster
    reached, eager = share_of_meetings(n, t, school, cluster), eagerness(n, t)
    met, mentored = n.learn_rate * reached * eager, n.learn_rate * t.visited
    together = n.character_rate * met
    drafted = able_to_draft(n, t) * n.professional_in_drafting * cluster.good_drafting
    reporters = cluster.bearers / (cluster.bearers + n.reporters_half)
    heard = n.report_rate * presence_in_meetings(n, t, cluster) * (cluster.informs * reporters * (1.0 - part_had(t)))
    told = passed_on(n, n.course_level)
    pedagogic = gain(t.pedagogic, cluster.lead, met * cluster.teaches_pedagogic) + gain(t.pedagogic, told, heard)
    professional = gain(t.professional, cluster.lead, met * (cluster.teaches_professional + drafted))
    professional = professional + gain(t.professional, told, heard)
    guided_pedagogic = gain(t.pedagogic, t.mentor_skill, mentored * n.focus_pedagogic)
    guided_professional = gain(t.professional, t.mentor_skill, mentored * n.focus_professional)
    social = gain(t.social, n.character_level, together * cluster.teaches_social)
    personality = gain(t.personality, n.character_level, together * cluster.teaches_personality)
    t.pedagogic = clip(t.pedagogic + pedagogic + guided_pedagogic, 0.0, 1.0)
    t.professional = clip(t.professional + professional + guided_professional, 0.0, 1.0)
    t.social, t.personality = clip(t.social + social, 0.0, 1.0), clip(t.personality + personality, 0.0, 1.0)
    t.ict = clip(t.ict + n.ict_rate * t.ict_course * (1.0 - t.ict), 0.0, 1.0)
    made = clip(reached * cluster.good_drafting * able_to_draft(n, t), 0.0, 1.0)
    t.drafted = t.drafted + n.drafts_renewed * (made - t.drafted)
    t.outdated = left_to_renew(n, t, made)
    learn_at_school(w, n.learn_rate * eager)


def learn_at_school(w: World, eager: Any) -> None:
    """Teachers learn in the learning community of their school."""
    n, t, school = w.n, w.teacher, w.her_school
    pedagogic = n.pedagogic_in_sharing * school.good_sharing + n.pedagogic_in_case_study * school.good_cases
    pedagogic = pedagogic + n.pedagogic_in_reflection * school.good_reflection
    professional = n.professional_in_sharing * school.good_sharing + n.professional_in_case_study * school.good_cases
    t.pedagogic = t.pedagogic + gain(t.pedagogic, school.community_lead, eager * pedagogic)
    t.professional = t.professional + gain(t.professional, school.community_lead, eager * professional)


def within_reach(n: SimpleNamespace, pedagogic: Any, professional: Any) -> Any:
    """The practice that competence allows."""
    return n.reach_pedagogic * pedagogic + (1.0 - n.reach_pedagogic) * professional


def frontier(n: SimpleNamespace, district: Any) -> float:
    """Most that practice gains on the old ways where all there is to know is known."""
    return float(n.practice_room * district.practice_sd)


def room_to_practise(n: SimpleNamespace, teacher: Any, district: Any) -> Any:
    """Most that a teacher's practice can gain with what she knows."""
    known = within_reach(n, teacher.pedagogic, teacher.professional)
    return frontier(n, district) * known * up_to_date(n, teacher)


def forget(w: World) -> None:
    """What is not practised fades toward what was there."""
    n, t = w.n, w.teacher
    unused = 1.0 - share(gained(t), room_to_practise(n, t, w.district))
    knowledge, character = n.forget_rate * unused, n.forget_personality * n.forget_rate * unused
    for name, rate in (
        ("pedagogic", knowledge), ("professional", knowledge), ("social", character), ("personality", character),
    ):  # fmt: skip
        level = getattr(t, name)
        setattr(t, name, level - rate * positive(level - getattr(t, f"{name}_found")))
