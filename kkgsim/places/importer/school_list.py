"""A school list in: read, checked, repaired openly, every row accounted for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal

from kkgsim.errors import COMMAND_LINE, InputError, Issue, spelt_alike
from kkgsim.i18n import refusal
from kkgsim.places.importer import coordinates, given_columns, headers, levels, names, rows
from kkgsim.places.importer.consistency import about_list, agree
from kkgsim.places.importer.employment import employment, gather
from kkgsim.places.importer.filters import choose
from kkgsim.places.importer.headers import Columns
from kkgsim.places.importer.layout import FIELD_WORDS, Row, school_rows
from kkgsim.places.importer.notes import Doubt, ListReport, Note, note
from kkgsim.places.importer.rows import SchoolDraft
from kkgsim.places.importer.table import Table
from kkgsim.places.importer.tables import read_tables

LevelChoice = Literal["SD", "MI", "all"]


def read_list(
    path: Path | str,
    *,
    district: str | None = None,
    subdistrict: str | None = None,
    level: LevelChoice = "SD",
    sheets: Sequence[str] = (),
    columns: Mapping[str, str] | None = None,
) -> ListReport:
    """Read a list of schools from CSV (any dialect, also .gz), JSON, GeoJSON, a spreadsheet, a dump or a web page.

    ``district`` and ``subdistrict`` keep one area, with or without "Kab." and "Kec."; ``level``
    keeps one level ("all" is SD and MI); ``sheets`` names sheets of a workbook, ``columns`` the header of a field
    ({"pupils": "jml_sis"}). Nothing is dropped silently: see :class:`ListReport`.
    Raises ``InputError`` for a file that cannot be read, lacks NPSN, name or subdistrict, or
    where the filter names nothing or two areas at once.
    """
    file = Path(path)
    if level not in ("SD", "MI", "all"):
        what = refusal("level")
        raise InputError([Issue(COMMAND_LINE, what, key="level", given=str(level), allowed="SD, MI, all")])
    tables = read_tables(file, sheets)
    matched = given_columns.matched(file, tables, columns or {})
    drafts, laid_out = _begun(file, tables, matched)
    about = [*about_list(tables, matched, drafts), *laid_out]
    gathered = gather(drafts)
    agree(drafts)
    choose(file, drafts, district, subdistrict)
    kept = _kept(drafts, level)
    schools = tuple(rows.finish(draft) for draft in kept)
    staff = employment(kept)
    spoken = [note for d in drafts if d.exclusion not in ("filter", "level") for note in d.notes()]
    excluded = Counter(draft.exclusion for draft in drafts)
    unknown = tuple(dict.fromkeys(name for each in matched for name in each.unknown))
    notes = (*about, *gathered, *staff.notes, *spoken)
    return ListReport(
        str(file), schools, notes, len(drafts), excluded["refused"], excluded["filter"], excluded["level"],
        excluded["merged"], unknown, {name: matched[0].title(name) for name in matched[0].at},
        own=staff.own,
        doubtful=tuple(Doubt(d.npsn, d.name, *d.doubt, d.point is not None) for d in kept if d.doubt is not None),
    )  # fmt: skip


def _kept(drafts: Sequence[SchoolDraft], level: LevelChoice) -> list[SchoolDraft]:
    """The schools that are taken, each with its point; those of other levels and those listed twice are marked."""
    for draft in drafts:
        if not draft.exclusion and draft.level != level and (level != "all" or draft.level == "other"):
            draft.exclusion = "level"
    _duplicates(drafts)
    kept = [draft for draft in drafts if not draft.exclusion]
    for draft in kept:
        rows.locate(draft)
    _neighbours(kept)
    return kept


def _begun(file: Path, tables: Sequence[Table], matched: Sequence[Columns]) -> tuple[list[SchoolDraft], list[Note]]:
    """The rows of all tables begun as schools, and what is to be said of the rows that are none."""
    drafts: list[SchoolDraft] = []
    about: list[Note] = []
    for table, columns in zip(tables, matched, strict=True):
        lines, details = school_rows(table, columns, several=len(tables) > 1)
        _require(file, columns, table, lines)
        drafts.extend(rows.begin_school(line, columns) for line in lines)
        about.extend(note(None, "", kind, **detail) for kind, detail in details)
    return drafts, about


def _require(file: Path, columns: Columns, table: Table, lines: Sequence[Row]) -> None:
    """Refuse a list without NPSN, name or subdistrict, naming every column that is missing, and what else it lacks."""
    missing = [name for name in ("npsn", "name") if name not in columns.at]
    if "subdistrict" not in columns.at and not _told_elsewhere(columns, lines):
        missing.append("subdistrict")
    if not missing:
        return
    kind = f" ({table.kind})" if table.kind else ""
    issues = [
        Issue(str(file), refusal("no_column", column=FIELD_WORDS[name], kind=kind), line=1 if table.rows else None,
              given=", ".join(title for title in columns.titles[:12] if title),
              allowed=refusal("call_it", names=", ".join(headers.SYNONYMS[name].split()[:4]), field=name),
              nearest=_nearest_header(name, columns))
        for name in missing
    ]  # fmt: skip
    told = Counter(draft_level for line in lines if (draft_level := _level_word(line, columns)))
    if told and not any(levels.level_of(word) in ("SD", "MI", "") for word in told):
        what = refusal("no_primary", levels=", ".join(sorted(told)[:5]))
        issues.append(Issue(str(file), what))
    raise InputError(issues)


def _level_word(line: Row, columns: Columns) -> str:
    return next((line.cells[c] for c in columns.at.get("level", ()) if c < len(line.cells) and line.cells[c]), "")


def _nearest_header(name: str, columns: Columns) -> str:
    """An unread column whose title is nearly one of the field's names."""
    by_key = {names.key(title): title for title in columns.unknown}
    words = headers.SYNONYMS[name].split()
    close = (title for word in words for title in spelt_alike(names.key(word), by_key, 1, cutoff=0.75))
    return next((by_key[title] for title in close), "")


def _told_elsewhere(columns: Columns, lines: Sequence[Row]) -> bool:
    """Whether titles, section rows, addresses or names of the first schools tell their subdistricts."""
    texts = [c for name in ("address", "name") for c in columns.at.get(name, ())]
    return any(
        "subdistrict" in line.context
        or any(names.area_of(line.cells[c]).subdistrict for c in texts if c < len(line.cells))
        for line in lines[:50]
    )


def _duplicates(drafts: Sequence[SchoolDraft]) -> None:
    """Identical rows are taken once; one NPSN with two contents is refused in every row."""
    by_npsn: dict[str, list[SchoolDraft]] = defaultdict(list)
    for draft in drafts:
        if draft.npsn:
            by_npsn[draft.npsn].append(draft)
    for rows_of_npsn in by_npsn.values():
        same = [draft for draft in rows_of_npsn if draft.exclusion != "merged"]  # rows of teachers
        if len(same) < 2:
            continue
        contents = {tuple(" ".join(d.raw(name).split()) for name in d.columns.at if name != "npsn") for d in same}
        for i, draft in enumerate(same):
            others = ", ".join(str(other.row) for other in same if other is not draft)
            if draft.exclusion:
                continue
            if len(contents) > 1:
                draft.refuse("duplicate_refused", rows=others)
            elif i > 0:
                draft.exclusion = "merged"
                draft.remarks = [("duplicate_merged", {"rows": str(same[0].row)})]


def _neighbours(kept: Sequence[SchoolDraft]) -> None:
    """Judge each point by the other schools of its subdistrict, and spots that many share by those of its district."""
    for members in _grouped(kept, lambda d: (d.code,) if d.code else (names.key(d.district), names.key(d.subdistrict))):
        _not_placeholders(members, lambda d: d.subdistrict)
        placed = [draft for draft in members if draft.point is not None]
        verdicts = coordinates.far_from_others([d.point for d in placed if d.point is not None])
        for draft, (kind, km) in zip(placed, verdicts, strict=True):
            if kind:
                draft.doubt = draft.point
                draft.say((kind, {"km": km, "subdistrict": draft.subdistrict}))
            if kind == "point_far":
                draft.point = None
        _shared(placed)
    for members in _grouped(kept, lambda d: (d.code[:4] or names.key(d.district),)):
        _not_placeholders(members, lambda d: d.district or d.subdistrict)


def _grouped(kept: Sequence[SchoolDraft], area: Callable[[SchoolDraft], tuple[str, ...]]) -> list[list[SchoolDraft]]:
    groups: dict[tuple[str, ...], list[SchoolDraft]] = defaultdict(list)
    for draft in kept:
        if draft.point is not None:
            groups[area(draft)].append(draft)
    return list(groups.values())


def _not_placeholders(members: Sequence[SchoolDraft], area: Callable[[SchoolDraft], str]) -> None:
    """Do not use a spot that several schools share far from all others."""
    away = coordinates.placeholders([draft.point for draft in members if draft.point is not None])
    on = Counter(coordinates.spot(draft.point) for draft in members if draft.point is not None)
    for draft, km in zip(members, away, strict=True):
        if km and draft.point is not None:
            count = on[coordinates.spot(draft.point)]
            draft.say(("point_placeholder", {"count": count, "km": km, "area": area(draft)}))
            draft.doubt, draft.point = draft.point, None


def _shared(members: Iterable[SchoolDraft]) -> None:
    on = Counter(draft.point for draft in members)
    for draft in members:
        if draft.point is not None and on[draft.point] > 1:
            draft.say(("point_shared", {"count": on[draft.point]}))
