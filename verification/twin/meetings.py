"""When and where KKG meet, and what that takes of a week (``meetings.md``, scheduling and week)."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from verification.twin.arithmetic import clip, over, positive, share
from verification.twin.things import World


def meetings_a_year(n: SimpleNamespace, cluster: Any) -> Any:
    """Meetings that a KKG plans a year."""
    return n.meetings_per_year + cluster.meetings_added


def hours_of(n: SimpleNamespace, cluster: Any) -> Any:
    """Hours of a meeting."""
    return np.where(cluster.hours_set > 0.0, cluster.hours_set, n.meeting_hours)


def length(n: SimpleNamespace, cluster: Any) -> Any:
    """Length of a meeting in whole meetings."""
    return hours_of(n, cluster) / n.whole_meeting


def sittings(cluster: Any) -> Any:
    """Sittings of each meeting that somebody has to lead."""
    return 1.0 + cluster.by_grade


def filling(n: SimpleNamespace, cluster: Any) -> Any:
    """1 from the quorum upward, less in proportion below."""
    return share(cluster.arrived, n.quorum * (1.0 + cluster.split) * sittings(cluster))


def schedule(w: World) -> None:
    """The calendar owes meetings; a disordered KKG lets some slip."""
    n, c = w.n, w.cluster
    kept = 1.0 - n.meetings_slip * (1.0 - c.organisation)
    c.due = c.due + meetings_a_year(n, c) * w.calendar.year_share * kept
    c.planned = np.floor(c.due)
    c.due = c.due - c.planned


def find_the_way(w: World) -> None:
    """The way to this month's meeting."""
    s, cluster, d = w.school, w.its_cluster, w.district
    to_core = (1.0 - cluster.rotating) * s.distance_km + cluster.rotating * s.rotating_km
    remote = cluster.split * s.far
    s.way_km = (1.0 - remote) * to_core + remote * np.minimum(to_core, s.neighbour_km)
    w.cluster.add("way_sum", s.cluster, s.way_km * s.teachers)
    usual = over(d.travel_minutes, d.distance_km)
    own = np.where(s.distance_km > 0.0, over(s.travel_minutes, s.distance_km), usual)
    s.way_minutes = s.way_km * own


def part_in_class(n: SimpleNamespace, cluster: Any) -> Any:
    """Part of a meeting and its way that falls in class hours."""
    return n.lessons_in_meeting * (1.0 - cluster.after_class)


def outside_class(in_class: Any, hours: Any, minutes: Any) -> Any:
    """Hours outside class of a meeting with its way there and back."""
    return (1.0 - in_class) * (hours + 2.0 * minutes / 60.0)


def hours_after_class(n: SimpleNamespace, minutes: Any, cluster: Any) -> Any:
    """Hours outside class that a meeting takes."""
    return outside_class(part_in_class(n, cluster), hours_of(n, cluster), minutes)


def weeks_to_draw_on(n: SimpleNamespace, meetings: Any, district: Any) -> Any:
    """Weeks of slack that there are for each of so many meetings a year."""
    between = district.school_weeks / meetings
    return np.minimum(between, 1.0) + n.slack_lent * positive(between - 1.0)


def slack_taken(n: SimpleNamespace, minutes: Any, slack: Any, cluster: Any, district: Any) -> Any:
    """Hours of a meeting and its way as a share of these and of the slack there is for them."""
    needed = hours_after_class(n, minutes, cluster)
    return share(needed, needed + slack * weeks_to_draw_on(n, meetings_a_year(n, cluster), district))


def slack_usually_taken(n: SimpleNamespace, slack: Any, district: Any) -> Any:
    """The same of a usual meeting nearby."""
    needed = outside_class(n.lessons_in_meeting, n.whole_meeting, n.usual_way)
    return share(needed, needed + slack * weeks_to_draw_on(n, n.usual_meetings, district))


def home_in_time(n: SimpleNamespace, minutes: Any, cluster: Any) -> Any:
    """Share of teachers with such a way who are home in time."""
    late = hours_after_class(n, minutes, cluster) - n.afternoon_hours
    return 1.0 - clip(late / n.afternoon_stretch, 0.0, 1.0)


def free_to_stay(n: SimpleNamespace, cares: Any, cluster: Any) -> Any:
    """Part of the meetings on the spot that a teacher can stay for."""
    return 1.0 - cares * (1.0 - part_in_class(n, cluster))
