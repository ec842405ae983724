"""One row of a list becoming a school: first who and where it is, then what it has."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from kkgsim.i18n.escaping import unguarded
from kkgsim.places.importer import cells, levels, names
from kkgsim.places.importer.cells import Remark
from kkgsim.places.importer.coordinates import Point, point_of, split_point
from kkgsim.places.importer.headers import Columns
from kkgsim.places.importer.layout import ABOVE, FIELD_WORDS, INHERITED, MERGED, SECTION, Row
from kkgsim.places.importer.notes import Note, note
from kkgsim.places.importer.template import EXAMPLES
from kkgsim.places.place import SchoolRecord

Exclusion = Literal["", "refused", "filter", "level", "merged"]
"""Why a row becomes no school: it is not believed, lies outside the area or the level asked for, or repeats another."""


@dataclass(slots=True)
class SchoolDraft:
    """A row on its way to a school.

    Its stages: :func:`begin_school` says who and where it is, :mod:`.consistency` makes all rows agree,
    :mod:`.filters` and the search for duplicates exclude rows, :func:`locate` reads the point, :func:`finish` the rest.
    """

    row: int | str
    cells: Sequence[str]
    columns: Columns
    context: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    exclusion: Exclusion = ""
    npsn: str = ""
    name: str = ""
    level: str = ""
    subdistrict: str = ""
    district: str = ""
    province: str = ""
    code: str = ""
    point: Point | None = None
    taught_by: tuple[str, ...] = ()
    """The status of each of its teachers, where the list has a row for each of them."""
    remarks: list[Remark] = field(default_factory=list)
    doubt: Point | None = None
    """The point that is not believed, or not quite."""

    def raw(self, name: str) -> str:
        """The first cell of a field that says anything, as it is."""
        for column in self.columns.at.get(name, ()):
            if column < len(self.cells) and self.cells[column].strip():
                return self.cells[column]
        return self.context.get(name, ("", ""))[0]

    def inherits(self, name: str) -> str:
        """How the value of a field came to this row, a kind of note; "" where the row itself holds it."""
        own = any(c < len(self.cells) and self.cells[c].strip() for c in self.columns.at.get(name, ()))
        return "" if own else self.context.get(name, ("", ""))[1]

    def text(self, name: str) -> str:
        """The same as clean text; a repair is remarked."""
        raw = self.raw(name)
        if not raw:
            return ""
        used, mended = names.clean(unguarded(raw))
        if mended:
            self.remarks.append(("text_mended", {"column": self.columns.title(name), "used": used}))
        return "" if used.lower() in cells.EMPTY else used

    def say(self, remark: Remark) -> None:
        """Remember what is to be said about this row."""
        if remark is not None:
            self.remarks.append(remark)

    def refuse(self, kind: str, **details: object) -> None:
        """This row is not believed."""
        self.exclusion = "refused"
        self.remarks.append((kind, details))

    def notes(self) -> list[Note]:
        """The remarks as notes with the row's number and NPSN."""
        return [note(self.row, self.npsn, kind, **details) for kind, details in filter(None, self.remarks)]


def begin_school(row: Row, columns: Columns) -> SchoolDraft:
    """Who a row is and where it belongs; refused where that cannot be said."""
    draft = SchoolDraft(row.number, row.cells, columns, row.context)
    row_cells, expected = row.cells, len(columns.titles)
    if any(cell.strip() for cell in row_cells[expected:]):
        draft.refuse("columns_shifted", found=len(row_cells), expected=expected)
        return draft
    if len(row_cells) < expected:
        draft.say(("row_short", {"found": len(row_cells), "expected": expected}))
    for name in INHERITED:
        if (how := draft.inherits(name)) in (MERGED, ABOVE, SECTION):
            draft.say((how, {"field": FIELD_WORDS[name], "used": draft.raw(name)}))
    _level(draft)
    _place(draft)
    draft.npsn, remark = cells.npsn(names.clean(draft.raw("npsn"))[0])
    if draft.npsn in EXAMPLES["NPSN"] or draft.name in EXAMPLES["Nama Sekolah"]:
        draft.refuse("example_row")
        return draft
    draft.say(remark)
    if not draft.npsn or not (draft.subdistrict or draft.code):
        draft.exclusion = "refused"
    if not (draft.subdistrict or draft.code):
        draft.say(("subdistrict_missing", {}))
    if not draft.name:
        draft.name = f"{draft.level if draft.level != 'other' else 'SD'} {draft.npsn}".strip()
        draft.say(("name_missing", {"used": draft.name}))
    return draft


def _place(draft: SchoolDraft) -> None:
    """Where a school is: what its columns say, and for what they leave open its address, then its own name."""
    draft.subdistrict = names.subdistrict_name(draft.text("subdistrict"))
    draft.district = names.district_name(draft.text("district"))
    draft.province = names.province_name(draft.text("province"))
    draft.code, remark = cells.code(draft.raw("code"))
    draft.say(remark)
    for name in ("subdistrict", "district"):
        if re.fullmatch(r"[\d.\s]{2,}", getattr(draft, name)):
            draft.say(("area_is_code", {"field": FIELD_WORDS[name], "given": getattr(draft, name)}))
    columns = [c for c in draft.columns.at.get("address", ()) if c < len(draft.cells)]
    addresses = [(draft.cells[c], "area_from_address") for c in columns]
    for text, how in (*addresses, (draft.name, "area_from_name")):
        if draft.subdistrict and draft.district:
            return
        area = names.area_of(names.clean(text)[0])
        if area.subdistrict and names.key(draft.subdistrict) in ("", names.key(area.subdistrict)):
            _fill_area(draft, area, how)


def _fill_area(draft: SchoolDraft, area: names.Area, how: str) -> None:
    """Take what a text says of the area where no column does."""
    filled = []
    for name in ("subdistrict", "district", "province"):
        if not getattr(draft, name) and getattr(area, name):
            setattr(draft, name, getattr(area, name))
            filled.append(getattr(area, name))
    draft.say((how, {"used": ", ".join(filled)}) if filled else None)


def _level(draft: SchoolDraft) -> None:
    """The level from the columns that tell, else from the name, else SD with a remark."""
    draft.name = draft.text("name")
    for column in draft.columns.at.get("level", ()):
        level = levels.level_of(draft.cells[column]) if column < len(draft.cells) else ""
        if level:
            draft.level = level
            return
    draft.level = levels.level_of(draft.name)
    if not draft.level:
        draft.level = "SD"
        draft.say(("level_assumed", {}))


def locate(draft: SchoolDraft) -> None:
    """Read a row's coordinates and check them by themselves."""
    lat, lon = draft.raw("lat"), draft.raw("lon")
    if not (lat or lon) and "point" in draft.columns.at:
        lat, lon = split_point(draft.raw("point"))
    if draft.columns.southern and (north := cells.number(lat)) is not None and north > 0:
        lat = repr(-north)
        draft.say(("point_south", {"column": draft.columns.title("lat"), "used": lat}))
    draft.point, remarks = point_of(lat, lon, draft.province)
    draft.remarks.extend(remarks)
    elsewhere = names.area_of(names.clean(draft.raw("found_address"))[0]).subdistrict
    if draft.point is not None and elsewhere and names.key(elsewhere) != names.key(draft.subdistrict):
        draft.say(("point_elsewhere", {"found": elsewhere, "subdistrict": draft.subdistrict}))


def _people(draft: SchoolDraft, total: str, parts: tuple[str, str], most: int) -> int | None:
    """A count from its own column, else the sum of the columns by sex."""
    for name in (total, *(("staff",) if total == "teachers" and parts[0] not in draft.columns.at else ())):
        if draft.raw(name):
            value, remark = cells.count(draft.raw(name), draft.columns.title(name), most)
            draft.say(remark)
            return value
    halves = [cells.count(draft.raw(part), draft.columns.title(part), most) for part in parts]
    if not any(draft.raw(part) for part in parts):
        return None
    bad = [remark for _, remark in halves if remark is not None and remark[0] in ("count_bad", "count_absurd")]
    for remark in bad:
        draft.say(remark)
    known = sum(value or 0 for value, _ in halves)
    if not bad and known == 0:
        draft.say(("count_zero", {"column": " + ".join(draft.columns.title(part) for part in parts)}))
    return known if known and not bad else None


def finish(draft: SchoolDraft) -> SchoolRecord:
    """The school a row describes."""
    teachers = _people(draft, "teachers", ("teachers_m", "teachers_f"), cells.MOST_TEACHERS)
    pupils = _people(draft, "pupils", ("pupils_m", "pupils_f"), cells.MOST_PUPILS)
    if teachers is None and draft.taught_by:
        teachers = min(len(draft.taught_by), cells.MOST_TEACHERS)
    km, remark = cells.distance(draft.raw("distance"), draft.columns.title("distance"))
    draft.say(remark)
    gugus = draft.text("gugus")
    lat, lon = draft.point or (None, None)
    village = draft.text("village")
    return SchoolRecord(
        npsn=draft.npsn, name=draft.name, level=draft.level,
        status=levels.status_of(draft.raw("status")) or levels.status_in_name(draft.name),
        village=names.titled(village), subdistrict=draft.subdistrict or draft.code, district=draft.district,
        province=draft.province, code=draft.code,
        lat=lat, lon=lon,
        teachers=teachers, pupils=pupils, cluster=gugus, cluster_source="listed" if gugus else "",
        core=cells.yes(draft.raw("core"), draft.npsn, draft.name), distance_km=km,
    )  # fmt: skip
