"""The results of a sweep as one table, in the columns of today, whichever version of kkgsim wrote them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from kkgsim.errors import OutputError
from kkgsim.execution.chunks import REPLAY, SCHEMA, chunk_file
from kkgsim.execution.manifest import Manifest, chunks_in, runs_in, sweep_manifest
from kkgsim.i18n import refusal


def results_in(folder: Path) -> pa.Table:
    """All runs that are there, in their order; of a sweep that is under way or was stopped, those done so far.

    Raises :class:`OutputError` for a folder without a sweep, a damaged one, or one of a newer kkgsim.
    """
    manifest = sweep_manifest(folder)
    present = [chunk for chunk in range(chunks_in(manifest)) if (folder / chunk_file(chunk)).exists()]
    parts = [_today(folder, chunk, manifest) for chunk in present]
    if not parts:
        raise OutputError(refusal("no_runs", folder=folder))
    return pa.concat_tables(parts)


def _today(folder: Path, chunk: int, manifest: Manifest) -> pa.Table:
    """A chunk brought up to the columns of today, version by version."""
    try:
        table = pq.read_table(folder / chunk_file(chunk))
        schema = int(json.loads((table.schema.metadata or {})[b"kkgsim"])["sweep_schema"])
        sound = table["run"].to_pylist() == list(runs_in(manifest, chunk))
    except (OSError, ValueError, KeyError, pa.ArrowException) as error:
        raise OutputError(refusal("sweep_broken", folder=folder, name=chunk_file(chunk))) from error
    if not sound:
        raise OutputError(refusal("sweep_broken", folder=folder, name=chunk_file(chunk)))
    if schema > SCHEMA:
        raise OutputError(refusal("sweep_newer", folder=folder, schema=schema, known=SCHEMA))
    for version in range(schema, SCHEMA):
        table = MIGRATIONS[version](table, manifest)
    return table.replace_schema_metadata(None)


def _from_1(table: pa.Table, manifest: Manifest) -> pa.Table:
    """Version 2 gave runs names (which those of version 1 have not), seeds, types of errors and replays."""
    rows, said = len(table), [word and word.split(": ", 1) for word in table["error"].to_pylist()]
    names = table.column_names
    columns = {name: table[name] for name in names[: names.index("status") + 1]}
    columns |= {
        "id": pa.nulls(rows, pa.string()), "seed": pa.array([manifest["asked"]["seed"]] * rows, pa.int64()),
        "error_type": pa.array([word and (word[0] if len(word) > 1 else "") for word in said], pa.string()),
        "error": pa.array([word and word[-1] for word in said], pa.string()),
        "replay": pa.array([REPLAY.format(run) if bad else None for run, bad in
                            zip(table["run"].to_pylist(), said, strict=True)], pa.string()),
    }  # fmt: skip
    columns |= {name: table[name] for name in names[names.index("error") + 1 :]}
    first = ["run", "id", "point", "replicate", "seed", "status", "error_type", "error", "replay"]
    return pa.table({name: columns[name] for name in (*first, *(name for name in columns if name not in first))})


def _from_2(table: pa.Table, manifest: Manifest) -> pa.Table:
    """Version 3 sealed the manifest and the lines of the log; the chunks are the same."""
    return table


MIGRATIONS: Mapping[int, Callable[[pa.Table, Manifest], pa.Table]] = {1: _from_1, 2: _from_2}
"""What brings a chunk of a version to the next one; ``tests/execution/samples`` keeps a sweep of each."""
