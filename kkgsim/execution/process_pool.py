"""Workers on this machine kept at work: dead and hung ones are replaced, each puts its chunks on disk itself."""

from __future__ import annotations

import multiprocessing
import sys
import threading
import time
import warnings
from collections.abc import Iterable, Iterator
from contextlib import suppress
from multiprocessing import connection
from typing import Any

from kkgsim.engine import kernel
from kkgsim.execution.executor import Queue, Stopping
from kkgsim.execution.jobs import ChunkDone, ChunkJob, SweepJob
from kkgsim.execution.lock import disk_problem
from kkgsim.execution.worker import DiskFull, WorkerStarted, work


def start_method() -> str:
    """How workers begin: a copy of this process where that is safe, which takes no time; else a new one."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


class _Worker:
    """A process and what it is doing."""

    def __init__(self, sweep_job: SweepJob):
        context = multiprocessing.get_context(start_method())
        self.pipe, theirs = context.Pipe()
        self.process: Any = context.Process(target=work, args=(sweep_job, theirs), daemon=True)  # type: ignore[attr-defined]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of NumPy's threads, which survive a fork
            self.process.start()
        theirs.close()
        self.job: ChunkJob | None = None
        self.run: int | None = None
        self.since = 0.0

    def assign(self, job: ChunkJob) -> None:
        """Begin a chunk; a worker that is dead already is found to be so later."""
        self.job, self.run, self.since = job, None, time.monotonic()
        with suppress(OSError):
            self.pipe.send(job)

    def messages(self) -> Iterator[Any]:
        """Everything it has said; what a dying worker said before its end, too."""
        try:
            while self.pipe.poll():
                yield self.pipe.recv()
        except (EOFError, OSError):
            return

    def end(self) -> None:
        """End it at once."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


class ProcessPool:
    """``count`` workers of a sweep; none may take longer than ``limit`` seconds for a chunk (or a careful run)."""

    def __init__(self, sweep_job: SweepJob, count: int, limit: float):
        self._sweep_job, self._count, self._limit = sweep_job, count, limit
        self._workers: list[_Worker] = []
        self._queue = Queue(sweep_job)
        self.trouble = self._queue.trouble

    def run(self, chunks: Iterable[int], stopping: Stopping) -> Iterator[ChunkDone | None]:
        """See :class:`kkgsim.execution.executor.Executor`; here no worker is left, whatever happens."""
        kernel.ready()  # once, before workers begin as copies of this process
        self._queue.fill(chunks)
        try:
            while True:
                self._assign(stopping())
                if not any(worker.job for worker in self._workers):
                    return
                yield from self._receive()
                yield None
        finally:
            for worker in self._workers:
                worker.end()
            self._workers = []

    def _assign(self, stopping: bool) -> None:
        """Give every idle worker a chunk; begin new workers where some are missing."""
        if stopping:
            self._queue.fill(())
        idle = [worker for worker in self._workers if worker.job is None]
        while (idle or len(self._workers) < self._count) and (job := self._queue.next()):
            if not idle:
                self._workers.append(_Worker(self._sweep_job))
                idle = self._workers[-1:]
            idle.pop().assign(job)

    def _receive(self) -> Iterator[ChunkDone]:
        """Wait for somebody to say something, to die, or to take too long."""
        ends = {worker.process.sentinel: worker for worker in self._workers}
        pipes = {worker.pipe: worker for worker in self._workers}
        busy = [worker.since + self._limit for worker in self._workers if worker.job]
        patience = min([1.0, *(max(0.0, handle - time.monotonic()) for handle in busy)])
        ready = connection.wait([*ends, *pipes], timeout=patience)
        dead = [ends[handle] for handle in ready if handle in ends]
        for worker in {id(w): w for w in (*dead, *(pipes[handle] for handle in ready if handle in pipes))}.values():
            for message in worker.messages():
                if isinstance(message, WorkerStarted):
                    worker.run, worker.since = message.run, time.monotonic()
                elif isinstance(message, DiskFull):
                    raise disk_problem(self._sweep_job.folder, OSError(message.errno, message.message))
                else:
                    worker.job = None
                    yield message
        for worker in dead:
            worker.process.join()
            self._replace(worker, f"the worker ended with {_code(worker.process.exitcode)}")
        for worker in [w for w in self._workers if w.job and time.monotonic() - w.since >= self._limit]:
            self._replace(worker, f"not done after {self._limit:.0f} s")

    def _replace(self, worker: _Worker, why: str) -> None:
        """Bury a worker, and put what it did back into the queue."""
        worker.end()
        self._workers.remove(worker)
        if worker.job is not None:
            self._queue.ended(worker.job, worker.run, why)


def _code(exitcode: int | None) -> str:
    return f"signal {-exitcode}" if exitcode is not None and exitcode < 0 else f"code {exitcode}"
