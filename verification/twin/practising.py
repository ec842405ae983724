"""Practice, belief, motivation, principals (``teachers.md``: practising, feeling; ``meetings.md``: leading)."""

from __future__ import annotations

from typing import Any

import numpy as np

from verification.twin.arithmetic import clip, positive
from verification.twin.attending import busyness
from verification.twin.committee import from_the_centre
from verification.twin.learning import able_to_draft, frontier, gained, room_to_practise, share_of_meetings
from verification.twin.meetings import length
from verification.twin.selecting import worth_of_course
from verification.twin.self_study import tried_after_study
from verification.twin.things import World


def standing(w: World) -> Any:
    """Where a teacher's practice stands among those of the place, in SD."""
    d, most = w.district, w.n.standing_most
    return clip((w.teacher.practice - d.practice_usual) / d.practice_sd, -most, most)


def tried(w: World, reached: Any) -> Any:
    """Share of the gap that is tried out this month."""
    n, t, school, cluster = w.n, w.teacher, w.her_school, w.her_cluster
    stands = standing(w)
    middling = positive(1.0 + n.start_matters * (1.0 - stands * stands))
    low, high = 1.0 - n.start_matters * stands, 1.0 + n.start_matters * stands
    own = n.trial_case_study * cluster.good_case_study
    own = own + n.trial_drafting * cluster.good_drafting * able_to_draft(n, t)
    sources = own * middling + n.trial_training * cluster.good_training * low
    sources = sources + n.trial_sharing * cluster.good_sharing * high
    courses = t.sent * worth_of_course(n, t, w.district) + tried_after_study(n, t, school)
    committed = 1.0 - n.passive_loss * from_the_centre(n, cluster)
    at_school = n.trial_case_study * school.good_cases * middling + n.trial_sharing * school.good_sharing * high
    after_meeting = n.practise_alone * (reached * sources * committed + at_school)
    guided = n.practise_mentored * t.mentored * t.mentor_skill
    return n.practise_course * courses * low + after_meeting + guided


def taken_over(w: World, reached: Any) -> Any:
    """Practice taken over from colleagues this month."""
    n, t, cluster = w.n, w.teacher, w.her_cluster
    novice = np.where(t.experience < n.novice_years, n.peer_novice, 1.0)
    weeks = 12.0 * w.calendar.year_share
    stands = standing(w)
    high = 1.0 + n.start_matters * stands
    seen = high * t.seen / n.ties_within
    low = 1.0 - n.start_matters * stands
    able = low * (t.paired * t.partner_ahead + t.able_elsewhere / n.ties_within)
    left = positive(1.0 - gained(t) / frontier(n, w.district))
    by_sharing = clip(n.share_rate * (reached * cluster.good_sharing), 0.0, 1.0) * positive(cluster.shown - gained(t))
    return left * (n.peer_rate * novice * weeks * (seen + able) + high * by_sharing)


def lost(w: World, reached: Any) -> Any:
    """Tried practice that is lost to the old ways."""
    n, t, school, cluster = w.n, w.teacher, w.her_school, w.her_cluster
    together = reached * cluster.good_reflection + school.good_reflection
    reflected = 1.0 - n.reflection_keeps * together / (together + n.reflection_half)
    supervised = 1.0 - n.supervision_keeps * school.support * school.leadership
    alone = 1.0 - n.mentor_keeps * t.mentored
    return n.revert_rate * alone * supervised * reflected * positive(t.practice - t.routine)


def practise(w: World) -> None:
    """Practice is tried, becomes routine, or reverts."""
    n, t = w.n, w.teacher
    reached = share_of_meetings(n, t, w.her_school, w.her_cluster)
    supported = 1.0 - n.practise_support * (1.0 - w.her_school.support)
    part = clip(tried(w, reached) * supported, 0.0, 1.0)
    own = part * positive(room_to_practise(n, t, w.district) - gained(t))
    colleagues = (1.0 - part) * taken_over(w, reached)
    settled = n.routine_made * t.mentored * t.mentor_skill * positive(t.practice - t.routine)
    worn = n.routine_worn * (t.routine - t.practice_found)
    t.practice = clip(t.practice + own + colleagues - lost(w, reached), 0.0, 1.0)
    t.routine = np.minimum(t.routine + settled - worn, t.practice)


def believe(w: World) -> None:
    """Belief moves toward what was felt or heard."""
    n, t, s, cluster = w.n, w.teacher, w.school, w.her_cluster
    s.add("belief_sum", t.school, t.belief)
    heard = w.her_school.belief_sum / w.her_school.teachers
    by_talk = n.belief_rate * n.belief_hearsay * (heard - t.belief)
    moved = clip(n.belief_rate * cluster.meetings * length(n, cluster) * t.attended, 0.0, 1.0)
    use = clip(cluster.usefulness + t.outlook + n.belief_intrinsic * (t.intrinsic - 0.5), 0.0, 1.0)
    by_meeting = moved * (use - t.belief)
    by_campaign = n.campaign_rate * positive(t.campaign - t.campaign_heard) * (1.0 - t.belief)
    t.belief = clip(t.belief + by_meeting + by_talk + by_campaign, 0.0, 1.0)
    t.campaign_heard = t.campaign_heard + n.campaign_wears * (t.campaign - t.campaign_heard)


def feel(w: World) -> None:
    """Motivation goes toward where it would rest."""
    n, t = w.n, w.teacher
    led = n.motivation_principal * (w.her_school.support - 0.5)
    from_use = n.motivation_worth * t.attended * (w.her_cluster.usefulness - 0.5)
    credit = n.motivation_recognition * t.recognition * t.career * t.attended
    rest = t.intrinsic + led + from_use + credit - n.motivation_overload * positive(busyness(n, t))
    pull = n.motivation_rate * (rest - t.motivation)
    t.company = t.friends
    t.motivation = clip(t.motivation + pull + n.motivation_luck * w.luck["teacher"].mood, 0.0, 1.0)


def lead(w: World) -> None:
    """Principals support and supervise."""
    n, s, cluster = w.n, w.school, w.its_cluster
    believed = s.belief_sum / s.teachers
    gained_here = positive(s.support - s.support_found)
    taken_over_there = n.principals_share * positive(cluster.support_nearby - gained_here)
    support = s.support_found + n.principal_gain_support * s.principals_trained
    support = support + n.principal_sees_use * (believed - 0.5) + taken_over_there
    leadership = s.leadership_found + n.principal_gain_leadership * s.principals_trained
    s.support = clip(s.support + n.principal_rate * (support - s.support), 0.0, 1.0)
    s.leadership = clip(s.leadership + n.principal_rate * (leadership - s.leadership), 0.0, 1.0)
    s.set_where(cluster.meetings > 0.5, attended_share=s.came / s.teachers)
    s.attendance_year = s.attendance_year + (s.attended_share - s.attendance_year) / 12.0
