"""Days of facilitators, resource persons and supervisors shared out (``meetings.md``, mentoring and supervising)."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from verification.twin.arithmetic import clip, over, positive, share, total
from verification.twin.meetings import length, sittings
from verification.twin.things import World


def stand_by(w: World) -> None:
    """Resource persons within reach stand by."""
    n, p, d, luck = w.n, w.resource_person, w.district, w.luck["resource_person"]
    wanted = (n.resource_persons + d.resource_persons_added) * d.schools / 100.0
    p.days_left = clip(wanted - p.slot, 0.0, 1.0) * n.resource_days
    skill = clip(n.outside_skill + n.outside_skill_sd * luck.skill, 0.0, 1.0)
    p.set_where(luck.leave < n.resource_leaves / 12.0, skill=skill)


def supervise(w: World) -> None:
    """Supervisors have their days, and the ablest are trained as a cadre."""
    n, u, d = w.n, w.supervisor, w.district
    for ahead in range(1, u.count):
        other = np.roll(u.skill, -ahead)
        u.abler = u.abler + np.where(other > u.skill, 1.0, np.where(other == u.skill, 0.5, 0.0))
    u.cadre = clip(d.cadre * d.supervisors - u.abler, 0.0, 1.0)
    freed = n.supervisor_freed * d.supervisors_freed
    u.days = np.full(u.count, n.supervisor_days + freed)
    by_habit = n.supervisor_visits_found * positive(1.0 + n.supervisor_visits_sd * u.diligence)
    u.visits_routine = by_habit + freed * reached_in_a_day(n, d.travel_minutes)


def reached_in_a_day(n: SimpleNamespace, minutes: Any) -> Any:
    """Teachers whom a day of visiting reaches."""
    return n.visits_per_day * share(n.visiting_day, n.visiting_day + 2.0 * minutes)


def be_listed(w: World) -> None:
    """Who is mentored is settled as the school year begins."""
    t = w.teacher
    if w.calendar.month == 7:
        t.listed = np.ones(t.count)
    w.cluster.add("listed", w.cluster_of_teacher, t.listed)


def ask(w: World) -> None:
    """Clusters ask for facilitators and visits, and days are shared out over them."""
    n, c, d = w.n, w.cluster, w.district
    served = 1.0 - c.facilitators_kept_out
    tilt = d.toward_need * (2.0 * c.need - 1.0) + d.toward_near * (1.0 - 2.0 * c.outlying)
    c.weight = positive(1.0 + n.turn_skew * clip(tilt, -1.0, 1.0)) * served
    d.weights += total(c.weight)
    d.meetings += total(c.meetings * length(n, c) * sittings(c) * served)
    d.visits_wanted += total(c.visits_asked * c.listed * served)
    share_out(w)
    claim_turns(w, served)
    await_turn(w, served)


def time_for_each(n: SimpleNamespace, days: Any, wanted: Any) -> float:
    """Part of the proper time that each task gets."""
    return float(clip(over(days, wanted), 1.0 / n.rush, 1.0))


def share_out(w: World) -> None:
    """Days go to meetings first, then to visits."""
    n, d = w.n, w.district
    to_meet = d.meetings * n.session_days
    to_visit = over(d.visits_wanted, reached_in_a_day(n, d.travel_minutes))
    d.preparation = time_for_each(n, d.facilitator_days, to_meet)
    d.session_share = over(d.facilitator_days, d.preparation * to_meet)
    left = float(positive(d.facilitator_days - d.preparation * to_meet))
    d.visit_preparation = time_for_each(n, left, to_visit)
    d.visit_share = over(left, d.visit_preparation * to_visit)


def claim_turns(w: World, served: Any) -> None:
    """Clusters claim no more than all of their meetings and visits; the rest goes to others."""
    n, c, d = w.n, w.cluster, w.district
    claim = over(c.weight * d.clusters_served, d.weights)
    for what, things, part in (
        ("turns", c.meetings * length(n, c) * sittings(c) * served, d.session_share),
        ("visits", c.visits_asked * c.listed * served, d.visit_share),
    ):
        granted = np.minimum(1.0, claim * part)
        setattr(c, f"{what}_granted", granted)
        setattr(d, f"{what}_over", total(positive(claim * part - 1.0) * things))
        setattr(d, f"{what}_open", total((1.0 - granted) * things))


def await_turn(w: World, served: Any) -> None:
    """Clusters await their turn for a facilitator."""
    c, d = w.cluster, w.district

    def filled_up(granted: Any, left: float, room: float) -> Any:
        return granted + served * share(left, room) * (1.0 - granted)

    c.turn = c.turn + filled_up(c.turns_granted, d.turns_over, d.turns_open) * c.meetings
    c.call = np.minimum(np.floor(c.turn), c.meetings)
    c.turn = c.turn - c.call
    c.visits_quota = filled_up(c.visits_granted, d.visits_over, d.visits_open) * c.visits_asked * c.listed


class Trips:
    """Facilitators on their way, posting by posting: who comes first takes what her days allow."""

    def __init__(self, w: World) -> None:
        self.w, self.n, self.d = w, w.n, w.district
        self.posting, self.f, self.c = w.posting, w.facilitator, w.cluster
        self.f.days_left = self.f.days_left.copy()
        self.posting.came = self.posting.came.copy()
        for name in ("led", "led_skill", "visits_made", "visits_skill"):
            setattr(self.c, name, getattr(self.c, name).copy())
        self.sittings, self.length = sittings(self.c), length(self.n, self.c)

    def skill_there(self, rank: int, f: int, preparation: float) -> float:
        """Skill that a facilitator brings: less unprepared, less among strangers."""
        known = self.posting.known[rank] * (1.0 - self.f.recruited[f])
        prepared = 1.0 - self.n.thin_loss * (1.0 - preparation)
        return float(self.f.skill[f] * prepared * (1.0 - self.n.stranger_loss * (1.0 - known)))

    def spend(self, rank: int, f: int, days: float) -> None:
        """Days go by, some of them paid for, each with its way."""
        paid = days if self.f.funded[f] > 0.0 else 0.0
        self.f.days_left[f] = max(self.f.days_left[f] - days, 0.0)
        self.d.days_used += days
        self.d.days_paid += paid
        self.d.trips_km += 2.0 * paid * self.posting.km[rank]
        self.posting.came[rank] = 1.0

    def go_to_meetings(self, awaited: bool) -> None:
        """To the clusters that call; first only to those where a call was in vain."""
        n, c, d = self.n, self.c, self.d
        for rank, (f, at) in enumerate(zip(self.posting.facilitator, self.posting.cluster, strict=True)):
            wanted = c.call[at] - c.led[at]
            if (awaited and c.waiting[at] <= 0.0) or wanted <= 0.0 or self.f.days_left[f] <= 0.0:
                continue
            way = 2.0 * self.posting.minutes[rank] / n.visiting_day
            days = (n.session_days * self.length[at] * d.preparation + way) * self.sittings[at]
            sessions = min(wanted, self.f.days_left[f] / days)
            self.spend(rank, f, sessions * days)
            c.led[at] += sessions
            c.led_skill[at] += sessions * self.skill_there(rank, f, d.preparation)

    def go_visiting(self) -> None:
        """To classrooms, with the days left."""
        c, d = self.c, self.d
        for rank, (f, at) in enumerate(zip(self.posting.facilitator, self.posting.cluster, strict=True)):
            wanted = c.visits_quota[at] - c.visits_made[at]
            if wanted <= 0.0 or self.f.days_left[f] <= 0.0:
                continue
            in_a_day = over(reached_in_a_day(self.n, self.posting.minutes[rank]), d.visit_preparation)
            visits = min(wanted, self.f.days_left[f] * in_a_day)
            self.spend(rank, f, visits / in_a_day)
            c.visits_made[at] += visits
            c.visits_skill[at] += visits * self.skill_there(rank, f, d.visit_preparation)


def count_led(w: World) -> None:
    """Meetings led are counted; a call in vain keeps its turn."""
    c = w.cluster
    c.facilitated = share(c.led, c.meetings)
    c.waiting = np.where((c.call <= 0.0) | (c.led >= 0.5), 0.0, c.waiting + 1.0)
    c.turn = np.minimum(c.turn + c.call - c.led, np.maximum(c.meetings, 1.0) + 1.0)
    w.district.facilitated_sessions += total(c.led)
    c.reached = np.where(c.led > 0.0, 12.0, positive(c.reached - 1.0))


def be_engaged(w: World) -> None:
    """Resource persons come where they are invited."""
    n, e, p, c = w.n, w.engagement, w.resource_person, w.cluster
    each, at_once = length(n, c), sittings(c)
    left, outside, skill = p.days_left.copy(), c.outside.copy(), c.outside_skill.copy()
    for who, at, minutes in zip(e.resource_person, e.cluster, e.minutes, strict=True):
        days = (each[at] + 2.0 * minutes / n.visiting_day) * at_once[at]
        sessions = min(c.invited[at] - outside[at], left[who] / days)
        if sessions > 0.0:
            left[who] = max(left[who] - sessions * days, 0.0)
            outside[at] += sessions
            skill[at] += sessions * p.skill[who]
    p.days_left, c.outside, c.outside_skill = left, outside, skill


def get_to_know(w: World) -> None:
    """Facilitators get to know their clusters, and lose touch."""
    n, p = w.n, w.posting
    known = p.known * (1.0 - w.facilitator.recruited[p.facilitator])
    touch = n.known_fade + (1.0 - n.known_fade) * p.came
    p.known = known + n.known_rate * (p.came - known) * touch


def left_open(cluster: Any) -> Any:
    """Share of the month's meetings that neither facilitator nor resource person leads."""
    return positive(1.0 - share(cluster.led + cluster.outside, cluster.meetings))


def look_after(w: World) -> None:
    """Supervisors: checks first, then meetings, their round of visits, and requests."""
    n, c, u, d = w.n, w.cluster, w.its_supervisor, w.district
    part, in_a_day = share(c.teachers, u.teachers), reached_in_a_day(n, d.travel_minutes)
    after_checks = positive(part * u.days - n.check_days * c.checks)
    session = n.session_days * length(n, c)
    offered = u.cadre * n.cadre_sessions / u.clusters
    unled = left_open(c) * c.meetings * sittings(c)
    sessions = np.minimum(np.minimum(offered, after_checks / session), unled)
    c.cadre_led = share(sessions, c.meetings * sittings(c))
    c.cadre_skill = clip(u.skill + n.cadre_gain * u.cadre, 0.0, 1.0)
    possible = (after_checks - sessions * n.session_days * length(n, c)) * in_a_day
    routine = np.minimum(part * u.visits_routine, possible)
    asked = positive(c.visits_asked * c.listed - c.visits_made)
    requested = np.minimum(asked, possible - routine)
    visits = c.visits_made + routine + requested
    skill = c.visits_skill + (routine + requested) * c.cadre_skill
    c.visit_chance, c.visit_skill = share(visits, c.listed), share(skill, visits)
    d.supervisor_visits += total(requested)
    d.supervisor_km += total(2.0 * requested * d.distance_km)


def be_visited(w: World) -> None:
    """A mentor visits the classroom, or a matched partner is at hand."""
    n, t, cluster = w.n, w.teacher, w.her_cluster
    early = np.minimum(1.0, cluster.visit_chance * (1.0 + cluster.visits_early))
    late = positive(2.0 * cluster.visit_chance - early)
    chance = np.where(w.her_grade.number < 3.5, early, late)
    t.visited = np.where(w.luck["teacher"].visit < chance, t.listed, 0.0)
    partnered = np.where(t.partner_ahead > 0.0, t.paired, 0.0)
    known = np.maximum(n.senior_skill * partnered, t.mentor_skill)
    t.mentored = np.maximum(np.maximum(t.visited, partnered), n.mentored_fade * t.mentored)
    t.mentor_skill = np.where(t.visited > 0.5, cluster.visit_skill, known)
