"""A worker: a process that plays chunks and puts them on disk, and dies with its parent."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from multiprocessing import connection, parent_process
from pathlib import Path
from typing import Any

from kkgsim.sweep.chunks import Done, write_chunk
from kkgsim.sweep.player import KILLED, Kept, Player, kept_columns, lost
from kkgsim.sweep.study import Points, Study

GIGABYTE = 2**30


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


@dataclass(frozen=True)
class Order:
    """A chunk to play; ``careful`` run by run, telling before each, without those known to end a worker (and why)."""

    chunk: int
    careful: bool = False
    killed: Mapping[int, str] | None = None


@dataclass(frozen=True)
class Begun:
    """A careful worker is about to play a run."""

    run: int


@dataclass(frozen=True)
class Finished:
    """A chunk is on disk."""

    chunk: int
    done: Done
    seconds: float


@dataclass(frozen=True)
class NoDisk:
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
            done = write_chunk(task.folder, order.chunk, task.study, task.points, list(_kept(task, order, pipe)))
            pipe.send(Finished(order.chunk, done, time.monotonic() - began))
        except OSError as error:
            pipe.send(NoDisk(error.errno or 0, error.strerror or str(error)))


def _kept(task: Task, order: Order, pipe: Any) -> Iterator[Kept]:
    """What is kept of each run of a chunk, in the order of the runs."""
    runs = task.runs_of(order.chunk)
    if not order.careful:
        yield from task.player.play(runs.start, runs.stop)
        return
    for run in runs:
        if order.killed and run in order.killed:
            yield lost([run], len(kept_columns(task.study)), KILLED, order.killed[run])
        else:
            pipe.send(Begun(run))
            yield from task.player.play(run, run + 1)


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
