"""What a sweep leaves on the disk: a row a run, what made it, and the names of runs."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

import kkgsim
from kkgsim.design.read_study import read_study
from kkgsim.design.study import Design
from kkgsim.execution.sweep import PreparedSweep, SweepOptions, prepare, sweep
from kkgsim.execution.verify import verify
from kkgsim.model.levers.lever import PAYERS
from kkgsim.places.place_io.files import write as write_place

from .conftest import rows


def test_a_sweep_leaves_one_row_a_run(asked: PreparedSweep, tmp_path: Path) -> None:
    count = sweep(asked, tmp_path / "out", SweepOptions(chunk=16))
    found = rows(tmp_path / "out")
    assert [row["run"] for row in found] == list(range(60))
    assert (count.total, count.done, count.failed, count.killed) == (60, 60, 0, 0)
    design = pq.read_table(tmp_path / "out" / "design.parquet").to_pylist()
    for row in found:
        assert row["run"] == row["replicate"] * 20 + row["point"]
        assert row["facilitator_team_per_10_schools"] == design[row["point"]]["facilitator_team_per_10_schools"]
        assert row["status"] == "ok"
        assert {row["error_type"], row["error"], row["replay"]} == {None}
    assert list(found[0])[:9] == [
        "run", "id", "point", "replicate", "seed", "status", "error_type", "error", "replay",
    ]  # fmt: skip
    assert list(found[0])[11:] == [
        "attendance_share_end", "attendance_share_2", "practice_mean_end", "practice_mean_2", "cost_per_year",
        *(f"cost_{payer}" for payer in PAYERS), "time_value_per_year",
    ]  # fmt: skip


def test_a_sweep_tells_what_made_it(asked: PreparedSweep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.setattr(kkgsim, "__file__", str(tmp_path / "kkgsim" / "__init__.py"))
    said = lambda words, **options: subprocess.CompletedProcess(words, 0, "abc123-dirty\n")  # noqa: E731
    monkeypatch.setattr(subprocess, "run", said)
    sweep(asked, tmp_path / "out", SweepOptions(command="kkgsim sweep small.toml"))
    log = [json.loads(line) for line in (tmp_path / "out" / "log.jsonl").read_text().splitlines()]
    begin, end = log[0], log[-1]
    assert (begin["event"], end["event"], end["complete"]) == ("begin", "end", True)
    assert (begin["command"], begin["commit"], begin["kkgsim"]) == (
        "kkgsim sweep small.toml", "abc123-dirty", kkgsim.__version__,
    )  # fmt: skip
    assert begin["python"] in sys.version
    assert begin["platform"]
    assert begin["at"] <= end["at"]
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert manifest["study"] == asked.study.text
    assert "followup_mentoring" in manifest["scenario"]
    assert manifest["asked"]["seed"] == 5
    assert set(manifest["identity"]) == {
        "study", "scenario", "place", "design", "numbers", "levers", "code", "packages", "posterior",
    }  # fmt: skip
    assert "numpy" in manifest["identity"]["packages"]


def test_the_name_of_a_run_is_what_it_is_asked_and_nothing_else(asked: PreparedSweep, tmp_path: Path) -> None:
    """Neither its number, nor the design, the order of the factors, the chunks or what is kept."""
    study = asked.study
    sweep(asked, tmp_path / "out", SweepOptions(chunk=16))
    names = {(row["point"], row["replicate"]): row["id"] for row in rows(tmp_path / "out")}
    assert len(set(names.values())) == 60
    listed = tuple(tuple(point) for point in asked.points[[7, 3]].tolist())
    turned = replace(
        study, design=Design("points", 2, listed=tuple(each[::-1] for each in listed)), factors=study.factors[::-1],
        outcomes=("literacy_mean",),
    )  # fmt: skip
    sweep(prepare(turned), tmp_path / "few", SweepOptions(chunk=3))
    few = {(row["point"], row["replicate"]): row["id"] for row in rows(tmp_path / "few")}
    assert few == {(new, replicate): names[old, replicate] for new, old in ((0, 7), (1, 3)) for replicate in range(3)}
    for other in (replace(study, seed=6), replace(study, clusters=2), replace(study, drawn=False),
                  replace(study, scenario=replace(study.scenario, policy=()))):  # fmt: skip
        assert not set(prepare(other).runner.ids(np.arange(60))) & set(names.values())


def test_a_sweep_needs_no_pandas(write: Callable[..., Path], tmp_path: Path) -> None:
    """Half a second at each beginning, and in each worker that begins anew."""
    code = (
        "import sys; from pathlib import Path; from kkgsim.design.read_study import read_study; "
        "from kkgsim.execution.sweep import prepare, sweep; asked = prepare(read_study(sys.argv[1])); "
        "sweep(asked, Path(sys.argv[2])); from kkgsim.execution.chunks import parquet_bytes, results_table; "
        "parquet_bytes(results_table(asked.runner, list(asked.runner.run(0, 3)))); assert 'pandas' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code, str(write()), str(tmp_path / "out")], check=True)


def test_a_place_in_a_folder_is_kept_with_the_results(
    write: Callable[..., Path], asked: PreparedSweep, tmp_path: Path
) -> None:
    write_place(asked.place, tmp_path / "here")
    study = read_study(write(("clusters = 1\n", ""), ('place = "janapria"', 'place = "here"')))
    sweep(prepare(study), tmp_path / "out")
    (tmp_path / "here" / "schools.csv").unlink()
    assert verify(tmp_path / "out").sound
