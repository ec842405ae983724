"""The posterior that ships: of the model and the facts as they are, and what docs say of it is what was printed."""

from __future__ import annotations

import re
import sys
from importlib.util import module_from_spec, spec_from_file_location
from typing import Any

import pytest
from conftest import ROOT, none

from kkgsim.analysis.facts.library import FACTS
from kkgsim.execution.output_folder import sha256
from kkgsim.model.posterior import SHIPPED, identity_of, posterior

FIT = ROOT / "docs" / "fit_today.md"
READING = ROOT / "docs" / "calibration.md"
FIGURE = re.compile(r"(?<![\w.,])[−+]?\d+(?:[.,]\d+)*(?: %)?(?![\w.]*\w)")
"""A number in a text, a sign of percent belonging to it."""


@pytest.fixture(scope="module")
def maker() -> Any:
    """docs/make_fit.py, which is no module of the package."""
    spec = spec_from_file_location("make_fit", ROOT / "docs" / "make_fit.py")
    assert spec is not None
    assert spec.loader is not None
    made = sys.modules["make_fit"] = module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def test_it_is_of_the_model_and_of_the_facts_as_they_are() -> None:
    known = posterior()
    assert not known.stale
    assert dict(known.facts) == {name: sha256(fact.text) for name, fact in FACTS.items() if fact.fitted}


def test_the_page_is_made_of_what_was_printed(maker: Any) -> None:
    """After a new fit: ``python docs/make_fit.py FIT CHECK``."""
    text = FIT.read_text(encoding="utf-8")
    assert maker.page() == text
    assert str(identity_of(SHIPPED)) in text


def test_what_is_kept_is_of_the_posterior_that_ships(maker: Any) -> None:
    rows = {row["number"]: row for row in maker.table("fitted_numbers")}
    fitted = {name for name, row in rows.items() if row["status"] not in maker.LEFT_AS_THEY_WERE}
    assert fitted == set(posterior().names) == {row["number"] for row in maker.table("planted")}
    for name in fitted:
        low, _, high = posterior().of(name)
        assert (low, high) == pytest.approx(
            [float(rows[name][f"posterior_{end}"]) for end in ("low", "high")], rel=0.01
        )
    assert {row["fact"] for row in maker.table("without_study")} == set(posterior().facts)


def test_every_gate_is_passed(maker: Any) -> None:
    assert {row["gate"]: row["verdict"] for row in maker.table("gates")} == dict.fromkeys(
        ("ranks", "coverage", "recovery", "left_out"), "passed"
    )


def test_what_most_points_do_not_show_is_discussed(maker: Any) -> None:
    missed = {(maker.short_name(row["fact"]), row["quantity"]) for row in maker.missed()}
    assert missed == set(maker.WHY)


def test_pictures_are_there_and_light(maker: Any) -> None:
    for name in re.findall(r"pictures/fit/(\w+)\.png", FIT.read_text(encoding="utf-8")):
        assert 1_000 < (maker.PICTURES / f"{name}.png").stat().st_size < 150_000


def not_printed(text: str) -> list[str]:
    """Figures of a text, other than names of facts, that the page of the fit does not print."""
    printed = set(FIGURE.findall(FIT.read_text(encoding="utf-8")))
    return [figure for figure in FIGURE.findall(text) if figure not in printed]


def test_docs_state_no_figure_that_the_fit_did_not_print() -> None:
    text = READING.read_text(encoding="utf-8")
    section = text[text.index("## What ships") :]
    assert len(FIGURE.findall(section)) > 10
    none(not_printed(section))


def test_a_figure_that_was_not_printed_is_noticed() -> None:
    assert not_printed("moves F2 from 24 % to 101 %, by 0.181 and 0.1819") == ["101 %", "0.1819"]
