"""A sweep from beginning to end: made ready, begun or gone on with, played, closed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kkgsim.design.sampling import points_of
from kkgsim.design.study import Points, Study
from kkgsim.engine import kernel
from kkgsim.engine.batch_runner import BatchRunner
from kkgsim.engine.columns import LANES
from kkgsim.errors import OutputError
from kkgsim.execution import folder as home
from kkgsim.execution.chunks import StoredChunk, checksum, chunk_file
from kkgsim.execution.event_log import EventLog
from kkgsim.execution.executor import Executor
from kkgsim.execution.fingerprint import fingerprint
from kkgsim.execution.jobs import SweepJob
from kkgsim.execution.lock import FolderLock, disk_problem, lock
from kkgsim.execution.manifest import MANIFEST, read_manifest, renew_manifest, same_manifest, write_manifest
from kkgsim.execution.process_pool import ProcessPool
from kkgsim.execution.provenance import machine, now
from kkgsim.execution.signals import interruptions
from kkgsim.i18n import Text, refusal
from kkgsim.places.place import Place

TEACHER_MONTHS = 8_000_000
"""Work of a chunk at most: a second or two, which is what a kill may cost."""
FEWEST_CHUNKS = 8
"""Chunks of a small sweep, so that several workers have something to do."""
PATIENCE = 60.0
"""Seconds that a chunk may take at least, however short it should be."""
SLOWEST = 1e-5
"""Seconds a teacher-month that a chunk may take: some fifty times what it should."""


@dataclass
class RunCount:
    """How the runs of a sweep stand."""

    total: int
    kept: int = 0
    """Runs that an earlier process had done."""
    done: int = 0
    failed: int = 0
    killed: int = 0
    stopped: bool = False
    broken: list[str] = field(default_factory=list)
    log_aside: str = ""
    """The name that a damaged log has now."""
    trouble: list[str | Text] = field(default_factory=list)

    def add(self, done: StoredChunk) -> None:
        """Count the runs of a chunk."""
        self.done += done.runs
        self.failed += done.failed
        self.killed += done.killed

    @property
    def ok_share(self) -> float:
        """Sound runs among all those done."""
        return (self.done - self.failed - self.killed) / max(self.done, 1)


@dataclass(frozen=True)
class PreparedSweep:
    """A study with everything made that its runs share."""

    study: Study
    place: Place
    points: Points
    runner: BatchRunner

    @property
    def runs(self) -> int:
        """Points times replicates."""
        return len(self.points) * self.study.replicates

    def chunk(self) -> int:
        """Runs of a chunk: as many as make up its work, in whole replicates, whose luck is then drawn once, or in whole
        batches of lanes."""
        most = TEACHER_MONTHS // (self.runner.teachers * self.study.scenario.months)
        runs = max(1, min(most, -(-self.runs // FEWEST_CHUNKS)))
        if runs >= len(self.points):
            return runs // len(self.points) * len(self.points)
        return -(-runs // LANES) * LANES

    def seconds(self) -> float:
        """Seconds that a run takes on one core, measured on a few of them."""
        kernel.ready()
        some = min(self.runs, 4 * LANES)
        began = time.perf_counter()
        for _ in self.runner.run(0, some):
            pass
        return (time.perf_counter() - began) / some


def prepare(study: Study) -> PreparedSweep:
    """Make ready what the runs of a study share."""
    place, points = study.where(), points_of(study.design, study.factors)
    return PreparedSweep(study, place, points, BatchRunner(study, place, points))


ProgressCallback = Callable[[RunCount], None]


@dataclass(frozen=True)
class SweepOptions:
    """How a sweep is executed; none of it changes a value.

    ``chunk`` is the number of runs in a chunk, ``limit`` the seconds that a chunk may take (None: as many as fit its
    work), ``memory`` the bytes that a worker may take in addition to what it began with (0: no limit). ``dask`` is the
    address of a scheduler, or "local" for a cluster of its own; ``dask_wait`` the seconds without a worker after which
    the sweep is given up. ``command`` is written into the log.
    """

    workers: int = 1
    chunk: int | None = None
    limit: float | None = None
    memory: int = 0
    fail_fast: bool = False
    dask: str = ""
    dask_wait: float | None = None
    command: str = ""


DEFAULTS = SweepOptions()


def _ignore(count: RunCount) -> None:
    """No progress is shown."""


def sweep(
    prepared: PreparedSweep, folder: Path, options: SweepOptions = DEFAULTS, *, progress: ProgressCallback | None = None
) -> RunCount:
    """Run the part of a study that is not done yet and keep it in ``folder``; calling it again resumes it.

    The bytes are the same however it is executed. ``progress`` is called with the state of affairs at least once a
    second. Raises :class:`kkgsim.execution.folder.StudyChanged` for a folder that was begun with something else,
    :class:`kkgsim.execution.lock.Locked` for one that another process writes into, :class:`OutputError` when the disk
    fails.
    """
    home.refuse_foreign(folder)
    with _executor_factory(options) as make_executor:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with lock(folder) as held:
                manifest = _opened(prepared, folder, options.chunk)
                job = SweepJob(prepared.study, prepared.points, prepared.runner, folder, int(manifest["chunk"]),
                               options.memory)  # fmt: skip
                executor = make_executor(job, options.limit or patience(prepared, job))
                return _run_missing(_Sweep(prepared, job, manifest, held), executor, options, progress or _ignore)
        except OSError as error:
            raise disk_problem(folder, error) from error


def _opened(prepared: PreparedSweep, folder: Path, chunk: int | None) -> dict[str, Any]:
    """The manifest of a sweep begun or gone on with, everything beside it mended."""
    home.clear_partial(folder)
    manifest = read_manifest(folder)
    if manifest is None:
        home.clear_log(folder)
        return home.begin(folder, prepared.study, prepared.place, prepared.points, chunk or prepared.chunk())
    home.same_or_refuse(folder, manifest, fingerprint(prepared.study, prepared.place, prepared.points))
    home.mend(folder, prepared.study, prepared.place, prepared.points)
    return manifest


@contextmanager
def _executor_factory(options: SweepOptions) -> Iterator[Callable[[SweepJob, float], Executor]]:
    """The factory of executors for a job and a time limit: processes of this machine, or a Dask cluster."""
    if not options.dask:
        yield lambda job, limit: ProcessPool(job, options.workers, limit)
        return
    from kkgsim.execution.dask_cluster import cluster
    from kkgsim.execution.dask_executor import WAIT, DaskExecutor

    wait = WAIT if options.dask_wait is None else options.dask_wait
    with cluster(options.dask, options.workers, options.memory) as client:
        yield lambda job, limit: DaskExecutor(job, client, limit, wait)


def patience(prepared: PreparedSweep, job: SweepJob) -> float:
    """Seconds that a chunk may take: far more than it should. Nothing is played to find out, for it might hang."""
    return max(PATIENCE, SLOWEST * prepared.runner.teachers * prepared.study.scenario.months * job.chunk)


@dataclass(frozen=True)
class _Sweep:
    """A sweep under way: its job, the manifest and the lock of its folder."""

    prepared: PreparedSweep
    job: SweepJob
    manifest: dict[str, Any]
    lock: FolderLock


def _run_missing(sweep: _Sweep, executor: Executor, options: SweepOptions, progress: ProgressCallback) -> RunCount:
    """Run the chunks that are missing, and close the manifest when none are."""
    begin = {"command": options.command, "workers": options.workers}
    if options.dask:
        begin["dask"] = options.dask
    job, log = sweep.job, EventLog(sweep.job.folder)
    aside = log.mend()
    done, broken = home.sound_chunks(job.folder, sweep.manifest, log)
    count = RunCount(job.runs, broken=broken, log_aside=aside)
    for stored in done.values():
        count.add(stored)
    count.kept = count.done
    log.add("begin", at=now(), kept=count.kept, broken=broken, log_aside=aside, **begin, **machine())
    missing = [chunk for chunk in range(job.chunks) if chunk not in done]
    with interruptions() as stop:

        def stopping() -> bool:
            return stop.requested or (options.fail_fast and count.failed + count.killed > 0)

        progress(count)
        for finished in executor.run(
            missing, lambda: stop.requested or (options.fail_fast and count.failed + count.killed > 0)
        ):
            sweep.lock.check()
            if finished is not None:
                log.chunk(finished.chunk, finished.done, finished.seconds)
                done[finished.chunk] = finished.done
                count.add(finished.done)
            count.trouble, count.stopped = executor.trouble, stop.requested
            progress(count)
        count.stopped = stop.requested  # perhaps before anything was played
    _close(sweep, log, done, count)
    return count


def _close(sweep: _Sweep, log: EventLog, done: Mapping[int, StoredChunk], count: RunCount) -> None:
    """See that everything that was noted is there, and say so in the manifest when that is all.

    Raises :class:`OutputError` where something was taken away or changed while the sweep was at work.
    """
    job, prepared = sweep.job, sweep.prepared
    sweep.lock.check()
    home.clear_partial(job.folder)  # of workers that ended in the middle of a file
    lost = [
        chunk_file(chunk) for chunk in sorted(done) if checksum(job.folder / chunk_file(chunk)) != done[chunk].sha256
    ]
    if not same_manifest(job.folder, sweep.manifest):
        lost.append(MANIFEST)
        renew_manifest(job.folder, sweep.manifest)
    home.mend(job.folder, prepared.study, prepared.place, prepared.points)
    complete = len(done) == job.chunks and not lost
    trouble = [str(event) for event in count.trouble]
    counted = {"done": count.done, "failed": count.failed, "killed": count.killed, "trouble": trouble}
    log.add("end", at=now(), complete=complete, lost=lost, **counted)
    if lost:
        raise OutputError(refusal("sweep_disturbed", folder=job.folder, names=", ".join(lost)))
    if complete:
        chunks = {str(chunk): vars(done[chunk]) for chunk in sorted(done)}
        write_manifest(job.folder, {**sweep.manifest, "complete": True, "chunks": chunks})
