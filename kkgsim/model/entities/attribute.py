"""What an attribute of an entity is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kkgsim.i18n import Text

Role = Literal["given", "trait", "state", "condition", "tally"]
INFINITY = float("inf")


@dataclass(frozen=True)
class Attribute:
    """One attribute of a kind of entity (a teacher, a school, a cluster …); rules read and write it by ``name``.

    ``role`` says who may write it and when, see :mod:`kkgsim.model.entities`. Values are in ``unit`` and lie between
    ``low`` and ``high``.
    """

    name: str
    role: Role
    unit: str
    low: float
    high: float
    meaning: Text


def attribute(
    name: str, role: Role, unit: str, en: str, id: str, low: float = 0.0, high: float = INFINITY
) -> Attribute:
    """Declare an attribute in one call; its values go from 0 up unless limits are given."""
    return Attribute(name, role, unit, low, high, Text(en, id))


def share(name: str, role: Role, en: str, id: str) -> Attribute:
    """Declare an attribute on the scale from 0 to 1."""
    return Attribute(name, role, "0-1", 0.0, 1.0, Text(en, id))
