"""What packages beside kkgsim bring, by the entry points that they declare (``docs/extending.md``)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType
from typing import Any

from kkgsim.errors import InputError, Issue
from kkgsim.i18n import Text, refusal

LEVERS, PLACES = "kkgsim.levers", "kkgsim.places"
"""The groups of entry points: a module with a lever; a package in whose folder a place lies."""
NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
"""What may be the name of a lever or place."""


def brought(group: str, taken: Iterable[str]) -> Mapping[str, EntryPoint]:
    """The entry points of a group by name, in alphabetical order; nothing of them is imported.

    Raises ``InputError`` for a name that is none, is among those ``taken``, or stands in two packages.
    """
    known: dict[str, EntryPoint] = {}
    issues = []
    for entry in sorted(entry_points(group=group), key=lambda entry: (entry.name, entry.value)):
        if NAME.fullmatch(entry.name) is None:
            issues.append(issue(entry, "extension_name", given=entry.name, allowed="a-z, 0-9, _"))
        elif entry.name in taken:
            issues.append(issue(entry, "extension_taken", given=entry.name))
        elif entry.name in known and known[entry.name].value != entry.value:
            issues.append(issue(entry, "extension_twice", given=f"{known[entry.name].value}, {entry.value}"))
        known.setdefault(entry.name, entry)
    if issues:
        raise InputError(issues)
    return known


def issue(entry: EntryPoint, word: str, **more: Any) -> Issue:
    """What is wrong with an entry point: the message ``refusal_<word>``, with the package and the place in it."""
    package = entry.dist.name if entry.dist is not None else entry.module
    where = Text(f"package {package}", f"paket {package}")
    return Issue(where, refusal(word), key=f"{entry.group}: {entry.name}", **more)


@cache
def module_of(entry: EntryPoint) -> ModuleType:
    """The module that an entry point names. Raises ``InputError`` where it cannot be imported."""
    try:
        value = entry.load()
    except InputError:
        raise
    except Exception as error:  # whatever another package raises while it is imported
        raise InputError([issue(entry, "extension_import", given=f"{type(error).__name__}: {error}")]) from error
    if not isinstance(value, ModuleType):
        raise InputError([issue(entry, "extension_module", given=entry.value, allowed=entry.module)])
    return value
