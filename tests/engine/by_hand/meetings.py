"""Meetings of a month by hand: who came, what they ate, how they travelled, and hours without a teacher."""

from __future__ import annotations

from math import floor, isclose

from kkgsim.engine.mesa_model import KKGModel

SOURCES = ("grant", "bosda", "bos")
"""The order in which a cluster's purses pay."""
PURSE_ITEMS = ("food", "fee", "fares")
Rupiah = dict[str, tuple[float, int]]
"""What items come to before they are rounded down, and for how many things that is done."""


def meal(cluster, n) -> float:
    """A person's food at one meeting, nearer to a grant's price the more of a meeting the grant can pay."""
    usual = n.refreshments * length(cluster, n)
    return floor(usual + cluster.granted_part * max(0.0, n.grant_food * hours(cluster, n) - usual))


def hours(cluster, n) -> float:
    """Hours of one meeting: as found unless a policy sets them."""
    return cluster.hours_set or n.meeting_hours


def length(cluster, n) -> float:
    """One meeting in meetings of the usual length."""
    return hours(cluster, n) / n.whole_meeting


def meetings_by_hand(model: KKGModel, before: dict) -> dict[str, float]:
    """Who came, what they ate, who led and how they travelled; paid by the grant, then BOSDA, then BOS."""
    n, paid = model.n, dict.fromkeys([f"{use}_{source}" for use in PURSE_ITEMS for source in SOURCES], 0)
    pockets = own = 0
    for cluster in model.clusters:
        here = [t for t in model.teachers if t.cluster is cluster]
        on_site = cluster.on_site  # added up in another order it may round to another rupiah
        assert isclose(on_site, sum(t.attended - t.online for t in here), abs_tol=1e-9)
        times = cluster.meetings
        purse = {s: before[cluster.index, s] + getattr(cluster, f"{s}_income") for s in SOURCES}
        levies = floor(times * on_site * cluster.levy)
        fee = floor(
            cluster.outside * floor(floor(hours(cluster, n) * n.resource_person_fee) * (1.0 + cluster.by_grade))
        )
        food = floor(
            min(times * (on_site * meal(cluster, n)) * cluster.held, max(sum(purse.values()) - fee, 0) + levies)
        )
        promised = floor(times * on_site * cluster.fare_paid)
        for use, bill in (("fee", fee), ("food", food - min(food, levies)), ("fares", promised)):
            for source in SOURCES:
                part = min(bill, purse[source])
                bill, purse[source] = bill - part, purse[source] - part
                paid[f"{use}_{source}"] += part
        ways = {t: floor(2.0 * t.school.way_km * n.travel_cost_km) for t in here}
        trips = {t: times * (t.attended - t.online) for t in here}
        unrepaid = sum(floor(trips[t] * max(0.0, ways[t] - cluster.fare_offered - cluster.fare_paid)) for t in here)
        own += unrepaid + min(bill, sum(floor(trips[t] * ways[t]) for t in here) - unrepaid)
        pockets += min(food, levies)
        assert {s: getattr(cluster, f"purse_{s}") for s in SOURCES} == purse
    of = {"food": "refreshments", "fee": "resource_persons", "fares": "fares"}
    from_bos = {f"meeting_{of[use]}": paid[f"{use}_bos"] for use in PURSE_ITEMS}
    from_bosda = {f"meeting_{of[use]}_bosda": paid[f"{use}_bosda"] for use in PURSE_ITEMS}
    from_grant = {f"grant_{of[use]}": paid[f"{use}_grant"] for use in PURSE_ITEMS}
    return {**from_bos, **from_bosda, **from_grant, "meeting_contributions": pockets, "meeting_travel": own}


def usual_at_school(school, n) -> float:
    """Sessions a year that a school's learning community plans without a policy."""
    return n.community_usual if school.community_found else 0.0


def held_at_school(support: float, model: KKGModel) -> float:
    """Part of a year's sessions of a learning community that is held this month: by weeks of school, and fewer where
    the principal supports them less."""
    weeks = model.calendars[(model.steps + 5) % 12].weeks / sum(month.weeks for month in model.calendars)
    return weeks * (1.0 - model.n.community_slip * (1.0 - support))


def time_by_hand(model: KKGModel, policy: dict[str, float], before: dict) -> Rupiah:
    """Hours of those who came and of their ways, half of the meeting in class hours; and hours of the learning
    communities, all of them outside class."""
    n, spent, lost = model.n, 0.0, 0.0
    for teacher in model.teachers:
        there = (teacher.attended - teacher.online) * 2.0 * teacher.school.way_minutes / 60.0
        mine = teacher.cluster.meetings * (teacher.attended * hours(teacher.cluster, n) + there)
        spent += mine
        lost += n.lessons_in_meeting * (1.0 - teacher.cluster.after_class) * mine
    schools, at_school = len(model.schools), 0.0
    begun = model.steps > n.delay_learning_community
    for teacher in model.teachers:
        school = teacher.school
        a_year = max(usual_at_school(school, n), policy.get("learning_community_sessions", 0.0) * begun)
        held = a_year * held_at_school(before[school.index, "support"], model)
        at_school += held * school.community_turnout * n.community_hours
    return {
        "meeting_hours": ((spent - lost + at_school) * n.teacher_hour, schools),
        "meeting_lessons": (lost * n.teacher_hour, schools),
        "staff_lessons": (days_without_teacher(model) * n.contact_hours / n.teaching_days * n.teacher_hour, schools),
    }


def part_lent(cluster, model: KKGModel) -> float:
    """Part of the tutors at work in a cluster whom others lend, as many as could be spared last month."""
    mine = min(cluster.tutors, cluster.tutors_wanted)
    others = min(cluster.tutors_wanted - mine, model.district.tutors_across * model.spare_tutors)
    return others / (mine + others) if mine + others else 0.0


def days_without_teacher(model: KKGModel) -> float:
    """School days on which a class had nobody: courses, tutors' sessions, facilitators' service and release. Whoever
    was sent to a course and left in the same month is not known as sent any more, but her class had nobody."""
    n, clusters = model.n, model.clusters
    district = model.district
    on_offer = district.course_places / district.claims if district.claims else 0.0
    courses = sum(t.luck.course < t.claim * on_offer for t in model.teachers) * n.course_days
    led = sum(length(c, n) * c.meetings * (c.tutored - c.tutored_by_lent) for c in clusters if c.tutors) * n.tutor_days
    visiting = sum(c.tutor_days * (1.0 - part_lent(c, model)) for c in clusters if c.tutors)
    spare = sum(max(0.0, c.tutors - c.tutors_wanted) for c in clusters)
    tutors = led + visiting + spare * model.lent_each
    service = 0.0
    for f in model.facilitators:
        service += f.freed - n.substitute_quality * f.covered
    return courses + tutors + service
