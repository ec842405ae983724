"""Schools that are too far from their cluster to belong to it: set aside, unless somebody keeps them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from kkgsim.places.importer.names import group_of
from kkgsim.places.importer.notes import Note, note
from kkgsim.places.place import School, SchoolRecord

FAR_MINUTES = 90.0
"""Nobody goes to a monthly meeting that is farther away, one way; the point of such a school is probably wrong."""

Form = Callable[[Sequence[SchoolRecord]], tuple[tuple[School, ...], tuple[Note, ...]]]


def far_schools(schools: Sequence[School]) -> list[School]:
    """The schools whose known way to the meeting takes more than :data:`FAR_MINUTES`; where most others of a cluster
    have such a way, its core school instead."""
    clusters: dict[str, list[School]] = defaultdict(list)
    for school in schools:
        clusters[school.cluster].append(school)
    far: list[School] = []
    for members in clusters.values():
        away = [s for s in members if s.travel_minutes > FAR_MINUTES and s.distance_source != "imputed"]
        listed = any(school.distance_source == "listed" for school in away)
        core_is_far = len(away) > 1 and 2 * len(away) > len(members) - 1 and not listed
        far.extend([school for school in members if school.core] if core_is_far else away)
    return far


def set_far_aside(schools: Sequence[SchoolRecord], form: Form) -> tuple[list[SchoolRecord], list[Note]]:
    """The schools without those that are too far from their cluster, and a note on each of these.

    Clusters are formed again without them, until none is too far.
    """
    kept = list(schools)
    notes: list[Note] = []
    pool: Sequence[SchoolRecord] = kept
    while pool:
        formed = form(pool)[0]
        far, ways = far_schools(formed), {school.npsn: school for school in formed}
        if not far:
            break
        notes.extend(note(None, school.npsn, "set_aside_far", **_way(school, ways)) for school in far)
        gone, areas = {school.npsn for school in far}, {group_of(school) for school in far}
        kept = [school for school in kept if school.npsn not in gone]
        pool = [school for school in kept if group_of(school) in areas]
    return kept, notes


def kept_far(schools: Sequence[School]) -> list[Note]:
    """A note on each school that is far from its cluster and used all the same."""
    ways = {school.npsn: school for school in schools}
    return [note(None, school.npsn, "kept_far", **_way(school, ways)) for school in far_schools(schools)]


def _way(school: School, schools: dict[str, School]) -> dict[str, object]:
    """How far a school is from its cluster; a core school as far as the nearest other one."""
    others = [s for s in schools.values() if s.cluster == school.cluster and not s.core]
    nearest = min(others, key=lambda other: other.distance_km) if school.core and others else school
    return {"name": school.name, "cluster": school.cluster, "km": nearest.distance_km,
            "minutes": nearest.travel_minutes}  # fmt: skip
