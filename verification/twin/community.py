"""The learning community of a school (``teachers.md``, learning_together)."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from verification.twin.arithmetic import is_so, logistic, positive, share
from verification.twin.meetings import hours_after_class, length, meetings_a_year
from verification.twin.sessions import good_sessions
from verification.twin.things import World


def sessions_a_year(n: SimpleNamespace, school: Any) -> Any:
    """Sessions that are planned a year."""
    return np.maximum(school.community_found * n.community_usual, school.community_asked)


def kept(n: SimpleNamespace, school: Any) -> Any:
    """Part of what is planned that is held."""
    return 1.0 - n.community_slip * (1.0 - school.support)


def hours_a_week(n: SimpleNamespace, school: Any, district: Any) -> Any:
    """Hours of a week of school that the sessions take of whoever comes."""
    return sessions_a_year(n, school) * kept(n, school) * n.community_hours / district.school_weeks


def turnout(w: World) -> Any:
    """Part of the teachers who are at a session."""
    n, s, cluster, d = w.n, w.school, w.its_cluster, w.district
    asked = hours_a_week(n, s, d)
    meetings = s.attended_share * meetings_a_year(n, cluster) / d.school_weeks
    by_kkg = meetings * hours_after_class(n, s.way_minutes, cluster)
    free = positive(s.slack_sum / s.teachers - by_kkg)
    drag = n.attend_slack * share(asked, asked + free)
    inclined = n.attend_base + n.attend_support * (s.support - 0.5) - drag
    return (1.0 - n.absence_found) * (1.0 - share(s.carers, s.teachers)) * logistic(inclined)


def gather(w: World) -> None:
    """Learning communities meet, as far as the week allows."""
    n, s = w.n, w.school
    s.community_held = sessions_a_year(n, s) * w.calendar.year_share * kept(n, s)
    s.community_turnout = is_so(s.community_held > 0.0) * turnout(w)
    s.community_week = s.community_turnout * hours_a_week(n, s, w.district)
    s.community_time = s.community_held * s.community_turnout * s.teachers * n.community_hours


def lead_of(n: SimpleNamespace, school: Any) -> Any:
    """Skill of whoever leads: an able principal, or seniors."""
    principal = np.where(school.leadership >= n.principal_able, school.leadership, 0.0)
    return np.minimum(np.maximum(n.senior_skill, principal) + n.community_lead_gain * school.community_leads, 1.0)


def confer(w: World) -> None:
    """Colleagues talk about their teaching, and hear what others brought home."""
    n, s, cluster = w.n, w.school, w.its_cluster
    content = n.community_content + s.community_guides * (n.guided_content - n.community_content)
    materials = np.maximum(n.materials_found, s.community_guides)
    equipped = 1.0 - n.materials_hold * (1.0 - materials)
    worth = good_sessions(n, content, lead_of(n, s), n.relevance_local, equipped)
    company = share((s.teachers - 1.0) * s.community_turnout, n.community_whole)
    there = s.community_held * s.community_turnout
    good = there * n.community_hours / n.whole_meeting * company * worth
    s.good_sharing, s.good_cases = n.community_sharing * good, n.community_cases * good
    s.good_reflection = positive(1.0 - n.community_sharing - n.community_cases) * good
    s.community_lead = lead_of(n, s)
    passed_on = n.brought_home * there / (there + n.brought_half)
    s.brought_home = passed_on * np.minimum(s.came, 1.0) * cluster.meetings * length(n, cluster)
