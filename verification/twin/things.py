"""Kinds of things with an array an attribute, and the world that holds them (``docs/description/entities.md``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from verification.twin.book import PAGES
from verification.twin.luck import BLOCKS, Luck

KINDS = (
    "calendar", "district", "facilitator", "resource_person", "supervisor", "cluster", "neighbour", "posting",
    "engagement", "school", "grade", "teacher", "tie",
)  # fmt: skip


@cache
def attributes() -> Mapping[str, Mapping[str, str]]:
    """The role of each attribute by kind of thing, from the page's tables."""
    page = (PAGES / "entities.md").read_text(encoding="utf-8")
    found = {}
    for section in page.split("\n## ")[1:]:
        kind = section.partition(":")[0]
        found[kind] = dict(re.findall(r"^\| `(\w+)` \| (\w+) \|", section, re.M))
    return found


class Things:
    """All things of one kind. An attribute is an array of as many values; of the one district, it is a number."""

    count: int
    if TYPE_CHECKING:  # any attribute that the page has

        def __setattr__(self, name: str, value: Any) -> None: ...

    def __init__(self, kind: str, count: int | None, **given: Any) -> None:
        self.kind = kind
        self.count = 1 if count is None else count
        for name in attributes()[kind]:
            setattr(self, name, 0.0 if count is None else np.zeros(count))
        for name, value in given.items():
            setattr(self, name, value)

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"{self.kind} has no {name}")

    def forget(self, *roles: str) -> None:
        """Set all attributes of some roles to nothing."""
        for name, role in attributes()[self.kind].items():
            if role in roles:
                setattr(self, name, np.zeros_like(getattr(self, name)) if self.kind != "district" else 0.0)

    def add(self, name: str, which: NDArray[np.int64], values: Any) -> None:
        """Add values to an attribute of the things that they belong to, one after the other."""
        weights = np.broadcast_to(np.asarray(values, dtype=float), which.shape)
        setattr(self, name, getattr(self, name) + np.bincount(which, weights, minlength=self.count))

    def highest(self, name: str, which: NDArray[np.int64], values: Any) -> None:
        """Raise an attribute to the highest of the values that belong to a thing."""
        raised = getattr(self, name).copy()
        np.maximum.at(raised, which, values)
        setattr(self, name, raised)

    def set_where(self, where: Any, **values: Any) -> None:
        """Set attributes of the things for which a condition holds."""
        for name, value in values.items():
            setattr(self, name, np.where(where, value, getattr(self, name)))


class Seen:
    """Things as those see them that belong to them: a teacher her school, a school its cluster."""

    def __init__(self, things: Things, which: NDArray[np.int64]) -> None:
        self.things, self.which = things, which

    def __getattr__(self, name: str) -> Any:
        return getattr(self.things, name)[self.which]


class World:
    """All things of a place in one replicate, its numbers and its luck."""

    def __init__(self, things: Mapping[str, Things], numbers: SimpleNamespace, luck: Luck) -> None:
        self.n = numbers
        self.calendars, self.district, self.facilitator = (things[kind] for kind in KINDS[:3])
        self.resource_person, self.supervisor, self.cluster = (things[kind] for kind in KINDS[3:6])
        self.neighbour, self.posting, self.engagement = (things[kind] for kind in KINDS[6:9])
        self.school, self.grade, self.teacher, self.tie = (things[kind] for kind in KINDS[9:])
        self.things, self.luck_of = things, luck
        self.luck: Mapping[str, SimpleNamespace] = {}
        self.calendar = SimpleNamespace()
        self._look_around()

    def _look_around(self) -> None:
        school, teacher, tie = self.school, self.teacher, self.tie
        self.cluster_of_teacher = school.cluster[teacher.school]
        self.its_supervisor = Seen(self.supervisor, self.cluster.supervisor)
        self.its_cluster = Seen(self.cluster, school.cluster)
        self.her_school, self.her_grade = Seen(school, teacher.school), Seen(self.grade, teacher.grade)
        self.her_cluster = Seen(self.cluster, self.cluster_of_teacher)
        self.as_teacher = Seen(teacher, self.facilitator.teacher)
        self.grades_school = Seen(school, self.grade.school)
        self.a, self.b = Seen(teacher, tie.a), Seen(teacher, tie.b)

    def draw(self, when: str, month: int = 0) -> None:
        """The luck of the start, or of a month of the run (from 0)."""
        self.luck = {kind: self.luck_of.of(when, kind, month) for at, kind in BLOCKS if at == when}

    def begin_month(self, month_of_the_year: int) -> None:
        """Conditions and tallies are nothing; the calendar is at a month (1 for January)."""
        for kind, things in self.things.items():
            if kind != "calendar":
                things.forget("condition", "tally")
        row = month_of_the_year - 1
        names = attributes()["calendar"]
        self.calendar = SimpleNamespace(**{name: float(getattr(self.calendars, name)[row]) for name in names})
