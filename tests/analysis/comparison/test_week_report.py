"""A week, a day or a year that cannot hold what a policy asks is said, with what happens, in both languages."""

from __future__ import annotations

from functools import partial

import pytest
from conftest import policy_in

from kkgsim.analysis.comparison.week_report import week
from kkgsim.engine.run_result import RunResult
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.i18n import use_language
from kkgsim.places.place_io.files import open_place

MONTHS = 12
LONG = {"meeting_time_hours": 5.0, "meeting_time_after_class": 1.0}
MUCH = {
    "meeting_time_meetings": 24.0,
    "meeting_time_hours": 3.0,
    "meeting_time_after_class": 1.0,
    "learning_community_sessions": 36.0,
}


question = partial(policy_in, "sumba_remote", months=MONTHS, replicates=2)


@pytest.fixture(scope="module")
def played() -> dict[str, RunResult]:
    asked = [
        question("today", {}),
        question("long", LONG),
        question("much", MUCH),
        question("twice a week", {"meeting_time_meetings": 24.0}, meetings_per_year=36.0),
        question("paid", {"transport_recognition_fare": 30_000.0}),
    ]
    results = simulate_scenarios(asked, open_place("sumba_remote"), replicates=2, seed=3, uncertain=False)
    return {question.name: result for question, result in zip(asked, results, strict=True)}


def said(played: dict[str, RunResult], name: str, lang: str = "en") -> list[str]:
    with use_language(lang):
        return week(played[name], played["today"])


def test_a_policy_that_asks_for_no_hours_is_told_without_a_word_on_the_week(played) -> None:
    assert said(played, "paid") == []


def test_a_day_that_is_too_short_is_said(played) -> None:
    lines = [line for line in said(played, "long") if line.startswith("The day is too short")]
    assert len(lines) == 1
    assert "on a screen or not at all" in lines[0]


def test_a_week_that_cannot_hold_what_is_asked_is_said(played) -> None:
    lines = said(played, "much")
    assert lines[0].startswith("The week: ")
    assert "“today”" in lines[0]
    assert any(line.startswith("The week is too short for all that is asked") for line in lines)
    assert not any(line.startswith("The week is too short") for line in said(played, "paid"))


def test_more_meetings_than_weeks_are_said(played) -> None:
    assert (
        "More meetings are planned than the year has weeks of school (60 in 36): some weeks hold two, and fewer come"
        in (said(played, "twice a week"))
    )
    assert not any("More meetings" in line for line in said(played, "much"))


@pytest.mark.parametrize("name", ["long", "much", "twice a week"])
def test_it_is_said_in_indonesian(played, name: str) -> None:
    english, indonesian = said(played, name), said(played, name, "id")
    assert len(english) == len(indonesian)
    assert not set(english) & set(indonesian)
