"""The scenarios that ship with kkgsim, by name, and where a scenario that somebody names is found."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import kkgsim

HOMES = ("scenario/shipped", "../scenarios")
"""Where the files lie, from the package: installed, and in a checkout."""
SUFFIX = ".toml"


def shipped() -> Mapping[str, Path]:
    """The files of the shipped scenarios by name, in alphabetical order."""
    package = Path(kkgsim.__file__).parent
    for home in HOMES:
        files = sorted((package / home).resolve().glob(f"*{SUFFIX}"))
        if files:
            return {file.stem: file for file in files}
    return {}


def file_of(scenario: Path | str) -> Path:
    """The file of a scenario: the one at that path, else the shipped one of that name.

    What is neither stays as it is, for reading it says best what is wrong.
    """
    path = Path(scenario)
    try:
        exists = path.exists()
    except (OSError, ValueError):  # no system has such a name
        exists = True
    return path if exists else shipped().get(str(scenario), path)
