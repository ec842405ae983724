"""The words of fact files in both languages: keys, and the names that a fact may choose from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from kkgsim.analysis.facts.fact import COLLEAGUES
from kkgsim.analysis.facts.statistics import STATISTICS
from kkgsim.config.vocabulary import Vocabulary
from kkgsim.i18n import Text
from kkgsim.model import entities
from kkgsim.model.costs import items as cost_items
from kkgsim.model.outcomes import GROUPS, OUTCOMES
from kkgsim.model.parameters import sources as all_sources
from kkgsim.places.profiles import PROFILES
from kkgsim.scenario import indonesian
from kkgsim.scenario.limits import LIMITS

NOT = "not_"
"""What stands before the name of a group where everybody else is meant."""
KEYS: Mapping[str, str] = {
    **indonesian.KEYS,
    # a fact and its arms
    "observed": "teramati", "sources": "sumber", "schools": "sekolah", "profile": "profil", "arm": "kelompok_uji",
    "quantity": "besaran", "note": "catatan", "missing": "belum_ada",
    # a quantity
    "label": "nama", "statistic": "statistik", "against": "dibanding", "outcome": "hasil", "items": "pos_biaya",
    "property": "sifat", "by": "menurut", "among": "di_antara", "from": "dari_bulan", "since": "sejak_bulan",
    "window": "rentang", "threshold": "ambang", "quantiles": "kuantil", "top": "teratas", "cuts": "batas",
    "noise": "galat", "sample": "murid_diuji", "of": "besaran_pertama", "to": "besaran_kedua", "order": "urutan",
    "target": "sasaran", "estimate": "hasil_ukur", "error": "galat_baku", "discrepancy": "selisih_model",
    "fitted": "dicocokkan", "above": "di_atas", "below": "di_bawah",
}  # fmt: skip
"""The keys of fact files and their Indonesian words, unlike each other within any one table."""
WINDOWS: Mapping[str, str] = {"mean": "rata_rata", "total": "jumlah"}
"""How the months of a window are put together."""


WINDOW = Vocabulary.of(WINDOWS, WINDOWS)
FITTED = Vocabulary.of(dict.fromkeys(("yes", "no")), {"yes": "ya", "no": "tidak"})
"""Whether the numbers of the model are fitted to a fact, or it is kept aside."""
MOST_MONTHS, MOST_SCHOOLS = LIMITS["months"][1], 100_000


@cache
def statistics() -> Vocabulary:
    """Every statistic."""
    words = {name: indonesian.word_of(statistic.label) for name, statistic in STATISTICS.items()}
    return Vocabulary({name: statistic.label for name, statistic in STATISTICS.items()}, words)


@cache
def groups(outcome: str) -> Vocabulary:
    """The groups of an outcome: those that are recorded, and everybody else of each."""
    named: dict[str, Text] = {}
    for name, group in GROUPS.items():
        if outcome not in OUTCOMES or OUTCOMES[outcome].over in group.members:
            named |= {name: group.label, f"{NOT}{name}": group.rest}
    return Vocabulary(named, {name: indonesian.word_of(label) for name, label in named.items()})


@cache
def items() -> Vocabulary:
    """Every item of the ledger."""
    return Vocabulary({name: item.cost.label for name, item in cost_items().items()})


@cache
def properties() -> Vocabulary:
    """Every property: ``<kind>.<attribute>``, ``colleagues.<attribute>`` of a teacher, and every outcome that is seen
    thing by thing."""
    names: dict[str, object] = {
        f"{kind}.{attribute.name}": attribute
        for kind, attributes in entities.KINDS.items() if kind != "calendar" for attribute in attributes
    }  # fmt: skip
    names |= {f"{COLLEAGUES}.{attribute.name}": attribute for attribute in entities.KINDS["teacher"]}
    return Vocabulary({**names, **OUTCOMES}, indonesian.outcomes().indonesian)


@cache
def sources() -> Vocabulary:
    """Every source."""
    return Vocabulary({key: Text(source.citation, source.citation) for key, source in all_sources().items()})


def profiles() -> Vocabulary:
    """Every set of published means that a place may take."""
    return Vocabulary({name: profile.title for name, profile in PROFILES.items()})


def named(names: Iterable[str]) -> Vocabulary:
    """Names that a file gives itself."""
    return Vocabulary(dict.fromkeys(names))


def short_name(name: str) -> str:
    """The number of a shipped fact, or the whole name of another."""
    head = name.partition("-")[0]
    return head.upper() if head[:1] == "f" and head[1:].isdigit() else name


def rank(name: str) -> tuple[int, str]:
    """What facts are ordered by: their numbers, then their names."""
    number = re.match(r"[a-z]*(\d+)", name)
    return int(number[1]) if number else 0, name


def numbered(names: Iterable[str]) -> str:
    """Facts by their short names in a line, in the order of their numbers."""
    return ", ".join(short_name(name) for name in sorted(names, key=rank))
