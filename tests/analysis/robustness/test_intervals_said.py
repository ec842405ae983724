"""Every share, regret and first place that robustness says has its interval, and no dearest package is crowned."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pytest
from rich.console import Console

from kkgsim.analysis.counted_shares import most_worse, share_interval, with_interval
from kkgsim.analysis.robustness.evaluate import COST, Robustness, RobustnessInput, robust
from kkgsim.analysis.robustness.evaluate import objectives as objectives_of
from kkgsim.analysis.robustness.measures import SHARES, Objective, measured, stability
from kkgsim.analysis.robustness.report import first_for_sure, render
from kkgsim.analysis.robustness.tables import tables
from kkgsim.analysis.robustness.worth import worth_of
from kkgsim.i18n import Text, tr
from kkgsim.places.place import Place
from kkgsim.scenario.resolve import phases
from kkgsim.scenario.scenario import Scenario

UP = Objective("attendance_share", Text("Attendance", "Kehadiran"), "share", 1)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def played(tiny: Place) -> Robustness:
    def package(name: str, team: float) -> Scenario:
        words = Text(f"The {name}", f"Si {name}")
        policy = phases({"facilitator_team_per_10_schools": team}, 13)
        return Scenario(name, words, Text("", ""), "tiny", 13, 1, 7, policy)

    criteria = objectives_of(("attendance_share",), {"attendance_share": 0.5}, None)
    return robust([package("small", 1.0), package("large", 2.0)], tiny, criteria, futures=12, seed=5, draws=20)


def planted(base: Robustness, gain: np.ndarray, cost: np.ndarray) -> Robustness:
    """The same question with these gains over nothing and costs, both of shape (packages, futures)."""
    values = np.vstack([np.zeros((1, gain.shape[1])), gain])
    costs = np.vstack([np.zeros((1, gain.shape[1])), cost])

    def judged(old: RobustnessInput, table: np.ndarray) -> RobustnessInput:
        objective = old.objective
        worth = None if objective.name == COST else worth_of(values, costs, 0, draws=100, seed=1)
        return replace(old, values=table, measures=tuple(measured(table, 0, objective)), worth=worth, concordance=1.0,
                       stability=tuple(stability(table, 0, objective, draws=100, seed=1)))  # fmt: skip

    both = (judged(base.judged[0], values), judged(base.judged[-1], costs))
    return replace(base, judged=both, replicates=gain.shape[1], all_met=None)


def text_of(robustness: Robustness) -> str:
    console = Console(file=io.StringIO(), width=1000)
    console.print(render(robustness))
    return console.file.getvalue()


def titles_of(robustness: Robustness) -> str:
    return " ".join(" ".join(text.get_text().split()) for draw in robustness.pictures().values()
                    for text in draw().texts)  # fmt: skip


STREAM = np.random.default_rng(3)
STEADY = STREAM.normal(0.1, 0.01, 100)
CHEAP, DEAR = np.full(100, 50e6), np.full(100, 500e6)


def test_a_dear_package_that_is_best_and_least_to_regret_is_not_crowned(played: Robustness) -> None:
    found = planted(played, np.stack([STEADY, 2.0 * STEADY]), np.stack([CHEAP, DEAR]))
    said, drawn = text_of(found), titles_of(found)
    assert first_for_sure(found.judged[0], "regret_90") == found.dearest == 2
    assert "“The large”, the dearest package, brings most" in said
    assert "“The large”, the dearest package, also loses least" in said
    for crown in ("“The large” is the best", "Smallest regret: “The large”", "“The large” loses least"):
        assert crown not in said
        assert crown not in drawn
    assert drawn.count("“The large”, the dearest,") == 3


def test_where_redraws_disagree_nothing_is_called_first(played: Robustness) -> None:
    swing = np.tile([0.05, -0.05], 50) * STREAM.random(100)
    found = planted(played, 0.1 + np.stack([swing, -swing]), np.stack([CHEAP, DEAR]))
    said, drawn = text_of(found), titles_of(found)
    assert first_for_sure(found.judged[0], "best") is None
    assert "Which package is best most often is not certain" in said
    for crown in ("is the best in", "brings most in", "Had other futures"):
        assert crown not in said
    assert tr("view_best_unsure_title", outcome=found.judged[0].objective.label) in drawn


def test_every_measure_that_is_printed_has_its_interval(played: Robustness) -> None:
    found = planted(played, np.stack([STEADY, 2.0 * STEADY]), np.stack([CHEAP, DEAR]))
    attendance = found.judged[0]
    rows = tables(found)["measures"].query("objective == 'attendance_share' and scenario == 'large'")
    for row in rows.itertuples():
        if row.measure == "regret_max":
            assert np.isnan([row.value_low, row.value_high]).all(), "what was seen bounds no other"
        else:
            assert row.value_low <= row.value <= row.value_high, row.measure
    for name in SHARES:
        share = float(attendance.measure(name)[2])
        assert with_interval(share, 100) in text_of(found)
        assert attendance.sureness(name).value_low[2] == pytest.approx(share_interval(share, 100)[0])
    assert "100 % (97 % … 100 %)" in text_of(found), "a share of all that were drawn is not sure either"
    assert "at most 2.3 % of all futures are worse" in text_of(found)


def test_intervals_hold_what_they_promise() -> None:
    """Means and regrets of 100 futures against those of very many: at least nine tenths of the intervals hold them,
    with a margin for 60 tries."""
    stream = np.random.default_rng(8)

    def futures(count: int) -> np.ndarray:
        shared = stream.normal(1.0, 1.0, (1, count))
        return shared + np.array([[0.0], [0.5], [0.6]]) + stream.normal(0.0, 0.4, (3, count))

    truth = {part.name: part.values for part in measured(futures(200_000), 0, UP)}
    held = dict.fromkeys(("mean", "regret_90", "best", "signal"), 0)
    for _ in range(60):
        for sure in stability(futures(100), 0, UP, draws=100, seed=1):
            if sure.measure in held:
                held[sure.measure] += bool(sure.value_low[2] <= truth[sure.measure][2] <= sure.value_high[2])
    least = 60 * 0.9 - 3.0 * np.sqrt(60 * 0.9 * 0.1)
    assert min(held.values()) >= least, held


def test_the_worst_that_was_not_drawn_is_bounded() -> None:
    stream = np.random.default_rng(2)
    worst = stream.random((2000, 50)).max(axis=1)
    assert (1.0 - worst <= most_worse(50)).mean() == pytest.approx(0.9, abs=0.03)
