"""The sweep command killed, interrupted, cut off and asked in words, as it happens to people."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from conftest import around_playing

from kkgsim.cli import sweep as sweep_cli
from kkgsim.cli.main import main
from kkgsim.design.read_study import read_study
from kkgsim.engine.columns import LANES
from kkgsim.execution import dry_run
from kkgsim.execution.progress import Progress, span
from kkgsim.execution.sweep import RunCount, prepare, sweep

from .conftest import left_in


def command(study: Path, folder: Path, *words: str, **options: object) -> subprocess.Popen[str]:
    line = [sys.executable, "-m", "kkgsim", "sweep", str(study), "--out", str(folder), "--chunk", "16", *words]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, **options}
    return subprocess.Popen(line, **pipes)  # type: ignore[call-overload,no-any-return]


def children(pid: int) -> list[int]:
    """Processes that a process began."""
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def wait_for(holds: Callable[[], object], seconds: float = 300.0) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "it never came"
        time.sleep(0.005)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def longer(write: Callable[..., Path]) -> Path:
    """A study of some seconds."""
    return write(("replicates = 3", "replicates = 40"), name="longer.toml")


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("workers", ["2", pytest.param("1", marks=pytest.mark.long)])
def test_killed_in_earnest_it_goes_on_to_the_same_bytes(longer: Path, tmp_path: Path, workers: str) -> None:
    whole = command(longer, tmp_path / "whole", "--workers", workers)
    _, said = whole.communicate()
    assert whole.returncode == 0, said
    folder = tmp_path / "out"
    one = command(longer, folder, "--workers", workers)
    wait_for(lambda: len(list(folder.glob("part-*.parquet"))) >= 5)
    mine = children(one.pid)
    os.kill(one.pid, signal.SIGKILL)
    one.communicate()
    assert mine
    wait_for(lambda: not any(map(alive, mine)))
    one = command(longer, folder, "--workers", workers)
    wait_for(lambda: len(list(folder.glob("part-*.parquet"))) >= 25)
    for child in children(one.pid):
        os.kill(child, signal.SIGKILL)
    _, said = one.communicate()
    assert one.returncode == 0, said
    assert "completed earlier: kept" in said
    assert left_in(folder) == left_in(tmp_path / "whole")


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
@pytest.mark.parametrize("times", [1, 2])
def test_ctrl_c_finishes_the_chunk_or_stops_at_once_and_can_be_gone_on_with(
    longer: Path, tmp_path: Path, times: int
) -> None:
    folder = tmp_path / "out"
    one = command(longer, folder, "--lang", "id")
    wait_for(lambda: len(list(folder.glob("part-*.parquet"))) >= 2)
    for _ in range(times):
        one.send_signal(signal.SIGINT)
        time.sleep(0.02)
    out, said = one.communicate(timeout=300)
    assert one.returncode == 130, said
    if times == 1:
        assert "Menyelesaikan bagian yang sedang dikerjakan" in said
        assert not [path for path in folder.iterdir() if path.name.startswith(".")]
    assert "Perintah yang sama melanjutkan" in out + said
    assert not (folder / "lock.json").exists()
    done = len(list(folder.glob("part-*.parquet")))
    count = sweep(prepare(read_study(longer)), folder)
    assert count.kept >= 16 * (done - times + 1), "a file that was not noted any more is done again"
    assert count.done == 800


def test_a_closed_pipe_costs_no_result(write: Callable[..., Path], tmp_path: Path) -> None:
    read, closed = os.pipe()
    os.close(read)
    one = command(write(), tmp_path / "out", stdout=closed, stderr=closed)
    os.close(closed)
    one.wait(timeout=300)
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["complete"]


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("workers", ["1", "2"])
def test_killed_at_many_random_moments(longer: Path, tmp_path: Path, workers: str) -> None:
    """Parents and workers, from the first moment of a process to its last."""
    whole = command(longer, tmp_path / "whole", "--workers", workers)
    whole.communicate()
    folder, chance = tmp_path / "out", random.Random(int(workers))
    for _ in range(100):
        one = command(longer, folder, "--workers", workers)
        time.sleep(chance.uniform(0.0, 4.0))
        mine = children(one.pid) if alive(one.pid) else []
        victim = chance.choice([one.pid, *mine])
        if alive(victim):
            os.kill(victim, signal.SIGKILL)
        if victim == one.pid:
            one.communicate()
            wait_for(lambda mine=mine: not any(map(alive, mine)))  # type: ignore[misc]
        else:
            _, said = one.communicate(timeout=300)
            assert one.returncode == 0, said
        if (folder / "manifest.json").exists() and json.loads((folder / "manifest.json").read_text())["complete"]:
            assert left_in(folder) == left_in(tmp_path / "whole")
            folder = folder.with_name(folder.name + "x")
    assert folder.name != "out"


PEAK = """
import resource, sys
from kkgsim.design.read_study import read_study
from kkgsim.execution.sweep import SweepOptions, prepare, sweep
from pathlib import Path
asked = prepare(read_study(sys.argv[1]))
assert sweep(asked, Path(sys.argv[2]), SweepOptions(chunk=500)).done == asked.runs
print(*(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))
"""


def peak(study: Path, folder: Path) -> list[int]:
    """KiB that the parent and its largest worker had at most."""
    line = [sys.executable, "-c", PEAK, str(study), str(folder)]
    return [int(each) for each in subprocess.run(line, capture_output=True, text=True, check=True).stdout.split()]


@pytest.mark.skipif(sys.platform == "win32", reason="no getrusage")
@pytest.mark.parametrize("points", ["500", pytest.param("10_000", marks=pytest.mark.long)])
def test_memory_does_not_grow_with_runs(write: Callable[..., Path], tmp_path: Path, points: str) -> None:
    one = write(("samples = 20", "samples = 100"), ("replicates = 3", "replicates = 10"), name="one.toml")
    many = write(("samples = 20", f"samples = {points}"), ("replicates = 3", "replicates = 10"), name="many.toml")
    small, large = peak(one, tmp_path / "one"), peak(many, tmp_path / "many")
    for before, after in zip(small, large, strict=True):
        assert after < 1.1 * before, (small, large)


# What people read


@pytest.fixture
def facilitators_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs with more than 3.5 facilitators raise."""
    from kkgsim.model.levers import all_settings

    team = list(all_settings()).index("facilitator_team_per_10_schools")

    def failing(batch) -> None:
        if (batch.policy.committed[team] > 3.5).any():
            raise ZeroDivisionError("by hand")

    around_playing(monkeypatch, before=failing)


@pytest.mark.usefixtures("facilitators_fail")
@pytest.mark.parametrize(("least", "code"), [("0", 3), ("0.5", 3), ("0.99", 4)])
def test_how_the_process_ends_where_runs_fail(
    write: Callable[..., Path], tmp_path: Path, least: str, code: int
) -> None:
    words = ["sweep", str(write()), "--out", str(tmp_path / "out"), "--min-ok", least]
    told = CliRunner().invoke(main, words)
    assert told.exit_code == code, told.output
    assert "kkgsim verify" in told.output
    assert CliRunner().invoke(main, words).exit_code == code, "and the same when nothing is left to do"


def test_a_sweep_is_told_and_verified(write: Callable[..., Path], tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    told = CliRunner().invoke(main, ["sweep", str(write()), "--out", out, "--lang", "id"])
    assert told.exit_code == 0, told.output
    assert f"60 dari 60 simulasi ada di {out}; 0 gagal, 0 dihentikan paksa." in told.output
    checked = CliRunner().invoke(main, ["verify", out])
    assert checked.exit_code == 0
    assert "20 runs of 60 simulated again" in checked.output
    assert "to the last bit" in checked.output
    (tmp_path / "out" / "part-00001.parquet").unlink()
    spoiled = CliRunner().invoke(main, ["verify", out])
    assert spoiled.exit_code == 3
    assert "missing although completed (1): chunks 1;" in spoiled.output
    assert CliRunner().invoke(main, ["verify", str(tmp_path)]).exit_code == 1


def test_a_dry_run_tells_and_writes_nothing(write: Callable[..., Path], tmp_path: Path) -> None:
    path = write()
    told = CliRunner().invoke(main, ["sweep", str(path), "--out", str(tmp_path / "out"), "--dry-run", "--workers", "2"])
    assert told.exit_code == 0, told.output
    assert told.output.startswith(f"20 points × 3 replicates = 60 runs, in chunks of {LANES}; about ")
    shown = dict(line.strip().split(": ") for line in told.output.splitlines()[2:])
    assert list(shown) == ["Running the meetings", "Follow-up mentoring", "District facilitator team"]
    assert shown["District facilitator team"].endswith("million")
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_a_large_sweep_begins_only_when_somebody_agrees(
    write: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ["sweep", str(write()), "--out", str(tmp_path / "out"), "--lang", "id"]
    monkeypatch.setattr(dry_run, "LARGE_BYTES", 0.0)
    unasked = CliRunner().invoke(main, words)
    assert unasked.exit_code == 2
    assert "baru dimulai setelah disetujui" in unasked.output
    assert "--yes" in unasked.output
    monkeypatch.setattr(sweep_cli, "_at_a_terminal", lambda: True)
    refused = CliRunner().invoke(main, words, input="n\n")
    assert refused.exit_code == 130
    assert "60 simulasi, sekitar" in refused.output
    assert not (tmp_path / "out").exists()
    assert CliRunner().invoke(main, words, input="y\n").exit_code == 0
    assert CliRunner().invoke(main, words).exit_code == 0, "what was begun is gone on with unasked"
    assert CliRunner().invoke(main, [*words[:3], str(tmp_path / "other"), "--yes"]).exit_code == 0


@pytest.mark.usefixtures("facilitators_fail")
def test_the_replay_command_of_a_failed_run_plays_it_again(
    write: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    CliRunner().invoke(main, ["sweep", str(write()), "--out", str(folder)])
    found = [row for path in sorted(folder.glob("part-*")) for row in pq.read_table(path).to_pylist()]
    bad = next(row for row in found if row["status"] == "failed")
    monkeypatch.chdir(folder)
    told = CliRunner().invoke(main, bad["replay"].split()[1:])
    assert told.exit_code == 0, told.output
    assert f"run {bad['run']} now: failed; error: ZeroDivisionError: by hand" in told.output


def test_a_bad_study_leaves_no_folder(write: Callable[..., Path], tmp_path: Path) -> None:
    path = write(("replicates = 3", "replicates = 0"))
    told = CliRunner().invoke(main, ["sweep", str(path), "--out", str(tmp_path / "out")])
    assert told.exit_code == 2
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


class Stream:
    """Takes what is written; ``isatty`` as told."""

    def __init__(self, terminal: bool):
        self.terminal, self.text = terminal, ""

    def isatty(self) -> bool:
        return self.terminal

    def write(self, text: str) -> None:
        self.text += text

    def flush(self) -> None:
        pass


def test_time_left_is_what_the_last_minute_says(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    stream = Stream(terminal=False)
    progress, count = Progress(stream), RunCount(1000, kept=400, done=400)  # type: ignore[arg-type]
    progress(count)
    for _ in range(4):
        now[0] += 10.0
        count.done += 50
        progress(count)
    lines = stream.text.splitlines()
    assert lines[0] == "400 runs completed earlier: kept"
    assert lines[1] == "400 of 1,000 runs, 0 failed"
    assert lines[-1] == "600 of 1,000 runs, 0 failed, about 80 seconds left"
    now[0] += 40.0
    assert progress.seconds_left(count) == pytest.approx(160.0), "a pause makes it longer"


def test_after_a_long_pause_time_left_is_not_that_of_the_first_run_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    progress, count = Progress(Stream(terminal=False)), RunCount(1000)  # type: ignore[arg-type]
    progress(count)
    for wait, done in ((80.0, 4), (1.0, 200), (1.0, 400)):
        now[0] += wait
        count.done = done
        progress(count)
    assert progress.seconds_left(count) == pytest.approx(600 * 82.0 / 400)


def test_a_terminal_gets_one_line_renewed() -> None:
    stream = Stream(terminal=True)
    progress = Progress(stream)  # type: ignore[arg-type]
    progress(RunCount(10))
    progress(RunCount(10, done=10))
    progress.close()
    assert stream.text == "\r0 of 10 runs, 0 failed\r10 of 10 runs, 0 failed\n"


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.2, "1 second"), (119.0, "119 seconds"), (121.0, "2 minutes"), (7200.0, "2 hours")]
)
def test_lengths_of_time(seconds: float, said: str) -> None:
    assert span(seconds) == said
