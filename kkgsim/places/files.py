"""A place on disk: a folder with ``place.toml`` and ``schools.csv`` that a person can open and edit."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

from kkgsim.errors import PLACE, InputProblems, OutputProblem, Problem, nearest, reason
from kkgsim.folders import clear_left, hidden_beside, swap
from kkgsim.locale import refusal
from kkgsim.places.place import Place, School
from kkgsim.places.reading import read_schools
from kkgsim.places.settings import read_settings, settings_text
from kkgsim.places.synthetic import embedded, load_embedded

_RISKY = ("=", "+", "-", "@", "'", "\t", "\r")
COLUMNS: tuple[str, ...] = tuple(each.name for each in fields(School))


def write(
    place: Place, folder: Path | str, *, overwrite: bool = False, beside: Mapping[str, str] | None = None
) -> Path:
    """Write a place into ``folder``, whole or not at all; returns the folder.

    ``beside`` are further files for the folder, name -> text. Raises ``OutputProblem`` when
    the folder exists (unless ``overwrite`` and it is a place), or cannot be written.
    """
    target = Path(folder)
    if os.path.lexists(target) and not overwrite:
        raise OutputProblem(refusal("exists", folder=target))
    if os.path.lexists(target) and not _replaceable(target):
        raise OutputProblem(refusal("exists_no_place", folder=target))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        clear_left(target.parent)
        fresh = hidden_beside(target)
    except OSError as error:
        raise OutputProblem(refusal("not_written", folder=target, reason=reason(error))) from error
    try:
        fresh.chmod(0o755)
        _put(fresh / "place.toml", settings_text(place))
        _put(fresh / "schools.csv", _table(place))
        for name, text in (beside or {}).items():
            _put(fresh / name, text)
        swap(fresh, target)
    except OSError as error:
        raise OutputProblem(refusal("not_written", folder=target, reason=reason(error))) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return target


def read(folder: Path | str) -> Place:
    """The place in a folder. Raises ``InputProblems`` with every mistake of both files."""
    home = Path(folder)
    problems: list[Problem] = []
    settings = read_settings(home / "place.toml", problems)
    schools = read_schools(home / "schools.csv", problems)
    if problems or settings is None:
        raise InputProblems(problems)
    return Place(schools=tuple(sorted(schools, key=lambda s: (s.cluster, s.npsn))), **settings)


def open_place(name_or_folder: str | Path, base: Path | str | None = None) -> Place:
    """An embedded place by its name, else the place in a folder (relative to ``base``).

    A folder with the name of an embedded place is reached as "./name". Raises ``InputProblems``
    with the nearest name where there is neither.
    """
    name = str(name_or_folder)
    if name in embedded():
        return load_embedded(name)
    folder = Path(base) / name if base is not None else Path(name)
    if (folder / "place.toml").is_file() or (folder / "schools.csv").is_file():
        return read(folder)
    what = refusal("bare_folder" if folder.is_dir() else "no_place")
    allowed = refusal("places", names=", ".join(embedded()))
    raise InputProblems([Problem(PLACE, what, given=name, allowed=allowed, nearest=nearest(name, embedded()))])


def guarded(text: str) -> str:
    """A cell that a spreadsheet will not run as a formula: an apostrophe before = + - @ and '.

    :func:`kkgsim.places.reading.unguarded` takes it off again.
    """
    return "'" + text if text.startswith(_RISKY) else text


def _table(place: Place) -> str:
    """``schools.csv``: a header and one school a row."""
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(COLUMNS)
    for school in place.schools:
        rows.writerow([_cell(getattr(school, name)) for name in COLUMNS])
    return out.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return guarded(" ".join(re.sub(r"[\x00-\x1f\x7f]+", " ", value).split()))
    return repr(value)


def _put(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _replaceable(target: Path) -> bool:
    """Only the folder of a place, or an empty folder, may be overwritten."""
    if target.is_symlink() or not target.is_dir():
        return False
    return (target / "place.toml").is_file() or not any(target.iterdir())
