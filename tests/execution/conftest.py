"""A study small enough to play in a moment, and ways to compare what two sweeps left."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from conftest import around_playing
from study_texts import study_text

from kkgsim.design.read_study import read_study
from kkgsim.design.study import Study
from kkgsim.engine.batch import Batch
from kkgsim.execution import process_pool
from kkgsim.execution.manifest import unsealed, write_manifest
from kkgsim.execution.sweep import PreparedSweep, SweepOptions, prepare, sweep
from kkgsim.model.levers import all_settings

TEXT = study_text(
    'setting = "facilitator_team_per_10_schools"\nlow = 0.0\nhigh = 4.0',
    'number = "attend_mentored"\nlow = 0.5\nhigh = 1.0',
    samples=20, policy='lever = "followup_mentoring"\nstart = 2', replicates=3,
    outcomes='["attendance_share", "practice_mean"]', recorded='["end", 2]',
)  # fmt: skip
WHOLE = {"design.parquet", "manifest.json"}
TEAM = list(all_settings()).index("facilitator_team_per_10_schools")


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write the small study with some of its text replaced."""

    def make(*pairs: tuple[str, str], name: str = "small.toml") -> Path:
        text = TEXT
        for old, new in pairs:
            assert old in text, old
            text = text.replace(old, new)
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return make


@pytest.fixture
def study(write: Callable[..., Path]) -> Study:
    return read_study(write())


@pytest.fixture
def asked(study: Study) -> PreparedSweep:
    return prepare(study)


@pytest.fixture
def whole(asked: PreparedSweep, tmp_path: Path) -> dict[str, bytes]:
    """What an undisturbed sweep leaves."""
    assert sweep(asked, tmp_path / "whole", SweepOptions(chunk=16)).ok_share == 1.0
    return left_in(tmp_path / "whole")


@pytest.fixture(autouse=True)
def workers_are_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers begin as copies of the test, so that what a test breaks is broken in them, too."""
    monkeypatch.setattr(process_pool, "start_method", lambda: "fork")


def left_in(folder: Path) -> dict[str, bytes]:
    """Every file of a sweep but its log, with its bytes."""
    found = {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "log.jsonl"}
    assert set(found) >= WHOLE
    return found


def reseal(folder: Path, **changes: Any) -> dict[str, Any]:
    """Change fields of a manifest (None: take them away), its checksum with them; returns what it says now."""
    found = unsealed(folder)
    assert found is not None
    made = {name: value for name, value in {**found, **changes}.items() if value is not None}
    write_manifest(folder, made)
    return made


def rows(folder: Path) -> list[dict[str, object]]:
    """All rows of a sweep."""
    return [row for path in sorted(folder.glob("part-*.parquet")) for row in pq.read_table(path).to_pylist()]


def in_worker(monkeypatch: pytest.MonkeyPatch, deed: Callable[[], None], where: Callable[[object], bool]) -> None:
    """Do something before a batch is played in which ``where(facilitators of the lanes)`` holds."""

    def perhaps(batch: Batch) -> None:
        if where(batch.policy.committed[TEAM, 0]):
            deed()

    around_playing(monkeypatch, before=perhaps)


def die() -> None:
    """End this process as a system short of memory does."""
    os.kill(os.getpid(), signal.SIGKILL)
