"""Verification of a sweep: which chunks are there, their checksums, and a sample of runs compared after a replay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from kkgsim.engine import kernel
from kkgsim.engine.batch_runner import KILLED, BatchRunner
from kkgsim.errors import COMMAND_LINE, InputError, Issue
from kkgsim.execution import folder as home
from kkgsim.execution.chunks import chunk_file, results_table
from kkgsim.execution.event_log import EventLog
from kkgsim.execution.fingerprint import fingerprint
from kkgsim.execution.manifest import Manifest, chunks_in, runs_in, sweep_manifest
from kkgsim.i18n import refusal

SHARE = 0.01
FEWEST = 20
"""Runs played again: a share of all, and how many at least."""
REBUILT = ("place", "scenario", "design", "numbers", "levers", "code", "packages")
"""What must be as it was, or runs cannot be played again."""


@dataclass
class VerifyReport:
    """The result of a verification: chunks and runs by number, files by name."""

    total_runs: int
    total_chunks: int
    sound_chunks: list[int] = field(default_factory=list)
    """As they were written, by checksum, with the runs that belong to them."""
    missing: list[int] = field(default_factory=list)
    """Noted as done, and not there."""
    broken: list[int] = field(default_factory=list)
    """Noted as done, and not as they were written."""
    undone: list[int] = field(default_factory=list)
    """Not noted as done yet."""
    unnoted: list[int] = field(default_factory=list)
    """Not noted as done, though a file is there: a kill came between the two."""
    extra: list[str] = field(default_factory=list)
    """Files of chunks that the sweep has not."""
    damaged_lines: list[int] = field(default_factory=list)
    """Lines of the log that are not as they were written."""
    closed: bool = False
    """Whether the manifest says that all is done."""
    played: list[tuple[int, str, str]] = field(default_factory=list)
    """Runs played again: their number, what became of them now, and what went wrong."""
    differing: list[int] = field(default_factory=list)
    """Runs that now give other values."""
    killed: list[int] = field(default_factory=list)
    """Chosen runs that were not played again, for they had ended their workers."""
    out_of_reach: int | None = None
    """The run asked for, where its chunk is not there to compare with."""

    @property
    def agrees(self) -> bool:
        """Whether nothing that was done is missing or other than it was."""
        return not (self.missing or self.broken or self.extra or self.damaged_lines or self.differing)

    @property
    def complete(self) -> bool:
        """Whether all runs are done, and the sweep was closed."""
        return self.closed and len(self.sound_chunks) == self.total_chunks

    @property
    def sound(self) -> bool:
        """Whether everything is there and agrees."""
        return self.agrees and self.complete


def verify(folder: Path, *, run: int | None = None, seed: int | None = None) -> VerifyReport:
    """Look at what is there of a sweep, at its checksums, and play a random hundredth of its runs again, or ``run``.

    Raises ``InputError`` for a run that the sweep has not, ``Changed`` when code, numbers or packages are not those
    of the sweep, :class:`OutputError` for a folder without a sweep, or with a damaged manifest or design. Runs that
    were given up as killed are not tried again, but for the one that is asked for: it is played in this process,
    whatever it does to it.
    """
    manifest = sweep_manifest(folder)
    if run is not None and run >= manifest["runs"]:
        allowed = f"0 … {manifest['runs'] - 1}"
        raise InputError([
            Issue(COMMAND_LINE, refusal("verify_no_run", folder=folder), key="--run", given=str(run), allowed=allowed)
        ])  # fmt: skip
    study, points = home.study_in(folder, manifest)
    place = study.where()
    now = fingerprint(study, place, points)
    home.same_or_refuse(folder, manifest, {name: now[name] for name in REBUILT}, "verify_changed")
    report = _compare_files(folder, manifest)
    chosen = _runs_to_replay(manifest, report.sound_chunks, run, seed)
    if run is not None and not chosen:
        report.out_of_reach = run
    if chosen:
        kernel.ready()
        _replay(folder, manifest, BatchRunner(study, place, points), chosen, report, even_killed=run is not None)
    return report


def _compare_files(folder: Path, manifest: Manifest) -> VerifyReport:
    """Compare the chunks on disk with those that were logged."""
    log = EventLog(folder)
    known, total = home.known_chunks(manifest, log), chunks_in(manifest)
    sound = home.sound_in(folder, manifest, known)
    on_disk = {path.name for path in folder.glob("part-*.parquet")}
    expected = {chunk_file(chunk) for chunk in range(total)}
    lost = sorted(set(known) - set(sound))
    return VerifyReport(
        manifest["runs"], total, sorted(sound),
        missing=[chunk for chunk in lost if chunk_file(chunk) not in on_disk],
        broken=[chunk for chunk in lost if chunk_file(chunk) in on_disk],
        undone=[chunk for chunk in range(total) if chunk not in known],
        unnoted=[chunk for chunk in range(total) if chunk not in known and chunk_file(chunk) in on_disk],
        extra=sorted(on_disk - expected),
        damaged_lines=log.read().damaged, closed=manifest["complete"],
    )  # fmt: skip


def _replay(
    folder: Path, manifest: Manifest, runner: BatchRunner, chosen: Mapping[int, list[int]], report: VerifyReport,
    *, even_killed: bool,
) -> None:  # fmt: skip
    """Run some runs again and compare them with their chunks, bit by bit."""
    for chunk, runs in chosen.items():
        rows = pq.read_table(folder / chunk_file(chunk))
        for run in runs:
            row = rows.slice(run - runs_in(manifest, chunk).start, 1)
            if row["status"][0].as_py() == KILLED and not even_killed:
                report.killed.append(run)
                continue
            kept = list(runner.run(run, run + 1))
            report.played.append((run, kept[0].status[0], str(kept[0].errors[0] or "")))
            if not same(row, results_table(runner, kept)):
                report.differing.append(run)


def _runs_to_replay(manifest: Manifest, sound: list[int], run: int | None, seed: int | None) -> dict[int, list[int]]:
    """The runs to replay, by chunk."""
    available = np.concatenate([np.zeros(0, int), *(np.array(runs_in(manifest, chunk)) for chunk in sound)])
    if run is not None:
        chosen = available[available == run]
    else:
        count = min(len(available), max(FEWEST, round(SHARE * int(manifest["runs"]))))
        chosen = np.sort(np.random.default_rng(seed).choice(available, size=count, replace=False))
    by_chunk: dict[int, list[int]] = {}
    for number in chosen.tolist():
        by_chunk.setdefault(number // int(manifest["chunk"]), []).append(number)
    return by_chunk


def same(first: pa.Table, second: pa.Table) -> bool:
    """Whether two tables hold the same values to the last bit."""
    if first.column_names != second.column_names:
        return False
    return all(_bits(first[name]) == _bits(second[name]) for name in first.column_names)


def _bits(column: pa.ChunkedArray) -> list[object]:
    values = column.to_pylist()
    return [value.hex() if isinstance(value, float) else value for value in values]
