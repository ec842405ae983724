"""Sweeps of every version that there was, kept in ``samples``, open for ever."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kkgsim.errors import OutputError
from kkgsim.execution.chunks import SCHEMA
from kkgsim.execution.folder import StudyChanged, study_in
from kkgsim.execution.manifest import SEALED
from kkgsim.execution.read_results import MIGRATIONS, results_in
from kkgsim.execution.sweep import PreparedSweep, SweepOptions, sweep
from kkgsim.execution.verify import verify

from .conftest import reseal

SAMPLES = Path(__file__).parent / "samples"
VERSIONS = list(range(1, SCHEMA + 1))


def test_a_sweep_of_every_version_is_kept_and_every_older_one_has_its_migration() -> None:
    assert sorted(path.name for path in SAMPLES.iterdir()) == [f"schema-{version}" for version in VERSIONS]
    assert sorted(MIGRATIONS) == VERSIONS[:-1]


@pytest.mark.parametrize("version", VERSIONS)
def test_an_old_sweep_opens_in_the_columns_of_today(version: int) -> None:
    found, newest = results_in(SAMPLES / f"schema-{version}"), results_in(SAMPLES / f"schema-{SCHEMA}")
    assert found.schema.equals(newest.schema)
    rows = found.to_pylist()
    assert [row["run"] for row in rows] == list(range(8))
    assert {row["seed"] for row in rows} == {5}
    bad = [row for row in rows if row["status"] == "failed"]
    assert [row["facilitator_team_per_10_schools"] > 3.0 for row in rows] == [row in bad for row in rows]
    for row in bad:
        assert (row["error_type"], row["error"]) == ("ZeroDivisionError", "by hand")
        assert row["replay"] == f"kkgsim verify . --run {row['run']}"
        assert row["practice_mean_end"] is None
    assert all(0.0 < row["practice_mean_end"] < 1.0 for row in rows if row not in bad)


@pytest.mark.parametrize("version", VERSIONS)
def test_an_old_sweep_is_not_gone_on_with_by_other_code(version: int, tmp_path: Path) -> None:
    folder = shutil.copytree(SAMPLES / f"schema-{version}", tmp_path / "old")
    manifest = json.loads((folder / "manifest.json").read_text())
    if version >= SEALED:
        manifest = reseal(folder, identity={**manifest["identity"], "code": "of its day"})
    study, points = study_in(folder, manifest)
    assert len(points) * study.replicates == 8
    with pytest.raises(StudyChanged, match="the code of kkgsim"):
        verify(folder)


def test_what_a_newer_kkgsim_wrote_is_refused_politely(tmp_path: Path) -> None:
    folder = shutil.copytree(SAMPLES / f"schema-{SCHEMA}", tmp_path / "newer")
    reseal(folder, schema=SCHEMA + 1)
    with pytest.raises(OutputError, match=f"newer kkgsim \\(schema {SCHEMA + 1}; this version reads up to {SCHEMA}\\)"):
        results_in(folder)


def test_a_sweep_in_mid_run_opens_with_what_is_there(asked: PreparedSweep, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="holds no sweep"):
        results_in(tmp_path)
    sweep(asked, tmp_path / "out", SweepOptions(chunk=16))
    (tmp_path / "out" / "part-00003.parquet").unlink()
    assert results_in(tmp_path / "out")["run"].to_pylist() == list(range(48))
    for path in (tmp_path / "out").glob("part-*"):
        path.unlink()
    with pytest.raises(OutputError, match="without a completed run"):
        results_in(tmp_path / "out")
