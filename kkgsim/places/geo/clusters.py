"""Schools into clusters (gugus).

A list that names clusters is believed. Elsewhere clusters are formed from distances inside each
subdistrict and called "proxy": real clusters follow villages, and geometry finds about half of one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from kkgsim.model.registry import PARAMETERS
from kkgsim.places.geo import distance
from kkgsim.places.geo.grouping import how_many, partition
from kkgsim.places.geo.meeting_place import Roads, meet, points
from kkgsim.places.importer.names import group_of, key
from kkgsim.places.importer.notes import Note, note
from kkgsim.places.place import School, SchoolRecord


@dataclass(frozen=True)
class Sizes:
    """Schools in a cluster that is formed: wanted on average, least, most."""

    target: float
    least: int
    most: int

    @classmethod
    def declared(cls) -> Sizes:
        """The sizes as the numbers of :mod:`kkgsim.model.geography` declare them."""
        least, most = PARAMETERS["cluster_size_min"].value, PARAMETERS["cluster_size_max"].value
        return cls(PARAMETERS["cluster_size_target"].value, int(least), int(most))


def form(
    schools: Sequence[SchoolRecord],
    *,
    circuity: float | None = None,
    speed_kmh: float | None = None,
    target_size: float | None = None,
) -> tuple[School, ...]:
    """Schools with cluster, core school, distance and travel time, by cluster and NPSN.

    The answer does not depend on the order of ``schools``, whose NPSN must differ. ``circuity`` and
    ``speed_kmh`` default to the declared numbers, ``target_size`` (schools) to the declared target.
    """
    return form_noted(schools, circuity=circuity, speed_kmh=speed_kmh, target_size=target_size)[0]


def form_noted(
    schools: Sequence[SchoolRecord],
    *,
    circuity: float | None = None,
    speed_kmh: float | None = None,
    target_size: float | None = None,
) -> tuple[tuple[School, ...], tuple[Note, ...]]:
    """As :func:`form`, with what is to be said about the clusters."""
    roads = Roads(
        PARAMETERS["circuity"].value if circuity is None else circuity,
        PARAMETERS["speed_lombok"].value if speed_kmh is None else speed_kmh,
    )
    if not (roads.circuity >= 1 and roads.speed_kmh > 0):
        raise ValueError(f"circuity must be at least 1 and speed above 0, not {roads}")
    sizes = Sizes.declared()
    if target_size is not None:
        sizes = replace(sizes, target=target_size)
    if len({school.npsn for school in schools}) < len(schools):
        raise ValueError("two schools have one NPSN; schools are told apart by nothing else")
    areas = _areas(schools)
    titles = _titles(areas)
    notes: list[Note] = []
    clustered: list[SchoolRecord] = []
    for area in sorted(areas):
        clustered.extend(_cluster_area(areas[area], titles[area], sizes, notes))
    done = meet(_apart(clustered, titles), roads, notes)
    return tuple(sorted(done, key=lambda school: (school.cluster, school.npsn))), tuple(notes)


def _areas(schools: Sequence[SchoolRecord]) -> dict[tuple[str, ...], list[SchoolRecord]]:
    """Schools by subdistrict, by NPSN in each."""
    areas: dict[tuple[str, ...], list[SchoolRecord]] = defaultdict(list)
    for school in sorted(schools, key=lambda school: school.npsn):
        areas[group_of(school)].append(school)
    return areas


def _titles(areas: dict[tuple[str, ...], list[SchoolRecord]]) -> dict[tuple[str, ...], str]:
    """What the clusters of each subdistrict are called: its code, else its name made unique."""
    named: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for area, members in areas.items():
        named[members[0].code or members[0].subdistrict].append(area)
    return {
        area: title if len(same) == 1 else f"{title} ({areas[area][0].district or i})"
        for title, same in named.items()
        for i, area in enumerate(sorted(same), 1)
    }


def _apart(schools: list[SchoolRecord], titles: dict[tuple[str, ...], str]) -> list[SchoolRecord]:
    """One spelling for each listed cluster, and the subdistrict before a name used in several."""
    spelled: dict[str, dict[tuple[str, ...], str]] = defaultdict(dict)
    listed = [school for school in schools if school.cluster_source == "listed"]
    for school in sorted(listed, key=lambda school: school.cluster):
        spelled[key(school.cluster)].setdefault(group_of(school), school.cluster)

    def name(school: SchoolRecord) -> str:
        where = spelled.get(key(school.cluster), {})
        area = group_of(school)
        if area not in where:
            return school.cluster
        return where[area] if len(where) == 1 else f"{titles[area]} {where[area]}"

    return [replace(school, cluster=name(school)) for school in schools]


def _cluster_area(schools: list[SchoolRecord], title: str, sizes: Sizes, notes: list[Note]) -> list[SchoolRecord]:
    """The schools of one subdistrict with their clusters: as listed, else formed."""
    listed = [school for school in schools if school.cluster]
    free = [school for school in schools if not school.cluster]
    if listed and 0 < len(free) < sizes.least:
        joined = [_joined(school, listed) for school in free]
        notes.extend(note(None, s.npsn, "joined_listed", cluster=s.cluster) for s in joined)
        return listed + joined
    if 0 < len(free) < sizes.least:
        notes.append(note(None, "", "small_subdistrict", title=free[0].subdistrict, count=len(free)))
    return listed + _formed(free, title, sizes)


def _joined(school: SchoolRecord, listed: Sequence[SchoolRecord]) -> SchoolRecord:
    """A school without a cluster put into the nearest listed one, its village's, or the smallest."""
    placed = [other for other in listed if other.lat is not None]
    if school.lat is not None and placed:
        km = distance.great_circle(*points([school]), *points(placed))
        cluster = placed[int(np.argmin(np.round(km, 9)))].cluster
    else:
        sizes = Counter(other.cluster for other in listed)
        village = next((o.cluster for o in listed if _same_village(o, school)), "")
        cluster = village or min(sizes, key=lambda name: (sizes[name], name))
    return replace(school, cluster=cluster, cluster_source="proxy", core=False)


def _same_village(school: SchoolRecord, other: SchoolRecord) -> bool:
    return bool(school.village) and key(school.village) == key(other.village)


def _formed(schools: list[SchoolRecord], title: str, sizes: Sizes) -> list[SchoolRecord]:
    """Clusters formed from distances; schools without a point join their village or the smallest.

    Core schools that the list names without naming clusters become the centres.
    """
    n = len(schools)
    placed = [school for school in schools if school.lat is not None]
    cores = [i for i, school in enumerate(placed) if school.core]
    k = len(cores) or how_many(n, sizes.target, sizes.least, sizes.most)
    members: list[list[SchoolRecord]] = [[] for _ in range(k)]
    if placed:
        # With few points each cluster takes few of them, so that the rest can fill all to the least.
        most = sizes.most if len(placed) >= sizes.least * k else sizes.least
        km = distance.matrix(*points(placed))
        groups = partition(km, min(k, len(placed)), sizes.least, most, centres=cores)
        for school, group in zip(placed, groups, strict=True):
            members[int(group)].append(school)
    for school in schools:
        if school.lat is None:
            members[_home(school, members, n, sizes)].append(school)
    filled = sorted((m for m in members if m), key=lambda m: min(s.npsn for s in m))
    return [
        replace(school, cluster=f"{title}-{i:02d}", cluster_source="proxy")
        for i, group in enumerate(filled, 1)
        for school in group
    ]


def _home(school: SchoolRecord, members: list[list[SchoolRecord]], n: int, sizes: Sizes) -> int:
    """Where a school without a point goes: a cluster too small, else its village's, else the smallest."""
    k = len(members)
    short = [i for i, group in enumerate(members) if len(group) < min(sizes.least, n // k)]
    room = [i for i, group in enumerate(members) if len(group) < max(sizes.most, -(-n // k))]
    at_home = [i for i in room if any(_same_village(other, school) for other in members[i])]
    return min(short or at_home or room, key=lambda i: (len(members[i]), i))
