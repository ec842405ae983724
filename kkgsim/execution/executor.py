"""The protocol of executors, and the queue from which all of them take their chunks.

A chunk that ended two workers is played run by run by a third, so that the run at fault is known; only a run that then
ends its workers itself is written down as killed. So a worker killed from outside costs time, and no result.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol

from kkgsim.execution.jobs import ChunkDone, ChunkJob, SweepJob
from kkgsim.i18n import Text

STRIKES = 2
"""Workers that a chunk, then a run of it, may end."""
MOST_KILLED = 5
"""Runs of a chunk that are given up one by one; after them the rest of the chunk is given up untried."""

Stopping = Callable[[], bool]


class Executor(Protocol):
    """Workers of a sweep, here or far away."""

    trouble: list[str | Text]
    """What became of workers that ended before their time."""

    def run(self, chunks: Iterable[int], stopping: Stopping) -> Iterator[ChunkDone | None]:
        """Run chunks, yielding each that is on disk, and None at least once a second, so that progress can be told.

        Once ``stopping`` says so, only chunks in work are finished. Raises :class:`kkgsim.errors.OutputError` when a
        chunk cannot be written or there is nobody left to play it. Whatever happens, no work is left behind.
        """
        ...


class Queue:
    """Chunks that wait, and what is known of those that ended their workers."""

    def __init__(self, sweep_job: SweepJob):
        self._sweep_job = sweep_job
        self._waiting: deque[int] = deque()
        self._careful: deque[int] = deque()
        self._strikes: Counter[tuple[str, int]] = Counter()
        self._killed: dict[int, dict[int, str]] = {}
        self.trouble: list[str | Text] = []

    def fill(self, chunks: Iterable[int]) -> None:
        """Let chunks wait, and only these."""
        self._waiting, self._careful = deque(chunks), deque()

    def next(self, *, careful: bool = True) -> ChunkJob | None:
        """The next chunk; those to be played with care come last, and not at all unless ``careful`` ones may."""
        if self._waiting:
            return ChunkJob(self._waiting.popleft())
        if careful and self._careful:
            chunk = self._careful.popleft()
            return ChunkJob(chunk, True, self.killed(chunk))
        return None

    def killed(self, chunk: int) -> Mapping[int, str]:
        """The runs of a chunk that are given up, and why."""
        return self._killed.get(chunk, {})

    def back(self, job: ChunkJob) -> None:
        """Let a chunk wait again that nobody is to blame for."""
        (self._careful if job.careful else self._waiting).appendleft(job.chunk)

    def ended(self, job: ChunkJob, run: int | None, why: str, workers: int = 1) -> None:
        """A chunk ended so many workers (see :meth:`blame`); it waits again."""
        self.blame(job, run, why, workers)
        careful = job.careful or self._strikes["chunk", job.chunk] >= STRIKES
        (self._careful if careful else self._waiting).appendleft(job.chunk)

    def blame(self, job: ChunkJob, run: int | None, why: str, workers: int) -> None:
        """Count the workers that a chunk ended, or the run of it that was begun, where that is known."""
        self.trouble.append(f"chunk {job.chunk}" + (f", run {run}" if run is not None else "") + f": {why}")
        if not job.careful:
            self._strikes["chunk", job.chunk] += workers
        else:  # none begun: the worker cannot even begin
            self._strike_run(job.chunk, self._sweep_job.runs_of(job.chunk).start if run is None else run, why, workers)

    def _strike_run(self, chunk: int, run: int, why: str, workers: int) -> None:
        """Write a run off after enough strikes, and after too many of them what is left of the chunk."""
        self._strikes["run", run] += workers
        if self._strikes["run", run] < STRIKES:
            return
        killed = self._killed.setdefault(chunk, {})
        killed[run] = f"ended {STRIKES} workers: {why}"
        if len(killed) >= MOST_KILLED:
            for left in self._sweep_job.runs_of(chunk):
                if left > run:
                    killed[left] = f"not tried: {MOST_KILLED} runs of this chunk ended their workers"
