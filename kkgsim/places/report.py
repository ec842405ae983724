"""What an import did, for the person who asked for it: one page of text, and the full list as CSV."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from kkgsim.escaping import csv_text, visible
from kkgsim.numbers import Label
from kkgsim.places.districts import districts_in, several
from kkgsim.places.files import NOTES
from kkgsim.places.notes import ListReport, Note
from kkgsim.places.place import Place

_LINES = {
    "rows": Label("{path}: {rows} rows", "{path}: {rows} baris"),
    "kept": Label(
        "  kept {kept}, refused {refused}, left out {left_out} ({filtered} other area, {other_level} other "
        "level, {merged} repeated)",
        "  diambil {kept}, ditolak {refused}, dilewati {left_out} ({filtered} wilayah lain, {other_level} "
        "jenjang lain, {merged} berulang)",
    ),
    "list": Label("About the list:", "Tentang daftar:"),
    "refused": Label("Refused rows:", "Baris yang ditolak:"),
    "repaired": Label("Repaired:", "Diperbaiki:"),
    "kept_notes": Label("Kept, with a remark:", "Diambil, dengan catatan:"),
    "row": Label("row {row}", "baris {row}"),
    "more": Label("... and {n} more", "... dan {n} lainnya"),
    "clusters": Label(
        "Clusters: {n}; {listed} from the list, {proxy} formed from distances (proxy; real ones follow villages)",
        "Gugus: {n}; {listed} dari daftar, {proxy} gugus perkiraan dari jarak (gugus nyata mengikuti desa)",
    ),
    "distance": Label(
        "Road to the core school: median {median} km, one in ten beyond {p90} km ({imputed} schools imputed)",
        "Jarak tempuh ke sekolah inti: nilai tengah {median} km, satu dari sepuluh sekolah di atas {p90} km "
        "({imputed} jarak taksiran)",
    ),
    "time": Label("Travel one way: median {median} minutes", "Waktu tempuh sekali jalan: nilai tengah {median} menit"),
    "people": Label(
        "Teachers and pupils: no figures for {teachers} and {pupils} of {schools} schools; estimated from their "
        "province's means. Where you know better, fill in schools.csv",
        "Guru dan murid: {teachers} dan {pupils} dari {schools} sekolah tanpa angka; ditaksir dari rata-rata "
        "provinsinya. Bila Anda punya angkanya, isilah di schools.csv",
    ),
    "districts": Label(
        "Districts: {n}; each is played by itself", "Kabupaten/kota: {n}; masing-masing disimulasikan sendiri"
    ),
    "cores": Label("Core schools: {names}", "Sekolah inti: {names}"),
    "full": Label("All notes: {where}", "Semua catatan: {where}"),
}


def _say(name: str, lang: str, **details: object) -> str:
    return _LINES[name][lang].format(**details)


def _number(value: float, lang: str, digits: int = 0) -> str:
    """A number as the language writes it: 1,234.5 or 1.234,5."""
    from babel.numbers import format_decimal

    return str(format_decimal(round(value, digits), locale="id_ID" if lang == "id" else "en_US"))


def summary(report: ListReport, place: Place, extra: Sequence[Note], lang: str, where: str, first: int = 3) -> str:
    """The report of an import as text; ``first`` notes of each kind, ``where`` all of them are."""
    counts = {name: _number(getattr(report, name), lang) for name in
              ("rows", "kept", "refused", "left_out", "filtered", "other_level", "merged")}  # fmt: skip
    notes = (*report.notes, *extra)
    blocks = [
        [_say("rows", lang, path=report.path, **counts), _say("kept", lang, **counts)],
        _block("list", [each for each in notes if each.row is None and not each.npsn], lang, first),
        _block("refused", [each for each in notes if _placed(each) and each.action == "refused"], lang, first),
        _block("repaired", [each for each in notes if _placed(each) and each.action == "repaired"], lang, first),
        _block("kept_notes", [each for each in notes if _placed(each) and each.action == "kept"], lang, first),
        about_place(place, lang),
        [_say("full", lang, where=where)],
    ]
    return "\n".join(visible(line) for block in blocks for line in block)


def _placed(each: Note) -> bool:
    return each.row is not None or bool(each.npsn)


def _block(title: str, notes: Iterable[Note], lang: str, first: int) -> list[str]:
    """A heading and the first notes of each kind, with how many more there are."""
    kinds: dict[str, list[Note]] = defaultdict(list)
    for each in notes:
        kinds[each.kind].append(each)
    lines = [_LINES[title][lang]] if kinds else []
    for same in kinds.values():
        lines.extend("  " + _line(each, lang) for each in same[:first])
        if len(same) > first:
            lines.append("    " + _say("more", lang, n=_number(len(same) - first, lang)))
    return lines


def _line(each: Note, lang: str) -> str:
    where = "" if each.row is None else _say("row", lang, row=each.row) + " "
    return f"{where}{each.npsn + ': ' if each.npsn else ''}{each.text[lang]}"


def about_place(place: Place, lang: str, most: int = 12) -> list[str]:
    """Clusters, what is not known of people, districts, core schools and distances of a place in a few lines."""
    sources = {school.cluster: school.cluster_source for school in place.schools}
    cores = [f"{school.name} ({school.cluster})" for school in place.schools if school.core]
    away = [school for school in place.schools if not school.core and school.distance_km is not None]
    listed = sum(source == "listed" for source in sources.values())
    lines = [_say("clusters", lang, n=_number(len(sources), lang), listed=_number(listed, lang),
                  proxy=_number(len(sources) - listed, lang))]  # fmt: skip
    more = "; " + _say("more", lang, n=_number(len(cores) - most, lang)) if len(cores) > most else ""
    lines.append("  " + _say("cores", lang, names="; ".join(cores[:most]) + more))
    if away:
        km = np.array([school.distance_km for school in away], np.float64)
        minutes = np.array([school.travel_minutes or 0.0 for school in away], np.float64)
        imputed = sum(school.distance_source == "imputed" for school in away)
        median, p90 = (_number(float(np.percentile(km, q)), lang, 2) for q in (50, 90))
        lines.append("  " + _say("distance", lang, median=median, p90=p90, imputed=imputed))
        lines.append("  " + _say("time", lang, median=_number(float(np.median(minutes)), lang, 1)))
    unknown = {what: sum(getattr(school, what) is None for school in place.schools) for what in ("teachers", "pupils")}
    if any(unknown.values()):
        counts = {what: _number(count, lang) for what, count in unknown.items()}
        lines.append(_say("people", lang, schools=_number(len(place.schools), lang), **counts))
    if several(place):
        lines.append(_say("districts", lang, n=_number(districts_in(place), lang)))
    return lines


def as_csv(notes: Iterable[Note]) -> str:
    """All notes as CSV text, in the columns of :data:`kkgsim.places.files.NOTES`."""
    return csv_text(
        NOTES, ((each.row, each.npsn, each.kind, each.action, each.text.en, each.text.id) for each in notes)
    )
