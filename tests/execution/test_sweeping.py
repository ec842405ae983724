"""Sweeps on disk: resumed to the same bytes, whatever was killed, broken, full, changed or in use."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from conftest import around_playing

import kkgsim
from kkgsim.analysis.discovery.cases import kept_in
from kkgsim.design.read_study import read_study
from kkgsim.design.study import Design
from kkgsim.engine import batch_runner
from kkgsim.engine.batch import Batch
from kkgsim.errors import InputError, OutputError
from kkgsim.execution import chunks, process_pool
from kkgsim.execution import fingerprint as code
from kkgsim.execution.folder import StudyChanged
from kkgsim.execution.jobs import SweepJob
from kkgsim.execution.lock import Locked, lock
from kkgsim.execution.sweep import PreparedSweep, RunCount, SweepOptions, prepare, sweep
from kkgsim.execution.verify import verify
from kkgsim.model.levers import all_settings
from kkgsim.model.levers.lever import PAYERS
from kkgsim.places.place_io.files import write as write_place

from .conftest import left_in, reseal

TEAM = list(all_settings()).index("facilitator_team_per_10_schools")


@pytest.fixture
def whole(asked: PreparedSweep, tmp_path: Path) -> dict[str, bytes]:
    """What an undisturbed sweep leaves."""
    assert sweep(asked, tmp_path / "whole", SweepOptions(chunk=16)).ok_share == 1.0
    return left_in(tmp_path / "whole")


def rows(folder: Path) -> list[dict[str, object]]:
    """All rows of a sweep."""
    return [row for path in sorted(folder.glob("part-*.parquet")) for row in pq.read_table(path).to_pylist()]


def in_worker(monkeypatch: pytest.MonkeyPatch, deed: Callable[[], None], where: Callable[[object], bool]) -> None:
    """Do something before a batch is played in which ``where(facilitators of the lanes)`` holds."""

    def perhaps(batch: Batch) -> None:
        if where(batch.policy.committed[TEAM, 0]):
            deed()

    around_playing(monkeypatch, batch_runner, before=perhaps)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


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
        "study", "scenario", "place", "design", "numbers", "levers", "code", "packages",
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


def test_workers_change_no_byte(asked: PreparedSweep, whole: dict[str, bytes], tmp_path: Path) -> None:
    sweep(asked, tmp_path / "two", SweepOptions(chunk=16, workers=2))
    assert left_in(tmp_path / "two") == whole


def test_workers_that_begin_anew_change_no_byte(
    asked: PreparedSweep, whole: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on systems without copies of processes, or when threads are at work."""
    monkeypatch.setattr(process_pool, "start_method", lambda: "spawn")
    sweep(asked, tmp_path / "anew", SweepOptions(chunk=16))
    assert left_in(tmp_path / "anew") == whole


def test_chunks_change_no_value(asked: PreparedSweep, whole: dict[str, bytes], tmp_path: Path) -> None:
    sweep(asked, tmp_path / "one", SweepOptions(chunk=7))
    assert rows(tmp_path / "one") == rows(tmp_path / "whole")


@pytest.mark.parametrize("workers", [1, 2])
def test_what_is_missing_or_broken_is_done_again(
    asked: PreparedSweep, whole: dict[str, bytes], tmp_path: Path, workers: int
) -> None:
    folder = tmp_path / "whole"
    (folder / "part-00001.parquet").unlink()
    broken = folder / "part-00002.parquet"
    broken.write_bytes(broken.read_bytes()[:-9] + b"x" * 9)
    count = sweep(asked, folder, SweepOptions(workers=workers))
    assert count.broken == ["part-00002.parquet"]
    assert count.kept == 16 + 12
    (folder / "part-00002.parquet.broken-1").unlink()
    assert left_in(folder) == whole


@pytest.mark.parametrize("spoil", ["torn", "gone", "another"])
def test_a_design_that_is_not_as_it_was_is_no_design(
    asked: PreparedSweep, whole: dict[str, bytes], tmp_path: Path, spoil: str
) -> None:
    folder = tmp_path / "whole"
    design = folder / "design.parquet"
    table = pq.read_table(design)
    if spoil == "torn":
        design.write_bytes(whole["design.parquet"][:-9])
    elif spoil == "gone":
        design.unlink()
    else:
        pq.write_table(table.take(list(reversed(range(len(table))))), design)
    for look in (verify, kept_in):
        with pytest.raises(OutputError, match=r"design\.parquet"):
            look(folder)
    sweep(asked, folder)
    assert left_in(folder) == whole, "the command that made it makes it again"
    assert verify(folder).sound


def test_a_torn_log_and_half_written_files_are_nothing(
    asked: PreparedSweep, whole: dict[str, bytes], tmp_path: Path
) -> None:
    folder = tmp_path / "whole"
    reseal(folder, complete=False, chunks={})
    log = folder / "log.jsonl"
    lines = log.read_text().splitlines(keepends=True)
    log.write_text("".join(lines[:3]) + lines[3][:20])
    (folder / ".part-00001.parquet.77.partial").write_bytes(b"PAR1")
    assert sweep(asked, folder).kept == 32
    assert left_in(folder) == whole
    assert len([line for line in log.read_text().splitlines() if '"chunk"' in line and line.endswith("}")]) >= 4


@pytest.mark.parametrize(
    ("what", "said"),
    [
        (lambda study: replace(study, outcomes=("practice_mean",)), "the study"),
        (lambda study: replace(study, replicates=4), "the study"),
        (lambda study: replace(study, design=replace(study.design, seed=2)), "the study .*, the points of the design"),
        (lambda study: replace(study, scenario=replace(study.scenario, policy=())), "the scenario"),
        (lambda study: replace(study, place="sumba_remote"), "the school list of the place"),
    ],
)
def test_a_changed_question_is_refused(
    asked: PreparedSweep, whole: dict[str, bytes], tmp_path: Path, what, said: str
) -> None:
    with pytest.raises(StudyChanged, match=f"changed since: {said}"):
        sweep(prepare(what(asked.study)), tmp_path / "whole")
    assert left_in(tmp_path / "whole") == whole


def test_changed_code_and_numbers_are_refused(
    asked: PreparedSweep, whole: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = json.loads((tmp_path / "whole" / "manifest.json").read_text())
    for name, said in (("code", "the code"), ("numbers", "the model's numbers"), ("packages", "versions of NumPy")):
        reseal(tmp_path / "whole", identity={**manifest["identity"], name: "other"})
        with pytest.raises(StudyChanged, match=f"changed since: .*{said}"):
            sweep(asked, tmp_path / "whole")
        with pytest.raises(StudyChanged, match=f"changed since: .*{said}"):
            verify(tmp_path / "whole")


def test_code_that_no_value_is_made_by_may_change(asked: PreparedSweep, tmp_path: Path) -> None:
    """And code that values are made by is named by its folder."""
    names = {path.relative_to(code.ROOT).as_posix() for path in code.code_files()}
    rules = {path.relative_to(code.ROOT).as_posix() for path in (code.ROOT / "model/rules").glob("*.py")}
    levers = {path.relative_to(code.ROOT).as_posix() for path in (code.ROOT / "model/levers").glob("*.py")}
    engine = {f"engine/{name}.py" for name in ("cache", "kernel", "machine_code", "sampling", "simulate")}
    assert (
        rules | levers | {"model/random_streams.py", "places/population/roster.py", "execution/chunks.py"} | engine
        <= names
    )
    assert not {name for name in names if name.startswith(("plotting/", "web/", "analysis/", "cli/"))}
    sweep(asked, tmp_path / "out")
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    identity, parts = {**manifest["identity"], "code": "other"}, {**manifest["code"], "rules": "other"}
    reseal(tmp_path / "out", identity=identity, code=parts)
    with pytest.raises(StudyChanged, match=r"changed since: the code of kkgsim \(rules\)\. Give"):
        sweep(asked, tmp_path / "out")


def test_what_values_are_made_by_is_all_that_playing_imports() -> None:
    """What is loaded by playing and by nothing else is among the code that is looked at."""
    code_ = (
        "import sys; from kkgsim.execution import chunks; from kkgsim.engine import kernel, batch_runner; "
        "kernel.ready(); "
        "print(*[m.__file__ for n, m in sys.modules.items() if n.split('.')[0] == 'kkgsim' and m.__file__])"
    )
    loaded = subprocess.run([sys.executable, "-c", code_], capture_output=True, text=True, check=True).stdout.split()
    assert {Path(each) for each in loaded} <= set(code.code_files())


def test_a_newer_folder_and_a_foreign_one_are_refused(
    asked: PreparedSweep, whole: dict[str, bytes], tmp_path: Path
) -> None:
    path = tmp_path / "whole" / "manifest.json"
    reseal(tmp_path / "whole", schema=99)
    with pytest.raises(OutputError, match="newer kkgsim"):
        sweep(asked, tmp_path / "whole")
    path.write_text("{")
    with pytest.raises(OutputError, match="cannot be read"):
        sweep(asked, tmp_path / "whole")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    with pytest.raises(InputError, match="holds no sweep"):
        sweep(asked, tmp_path / "mine")
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="is a file"):
        sweep(asked, tmp_path / "file")
    assert [each.name for each in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_one_writer_a_folder(asked: PreparedSweep, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with lock(tmp_path / "out"), pytest.raises(Locked, match=f"in use by process {os.getpid()}"):
        sweep(asked, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("change", [{"pid": 2**22 + 1}, {"boot": "another"}, {"since": "another"}, None])
def test_the_lock_of_a_dead_process_is_taken_over(tmp_path: Path, change: dict[str, object] | None) -> None:
    path = tmp_path / "lock.json"
    with lock(tmp_path):
        mine = json.loads(path.read_text())
    path.write_text("{torn" if change is None else json.dumps({**mine, **change}))
    with lock(tmp_path):
        assert json.loads(path.read_text()) == mine
    assert list(tmp_path.iterdir()) == []


def test_a_lock_of_another_machine_holds(tmp_path: Path) -> None:
    (tmp_path / "lock.json").write_text(json.dumps({"pid": 1, "boot": "b", "host": "far", "since": ""}))
    with pytest.raises(Locked, match="process 1 on far"), lock(tmp_path):
        pass


def test_a_failing_run_is_a_row_of_nulls(asked: PreparedSweep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ZeroDivisionError("by hand")

    in_worker(monkeypatch, fail, lambda team: (team > 3.5).any())
    count = sweep(asked, tmp_path / "out", SweepOptions(chunk=16))
    found = rows(tmp_path / "out")
    bad = [row for row in found if row["facilitator_team_per_10_schools"] > 3.5]
    assert 0 < len(bad) == count.failed
    for row in bad:
        assert (row["status"], row["error_type"], row["error"]) == ("failed", "ZeroDivisionError", "by hand")
        assert (row["seed"], row["replay"]) == (5, f"kkgsim verify . --run {row['run']}")
        assert {row[name] for name in list(row)[11:]} == {None}
    assert all(row["practice_mean_end"] is not None for row in found if row not in bad)
    assert count.done == 60
    assert verify(tmp_path / "out").sound, "a run that fails again as it did is as it was"


def test_fail_fast_stops_and_can_be_gone_on_with(
    asked: PreparedSweep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise ZeroDivisionError("by hand")

    in_worker(monkeypatch, fail, lambda team: (team > 3.5).any())
    count = sweep(asked, tmp_path / "out", SweepOptions(chunk=4, fail_fast=True))
    assert count.failed > 0
    assert count.done < 60
    assert sweep(asked, tmp_path / "out").done == 60


@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_that_kills_its_workers_is_given_up_alone(
    asked: PreparedSweep, whole: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    top = asked.points[:, 0].max()
    in_worker(monkeypatch, die, lambda team: (team == top).any())
    count = sweep(asked, tmp_path / "out", SweepOptions(chunk=32, workers=workers))
    found, sound = rows(tmp_path / "out"), rows(tmp_path / "whole")
    bad = [row for row in found if row["status"] != "ok"]
    assert [row["facilitator_team_per_10_schools"] for row in bad] == [top] * 3
    assert {row["error"] for row in bad} == {"ended 2 workers: the worker ended with signal 9"}
    assert {row["status"] for row in bad} == {"killed"}
    assert [row for row in found if row not in bad] == [s for s, f in zip(sound, found, strict=True) if f not in bad]
    assert count.killed == 3
    assert len(count.trouble) >= 6


def test_a_run_that_hangs_is_given_up(asked: PreparedSweep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    last = asked.points[-1, 0]
    in_worker(monkeypatch, lambda: time.sleep(60.0), lambda team: (team == last).any())
    began = time.monotonic()
    asked = replace(asked, study=replace(asked.study, replicates=1))
    count = sweep(asked, tmp_path / "out", SweepOptions(chunk=20, limit=0.5))
    assert time.monotonic() - began < 15.0
    assert count.killed == 1
    assert rows(tmp_path / "out")[-1]["error"] == "ended 2 workers: not done after 0 s"


def test_a_chunk_of_which_every_run_hangs_is_given_up_after_a_few(
    asked: PreparedSweep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_worker(monkeypatch, die, lambda team: True)
    asked = replace(asked, study=replace(asked.study, replicates=1))
    count = sweep(asked, tmp_path / "out", SweepOptions(chunk=20, limit=1.0))
    assert count.killed == 20
    assert sum("not tried" in row["error"] for row in rows(tmp_path / "out")) == 15


def test_workers_killed_from_outside_cost_no_result(
    asked: PreparedSweep, whole: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each chunk loses its worker twice, then is played run by run."""
    tally = tmp_path / "tally"

    def once_or_twice() -> None:
        with tally.open("a") as file:
            file.write("x")
        if tally.stat().st_size <= 2:
            die()

    in_worker(monkeypatch, once_or_twice, lambda team: True)
    count = sweep(asked, tmp_path / "out", SweepOptions(chunk=16))
    assert len(count.trouble) == 2
    assert left_in(tmp_path / "out") == whole


def test_a_worker_killed_while_it_writes_leaves_nothing(
    asked: PreparedSweep, whole: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle, tally = os.fsync, tmp_path / "tally"

    def last_breath(number: int) -> None:
        if multiprocessing.parent_process() is not None and not tally.exists():
            tally.touch()
            die()
        settle(number)

    monkeypatch.setattr(os, "fsync", last_breath)
    count = sweep(asked, tmp_path / "out", SweepOptions(chunk=16))
    assert len(count.trouble) == 1
    assert left_in(tmp_path / "out") == whole


def test_memory_that_runs_out_is_a_failed_run(
    asked: PreparedSweep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hoard = lambda: bytearray(2**33)  # noqa: E731
    in_worker(monkeypatch, hoard, lambda team: (team > 3.5).any())
    count = sweep(asked, tmp_path / "out", SweepOptions(chunk=60, memory=2**29))
    assert 0 < count.failed < 60
    assert {row["error_type"] for row in rows(tmp_path / "out")} == {None, "MemoryError"}


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_full_disk_stops_the_sweep_and_keeps_what_is_there(
    asked: PreparedSweep, whole: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: int
) -> None:
    write = chunks.write_file

    def full(path: Path, data: bytes) -> str:
        if path.name == "part-00002.parquet":
            raise OSError(fault, os.strerror(fault))
        return write(path, data)

    monkeypatch.setattr(chunks, "write_file", full)
    with pytest.raises(OutputError, match=os.strerror(fault)):
        sweep(asked, tmp_path / "out", SweepOptions(chunk=16))
    monkeypatch.undo()
    assert (tmp_path / "out" / "part-00001.parquet").exists()
    assert sweep(asked, tmp_path / "out").kept == 32
    assert left_in(tmp_path / "out") == whole


def test_a_disk_full_in_the_middle_of_a_file_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(number: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        chunks.write_file(tmp_path / "part-00000.parquet", b"PAR1")
    assert list(tmp_path.iterdir()) == []


def test_a_place_in_a_folder_is_kept_with_the_results(
    write: Callable[..., Path], asked: PreparedSweep, tmp_path: Path
) -> None:
    write_place(asked.place, tmp_path / "here")
    study = read_study(write(("clusters = 1\n", ""), ('place = "janapria"', 'place = "here"')))
    sweep(prepare(study), tmp_path / "out")
    (tmp_path / "here" / "schools.csv").unlink()
    assert verify(tmp_path / "out").sound


def test_verifying_finds_what_is_not_as_it_was(asked: PreparedSweep, whole: dict[str, bytes], tmp_path: Path) -> None:
    folder = tmp_path / "whole"
    found = verify(folder)
    assert (found.sound_chunks, len(found.played), found.sound) == ([0, 1, 2, 3], 20, True)
    path = folder / "part-00001.parquet"
    table = pq.read_table(path)
    rank = table.column_names.index("practice_mean_2")
    values = table["practice_mean_2"].to_pylist()
    values[3] += 1e-15
    forged = table.set_column(rank, "practice_mean_2", [values])
    path.write_bytes(chunks.parquet_bytes(forged))
    assert verify(folder).broken == [1]
    known = json.loads((folder / "manifest.json").read_text())["chunks"]
    known["1"]["sha256"] = chunks.checksum(path)
    reseal(folder, chunks=known)
    (folder / "log.jsonl").unlink()
    assert verify(folder, run=19).differing == [19]
    assert verify(folder, run=18).sound


def test_no_worker_is_left_after_an_interruption(asked: PreparedSweep, tmp_path: Path) -> None:
    def interrupt(count: RunCount) -> None:
        if count.done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sweep(asked, tmp_path / "out", SweepOptions(chunk=16, workers=2), progress=interrupt)
    assert multiprocessing.active_children() == []
    assert not (tmp_path / "out" / "lock.json").exists()


def test_a_task_is_cut_into_chunks_without_gap(asked: PreparedSweep, tmp_path: Path) -> None:
    sweep_job = SweepJob(asked.study, asked.points, asked.runner, tmp_path, 7, 0)
    assert [run for chunk in range(sweep_job.chunks) for run in sweep_job.runs_of(chunk)] == list(range(60))
