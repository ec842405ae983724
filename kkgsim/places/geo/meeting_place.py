"""Where a cluster meets: its core school, and the road of every school to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields

import numpy as np

from kkgsim.model.arrays import Array
from kkgsim.model.registry import PARAMETERS
from kkgsim.places.geo import distance
from kkgsim.places.geo.grouping import medoid
from kkgsim.places.importer.names import group_of, key
from kkgsim.places.importer.notes import Note, note
from kkgsim.places.place import School, SchoolFacts, SchoolRecord


@dataclass(frozen=True)
class Roads:
    """What a straight line becomes: ``circuity`` (ratio, at least 1) and ``speed_kmh`` (above 0)."""

    circuity: float
    speed_kmh: float

    def minutes(self, km: float) -> float:
        """Minutes one way over ``km`` of road."""
        return round(distance.minutes(km, self.speed_kmh), 3)


@dataclass(frozen=True)
class _Way:
    """The road of a school to the core school of its cluster; ``km`` is None where neither list nor points tell it."""

    school: SchoolRecord
    core: bool
    km: float | None
    source: str


def points(schools: Sequence[SchoolRecord]) -> tuple[Array, Array]:
    """Latitudes and longitudes of schools that have points, each of shape (schools,), degrees."""
    lat = np.array([school.lat for school in schools], np.float64)
    return lat, np.array([school.lon for school in schools], np.float64)


def meet(schools: Sequence[SchoolRecord], roads: Roads, notes: list[Note]) -> list[School]:
    """Schools of a place from records that have a cluster: core schools chosen and every distance known, measured or
    imputed; adds to ``notes``."""
    clusters: dict[str, list[SchoolRecord]] = defaultdict(list)
    for school in schools:
        clusters[school.cluster].append(school)
    ways: list[_Way] = []
    for name in sorted(clusters):
        members = sorted(clusters[name], key=lambda school: school.npsn)
        core = core_of(members, notes)
        ways.extend(_way(school, core, roads) for school in members)
    return _imputed(ways, roads)


def core_of(members: Sequence[SchoolRecord], notes: list[Note]) -> SchoolRecord:
    """The listed core school, else the medoid, else (no points at all) the first of ``members``."""
    listed = [school for school in members if school.core]
    if len(listed) > 1:
        others = ", ".join(school.npsn for school in listed[1:])
        notes.append(note(None, listed[0].npsn, "two_cores", cluster=members[0].cluster, others=others))
    if listed:
        return listed[0]
    placed = [school for school in members if school.lat is not None]
    if not placed:
        return members[0]
    return placed[medoid(distance.matrix(*points(placed)), np.arange(len(placed)))]


def _way(school: SchoolRecord, core: SchoolRecord, roads: Roads) -> _Way:
    """The road of a school to the core: 0 for the core, listed, from coordinates, or unknown."""
    if school.npsn == core.npsn:
        source = "coordinates" if school.lat is not None else "listed" if school.core else "imputed"
        return _Way(school, True, 0.0, source)
    if school.distance_km is not None:
        return _Way(school, False, school.distance_km, "listed")
    if school.lat is None or core.lat is None:
        return _Way(school, False, None, "")
    straight = float(distance.great_circle(*points([school]), *points([core]))[0])
    return _Way(school, False, round(distance.road_km(straight, roads.circuity), 4), "coordinates")


def _imputed(ways: Sequence[_Way], roads: Roads) -> list[School]:
    """Unknown roads take the median of the subdistrict, else district, else list, else the nation."""
    wider: tuple[Callable[[SchoolRecord], tuple[str, ...]], ...] = (
        group_of, lambda school: (key(school.district),), lambda school: (),
    )  # fmt: skip
    medians = [_medians(ways, area) for area in wider]
    nation = PARAMETERS["core_distance_nation"].value * roads.circuity

    def placed(way: _Way) -> School:
        known = (median.get(area(way.school)) for area, median in zip(wider, medians, strict=True))
        km, source = way.km, way.source
        if km is None:
            km, source = round(next((median for median in known if median is not None), nation), 4), "imputed"
        facts = {field.name: getattr(way.school, field.name) for field in fields(SchoolFacts)}
        return School(
            **facts, cluster=way.school.cluster, cluster_source=way.school.cluster_source, core=way.core,
            distance_km=km, distance_source=source, travel_minutes=roads.minutes(km),
        )  # fmt: skip

    return [placed(way) for way in ways]


def _medians(ways: Sequence[_Way], area: Callable[[SchoolRecord], tuple[str, ...]]) -> dict[tuple[str, ...], float]:
    """Median road by area, km, of the schools whose road is known and that are no core."""
    known: dict[tuple[str, ...], list[float]] = defaultdict(list)
    for way in ways:
        if way.km is not None and not way.core:
            known[area(way.school)].append(way.km)
    return {name: float(np.median(roads)) for name, roads in known.items()}
