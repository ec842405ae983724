"""Points evaluated in memory are the runs that a sweep would keep."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kkgsim.analysis.evaluator import EvaluationFailed, Evaluator, KeptEvaluator
from kkgsim.design.study import Design, Factor, Study
from kkgsim.engine import batch_runner
from kkgsim.engine.batch_runner import BatchRunner
from kkgsim.engine.simulate import Recording
from kkgsim.engine.validate import NonFiniteResult, Violation
from kkgsim.execution.evaluations import Evaluations
from kkgsim.execution.lock import lock
from kkgsim.i18n import Text
from kkgsim.scenario.resolve import phases
from kkgsim.scenario.scenario import Scenario

TITLE = Text("a trial", "percobaan")


@pytest.fixture(scope="module")
def study() -> Study:
    policy = phases({"facilitator_team_per_10_schools": 1.0}, 12)
    scenario = Scenario("trial", TITLE, TITLE, "janapria", 12, 1, 7, policy)
    factors = (Factor("facilitator_team_per_10_schools", "setting", 0.0, 3.0),
               Factor("attend_distance", "number", 0.02, 0.15))  # fmt: skip
    return Study("trial", TITLE, TITLE, scenario, "janapria", 1, 3, 7, True, Design("latin_hypercube", 40), factors,
                 ("attendance_share", "practice_mean"), ("end", 12))  # fmt: skip


def test_the_same_runs_as_a_sweep_keeps_for_any_number_of_workers(study: Study) -> None:
    points = np.random.default_rng(1).random((40, 2)) * [3.0, 0.13] + [0.0, 0.02]
    place = study.where()
    kept = np.concatenate([each.values for each in BatchRunner(study, place, points).run(0, 120)], axis=1)
    swept = kept.T.reshape(3, 40, -1)
    assert np.array_equal(Evaluator(study, place)(points, range(3)), swept)
    heard: list[int] = []
    two = Evaluator(study, place, workers=2)
    assert np.array_equal(two(points, (2, 0), progress=heard.append), swept[[2, 0]])
    assert sum(heard) == 80
    assert np.array_equal(two(points[:5]), swept[:1, :5])


def test_a_failed_run_is_no_hole_but_an_end(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    def last(recorded: Recording) -> list[Violation | None]:
        return [*[None] * (recorded.lanes - 1), Violation(NonFiniteResult, "ran away")]

    monkeypatch.setattr(batch_runner, "violations", last)
    short = replace(study, outcomes=("attendance_share",))
    with pytest.raises(EvaluationFailed, match=r"attend_distance.*ran away"):
        Evaluator(short, short.where())(np.array([[1.0, 0.05]]))


def test_no_points_have_no_values_and_keep_nothing(study: Study, tmp_path: Path) -> None:
    """A search whose best package is to do nothing has none to cut down."""
    with lock(tmp_path) as held:
        kept = KeptEvaluator(Evaluator(study, study.where()), Evaluations(tmp_path, held))
        assert kept(np.empty((0, 2)), range(3)).shape == (3, 0, len(kept.columns))
    assert not list(tmp_path.glob("*.parquet"))
