"""A school list in: read, checked, repaired openly, every row accounted for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from kkgsim.errors import COMMAND_LINE, InputError, Issue, spelt_alike
from kkgsim.i18n import refusal
from kkgsim.places.importer import coordinates, headers, names, rows
from kkgsim.places.importer.consistency import about_list, agree
from kkgsim.places.importer.filters import choose
from kkgsim.places.importer.headers import Columns
from kkgsim.places.importer.notes import ListReport
from kkgsim.places.importer.rows import SchoolDraft
from kkgsim.places.importer.tables import Table, read_table

LevelChoice = Literal["SD", "MI", "all"]


def read_list(
    path: Path | str,
    *,
    district: str | None = None,
    subdistrict: str | None = None,
    level: LevelChoice = "SD",
) -> ListReport:
    """Read a list of schools from CSV (any dialect, also .gz), JSON or a spreadsheet.

    ``district`` and ``subdistrict`` keep one area, with or without "Kab." and "Kec."; ``level``
    keeps one level ("all" is SD and MI). Nothing is dropped silently: see :class:`ListReport`.
    Raises ``InputError`` for a file that cannot be read, lacks NPSN, name or subdistrict, or
    where the filter names nothing or two areas at once.
    """
    file = Path(path)
    if level not in ("SD", "MI", "all"):
        what = refusal("level")
        raise InputError([Issue(COMMAND_LINE, what, key="level", given=str(level), allowed="SD, MI, all")])
    table = read_table(file)
    columns = headers.match(table.headers)
    _require(file, columns, table)
    drafts = [rows.begin_school(number, cells, columns) for number, cells in table.rows]
    about = about_list(table, columns, drafts)
    agree(drafts)
    choose(file, drafts, district, subdistrict)
    for draft in drafts:
        if not draft.exclusion and draft.level != level and (level != "all" or draft.level == "other"):
            draft.exclusion = "level"
    _duplicates(drafts)
    kept = [draft for draft in drafts if not draft.exclusion]
    for draft in kept:
        rows.locate(draft)
    _neighbours(kept)
    schools = tuple(rows.finish(draft) for draft in kept)
    spoken = [note for d in drafts if d.exclusion not in ("filter", "level") for note in d.notes()]
    excluded = Counter(draft.exclusion for draft in drafts)
    return ListReport(
        str(file), schools, (*about, *spoken), len(drafts), excluded["refused"], excluded["filter"], excluded["level"],
        excluded["merged"], columns.unknown, {name: columns.title(name) for name in columns.at},
    )  # fmt: skip


def _require(file: Path, columns: Columns, table: Table) -> None:
    """Refuse a list without NPSN, name or subdistrict, naming every column that is missing."""
    missing = [name for name in ("npsn", "name") if name not in columns.at]
    area = [name for name in ("subdistrict", "district") if name not in columns.at]
    if "subdistrict" in area and not _addresses_tell(columns, table):
        missing.append("subdistrict")
    if missing:
        missing = list(dict.fromkeys([*missing, *area]))
        allowed = {name: ", ".join(headers.SYNONYMS[name].split()[:4]) for name in missing}
        line = table.rows[0][0] if table.rows else None
        raise InputError(
            Issue(str(file), refusal("no_column"), line=1 if line else None, key=name, allowed=allowed[name],
                    given=", ".join(columns.titles[:12]), nearest=_nearest_header(name, columns))
            for name in missing
        )  # fmt: skip


def _nearest_header(name: str, columns: Columns) -> str:
    """An unread column whose title is nearly one of the field's names."""
    by_key = {names.key(title): title for title in columns.unknown}
    words = headers.SYNONYMS[name].split()
    close = (title for word in words for title in spelt_alike(names.key(word), by_key, 1, cutoff=0.75))
    return next((by_key[title] for title in close), "")


def _addresses_tell(columns: Columns, table: Table) -> bool:
    """Whether the addresses of the first rows name subdistricts."""
    addresses = columns.at.get("address", ())
    return any(names.area_of(cells[c]).subdistrict for _, cells in table.rows[:50] for c in addresses if c < len(cells))


def _duplicates(drafts: Sequence[SchoolDraft]) -> None:
    """Identical rows are taken once; one NPSN with two contents is refused in every row."""
    by_npsn: dict[str, list[SchoolDraft]] = defaultdict(list)
    for draft in drafts:
        if draft.npsn:
            by_npsn[draft.npsn].append(draft)
    for same in by_npsn.values():
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
    """Judge each point by the other schools of its subdistrict."""
    groups: dict[tuple[str, ...], list[SchoolDraft]] = defaultdict(list)
    for draft in kept:
        if draft.point is not None:
            group = (draft.code,) if draft.code else (names.key(draft.district), names.key(draft.subdistrict))
            groups[group].append(draft)
    for members in groups.values():
        verdicts = coordinates.far_from_others([d.point for d in members if d.point is not None])
        for draft, (kind, km) in zip(members, verdicts, strict=True):
            if kind:
                draft.say((kind, {"km": km, "subdistrict": draft.subdistrict}))
            if kind == "point_far":
                draft.point = None
        _shared(members)


def _shared(members: Iterable[SchoolDraft]) -> None:
    on = Counter(draft.point for draft in members)
    for draft in members:
        if draft.point is not None and on[draft.point] > 1:
            draft.say(("point_shared", {"count": on[draft.point]}))
