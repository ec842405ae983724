"""The quick checks of ``python -m verification`` hold, and a rule broken on purpose is noticed by one of them."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from conftest import ROOT

from kkgsim.model.rules import FILES

sys.path.insert(0, str(ROOT))
from verification import __main__ as verification
from verification import closed_forms, limits
from verification.check import Check

sys.path.remove(str(ROOT))

BROKEN: dict[str, tuple[str, Callable[..., Any], Callable[[], Check]]] = {
    "e to the wrong power": ("arithmetic.logistic", lambda x: 1.0 / (1.0 + 2.0**-x), closed_forms.constant_utility),
    "absence forgotten": ("presence.presence", lambda teacher, district, n: 1.0, closed_forms.constant_utility),
    "learning beyond who teaches": (
        "learning.gain", lambda level, up_to, rate: rate * (up_to - level) * 1.01, closed_forms.geometric_learning,
    ),
    "fading too fast": (
        "learning.faded", lambda level, start, rate: level - 1.001 * rate * (level - start),
        closed_forms.decay_of_knowledge,
    ),
    "reversion without the principal": (
        "practising.lost", lambda teacher, school, cluster, n: n.revert_rate * (teacher.practice - teacher.routine),
        closed_forms.decay_of_practice,
    ),
    "peers who see themselves": ("networking.gained", lambda teacher: teacher.practice, closed_forms.diffusion),
    "no fade of children's gains": ("cohorts.kept_a_month", lambda n: 1.0, closed_forms.cohorts_that_fade),
    "a year that begins in August": (
        "cohorts.years_begun", lambda calendar: 1.0 if calendar.month == 8.0 else 0.0, closed_forms.cohorts_that_fade,
    ),
    "a standard that jumps": ("standards.moved", lambda level, goal, n: goal, closed_forms.standard_approaches),
    "food for those expected": (
        "financing.food_for", lambda guests, cluster, n: 25_000.0 * max(guests, 20.0), limits.nobody_comes,
    ),
    "a quarter never comes": (
        "attending.can_come", lambda teacher, school, cluster, online, n: 0.75, limits.everybody_comes,
    ),
    "a way where there is none": ("scheduling.way_of", lambda school, cluster: 1.0, limits.no_distance),
    "a purse that leaks": ("financing.draw_down", lambda cluster, grant, bosda, bos: None, limits.accounts_close),
    "meetings half paid": (
        "financing.money_for_each", lambda cluster, calendar, n: 0.5 * 25_000.0 * max(cluster.present, 1.0),
        limits.endless_money,
    ),
}  # fmt: skip
"""Rules broken on purpose, and the check that has to notice."""


def modules() -> Iterator[Any]:
    """Every module of rules."""
    for name in ("arithmetic", *FILES):
        yield importlib.import_module(f"kkgsim.model.rules.{name}")


@pytest.mark.parametrize("make", verification.QUICK, ids=lambda make: make.__name__)
def test_it_holds(make: Callable[[], Check]) -> None:
    check = make()
    assert check.holds, f"{check.claim}: off by {check.off} {check.unit}"


@pytest.mark.parametrize("name", BROKEN)
def test_a_rule_broken_on_purpose_is_noticed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rule, broken, check = BROKEN[name]
    home, function = rule.split(".")
    original = getattr(importlib.import_module(f"kkgsim.model.rules.{home}"), function)
    for module in modules():
        for own, value in list(vars(module).items()):
            if value is original:
                monkeypatch.setattr(module, own, broken)
    assert not check().holds


def test_every_quick_check_can_fail() -> None:
    """Each of them notices at least one of the breaks, but for the one about names, which no rule reads."""
    noticed = {check.__name__ for _, _, check in BROKEN.values()}
    assert {make.__name__ for make in verification.QUICK} - noticed == {"names_do_not_matter"}


def test_the_table_that_is_kept_has_every_check_with_its_picture() -> None:
    page = verification.PAGE.read_text(encoding="utf-8")
    rows = re.findall(r"^\| \[([^\]]+)\]\(pictures/([^)]+)\) .*\| \*\*(.*)\*\* \|$", page, re.M)
    assert len(rows) == len(verification.ALL)
    assert {verdict for *_, verdict in rows} == {"holds"}
    assert {picture for _, picture, _ in rows} == {path.name for path in verification.PICTURES.glob("*.png")}


def test_what_is_no_number_does_not_hold() -> None:
    assert not Check("x", "", "", float("nan"), 1.0, "", lambda axes: None).holds
