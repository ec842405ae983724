"""A sweep from beginning to end: made ready, begun or gone on with, played, closed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kkgsim.engine import kernel
from kkgsim.engine.batch import LANES
from kkgsim.errors import OutputProblem, reason
from kkgsim.locale import refusal
from kkgsim.places.place import Place
from kkgsim.sweep import folder as home
from kkgsim.sweep.chunks import Done
from kkgsim.sweep.crew import Crew
from kkgsim.sweep.design import points_of
from kkgsim.sweep.identity import identity
from kkgsim.sweep.interrupting import interruptions
from kkgsim.sweep.lock import lock
from kkgsim.sweep.player import Player
from kkgsim.sweep.pool import Pool
from kkgsim.sweep.provenance import machine, now
from kkgsim.sweep.study import Points, Study
from kkgsim.sweep.task import Task

TEACHER_MONTHS = 8_000_000
"""Work of a chunk at most: a second or two, which is what a kill may cost."""
FEWEST_CHUNKS = 8
"""Chunks of a small sweep, so that several workers have something to do."""
PATIENCE = 60.0
"""Seconds that a chunk may take at least, however short it should be."""
SLOWEST = 1e-5
"""Seconds a teacher-month that a chunk may take: some fifty times what it should."""


@dataclass
class Count:
    """How the runs of a sweep stand."""

    total: int
    kept: int = 0
    """Runs that an earlier process had done."""
    done: int = 0
    failed: int = 0
    killed: int = 0
    stopped: bool = False
    broken: list[str] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)

    def add(self, done: Done) -> None:
        """Count the runs of a chunk."""
        self.done += done.ok + done.failed + done.killed
        self.failed += done.failed
        self.killed += done.killed

    @property
    def ok_share(self) -> float:
        """Sound runs among all those done."""
        return (self.done - self.failed - self.killed) / max(self.done, 1)


@dataclass(frozen=True)
class Ready:
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


def ready(study: Study) -> Ready:
    """Make ready what the runs of a study share."""
    place, points = study.where(), points_of(study.design, study.factors)
    return Ready(study, place, points, Player(study, place, points))


Told = Callable[[Count], None]


def sweep(
    asked: Ready,
    folder: Path,
    *,
    workers: int = 1,
    chunk: int | None = None,
    limit: float | None = None,
    memory: int = 0,
    fail_fast: bool = False,
    dask: str = "",
    command: str = "",
    told: Told = lambda count: None,
) -> Count:
    """Play what is not done yet of a study and keep it in ``folder``; calling it again goes on where it stopped.

    ``limit`` is the seconds a chunk may take, ``memory`` the bytes a worker may take beside what it began with. With
    ``dask``, the address of a scheduler or "local", a Dask cluster plays; the bytes are the same, and a sweep begun in
    one way may be gone on with in the other.
    ``told`` hears how things stand at least once a second. Raises ``Changed`` for a folder that was begun with
    something else, ``Locked`` for one that another process writes into, :class:`OutputProblem` when the disk fails.
    """
    home.refuse_foreign(folder)
    with _hiring(dask, workers, memory) as hire:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with lock(folder):
                home.clear_partial(folder)
                manifest = home.read_manifest(folder)
                if manifest is None:
                    manifest = home.begin(folder, asked.study, asked.place, asked.points, chunk or asked.chunk())
                home.same_or_refuse(folder, manifest, identity(asked.study, asked.place, asked.points))
                home.mend_design(folder, asked.study, asked.points)
                task = Task(asked.study, asked.points, asked.player, folder, int(manifest["chunk"]), memory)
                begin = {"command": command, "workers": workers, **({"dask": dask} if dask else {})}
                crew = hire(task, limit or patience(asked, task))
                return _go_on(task, manifest, crew, fail_fast, begin, told)
        except OSError as error:
            raise OutputProblem(refusal("sweep_disk", folder=folder, reason=reason(error))) from error


@contextmanager
def _hiring(dask: str, workers: int, memory: int) -> Iterator[Callable[[Task, float], Crew]]:
    """What makes the workers of a task: processes of this machine, or those of a Dask cluster."""
    if not dask:
        yield lambda task, limit: Pool(task, workers, limit)
        return
    from kkgsim.sweep.dask_cluster import cluster
    from kkgsim.sweep.dask_crew import DaskCrew

    with cluster(dask, workers, memory) as client:
        yield lambda task, limit: DaskCrew(task, client, limit)


def patience(asked: Ready, task: Task) -> float:
    """Seconds that a chunk may take: far more than it should. Nothing is played to find out, for it might hang."""
    return max(PATIENCE, SLOWEST * asked.player.teachers * asked.study.scenario.months * task.chunk)


def _go_on(
    task: Task, manifest: dict[str, Any], crew: Crew, fail_fast: bool, begin: Mapping[str, Any], told: Told
) -> Count:
    """Play the chunks that are not there, and close the manifest when all are."""
    journal = home.Journal(task.folder)
    done, broken = home.sound_chunks(task.folder, manifest, journal)
    count = Count(task.runs, broken=broken)
    for each in done.values():
        count.add(each)
    count.kept = count.done
    journal.add("begin", at=now(), kept=count.kept, broken=broken, **begin, **machine())
    missing = [chunk for chunk in range(task.chunks) if chunk not in done]
    with interruptions() as stop:
        told(count)
        for finished in crew.play(missing, lambda: stop.asked or (fail_fast and count.failed + count.killed > 0)):
            if finished is not None:
                journal.chunk(finished.chunk, finished.done, finished.seconds)
                done[finished.chunk] = finished.done
                count.add(finished.done)
            count.trouble, count.stopped = crew.trouble, stop.asked
            told(count)
    home.clear_partial(task.folder)  # of workers that ended in the middle of a file
    if len(done) == task.chunks:
        chunks = {str(chunk): vars(done[chunk]) for chunk in sorted(done)}
        home.write_manifest(task.folder, {**manifest, "complete": True, "chunks": chunks})
    counted = {"done": count.done, "failed": count.failed, "killed": count.killed, "trouble": count.trouble}
    journal.add("end", at=now(), complete=len(done) == task.chunks, **counted)
    return count
