"""What is given of a place and the same in every run: how many there are, who is whose, roads as listed or estimated.

All else is made at the start by rules (:data:`kkgsim.model.schedule.START`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from kkgsim.model import entities
from kkgsim.model.arrays import Array
from kkgsim.model.calendar import EXAM_MONTHS, QUARTER_STARTS
from kkgsim.model.registry import PARAMETERS
from kkgsim.places.population.roster import GRADES, Roster
from kkgsim.places.profiles import PROFILES

Given = Mapping[str, Mapping[str, Array]]
"""Kind of thing, attribute, shape (things,)."""


@lru_cache(maxsize=8)
def given(people: Roster) -> Given:
    """The given attributes of all things, in the order of the place; not to be changed, for they are kept."""
    by_kind: Mapping[str, Mapping[str, object]] = {
        "calendar": _calendar(),
        "district": _district(people),
        "facilitator": {},
        "resource_person": {"slot": np.arange(people.resource_persons)},
        "supervisor": _supervisors(people),
        "cluster": _clusters(people),
        "neighbour": {"km_given": people.neighbours.km},
        "posting": {"km_given": people.postings.km},
        "engagement": {"km_given": people.engagements.km},
        "school": _schools(people),
        "grade": _grades(people),
        "teacher": {},
        "tie": {"within": people.tie_within, "beyond": people.tie_beyond},
    }
    return {
        kind: {name: np.asarray(by_kind[kind][name], dtype=np.float64) for name in entities.names(kind, "given")}
        for kind in entities.KINDS
    }


def _calendar() -> dict[str, object]:
    months = range(1, 13)
    return {
        "month": months,
        "quarter": [QUARTER_STARTS.index(month) + 1 if month in QUARTER_STARTS else 0 for month in months],
        "exams": [month in EXAM_MONTHS for month in months],
    }


def _district(people: Roster) -> dict[str, object]:
    counts, profile = people.counts, people.place.profile
    return {
        **{f"{kind}s": [counts[kind]] for kind in ("cluster", "school", "teacher", "supervisor")},
        "candidates": [counts["facilitator"]],
        "circuity_given": [PARAMETERS["circuity"].value],
        "speed_given": [PROFILES[profile].speed_kmh],
        "hills": [PROFILES[profile].speed == "speed_hills"],
        "in_ntb": [profile == "ntb"],
        "in_ntt": [profile == "ntt"],
    }


def _supervisors(people: Roster) -> dict[str, object]:
    count = people.supervisors
    return {
        "teachers": np.bincount(people.supervisor_of, people.teachers_per_cluster, minlength=count),
        "clusters": np.bincount(people.supervisor_of, minlength=count),
    }


def _clusters(people: Roster) -> dict[str, object]:
    count = len(people.place.clusters)
    return {
        "remoteness": people.geography.remoteness,
        "stagger": (np.arange(count) + 0.5) / count,
        "schools": np.bincount(people.cluster_of, minlength=count),
        "neighbours": np.bincount(people.neighbours.who, minlength=count),
        "teachers": people.teachers_per_cluster,
    }


def _schools(people: Roster) -> dict[str, object]:
    schools = people.place.schools
    return {
        "km_given": [school.distance_km for school in schools],
        "minutes_given": [school.travel_minutes for school in schools],
        "listed": [school.distance_source == "listed" for school in schools],
        "rotating_km_given": people.geography.rotating_km,
        "neighbour_km_given": people.geography.neighbour_km,
        "pupils": people.pupils,
        "teachers": people.teachers_per_school,
    }


def _grades(people: Roster) -> dict[str, object]:
    count = people.counts["grade"]
    return {
        "number": np.arange(count) % GRADES + 1,
        "teachers": np.bincount(people.grade_of, minlength=count),
    }
