"""A kept comparison answers what ``compare`` answers, to the last bit, whatever was asked before."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

import kkgsim
from kkgsim.analysis.comparison.kept import KeptComparison
from kkgsim.analysis.comparison.result import Comparison
from kkgsim.engine.digest import digest
from kkgsim.engine.kept import KeptRuns
from kkgsim.errors import InputError
from kkgsim.i18n import use_language
from kkgsim.places.place import Place
from kkgsim.scenario.scenario import Scenario

MONTHS, REPLICATES, SEED = 14, 28, 5
"""Replicates that fill one batch and part of another."""
TEAM = {"facilitator_team_per_10_schools": 1.0}
BOTH = {**TEAM, "followup_mentoring_visits": 0.5}
PHASES = [
    {"lever": "facilitator_team", "start": 3, "end": 9, "per_10_schools": 2.0, "change": [{"month": 5, "payer": "bos"}]}
]


@pytest.fixture(scope="module")
def kept(tiny: Place) -> KeptComparison:
    return kkgsim.keep(tiny, MONTHS, replicates=REPLICATES, seed=SEED)


def compared(scenario: Scenario, place: Place) -> Comparison:
    """The same question, asked of ``compare``."""
    return kkgsim.compare(scenario, place, replicates=REPLICATES, seed=SEED)


def same(answer: Comparison, whole: Comparison) -> None:
    """Every table and every recorded sum, to the last bit."""
    assert answer.tables.keys() == whole.tables.keys()
    for name, table in whole.tables.items():
        pd.testing.assert_frame_equal(answer.tables[name], table, check_exact=True, obj=name)
    assert [digest(result) for result in answer.everything] == [digest(result) for result in whole.everything]
    assert answer.report() == whole.report()


def test_every_table_is_that_of_compare_whatever_was_asked_before(kept: KeptComparison, tiny: Place) -> None:
    phases = [{**PHASES[0], "change": [{"month": 5, "payer": kkgsim.LEVERS["facilitator_team"].payers[-1]}]}]
    for policy, assumptions in (
        (TEAM, None), (phases, None), (BOTH, {"attend_distance": kkgsim.PARAMETERS["attend_distance"].low}),
        (TEAM, None), ({}, None),
    ):  # fmt: skip
        answer = kept.answer(policy, assumptions)
        same(answer, compared(answer.played[0].scenario, tiny))


def test_a_scenario_brings_its_calendar_and_its_way_with_numbers(kept: KeptComparison, tiny: Place) -> None:
    ours = kept.answer(BOTH).played[0].scenario
    for asked in (replace(ours, first_month=1), replace(ours, drawn=False, replicates=3, seed=1)):
        same(kept.answer(asked), compared(asked, tiny))


def test_a_shipped_scenario_is_known_by_its_name() -> None:
    kept = kkgsim.keep("janapria", 36, replicates=2)
    same(kept.answer("facilitator-team"), kkgsim.compare("facilitator-team", "janapria", replicates=2, seed=2026))


def test_numbers_of_the_book(tiny: Place) -> None:
    kept = kkgsim.keep(tiny, MONTHS, replicates=3, seed=SEED, numbers="book")
    answer = kept.answer(TEAM)
    same(answer, kkgsim.compare(answer.played[0].scenario, tiny, replicates=3, seed=SEED, luck_only=True))


def test_answers_stay_when_the_next_is_given(kept: KeptComparison) -> None:
    first = kept.answer(TEAM)
    before = digest(first.played[0]), digest(first.against[0])
    kept.answer(BOTH)
    assert (digest(first.played[0]), digest(first.against[0])) == before


def test_today_is_played_once_but_for_other_numbers(kept: KeptComparison, monkeypatch: pytest.MonkeyPatch) -> None:
    played: list[str] = []
    play = KeptRuns.play
    monkeypatch.setattr(KeptRuns, "play", lambda runs, asked: played.append(asked.name) or play(runs, asked))
    kept.answer(TEAM)
    assert played == ["settings"]
    low, high = kkgsim.PARAMETERS["attend_distance"].low, kkgsim.PARAMETERS["attend_distance"].high
    for value, today in ((low, 1), (low, 0), (high, 1), (low, 1)):
        played.clear()
        kept.answer(TEAM, {"attend_distance": value})
        assert played == ["status-quo"] * today + ["settings"]


def test_workers_and_threads_change_nothing(kept: KeptComparison, tiny: Place) -> None:
    policies = [{"facilitator_team_per_10_schools": teams} for teams in np.linspace(0.2, 2.0, 6)]
    wanted = [digest(kept.answer(policy).played[0]) for policy in policies]
    with ThreadPoolExecutor(4) as pool:
        assert [digest(answer.played[0]) for answer in pool.map(kept.answer, policies)] == wanted
    two = kkgsim.keep(tiny, MONTHS, replicates=REPLICATES, seed=SEED, workers=2)
    assert [digest(two.answer(policy).played[0]) for policy in policies] == wanted


@pytest.mark.parametrize(("policy", "assumptions", "said"), [
    ({"facilitator_team_per_10_school": 1.0}, None, "did you mean facilitator_team_per_10_schools?"),
    ({"facilitator_team_per_10_schools": 99.0}, None, "given: 99; allowed:"),
    ({"facilitator_team_per_10_schools": "much"}, None, 'must be a number; given: "much"'),
    ({"facilitator_team_per_10_schools": float("nan")}, None, "facilitator_team_per_10_schools: "),
    ([{"lever": "facilitator_teem"}], None, "did you mean facilitator_team?"),
    ([{"lever": "facilitator_team", "start": 99}], None, "given: 99; allowed: 1 to 14"),
    ("facilitator-team", None, "months: "),
    (None, None, "policy: "),
    (["facilitator_team"], None, "policy[1]: "),
    (TEAM, {"attend_distanze": 1.0}, "did you mean attend_distance?"),
    (TEAM, {"attend_distance": 1e9}, "assumptions.attend_distance.value"),
    ("no-such-scenario", None, "no-such-scenario"),
])  # fmt: skip
def test_what_is_wrong_is_said(kept: KeptComparison, policy: Any, assumptions: Any, said: str) -> None:
    with use_language("en"), pytest.raises(InputError) as refused:
        kept.answer(policy, assumptions)
    assert said in str(refused.value)
    assert "Traceback" not in str(refused.value)


@pytest.mark.parametrize("words", [
    {"months": 0}, {"replicates": 0}, {"seed": -1}, {"numbers": "guessed"}, {"workers": 0}, {"place": "janapriya"},
])  # fmt: skip
def test_what_cannot_be_kept_is_refused(words: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        kkgsim.keep(**{"place": "janapria", "months": 12, "replicates": 1, **words})


def test_the_call_says_how_to_ask_again(kept: KeptComparison) -> None:
    assert kept.answer(TEAM).command == (
        f"kkgsim.keep('tiny', months=14, replicates=28, seed=5).answer({TEAM!r})"
    )  # fmt: skip
