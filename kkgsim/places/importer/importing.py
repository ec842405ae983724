"""From a school list to a place on disk, with a report of everything that happened."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import cast

from kkgsim.errors import InputError, Issue
from kkgsim.i18n import Text, ntr, refusal
from kkgsim.io.atomic import refuse_existing
from kkgsim.model.registry import PARAMETERS
from kkgsim.places.geo.clusters import form_noted
from kkgsim.places.importer.notes import ListReport, Note
from kkgsim.places.importer.report import as_csv, summary
from kkgsim.places.importer.school_list import LevelChoice, read_list
from kkgsim.places.place import Place
from kkgsim.places.place_io.files import PLACE_FOLDER, REPORT, write
from kkgsim.places.profiles import PROFILES, profile_of


def import_list(
    file: Path | str, folder: Path | str, *, district: str | None = None, subdistrict: str | None = None,
    level: str = "SD", title: str | None = None, overwrite: bool = False,
) -> str:  # fmt: skip
    """Read a list, form clusters, write the place; returns the report as text.

    Raises ``InputError`` for a list that cannot be used or a folder in use, and ``OutputError`` for a folder
    that cannot be written; then nothing is left behind.
    """
    target = Path(folder)
    refuse_existing(target, overwrite, PLACE_FOLDER)
    report = read_list(file, district=district, subdistrict=subdistrict, level=cast(LevelChoice, level))
    if not report.schools:
        raise _nothing_left(report)
    place, extra = place_of(report, name=target.name, title=title)
    notes = (*report.notes, *extra)
    write(place, target, overwrite=overwrite, report=as_csv(notes))
    return summary(report, place, extra, str(target / REPORT))


def place_of(report: ListReport, *, name: str, title: str | None = None) -> tuple[Place, tuple[Note, ...]]:
    """The place a list makes, and what is to be said about its clusters.

    Profile and travel speed come from the province most of the schools are in.
    """
    province = Counter(school.province for school in report.schools).most_common()
    profile = profile_of(min(province, key=lambda pair: (-pair[1], pair[0]))[0])
    circuity, speed = PARAMETERS["circuity"].value, PROFILES[profile].speed_kmh
    schools, notes = form_noted(report.schools, circuity=circuity, speed_kmh=speed)
    label = Text(title, title) if title else _title(report)
    origin = f"imported from {Path(report.path).name}: {report.kept} of {report.rows} rows"
    slug = re.sub(r"[^\w.-]+", "_", name).strip("_") or "place"
    return Place(slug, label, profile, schools, circuity, speed, origin), notes


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
    problems = [Issue(report.path, note.text, note.row, "npsn", note.npsn) for note in refused[:20]]
    what = refusal("nothing_left", rows=report.rows, refused=report.refused, filtered=report.filtered,
                   other_level=report.other_level)  # fmt: skip
    return InputError([Issue(report.path, what), *problems])
