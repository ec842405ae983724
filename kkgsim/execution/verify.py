"""Whether a sweep is what its study gives: what is there, checksums, and some of its runs played again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from kkgsim.engine import kernel
from kkgsim.engine.study_runs import KILLED, Player
from kkgsim.errors import COMMAND_LINE, InputError, Issue, OutputError
from kkgsim.execution import folder as home
from kkgsim.execution.chunks import name_of, results_table
from kkgsim.execution.fingerprint import fingerprint
from kkgsim.execution.journal import Journal
from kkgsim.execution.manifest import Manifest, chunks_in, read_manifest, runs_in
from kkgsim.i18n import refusal

SHARE = 0.01
FEWEST = 20
"""Runs played again: a share of all, and how many at least."""
REBUILT = ("place", "scenario", "design", "numbers", "levers", "code", "packages")
"""What must be as it was, or runs cannot be played again."""


@dataclass
class VerifyReport:
    """What was looked at, and what was found: chunks and runs by number, files by name."""

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
    manifest = read_manifest(folder)
    if manifest is None:
        raise OutputError(refusal("no_sweep", folder=folder))
    if run is not None and run >= manifest["runs"]:
        allowed = f"0 … {manifest['runs'] - 1}"
        raise InputError([
            Issue(COMMAND_LINE, refusal("verify_no_run", folder=folder), key="--run", given=str(run), allowed=allowed)
        ])  # fmt: skip
    study, points = home.study_in(folder, manifest)
    place = study.where()
    now = fingerprint(study, place, points)
    home.same_or_refuse(folder, manifest, {name: now[name] for name in REBUILT}, "verify_changed")
    found = _looked_at(folder, manifest)
    chosen = _chosen(manifest, found.sound_chunks, run, seed)
    if run is not None and not chosen:
        found.out_of_reach = run
    if chosen:
        kernel.ready()
        _play_again(folder, manifest, Player(study, place, points), chosen, found, even_killed=run is not None)
    return found


def _looked_at(folder: Path, manifest: Manifest) -> VerifyReport:
    """Which chunks are there and as they were written."""
    journal = Journal(folder)
    known, total = home.known_chunks(manifest, journal), chunks_in(manifest)
    sound = home.sound_in(folder, manifest, known)
    there, all_of_it = {path.name for path in folder.glob("part-*.parquet")}, {name_of(each) for each in range(total)}
    lost = sorted(set(known) - set(sound))
    return VerifyReport(
        manifest["runs"], total, sorted(sound),
        missing=[chunk for chunk in lost if name_of(chunk) not in there],
        broken=[chunk for chunk in lost if name_of(chunk) in there],
        undone=[chunk for chunk in range(total) if chunk not in known],
        unnoted=[chunk for chunk in range(total) if chunk not in known and name_of(chunk) in there],
        extra=sorted(there - all_of_it),
        damaged_lines=journal.read().damaged, closed=manifest["complete"],
    )  # fmt: skip


def _play_again(
    folder: Path, manifest: Manifest, player: Player, chosen: Mapping[int, list[int]], found: VerifyReport,
    *, even_killed: bool,
) -> None:  # fmt: skip
    """Play runs again and hold them against what their chunks say."""
    for chunk, runs in chosen.items():
        rows = pq.read_table(folder / name_of(chunk))
        for run in runs:
            row = rows.slice(run - runs_in(manifest, chunk).start, 1)
            if row["status"][0].as_py() == KILLED and not even_killed:
                found.killed.append(run)
                continue
            kept = list(player.play(run, run + 1))
            found.played.append((run, kept[0].status[0], str(kept[0].errors[0] or "")))
            if not same(row, results_table(player, kept)):
                found.differing.append(run)


def _chosen(manifest: Manifest, sound: list[int], run: int | None, seed: int | None) -> dict[int, list[int]]:
    """The runs to play again, by chunk."""
    there = np.concatenate([np.zeros(0, int), *(np.array(runs_in(manifest, chunk)) for chunk in sound)])
    if run is not None:
        chosen = there[there == run]
    else:
        count = min(len(there), max(FEWEST, round(SHARE * int(manifest["runs"]))))
        chosen = np.sort(np.random.default_rng(seed).choice(there, size=count, replace=False))
    found: dict[int, list[int]] = {}
    for each in chosen.tolist():
        found.setdefault(each // int(manifest["chunk"]), []).append(each)
    return found


def same(one: pa.Table, other: pa.Table) -> bool:
    """Whether two tables hold the same values to the last bit."""
    if one.column_names != other.column_names:
        return False
    return all(_bits(one[name]) == _bits(other[name]) for name in one.column_names)


def _bits(column: pa.ChunkedArray) -> list[object]:
    values = column.to_pylist()
    return [value.hex() if isinstance(value, float) else value for value in values]
