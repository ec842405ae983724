"""Workers of a Dask cluster, on this machine or on many.

The workers may share no disk with us, so their chunks come back as bytes and this process writes them, as whole and as
safely as on one machine; a folder may be begun here and gone on with there. Few chunks are under way at a time, so
memory does not grow. Dask plays the chunks of a dead worker again; a chunk that Dask gives up, because all workers
died that tried it, is played run by run while nothing else is under way, so that the run at fault is known.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from typing import Any

from kkgsim.engine.batch_runner import RunRecords
from kkgsim.errors import OutputError
from kkgsim.execution.chunks import PackedChunk, pack_chunk, write_chunk
from kkgsim.execution.dask_worker import Sent, VersionMismatch, installed, run_chunk, sealed
from kkgsim.execution.executor import STRIKES, Queue, Stopping
from kkgsim.execution.fingerprint import describe_differences
from kkgsim.execution.jobs import ChunkDone, ChunkJob, SweepJob
from kkgsim.i18n import refusal

AHEAD = 2
"""Chunks under way for each thread of the cluster, so that none waits for us."""
PATIENCE = 10.0
"""Seconds to wait for the bytes of a chunk that is done."""
LONELY = 30.0
"""Seconds without a worker after which we say so, again and again."""
WAIT = 600.0
"""Seconds without a worker after which we give up, unless somebody asks for another number."""
WHY = "its Dask workers died"
DIED, LOST = "died", "lost"
"""What became of a chunk that did not come back."""


class DaskExecutor:
    """The workers behind a client; none may take longer than ``limit`` seconds for a chunk (or a careful run). While
    there is none, they are waited for ``wait`` seconds at most."""

    def __init__(self, sweep_job: SweepJob, client: Any, limit: float, wait: float = WAIT):
        self._sweep_job, self._client, self._limit, self._wait = sweep_job, client, limit, wait
        self._ours = installed()
        self._packet, self._sealed = sealed(sweep_job), None
        self._queue = Queue(sweep_job)
        self._flying: dict[Any, ChunkJob] = {}
        self._landed: SimpleQueue[Any] = SimpleQueue()
        self._threads, self._looked = 0, 0.0
        self._peopled = self._said = time.monotonic()
        self.trouble = self._queue.trouble

    def run(self, chunks: Iterable[int], stopping: Stopping) -> Iterator[ChunkDone | None]:
        """See :class:`kkgsim.execution.executor.Executor`; here what is under way is called off, whatever happens."""
        self._queue.fill(chunks)
        try:
            while True:
                if stopping():
                    self._queue.fill(())
                    if self._idle():
                        return
                self._look()
                careful = self._send()
                if careful is not None:
                    yield from self._carefully(careful, stopping)
                elif not self._flying:
                    return
                else:
                    yield from self._land()
                yield None
        finally:
            with suppress(Exception):  # a scheduler that is gone has nothing under way
                self._client.cancel([*self._flying, self._sealed])
            self._flying, self._sealed = {}, None

    def _send(self) -> ChunkJob | None:
        """Send chunks until enough are under way; a job to be careful is given back when nothing else is."""
        while len(self._flying) < max(AHEAD, AHEAD * self._threads):
            job = self._queue.next(careful=not self._flying)
            if job is None or job.careful:
                return job
            self._submit(job, None)
        return None

    def _submit(self, job: ChunkJob, run: int | None) -> None:
        if self._sealed is None or self._sealed.status not in ("pending", "finished"):
            # a task, which Dask computes again when the worker that has its result dies; scattered data would be lost
            self._sealed = self._client.submit(bytes, self._packet, pure=False)
        future = self._client.submit(
            run_chunk, self._sealed, self._ours, job.chunk, run, self._limit, pure=False, key=self._name(job, run)
        )
        self._flying[future] = job
        future.add_done_callback(self._landed.put)

    def _name(self, job: ChunkJob, run: int | None) -> str:
        """What Dask's own pages call a chunk; never the same twice."""
        part = f"run-{run}" if run is not None else f"chunk-{job.chunk}"
        return f"{self._sweep_job.study.name}-{part}-{time.monotonic_ns()}"

    def _land(self) -> Iterator[ChunkDone]:
        """Wait, a second at most, for a chunk to come back, and write it."""
        job, sent = self._one()
        if isinstance(sent, Sent) and isinstance(sent.what, PackedChunk) and job:
            yield ChunkDone(job.chunk, write_chunk(self._sweep_job.folder, job.chunk, sent.what), sent.seconds)
        elif job and sent == DIED:
            self._queue.ended(job, None, WHY, STRIKES)
        elif job:
            self._queue.back(job)

    def _one(self) -> tuple[ChunkJob, Sent | str] | tuple[None, str]:
        """What came back next, if anything did within a second: its job, and what was sent, or whether all workers
        died that tried it or it got lost on the way."""
        from distributed import KilledWorker

        try:
            future = self._landed.get(timeout=1.0)
            job = self._flying.pop(future)
            self._look(only_us=True)
            if future.status not in ("finished", "error"):
                return job, LOST
            sent: Any = future.result(timeout=PATIENCE)
        except Empty:
            return None, LOST
        except KilledWorker as error:  # or the workers died that made its task ready, which is no chunk's fault
            return job, DIED if error.task == future.key else LOST
        except (CancelledError, TimeoutError):
            return job, LOST
        except Exception as error:
            self._look(only_us=True)
            raise OutputError(refusal("dask_worker", reason=f"{type(error).__name__}: {error}")) from error
        if isinstance(sent, VersionMismatch):
            raise OutputError(refusal("dask_stranger", host=sent.host, what=describe_differences(sent.odd, sent.parts)))
        return job, sent

    def _carefully(self, job: ChunkJob, stopping: Stopping) -> Iterator[ChunkDone | None]:
        """Play a chunk run by run, one under way at a time, so that whoever ends its workers is known. Asked to stop
        while nobody is at work on it, it is left."""
        began, kept = time.monotonic(), []
        for run in self._sweep_job.runs_of(job.chunk):
            while (why := self._queue.killed(job.chunk).get(run)) is None:
                if stopping() and self._idle():
                    return
                self._look()
                if not self._flying:
                    self._submit(job, run)
                back, sent = self._one()
                if back and sent == DIED:
                    self._queue.blame(job, run, WHY, STRIKES)
                elif isinstance(sent, Sent) and isinstance(sent.what, RunRecords):
                    kept.append(sent.what)
                    break
                yield None
            else:
                kept.append(self._sweep_job.failed_records(run, why))
        done = write_chunk(self._sweep_job.folder, job.chunk, pack_chunk(self._sweep_job.runner, kept))
        yield ChunkDone(job.chunk, done, time.monotonic() - began)

    def _idle(self) -> bool:
        """Whether no worker is at work on anything of ours, and nothing is on its way back."""
        if any(future.done() for future in self._flying):
            return False
        ours = {future.key for future in self._flying}
        with self._reached():
            busy = self._client.processing()
        return not any(ours.intersection(keys) for keys in busy.values())

    def _look(self, *, only_us: bool = False) -> None:
        """See that the scheduler is there, and once a second how many threads it has."""
        if self._client.status != "running":
            raise OutputError(refusal("dask_gone", folder=self._sweep_job.folder))
        at = time.monotonic()
        if only_us or at - self._looked < 1.0:
            return
        with self._reached():
            self._looked, self._threads = at, sum(self._client.nthreads().values())
        if self._threads:
            self._peopled = self._said = at
        else:
            self._lonely(at)

    def _lonely(self, at: float) -> None:
        """Nobody is at work: say so, for a queue of SLURM may let us wait, and in the end give up; in a cluster of our
        own nobody will come."""
        alone = at - self._peopled
        if self._client.cluster is not None and alone > min(LONELY, self._wait):
            raise OutputError(refusal("dask_nobody", folder=self._sweep_job.folder))
        if alone > self._wait:
            raise OutputError(refusal("dask_waited", folder=self._sweep_job.folder, seconds=f"{alone:.0f}"))
        if at - self._said > LONELY:
            self._said = at
            self.trouble.append(refusal("dask_waiting", seconds=f"{alone:.0f}", wait=f"{self._wait:.0f}"))

    @contextmanager
    def _reached(self) -> Iterator[None]:
        """Ask the scheduler in here. Raises :class:`OutputError` when it is gone."""
        try:
            yield
        except (OSError, CancelledError) as error:
            raise OutputError(refusal("dask_gone", folder=self._sweep_job.folder)) from error
