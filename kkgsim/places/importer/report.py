"""What an import did, for the person who asked for it: one page of text, and the full list as CSV."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from kkgsim.i18n import amount, tr
from kkgsim.i18n.escaping import csv_text, visible
from kkgsim.places.districts import districts_in, several
from kkgsim.places.importer.employment import CIVIL, CONTRACTED, estimated_note
from kkgsim.places.importer.notes import ListReport, Note
from kkgsim.places.place import Place
from kkgsim.places.place_io.files import NOTES

MOST_ASIDE = 20
"""Schools that were set aside and are named one by one."""


def _say(name: str, **details: object) -> str:
    return tr(f"import_{name}", **details)


def _number(value: float, digits: int = 0) -> str:
    """A number with no more digits than it needs."""
    return amount(round(value, digits))


def summary(report: ListReport, place: Place, extra: Sequence[Note], where: str, first: int = 3) -> str:
    """The report of an import as text; ``first`` notes of each kind, ``where`` all of them are, if anywhere."""
    counts = {name: _number(getattr(report, name)) for name in
              ("rows", "kept", "refused", "left_out", "filtered", "other_level", "merged", "set_aside")}  # fmt: skip
    notes = (*report.notes, *extra)
    blocks = [
        [_say("rows", path=report.path, **counts), _say("kept", **counts)],
        _block("list", [note for note in notes if note.row is None and not note.npsn], first),
        _block("refused", [note for note in notes if _placed(note) and note.action == "refused"], first),
        _block("repaired", [note for note in notes if _placed(note) and note.action == "repaired"], first),
        _block("kept_notes", [note for note in notes if _placed(note) and note.action == "kept"], first),
        _block("set_aside", [note for note in notes if note.action == "set_aside"], MOST_ASIDE),
        about_place(place),
        [_say("full", where=where)] if where else [],
    ]
    return "\n".join(visible(line) for block in blocks for line in block)


def _placed(note: Note) -> bool:
    return note.row is not None or bool(note.npsn)


def _block(title: str, notes: Iterable[Note], first: int) -> list[str]:
    """A heading and the first notes of each kind, with how many more there are."""
    kinds: dict[str, list[Note]] = defaultdict(list)
    for note in notes:
        kinds[note.kind].append(note)
    lines = [_say(title)] if kinds else []
    for same in kinds.values():
        lines.extend("  " + _line(note) for note in same[:first])
        if len(same) > first:
            lines.append("    " + _say("more", n=_number(len(same) - first)))
    return lines


def _line(note: Note) -> str:
    where = "" if note.row is None else _say("row", row=note.row) + " "
    return f"{where}{note.npsn + ': ' if note.npsn else ''}{note.text}"


def about_place(place: Place, most: int = 12) -> list[str]:
    """Clusters, what is not known of people, districts, core schools and distances of a place in a few lines."""
    sources = {school.cluster: school.cluster_source for school in place.schools}
    cores = [f"{school.name} ({school.cluster})" for school in place.schools if school.core]
    away = [school for school in place.schools if not school.core]
    listed = sum(source == "listed" for source in sources.values())
    lines = [_say("clusters", n=_number(len(sources)), listed=_number(listed),
                  proxy=_number(len(sources) - listed))]  # fmt: skip
    more = "; " + _say("more", n=_number(len(cores) - most)) if len(cores) > most else ""
    lines.append("  " + _say("cores", names="; ".join(cores[:most]) + more))
    if away:
        km = np.array([school.distance_km for school in away], np.float64)
        minutes = np.array([school.travel_minutes for school in away], np.float64)
        imputed = sum(school.distance_source == "imputed" for school in away)
        median, p90 = (_number(float(np.percentile(km, q)), 2) for q in (50, 90))
        lines.append("  " + _say("distance", median=median, p90=p90, imputed=imputed))
        lines.append("  " + _say("time", median=_number(float(np.median(minutes)), 1)))
    unknown = {what: sum(getattr(school, what) is None for school in place.schools) for what in ("teachers", "pupils")}
    if any(unknown.values()):
        counts = {what: _number(count) for what, count in unknown.items()}
        lines.append(_say("people", schools=_number(len(place.schools)), **counts))
    lines.append(_say("grades"))
    if CIVIL not in (own := {number.number for number in place.numbers}) and CONTRACTED not in own:
        lines += [str(estimated_note(name).text) for name in (CIVIL, CONTRACTED)]
    if several(place):
        lines.append(_say("districts", n=_number(districts_in(place))))
    return lines


def as_csv(notes: Iterable[Note]) -> str:
    """All notes as CSV text, in the columns of :data:`kkgsim.places.place_io.files.NOTES`."""
    return csv_text(
        NOTES, ((note.row, note.npsn, note.kind, note.action, note.text.en, note.text.id) for note in notes)
    )
