"""What people and clusters are like at the start, drawn from declared distributions, many replicates side by side.

Every value has shape (things, lanes), a lane being one run, and depends on nothing but the seed, the lane's replicate
and its numbers: a person has the same traits whoever is drawn beside.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from kkgsim.model import calendar, entities, random_streams
from kkgsim.model.registry import PARAMETERS
from kkgsim.model.rules import pupils
from kkgsim.places.population.catchments import Reach, ranked
from kkgsim.places.population.roster import Roster
from kkgsim.places.profiles import PROFILES

Table = NDArray[np.float64]
Numbers = Mapping[str, Table]
"""The numbers of the lanes, each of shape (lanes,)."""
Start = dict[str, dict[str, Table]]
"""Starting values: kind of thing, attribute, shape (things, lanes)."""

LITERACY = {"ntb": "literacy_ntb", "ntt": "literacy_ntt"}
"""Which number holds pupils' literacy at the start, by province; the nation's elsewhere."""
FOUND = ("relevance", "organisation", "programme", "people", "facilities", "management", "monitoring")
"""What is drawn for a cluster as found, from ``<what>_found`` and its spread."""


class _Watched(Mapping[str, Table]):
    """Numbers that remember which of them were read."""

    def __init__(self, values: Mapping[str, Table]):
        self._values, self.read = values, set[str]()

    def __getitem__(self, name: str) -> Table:
        self.read.add(name)
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def parameters_read(people: Roster) -> frozenset[str]:
    """The names of the numbers that starting values of a place are made from."""
    watched = _Watched({name: np.array([number.value]) for name, number in PARAMETERS.items()})
    start(people, watched, 0, [0])
    return frozenset(watched.read)


class _Draws:
    """The starting draws of the lanes, one table per trait; lanes of one replicate share theirs."""

    def __init__(self, seed: int, replicates: Sequence[int], people: Roster):
        self._seed, self._place, self._counts = seed, people.place.key, people.counts
        self._different = list(dict.fromkeys(replicates))
        self._lane = [self._different.index(replicate) for replicate in replicates]

    def normal(self, kind: str, trait: str) -> Table:
        """Standard normal draws, shape (things, lanes)."""
        return self._stacked(random_streams.normals, kind, trait)

    def spread(self, kind: str, trait: str, mean: Table, sd: Table) -> Table:
        """Values around ``mean`` with spread ``sd``, held in 0.02-0.98."""
        held: Table = np.clip(mean + sd * self.normal(kind, trait), 0.02, 0.98)
        return held

    def yes(self, kind: str, trait: str, probability: Table) -> Table:
        """1 with a probability, else 0."""
        return (self._stacked(random_streams.uniforms, kind, trait) < probability).astype(np.float64)

    def _stacked(self, draw: random_streams.Draw, kind: str, trait: str) -> Table:
        what, count = f"{kind}.{trait}", self._counts[kind]
        drawn = [draw(self._seed, replicate, self._place, what, count) for replicate in self._different]
        stacked: Table = np.stack(drawn, axis=-1)
        return stacked if len(self._different) == len(self._lane) else stacked[:, self._lane]


def start(people: Roster, n: Numbers, seed: int, replicates: Sequence[int]) -> Start:
    """Starting values of every attribute of every thing; one lane for each of ``replicates``, under its numbers."""
    draws = _Draws(seed, replicates, people)
    support = draws.spread("school", "support", n["start_support"], n["start_support_sd"])
    attendance = _attendance_at_start(people, n)
    supported = support - n["start_support"]
    teachers = _teachers(n, draws, supported[people.school_of], attendance[people.school_of])
    schools = _schools(people, n, draws, teachers, support)
    given: Mapping[str, Mapping[str, Table | float]] = {
        "calendar": calendar.year(n),
        "district": {**_district(people, schools), **_practice_as_found(n)},
        "facilitator": {"slot": _column(np.arange(people.facilitators))},
        "resource_person": {
            "slot": _column(np.arange(people.resource_persons)),
            "skill": draws.spread("resource_person", "skill", n["outside_skill"], n["outside_skill_sd"]),
        },
        "supervisor": _supervisors(people, n, draws),
        "cluster": _clusters(people, n, draws, schools["literacy_found"]),
        "posting": _ways(people, people.postings, n),
        "engagement": {"minutes": _ways(people, people.engagements, n)["minutes"]},
        "school": schools,
        "teacher": teachers,
        "tie": _ties(people, n, draws),
    }
    return {
        kind: {name: _whole(given[kind].get(name, 0.0), count, len(replicates)) for name in entities.names(kind)}
        for kind, count in people.counts.items()
    }


def _column(values: NDArray[np.float64] | NDArray[np.int64]) -> Table:
    """Values of things that are the same in every lane, shape (things, 1)."""
    return np.asarray(values, dtype=np.float64)[:, None]


def _whole(values: Table | float, things_: int, lanes: int) -> Table:
    return np.broadcast_to(np.asarray(values, dtype=np.float64), (things_, lanes))


def sums(values: Table, sizes: NDArray[np.int64]) -> Table:
    """Sums over groups of neighbouring things, shape (groups, lanes), added up one by one in the order of the place, so
    that the number of lanes cannot change a bit of them."""
    first = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    total = np.zeros((len(sizes), values.shape[1]))
    for rank in range(int(sizes.max())):
        larger = sizes > rank
        total[larger] += values[first[larger] + rank]
    return total


def _district(people: Roster, schools: Mapping[str, Table]) -> dict[str, Table | float]:
    counts = people.counts
    everybody = np.array([counts["school"]])
    return {
        **{f"{kind}s": float(counts[kind]) for kind in ("cluster", "school", "teacher")},
        **{what: sums(schools[what], everybody) / counts["school"] for what in ("distance_km", "travel_minutes")},
    }


def _practice_as_found(n: Numbers) -> dict[str, Table]:
    """Mean and spread of practice between teachers, as the numbers of each lane make them."""
    pedagogic, professional = n["reach_pedagogic"], 1.0 - n["reach_pedagogic"]
    both = 2.0 * pedagogic * professional * n["start_competence_common"]
    reach = n["start_competence_sd"] * np.sqrt(pedagogic * pedagogic + professional * professional + both)
    by_competence, by_support = n["start_practice"] * reach, n["start_practice_support"] * n["start_support_sd"]
    own = n["start_practice_sd"]
    spread = np.sqrt(by_competence * by_competence + by_support * by_support + own * own)
    usual = n["start_practice"] * (pedagogic * n["start_pedagogic"] + professional * n["start_professional"])
    return {"practice_usual": usual, "practice_sd": spread}


def _supervisors(people: Roster, n: Numbers, draws: _Draws) -> dict[str, Table]:
    clusters = np.bincount(people.supervisor_of, minlength=people.supervisors)
    return {
        "teachers": sums(_column(people.teachers_per_cluster), clusters),
        "clusters": _column(clusters),
        "skill": draws.spread("supervisor", "skill", n["supervisor_skill"], n["supervisor_skill_sd"]),
    }


def _stretch(n: Numbers) -> Table:
    """How much longer roads are in each lane than those a place was made with."""
    return n["circuity"] / PARAMETERS["circuity"].value


def _ways(people: Roster, ways: Reach, n: Numbers) -> dict[str, Table]:
    km = _column(ways.km) * _stretch(n)
    return {"km": km, "minutes": 60.0 * km / n[PROFILES[people.place.profile].speed]}


def _clusters(people: Roster, n: Numbers, draws: _Draws, literacy: Table) -> dict[str, Table]:
    as_found = {name: draws.spread("cluster", name, n[f"{name}_found"], n[f"{name}_found_sd"]) for name in FOUND}
    schools = np.bincount(people.cluster_of)
    mean_literacy = sums(literacy, schools) / _column(schools)
    teachers = _column(people.teachers_per_cluster)
    staggered = _column((np.arange(len(schools)) + 0.5) / len(schools))
    return {
        **as_found,
        **{f"{name}_found": level for name, level in as_found.items()},
        "admin_found": draws.spread("cluster", "admin", n["admin_found"], n["admin_found_sd"]),
        "funding": n["funding_found"],
        "need": 1.0 - np.stack([ranked(lane) for lane in mean_literacy.T], axis=-1),
        "remoteness": _column(people.geography.remoteness),
        "teachers": teachers,
        "turn": staggered,
        "due": staggered,
        "present": teachers * n["usual_attendance"],
    }


def _roads(people: Roster, n: Numbers) -> tuple[Table, Table]:
    """Road km and minutes of each school's way, under each lane's circuity and speed.

    A place is made with the declared values (or its own); a lane stretches them in proportion. Listed distances are
    known, so only their speed varies.
    """
    speed = PROFILES[people.place.profile].speed
    schools = people.place.schools
    listed = _column(np.array([float(school.distance_source == "listed") for school in schools]))
    stretch = listed + (1.0 - listed) * _stretch(n)
    km = _column(np.array([school.distance_km for school in schools])) * stretch
    minutes = _column(np.array([school.travel_minutes for school in schools])) * stretch
    return km, minutes * (PARAMETERS[speed].value / n[speed])


def _attendance_at_start(people: Roster, n: Numbers) -> Table:
    """Attendance that a school starts from: the usual one at the nation's median way, less where it is longer.

    Without it the habit of remote places would start too high and wear off in the first months.
    """
    km, _ = _roads(people, n)
    usual_km = n["core_distance_nation"] * n["circuity"]
    eighth = 1.0 + n["attend_distance"] * (km - usual_km) / 8.0
    odds = eighth * eighth  # to the eighth power: near enough to an exponential, and the same bits everywhere
    odds = odds * odds
    odds = odds * odds
    return n["usual_attendance"] / (n["usual_attendance"] + (1.0 - n["usual_attendance"]) * odds)


def _schools(
    people: Roster, n: Numbers, draws: _Draws, teachers: Mapping[str, Table], support: Table
) -> dict[str, Table]:
    size = _column(people.teachers_per_school)

    def mean(values: Table) -> Table:
        return sums(values, people.teachers_per_school) / size

    km, minutes = _roads(people, n)
    practice, care = mean(teachers["practice"]), mean(0.5 * (teachers["social"] + teachers["personality"]))
    literacy_mean = n[LITERACY.get(people.place.profile, "literacy_nation")]
    literacy = literacy_mean + n["literacy_school_sd"] * draws.normal("school", "literacy")
    leadership = draws.spread("school", "leadership", n["start_leadership"], n["start_leadership_sd"])
    return {
        "distance_km": km,
        "travel_minutes": minutes,
        "rotating_km": _column(people.geography.rotating_km) * _stretch(n),
        "neighbour_km": _column(people.geography.neighbour_km) * _stretch(n),
        "far": (km > np.median(km, axis=0)).astype(np.float64),
        "weak": (literacy < np.median(literacy, axis=0)).astype(np.float64),
        "internet": draws.yes("school", "internet", n["internet_found"]),
        "pupils": _column(people.pupils),
        "teachers": size,
        "contract_teachers": sums(1.0 - teachers["permanent"], people.teachers_per_school),
        "support_found": support,
        "leadership_found": leadership,
        "literacy_found": literacy,
        "practice_found": practice,
        "support": support,
        "leadership": leadership,
        "attended_share": mean(teachers["attended_last"]),
        "attendance_year": _attendance_at_start(people, n),
        "climate": pupils.mixed(n["climate_practice"], practice, care),  # type: ignore[no-untyped-call]
        "psychological_support": pupils.mixed(n["comfort_practice"], practice, care),  # type: ignore[no-untyped-call]
        "understanding": practice,
    }


def _person(n: Numbers, draws: _Draws, who: str) -> dict[str, Table]:
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


def _teachers(n: Numbers, draws: _Draws, supported: Table, attendance: Table) -> dict[str, Table]:
    """Teachers and their successors; ``supported`` is the principal's support above the mean and ``attendance`` what
    their school starts from, a teacher each."""
    mine, next_ = _person(n, draws, "teacher"), _person(n, draws, "successor")
    mine["practice"] = np.clip(mine["practice"] + n["start_practice_support"] * supported, 0.02, 0.98)
    kept_from_start = ("pedagogic", "professional", "social", "personality")
    held = n["start_practice_held"] * _practice_as_found(n)["practice_sd"]
    experience = n["experience_mean"] + n["experience_sd"] * draws.normal("teacher", "experience")
    workload = n["start_workload"] + n["start_workload_sd"] * draws.normal("teacher", "workload")
    return {
        **mine,
        **{f"{what}_found": mine[what] for what in kept_from_start},
        "practice_found": mine["practice"] - held,
        **{f"next_{what}": column for what, column in next_.items()},
        "next_practice": next_["practice"] - held,
        "experience": np.clip(experience, 0.0, 40.0),
        "workload": np.clip(workload, 0.0, 40.0),
        "motivation": mine["intrinsic"],
        "routine": mine["practice"] - held,
        "trained_before": _courses_before(n, draws, np.clip(experience, 0.0, 40.0)),
        "weak": (mine["pedagogic"] < n["start_pedagogic"]).astype(np.float64),
        "rested": np.ones(1),
        "habit": attendance,
        "attended_last": draws.yes("teacher", "attended_last", attendance),
    }


def _courses_before(n: Numbers, draws: _Draws, years: Table) -> Table:
    """Courses that teachers have had: those found a year over years of teaching, as unequal as the usual people make
    them in the end (a third of the fourth power of a normal draw has mean 1, and few have most), no oftener than
    somebody back from a course can be sent again."""
    z = draws.normal("teacher", "courses")
    squared = z * z
    courses: Table = np.floor(years * np.minimum(n["courses_found"] * squared * squared / 3.0, 12.0 * n["course_rest"]) + 0.5)
    return courses


def _ties(people: Roster, n: Numbers, draws: _Draws) -> dict[str, Table]:
    known = draws.yes("tie", "start", np.minimum(1.0, n["ties_across"] / np.maximum(n["ties_possible"], 1.0)))
    within = _column(people.tie_within)
    at_start = np.maximum(within, known)
    return {"within": within, "start": at_start, "strength": at_start}
