"""Runs that fail, hang or end their workers, and workers that are ended from outside: no other result is lost."""

from __future__ import annotations

import multiprocessing
import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from kkgsim.engine import kernel
from kkgsim.engine.printing.llvm_function import Lanes
from kkgsim.execution.sweep import PreparedSweep, RunCount, SweepOptions, sweep
from kkgsim.execution.verify import verify

from .conftest import die, in_worker, left_in, rows


@pytest.fixture(autouse=True, scope="module")
def whatever_is_played_is_compiled() -> None:
    """Chunks and single runs, before there are workers: in a new cache one of them would be given up while it
    compiles, again and again."""
    for lanes in (Lanes.FULL, Lanes.SINGLE, Lanes.ANY):
        kernel.ready(lanes=lanes)


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
    in_worker(monkeypatch, lambda: time.sleep(500.0), lambda team: (team == last).any())
    began = time.monotonic()
    asked = replace(asked, study=replace(asked.study, replicates=1))
    count = sweep(asked, tmp_path / "out", SweepOptions(chunk=20, limit=2.0))
    assert time.monotonic() - began < 250.0
    assert count.killed == 1
    assert rows(tmp_path / "out")[-1]["error"] == "ended 2 workers: not done after 2 s"


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


def test_no_worker_is_left_after_an_interruption(asked: PreparedSweep, tmp_path: Path) -> None:
    def interrupt(count: RunCount) -> None:
        if count.done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sweep(asked, tmp_path / "out", SweepOptions(chunk=16, workers=2), progress=interrupt)
    assert multiprocessing.active_children() == []
    assert not (tmp_path / "out" / "lock.json").exists()
