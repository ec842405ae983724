"""Runs of a sweep: the same numbers as runs played one scenario at a time, however they are laid side by side."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from conftest import around_playing

from kkgsim.analysis.comparison.compare import yearly_cost, yearly_time
from kkgsim.design.study import END, Design, Factor, Study
from kkgsim.engine import sampling
from kkgsim.engine.batch import Batch
from kkgsim.engine.batch_runner import FAILED, OK, BatchRunner, RunRecords, record_columns
from kkgsim.engine.columns import LANES
from kkgsim.engine.group_columns import sides_of
from kkgsim.engine.payers import in_money, payers_in
from kkgsim.engine.policy_tables import study_plan
from kkgsim.engine.run_result import LAST, RunResult, summed
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.engine.simulate import Recording
from kkgsim.execution.sweep import PreparedSweep, prepare
from kkgsim.model.costs import items
from kkgsim.model.levers import all_settings
from kkgsim.model.levers.lever import PAYERS
from kkgsim.model.outcomes import GROUPED, OUTCOMES
from kkgsim.scenario.scenario import Assumption, Phase, Scenario


def played(asked: PreparedSweep, first: int = 0, last: int | None = None, lanes: int = LANES) -> RunRecords:
    """Runs of a study in one piece."""
    runner = BatchRunner(asked.study, asked.place, asked.points, lanes)
    parts = list(runner.run(first, asked.runs if last is None else last))
    return RunRecords(
        np.concatenate([part.runs for part in parts]), np.concatenate([part.values for part in parts], axis=1),
        [word for part in parts for word in part.status], [word for part in parts for word in part.errors],
    )  # fmt: skip


def as_scenario(study: Study, point: np.ndarray) -> Scenario:
    """The scenario that a point stands for, written out; a varied number is assumed."""
    phases: list[Phase] = list(study.played().policy)
    held = []
    for factor, value in zip(study.factors, point.tolist(), strict=True):
        if factor.kind == "number":
            held.append(Assumption(factor.name, value, value, value, "varied"))
        for rank, phase in enumerate(phases):
            if factor.kind == "setting" and phase.lever == factor.lever:
                short = factor.name.removeprefix(f"{phase.lever}_")
                phases[rank] = replace(phase, settings={**phase.settings, short: value})
    return replace(study.scenario, policy=tuple(phases), assumptions=tuple(held))


def paid_by(one: RunResult, payer: str) -> np.ndarray:
    """Rupiah a year of a payer, item by item and month by month."""
    total = np.zeros(one.ledger.shape[-1])
    for rank, payers in enumerate(payers_in(one.scenario)):
        for month, who in enumerate(payers):
            total += one.ledger[rank, month] * (who == payer)
    return total * 12.0 / one.scenario.months


@pytest.mark.parametrize("drawn", [True, False])
def test_every_run_is_what_its_scenario_gives_alone(study: Study, drawn: bool) -> None:
    asked = prepare(replace(study, drawn=drawn, outcomes=tuple(OUTCOMES), design=Design("latin_hypercube", 5, 1)))
    kept = played(asked)
    columns = record_columns(asked.study)
    for point in range(len(asked.points)):
        (alone,) = simulate_scenarios(
            [as_scenario(asked.study, asked.points[point])], asked.place, replicates=3, seed=asked.study.seed,
            uncertain=drawn,
        )  # fmt: skip
        mine = kept.values[:, kept.runs % len(asked.points) == point]
        for rank, name in enumerate(OUTCOMES):
            assert (mine[columns.index(f"{name}_2")] == alone.monthly[rank, 1]).all(), name
            at_end = summed(alone.monthly[rank : rank + 1, -LAST:], 1)[0] / min(LAST, alone.scenario.months)
            assert (mine[columns.index(f"{name}_end")] == at_end).all(), name
        assert (mine[columns.index("cost_per_year")] == yearly_cost(alone)).all()
        np.testing.assert_allclose(mine[columns.index("time_value_per_year")], yearly_time(alone), rtol=1e-12)
        for payer in PAYERS:
            np.testing.assert_allclose(mine[columns.index(f"cost_{payer}")], paid_by(alone, payer), rtol=1e-12)


def test_how_runs_are_laid_side_by_side_changes_no_bit(asked: PreparedSweep) -> None:
    whole = played(asked)
    assert whole.status == [OK] * asked.runs
    for lanes in (1, 7, 64):
        assert whole.values.tobytes() == played(asked, lanes=lanes).values.tobytes(), lanes
    for first, last in ((0, 1), (13, 14), (17, 45), (59, 60)):
        here = np.ascontiguousarray(whole.values[:, first:last])
        assert here.tobytes() == played(asked, first, last).values.tobytes()


def test_keeping_more_changes_nothing_that_was_kept_before(asked: PreparedSweep) -> None:
    study = asked.study
    more = prepare(replace(study, outcomes=("standards_met", *study.outcomes, "literacy_mean"), months=("end", 1, 2)))
    before, after = played(asked).values, played(more).values
    for name in record_columns(study):
        assert (before[record_columns(study).index(name)] == after[record_columns(more.study).index(name)]).all(), name


def test_a_lever_at_zero_gives_exactly_the_status_quo(study: Study) -> None:
    team = Factor("facilitator_team_per_10_schools", "setting", 0.0, 4.0, (0.0, 4.0))
    nothing = replace(study.scenario, policy=())
    asked = prepare(replace(study, scenario=nothing, factors=(team,), design=Design("grid")))
    kept = played(asked)
    (quo,) = simulate_scenarios([nothing], asked.place, replicates=3, seed=study.seed)
    zero, four = kept.values[:, kept.runs % 2 == 0], kept.values[:, kept.runs % 2 == 1]
    assert (zero[0] == summed(quo.monthly[:1], 1)[0] / 6).all()
    assert (four != zero).any()


def test_settings_of_many_lanes_are_those_of_each_scenario(study: Study) -> None:
    """With delays, gaps between phases and changes on the way."""
    team = study.played().policy[1]
    phases = (replace(team, start=1, end=2), replace(team, start=5, end=6), study.scenario.policy[0])
    study = replace(study, scenario=replace(study.scenario, policy=phases))
    points, numbers = np.array([[0.5, 0.6], [3.0, 0.9], [4.0, 0.7]]), sampling.numbers_of(1, range(3))
    acting, paid, *_ = study_plan(study, study.played(), study.where()).tables(numbers, points)
    for lane in range(3):
        scenario, delays = as_scenario(study, points[lane]), sampling.delays_of(numbers[:, lane : lane + 1])
        assert (acting[:, :, lane] == scenario.effective(delays)[:, :, 0]).all()
        assert (paid[:, :, lane] == scenario.committed()).all()
    assert acting.any()


def spoiled(monkeypatch: pytest.MonkeyPatch, spoil) -> None:
    """Let ``spoil(recorded, lanes at fault)`` at what the engine recorded, where a point has more than 3.5
    facilitators."""
    row = list(all_settings()).index("facilitator_team_per_10_schools")

    def spoiling(batch: Batch, recorded: Recording) -> None:
        bad = batch.policy.committed[row, 0] > 3.5
        if bad.any():
            spoil(recorded, np.flatnonzero(bad))

    around_playing(monkeypatch, after=spoiling)


def not_finite(recorded: Recording, bad) -> None:
    recorded.total_value[3, 2, bad] = np.inf


def broken_rupiah(recorded: Recording, bad) -> None:
    recorded.ledger[list(items()).index("meeting_travel"), 4, bad] += 0.5


def open_purse(recorded: Recording, bad) -> None:
    recorded.purses[0, 1, bad] += 1.0


def raised(recorded: Recording, bad) -> None:
    raise ZeroDivisionError("by hand")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (not_finite, "UnsoundRun: routine_gain is not a finite number, first in month 3"),
        (broken_rupiah, "UnsoundRun: meeting_travel does not close in whole rupiah, first in month 5"),
        (open_purse, "UnsoundRun: purse bos does not close in whole rupiah, first in month 2"),
        (raised, "ZeroDivisionError: by hand"),
    ],
)
def test_a_run_that_fails_says_why_and_takes_no_other_with_it(
    asked: PreparedSweep, monkeypatch: pytest.MonkeyPatch, spoil, said: str
) -> None:
    sound = played(asked)
    spoiled(monkeypatch, spoil)
    kept = played(asked)
    bad = asked.points[kept.runs % len(asked.points), 0] > 3.5
    assert 0 < bad.sum() < asked.runs
    assert [word == FAILED for word in kept.status] == bad.tolist()
    assert {str(error) for error, is_bad in zip(kept.errors, bad, strict=True) if is_bad} == {said}
    assert np.isnan(kept.values[:, bad]).all()
    assert (kept.values[:, ~bad] == sound.values[:, ~bad]).all()


def test_a_full_disk_is_nobodys_fault(asked: PreparedSweep, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(batch: Batch) -> None:
        raise OSError("no space")

    around_playing(monkeypatch, before=full)
    with pytest.raises(OSError, match="no space"):
        played(asked)


def test_money_is_all_money_and_no_time(asked: PreparedSweep) -> None:
    kept = played(asked)
    columns = record_columns(asked.study)
    by_payer = sum(kept.values[columns.index(f"cost_{payer}")] for payer in PAYERS)
    np.testing.assert_allclose(kept.values[columns.index("cost_per_year")], by_payer, rtol=1e-12)
    assert (kept.values[columns.index("time_value_per_year")] > 0.0).all()
    assert len(in_money()) < len(items())


def test_sides_of_groups_are_kept_as_whole_runs_record_them(study: Study) -> None:
    names = ("practice_mean@far", "practice_mean@not_far", "attendance_share", "literacy_mean@not_weak")
    asked = prepare(replace(study, outcomes=names, months=(END,), design=Design("latin_hypercube", 3, 1)))
    one = played(asked, 0, 3).values
    for point in range(3):
        scenario = as_scenario(asked.study, asked.points[point])
        whole = simulate_scenarios([scenario], asked.place, replicates=1, seed=study.seed)[0]
        ranks = [GROUPED.index(each) for each in (("practice_mean", "far"), ("literacy_mean", "weak"))]
        expected = [
            whole.groups[ranks[0]], whole.rest[ranks[0]], whole.monthly[list(OUTCOMES).index("attendance_share")],
            whole.rest[ranks[1]],
        ]  # fmt: skip
        assert one[:4, point] == pytest.approx([months[-LAST:, 0].mean() for months in expected], rel=1e-12)
    assert sides_of("practice_mean")[:2] == names[:2]
    assert sides_of("meetings_held") == ()
