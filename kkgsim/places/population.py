"""Who is there at the start: teachers, principals, supervisors, facilitators and their ties, from declared means.

The roster (how many of each, who belongs where, who could come to know whom) depends on the place
alone, so that the tables of luck keep their shape. Traits are drawn anew in every replicate.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kkgsim import chance, things
from kkgsim.levers import all_settings
from kkgsim.numbers import book
from kkgsim.places.place import Place
from kkgsim.places.profiles import PROFILES
from kkgsim.rules import pupils

Column = NDArray[np.float64]
Start = dict[str, dict[str, Column]]
"""Starting values: kind of thing, attribute, one value a thing."""

LITERACY = {"ntb": "literacy_ntb", "ntt": "literacy_ntt"}
"""Which number holds pupils' literacy at the start, by province; the nation's elsewhere."""


@dataclass(frozen=True)
class Roster:
    """The people of a place and where they belong; all arrays index things in the order of the place."""

    place: Place
    teachers_per_school: NDArray[np.int64]
    pupils: Column
    cluster_of: NDArray[np.int64]
    school_of: NDArray[np.int64]
    tie_a: NDArray[np.int64]
    tie_b: NDArray[np.int64]
    tie_within: Column
    supervisors: int
    facilitators: int

    @property
    def counts(self) -> dict[str, int]:
        """How many things there are of each kind."""
        return {
            "district": 1,
            "facilitator": self.facilitators,
            "supervisor": self.supervisors,
            "cluster": len(self.place.clusters),
            "school": len(self.place.schools),
            "teacher": len(self.school_of),
            "tie": len(self.tie_a),
        }


def roster(place: Place, n: Mapping[str, float]) -> Roster:
    """The roster of a place under the numbers ``n``; the same place always has the same roster."""
    teachers, pupils = _sizes(place, n["school_size_spread"])
    rank = {name: index for index, name in enumerate(place.clusters)}
    cluster_of = np.array([rank[school.cluster] for school in place.schools], dtype=np.int64)
    school_of = np.repeat(np.arange(len(place.schools)), teachers)
    within = _pairs_within(place, school_of, n["ties_within"])
    across = _pairs_across(place, school_of, cluster_of, n["ties_possible"])
    pairs = np.array([*within, *across], dtype=np.int64).reshape(-1, 2)
    most = all_settings()["facilitator_team_per_10_schools"].high
    return Roster(
        place=place,
        teachers_per_school=teachers,
        pupils=pupils,
        cluster_of=cluster_of,
        school_of=school_of.astype(np.int64),
        tie_a=pairs[:, 0].copy(),
        tie_b=pairs[:, 1].copy(),
        tie_within=np.repeat([1.0, 0.0], [len(within), len(across)]),
        supervisors=max(1, round(len(place.schools) / n["schools_per_supervisor"])),
        facilitators=math.ceil(len(place.schools) / 10.0 * most),
    )


def _sizes(place: Place, spread: float) -> tuple[NDArray[np.int64], Column]:
    """Teachers (without the principal) and pupils per school; drawn around the province's mean where unknown."""
    profile = PROFILES[place.profile]
    draw = chance.generator(0, 0, place.key, "school sizes").standard_normal(len(place.schools))
    teachers, pupils = [], []
    for school, z in zip(place.schools, draw, strict=True):
        factor = max(0.3, 1.0 + spread * float(z))
        listed = school.teachers if school.teachers is not None else round(profile.teachers.value * factor)
        teachers.append(max(1, listed - 1))
        pupils.append(float(school.pupils if school.pupils is not None else round(profile.pupils.value * factor)))
    return np.array(teachers, dtype=np.int64), np.array(pupils)


def _pairs_within(place: Place, school_of: NDArray[np.int64], ties: float) -> list[tuple[int, int]]:
    """Colleagues at one school who talk about teaching: a random graph with ``ties`` a teacher."""
    pairs: list[tuple[int, int]] = []
    for school in range(len(place.schools)):
        members = np.flatnonzero(school_of == school)
        seed = int(chance.generator(0, 0, place.key, f"within {place.schools[school].npsn}").integers(2**31))
        graph = nx.gnm_random_graph(len(members), round(len(members) * ties / 2.0), seed=seed)
        pairs += sorted((int(members[a]), int(members[b])) for a, b in graph.edges)
    return pairs


def _pairs_across(
    place: Place, school_of: NDArray[np.int64], cluster_of: NDArray[np.int64], possible: float
) -> list[tuple[int, int]]:
    """Teachers of different schools of a cluster who could come to know each other in the KKG."""
    pairs: list[tuple[int, int]] = []
    stream = chance.generator(0, 0, place.key, "across")
    home = cluster_of[school_of]
    for cluster in range(len(place.clusters)):
        members = np.flatnonzero(home == cluster)
        found: set[tuple[int, int]] = set()
        for a in members:
            others = members[school_of[members] != school_of[a]]
            wanted = min(len(others), math.ceil(possible / 2.0))
            for b in stream.choice(others, size=wanted, replace=False) if wanted else ():
                found.add((min(int(a), int(b)), max(int(a), int(b))))
        pairs += sorted(found)
    return pairs


class _Draws:
    """The starting draws of one replicate, one table per trait."""

    def __init__(self, seed: int, replicate: int, place: str, counts: Mapping[str, int]):
        self._key = (seed, replicate, place)
        self._counts = counts

    def spread(self, kind: str, trait: str, mean: float | Column, sd: float) -> Column:
        """Values around ``mean`` with spread ``sd``, held in 0.02-0.98."""
        draw = chance.normals(*self._key, f"{kind}.{trait}", self._counts[kind])
        return np.clip(mean + sd * draw, 0.02, 0.98)

    def normal(self, kind: str, trait: str) -> Column:
        return chance.normals(*self._key, f"{kind}.{trait}", self._counts[kind])

    def yes(self, kind: str, trait: str, probability: float) -> Column:
        draw = chance.uniforms(*self._key, f"{kind}.{trait}", self._counts[kind])
        return (draw < probability).astype(np.float64)


def start(people: Roster, n: Mapping[str, float], seed: int, replicate: int) -> Start:
    """Starting values of every attribute of every thing under the numbers ``n``."""
    draws = _Draws(seed, replicate, people.place.key, people.counts)
    given: dict[str, dict[str, Column | float]] = {
        "district": {
            "clusters": float(people.counts["cluster"]),
            "schools": float(people.counts["school"]),
            "teachers": float(people.counts["teacher"]),
        },
        "facilitator": {"slot": np.arange(people.facilitators, dtype=np.float64)},
        "supervisor": {"skill": draws.spread("supervisor", "skill", n["supervisor_skill"], n["supervisor_skill_sd"])},
        "cluster": _clusters(people, n, draws),
        "teacher": _teachers(n, draws),
        "tie": _ties(people, n, draws),
    }
    given["school"] = _schools(people, n, draws, given["teacher"])
    for what in ("distance_km", "travel_minutes"):
        given["district"][what] = float(np.mean(given["school"][what]))
    values: Start = {}
    for kind, count in people.counts.items():
        values[kind] = {
            name: np.broadcast_to(np.asarray(given[kind].get(name, 0.0), dtype=np.float64), (count,))
            for name in things.names(kind)
        }
    return values


def _clusters(people: Roster, n: Mapping[str, float], draws: _Draws) -> dict[str, Column | float]:
    count = people.counts["cluster"]
    teachers = np.bincount(people.cluster_of[people.school_of], minlength=count).astype(np.float64)
    relevance = draws.spread("cluster", "relevance", n["relevance_found"], n["relevance_found_sd"])
    management = draws.spread("cluster", "management", n["management_found"], n["management_found_sd"])
    return {
        "admin_found": draws.spread("cluster", "admin", n["admin_found"], n["admin_found_sd"]),
        "relevance_found": relevance,
        "management_found": management,
        "relevance": relevance,
        "management": management,
        "turn": (np.arange(count) + 0.5) / count,
        "present": teachers * n["usual_attendance"],
    }


def _roads(people: Roster, n: Mapping[str, float]) -> tuple[Column, Column]:
    """Road km and minutes of each school's way, under this replicate's circuity and speed.

    A place is made with the book's values (or its own); a replicate stretches them in proportion. Listed distances
    are known, so only their speed varies.
    """
    speed = PROFILES[people.place.profile].speed
    longer, slower = n["circuity"] / book()["circuity"].value, book()[speed].value / n[speed]
    stretch = [1.0 if school.distance_source == "listed" else longer for school in people.place.schools]
    km = np.array([school.distance_km or 0.0 for school in people.place.schools]) * stretch
    minutes = np.array([school.travel_minutes or 0.0 for school in people.place.schools]) * stretch * slower
    return km, minutes


def _schools(
    people: Roster, n: Mapping[str, float], draws: _Draws, teachers: Mapping[str, Column | float]
) -> dict[str, Column | float]:
    def mean(*whats: str) -> Column:
        """The school's mean of teachers' traits (of their average, when there are several)."""
        columns = [np.asarray(teachers[what], dtype=np.float64) for what in whats]
        return np.bincount(people.school_of, weights=sum(columns) / len(columns)) / people.teachers_per_school

    km, minutes = _roads(people, n)
    literacy = n[LITERACY.get(people.place.profile, "literacy_nation")]
    practice, care = mean("practice"), mean("social", "personality")
    support = draws.spread("school", "support", n["start_support"], n["start_support_sd"])
    leadership = draws.spread("school", "leadership", n["start_leadership"], n["start_leadership_sd"])
    return {
        "distance_km": km,
        "travel_minutes": minutes,
        "pupils": people.pupils,
        "teachers": people.teachers_per_school.astype(np.float64),
        "support_found": support,
        "leadership_found": leadership,
        "literacy_found": literacy + n["literacy_school_sd"] * draws.normal("school", "literacy"),
        "practice_found": practice,
        "support": support,
        "leadership": leadership,
        "attended_share": mean("attended_last"),
        "attendance_year": n["usual_attendance"],
        "climate": pupils.mixed(n["climate_practice"], practice, care),  # type: ignore[no-untyped-call]
        "psychological_support": pupils.mixed(n["comfort_practice"], practice, care),  # type: ignore[no-untyped-call]
        "understanding": practice,
    }


def _person(n: Mapping[str, float], draws: _Draws, who: str) -> dict[str, Column]:
    """What a teacher brings along, drawn for everybody in post (``who`` "teacher") or for their successors."""
    shared, own = np.sqrt(n["start_competence_common"]), np.sqrt(1.0 - n["start_competence_common"])
    ability = draws.normal("teacher", f"{who}.ability")
    means = {
        "pedagogic": n["start_pedagogic"],
        "professional": n["start_professional"],
        "social": n["start_social"],
        "personality": n["start_personality"],
    }
    levels = {
        what: np.clip(
            mean + n["start_competence_sd"] * (shared * ability + own * draws.normal("teacher", f"{who}.{what}")),
            0.02, 0.98,
        )
        for what, mean in means.items()
    }  # fmt: skip
    reach = n["reach_pedagogic"] * levels["pedagogic"] + (1.0 - n["reach_pedagogic"]) * levels["professional"]
    permanent = draws.yes("teacher", f"{who}.permanent", n["permanent_share"])
    career = draws.spread("teacher", f"{who}.career", n["start_career"], n["start_career_sd"])
    return {
        **levels,
        "practice": draws.spread("teacher", f"{who}.practice", n["start_practice"] * reach, n["start_practice_sd"]),
        "permanent": permanent,
        "qualified": draws.yes("teacher", f"{who}.qualified", n["qualified_share"]),
        "ict": draws.spread("teacher", f"{who}.ict", n["ict_ready"], n["ict_sd"]),
        "intrinsic": draws.spread("teacher", f"{who}.intrinsic", n["start_intrinsic"], n["start_intrinsic_sd"]),
        "career": career * (permanent + (1.0 - permanent) * n["contract_career"]),
        "outlook": n["outlook_sd"] * draws.normal("teacher", f"{who}.outlook"),
        "belief": draws.spread("teacher", f"{who}.belief", n["start_belief"], n["start_belief_sd"]),
    }


def _teachers(n: Mapping[str, float], draws: _Draws) -> dict[str, Column | float]:
    mine, next_ = _person(n, draws, "teacher"), _person(n, draws, "successor")
    found = ("pedagogic", "professional", "social", "personality", "practice")
    experience = n["experience_mean"] + n["experience_sd"] * draws.normal("teacher", "experience")
    workload = n["start_workload"] + n["start_workload_sd"] * draws.normal("teacher", "workload")
    return {
        **mine,
        **{f"{what}_found": mine[what] for what in found},
        **{f"next_{what}": column for what, column in next_.items()},
        "experience": np.clip(experience, 0.0, 40.0),
        "workload": np.clip(workload, 0.0, 40.0),
        "motivation": mine["intrinsic"],
        "habit": n["usual_attendance"],
        "attended_last": draws.yes("teacher", "attended_last", n["usual_attendance"]),
    }


def _ties(people: Roster, n: Mapping[str, float], draws: _Draws) -> dict[str, Column | float]:
    known = draws.yes("tie", "start", min(1.0, n["ties_across"] / max(n["ties_possible"], 1.0)))
    start = np.maximum(people.tie_within, known)
    return {"within": people.tie_within, "start": start, "strength": start}
