"""A place on disk: a folder with ``place.toml`` and ``schools.csv`` that a person can open and edit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

from kkgsim.errors import PLACE, InputError, Issue, nearest
from kkgsim.i18n import refusal
from kkgsim.i18n.escaping import csv_text
from kkgsim.io.atomic import FolderKind, atomic_folder, refuse_existing, write_file
from kkgsim.io.user_files import Unreadable, opened
from kkgsim.places.place import Place, School
from kkgsim.places.place_io.installed import SETTINGS, installed, place_names
from kkgsim.places.place_io.schools_csv import read_schools
from kkgsim.places.place_io.settings import read_settings, settings_text
from kkgsim.places.synthetic import embedded, load_embedded

SCHOOLS, REPORT = "schools.csv", "import_report.csv"
COLUMNS: tuple[str, ...] = tuple(field.name for field in fields(School))
NOTES = ("row", "npsn", "kind", "action", "text_en", "text_id")
"""The columns of the report of an import."""
BEGINNINGS: Mapping[str, tuple[str, ...]] = {
    SETTINGS: ("schema", "name", "profile"), SCHOOLS: COLUMNS, REPORT: NOTES
}  # fmt: skip
"""Every file of a place's folder, and the words with which it begins."""


def _foreign(folder: Path) -> list[str] | None:
    """What in a folder is not a place's; None where its ``place.toml`` is not ours."""
    if not _is_ours(folder / SETTINGS):
        return None
    return sorted(path.name for path in folder.iterdir() if path.name not in BEGINNINGS or not _is_ours(path))


def _is_ours(path: Path) -> bool:
    """Whether a file begins as we begin the file of that name; whoever edits a place leaves that as it is."""
    if path.is_symlink():
        return False
    try:
        with opened(path) as file:
            start = file.read(4096).decode("utf-8-sig", errors="replace")
    except Unreadable:
        return False
    words = set(re.findall(r"\w+", start if path.name == SETTINGS else start.partition("\n")[0]))
    return words.issuperset(BEGINNINGS[path.name])


PLACE_FOLDER = FolderKind("--output", _foreign, other="out_no_place", again="out_place")
"""The folder of a place: its settings, its schools, and the report of their import."""


def write(place: Place, folder: Path | str, *, overwrite: bool = False, report: str | None = None) -> Path:
    """Write a place, and the ``report`` of its import, into ``folder``, whole or not at all; returns the folder.

    Raises ``InputError`` when the folder is in use (an earlier place may be replaced with ``overwrite``), and
    ``OutputError`` when it cannot be written.
    """
    target = Path(folder)
    refuse_existing(target, overwrite, PLACE_FOLDER)
    with atomic_folder(target, PLACE_FOLDER, overwrite) as partial:
        write_file(partial / SETTINGS, settings_text(place))
        write_file(partial / SCHOOLS, _table(place))
        if report is not None:
            write_file(partial / REPORT, report)
    return target


def read(folder: Path | str) -> Place:
    """The place in a folder. Raises ``InputError`` with every mistake of both files."""
    home = Path(folder)
    issues: list[Issue] = []
    settings = read_settings(home / SETTINGS, issues)
    schools = read_schools(home / SCHOOLS, issues)
    if issues or settings is None:
        raise InputError(issues)
    return Place(schools=tuple(sorted(schools, key=lambda s: (s.cluster, s.npsn))), **settings)


def open_place(name_or_folder: str | Path, base: Path | str | None = None) -> Place:
    """An embedded place, or one that a package brings, by its name; else the place in a folder (relative to ``base``).

    A folder with the name of such a place is reached as "./name". Raises ``InputError``
    with the nearest name where there is neither.

    >>> import kkgsim
    >>> place = kkgsim.open_place("janapria")
    >>> len(place.schools), len(place.clusters)
    (50, 9)
    """
    name = str(name_or_folder)
    if name in embedded():
        return load_embedded(name)
    if name in installed():
        return read(installed()[name])
    folder = Path(base) / name if base is not None else Path(name)
    try:
        if (folder / SETTINGS).exists() or (folder / SCHOOLS).exists():
            return read(folder)
        bare = folder.is_dir()
    except (OSError, ValueError):  # no system has such a name
        bare = False
    what = refusal("bare_folder" if bare else "no_place")
    allowed = refusal("places", names=", ".join(place_names()))
    raise InputError([Issue(PLACE, what, given=name, allowed=allowed, nearest=nearest(name, place_names()))])


def _table(place: Place) -> str:
    """``schools.csv``: a header and one school a row."""
    return csv_text(COLUMNS, ([_cell(getattr(school, name)) for name in COLUMNS] for school in place.schools))


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return " ".join(re.sub(r"[\x00-\x1f\x7f]+", " ", value).split())
    return value
