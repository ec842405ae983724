"""The jobs of a sweep and their results, as they pass between this process and its workers, wherever these are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kkgsim.design.study import Points, Study
from kkgsim.engine.batch_runner import ENDED, KILLED, BatchRunner, RunError, RunRecords, failed_records, record_columns
from kkgsim.execution.chunks import StoredChunk


@dataclass(frozen=True)
class SweepJob:
    """What all workers of a sweep share: ``chunk`` runs at a time, written into ``folder``, with ``memory`` bytes in
    addition to what they began with (0: no limit)."""

    study: Study
    points: Points
    runner: BatchRunner
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

    def failed_records(self, run: int, why: str) -> RunRecords:
        """The records of a run that was given up."""
        return failed_records([run], len(record_columns(self.study)), KILLED, RunError(ENDED, why))


@dataclass(frozen=True)
class ChunkJob:
    """A chunk to run; ``careful`` means run by run, leaving out those known to end a worker (``killed``: why)."""

    chunk: int
    careful: bool = False
    killed: Mapping[int, str] | None = None


@dataclass(frozen=True)
class ChunkDone:
    """A chunk is on disk; ``seconds`` is the time its runs took."""

    chunk: int
    done: StoredChunk
    seconds: float


def run_records(sweep_job: SweepJob, job: ChunkJob, started: Callable[[int], object]) -> Iterator[RunRecords]:
    """The records of a chunk in the order of its runs; a careful worker calls ``started`` before each run."""
    runs = sweep_job.runs_of(job.chunk)
    if not job.careful:
        yield from sweep_job.runner.run(runs.start, runs.stop)
        return
    for run in runs:
        if job.killed and run in job.killed:
            yield sweep_job.failed_records(run, job.killed[run])
        else:
            started(run)
            yield from sweep_job.runner.run(run, run + 1)
