"""Levers, which are what government can do: one lever a file.

A lever declares its settings, what it does to the conditions that rules read, and what it costs.
Rules never read a setting. At zero a lever changes nothing.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import cache

from kkgsim.model.levers.lever import Lever, Setting

FILES = (
    "ministerial_regulation",
    "bosda_minimum",
    "provider_partnership",
    "perception_change",
    "district_regulation",
    "facilitator_team",
    "bos_allocation",
    "guideline_implementation",
    "monitoring",
    "supervisor_merit",
    "release_from_teaching",
    "followup_mentoring",
    "core_teachers",
    "needs_programme",
    "principal_development",
    "transport_recognition",
    "ict_online",
    "shared_facilities",
    "workload_relief",
    "meeting_time",
    "learning_community",
    "fair_selection",
)
"""All levers, in the order in which they act each month."""


@cache
def all_levers() -> Mapping[str, Lever]:
    """Every lever by name, in order."""
    return {name: importlib.import_module(f"kkgsim.model.levers.{name}").LEVER for name in FILES}


@cache
def all_settings() -> Mapping[str, Setting]:
    """Every setting by its full name ``<lever>_<setting>``, in order."""
    return {f"{lever.name}_{setting.name}": setting for lever in all_levers().values() for setting in lever.settings}
