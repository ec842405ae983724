"""The start: the calendar, roads, offices, schools and children (``docs/description/start.md``)."""

from __future__ import annotations

from typing import Any

import numpy as np

from verification.twin.arithmetic import (
    drawn_level,
    happens,
    is_so,
    root,
    total,
)  # fmt: skip
from verification.twin.pupils import chance_of_cohort, count_grades, open_classes, ordinary
from verification.twin.things import World


def begin(w: World) -> None:
    """All things as they are before the first month."""
    from verification.twin import attending, committee, newcomers, ranking, serving

    w.draw("start")
    make_year(w)
    find_roads(w)
    w.cluster.well_kept, w.cluster.lot = w.luck["cluster"].common, w.luck["cluster"].lot
    appoint_staff(w)
    appoint_principals(w)
    w.district.fixed_worth = 1.0
    measure_spread(w)
    furnish(w)
    take_in_pupils(w)
    newcomers.begin(w)
    serving.draw_up_first_list(w)
    newcomers.make_up_staff(w)
    seat(w)
    open_classes(w)
    newcomers.know_each_other(w)
    find_kkg(w)
    committee.begin(w)
    carry_on(w)
    attending.grow_used(w)
    compare_readers(w)
    ranking.assess(w)
    w.cluster.rapor = ranking.mean_assessed(w.cluster)
    ranking.compare_need(w)
    ranking.compare_ways(w)


def make_year(w: World) -> None:
    """Months with their weeks of school and their part of BOS."""
    n, c = w.n, w.calendars
    c.weeks = np.array([getattr(n, f"school_weeks_{month:02}") for month in range(1, 13)])
    by_quarter = np.array([0.0, *(getattr(n, f"bos_quarter_{quarter}") for quarter in range(1, 5))])
    c.bos_released = by_quarter[c.quarter.astype(int)]
    w.district.school_weeks = total(c.weeks)
    c.year_share = c.weeks / max(w.district.school_weeks, 1.0)
    c.share_to_release, c.passed, c.waiting = c.year_share, c.year_share, np.ones(12)
    since_july = np.where(c.month < 7, c.month + 5, c.month - 7)
    for ahead in range(1, 12):
        c.waiting = np.where(np.roll(c.bos_released, -ahead) > 0.0, 0.0, c.waiting)
        c.share_to_release = c.share_to_release + c.waiting * np.roll(c.year_share, -ahead)
    for ahead in range(1, 12):
        before = np.roll(since_july, -ahead) < since_july
        c.passed = np.minimum(c.passed + np.where(before, np.roll(c.year_share, -ahead), 0.0), 1.0)


def speed(w: World) -> float:
    """Travel speed by motorbike, km/h."""
    return float(w.n.speed_hills if w.district.hills > 0.5 else w.n.speed_lombok)


def upper_median(w: World, values: Any, low: float, high: float, middle: float) -> float:
    """The upper end of a range that is halved 64 times about the median of schools."""
    for _ in range(64):
        below = float(np.count_nonzero(values < middle))
        enough = 2.0 * below >= w.district.schools
        high, low = (middle, low) if enough else (high, middle)
        middle = (low + high) / 2.0
    return high


def find_roads(w: World) -> None:
    """Ways of schools, facilitators and resource persons, and which schools are far."""
    d, s, c, p = w.district, w.school, w.cluster, w.posting
    stretch = w.n.circuity / d.circuity_given
    longer = s.listed + (1.0 - s.listed) * stretch
    s.distance_km = s.km_given * longer
    s.travel_minutes = s.minutes_given * longer * (d.speed_given / speed(w))
    s.rotating_km, s.neighbour_km = s.rotating_km_given * stretch, s.neighbour_km_given * stretch
    d.km_sum, d.minutes_sum = total(s.distance_km), total(s.travel_minutes)
    d.distance_km, d.travel_minutes = d.km_sum / d.schools, d.minutes_sum / d.schools
    high = d.km_sum + 1.0
    s.far = is_so(s.distance_km >= upper_median(w, s.distance_km, 0.0, high, high / 2.0))
    p.km = p.km_given * stretch
    p.minutes = 60.0 * p.km / speed(w)
    c.add("staff_sum", p.cluster, p.minutes)
    c.add("staff_near", p.cluster, 1.0)
    c.staff_minutes = c.staff_sum / np.maximum(c.staff_near, 1.0)
    for ahead in range(1, c.count):
        other = np.roll(c.staff_minutes, -ahead)
        equal = np.where(other == c.staff_minutes, 0.5, 0.0)
        c.outlying = c.outlying + np.where(other < c.staff_minutes, 1.0, equal) / max(d.clusters - 1.0, 1.0)
    w.engagement.minutes = 60.0 * (w.engagement.km_given * stretch) / speed(w)


def appoint_staff(w: World) -> None:
    """Supervisors and resource persons with their skill."""
    n, luck = w.n, w.luck
    w.supervisor.skill = drawn_level(n.supervisor_skill, n.supervisor_skill_sd, luck["supervisor"].skill)
    w.supervisor.diligence = luck["supervisor"].diligence
    w.resource_person.skill = drawn_level(n.outside_skill, n.outside_skill_sd, luck["resource_person"].skill)


def together(cluster: Any, own: Any, part: Any) -> Any:
    """A draw that goes in part with how well kept the KKG is."""
    return root(part) * cluster.well_kept + root(1.0 - part) * own


def appoint_principals(w: World) -> None:
    """Principals, and how they support and supervise."""
    n, s, luck = w.n, w.school, w.luck["school"]
    support = together(w.its_cluster, luck.support, n.support_common)
    s.support_found = drawn_level(n.start_support, n.start_support_sd, support)
    s.leadership_found = drawn_level(n.start_leadership, n.start_leadership_sd, luck.leadership)
    s.support, s.leadership = s.support_found, s.leadership_found


def measure_spread(w: World) -> None:
    """How far the children of a school differ."""
    n, d = w.n, w.district

    def left_within(spread: float) -> float:
        return max(float(root(spread * spread - n.literacy_school_sd * n.literacy_school_sd)), 0.1)

    outside = n.reading_spread_ntt if d.in_ntt > 0.5 else n.reading_spread_nation
    d.pupil_spread = left_within(n.reading_spread_ntb if d.in_ntb > 0.5 else outside)
    d.assessed_spread, d.drift_left = left_within(1.0), 1.0


def furnish(w: World) -> None:
    """Schools own some of what a meeting needs."""
    n, s, c, luck = w.n, w.school, w.cluster, w.luck["school"]
    s.facilities = happens(luck.power, n.power_found) * drawn_level(
        n.start_facilities, n.start_facilities_sd, luck.facilities
    )
    c.add("facilities_sum", s.cluster, s.facilities)
    c.highest("facilities_core", s.cluster, np.where(s.distance_km > 0.0, 0.0, s.facilities))


def take_in_pupils(w: World) -> None:
    """Internet, learning communities, and how well pupils read."""
    n, d, s, luck = w.n, w.district, w.school, w.luck["school"]
    mean = n.literacy_ntb if d.in_ntb > 0.5 else n.literacy_ntt if d.in_ntt > 0.5 else n.literacy_nation
    assessed = n.assessed_ntb if d.in_ntb > 0.5 else n.assessed_ntt if d.in_ntt > 0.5 else n.literacy_nation
    s.internet = happens(luck.internet, n.internet_found)
    s.community_found = happens(luck.community, n.community_found)
    s.literacy_found = mean + n.literacy_school_sd * luck.literacy
    s.assessed_found = assessed + n.literacy_school_sd * luck.literacy
    w.cluster.add("internet_sum", s.cluster, s.internet)
    w.cluster.add("literacy_sum", s.cluster, s.literacy_found)
    high = total(np.abs(s.literacy_found)) + 1.0
    s.weak = is_so(-s.literacy_found >= upper_median(w, -s.literacy_found, -high, high, 0.0))


def seat(w: World) -> None:
    """Each grade has its children as the school year begins."""
    g, school = w.grade, w.grades_school
    g.apart = w.luck["grade"].cohort * chance_of_cohort(w.n, school, w.district)
    g.reading = ordinary(w.n, g.number, 0.0) + school.literacy_found + g.apart
    count_grades(w, g.apart)


def find_kkg(w: World) -> None:
    """Each KKG as it is found."""
    n, c, luck = w.n, w.cluster, w.luck["cluster"]

    def level(name: str, draw: Any) -> Any:
        return drawn_level(getattr(n, f"{name}_found"), getattr(n, f"{name}_found_sd"), draw)

    c.admin_found = level("admin", -together(c, luck.admin, n.kkg_common))
    for name in ("relevance", "organisation", "programme", "people", "management", "monitoring"):
        setattr(c, f"{name}_found", level(name, together(c, getattr(luck, name), n.kkg_common)))
    lent = drawn_level(n.facilities_lent, n.facilities_lent_sd, luck.facilities)
    c.facilities_found, c.facilities_around = lent * c.facilities_core, lent * c.facilities_sum / c.schools
    c.facilities_most = 1.0 - n.facilities_out_of_reach * (1.0 - c.internet_sum / c.schools)


def carry_on(w: World) -> None:
    """KKG go on from what was found; meetings and turns are spread over the months."""
    n, c = w.n, w.cluster
    for name in ("relevance", "organisation", "programme", "people", "facilities", "management", "monitoring"):
        setattr(c, name, getattr(c, f"{name}_found"))
    c.funding = np.full(c.count, n.funding_found)
    c.rule_kept, c.due, c.turn = np.ones(c.count), c.stagger, c.stagger
    c.present = c.teachers * n.usual_attendance


def compare_readers(w: World) -> None:
    """Need is greatest where pupils read least."""
    c, d = w.cluster, w.district
    c.literacy = c.literacy_sum / c.schools
    for ahead in range(1, c.count):
        other = np.roll(c.literacy, -ahead)
        c.reading_worse = c.reading_worse + (is_so(other < c.literacy) + is_so(other <= c.literacy)) / 2.0
    alone = d.clusters <= 1.0
    c.need = np.full(c.count, 0.5) if alone else 1.0 - c.reading_worse / max(d.clusters - 1.0, 1.0)
