"""What the workers of a sweep are told to do, and what they answer, wherever they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kkgsim.design.study import Points, Study
from kkgsim.engine.study_runs import ENDED, KILLED, Fault, Kept, Player, kept_columns, lost
from kkgsim.execution.chunks import StoredChunk


@dataclass(frozen=True)
class Task:
    """What all workers of a sweep do: ``chunk`` runs at a time, into a folder, in ``memory`` bytes beside what they
    began with (0: as much as there is)."""

    study: Study
    points: Points
    player: Player
    folder: Path
    chunk: int
    memory: int

    @property
    def runs(self) -> int:
        """All runs of the sweep."""
        return len(self.points) * self.study.replicates

    @property
    def chunks(self) -> int:
        """All chunks of the sweep."""
        return -(-self.runs // self.chunk)

    def runs_of(self, chunk: int) -> range:
        """The runs of a chunk."""
        return range(chunk * self.chunk, min((chunk + 1) * self.chunk, self.runs))

    def lost(self, run: int, why: str) -> Kept:
        """What is kept of a run that was given up."""
        return lost([run], len(kept_columns(self.study)), KILLED, Fault(ENDED, why))


@dataclass(frozen=True)
class ChunkJob:
    """A chunk to play; ``careful`` run by run, without those known to end a worker (and why)."""

    chunk: int
    careful: bool = False
    killed: Mapping[int, str] | None = None


@dataclass(frozen=True)
class ChunkDone:
    """A chunk is on disk."""

    chunk: int
    done: StoredChunk
    seconds: float


def kept_of(task: Task, order: ChunkJob, told: Callable[[int], object]) -> Iterator[Kept]:
    """What is kept of each run of a chunk, in the order of the runs; a careful worker tells before each of them."""
    runs = task.runs_of(order.chunk)
    if not order.careful:
        yield from task.player.play(runs.start, runs.stop)
        return
    for run in runs:
        if order.killed and run in order.killed:
            yield task.lost(run, order.killed[run])
        else:
            told(run)
            yield from task.player.play(run, run + 1)
