"""Where a cluster meets: its core school, and the road of every school to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kkgsim.model.geography import book_value
from kkgsim.places.geo import distance
from kkgsim.places.geo.distance import Floats
from kkgsim.places.geo.grouping import medoid
from kkgsim.places.importer.names import group_of, key
from kkgsim.places.importer.notes import Note, note
from kkgsim.places.place import School


@dataclass(frozen=True)
class Roads:
    """What a straight line becomes: ``circuity`` (ratio, at least 1) and ``speed_kmh`` (above 0)."""

    circuity: float
    speed_kmh: float

    def minutes(self, km: float) -> float:
        """Minutes one way over ``km`` of road."""
        return round(distance.minutes(km, self.speed_kmh), 3)


def points(schools: Sequence[School]) -> tuple[Floats, Floats]:
    """Latitudes and longitudes of schools that have points, each of shape (n,), degrees."""
    lat = np.array([school.lat for school in schools], np.float64)
    return lat, np.array([school.lon for school in schools], np.float64)


def meet(schools: Sequence[School], roads: Roads, notes: list[Note]) -> list[School]:
    """Core schools chosen and every distance known, measured or imputed; adds to ``notes``."""
    clusters: dict[str, list[School]] = defaultdict(list)
    for school in schools:
        clusters[school.cluster].append(school)
    done: list[School] = []
    for name in sorted(clusters):
        members = sorted(clusters[name], key=lambda school: school.npsn)
        core = core_of(members, notes)
        done.extend(_with_road(school, core, roads) for school in members)
    return _imputed(done, roads)


def core_of(members: Sequence[School], notes: list[Note]) -> School:
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


def _with_road(school: School, core: School, roads: Roads) -> School:
    """A school with its road to the core: 0 for the core, listed, from coordinates, or unknown."""
    if school.npsn == core.npsn:
        source = "coordinates" if school.lat is not None else "listed" if school.core else "imputed"
        return replace(school, core=True, distance_km=0.0, distance_source=source, travel_minutes=0.0)
    km, source = school.distance_km, school.distance_source
    if km is None or source != "listed":
        km, source = None, ""
        if school.lat is not None and core.lat is not None:
            straight = float(distance.great_circle(*points([school]), *points([core]))[0])
            km, source = round(distance.road_km(straight, roads.circuity), 4), "coordinates"
    minutes = None if km is None else roads.minutes(km)
    return replace(school, core=False, distance_km=km, distance_source=source, travel_minutes=minutes)


def _imputed(schools: Sequence[School], roads: Roads) -> list[School]:
    """Unknown roads take the median of the subdistrict, else district, else list, else the nation."""
    wider: tuple[Callable[[School], tuple[str, ...]], ...] = (
        group_of, lambda school: (key(school.district),), lambda school: (),
    )  # fmt: skip
    medians = [_medians(schools, area) for area in wider]
    nation = book_value("core_distance_nation") * roads.circuity

    def road(school: School) -> School:
        if school.distance_km is not None:
            return school
        found = (known.get(area(school)) for area, known in zip(wider, medians, strict=True))
        km = round(next((each for each in found if each is not None), nation), 4)
        return replace(school, distance_km=km, distance_source="imputed", travel_minutes=roads.minutes(km))

    return [road(school) for school in schools]


def _medians(schools: Sequence[School], area: Callable[[School], tuple[str, ...]]) -> dict[tuple[str, ...], float]:
    """Median road by area, km, of the schools whose road is known and that are no core."""
    known: dict[tuple[str, ...], list[float]] = defaultdict(list)
    for school in schools:
        if school.distance_km is not None and not school.core:
            known[area(school)].append(school.distance_km)
    return {name: float(np.median(roads)) for name, roads in known.items()}
