"""The scenarios that ship with kkgsim, by name, and where a scenario that somebody names is found."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import kkgsim

HOMES = ("scenario/shipped", "../scenarios")
"""Where the files lie, from the package: installed, and in a checkout."""
SUFFIX = ".toml"


def examples() -> Mapping[str, Path]:
    """Every file that ships to be copied, by its path below ``scenarios`` without the ending: scenarios by their
    names, then those in Indonesian (``id/…``) and studies (``studies/…``), in alphabetical order."""
    package = Path(kkgsim.__file__).parent
    for home in HOMES:
        folder = (package / home).resolve()
        names = sorted(
            (len(path.relative_to(folder).parts), path.relative_to(folder).with_suffix("").as_posix())
            for path in folder.rglob(f"*{SUFFIX}")
        )
        if names:
            return {name: folder / f"{name}{SUFFIX}" for _, name in names}
    return {}


def shipped() -> Mapping[str, Path]:
    """The files of the shipped scenarios by name, in alphabetical order."""
    return {name: path for name, path in examples().items() if "/" not in name}


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
