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

from kkgsim.execution.chunks import packed, write_packed
from kkgsim.execution.jobs import ChunkDone, Task, kept_of


@dataclass(frozen=True)
class WorkerStarted:
    """A careful worker is about to play a run."""

    run: int


@dataclass(frozen=True)
class DiskFull:
    """A chunk could not be written: the disk's number and words."""

    number: int
    said: str


def work(task: Task, pipe: Any) -> None:
    """Play what is asked for, until the parent hangs up or dies."""
    _die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interruption means
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _limit_memory(task.memory)
    while True:
        try:
            order = pipe.recv()
        except (EOFError, OSError):
            return
        if order is None:
            return
        began = time.monotonic()
        try:
            kept = list(kept_of(task, order, lambda run: pipe.send(WorkerStarted(run))))
            done = write_packed(task.folder, order.chunk, packed(task.player, kept))
            pipe.send(ChunkDone(order.chunk, done, time.monotonic() - began))
        except OSError as error:
            pipe.send(DiskFull(error.errno or 0, error.strerror or str(error)))


def _die_with_parent() -> None:
    """See that no worker outlives its parent, however that ends: Linux kills it, elsewhere a thread watches."""
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
