"""Places that come with packages: those of kkgsim, and those that other packages bring."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kkgsim.config.extensions import PLACES, brought, issue, module_of
from kkgsim.errors import InputError
from kkgsim.places.synthetic import embedded

SETTINGS = "place.toml"


@cache
def installed() -> Mapping[str, Path]:
    """The folders of the places that other packages bring, by name.

    Raises ``InputError`` where a package declares a place and has none.
    """
    folders = {}
    for name, entry in brought(PLACES, embedded()).items():
        folder = Path(module_of(entry).__file__ or "").parent
        if not (folder / SETTINGS).is_file():
            raise InputError([issue(entry, "extension_place", given=entry.value, allowed=SETTINGS)])
        folders[name] = folder
    return folders


def place_names() -> tuple[str, ...]:
    """The names of all places that need no folder of the reader's: embedded ones, then installed ones."""
    return (*embedded(), *installed())
