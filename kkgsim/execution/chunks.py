"""Chunks of results on disk: Parquet files that are whole or not there, each known by its checksum."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from kkgsim.design.study import Points, Study
from kkgsim.engine.study_runs import FAILED, KILLED, OK, Kept, Player, kept_columns, kept_units
from kkgsim.io.table_layout import Layout, named

SCHEMA = 3
"""Version of the files of a sweep; a change that adds, moves or renames a column or a field raises it."""
TEMPORARY = ".partial"
WORDS = ["seed", "status", "error_type", "error"]
"""Columns of which few values differ."""
REPLAY = "kkgsim verify . --run {}"
"""What plays a run again, told in its folder; the folder's own name would make two equal sweeps differ."""


@dataclass(frozen=True)
class StoredChunk:
    """A chunk on disk: its checksum and how its runs ended."""

    sha256: str
    ok: int
    failed: int
    killed: int

    @property
    def runs(self) -> int:
        """All of its runs."""
        return self.ok + self.failed + self.killed


@dataclass(frozen=True)
class PackedChunk:
    """A chunk before it is on disk: the bytes of its file and how its runs ended."""

    data: bytes
    ok: int
    failed: int
    killed: int


def name_of(chunk: int) -> str:
    """The file of a chunk."""
    return f"part-{chunk:05d}.parquet"


def results_layout(study: Study) -> Layout:
    """The table of the runs: a column a factor, then what is kept."""
    factors = {factor.name: factor.unit for factor in study.factors}
    told = named("run", "id", "point", "replicate", "seed", "status", "error_type", "error", "replay")
    return Layout(("run",), {**told, **factors, **kept_units(study)})


def design_layout(study: Study) -> Layout:
    """The table of the points: a column a factor."""
    return Layout(("point",), {**named("point"), **{factor.name: factor.unit for factor in study.factors}})


def layouts_told(study: Study) -> dict[str, Any]:
    """What a row of each kind of file is and what its columns are measured in, as a manifest tells it."""
    return {"design": design_layout(study).declaration(), "part": results_layout(study).declaration()}


def results_table(player: Player, kept: Sequence[Kept]) -> pa.Table:
    """Runs as a table, one a row: what is kept of a run that failed is null, and how to play it again is told."""
    study, points = player.study, player.points
    runs = np.concatenate([each.runs for each in kept])
    values = np.concatenate([each.values for each in kept], axis=1)
    status = [word for each in kept for word in each.status]
    errors = [fault for each in kept for fault in each.errors]
    point, lost = runs % len(points), np.array([word != OK for word in status])
    columns: dict[str, Any] = {
        "run": _column(runs), "id": _words(player.ids(runs)), "point": _column(point),
        "replicate": _column(runs // len(points)), "seed": _column(np.full_like(runs, study.seed)),
        "status": _words(status), "error_type": _words([fault and fault.kind for fault in errors]),
        "error": _words([fault and fault.said for fault in errors]),
        "replay": _words([REPLAY.format(run) if bad else None for run, bad in zip(runs, lost, strict=True)]),
    }  # fmt: skip
    columns |= {factor.name: _column(points[point, rank]) for rank, factor in enumerate(study.factors)}
    columns |= {name: _column(row, lost) for name, row in zip(kept_columns(study), values, strict=True)}
    return pa.table(columns)


def design_table(study: Study, points: Points) -> pa.Table:
    """The points of a design, one a row."""
    columns = {factor.name: _column(points[:, rank]) for rank, factor in enumerate(study.factors)}
    return pa.table({"point": _column(np.arange(len(points))), **columns})


def _column(values: NDArray[Any], null: NDArray[np.bool_] | None = None) -> pa.Array:
    """Numbers as Arrow keeps them. Asked to read NumPy arrays or lists, Arrow imports pandas, half a second."""
    whole = values.dtype.kind == "i"
    data = np.ascontiguousarray(values, dtype=np.int64 if whole else np.float64)
    return pa.Array.from_buffers(pa.int64() if whole else pa.float64(), len(data), [_sound(null), pa.py_buffer(data)])


def _words(words: Sequence[str | None]) -> pa.Array:
    """Texts as Arrow keeps them: where each ends, then all of them."""
    data = [(word or "").encode() for word in words]
    ends = np.cumsum([0, *(len(word) for word in data)], dtype=np.int32)
    null = _sound(np.array([word is None for word in words]))
    return pa.Array.from_buffers(pa.string(), len(data), [null, pa.py_buffer(ends), pa.py_buffer(b"".join(data))])


def _sound(null: NDArray[np.bool_] | None) -> pa.Buffer | None:
    """One bit a row, whether there is something in it."""
    return None if null is None or not null.any() else pa.py_buffer(np.packbits(~null, bitorder="little"))


def in_bytes(table: pa.Table) -> bytes:
    """A table as a Parquet file; the same table always gives the same bytes."""
    stamped = table.replace_schema_metadata({b"kkgsim": json.dumps({"sweep_schema": SCHEMA}).encode()})
    sink = pa.BufferOutputStream()
    pq.write_table(stamped, sink, use_dictionary=WORDS, compression="zstd")
    data: bytes = sink.getvalue().to_pybytes()
    return data


def write_whole(path: Path, data: bytes) -> str:
    """Write a file that is whole or not there, and safe from a power cut; returns its checksum."""
    partial = path.with_name(f".{path.name}.{os.getpid()}{TEMPORARY}")
    try:
        with partial.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    _settle(path.parent)
    return hashlib.sha256(data).hexdigest()


def _settle(folder: Path) -> None:
    """See that a renaming is on the disk; where folders cannot be opened (Windows) there is nothing to do."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def packed(player: Player, kept: Sequence[Kept]) -> PackedChunk:
    """The runs of a chunk as the bytes of its file."""
    count = Counter(word for each in kept for word in each.status)
    return PackedChunk(in_bytes(results_table(player, kept)), count[OK], count[FAILED], count[KILLED])


def write_packed(folder: Path, chunk: int, packed: PackedChunk) -> StoredChunk:
    """Put a chunk on disk."""
    return StoredChunk(write_whole(folder / name_of(chunk), packed.data), packed.ok, packed.failed, packed.killed)


def set_aside(path: Path) -> Path:
    """Rename a file that is not as it was written, so that nothing is lost; returns where it is now."""
    rank = sum(1 for _ in path.parent.glob(f"{path.name}.broken-*")) + 1
    aside = path.with_name(f"{path.name}.broken-{rank}")
    path.rename(aside)
    return aside


def fits(path: Path, runs: range, done: StoredChunk) -> bool:
    """Whether a chunk holds just these runs, and as many sound ones as was noted."""
    try:
        table = pq.read_table(path, columns=["run", "status"])
    except (OSError, pa.ArrowException):
        return False
    count = Counter(table["status"].to_pylist())
    counted = count[OK], count[FAILED], count[KILLED]
    return table["run"].to_pylist() == list(runs) and counted == (done.ok, done.failed, done.killed)


def checksum(path: Path) -> str:
    """The checksum of a file, "" where there is none."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""
