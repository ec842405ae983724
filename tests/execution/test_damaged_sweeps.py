"""Sweeps of which a part is missing, broken or forged, and full disks: what is done again, to the same bytes."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from kkgsim.analysis.discovery.cases import kept_in
from kkgsim.errors import OutputError
from kkgsim.execution import chunks
from kkgsim.execution.sweep import PreparedSweep, SweepOptions, sweep
from kkgsim.execution.verify import verify

from .conftest import left_in, reseal


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
