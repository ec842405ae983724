"""A worker: a process that plays chunks and puts them on disk, and dies with its parent."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import time
from dataclasses import dataclass
from multiprocessing import connection, parent_process
from pathlib import Path
from typing import Any

from kkgsim.execution.chunks import pack_chunk, write_chunk
from kkgsim.execution.jobs import ChunkDone, SweepJob, run_records


@dataclass(frozen=True)
class WorkerStarted:
    """A careful worker begins a run."""

    run: int


@dataclass(frozen=True)
class DiskFull:
    """A chunk could not be written: the error number and message of the system."""

    errno: int
    message: str


def work(sweep_job: SweepJob, pipe: Any) -> None:
    """Run the jobs that arrive on ``pipe`` until the parent closes it or dies."""
    _die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interruption means
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _limit_memory(sweep_job.memory)
    while True:
        try:
            job = pipe.recv()
        except (EOFError, OSError):
            return
        if job is None:
            return
        began = time.monotonic()
        try:
            kept = list(run_records(sweep_job, job, lambda run: pipe.send(WorkerStarted(run))))
            done = write_chunk(sweep_job.folder, job.chunk, pack_chunk(sweep_job.runner, kept))
            pipe.send(ChunkDone(job.chunk, done, time.monotonic() - began))
        except OSError as error:
            pipe.send(DiskFull(error.errno or 0, error.strerror or str(error)))


def _die_with_parent() -> None:
    """Make sure that this worker does not outlive its parent: Linux kills it, elsewhere a thread watches."""
    parent = parent_process()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
        if parent is not None and os.getppid() != parent.pid:
            os._exit(1)
    if parent is not None:
        threading.Thread(target=_leave_after, args=(parent.sentinel,), daemon=True).start()


def _leave_after(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


def _limit_memory(extra: int) -> None:
    """Let this process have ``extra`` bytes more than it has; where limits are unknown it has what there is."""
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * os.sysconf("SC_PAGE_SIZE") + extra
        if extra:
            resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))
    except (ImportError, OSError, ValueError):
        return
