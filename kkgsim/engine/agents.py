"""The people and places of the clear clock, as Mesa agents, and how a teacher says why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import mesa

from kkgsim.i18n import Text, decimal, percent, tr
from kkgsim.model.rules import inclining

if TYPE_CHECKING:
    from kkgsim.engine.mesa_model import KKGModel


class Thing(mesa.Agent):  # type: ignore[misc]
    """A person or place of the model; its attributes are those of :mod:`kkgsim.model.entities`."""

    kind: str
    luck: Any = None
    """This month's draws."""
    parts: dict[str, list[float]]
    """What the sums were added up from that this month's steps were handed, by their names."""

    def __init__(self, model: KKGModel, index: int, values: dict[str, float], parents: dict[str, Any]):
        super().__init__(model)
        self.index, self.parts = index, {}
        self.__dict__.update(values)
        self.__dict__.update(parents)


class CalendarAgent(Thing):
    """A month of the school year."""

    kind = "calendar"


class DistrictAgent(Thing):
    """The district office's side of the place."""

    kind = "district"


class FacilitatorAgent(Thing):
    """A place on the facilitator team, filled or not."""

    kind = "facilitator"


class ResourcePersonAgent(Thing):
    """An outside resource person (narasumber)."""

    kind = "resource_person"


class SupervisorAgent(Thing):
    """A school supervisor (pengawas)."""

    kind = "supervisor"


class ClusterAgent(Thing):
    """A cluster of schools (gugus) with its KKG."""

    kind = "cluster"


class SchoolAgent(Thing):
    """A school with its principal."""

    kind = "school"


class GradeAgent(Thing):
    """A grade of a school."""

    kind = "grade"


@dataclass(frozen=True)
class Why:
    """Last month's decision of one teacher: what weighed how much, in log-odds."""

    number: int
    school: str
    attended: bool
    chance: float
    draw: float
    base: float
    terms: tuple[tuple[Text, float], ...]
    met: bool = True
    """Whether there was a meeting to come to."""

    def __str__(self) -> str:
        """The decision in plain words, the weightiest reason first."""
        who = tr("teacher_of", n=self.number, school=self.school)
        if not self.met:
            return tr("why_no_meeting", who=who)
        ranked = sorted(self.terms, key=lambda term: -abs(term[1]))
        reasons = ", ".join(f"{label} {decimal(value, sign=True)}" for label, value in ranked)
        return tr(
            "why_came" if self.attended else "why_stayed", who=who, chance=percent(self.chance),
            draw=decimal(self.draw), base=decimal(self.base, sign=True), reasons=reasons,
        )  # fmt: skip


class TeacherAgent(Thing):
    """A teacher."""

    kind = "teacher"
    school: SchoolAgent

    def why(self) -> Why:
        """Why this teacher came or stayed away last month. Raises ``ValueError`` before the first month."""
        if "inclination" not in self.parts:
            raise ValueError("no month has been played yet; call model.step() first")
        base, *values = self.parts["inclination"]
        labels = [label for _, label in inclining.TERMS]
        return Why(
            number=self.index + 1,
            school=self.school.__dict__["name"],
            attended=self.__dict__["attended"] > 0.5,
            chance=self.__dict__["chance"],
            draw=self.luck.attend,
            base=base,
            terms=tuple(zip(labels, values, strict=True)),
            met=self.__dict__["chance"] > 0.0,
        )


AGENTS: dict[str, type[Thing]] = {
    agent.kind: agent
    for agent in (
        CalendarAgent, DistrictAgent, FacilitatorAgent, ResourcePersonAgent, SupervisorAgent, ClusterAgent, SchoolAgent,
        GradeAgent, TeacherAgent,
    )
}  # fmt: skip
