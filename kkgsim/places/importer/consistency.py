"""Rows of one list brought into agreement: codes that are codes, one spelling for one area."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from kkgsim.places.importer import names
from kkgsim.places.importer.headers import Columns
from kkgsim.places.importer.levels import level_of, status_of
from kkgsim.places.importer.notes import Note, note
from kkgsim.places.importer.rows import SchoolDraft
from kkgsim.places.importer.table import Table

MOST_NAMES = 3
"""More names than this under one code, and the column holds no codes of subdistricts."""


def about_list(tables: Sequence[Table], columns: Sequence[Columns], drafts: Sequence[SchoolDraft]) -> list[Note]:
    """Notes that concern the list as a whole; codes that are no subdistrict's are set aside."""
    about = [note(None, "", kind, **details) for table in tables for kind, details in table.remarks]
    unknown = dict.fromkeys(name for each in columns for name in each.unknown)
    if unknown:
        about.append(note(None, "", "unknown_columns", names=", ".join(unknown)))
    if twice := dict.fromkeys(name for each in columns for name in each.twice):
        about.append(note(None, "", "columns_twice", names=", ".join(twice)))
    if not any("district" in each.at for each in columns) and not any(draft.district for draft in drafts):
        about.append(note(None, "", "no_district"))
    first = columns[0]
    if "staff" in first.at and "teachers" not in first.at and "teachers_m" not in first.at:
        about.append(note(None, "", "staff_as_teachers", column=first.title("staff")))
    about.extend(_not_understood(drafts))
    return about + _codes_ignored(first, drafts)


def _not_understood(drafts: Sequence[SchoolDraft]) -> list[Note]:
    """Columns of levels and of statuses with words, or codes, that nobody knows."""
    about = []
    for name, reads in (("level", level_of), ("status", status_of)):
        odd = Counter(value for draft in drafts if (value := draft.raw(name)) and not reads(value))
        if odd:
            title = next(draft.columns.title(name) for draft in drafts if name in draft.columns.at)
            values = ", ".join(sorted(odd, key=lambda value: (-odd[value], value))[:5])
            about.append(note(None, "", "not_understood", column=title, values=values, count=sum(odd.values())))
    return about


def _codes_ignored(columns: Columns, drafts: Sequence[SchoolDraft]) -> list[Note]:
    under = defaultdict(set)
    for draft in drafts:
        if draft.code and draft.subdistrict:
            under[draft.code].add(names.key(draft.subdistrict))
    if not any(len(spellings) > MOST_NAMES for spellings in under.values()):
        return []
    for draft in drafts:
        draft.code = ""
    return [note(None, "", "codes_ignored", column=columns.title("code"))]


def agree(drafts: Sequence[SchoolDraft]) -> None:
    """Prefixes, codes, gaps and spellings of all rows brought into agreement, repairs remarked."""
    _prefixed(drafts)
    _settle_codes(drafts)
    _filled(drafts)
    _same_district(drafts)
    _one_spelling(drafts)


def _settle_codes(drafts: Sequence[SchoolDraft]) -> None:
    """A row without a code takes the one its subdistrict has elsewhere in the list."""
    codes: dict[tuple[str, str], set[str]] = defaultdict(set)
    for draft in drafts:
        if draft.code and draft.subdistrict:
            codes[_area(draft)].add(draft.code)
    for draft in drafts:
        known = codes.get(_area(draft), set())
        if not draft.code and len(known) == 1:
            draft.code = next(iter(known))
            draft.say(("code_filled", {"used": draft.code}))


def _area(draft: SchoolDraft) -> tuple[str, str]:
    return (names.key(draft.district), names.key(draft.subdistrict))


def _one_spelling(drafts: Sequence[SchoolDraft]) -> None:
    """One spelling of each subdistrict, district and province: the most frequent, then the first in
    the alphabet.

    What is one area is told by its code (two digits the province, four the district, six the
    subdistrict), else by its letters.
    """
    for attribute, digits in (("province", 2), ("district", 4), ("subdistrict", 6)):
        spellings: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        for draft in drafts:
            spellings[_same(draft, attribute, digits)][getattr(draft, attribute)] += 1
        for draft in drafts:
            counted = spellings[_same(draft, attribute, digits)]
            if len(counted) > 1:
                _respell(draft, attribute, min((n for n in counted if n), key=lambda name: (-counted[name], name)))


def _same(draft: SchoolDraft, attribute: str, digits: int) -> tuple[str, ...]:
    """What the rows of one area share."""
    letters = names.key(getattr(draft, attribute))
    if attribute == "subdistrict":
        return (draft.code,) if draft.code else (names.key(draft.district), letters)
    return (draft.code[:digits], letters)  # one code, two names: a split district, not a spelling


def _respell(draft: SchoolDraft, attribute: str, used: str) -> None:
    given = getattr(draft, attribute)
    if given != used:
        setattr(draft, attribute, used)
        draft.say(("spelling", {"given": given, "used": used}) if given else None)


def _prefixed(drafts: Sequence[SchoolDraft]) -> None:
    """Bare districts given the one prefix that their name has elsewhere in the list."""
    full: dict[str, set[str]] = defaultdict(set)
    for draft in drafts:
        if draft.district.startswith(("Kab. ", "Kota ")):
            full[names.key(draft.district.split(" ", 1)[1])].add(draft.district)
    for draft in drafts:
        known = full.get(names.key(draft.district), set())
        if len({names.key(name) for name in known}) == 1:
            _respell(draft, "district", min(known))


def _same_district(drafts: Sequence[SchoolDraft]) -> None:
    """An empty district taken from the other schools of the subdistrict, where all that say one say the same."""
    known: dict[str, set[str]] = defaultdict(set)
    for draft in drafts:
        if draft.district and draft.subdistrict:
            known[names.key(draft.subdistrict)].add(draft.district)
    for draft in drafts:
        candidates = known.get(names.key(draft.subdistrict), set())
        if not draft.district and len({names.key(name) for name in candidates}) == 1:
            draft.district = min(candidates)
            draft.say(("district_as_others", {"used": draft.district, "subdistrict": draft.subdistrict}))


def _filled(drafts: Sequence[SchoolDraft]) -> None:
    """An empty district or province taken from the code, where all other rows of it say the same."""
    for attribute, digits in (("district", 4), ("province", 2)):
        known: dict[str, set[str]] = defaultdict(set)
        for draft in drafts:
            if draft.code and getattr(draft, attribute):
                known[draft.code[:digits]].add(getattr(draft, attribute))
        for draft in drafts:
            candidates = known.get(draft.code[:digits], set()) if draft.code else set()
            if not getattr(draft, attribute) and len({names.key(name) for name in candidates}) == 1:
                setattr(draft, attribute, min(candidates))
                draft.say(("area_filled", {"used": min(candidates), "code": draft.code}))
