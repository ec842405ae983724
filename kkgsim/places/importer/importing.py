"""From a school list to a place on disk, with a report of everything that happened."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import cast

from kkgsim.errors import InputError, Issue
from kkgsim.i18n import Text, amount, ntr, refusal, tr
from kkgsim.io.atomic import previous, refuse_existing
from kkgsim.model.registry import PARAMETERS
from kkgsim.places.geo.clusters import form_noted
from kkgsim.places.importer.far_schools import kept_far, set_far_aside
from kkgsim.places.importer.notes import Doubt, ListReport, Note, note
from kkgsim.places.importer.report import as_csv, summary
from kkgsim.places.importer.school_list import LevelChoice, read_list
from kkgsim.places.place import Place
from kkgsim.places.place_io.files import PLACE_FOLDER, REPORT, write
from kkgsim.places.place_io.installed import SETTINGS
from kkgsim.places.place_io.own_numbers import own_numbers
from kkgsim.places.place_io.settings import NUMBERS, read_settings
from kkgsim.places.profiles import NATION, PROFILES, profile_of


@dataclass(frozen=True)
class Choices:
    """What somebody chooses of a list: an area, a level, sheets, which column is which, whether far schools stay."""

    district: str | None = None
    subdistrict: str | None = None
    level: str = "SD"
    sheets: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    keep_far: bool = False


@dataclass(frozen=True)
class Prepared:
    """A list read and made a place that is not written yet, with all that is to be said of it."""

    report: ListReport
    place: Place
    extra: tuple[Note, ...]

    @property
    def notes(self) -> tuple[Note, ...]:
        """All notes, in the order of the list."""
        return (*self.report.notes, *self.extra)

    def summary(self, where: str = "") -> str:
        """The report as text; ``where`` is the file that holds all notes."""
        return summary(self.report, self.place, self.extra, where)


def import_list(
    file: Path | str, folder: Path | str, choices: Choices | None = None, *, title: str | None = None,
    overwrite: bool = False, numbers: Mapping[str, float] | None = None,
) -> str:  # fmt: skip
    """Read a list, form clusters, write the place; returns the report as text. ``numbers`` are the place's own; a place
    that is overwritten hands its own on.

    Raises ``InputError`` for a list that cannot be used or a folder in use, and ``OutputError`` for a folder
    that cannot be written; then nothing is left behind.
    """
    target = Path(folder)
    own_numbers(numbers or {})
    refuse_existing(target, overwrite, PLACE_FOLDER)
    ready = prepare(file, choices, name=target.name, title=title)
    before = previous(target) if target.is_dir() and any(target.iterdir()) else None
    own = {**_own_before(target), **ready.report.own, **(numbers or {})}
    place = replace(ready.place, numbers=own_numbers(own))
    write(place, target, overwrite=overwrite, report=as_csv(ready.notes))
    told = ready.summary(str(target / REPORT))
    if own:
        listed = ", ".join(f"{name} = {amount(value)}" for name, value in own.items())
        told = f"{told}\n{tr('own_numbers', numbers=listed, file=target / SETTINGS)}"
    told = told if before is None else f"{told}\n{tr('kept_aside', folder=target, aside=before)}"
    return f"{told}\n{tr('import_next', folder=target)}"


def _own_before(folder: Path) -> dict[str, float]:
    """The own numbers of a place that stands in a folder already."""
    issues: list[Issue] = []
    about = read_settings(folder / SETTINGS, issues) if (folder / SETTINGS).is_file() else None
    return {own.number: own.value for own in about[NUMBERS]} if about and not issues else {}


def prepare(
    file: Path | str, choices: Choices | None = None, *, name: str = "place", title: str | None = None
) -> Prepared:
    """Read a list and form clusters, without writing anything. Raises ``InputError`` for a list that cannot be used."""
    chosen = choices or Choices()
    report = read_list(file, district=chosen.district, subdistrict=chosen.subdistrict,
                       level=cast(LevelChoice, chosen.level), sheets=chosen.sheets, columns=chosen.columns)  # fmt: skip
    if not report.schools:
        raise _nothing_left(report)
    return place_of(report, name=name, title=title, keep_far=chosen.keep_far)


def place_of(report: ListReport, *, name: str, title: str | None = None, keep_far: bool = False) -> Prepared:
    """The place a list makes, and what is to be said about its clusters.

    Profile and travel speed come from the province most of the schools are in. Schools far from their cluster are set
    aside unless they are to be kept.
    """
    province = Counter(school.province for school in report.schools).most_common()
    profile = profile_of(min(province, key=lambda pair: (-pair[1], pair[0]))[0])
    circuity, speed = PARAMETERS["circuity"].value, PROFILES[profile].speed_kmh
    form = partial(form_noted, circuity=circuity, speed_kmh=speed)
    near, aside = (report.schools, []) if keep_far else set_far_aside(report.schools, form)
    stay = {school.npsn for school in near}
    gone = (school for school in report.schools if school.npsn not in stay)
    far = tuple(Doubt(s.npsn, s.name, s.lat, s.lon, False) for s in gone if s.lat is not None and s.lon is not None)
    doubtful = (*(doubt for doubt in report.doubtful if doubt.npsn not in {each.npsn for each in far}), *far)
    report = replace(report, schools=tuple(near), set_aside=len(report.schools) - len(near), doubtful=doubtful)
    schools, notes = form(near)
    label = Text(title, title) if title else _title(report)
    origin = f"imported from {Path(report.path).name}: {report.kept} of {report.rows} rows"
    slug = re.sub(r"[^\w.-]+", "_", name).strip("_") or "place"
    place = Place(slug, label, profile, schools, circuity, speed, origin, own_numbers(report.own))
    unknown = (note(None, "", "no_province"),) if profile == NATION else ()
    return Prepared(report, place, (*unknown, *aside, *(kept_far(schools) if keep_far else ()), *notes))


def _title(report: ListReport) -> Text:
    """Where the schools are: their subdistrict, else district, else province, else the country."""
    n = len(report.schools)
    areas = [{getattr(s, level) for s in report.schools} for level in ("subdistrict", "district", "province")]
    where = ", ".join(next(iter(area)) for area in areas[:2] if len(area) == 1 and "" not in area)
    where = where or next((next(iter(area)) for area in areas[2:] if len(area) == 1 and "" not in area), "Indonesia")
    return Text.of(lambda: f"{where} ({ntr('count_school', n)})")


def _nothing_left(report: ListReport) -> InputError:
    """Why a list gave no school at all: its refusals, the first of them word for word."""
    refused = [note for note in report.notes if note.action == "refused"]
    problems = [
        Issue(report.path, note.text, note.row if isinstance(note.row, int) else None, "npsn", note.npsn)
        for note in refused[:20]
    ]
    what = refusal("nothing_left", rows=report.rows, refused=report.refused, filtered=report.filtered,
                   other_level=report.other_level)  # fmt: skip
    return InputError([Issue(report.path, what), *problems])
