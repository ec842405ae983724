"""A place: the schools of an area, their clusters and their road to the meeting.

On disk a place is a folder with two files a person can open: ``place.toml`` (title, assumptions
made, where it came from) and ``schools.csv`` (one school a row).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property

from kkgsim.i18n import Text


@dataclass(frozen=True)
class SchoolFacts:
    """What is known of a primary school by itself.

    ``teachers`` counts the principal in; ``teachers`` and ``pupils`` are None where the list has no figure (they are
    then drawn from the province's mean when a run begins). ``lat``/``lon`` are decimal degrees or None.
    """

    npsn: str
    name: str
    level: str  # "SD" or "MI"
    status: str  # "negeri", "swasta" or "" (unknown)
    village: str
    subdistrict: str
    district: str
    province: str
    code: str  # six digits of the subdistrict, or ""
    lat: float | None
    lon: float | None
    teachers: int | None
    pupils: int | None


@dataclass(frozen=True)
class SchoolRecord(SchoolFacts):
    """A school as a list gives it, before :func:`kkgsim.places.geo.clusters.form` gives it a cluster and a road.

    ``cluster`` is the name in the gugus column or "", ``core`` whether the list calls it a core school, ``distance_km``
    the road to the core school where the list has one.
    """

    cluster: str = ""
    cluster_source: str = ""  # "listed" where the list names the cluster, "proxy" once one has been formed
    core: bool = False
    distance_km: float | None = None


@dataclass(frozen=True)
class School(SchoolFacts):
    """A school of a place, with its cluster and its road one way to the core school."""

    cluster: str  # e.g. "230204-03" or the name in the gugus column
    cluster_source: str  # "listed" (gugus column) or "proxy" (formed from distances)
    core: bool  # the core school (SD inti), where the cluster meets
    distance_km: float
    distance_source: str  # "coordinates", "listed", or "imputed" (no usable coordinates)
    travel_minutes: float


@dataclass(frozen=True)
class OwnNumber:
    """A number of the model as those who know the place have it; ``number`` is its name."""

    number: str
    value: float


@dataclass(frozen=True)
class Place:
    """An area with its schools, in one fixed order: by cluster, then by NPSN.

    ``profile`` names the set of published means (province) from which teachers and pupils are
    drawn where the list has none; ``circuity`` (road over straight line) and ``speed_kmh`` are
    those the distances were made with; ``origin`` says in words where the list came from. ``numbers`` are the place's
    own, which stand for those of the book in every question about it.
    """

    name: str
    title: Text
    profile: str
    schools: tuple[School, ...]
    circuity: float
    speed_kmh: float
    origin: str
    numbers: tuple[OwnNumber, ...] = ()

    @cached_property
    def key(self) -> str:
        """What luck is keyed by: the schools, not the name of the folder they lie in."""
        return hashlib.sha256(" ".join(sorted(school.npsn for school in self.schools)).encode()).hexdigest()[:16]

    @cached_property
    def clusters(self) -> tuple[str, ...]:
        """Cluster names, in the order of the schools."""
        return tuple(dict.fromkeys(school.cluster for school in self.schools))
