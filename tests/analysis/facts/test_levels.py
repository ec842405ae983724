"""Levels: which facts the model shows at the best estimates, kept in docs/facts_today.md."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from typing import Any

import pytest
from conftest import ROOT, none

import kkgsim
from kkgsim.analysis.facts.evaluate import IN_TARGET, MISSED
from kkgsim.analysis.facts.result import Validation
from kkgsim.analysis.facts.words import short_name

HELD = (
    "F1", "F2", "F3", "F6", "F7", "F8", "F9", "F10", "F12", "F13", "F14", "F15", "F16", "F18", "F19", "F23", "F24",
    "F25", "F26", "F27", "F28", "F30", "F31", "F35", "F36", "F37",
)  # fmt: skip
"""Facts that are in target and must stay so, whatever else changes. F11 is at the edge of its own: luck decides."""


def _maker() -> Any:
    """docs/make_facts.py, which is no module of the package."""
    spec = spec_from_file_location("make_facts", ROOT / "docs" / "make_facts.py")
    assert spec is not None
    assert spec.loader is not None
    made = sys.modules["make_facts"] = module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture(scope="module")
def today() -> Validation:
    return kkgsim.validate(draws=0, workers=2)


def test_the_page_is_what_the_model_shows_today(today: Validation) -> None:
    """After a change that is meant to change results: ``python docs/make_facts.py``."""
    maker = _maker()
    assert maker.page(today) == maker.PAGE.read_text(encoding="utf-8")


def test_what_is_in_target_stays_in_target(today: Validation) -> None:
    shown = {short_name(tested.fact.name) for tested in today.tested if tested.verdict == IN_TARGET}
    assert sorted(set(HELD) - shown) == []


def test_the_page_sets_the_last_release_beside_and_discusses_every_miss(today: Validation) -> None:
    maker = _maker()
    text, before = maker.page(today), maker.released()
    missed = {short_name(tested.fact.name) for tested in today.tested if tested.verdict == MISSED}
    assert missed <= set(maker.WHY)
    none(name for name in missed if f"- **{name}** " not in text)
    judged = {(short_name(t.fact.name), str(f.quantity.label)) for t in today.tested for f in t.figures if f.verdict}
    assert len(judged & set(before)) > 0.8 * len(judged)  # what has come since has no former verdict
    assert all(verdict in ("in target", "missed", "cannot be computed") for _, verdict in before.values())
