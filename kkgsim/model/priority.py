"""The order in which a district that cannot pay for everything covers its levers."""

from __future__ import annotations

from collections.abc import Sequence

from kkgsim.model.levers import all_levers

USUAL = (
    "district_regulation",
    "ministerial_regulation",
    "guideline_implementation",
    "needs_programme",
    "meeting_time",
    "facilitator_team",
    "release_from_teaching",
    "transport_recognition",
    "followup_mentoring",
    "learning_community",
    "monitoring",
    "provider_partnership",
    "principal_development",
    "core_teachers",
    "supervisor_merit",
    "perception_change",
    "shared_facilities",
    "workload_relief",
    "ict_online",
    "fair_selection",
    "bos_allocation",
    "bosda_minimum",
)
"""The usual order: the rules and the programme first, which cost little and on which the rest stands, then the meeting
itself, those who lead it and those who come, then what follows from it, and equipment and courses last. It is an
assumption, which a scenario can set aside."""


def in_order(first: Sequence[str] = ()) -> tuple[str, ...]:
    """Every lever once: those named ``first`` in their order, then the usual order."""
    return tuple(dict.fromkeys((*first, *USUAL, *all_levers())))
