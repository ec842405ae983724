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
from kkgsim.engine.batch import LANES
from kkgsim.engine.study_runs import Player
from kkgsim.errors import OutputError
from kkgsim.execution import folder as home
from kkgsim.execution.chunks import StoredChunk, checksum, name_of
from kkgsim.execution.executor import Executor
from kkgsim.execution.fingerprint import fingerprint
from kkgsim.execution.jobs import Task
from kkgsim.execution.journal import Journal
from kkgsim.execution.lock import Held, disk_problem, lock
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
    player: Player

    @property
    def runs(self) -> int:
        """Points times replicates."""
        return len(self.points) * self.study.replicates

    def chunk(self) -> int:
        """Runs of a chunk: as many as make up its work, in whole replicates, whose luck is then drawn once, or in whole
        batches of lanes."""
        most = TEACHER_MONTHS // (self.player.teachers * self.study.scenario.months)
        runs = max(1, min(most, -(-self.runs // FEWEST_CHUNKS)))
        if runs >= len(self.points):
            return runs // len(self.points) * len(self.points)
        return -(-runs // LANES) * LANES

    def seconds(self) -> float:
        """Seconds that a run takes on one core, measured on a few of them."""
        kernel.ready()
        some = min(self.runs, 4 * LANES)
        began = time.perf_counter()
        for _ in self.player.play(0, some):
            pass
        return (time.perf_counter() - began) / some


def prepare(study: Study) -> PreparedSweep:
    """Make ready what the runs of a study share."""
    place, points = study.where(), points_of(study.design, study.factors)
    return PreparedSweep(study, place, points, Player(study, place, points))


Told = Callable[[RunCount], None]


def sweep(
    asked: PreparedSweep,
    folder: Path,
    *,
    workers: int = 1,
    chunk: int | None = None,
    limit: float | None = None,
    memory: int = 0,
    fail_fast: bool = False,
    dask: str = "",
    dask_wait: float | None = None,
    command: str = "",
    told: Told = lambda count: None,
) -> RunCount:
    """Play what is not done yet of a study and keep it in ``folder``; calling it again goes on where it stopped.

    ``limit`` is the seconds a chunk may take, ``memory`` the bytes a worker may take beside what it began with. With
    ``dask``, the address of a scheduler or "local", a Dask cluster plays; the bytes are the same, and a sweep begun in
    one way may be gone on with in the other; ``dask_wait`` is the seconds without a worker after which that is given
    up.
    ``told`` hears how things stand at least once a second. Raises ``Changed`` for a folder that was begun with
    something else, ``Locked`` for one that another process writes into, :class:`OutputError` when the disk fails.
    """
    home.refuse_foreign(folder)
    with _hiring(dask, workers, memory, dask_wait) as hire:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with lock(folder) as held:
                manifest = _opened(asked, folder, chunk)
                task = Task(asked.study, asked.points, asked.player, folder, int(manifest["chunk"]), memory)
                begin = {"command": command, "workers": workers, **({"dask": dask} if dask else {})}
                crew = hire(task, limit or patience(asked, task))
                return _go_on(_Sweep(asked, task, manifest, held), crew, fail_fast, begin, told)
        except OSError as error:
            raise disk_problem(folder, error) from error


def _opened(asked: PreparedSweep, folder: Path, chunk: int | None) -> dict[str, Any]:
    """The manifest of a sweep begun or gone on with, everything beside it mended."""
    home.clear_partial(folder)
    manifest = read_manifest(folder)
    if manifest is None:
        home.clear_log(folder)
        return home.begin(folder, asked.study, asked.place, asked.points, chunk or asked.chunk())
    home.same_or_refuse(folder, manifest, fingerprint(asked.study, asked.place, asked.points))
    home.mend(folder, asked.study, asked.place, asked.points)
    return manifest


@contextmanager
def _hiring(dask: str, workers: int, memory: int, wait: float | None) -> Iterator[Callable[[Task, float], Executor]]:
    """What makes the workers of a task: processes of this machine, or those of a Dask cluster."""
    if not dask:
        yield lambda task, limit: ProcessPool(task, workers, limit)
        return
    from kkgsim.execution.dask_cluster import cluster
    from kkgsim.execution.dask_executor import WAIT, DaskExecutor

    with cluster(dask, workers, memory) as client:
        yield lambda task, limit: DaskExecutor(task, client, limit, WAIT if wait is None else wait)


def patience(asked: PreparedSweep, task: Task) -> float:
    """Seconds that a chunk may take: far more than it should. Nothing is played to find out, for it might hang."""
    return max(PATIENCE, SLOWEST * asked.player.teachers * asked.study.scenario.months * task.chunk)


@dataclass(frozen=True)
class _Sweep:
    """What is played into which folder, and our hold on that."""

    asked: PreparedSweep
    task: Task
    manifest: dict[str, Any]
    held: Held


def _go_on(ours: _Sweep, crew: Executor, fail_fast: bool, begin: Mapping[str, Any], told: Told) -> RunCount:
    """Play the chunks that are not there, and close the manifest when all are."""
    task, journal = ours.task, Journal(ours.task.folder)
    aside = journal.mend()
    done, broken = home.sound_chunks(task.folder, ours.manifest, journal)
    count = RunCount(task.runs, broken=broken, log_aside=aside)
    for each in done.values():
        count.add(each)
    count.kept = count.done
    journal.add("begin", at=now(), kept=count.kept, broken=broken, log_aside=aside, **begin, **machine())
    missing = [chunk for chunk in range(task.chunks) if chunk not in done]
    with interruptions() as stop:
        told(count)
        for finished in crew.play(missing, lambda: stop.asked or (fail_fast and count.failed + count.killed > 0)):
            ours.held.check()
            if finished is not None:
                journal.chunk(finished.chunk, finished.done, finished.seconds)
                done[finished.chunk] = finished.done
                count.add(finished.done)
            count.trouble, count.stopped = crew.trouble, stop.asked
            told(count)
        count.stopped = stop.asked  # perhaps before anything was played
    _close(ours, journal, done, count)
    return count


def _close(ours: _Sweep, journal: Journal, done: Mapping[int, StoredChunk], count: RunCount) -> None:
    """See that everything that was noted is there, and say so in the manifest when that is all.

    Raises :class:`OutputError` where something was taken away or changed while the sweep was at work.
    """
    task, asked = ours.task, ours.asked
    ours.held.check()
    home.clear_partial(task.folder)  # of workers that ended in the middle of a file
    lost = [name_of(chunk) for chunk in sorted(done) if checksum(task.folder / name_of(chunk)) != done[chunk].sha256]
    if not same_manifest(task.folder, ours.manifest):
        lost.append(MANIFEST)
        renew_manifest(task.folder, ours.manifest)
    home.mend(task.folder, asked.study, asked.place, asked.points)
    complete = len(done) == task.chunks and not lost
    trouble = [str(each) for each in count.trouble]
    counted = {"done": count.done, "failed": count.failed, "killed": count.killed, "trouble": trouble}
    journal.add("end", at=now(), complete=complete, lost=lost, **counted)
    if lost:
        raise OutputError(refusal("sweep_disturbed", folder=task.folder, names=", ".join(lost)))
    if complete:
        chunks = {str(chunk): vars(done[chunk]) for chunk in sorted(done)}
        write_manifest(task.folder, {**ours.manifest, "complete": True, "chunks": chunks})
