"""The results of a sweep as one table, in the columns of today, whichever version of kkgsim wrote them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from kkgsim.errors import OutputProblem
from kkgsim.locale import refusal
from kkgsim.sweep import folder as home
from kkgsim.sweep.chunks import REPLAY, SCHEMA

Manifest = Mapping[str, Any]


def results_in(folder: Path) -> pa.Table:
    """All runs that are there, in their order; of a sweep that is under way or was stopped, those done so far.

    Raises :class:`OutputProblem` for a folder without a sweep, or one of a newer kkgsim.
    """
    manifest = home.read_manifest(folder)
    if manifest is None:
        raise OutputProblem(refusal("no_sweep", folder=folder))
    parts = [_today(path, folder, manifest) for path in sorted(folder.glob("part-*.parquet"))]
    if not parts:
        raise OutputProblem(refusal("no_runs", folder=folder))
    return pa.concat_tables(parts)


def _today(path: Path, folder: Path, manifest: Manifest) -> pa.Table:
    """A chunk brought up to the columns of today, version by version."""
    table = pq.read_table(path)
    schema = int(json.loads((table.schema.metadata or {})[b"kkgsim"])["sweep_schema"])
    if schema > SCHEMA:
        raise OutputProblem(refusal("sweep_newer", folder=folder, schema=schema, known=SCHEMA))
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


MIGRATIONS: Mapping[int, Callable[[pa.Table, Manifest], pa.Table]] = {1: _from_1}
"""What brings a chunk of a version to the next one; ``tests/sweep/samples`` keeps a sweep of each."""
