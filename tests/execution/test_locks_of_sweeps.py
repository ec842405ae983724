"""One writer a folder: whose lock holds, and whose is taken over."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from kkgsim.execution.lock import Locked, lock
from kkgsim.execution.sweep import PreparedSweep, sweep


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
