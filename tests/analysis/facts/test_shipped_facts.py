"""The shipped facts: their targets and sources are those of the evidence, their words stand in both languages."""

from __future__ import annotations

import csv
import re

import pytest
from catalogues import messages
from conftest import ROOT, none
from every_check import NO_REAL_LISTS

from kkgsim.analysis.facts.fact import Fact
from kkgsim.analysis.facts.library import FACTS, shipped_facts
from kkgsim.analysis.facts.words import short_name
from kkgsim.model.parameters import EVIDENCE
from kkgsim.model.registry import PARAMETERS

TABLE = ROOT.parent / "shared" / "evidence" / "stylised_facts.csv"
SAID: dict[str, tuple[float, ...]] = {
    "F9": (0.0,),  # a negative slope
    "F14": (1.0,),  # an order holds
    "F16": (1.0,),  # a pattern holds
    "F19": (0.0,),  # more meetings cost more
    "F22": (0.5, 0.7),  # about 0.6
    "F25": (0.5, 1.0),  # half of the clusters, at the shares that the quantities name; higher in Sumba
    "F27": (0.0,),  # three points around one per cent, but no less than nothing
    "F29": (172_500.0, 287_500.0),  # a quarter around Rp 230,000
    "F32": (0.0,),  # attendance is lost
    "F38": (125_000.0, 230_000.0),  # between the two figures of the fact
}
"""Bounds that the table says in words."""
NO_BOUND: dict[str, tuple[float, ...]] = {
    "F2": (0.05,),  # the tolerance of the levels
    "F4": (600.0, 10.0),  # schools
    "F22": (0.6,),
    "F25": (3.0, 5.0),  # the shares of BOS at which half of the clusters are looked at
    "F27": (3.0,),  # the tolerance
    "F29": (25.0, 230_000.0),
    "F34": (1.0,),  # of "1 : 2"
    "F35": (0.8, 1.14, 0.63, 0.5),  # how the pilots are to be read
    "F36": (2021.0, 2024.0),
}
"""Numbers of a target that are no bounds."""
MONTHS = (12.0, 24.0, 36.0, 120.0)
NAMES = {"seed:000": "janapria_study", "seed:001": "kkg_brief"}
"""Sources that have another key in kkgsim."""
ELSEWHERE = ("computed", "see parameters", "see parameters (evidence of November 2026)", "PGW*")
"""What the table has in the place of sources."""


def rows() -> dict[str, dict[str, str]]:
    """The rows of the evidence by number; skips where it is not beside this checkout."""
    if not TABLE.exists():
        pytest.skip(NO_REAL_LISTS)
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def numbers(text: str) -> list[float]:
    """The numbers of a text: ``1-4 %`` are two, ``230,000`` is one, and the 2 of F2 is none."""
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", text).replace("-", " ")
    return [float(number) for number in re.findall(r"(?<![A-Za-z.\d])\d+(?:\.\d+)?", plain)]


def bounds(fact: Fact) -> list[float]:
    """All ends of a fact's targets."""
    ends = [end for quantity in fact.judged if quantity.target for end in (quantity.target.low, quantity.target.high)]
    return [end for end in ends if end is not None]


def alike(first: float, second: float) -> bool:
    """Whether two numbers are the same, the second perhaps in per cent or with another sign."""
    return any(abs(first - sign * scale * second) < 1e-9 for sign in (1, -1) for scale in (1.0, 0.01))


def in_words(row: dict[str, str], bound: float) -> bool:
    """Whether the table names a bound, or a figure and a tolerance that give it."""
    targets, observed = numbers(row["target"]), numbers(row["number"])
    around = [scale * (figure + sign * tolerance) for scale in (1.0, 0.01) for figure in observed
              for tolerance in targets for sign in (1, -1)]  # fmt: skip
    return any(alike(bound, target) for target in targets) or any(abs(bound - end) < 1e-9 for end in around)


def test_every_fact_of_the_evidence_is_shipped_and_no_other() -> None:
    assert [short_name(name) for name in FACTS] == list(rows())


@pytest.mark.parametrize("name", shipped_facts())
def test_the_target_is_that_of_the_evidence(name: str) -> None:
    """Every bound is named in the table, and every number of the table's target is a bound."""
    fact, number = FACTS[name], short_name(name)
    row = rows()[number]
    said = (*SAID.get(number, ()),)
    none(f"{number}: {bound:g} is not in {row['target']!r}" for bound in bounds(fact)
         if not in_words(row, bound) and bound not in said)  # fmt: skip
    left = [target for target in numbers(row["target"]) if not any(alike(bound, target) for bound in bounds(fact))]
    none(f"{number}: no quantity has the {target:g} of {row['target']!r}" for target in left
         if target not in (*MONTHS, *NO_BOUND.get(number, ())))  # fmt: skip


@pytest.mark.parametrize("name", shipped_facts())
def test_the_sources_are_those_of_the_evidence(name: str) -> None:
    listed = [key.strip() for key in re.split("[;,]", rows()[short_name(name)]["source"])]
    wanted = {NAMES.get(key, key) for key in listed if key not in ELSEWHERE}
    assert wanted <= set(FACTS[name].sources)
    if not set(listed) & set(ELSEWHERE):
        assert wanted == set(FACTS[name].sources)


@pytest.mark.parametrize("name", shipped_facts())
def test_a_shipped_fact_says_everything_in_both_languages(name: str) -> None:
    fact = FACTS[name]
    labels = [fact.title, fact.observed, fact.note, fact.missing]
    labels += [text for quantity in fact.quantities.values() for text in (quantity.label, quantity.missing)]
    none(f"{name}: {text.en}" for text in labels if text is not None and (not text.id or text.en == text.id))
    reasons = {assumption.why for arm in fact.arms.values() for assumption in arm.scenario.assumptions}
    assert sorted(reasons - set(messages("id", EVIDENCE))) == []


@pytest.mark.parametrize("name", shipped_facts())
def test_a_shipped_fact_judges_something_and_assumes_conditions_only(name: str) -> None:
    fact = FACTS[name]
    assert fact.judged
    assert all(PARAMETERS[a.number].condition for arm in fact.arms.values() for a in arm.scenario.assumptions)


def test_conditions_are_no_numbers_of_learning() -> None:
    """How people learn, practise, feel and decide is in these files; what of it counts as a condition is hours, staff
    and leaving."""
    from kkgsim.model.registry import home_of

    people = (
        "attending",
        "inclining",
        "presence",
        "feeling",
        "learning",
        "networking",
        "practising",
        "leading",
        "standards",
    )
    named = [name for name, number in PARAMETERS.items() if number.condition]
    assert not [name for name in named if home_of(name).rsplit(".", 1)[-1] in people]
    assert {"teacher_leaves", "meeting_hours", "facilitator_days"} <= set(named)
    assert all(PARAMETERS[f"delay_{lever}"].condition for lever in ("facilitator_team", "monitoring"))
