"""Sweeps whose points have luck of their own: nothing drawn is shared, and nothing but the run's number decides it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kkgsim.analysis.discovery.cases import kept_in
from kkgsim.analysis.scenario_args import study_from
from kkgsim.design.read_study import read_study
from kkgsim.design.study import Design, Study
from kkgsim.engine.batch_runner import BatchRunner
from kkgsim.engine.sampling import numbers_of
from kkgsim.errors import InputError
from kkgsim.execution import folder as home
from kkgsim.execution.dry_run import render_estimate
from kkgsim.execution.manifest import read_manifest
from kkgsim.execution.sweep import PreparedSweep, SweepOptions, prepare, sweep
from kkgsim.execution.verify import verify
from kkgsim.i18n import use_language

from .conftest import die, in_worker, left_in, rows

TWINS = Design("points", listed=((1.0, 0.7),) * 3 + ((2.0, 0.7),))
"""Three points with the same values, and another."""


def runs_of(study: Study) -> np.ndarray:
    """What is kept of the runs of a study, shape (columns, replicates, points)."""
    asked = prepare(study)
    values = np.concatenate([part.values for part in asked.runner.run(0, asked.runs)], axis=1)
    return values.reshape(len(values), study.replicates, len(asked.points))


@pytest.fixture
def own(study: Study) -> Study:
    return replace(study, own_luck=True)


@pytest.fixture
def asked(own: Study) -> PreparedSweep:
    return prepare(own)


def test_the_same_values_twice_are_the_same_runs_only_where_luck_is_shared(study: Study, own: Study) -> None:
    shared, apart = runs_of(replace(study, design=TWINS)), runs_of(replace(own, design=TWINS))
    assert (shared[:, :, :1] == shared[:, :, :3]).all()
    attendance = apart[0]
    assert len(np.unique(attendance[:, :3])) == 9
    assert not np.isin(attendance, shared[0]).any(), "luck that is shared is nobody's own"


@pytest.mark.parametrize("drawn", [True, False])
def test_drawn_numbers_are_their_own_too(own: Study, drawn: bool) -> None:
    """Cost depends on no monthly luck where nothing but what is paid for each school differs."""
    asked = prepare(replace(own, design=TWINS, drawn=drawn))
    _, columns = asked.runner._table(2, 9)
    moved = np.ptp(columns, axis=1) > 0.0
    assert moved.any() == drawn
    if drawn:
        again = numbers_of(own.seed, [0, 0, 1, 1, 1, 1, 2], uncertain=True, streams=[3, 4, 1, 2, 3, 4, 1])
        assert np.array_equal(columns, again)
        assert not (columns[moved][:, 0] == columns[moved][:, 1]).any()


def test_a_point_does_not_depend_on_the_others_that_are_asked(own: Study) -> None:
    few, many = (runs_of(replace(own, design=replace(TWINS, listed=TWINS.listed[:count]))) for count in (2, 4))
    assert np.array_equal(few, many[:, :, :2])


def test_points_are_independent(own: Study) -> None:
    """Over many replicates the runs of two like points have nothing in common; where luck is shared they are one."""
    study = replace(own, design=TWINS, replicates=200, months=("end",), scenario=replace(own.scenario, months=2))
    attendance = runs_of(study)[0]
    ties = np.corrcoef(attendance.T)[np.triu_indices(3, 1)]
    assert np.abs(ties).max() < 4.0 / np.sqrt(200)


def test_how_it_is_executed_changes_no_byte(
    asked: PreparedSweep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sweep(asked, tmp_path / "whole", SweepOptions(chunk=16))
    whole = left_in(tmp_path / "whole")
    sweep(asked, tmp_path / "two", SweepOptions(chunk=16, workers=2))
    assert left_in(tmp_path / "two") == whole
    sweep(asked, tmp_path / "odd", SweepOptions(chunk=7))
    assert rows(tmp_path / "odd") == rows(tmp_path / "whole")
    (tmp_path / "whole" / "part-00001.parquet").unlink()
    assert sweep(asked, tmp_path / "whole").kept == 44
    assert left_in(tmp_path / "whole") == whole
    for lanes in (1, 5):
        runner = BatchRunner(asked.study, asked.place, asked.points, lanes)
        again = np.concatenate([part.values for part in runner.run(13, 45)], axis=1)
        once = np.concatenate([part.values for part in asked.runner.run(0, 60)], axis=1)[:, 13:45]
        assert again.tobytes() == np.ascontiguousarray(once).tobytes()
    tally = tmp_path / "tally"

    def once_or_twice() -> None:
        with tally.open("a") as file:
            file.write("x")
        if tally.stat().st_size <= 2:
            die()

    in_worker(monkeypatch, once_or_twice, lambda team: True)
    assert len(sweep(asked, tmp_path / "killed", SweepOptions(chunk=16)).trouble) == 2
    assert left_in(tmp_path / "killed") == whole


def test_the_folder_says_it_and_runs_can_be_played_again(asked: PreparedSweep, study: Study, tmp_path: Path) -> None:
    sweep(asked, tmp_path / "own", SweepOptions(chunk=16))
    sweep(prepare(study), tmp_path / "shared", SweepOptions(chunk=16))
    assert verify(tmp_path / "own", run=33).sound
    manifest = read_manifest(tmp_path / "own")
    assert home.study_in(tmp_path / "own", manifest)[0].own_luck
    assert not home.study_in(tmp_path / "shared", read_manifest(tmp_path / "shared"))[0].own_luck
    names = [{row["id"] for row in rows(tmp_path / where)} for where in ("own", "shared")]
    assert len(names[0] | names[1]) == 120
    with pytest.raises(home.StudyChanged, match="changed since: the study"):
        sweep(prepare(study), tmp_path / "own")


def test_like_points_have_names_of_their_own(own: Study) -> None:
    asked = prepare(replace(own, design=TWINS))
    assert len(set(asked.runner.ids(np.arange(12)))) == 12
    shared = prepare(replace(own, design=TWINS, own_luck=False))
    assert len(set(shared.runner.ids(np.arange(12)))) == 6


def test_a_dry_run_plays_it(asked: PreparedSweep) -> None:
    assert "20 points × 3 replicates" in render_estimate(asked, 1, None)


def test_it_is_a_key_of_a_study_in_both_languages(write: Callable[..., Path]) -> None:
    assert not read_study(write()).own_luck
    said = [("luck", "own", True), ("luck", "shared", False), ("kebetulan", "sendiri", True)]
    for key, value, is_own in said:
        path = write(("seed = 5\n", f'seed = 5\n{key} = "{value}"\n'))
        assert read_study(path).own_luck == is_own
    with pytest.raises(InputError) as refused:
        read_study(write(("seed = 5\n", 'seed = 5\nluck = "owned"\n')))
    assert "either share the luck of a replicate" in str(refused.value)
    assert "did you mean own?" in str(refused.value)


def test_analyses_on_the_same_luck_refuse_it(own: Study, write: Callable[..., Path], tmp_path: Path) -> None:
    path = write(("seed = 5\n", 'seed = 5\nluck = "own"\n'))
    sweep(prepare(own), tmp_path / "own")
    for ask in (lambda: study_from(path), lambda: study_from(own), lambda: kept_in(tmp_path / "own")):
        with pytest.raises(InputError, match="luck of their own"):
            ask()
        with use_language("id"), pytest.raises(InputError, match="faktor kebetulan sendiri"):
            ask()
