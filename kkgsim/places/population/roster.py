"""Who belongs where: how many people a place has, in which school and cluster, and who could come to know whom.

The roster depends on the schools of the place alone, so that tables of luck keep their shape; no replicate changes it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from kkgsim.model import random_streams
from kkgsim.model.arrays import Array, Index
from kkgsim.model.levers import all_settings
from kkgsim.model.normal import normals_of
from kkgsim.model.registry import PARAMETERS
from kkgsim.places.place import Place
from kkgsim.places.population.catchments import (
    Geography,
    Reach,
    geography,
    homes,
    neighbours,
    supervisor_areas,
    ways,
)
from kkgsim.places.profiles import PROFILES

GRADES = 6
"""Grades of a primary school."""
NOBODY = 2**31
"""More than there are people."""
NUMBERS = (
    "school_size_spread", "ties_within", "ties_possible", "ties_beyond", "clusters_in_reach", "willing_share",
    "schools_per_supervisor",
)  # fmt: skip
"""The numbers that a roster depends on."""


@dataclass(frozen=True, eq=False)
class Roster:
    """The people of a place and where they belong; all arrays index things in the order of the place."""

    place: Place
    teachers_per_school: NDArray[np.int64]
    pupils: Array
    cluster_of: Index
    school_of: Index
    tie_a: Index
    tie_b: Index
    tie_within: Array
    tie_beyond: Array
    supervisor_of: Index
    supervisors: int
    candidates: Index
    resource_persons: int
    geography: Geography
    postings: Reach
    engagements: Reach
    neighbours: Reach

    @cached_property
    def teachers_per_cluster(self) -> Index:
        """Teachers of each cluster, principals left out."""
        counted: Index = np.bincount(self.cluster_of[self.school_of], minlength=len(self.place.clusters))
        return counted

    @cached_property
    def grade_of(self) -> Index:
        """The grade (a row of the place's grades) that each teacher teaches: teachers are spread evenly over the grades
        of their school; where there are fewer of them than grades, it is the lowest of those that they teach together.
        """
        first = np.cumsum(self.teachers_per_school) - self.teachers_per_school
        rank, size = np.arange(len(self.school_of)) - first[self.school_of], self.teachers_per_school[self.school_of]
        own: Index = np.where(size < GRADES, -(-rank * GRADES // size), rank * GRADES // size)
        return self.school_of * GRADES + own

    @property
    def grade_taught_with(self) -> Index:
        """The grade with whose teacher each grade is taught: itself where it has a teacher of its own."""
        rank, size = np.arange(GRADES)[None], self.teachers_per_school[:, None]
        lowest = -(-(rank * size // GRADES) * GRADES // size)
        rows: Index = np.arange(len(size))[:, None] * GRADES + np.where(size < GRADES, lowest, rank)
        return rows.ravel()

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many things there are of each kind."""
        return {
            "calendar": 12,
            "district": 1,
            "facilitator": len(self.candidates),
            "resource_person": self.resource_persons,
            "supervisor": self.supervisors,
            "cluster": len(self.place.clusters),
            "neighbour": len(self.neighbours.who),
            "posting": len(self.postings.who),
            "engagement": len(self.engagements.who),
            "school": len(self.place.schools),
            "grade": GRADES * len(self.place.schools),
            "teacher": len(self.school_of),
            "tie": len(self.tie_a),
        }

    @cached_property
    def parents(self) -> Mapping[str, Index]:
        """Which thing belongs to which, ``<kind>_<parent>`` as in :data:`kkgsim.model.entities.PARENTS`."""
        grades = self.counts["grade"]
        return {
            "facilitator_teacher": self.candidates,
            "cluster_supervisor": self.supervisor_of,
            "neighbour_cluster": self.neighbours.who,
            "neighbour_nearby": self.neighbours.cluster,
            "posting_facilitator": self.postings.who,
            "posting_cluster": self.postings.cluster,
            "engagement_resource_person": self.engagements.who,
            "engagement_cluster": self.engagements.cluster,
            "school_cluster": self.cluster_of,
            "grade_school": np.repeat(np.arange(len(self.place.schools)), GRADES),
            "grade_lower": np.arange(grades) - (np.arange(grades) % GRADES > 0),
            "grade_taught_with": self.grade_taught_with,
            "teacher_school": self.school_of,
            "teacher_grade": self.grade_of,
            "tie_a": self.tie_a,
            "tie_b": self.tie_b,
        }


def roster(place: Place, n: Mapping[str, float]) -> Roster:
    """The roster of a place under the numbers ``n``; the same place always has the same roster, which is not to be
    changed: it is kept for whoever asks next."""
    return _roster(place, tuple((name, n[name]) for name in NUMBERS))


@lru_cache(maxsize=8)
def _roster(place: Place, numbers: tuple[tuple[str, float], ...]) -> Roster:
    """The roster of a place under those of the numbers that matter to it."""
    n = dict(numbers)
    teachers, pupils = _sizes(place, n["school_size_spread"])
    rank = {name: index for index, name in enumerate(place.clusters)}
    cluster_of = np.array([rank[school.cluster] for school in place.schools], dtype=np.int64)
    school_of = np.repeat(np.arange(len(place.schools)), teachers)
    where = geography(place, cluster_of)
    near = neighbours(place, where)
    within = _pairs_within(place, teachers, n["ties_within"])
    across = _pairs_across(place, school_of, cluster_of, n["ties_possible"])
    across = _beyond(place, across, cluster_of[school_of], near, n["ties_beyond"])
    pairs = np.concatenate([within, across])
    home = cluster_of[school_of][pairs]
    schools, clusters, reach = len(place.schools), len(place.clusters), int(n["clusters_in_reach"])
    candidates = _candidates(len(school_of), n["willing_share"])
    per_100 = PARAMETERS["resource_persons"].high + all_settings()["provider_partnership_persons"].high
    persons = math.ceil(schools / 100.0 * per_100)
    supervisors = min(clusters, max(1, round(schools / n["schools_per_supervisor"])))
    return Roster(
        place=place,
        teachers_per_school=teachers,
        pupils=pupils,
        cluster_of=cluster_of,
        school_of=school_of.astype(np.int64),
        tie_a=pairs[:, 0].copy(),
        tie_b=pairs[:, 1].copy(),
        tie_within=np.repeat([1.0, 0.0], [len(within), len(across)]),
        tie_beyond=(home[:, 0] != home[:, 1]).astype(np.float64),
        supervisor_of=supervisor_areas(clusters, supervisors),
        supervisors=supervisors,
        candidates=candidates,
        resource_persons=persons,
        geography=where,
        postings=ways(place, where, school_of[candidates], reach, "facilitator"),
        engagements=ways(place, where, homes(place, persons, "resource person"), reach, "resource person"),
        neighbours=near,
    )


def _sizes(place: Place, spread: float) -> tuple[NDArray[np.int64], Array]:
    """Teachers (without the principal) and pupils per school; drawn around the province's mean where unknown."""
    profile = PROFILES[place.profile]
    draw = normals_of(random_streams.fixed(place.key, "school sizes", len(place.schools)))
    teachers, pupils = [], []
    for school, z in zip(place.schools, draw, strict=True):
        factor = max(0.3, 1.0 + spread * float(z))
        listed = school.teachers if school.teachers is not None else round(profile.teachers.value * factor)
        teachers.append(max(1, listed - 1))
        pupils.append(float(school.pupils if school.pupils is not None else round(profile.pupils.value * factor)))
    return np.array(teachers, dtype=np.int64), np.array(pupils)


def _candidates(teachers: int, share: float) -> Index:
    """The teachers who are willing to serve as facilitators, spread evenly in the order of the place."""
    count = max(1, round(teachers * share))
    return ((np.arange(count) + 0.5) * teachers / count).astype(np.int64)


def _pairs_within(place: Place, teachers: Index, ties: float) -> Index:
    """Colleagues at one school who talk about teaching: a random graph G(n, m) with ``ties`` a teacher (Erdős and
    Rényi 1959), shape (pairs, 2)."""
    possible = teachers * (teachers - 1) // 2
    wanted = np.minimum(np.rint(teachers * ties / 2.0), possible).astype(np.int64)
    luck = random_streams.fixed(place.key, "ties within", possible.sum())
    first, first_luck = np.cumsum(teachers) - teachers, np.cumsum(possible) - possible
    pairs = []
    for size in np.unique(teachers):  # schools of a size have the same pairs to choose from
        schools = np.flatnonzero(teachers == size)
        a, b = np.triu_indices(size, 1)
        drawn = luck[first_luck[schools][:, None] + np.arange(len(a))].argsort(axis=1, kind="stable")
        school, pair = np.nonzero(np.arange(len(a)) < wanted[schools][:, None])
        chosen = drawn[school, pair]
        pairs.append(np.stack([a[chosen], b[chosen]], axis=1) + first[schools[school]][:, None])
    return _sorted(np.concatenate(pairs))


def _pairs_across(place: Place, school_of: Index, cluster_of: Index, possible: float) -> Index:
    """Teachers of different schools of a cluster who could come to know each other in the KKG, shape (pairs, 2): each
    teacher draws half of them, all different (Floyd's sampling)."""
    home = cluster_of[school_of]
    size, schools = np.bincount(home), np.bincount(school_of)
    first, school_first = np.cumsum(size) - size, np.cumsum(schools) - schools
    others = size[home] - schools[school_of]
    most = math.ceil(possible / 2.0)
    luck = random_streams.fixed(place.key, "ties across", most * len(home)).reshape(most, -1)
    chosen = np.full((most, len(home)), -1)
    for rank in range(most):
        last = others - most + rank  # among the first last + 1 of the others
        drawn = (luck[rank] * (np.maximum(last, 0) + 1)).astype(np.int64)
        drawn = np.where((chosen[:rank] == drawn).any(axis=0), last, drawn)
        chosen[rank] = np.where(last >= 0, drawn, -1)
    a = np.tile(np.arange(len(home)), most)
    nth = chosen.ravel()
    before = (school_first[school_of] - first[home])[a]
    b = first[home][a] + np.where(nth < before, nth, nth + schools[school_of][a])
    is_filled = nth >= 0
    return _sorted(np.stack([a, b], axis=1)[is_filled])


def _beyond(place: Place, pairs: Index, home: Index, near: Reach, part: float) -> Index:
    """The same pairs, of which a ``part`` leads to a teacher of a cluster nearby instead of one of one's own; ``home``
    is the cluster of each teacher."""
    each = len(near.who) // len(place.clusters)
    if not each or not len(pairs):
        return pairs
    size = np.bincount(home)
    first = np.cumsum(size) - size
    away, which, whom = random_streams.fixed(place.key, "ties beyond", 3 * len(pairs)).reshape(3, -1)
    cluster = near.cluster.reshape(-1, each)[home[pairs[:, 0]], (which * each).astype(np.int64)]
    other = first[cluster] + (whom * size[cluster]).astype(np.int64)
    return _sorted(np.stack([pairs[:, 0], np.where(away < part, other, pairs[:, 1])], axis=1))


def _sorted(pairs: Index) -> Index:
    """Pairs in the order of the place, each once."""
    low, high = pairs.min(axis=1, initial=NOBODY), pairs.max(axis=1, initial=-1)
    return np.stack(np.divmod(np.unique(low * NOBODY + high), NOBODY), axis=1)
