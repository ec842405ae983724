"""Scenario and study files in Indonesian: the word that may stand for each key, lever, setting, payer and outcome.

Names of things follow from their labels by one rule (:func:`word_of`); the keys of files are declared in :data:`KEYS`.
What kkgsim writes itself has English keys.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from kkgsim.config.vocabulary import Vocabulary
from kkgsim.i18n import Text
from kkgsim.model.levers import all_levers, all_settings
from kkgsim.model.levers.lever import PAYERS, Lever
from kkgsim.model.outcomes import OUTCOMES, SEEN_BY_AN_OFFICE

KEYS: Mapping[str, str] = {
    # a scenario
    "title": "judul", "about": "keterangan", "place": "tempat", "first_month": "bulan_awal", "months": "bulan",
    "replicates": "ulangan", "seed": "angka_acak", "numbers": "angka", "policy": "kebijakan", "assumptions": "asumsi",
    # the budget of its district
    "budget": "anggaran", "ceiling": "pagu", "priority": "prioritas", "price_year": "tahun_harga",
    # a phase of its policy, and a change in it
    "lever": "pilihan", "start": "mulai", "end": "selesai", "payer": "pembayar", "change": "perubahan",
    "month": "bulan", "to": "kepada", "when": "bila", "until": "hingga",
    # whom it is aimed at, and what it waits for
    "neediest": "paling_membutuhkan", "remotest": "paling_terpencil", "below": "di_bawah", "above": "di_atas",
    "after_months": "setelah_bulan", "outcome": "hasil",
    # an assumption
    "value": "nilai", "low": "terendah", "high": "tertinggi", "why": "alasan",
    # a study
    "scenario": "skenario", "clusters": "gugus", "outcomes": "hasil", "design": "rancangan", "vary": "variasi",
    "luck": "kebetulan",
    # its design
    "method": "cara", "samples": "sampel", "file": "berkas",
    # what varies
    "setting": "pengaturan", "number": "angka", "values": "nilai", "steps": "langkah", "distribution": "sebaran",
    "mode": "puncak", "group": "kelompok", "group_by": "kelompok_menurut",
}  # fmt: skip
"""The keys of files and their Indonesian words, unlike each other within any one table."""
MANY_KEYS: Mapping[str, str] = {"numbers": "daftar_angka", "settings": "daftar_pengaturan", "levers": "daftar_pilihan"}
"""The words of keys that ask for many factors at once, where there are keys for a single one beside them."""
VALUES: Mapping[str, str] = {
    "book": "buku", "drawn": "diundi", "prior": "bukti", "posterior": "hasil_pencocokan",
    "all": "semua", "end": "akhir", "shared": "bersama", "own": "sendiri",
    "grid": "kisi", "points": "titik", "uniform": "seragam",
    "triangular": "segitiga", "double_triangular": "segitiga_ganda",
    "home": "berkas", "grade": "mutu_bukti", "lever": "pilihan",
}  # fmt: skip
"""Fixed values and their Indonesian words."""
_BRACKETS = re.compile(r"\s*\(.*?\)")


def word_of(label: Text) -> str:
    """The name that follows from an Indonesian label: small letters and digits, ``_`` between words, nothing of what
    stands in brackets."""
    return "_".join(re.findall(r"[a-z0-9]+", _BRACKETS.sub("", label.id).lower()))


def values(*names: str) -> Vocabulary:
    """Fixed values of a key."""
    return Vocabulary.of(names, VALUES)


@cache
def levers() -> Vocabulary:
    """Every lever."""
    return Vocabulary(all_levers(), {name: word_of(lever.label) for name, lever in all_levers().items()})


def settings_of(lever: Lever) -> Vocabulary:
    """The settings of a lever by their short names, as a phase of it names them."""
    return Vocabulary(
        {setting.name: setting for setting in lever.settings},
        {setting.name: word_of(setting.label) for setting in lever.settings},
    )


@cache
def settings() -> Vocabulary:
    """Every setting by its full name, as a study names it: ``<lever>_<setting>`` in either language."""
    return Vocabulary(
        all_settings(),
        {
            f"{lever.name}_{setting.name}": f"{word_of(lever.label)}_{word_of(setting.label)}"
            for lever in all_levers().values()
            for setting in lever.settings
        },
    )


def payers(lever: Lever | None = None) -> Vocabulary:
    """Everybody who may pay, for a lever if one is given, its usual payer first."""
    names = PAYERS if lever is None else lever.payers
    return Vocabulary({name: PAYERS[name] for name in names}, {name: word_of(PAYERS[name]) for name in names})


@cache
def outcomes() -> Vocabulary:
    """Every outcome."""
    return Vocabulary(OUTCOMES, {name: word_of(outcome.label) for name, outcome in OUTCOMES.items()})


@cache
def outcomes_seen() -> Vocabulary:
    """The outcomes that an office can see."""
    seen = {name: OUTCOMES[name] for name in SEEN_BY_AN_OFFICE}
    return Vocabulary(seen, {name: word_of(outcome.label) for name, outcome in seen.items()})
