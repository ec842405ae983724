"""Random small places and random scenarios at them: what twin and package are both asked."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from kkgsim import open_place
from kkgsim.i18n import Text
from kkgsim.model.posterior import USUAL, Drawn
from kkgsim.places.place import Place, School
from kkgsim.scenario.scenario import Assumption, Budget, Change, Condition, Phase, Scenario, Target
from verification.twin.book import PAGES, book, number
from verification.twin.given import provinces
from verification.twin.policy import SEEN_BY_AN_OFFICE

PLACES = ("janapria", "sumba_remote", "lombok_tengah")
FEWEST_MONTHS = {"standards_met": 6, "minimum_share": 12}
MOST_MONTHS = 15
LIMITED = 0.1
"""Part of the scenarios with a policy in which the district has a budget."""
LEFT_ALONE = {"cluster_size_target", "cluster_size_min", "cluster_size_max"}
"""Numbers by which clusters are formed of a list of schools, before there is a place."""


@cache
def levers() -> dict[str, dict[str, Any]]:
    """By lever the range of each setting, its payers, and whether it can be aimed at clusters."""
    page = (PAGES / "levers.md").read_text(encoding="utf-8")
    found = {}
    for section in page.split("\n## ")[2:]:
        name = section.partition("\n")[0].strip()
        rows = re.findall(r"^\| `(\w+)` \| ([\d.]+) \| ([\d.]+) \|", section, re.M)
        payers = re.search(r"Payers: ([\w, ]+?) \(", section)
        assert payers
        found[name] = {
            "settings": {setting.removeprefix(f"{name}_"): (number(low), number(high)) for setting, low, high in rows},
            "payers": payers[1].split(", "),
            "aimed": "or those that a phase is aimed at" in section,
        }
    return found


def question(number_of_it: int) -> tuple[Scenario, Place]:
    """A scenario and a place, the same for the same number."""
    luck = np.random.default_rng((19, number_of_it))
    place = _place(luck)
    months = int(luck.integers(1, MOST_MONTHS + 1))
    scenario = Scenario(
        f"question-{number_of_it}", Text("", ""), Text("", ""), place.name, months, 1, int(luck.integers(2**32)),
        tuple(_policy(luck, months, place)), tuple(_assumptions(luck)), int(luck.integers(1, 13)),
        drawn=_drawn(float(luck.random())),
    )  # fmt: skip
    return _limited(luck, scenario) if scenario.policy and luck.random() < LIMITED else scenario, place


def _drawn(share: float) -> Drawn:
    """As usual (of the posterior that ships), else of the evidence, else the book's values."""
    return USUAL if share < 0.5 else share < 0.85


def _limited(luck: np.random.Generator, scenario: Scenario) -> Scenario:
    """The scenario with a ceiling, most levers paid by the district, and some of them to be covered first."""
    policy = tuple(
        replace(phase, payer="district")
        if "district" in levers()[phase.lever]["payers"] and luck.random() < 0.8 else phase
        for phase in scenario.policy
    )  # fmt: skip
    names = list(dict.fromkeys(phase.lever for phase in policy))
    first = luck.choice(names, int(luck.integers(0, len(names) + 1)), replace=False)
    ceiling = float(round(10.0 ** luck.uniform(5.5, 8.2)))
    return replace(scenario, policy=policy, budget=Budget(ceiling, tuple(str(name) for name in first)))


def _place(luck: np.random.Generator) -> Place:
    whole = open_place(str(luck.choice(PLACES)))
    first = int(luck.integers(len(whole.clusters)))
    names = [whole.clusters[(first + k) % len(whole.clusters)] for k in range(int(luck.integers(1, 5)))]
    schools = [school for school in whole.schools if school.cluster in names]
    bare, listed, lost = (luck.random() < chance for chance in (0.4, 0.3, 0.15))
    there = tuple(_school(school, luck, bare, listed, lost) for school in schools)
    profile = str(luck.choice(list(provinces()))) if luck.random() < 0.2 else whole.profile
    return replace(
        whole, name=f"part-of-{whole.name}", schools=there, profile=profile,
        circuity=float(luck.uniform(1.2, 2.0)) if luck.random() < 0.2 else whole.circuity,
    )  # fmt: skip


def _school(school: School, luck: np.random.Generator, bare: bool, listed: bool, lost: bool) -> School:
    """A school as it is, or with figures, a listed way, or without a point."""
    if bare and luck.random() < 0.5:
        school = replace(school, teachers=int(luck.integers(1, 16)), pupils=int(luck.integers(4, 400)))
    if listed and luck.random() < 0.5:
        school = replace(school, distance_source="listed")
    if lost and luck.random() < 0.3:
        school = replace(school, lat=None, lon=None, distance_source="imputed")
    return school


def _assumptions(luck: np.random.Generator) -> list[Assumption]:
    names = sorted(set(book()) - LEFT_ALONE)
    made = []
    for name in luck.choice(names, int(luck.integers(0, 7)) if luck.random() < 0.5 else 0, replace=False):
        of = book()[str(name)]
        value = float(luck.uniform(of.low, of.high))
        if of.distribution == "fixed" and float(of.value).is_integer() and of.low < of.high and of.high > 2:
            value = float(round(value))
        low, high = (of.low, of.high) if luck.random() < 0.5 and of.low < of.high else (value, value)
        made.append(Assumption(str(name), value, low, high, "at random"))
    return made


def _policy(luck: np.random.Generator, months: int, place: Place) -> list[Phase]:
    often = float(luck.choice([0.0, 0.15, 0.5, 1.0]))
    phases: list[Phase] = []
    for name, lever in levers().items():
        if luck.random() >= often:
            continue
        start = int(luck.integers(1, max(2, months // 2 + 1)))
        end = months if luck.random() < 0.6 else int(luck.integers(start, months + 1))
        phases.append(_phase(luck, name, lever, start, end, place, may_wait=True))
        if end < months and luck.random() < 0.5:
            again = int(luck.integers(end + 1, months + 1))
            phases.append(_phase(luck, name, lever, again, months, place, may_wait=phases[-1].when is None))
    return phases


def _phase(
    luck: np.random.Generator, name: str, lever: dict[str, Any], start: int, end: int, place: Place, *, may_wait: bool
) -> Phase:  # fmt: skip
    changes: tuple[Change, ...] = ()
    if end > start and luck.random() < 0.2:
        changes = (Change(int(luck.integers(start + 1, end + 1)), _values(luck, lever)),)
    when = _condition(luck) if may_wait and luck.random() < 0.2 else None
    until = _condition(luck) if may_wait and when is None and luck.random() < 0.2 else None
    to = _target(luck, place) if lever["aimed"] and luck.random() < 0.3 else None
    return Phase(name, start, end, _values(luck, lever), str(luck.choice(lever["payers"])), changes, to, when, until)


def _values(luck: np.random.Generator, lever: dict[str, Any]) -> dict[str, float]:
    kinds = luck.random(len(lever["settings"]))
    return {
        setting: 0.0 if kind < 0.3 else high if kind > 0.9 else round(float(luck.uniform(low, high)), 4)
        for kind, (setting, (low, high)) in zip(kinds, lever["settings"].items(), strict=True)
    }


def _condition(luck: np.random.Generator) -> Condition:
    outcome = str(luck.choice(list(SEEN_BY_AN_OFFICE)))
    line = {"meetings_held": 1.0, "standards_met": 2.0}.get(outcome, 0.5) * float(luck.uniform(0.3, 1.7))
    months = max(FEWEST_MONTHS.get(outcome, 1), int(luck.integers(1, 5)))
    return Condition(outcome, bool(luck.random() < 0.5), line, months)


def _target(luck: np.random.Generator, place: Place) -> Target:
    how = str(luck.choice(["neediest", "remotest", "clusters"]))
    if how == "clusters":
        many = int(luck.integers(1, len(place.clusters) + 1))
        return Target(how, clusters=tuple(str(c) for c in luck.choice(place.clusters, many, replace=False)))
    share = luck.random() < 0.5
    return Target(how, float(luck.uniform(0.05, 0.95)) if share else float(luck.integers(1, len(place.clusters) + 1)))
