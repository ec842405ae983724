"""Levers, which are what government can do: one lever a file.

A lever declares its settings, what it does to the conditions that rules read, and what it costs.
Rules never read a setting. At zero a lever changes nothing. Packages beside kkgsim bring levers of their own
(``docs/extending.md``), which act after those that ship.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import cache

from kkgsim.config.extensions import LEVERS, brought, issue, module_of
from kkgsim.errors import InputError, nearest
from kkgsim.model.levers.lever import PAYERS, Lever, Setting
from kkgsim.model.parameters import sources

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
"""The levers that ship, in the order in which they act each month."""
BROUGHT = brought(LEVERS, FILES)
"""The entry points of levers that other packages bring."""
HOMES: Mapping[str, str] = {
    **{name: f"kkgsim.model.levers.{name}" for name in FILES},
    **{name: entry.module for name, entry in BROUGHT.items()},
}
"""The module of every lever by the lever's name, in the order in which they act each month."""
NAMES = tuple(HOMES)


@cache
def all_levers() -> Mapping[str, Lever]:
    """Every lever by name, in order. Raises ``InputError`` for one of another package that is none."""
    return {name: _brought(name) if name in BROUGHT else importlib.import_module(HOMES[name]).LEVER for name in NAMES}


def _brought(name: str) -> Lever:
    """The lever of an entry point, which must be one of that name, with its own numbers."""
    entry = BROUGHT[name]
    module = module_of(entry)
    lever = getattr(module, "LEVER", None)
    if not isinstance(lever, Lever):
        raise InputError([issue(entry, "extension_lever", given=entry.value)])
    if lever.name != name:
        raise InputError([issue(entry, "extension_other_name", given=lever.name, nearest=name)])
    numbers = getattr(module, "PARAMETERS", {})
    if lever.delay not in numbers:
        raise InputError([issue(entry, "extension_delay", given=lever.delay, allowed=", ".join(numbers))])
    used = {key for number in numbers.values() for key in number.sources}
    if used - sources().keys():
        missing = ", ".join(sorted(used - sources().keys()))
        raise InputError([issue(entry, "extension_source", given=missing, nearest=nearest(missing, sources()))])
    unknown = [payer for payer in lever.payers if payer not in PAYERS]
    if unknown or not lever.payers:
        raise InputError([issue(entry, "extension_payer", given=", ".join(unknown), allowed=", ".join(PAYERS))])
    return lever


@cache
def all_settings() -> Mapping[str, Setting]:
    """Every setting by its full name ``<lever>_<setting>``, in order."""
    return {f"{lever.name}_{setting.name}": setting for lever in all_levers().values() for setting in lever.settings}
