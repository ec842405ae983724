"""The entities of the model: people, schools, clusters and offices, each attribute declared once.

Every attribute is a float. Its role says who may write it and when:

- ``given``      known of the place, the same in every run; no rule writes it
- ``trait``      made at the start; changes only when a person is replaced
- ``state``      carried from month to month; zero at the start where no rule of the start says otherwise
- ``condition``  zero at the start of each month ("as found"); levers add to it, rules only read it
- ``tally``      zero at the start of each month; rules fill it during the month
"""

from __future__ import annotations

from functools import cache

from kkgsim.model.entities.attribute import Attribute as Attribute
from kkgsim.model.entities.attribute import Role
from kkgsim.model.entities.cluster import CLUSTER, NEIGHBOUR
from kkgsim.model.entities.cluster import STANDARDS as STANDARDS
from kkgsim.model.entities.grade import GRADE
from kkgsim.model.entities.offices import (
    CALENDAR,
    DISTRICT,
    ENGAGEMENT,
    FACILITATOR,
    POSTING,
    RESOURCE_PERSON,
    SUPERVISOR,
)
from kkgsim.model.entities.school import SCHOOL
from kkgsim.model.entities.teacher import NEWCOMER as NEWCOMER
from kkgsim.model.entities.teacher import TEACHER, TIE

KINDS: dict[str, tuple[Attribute, ...]] = {
    "calendar": CALENDAR,
    "district": DISTRICT,
    "facilitator": FACILITATOR,
    "resource_person": RESOURCE_PERSON,
    "supervisor": SUPERVISOR,
    "cluster": CLUSTER,
    "neighbour": NEIGHBOUR,
    "posting": POSTING,
    "engagement": ENGAGEMENT,
    "school": SCHOOL,
    "grade": GRADE,
    "teacher": TEACHER,
    "tie": TIE,
}

PARENTS: dict[str, dict[str, str]] = {
    "facilitator": {"teacher": "teacher"},
    "cluster": {"supervisor": "supervisor"},
    "neighbour": {"cluster": "cluster", "nearby": "cluster"},
    "posting": {"facilitator": "facilitator", "cluster": "cluster"},
    "engagement": {"resource_person": "resource_person", "cluster": "cluster"},
    "school": {"cluster": "cluster"},
    "grade": {"school": "school", "lower": "grade", "taught_with": "grade"},
    "teacher": {"school": "school", "grade": "grade"},
    "tie": {"a": "teacher", "b": "teacher"},
}
"""What each thing belongs to or joins: the name under which its verbs ask for it, and the kind. The district and the
month of the calendar belong to everything; what a parent belongs to is found through it. ``lower`` is the grade from
which children move up (for grade 1 itself), ``taught_with`` the grade with whose teacher a grade is taught (itself
where it has its own); ``nearby`` is one of the clusters nearest to a cluster."""

HOLDERS: dict[str, str] = {
    **{kind: kind for kind in KINDS},
    **{f"other_{kind}": kind for kind in KINDS},
    "a": "teacher",
    "b": "teacher",
    "nearby": "cluster",
    "lower": "grade",
    "taught_with": "grade",
}
"""The argument names of verbs and the kind of thing each holds; ``a`` and ``b`` are the two teachers of a tie, and
``other_school`` is each of the other schools in turn."""


@cache
def names(kind: str, *roles: Role) -> tuple[str, ...]:
    """The attribute names of a kind, in order; only those with one of ``roles`` when given."""
    return tuple(a.name for a in KINDS[kind] if not roles or a.role in roles)
