"""Who of a list's teachers is a civil servant (PNS), on a government contract (PPPK) or neither: from columns that
count them, or from a list of teachers in which each has a status. The shares become the place's own numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from kkgsim.i18n import percent
from kkgsim.i18n.text import Text
from kkgsim.model.registry import PARAMETERS
from kkgsim.places.importer import cells
from kkgsim.places.importer.notes import Note, note
from kkgsim.places.importer.rows import SchoolDraft

Status = Literal["pns", "pppk", "asn", "contract", ""]
CIVIL, CONTRACTED = "permanent_share", "pppk_share"
"""The numbers of the model that say who is what."""
COUNTED: tuple[Status, ...] = ("pns", "pppk", "asn", "contract")
_WORDS: tuple[tuple[Status, re.Pattern[str]], ...] = (
    ("contract", re.compile(r"\bNON\b|HONOR|\bG\.?T\.?T\b|\bP\.?T\.?T\b|\bG\.?T\.?Y\b|\bP\.?T\.?Y\b|GTTY|YAYASAN|"
                            r"TIDAK TETAP|SUKWAN|SUKARELA|WIYATA|BAKTI|\bGURU BANTU\b|\bKONTRAK\b|\bTHL\b")),
    ("pppk", re.compile(r"PPPK|\bP ?3 ?K\b|PERJANJIAN KERJA")),
    ("pns", re.compile(r"\bC?PNS\b|PEGAWAI NEGERI")),
    ("asn", re.compile(r"\bASN\b|APARATUR SIPIL")),
)  # fmt: skip
_TEACHING = re.compile(r"GURU|PENDIDIK\b|KEPALA|\bKEPSEK\b|\bKS\b", re.I)
_NOT_TEACHING = re.compile(r"KEPENDIDIKAN|PERPUS|TATA USAHA|OPERATOR|ADMINISTRASI|PENJAGA", re.I)


def employment_of(word: str) -> Status:
    """What a cell says of a teacher's status: a civil servant ("pns"; "asn" where it is not said of which kind), on a
    government contract ("pppk"), on any other contract or none ("contract"), "" where it does not tell."""
    plain = " ".join(re.sub(r"[-_/]", " ", word.upper()).split())
    return next((status for status, pattern in _WORDS if pattern.search(plain)), "")


@dataclass(frozen=True)
class Employment:
    """What a list tells of its teachers' status: the place's ``own`` numbers, and what is to be said."""

    own: Mapping[str, float] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


def gather(drafts: Sequence[SchoolDraft]) -> list[Note]:
    """Make one school of the rows of its teachers, where each row of a list is a teacher with a status, and count
    them."""
    people = [draft for draft in drafts if draft.raw("employment") and not draft.exclusion and draft.npsn]
    at_school: dict[str, list[SchoolDraft]] = defaultdict(list)
    for draft in people:
        at_school[draft.npsn].append(draft)
    if len(at_school) == len(people):
        return []
    for rows in at_school.values():
        teaching = [draft for draft in rows if _teaches(draft.raw("duty"))]
        rows[0].taught_by = tuple(draft.raw("employment") for draft in teaching)
        rows[0].remarks = [remark for remark in rows[0].remarks if remark is not None]
        for other in rows[1:]:
            other.exclusion, other.remarks = "merged", []
    return [note(None, "", "teachers_gathered", count=len(people), schools=len(at_school))]


def _teaches(duty: str) -> bool:
    """Whether whoever has such a duty teaches; where nothing is said, she does."""
    return not duty.strip() or (bool(_TEACHING.search(duty)) and not _NOT_TEACHING.search(duty))


def employment(kept: Sequence[SchoolDraft]) -> Employment:
    """Who is what among the teachers of the schools that are kept."""
    counts, odd = Counter[Status](), Counter[str]()
    for draft in kept:
        for word in draft.taught_by:
            status = employment_of(word)
            counts[status] += bool(status)
            if not status:
                odd[word] += 1
        for status in COUNTED:
            counts[status] += _count(draft.raw(status))
    names = [name for name in ("employment", *COUNTED) if any(name in draft.columns.at for draft in kept)]
    columns = ", ".join(dict.fromkeys(_title(kept, name) for name in names))
    notes = []
    if odd:
        values = ", ".join(sorted(odd, key=lambda value: (-odd[value], value))[:5])
        column = _title(kept, "employment")
        notes.append(note(None, "", "not_understood", column=column, values=values, count=sum(odd.values())))
    civil = counts["pns"] + counts["pppk"] + counts["asn"]
    if not civil + counts["contract"]:
        return Employment({}, tuple(notes))
    return _shares(counts, civil, columns, notes)


def _shares(counts: Counter[Status], civil: int, columns: str, notes: list[Note]) -> Employment:
    """The shares, where both sides of each are counted, and what is said of them."""
    shares: dict[str, float] = {}
    if civil and counts["contract"]:
        shares[CIVIL] = civil / (civil + counts["contract"])
    if counts["pppk"] and counts["pns"] and not counts["asn"]:
        shares[CONTRACTED] = counts["pppk"] / civil
    seen = {name: counts[name] for name in ("pns", "pppk", "contract")}
    notes.append(note(None, "", "teachers_status", columns=columns, asn=counts["asn"], **seen))
    own = {}
    for name, share in shares.items():
        number = PARAMETERS[name]
        own[name] = round(min(max(share, number.low), number.high), 4)
        ends = {"low": _percent(number.low), "high": _percent(number.high)}
        kind = "status_share" if number.low <= share <= number.high else "status_share_beyond"
        notes.append(note(None, "", kind, what=number.meaning, share=_percent(share), used=_percent(own[name]), **ends))
    notes += [estimated_note(name) for name in (CIVIL, CONTRACTED) if name not in own]
    return Employment(own, tuple(notes))


def estimated_note(name: str) -> Note:
    """That a share is not in the list, and what is taken for it, from where."""
    number = PARAMETERS[name]
    return note(
        None, "", "status_estimated", what=number.meaning, share=_percent(number.value),
        sources=", ".join(source for source in number.sources if source != "ASM"), number=name,
    )  # fmt: skip


def _percent(share: float) -> Text:
    """A share in words, in the language in which it is read."""
    return Text.of(lambda: percent(share))


def _count(cell: str) -> int:
    """Teachers in a cell; a blank, and what is no number, counts nobody."""
    value = cells.number(cell.strip()) if cell.strip() else None
    return int(value) if value is not None and 0 <= value <= cells.MOST_TEACHERS and value.is_integer() else 0


def _title(kept: Sequence[SchoolDraft], name: str) -> str:
    """The header of a field as the list writes it."""
    return next((draft.columns.title(name) for draft in kept if name in draft.columns.at), name)
