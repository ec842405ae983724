"""Cases from a finished sweep and from a study, beside today on the same luck; holes are refused."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result
from study_texts import study_text

from kkgsim.analysis.comparison.compare import compare
from kkgsim.analysis.discovery import cases as home
from kkgsim.analysis.discovery.cases import Holes, kept_in, played, with_today
from kkgsim.cli.main import main
from kkgsim.design.read_study import read_study
from kkgsim.engine.batch_runner import BatchRunner, RunError, record_columns
from kkgsim.errors import OutputError
from kkgsim.execution import fingerprint
from kkgsim.execution import folder as sweeps
from kkgsim.execution.chunks import design_table, parquet_bytes, results_table
from kkgsim.execution.manifest import read_manifest, write_manifest
from kkgsim.io.atomic import write_file
from kkgsim.scenario.scenario import Assumption, Phase

TEXT = study_text(
    'setting = "followup_mentoring_visits"\nlow = 0.0\nhigh = 1.0',
    'number = "attend_relevance"\nlow = 0.6\nhigh = 2.0',
    samples=64, policy='lever = "facilitator_team"\nper_10_schools = 1.0', drawn=False,
)  # fmt: skip


@pytest.fixture(scope="module")
def study_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("study") / "team.toml"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def swept(study_file: Path) -> Path:
    folder = study_file.parent / "swept"
    done = called("sweep", str(study_file), "--out", str(folder), "--workers", "1")
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture(scope="module")
def middle(swept: Path) -> float:
    """The attendance that half of the points fall short of, to a thousandth."""
    return round(float(np.median(kept_in(swept).values[:, 0])), 3)


def called(*words: str) -> Result:
    return CliRunner().invoke(main, words, env={"KKGSIM_LANG": "en", "COLUMNS": "200"})


def test_a_sweep_and_its_study_give_the_same_cases(study_file: Path, swept: Path) -> None:
    kept, now = kept_in(swept), played(read_study(study_file), workers=2)
    assert np.array_equal(kept.points, now.points)
    assert np.array_equal(kept.values, now.values)
    rows = pa.concat_tables([pq.read_table(path) for path in sorted(swept.glob("part-*.parquet"))])
    mean = rows["attendance_share_end"].to_numpy().reshape(2, 64).mean(axis=0)
    assert np.array_equal(kept.values[:, 0], mean)


def test_today_is_the_status_quo_of_compare_on_the_same_luck_and_numbers(study_file: Path) -> None:
    """A point held in the scenario's assumptions is compared with today exactly as `kkgsim compare` does it."""
    study = read_study(study_file)
    cases = with_today(played(study))
    number = study.factors[1]
    point = cases.points[7]
    assert cases.today is not None
    held = (Assumption(number.name, point[1], point[1], point[1], "a point"),)
    visits = Phase("followup_mentoring", 1, 6, {"visits": point[0]}, "district")
    scenario = replace(study.scenario, policy=(*study.scenario.policy, visits), assumptions=held)
    found = compare([scenario], study.where(), replicates=2, seed=5)
    ends = [one.at_end()[0].mean() for one in (found.played[0], found.baseline)]
    column = record_columns(study).index("attendance_share_end")
    assert [cases.values[7, column], cases.today[7, column]] == pytest.approx(ends, rel=1e-12)


def test_a_policy_of_nothing_gains_exactly_nothing(study_file: Path) -> None:
    study = read_study(study_file)
    nothing = replace(study, scenario=replace(study.scenario, policy=()), text="")
    cases = played(nothing)
    still = replace(cases, points=np.column_stack([np.zeros(64), cases.points[:, 1]]))
    values = BatchRunner(nothing, nothing.where(), still.points)
    gone = np.concatenate([each.values for each in values.run(0, 64)], axis=1).T
    alone = with_today(replace(still, study=replace(nothing, replicates=1), values=gone))
    assert np.array_equal(alone.values, alone.today)


def test_only_points_whose_numbers_differ_are_played_today(study_file: Path) -> None:
    study = read_study(study_file)
    assert home.runs_needed(study, True) == 2 * (64 + 64)
    settings_only = replace(study, factors=study.factors[:1])
    assert home.runs_needed(settings_only, True) == 2 * (64 + 1)
    cases = played(settings_only, against_today=True)
    assert cases.today is not None
    assert (cases.today == cases.today[0]).all()
    assert home.runs_today(cases) == 2


@pytest.fixture
def holed(swept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same sweep, but the runs of two points failed in its second replicate."""
    folder = tmp_path / "holed"
    folder.mkdir()
    manifest = read_manifest(swept)
    assert manifest is not None
    study, points = sweeps.study_in(swept, manifest)
    runner = BatchRunner(study, study.where(), points)
    kept = list(runner.run(0, 128))
    for each in kept:
        for rank, run in enumerate(each.runs):
            if run in (64 + 3, 64 + 9):
                each.status[rank], each.errors[rank] = "failed", RunError("UnsoundRun", "ran away")
                each.values[:, rank] = np.nan
    sha256 = write_file(folder / "part-00000.parquet", parquet_bytes(results_table(runner, kept)))
    write_file(folder / "design.parquet", parquet_bytes(design_table(study, points)))
    chunks = {"0": {"sha256": sha256, "ok": 126, "failed": 2, "killed": 0}}
    write_manifest(folder, {**manifest, "chunk": 128, "chunks": chunks})
    return folder


def test_failed_runs_are_refused_or_their_points_dropped(holed: Path, swept: Path, middle: float) -> None:
    with pytest.raises(Holes, match=r"2 of 64 points.*--drop-failed"):
        kept_in(holed)
    dropped, whole = kept_in(holed, drop_failed=True), kept_in(swept)
    assert dropped.dropped == 2
    assert set(range(64)) - set(dropped.numbers.tolist()) == {3, 9}
    assert np.array_equal(dropped.values, np.delete(whole.values, [3, 9], axis=0))
    refused = called("discover", str(holed), "--outcome", "attendance_share", "--below", str(middle))
    assert refused.exit_code == 2
    assert "failed run" in refused.output
    told = called("discover", str(holed), "--outcome", "attendance_share", "--below", str(middle), "--drop-failed")
    assert told.exit_code == 0, told.output
    assert "Left out, because a run failed there: 2 points." in told.output


def test_unfinished_broken_and_missing_sweeps_are_refused(swept: Path, holed: Path, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="holds no sweep"):
        kept_in(tmp_path)
    manifest = read_manifest(holed)
    assert manifest is not None
    write_manifest(holed, {**manifest, "complete": False})
    with pytest.raises(OutputError, match="not finished"):
        kept_in(holed)
    write_manifest(holed, manifest)
    with (holed / "part-00000.parquet").open("ab") as file:
        file.write(b"x")
    with pytest.raises(OutputError, match="part-00000"):
        kept_in(holed, drop_failed=True)


def test_today_cannot_be_paired_with_a_sweep_of_other_code(swept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fingerprint, "code_parts", lambda: {"rules": "other"})
    with pytest.raises(sweeps.StudyChanged, match="code of kkgsim"):
        kept_in(swept, same_code=True)
    assert len(kept_in(swept).points) == 64


def test_the_command_from_end_to_end(swept: Path, middle: float, tmp_path: Path) -> None:
    out, percent = tmp_path / "out", f"{100.0 * middle:.1f}"
    line = percent.replace(".", ",") + "%"
    words = ("discover", str(swept), "--outcome", "attendance_share", "--below", line, "--out", str(out))
    told = called(*words)
    assert told.exit_code == 0, told.output
    assert f"Attendance, mean of the last year below {percent} %" in told.output
    assert {"experiments.parquet", "outcomes.csv", "boxes.csv", "trade_off.png", "provenance.json"} <= set(
        os.listdir(out)
    )
    assert called(*words).exit_code == 2, "an earlier result is not replaced unasked"
    again = called(*words, "--overwrite", "--lang", "id")
    assert "gagal bila: Kehadiran di KKG" in again.output
    cases = with_today(kept_in(swept))
    usual = float(np.median(cases.values[:, 0] - cases.today[:, 0]))
    gain = called("discover", str(swept), "--outcome", "attendance_share", "--against-today", "--below", str(usual))
    assert gain.exit_code == 0, gain.output
    assert "the gain over the status quo" in gain.output


@pytest.mark.parametrize(("words", "said"), [
    (("--outcome", "attendance", "--below", "1"), "attendance_share"),
    (("--outcome", "attendance_share", "--below", "many"), "is not a number"),
    (("--outcome", "attendance_share"), "say what counts as failing"),
    (("--outcome", "attendance_share", "--below", "0.5", "--above", "0.7"), "not both"),
])  # fmt: skip
def test_bad_questions_are_refused_before_anything_is_played(
    study_file: Path, words: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*given: object, **rest: object) -> Callable[..., object]:
        raise AssertionError("played")

    monkeypatch.setattr(home, "evaluator_of", never)
    refused = called("discover", str(study_file), *words)
    assert refused.exit_code == 2, refused.output
    assert said in refused.output
