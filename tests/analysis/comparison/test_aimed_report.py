"""Whom a policy was aimed at is said in every kind of answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

import kkgsim
from kkgsim.analysis.comparison import aimed_report
from kkgsim.engine.run_result import RunResult
from kkgsim.i18n import use_language
from kkgsim.places.place_io.files import open_place
from kkgsim.scenario.read import read_scenario
from kkgsim.scenario.scenario import Scenario, Target

PILOT = read_scenario("pilot").with_horizon(30)


def aimed(scenario: Scenario, *targets: Target) -> Scenario:
    """The scenario with its first phases aimed otherwise."""
    phases = [replace(phase, to=to) for phase, to in zip(scenario.policy, targets, strict=False)]
    return replace(scenario, policy=(*phases, *scenario.policy[len(targets) :]), text="")


@pytest.mark.parametrize(("language", "words"), [
    ("en", ("District facilitator team: only in the neediest clusters (3), Jul 2026 to Jun 2028.",
            "only in the remotest clusters (20 %)", "only in the clusters 990101-03, 990101-05")),
    ("id", ("Tim fasilitator kabupaten: hanya di gugus yang paling membutuhkan (3), Jul 2026 sampai Jun 2028.",
            "hanya di gugus yang paling terpencil (20 %)", "hanya di gugus 990101-03, 990101-05")),
])  # fmt: skip
def test_every_answer_says_whom_a_policy_was_aimed_at(language: str, words: tuple[str, ...]) -> None:
    scenario = aimed(
        PILOT, Target("neediest", 3.0), Target("remotest", 0.2), Target("clusters", 0.0, ("990101-03", "990101-05"))
    )
    answer = kkgsim.compare([scenario], replicates=2)
    with use_language(language):
        texts = [answer.report(), answer.report("brief"), kkgsim.simulate([scenario], replicates=1).report()]
        for text in (" ".join(text.split()) for text in texts):
            assert [word for word in words if word not in text] == []


def test_a_group_of_clusters_that_few_replicates_have_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """A band over three replicates beside one over four is not left to look alike."""
    place = open_place("janapria")
    answer = kkgsim.compare([PILOT], replicates=4)
    (played,), (against,) = answer.played, answer.against
    played.chosen_in[:], played.chosen_in[:3] = 0.0, 1.0
    assert ", in " not in "".join(heads(played, against, place))
    played.chosen_in[:, 0] = 1.0
    assert any(", in 3 runs)" in head for head in heads(played, against, place))


def heads(played: RunResult, against: RunResult, place: kkgsim.Place) -> list[str]:
    """The heads of the table by clusters."""
    with use_language("en"):
        wrapped = aimed_report.by_clusters(played, against, place)[0]
    return [str(column.header) for column in wrapped._table.columns]
