"""However a sweep is shared out, its bytes are the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from kkgsim.execution import process_pool
from kkgsim.execution.jobs import SweepJob
from kkgsim.execution.sweep import PreparedSweep, SweepOptions, sweep

from .conftest import left_in, rows


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


def test_a_task_is_cut_into_chunks_without_gap(asked: PreparedSweep, tmp_path: Path) -> None:
    sweep_job = SweepJob(asked.study, asked.points, asked.runner, tmp_path, 7, 0)
    assert [run for chunk in range(sweep_job.chunks) for run in sweep_job.runs_of(chunk)] == list(range(60))
