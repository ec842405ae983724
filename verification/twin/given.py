"""What is given of a place (``docs/description/given.md``): sizes, what belongs to what, roads, who could know whom."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from math import ceil, floor
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from verification.twin.book import PAGES, book, number
from verification.twin.luck import fixed, normal
from verification.twin.roads import Roads
from verification.twin.things import Things
from verification.twin.ties import ties_of

PERSONS_LENT_AT_MOST = 4.0
"""The highest value of the setting ``provider_partnership_persons``, in persons per 100 schools."""


@cache
def provinces() -> dict[str, tuple[float, float, str]]:
    """By profile the mean teachers and pupils of a school, and which speed of the book holds."""
    page = (PAGES / "given.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| [^|]+ \| ([\d.]+) \| ([\d.]+) \| `(\w+)` \|", page, re.M)
    return {profile: (number(teachers), number(pupils), speed) for profile, teachers, pupils, speed in rows}


def nearest(x: float) -> int:
    """The nearest whole number, halves to the even one."""
    return round(x)


@dataclass(frozen=True)
class Given:
    """A place under the numbers of the roster that a scenario assumes (``n``)."""

    place: Any
    n: SimpleNamespace

    @cached_property
    def cluster_of(self) -> NDArray[np.int64]:
        """The cluster of each school."""
        rank = {name: i for i, name in enumerate(self.place.clusters)}
        return np.array([rank[school.cluster] for school in self.place.schools])

    @cached_property
    def roads(self) -> Roads:
        """Roads of the place."""
        return Roads(self.place, self.cluster_of)

    def sizes(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Teachers beside the principal, and pupils, of each school."""
        schools = self.place.schools
        mean_teachers, mean_pupils, _ = provinces()[self.place.profile]
        z = normal(fixed(self.place.key, "school sizes", len(schools)))
        factor = np.maximum(0.3, 1.0 + self.n.school_size_spread * z)
        teachers = [
            max(1, (nearest(mean_teachers * f) if s.teachers is None else s.teachers) - 1)
            for s, f in zip(schools, factor, strict=True)
        ]
        pupils = [
            nearest(mean_pupils * f) if s.pupils is None else s.pupils for s, f in zip(schools, factor, strict=True)
        ]
        return np.array(teachers), np.array(pupils)

    def things(self) -> dict[str, Things]:
        """All things of the place, with what is given of them."""
        teachers, pupils = self.sizes()
        made = {"calendar": _calendar(), "school": self._schools(teachers, pupils)}
        made |= _grades_and_teachers(teachers)
        made |= self._clusters(teachers)
        made |= self._staff(int(teachers.sum()), made["teacher"].school)
        made["neighbour"] = self._neighbours(made["cluster"])
        cluster_of_teacher = self.cluster_of[made["teacher"].school]
        made["tie"] = ties_of(self.place.key, self.n, teachers, cluster_of_teacher, made["neighbour"])
        made["district"] = self._district(made)
        return made

    def _schools(self, teachers: NDArray[np.int64], pupils: NDArray[np.int64]) -> Things:
        listed = self.place.schools
        km = np.array([school.distance_km for school in listed])
        rotating, neighbour = self.roads.within_clusters(km)
        return Things(
            "school", len(listed), cluster=self.cluster_of, km_given=km,
            minutes_given=np.array([school.travel_minutes for school in listed]),
            listed=np.array([float(school.distance_source == "listed") for school in listed]),
            rotating_km_given=rotating, neighbour_km_given=neighbour,
            pupils=pupils.astype(float), teachers=teachers.astype(float),
        )  # fmt: skip

    def _clusters(self, teachers: NDArray[np.int64]) -> dict[str, Things]:
        count, schools = len(self.place.clusters), len(self.place.schools)
        supervisors = min(count, max(1, nearest(schools / self.n.schools_per_supervisor)))
        supervisor_of = np.array([c * supervisors // count for c in range(count)])
        there = np.bincount(self.cluster_of, teachers, minlength=count)
        cluster = Things(
            "cluster", count, supervisor=supervisor_of, teachers=there,
            schools=np.bincount(self.cluster_of, minlength=count).astype(float),
            stagger=(np.arange(count) + 0.5) / count, remoteness=self.roads.remoteness(),
        )  # fmt: skip
        supervisor = Things(
            "supervisor", supervisors, teachers=np.bincount(supervisor_of, there, minlength=supervisors),
            clusters=np.bincount(supervisor_of, minlength=supervisors).astype(float),
        )  # fmt: skip
        return {"cluster": cluster, "supervisor": supervisor}

    def _staff(self, teachers: int, school_of: NDArray[np.int64]) -> dict[str, Things]:
        schools, n = len(self.place.schools), self.n
        willing = max(1, nearest(teachers * n.willing_share))
        posts = np.array([floor((i + 0.5) * teachers / willing) for i in range(willing)])
        persons = ceil(schools / 100 * (book()["resource_persons"].high + PERSONS_LENT_AT_MOST))
        homes = np.floor(fixed(self.place.key, "resource person homes", persons) * schools).astype(int)
        keep = int(n.clusters_in_reach)
        sent, come = (
            self.roads.in_reach(home, keep, fixed(self.place.key, what, len(home) * len(self.place.clusters)))
            for home, what in ((school_of[posts], "facilitator ties"), (homes, "resource person ties"))
        )
        return {
            "facilitator": Things("facilitator", willing, teacher=posts),
            "resource_person": Things("resource_person", persons, slot=np.arange(persons, dtype=float)),
            "posting": Things("posting", len(sent[0]), facilitator=sent[0], cluster=sent[1], km_given=sent[2]),
            "engagement": Things(
                "engagement", len(come[0]), resource_person=come[0], cluster=come[1], km_given=come[2]
            ),
        }

    def _neighbours(self, cluster: Things) -> Things:
        who, nearby, km = self.roads.neighbours()
        cluster.neighbours = np.bincount(who, minlength=cluster.count).astype(float)
        return Things("neighbour", len(who), cluster=who, nearby=nearby, km_given=km)

    def _district(self, made: dict[str, Things]) -> Things:
        speed = provinces()[self.place.profile][2]
        return Things(
            "district", None, clusters=float(made["cluster"].count), schools=float(made["school"].count),
            teachers=float(made["teacher"].count), supervisors=float(made["supervisor"].count),
            candidates=float(made["facilitator"].count), circuity_given=book()["circuity"].value,
            speed_given=book()[speed].value, hills=float(speed == "speed_hills"),
            in_ntb=float(self.place.profile == "ntb"), in_ntt=float(self.place.profile == "ntt"),
        )  # fmt: skip


def _calendar() -> Things:
    month = np.arange(1.0, 13.0)
    quarter = np.where(month % 3 == 1, (month + 2) // 3, 0.0)
    return Things("calendar", 12, month=month, quarter=quarter, exams=np.where(month % 6 == 0, 1.0, 0.0))


def _grades_and_teachers(teachers: NDArray[np.int64]) -> dict[str, Things]:
    schools = len(teachers)
    school_of, grade_of, taught_with = [], [], []
    for school, size in enumerate(int(s) for s in teachers):
        for r in range(size):
            school_of.append(school)
            grade_of.append(6 * school + (6 * r // size if size >= 6 else -(-6 * r // size)))
        for g in range(6):
            taught_with.append(6 * school + (g if size >= 6 else -(-6 * (g * size // 6) // size)))
    number = np.tile(np.arange(1.0, 7.0), schools)
    rank = np.arange(6 * schools)
    grade = Things(
        "grade", 6 * schools, school=rank // 6, lower=np.where(number > 1, rank - 1, rank), number=number,
        taught_with=np.array(taught_with), teachers=np.bincount(grade_of, minlength=6 * schools).astype(float),
    )  # fmt: skip
    return {
        "grade": grade,
        "teacher": Things("teacher", len(school_of), school=np.array(school_of), grade=np.array(grade_of)),
    }
