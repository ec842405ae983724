"""One area out of a list: a district, a subdistrict, never two by mistake."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from kkgsim.errors import InputError, Issue, spelt_alike
from kkgsim.i18n import Text, refusal
from kkgsim.places.importer import names
from kkgsim.places.importer.rows import SchoolDraft


def choose(file: Path, drafts: Sequence[SchoolDraft], district: str | None, subdistrict: str | None) -> None:
    """Mark the rows outside the wanted area as left out.

    Raises ``InputError`` where a name fits nothing (with the nearest names) or two areas (naming
    them all).
    """
    if district is not None:
        _one_district(file, [d for d in drafts if _fits_district(d, district)], drafts, district)
    if subdistrict is not None:
        within = [d for d in drafts if district is None or _fits_district(d, district)]
        _one_subdistrict(file, [d for d in within if _fits(d, subdistrict)], within, subdistrict)
    for draft in drafts:
        here = (district is None or _fits_district(draft, district)) and (
            subdistrict is None or _fits(draft, subdistrict)
        )
        if not here and (draft.subdistrict or draft.code or not draft.exclusion):
            draft.exclusion = "filter"


def _bare(district: str) -> str:
    return names.key(district.removeprefix("Kab. ").removeprefix("Kota "))


def _fits_district(draft: SchoolDraft, wanted: str) -> bool:
    name = names.district_name(" ".join(wanted.split()))
    return names.key(name) in (names.key(draft.district), _bare(draft.district)) and bool(draft.district)


def _fits(draft: SchoolDraft, wanted: str) -> bool:
    name = names.subdistrict_name(" ".join(wanted.split()))
    return bool(name) and (names.key(name) == names.key(draft.subdistrict) or name == draft.code)


def _one_district(file: Path, matching: Sequence[SchoolDraft], drafts: Sequence[SchoolDraft], wanted: str) -> None:
    areas = sorted({draft.district for draft in matching})
    if len({names.key(area) for area in areas}) > 1:
        raise _problem(file, "district", wanted, refusal("two_districts"), "; ".join(areas))
    if not matching:
        raise _nothing(file, "district", wanted, {draft.district for draft in drafts})


def _one_subdistrict(file: Path, matching: Sequence[SchoolDraft], drafts: Sequence[SchoolDraft], wanted: str) -> None:
    areas = {(names.key(d.district) or d.code): f"{d.subdistrict}, {d.district or d.code}" for d in matching}
    if len(areas) > 1:
        raise _problem(file, "subdistrict", wanted, refusal("two_subdistricts"), "; ".join(sorted(areas.values())))
    if not matching:
        raise _nothing(file, "subdistrict", wanted, {draft.subdistrict for draft in drafts})


def _problem(file: Path, key: str, given: str, what: Text, allowed: str, nearest: str = "") -> InputError:
    return InputError([Issue(str(file), what, key=key, given=given, allowed=allowed, nearest=nearest)])


def _nothing(file: Path, key: str, wanted: str, known: Iterable[str]) -> InputError:
    names = list({name.lower(): name for name in sorted(known) if name}.values())
    full = {name: name for name in names} | {name.removeprefix("Kab. ").removeprefix("Kota "): name for name in names}
    near = list(dict.fromkeys(full[close] for close in spelt_alike(wanted, full)))
    some = ", ".join(names[:12]) + (", ..." if len(names) > 12 else "")
    what = refusal(f"none_in_{key}" if names else f"names_no_{key}")
    return _problem(file, key, wanted, what, some, " / ".join(near))
