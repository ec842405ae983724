"""What a Dask worker does: it plays a chunk, or one run, and sends it back. It writes nothing but its own cache."""

from __future__ import annotations

import hashlib
import os
import pickle
import signal
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from kkgsim.engine.batch_runner import RunRecords
from kkgsim.execution.chunks import PackedChunk, pack_chunk
from kkgsim.execution.fingerprint import code_parts, differing, installation_hashes
from kkgsim.execution.jobs import SweepJob


@dataclass(frozen=True)
class Sent:
    """A chunk as the bytes of its file, or what is kept of one run, and the seconds it took."""

    what: PackedChunk | RunRecords
    seconds: float


@dataclass(frozen=True)
class VersionMismatch:
    """A worker that would play something else: where it is, which parts of an identity are not ours, and which folders
    and files of kkgsim."""

    host: str
    odd: tuple[str, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Installed:
    """What is installed on a machine, as hashes: see :mod:`kkgsim.execution.fingerprint`."""

    identity: Mapping[str, str]
    code: Mapping[str, str]


def installed() -> Installed:
    """What is installed on this machine."""
    return Installed(installation_hashes(), code_parts())


def sealed(sweep_job: SweepJob) -> bytes:
    """A job as bytes for the workers, which unpickle it only when they know that they have the same code."""
    return pickle.dumps(sweep_job)


def run_chunk(sweep_job: bytes, ours: Installed, chunk: int, run: int | None, limit: float) -> Sent | VersionMismatch:
    """Play a chunk, or one ``run`` of it; a worker that takes longer than ``limit`` seconds ends itself.

    Ending itself is all that a process can do about a thread that hangs; Dask begins the worker anew and gives the
    chunk to another.
    """
    mine = installed()
    odd = differing(ours.identity, mine.identity)
    if odd:
        return VersionMismatch(socket.gethostname(), odd, differing(ours.code, mine.code))
    from kkgsim.engine import kernel

    kernel.ready()  # which may compile for a minute, once on a machine
    began = time.monotonic()
    with _ended_after(limit):
        todo = _opened(sweep_job)
        if run is not None:
            (kept,) = todo.runner.run(run, run + 1)
            return Sent(kept, time.monotonic() - began)
        runs = todo.runs_of(chunk)
        whole = pack_chunk(todo.runner, list(todo.runner.run(runs.start, runs.stop)))
    return Sent(whole, time.monotonic() - began)


_bench = threading.local()


def _opened(sweep_job: bytes) -> SweepJob:
    """The job, unpickled once for each thread, as a runner keeps what its next batch may need."""
    key = hashlib.sha256(sweep_job).digest()
    if getattr(_bench, "key", None) != key:
        _bench.key, _bench.sweep_job = key, pickle.loads(sweep_job)
    mine: SweepJob = _bench.sweep_job
    return mine


@contextmanager
def _ended_after(limit: float) -> Iterator[None]:
    """End this process when what is inside takes longer than ``limit`` seconds."""
    timer = threading.Timer(limit, os._exit, (1,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


class IgnoreSigint:
    """A plugin for the workers of a cluster that ends with this process: Ctrl-C is for us, not for them."""

    name = "kkgsim-unmoved"

    def setup(self, worker: object) -> None:
        """Ignore interruptions; only the main thread of a process can."""
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, signal.SIG_IGN)
