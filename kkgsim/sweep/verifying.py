"""Whether a finished sweep is what its study gives: checksums, and some of its runs played again."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from kkgsim.engine import kernel
from kkgsim.errors import OutputProblem
from kkgsim.locale import refusal
from kkgsim.sweep import folder as home
from kkgsim.sweep.chunks import Done, checksum, name_of, results_table
from kkgsim.sweep.identity import identity
from kkgsim.sweep.player import KILLED, Player

SHARE = 0.01
FEWEST = 20
"""Runs played again: a share of all, and how many at least."""
REBUILT = ("place", "scenario", "design", "numbers", "levers", "code", "packages")
"""What must be as it was, or runs cannot be played again."""


@dataclass
class Verified:
    """What was looked at, and what was found wrong: chunks by file, runs by number."""

    chunks: int = 0
    runs: int = 0
    killed: int = 0
    replayed: list[tuple[int, str, str]] = field(default_factory=list)
    """Runs played again: their number, what became of them now, and what went wrong."""
    bad_chunks: list[str] = field(default_factory=list)
    bad_runs: list[int] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether nothing was found wrong."""
        return not self.bad_chunks and not self.bad_runs


def verify(folder: Path, *, run: int | None = None, seed: int | None = None) -> Verified:
    """Look at the checksums of a sweep and play a random hundredth of its runs again, or one ``run``.

    Raises ``Changed`` when code, numbers or packages are not those of the sweep, :class:`OutputProblem` for a folder
    without a sweep. Runs that were given up as killed are not tried again, but for the one that is asked for: it is
    played in this process, whatever it does to it.
    """
    manifest = home.read_manifest(folder)
    if manifest is None:
        raise OutputProblem(refusal("no_sweep", folder=folder))
    study, points = home.study_in(folder, manifest)
    place = study.where()
    now = identity(study, place, points)
    home.same_or_refuse(folder, manifest, {name: now[name] for name in REBUILT})
    known = {**{int(k): Done(**v) for k, v in manifest["chunks"].items()}, **home.Journal(folder).done()}
    found = Verified(chunks=len(known))
    sound = [chunk for chunk, done in sorted(known.items()) if checksum(folder / name_of(chunk)) == done.sha256]
    found.bad_chunks = [name_of(chunk) for chunk in sorted(set(known) - set(sound))]
    kernel.ready()
    player = Player(study, place, points)
    for chunk, runs in _chosen(manifest, sound, run, seed).items():
        rows = pq.read_table(folder / name_of(chunk))
        for each in runs:
            row = rows.slice(each - chunk * int(manifest["chunk"]), 1)
            if row["status"][0].as_py() == KILLED and run is None:
                found.killed += 1
                continue
            found.runs += 1
            kept = list(player.play(each, each + 1))
            found.replayed.append((each, kept[0].status[0], str(kept[0].errors[0] or "")))
            if not same(row, results_table(player, kept)):
                found.bad_runs.append(each)
    return found


def _chosen(manifest: dict[str, Any], sound: list[int], run: int | None, seed: int | None) -> dict[int, list[int]]:
    """The runs to play again, by chunk."""
    size, total = int(manifest["chunk"]), int(manifest["runs"])
    there = np.concatenate([np.arange(c * size, min((c + 1) * size, total)) for c in sound] or [np.zeros(0, int)])
    if run is not None:
        chosen = there[there == run]
    else:
        count = min(len(there), max(FEWEST, round(SHARE * total)))
        chosen = np.sort(np.random.default_rng(seed).choice(there, size=count, replace=False))
    found: dict[int, list[int]] = {}
    for each in chosen.tolist():
        found.setdefault(each // size, []).append(each)
    return found


def same(one: pa.Table, other: pa.Table) -> bool:
    """Whether two tables hold the same values to the last bit."""
    if one.column_names != other.column_names:
        return False
    return all(_bits(one[name]) == _bits(other[name]) for name in one.column_names)


def _bits(column: pa.ChunkedArray) -> list[object]:
    values = column.to_pylist()
    return [value.hex() if isinstance(value, float) else value for value in values]
