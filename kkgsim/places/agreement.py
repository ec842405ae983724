"""Rows of one list brought into agreement: codes that are codes, one spelling for one area."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from kkgsim.places import names
from kkgsim.places.headers import Columns
from kkgsim.places.notes import Note, note
from kkgsim.places.rows import Draft
from kkgsim.places.tables import Table

MOST_NAMES = 3
"""More names than this under one code, and the column holds no codes of subdistricts."""


def about_list(table: Table, columns: Columns, drafts: Sequence[Draft]) -> list[Note]:
    """Notes that concern the list as a whole; codes that are no subdistrict's are set aside."""
    about = [note(None, "", kind, name=detail) for kind, detail in table.remarks]
    if columns.unknown:
        about.append(note(None, "", "unknown_columns", names=", ".join(columns.unknown)))
    if "district" not in columns.at and not any(draft.district for draft in drafts):
        about.append(note(None, "", "no_district"))
    if "staff" in columns.at and "teachers" not in columns.at and "teachers_m" not in columns.at:
        about.append(note(None, "", "staff_as_teachers", column=columns.title("staff")))
    under = defaultdict(set)
    for draft in drafts:
        if draft.code and draft.subdistrict:
            under[draft.code].add(names.key(draft.subdistrict))
    if any(len(found) > MOST_NAMES for found in under.values()):
        about.append(note(None, "", "codes_ignored", column=columns.title("code")))
        for draft in drafts:
            draft.code = ""
    return about


def settle_codes(drafts: Sequence[Draft]) -> None:
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


def _area(draft: Draft) -> tuple[str, str]:
    return (names.key(draft.district), names.key(draft.subdistrict))


def one_spelling(drafts: Sequence[Draft]) -> None:
    """Under one code one spelling of subdistrict, district and province: the most frequent."""
    for attribute, digits in (("subdistrict", 6), ("district", 4), ("province", 2)):
        spellings: dict[str, Counter[str]] = defaultdict(Counter)
        for draft in drafts:
            if draft.code and getattr(draft, attribute):
                spellings[draft.code[:digits]][getattr(draft, attribute)] += 1
        best = {
            code: min(c, key=lambda name: (-c[name], name)) for code, c in spellings.items() if len(c) > 1
        }
        for draft in drafts:
            used, given = best.get(draft.code[:digits]) if draft.code else None, getattr(draft, attribute)
            if used is None or used == given:
                continue
            if given and names.key(used) != names.key(given) and attribute != "subdistrict":
                continue
            setattr(draft, attribute, used)
            draft.say(("spelling", {"given": given, "used": used}) if given else None)
