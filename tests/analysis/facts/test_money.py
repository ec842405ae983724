"""The ledger against what things really cost, kept in docs/costs_today.md."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from typing import Any

import pytest
from conftest import ROOT, none

import kkgsim
from kkgsim.analysis.facts.evaluate import IN_TARGET
from kkgsim.analysis.facts.library import MONEY, money_facts, shipped_facts
from kkgsim.analysis.facts.result import Validation

EXPLAINED = {"m5-dues": "One disputed case", "m6-levy-on-bos": "The levies were disputed"}
"""Facts that are further from their source than a quarter, and how the explanation begins."""


def _maker() -> Any:
    """docs/make_costs.py, which is no module of the package."""
    spec = spec_from_file_location("make_costs", ROOT / "docs" / "make_costs.py")
    assert spec is not None
    assert spec.loader is not None
    made = sys.modules["make_costs"] = module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture(scope="module")
def today() -> Validation:
    return kkgsim.validate(MONEY, draws=0, workers=2)


def test_the_page_is_what_the_ledger_says_today(today: Validation) -> None:
    """After a change that is meant to change results: ``python docs/make_costs.py``."""
    maker = _maker()
    assert maker.page(today) == maker.PAGE.read_text(encoding="utf-8")


def test_the_ledger_is_within_a_quarter_of_its_sources_or_says_why(today: Validation) -> None:
    far = {tested.fact.name for tested in today.tested if tested.verdict != IN_TARGET}
    assert far <= set(EXPLAINED)
    facts = {tested.fact.name: tested.fact for tested in today.tested}
    none(f"{name}: {facts[name].note}" for name in far if not facts[name].note.en.startswith(EXPLAINED[name]))


def test_every_target_is_a_source_give_or_take_a_quarter(today: Validation) -> None:
    maker = _maker()
    assert len(today.tested) == len(money_facts()) >= 6
    for tested in today.tested:
        assert all(source in ("PKP19", "RABKKG", "MEQR24", "GBLOTENG", "SIM18", "SUMENEP23")
                   for source in tested.fact.sources)  # fmt: skip
        for figure in tested.figures:
            if figure.quantity.target is not None:
                assert figure.quantity.target.high == pytest.approx(maker.source_of(figure) * 1.25)


def test_what_things_cost_is_no_part_of_the_shipped_facts() -> None:
    assert not set(money_facts()) & set(shipped_facts())
    one = kkgsim.validate("m6", draws=0, replicates=2)
    assert [tested.fact.name for tested in one.tested] == ["m6-levy-on-bos"]
