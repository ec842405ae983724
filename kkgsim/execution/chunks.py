"""Chunks of results on disk: Parquet files that are whole or not there, each known by its checksum."""

from __future__ import annotations

import hashlib
import json
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
from kkgsim.engine.batch_runner import FAILED, KILLED, OK, BatchRunner, RunRecords, record_columns, record_units
from kkgsim.io.atomic import write_file
from kkgsim.io.table_layout import Layout, named

SCHEMA = 3
"""Version of the files of a sweep; a change that adds, moves or renames a column or a field raises it."""
DICTIONARY_COLUMNS = ["seed", "status", "error_type", "error"]
"""Columns of which few values differ."""
REPLAY = "kkgsim verify . --run {}"
"""The command that runs a run again, to be given in its folder; the folder's own name would make two equal sweeps
differ."""


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


def chunk_file(chunk: int) -> str:
    """The file of a chunk."""
    return f"part-{chunk:05d}.parquet"


def results_layout(study: Study) -> Layout:
    """The table of the runs: a column a factor, then what is kept."""
    factors = {factor.name: factor.unit for factor in study.factors}
    identifying = named("run", "id", "point", "replicate", "seed", "status", "error_type", "error", "replay")
    return Layout(("run",), {**identifying, **factors, **record_units(study)})


def design_layout(study: Study) -> Layout:
    """The table of the points: a column a factor."""
    return Layout(("point",), {**named("point"), **{factor.name: factor.unit for factor in study.factors}})


def layouts_by_file(study: Study) -> dict[str, Any]:
    """The layout of each kind of file (its rows, columns and units), as the manifest records it."""
    return {"design": design_layout(study).declaration(), "part": results_layout(study).declaration()}


def results_table(runner: BatchRunner, records: Sequence[RunRecords]) -> pa.Table:
    """Records as a table, one run a row; a failed run has null values, and how to repeat it in ``replay``."""
    study, points = runner.study, runner.points
    runs = np.concatenate([batch.runs for batch in records])
    values = np.concatenate([batch.values for batch in records], axis=1)
    status = [word for batch in records for word in batch.status]
    errors = [error for batch in records for error in batch.errors]
    point, failed = runs % len(points), np.array([word != OK for word in status])
    columns: dict[str, Any] = {
        "run": _number_column(runs), "id": _text_column(runner.ids(runs)), "point": _number_column(point),
        "replicate": _number_column(runs // len(points)), "seed": _number_column(np.full_like(runs, study.seed)),
        "status": _text_column(status), "error_type": _text_column([error and error.kind for error in errors]),
        "error": _text_column([error and error.message for error in errors]),
        "replay": _text_column([REPLAY.format(run) if bad else None for run, bad in zip(runs, failed, strict=True)]),
    }  # fmt: skip
    columns |= {factor.name: _number_column(points[point, rank]) for rank, factor in enumerate(study.factors)}
    columns |= {name: _number_column(row, failed) for name, row in zip(record_columns(study), values, strict=True)}
    return pa.table(columns)


def design_table(study: Study, points: Points) -> pa.Table:
    """The points of a design, one a row."""
    columns = {factor.name: _number_column(points[:, rank]) for rank, factor in enumerate(study.factors)}
    return pa.table({"point": _number_column(np.arange(len(points))), **columns})


def _number_column(values: NDArray[Any], null: NDArray[np.bool_] | None = None) -> pa.Array:
    """Numbers as Arrow keeps them. Asked to read NumPy arrays or lists, Arrow imports pandas, half a second."""
    whole = values.dtype.kind == "i"
    data = np.ascontiguousarray(values, dtype=np.int64 if whole else np.float64)
    return pa.Array.from_buffers(
        pa.int64() if whole else pa.float64(), len(data), [_validity(null), pa.py_buffer(data)]
    )


def _text_column(words: Sequence[str | None]) -> pa.Array:
    """Texts as Arrow keeps them: where each ends, then all of them."""
    data = [(word or "").encode() for word in words]
    ends = np.cumsum([0, *(len(word) for word in data)], dtype=np.int32)
    null = _validity(np.array([word is None for word in words]))
    return pa.Array.from_buffers(pa.string(), len(data), [null, pa.py_buffer(ends), pa.py_buffer(b"".join(data))])


def _validity(null: NDArray[np.bool_] | None) -> pa.Buffer | None:
    """One bit a row, whether there is something in it."""
    return None if null is None or not null.any() else pa.py_buffer(np.packbits(~null, bitorder="little"))


def parquet_bytes(table: pa.Table) -> bytes:
    """A table as a Parquet file; the same table always gives the same bytes."""
    stamped = table.replace_schema_metadata({b"kkgsim": json.dumps({"sweep_schema": SCHEMA}).encode()})
    sink = pa.BufferOutputStream()
    pq.write_table(stamped, sink, use_dictionary=DICTIONARY_COLUMNS, compression="zstd")
    data: bytes = sink.getvalue().to_pybytes()
    return data


def pack_chunk(runner: BatchRunner, records: Sequence[RunRecords]) -> PackedChunk:
    """The records of a chunk as the bytes of its file."""
    count = Counter(word for batch in records for word in batch.status)
    return PackedChunk(parquet_bytes(results_table(runner, records)), count[OK], count[FAILED], count[KILLED])


def write_chunk(folder: Path, chunk: int, content: PackedChunk) -> StoredChunk:
    """Write the file of a chunk; raises ``OSError`` as the disk does."""
    sha256 = write_file(folder / chunk_file(chunk), content.data)
    return StoredChunk(sha256, content.ok, content.failed, content.killed)


def set_aside(path: Path) -> Path:
    """Rename a damaged file, so that nothing is lost; returns its new path."""
    rank = sum(1 for _ in path.parent.glob(f"{path.name}.broken-*")) + 1
    aside = path.with_name(f"{path.name}.broken-{rank}")
    path.rename(aside)
    return aside


def holds_runs(path: Path, runs: range, done: StoredChunk) -> bool:
    """Whether a chunk file holds exactly these runs, with the counts of status that were logged."""
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
