"""Sweeps on a Dask cluster: the bytes of one machine, whatever becomes of the workers."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pyarrow.parquet as pq
import pytest

from kkgsim.design.read_study import read_study
from kkgsim.errors import INSTALL_ALL, InputError, OutputError
from kkgsim.execution import dask_cluster, dask_executor
from kkgsim.execution.dask_worker import Installed, installed
from kkgsim.execution.jobs import SweepJob
from kkgsim.execution.sweep import PreparedSweep, RunCount, SweepOptions, prepare, sweep
from kkgsim.i18n import Text

from .conftest import TEXT, left_in
from .deadly import Deadly, Slow

dask = pytest.importorskip("dask")
distributed = pytest.importorskip("distributed")


@pytest.fixture(autouse=True)
def nobody_is_waited_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cluster whose workers do not come back fails its test, long before that is given up."""
    monkeypatch.setattr(dask_executor, "WAIT", 120.0)


@pytest.fixture(autouse=True)
def workers_are_copies() -> None:
    """Not here: Dask's threads are at work in this process, and a copy of it might wait for one of them for ever."""


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sweep of one machine, made before there is a cluster."""
    home = tmp_path_factory.mktemp("undisturbed")
    (home / "small.toml").write_text(TEXT, encoding="utf-8")
    sweep(prepare(read_study(home / "small.toml")), home / "whole", SweepOptions(chunk=16))
    return home / "whole"


@pytest.fixture(scope="module")
def cluster(undisturbed: Path) -> Iterator[object]:
    """Two worker processes, begun anew when they die; a chunk is given up when one of them has died of it."""
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=dask_cluster.HERE) as here,
    ):
        # on a busy machine the nanny of a killed worker may itself be given up: another comes in its place
        here.adapt(minimum=2, maximum=2)
        yield here


@pytest.fixture
def address(cluster) -> str:
    return str(cluster.scheduler_address)


@pytest.fixture
def whole(undisturbed: Path, tmp_path: Path) -> dict[str, bytes]:
    """What one machine leaves, and a copy of it to work on."""
    shutil.copytree(undisturbed, tmp_path / "whole")
    return left_in(undisturbed)


def test_a_sweep_begun_here_is_gone_on_with_there_to_the_same_bytes(
    asked: PreparedSweep, whole: dict[str, bytes], tmp_path: Path, address: str
) -> None:
    for gone in (1, 3):
        (tmp_path / "whole" / f"part-0000{gone}.parquet").unlink()
    assert sweep(asked, tmp_path / "whole", SweepOptions(dask=address)).kept == 32
    assert left_in(tmp_path / "whole") == whole
    assert sweep(asked, tmp_path / "there", SweepOptions(chunk=16, dask=address)).done == 60
    assert left_in(tmp_path / "there") == whole


def test_workers_killed_in_mid_run_cost_no_result(
    asked: PreparedSweep, whole: dict[str, bytes], tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Chunks that were under way are given up by Dask, then played run by run."""
    with distributed.Client(address, set_as_default=False) as client:
        pids = list(client.run(os.getpid).values())

    def kill(count: RunCount) -> None:
        if count.done and pids:
            os.kill(pids.pop(), signal.SIGKILL)

    sweep(asked, tmp_path / "there", SweepOptions(chunk=16, dask=address), progress=kill)
    assert not pids
    assert left_in(tmp_path / "there") == whole


@pytest.mark.parametrize(
    ("runner", "limit"),
    # two time limits and two new workers one after the other: half a minute, minutes on a busy machine
    [(Deadly, 60.0), pytest.param(Slow, 10.0, marks=pytest.mark.long)],
)
def test_a_run_that_ends_its_workers_is_given_up_alone(
    asked: PreparedSweep, whole: dict[str, bytes], tmp_path: Path, address: str, runner: type[Deadly], limit: float
) -> None:
    """The limit is such that on a busy machine no sound run comes near it."""
    study = replace(asked.study, replicates=1)
    deadly = runner(study, asked.place, asked.points)
    deadly.at_run = 5
    there = replace(asked, study=study, runner=deadly)
    count = sweep(there, tmp_path / "out", SweepOptions(chunk=8, dask=address, limit=limit))
    found = [row for path in sorted((tmp_path / "out").glob("part-*")) for row in pq.read_table(path).to_pylist()]
    assert [row["run"] for row in found if row["status"] != "ok"] == [5]
    assert (found[5]["status"], found[5]["error"]) == ("killed", "ended 2 workers: its Dask workers died")
    assert (count.done, count.killed) == (20, 1)


def test_a_scheduler_that_goes_away_leaves_what_can_be_gone_on_with(
    asked: PreparedSweep, whole: dict[str, bytes], tmp_path: Path
) -> None:
    settings = {"n_workers": 1, "threads_per_worker": 1, "processes": False, "dashboard_address": dask_cluster.HERE}
    with distributed.LocalCluster(**settings) as here:

        def close(count: RunCount) -> None:
            if count.done:
                here.close()

        with pytest.raises(OutputError, match="scheduler no longer answers"):
            sweep(asked, tmp_path / "out", SweepOptions(chunk=4, dask=str(here.scheduler_address)), progress=close)
    assert 0 < sweep(asked, tmp_path / "out").kept < 60


def test_workers_that_die_over_the_task_itself_are_no_chunks_fault(
    asked: PreparedSweep, whole: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The job has to be made ready on the cluster; who dies of that has played nothing yet."""
    submit, made = distributed.Client.submit, []

    def doomed_at_first(client, function, *given, **options):
        if function is bytes and not made:
            made.append(function)
            return submit(client, die_over_it, pure=False)
        return submit(client, function, *given, **options)

    monkeypatch.setattr(distributed.Client, "submit", doomed_at_first)
    settings = {"n_workers": 1, "threads_per_worker": 1, "processes": False, "dashboard_address": dask_cluster.HERE}
    with distributed.LocalCluster(**settings) as here:
        count = sweep(asked, tmp_path / "out", SweepOptions(chunk=16, dask=str(here.scheduler_address)))
    assert (count.killed, count.trouble) == (0, [])
    assert left_in(tmp_path / "out") == whole


def die_over_it() -> None:
    raise distributed.KilledWorker("the task", SimpleNamespace(address="nowhere"), 0)


def test_a_cluster_of_our_own_without_workers_ends_the_sweep(
    asked: PreparedSweep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dask_executor, "LONELY", 0.5)
    with pytest.raises(OutputError, match="no worker of the local Dask cluster is left"):
        sweep(asked, tmp_path / "out", SweepOptions(dask="local", workers=0))


@pytest.fixture
def deserted() -> Iterator[str]:
    """The address of a scheduler without a worker."""
    settings = {"n_workers": 0, "threads_per_worker": 1, "dashboard_address": dask_cluster.HERE}
    with distributed.LocalCluster(**settings) as here:
        yield str(here.scheduler_address)


def test_where_no_worker_comes_we_say_so_and_give_up_in_the_end(
    asked: PreparedSweep, tmp_path: Path, deserted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dask_executor, "LONELY", 1.0)
    counts: list[RunCount] = []
    began = time.monotonic()
    with pytest.raises(OutputError, match=r"no Dask worker for \d+ s; what is in .* is kept"):
        sweep(asked, tmp_path / "out", SweepOptions(dask=deserted, dask_wait=4.0), progress=counts.append)
    assert 4.0 < time.monotonic() - began < dask_executor.WAIT / 2
    said = {str(trouble.id) for trouble in counts[-1].trouble if isinstance(trouble, Text)}
    assert any("tidak ada pekerja Dask" in each and "4 detik (--dask-wait)" in each for each in said)
    assert sweep(asked, tmp_path / "out").done == 60


def test_ctrl_c_ends_it_at_once_where_nobody_is_at_work(asked: PreparedSweep, tmp_path: Path, deserted: str) -> None:
    pressed: list[float] = []

    def press(count: RunCount) -> None:
        if not pressed:
            pressed.append(time.monotonic())
            os.kill(os.getpid(), signal.SIGINT)

    count = sweep(asked, tmp_path / "out", SweepOptions(dask=deserted), progress=press)
    assert time.monotonic() - pressed[0] < dask_executor.WAIT / 2
    assert (count.stopped, count.done) == (True, 0)


class Lost:
    """A future of something that ended all workers, or that nobody takes on."""

    def __init__(self, key: str, died: bool):
        self.key, self.status, self._died = key, "error" if died else "pending", died

    def done(self) -> bool:
        return self._died

    def add_done_callback(self, put: Callable[[object], None]) -> None:
        if self._died:
            put(self)

    def result(self, timeout: float) -> None:
        raise distributed.KilledWorker(self.key, SimpleNamespace(address="nowhere"), 0)


class NobodyThere:
    """A client of a scheduler whose last worker died of the first chunk that it was sent."""

    status, cluster = "running", None

    def __init__(self) -> None:
        self.sent = 0

    def submit(self, function: object, *given: object, key: str = "", **options: object) -> Lost:
        self.sent += function is not bytes
        return Lost(key, function is not bytes and self.sent == 1)

    def nthreads(self) -> dict[str, int]:
        return {}

    def processing(self) -> dict[str, list[str]]:
        return {}

    def cancel(self, futures: object) -> None:
        pass


def test_ctrl_c_ends_a_chunk_played_with_care_where_nobody_is_at_work(asked: PreparedSweep, tmp_path: Path) -> None:
    sweep_job = SweepJob(asked.study, asked.points, asked.runner, tmp_path, 60, 0)
    client = NobodyThere()
    executor = dask_executor.DaskExecutor(sweep_job, client, 10.0)
    assert set(executor.run([0], lambda: client.sent > 1)) == {None}
    assert client.sent == 2, "the chunk that ended its workers, then its first run"


def test_a_worker_that_would_play_something_else_is_refused(
    asked: PreparedSweep, tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = installed()
    other = Installed({**mine.identity, "code": "other"}, {**mine.code, "rules": "other"})
    monkeypatch.setattr(dask_executor, "installed", lambda: other)
    with pytest.raises(OutputError, match=r"would give other results; it differs in the code of kkgsim \(rules\)"):
        sweep(asked, tmp_path / "out", SweepOptions(dask=address))


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "tpc://127.0.0.1:8786", "nobody"])
def test_an_address_where_nobody_answers_is_refused(
    asked: PreparedSweep, tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dask_cluster, "PATIENCE", 0.2)
    with pytest.raises(InputError, match=f"no Dask scheduler answers there; given: {address}"):
        sweep(asked, tmp_path / "out", SweepOptions(dask=address))
    assert not (tmp_path / "out").exists()


def test_without_dask_the_command_that_installs_it_is_named(
    asked: PreparedSweep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(InputError, match="Dask is needed and not installed.*" + re.escape(INSTALL_ALL)):
        sweep(asked, tmp_path / "out", SweepOptions(dask="local"))


def test_the_memory_of_a_cluster_is_not_ours_to_limit(asked: PreparedSweep, tmp_path: Path, address: str) -> None:
    with pytest.raises(InputError, match="have the limit that they were started with"):
        sweep(asked, tmp_path / "out", SweepOptions(dask=address, memory=2**30))
