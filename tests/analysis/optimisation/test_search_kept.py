"""A search killed, interrupted or damaged goes on with the same command, and ends with the same bytes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from kkgsim.analysis.optimisation.objectives import Objective
from kkgsim.analysis.optimisation.optimise import Request, Solution, optimise
from kkgsim.analysis.optimisation.resume import SearchProgress, question_of
from kkgsim.analysis.optimisation.tables import tables
from kkgsim.cli.main import main
from kkgsim.design.read_study import read_study
from kkgsim.errors import InputError, OutputError
from kkgsim.execution import evaluations as keeping
from kkgsim.execution.evaluations import Evaluations, evaluations
from kkgsim.execution.folder import StudyChanged
from kkgsim.execution.lock import Locked

FAST = ("--evaluations", "100", "--fresh", "6", "--show", "3", "--outcome", "attendance_share", "--budget", "30e6")

SHORT = ("--evaluations", "40", "--fresh", "3", "--show", "2", "--outcome", "attendance_share", "--budget", "30e6")


@pytest.fixture(scope="module")
def wanted(small: Path) -> Request:
    return Request(read_study(small), str(small), Objective("attendance_share"), 30e6, 100, 6, 3, 5)


@pytest.fixture(scope="module")
def plain(wanted: Request) -> Solution:
    """The search with nothing kept."""
    return optimise(wanted, wanted.study.where())


def searched(
    wanted: Request, folder: Path, heard: Callable[[int], None] = lambda runs: None, workers: int = 1
) -> Solution:
    """The search with its evaluations kept in a folder."""
    place = wanted.study.where()

    class Following:
        def __call__(self, runs: int) -> None:
            heard(runs)

        def left(self, runs: int) -> None:
            pass

    with evaluations(folder, question_of(wanted, place, "")) as kept:
        return optimise(wanted, place, workers=workers, progress=Following(), kept=kept)


def same(one: Solution, other: Solution) -> bool:
    first, second = tables(one), tables(other)
    return list(first) == list(second) and all(first[name].equals(second[name]) for name in first)


def called(*words: object) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_keeping_changes_no_bit_and_what_is_kept_is_not_played_again(
    wanted: Request, plain: Solution, tmp_path: Path
) -> None:
    first: list[int] = []
    assert same(searched(wanted, tmp_path / "kept", first.append, workers=2), plain)
    parts = len(list((tmp_path / "kept").glob("part-*")))
    assert parts > 6
    again: list[int] = []
    assert same(searched(wanted, tmp_path / "kept", again.append), plain)
    assert sum(first) > 400
    assert again == []
    table = pq.read_table(tmp_path / "kept" / "part-00001.parquet")
    assert {"id", "seed", "facilitator_team_per_10_schools", "attendance_share_end"} <= set(table.column_names)


def test_stopped_after_any_part_it_goes_on_to_the_same_values(
    wanted: Request, plain: Solution, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each time it gets one part further, before or after that is noted."""
    write, note, left = keeping.write_chunk, keeping.EventLog.chunk, [1]

    class Stop(BaseException):
        pass

    def stopping(act: Callable[..., object], before: bool) -> Callable[..., object]:
        def acted(*given: object) -> object:
            if before and left[0] == 0:
                raise Stop
            left[0] -= 1
            return act(*given)

        return acted

    folder, played, stops = tmp_path / "kept", [], 0
    for before in [True, False] * 50:
        left[0] = 1
        monkeypatch.setattr(keeping, "write_chunk", stopping(write, True) if before else write)
        monkeypatch.setattr(keeping.EventLog, "chunk", note if before else stopping(note, True))
        try:
            found = searched(wanted, folder, played.append)
        except Stop:
            stops += 1
        else:
            break
    assert same(found, plain)
    assert stops > 6
    assert not list(folder.glob(".*"))


def test_parts_that_are_missing_broken_or_about_something_else_are_played_again(
    wanted: Request, plain: Solution, tmp_path: Path
) -> None:
    folder = tmp_path / "kept"
    searched(wanted, folder)
    part = lambda number: folder / f"part-{number:05d}.parquet"  # noqa: E731
    part(1).unlink()
    part(2).write_bytes(part(2).read_bytes()[:-9])
    lines = (folder / "log.jsonl").read_bytes().splitlines(keepends=True)
    (folder / "log.jsonl").write_bytes(b"".join([*lines[:5], b"\xff" + lines[5], *lines[6:]]))
    played: list[int] = []
    assert same(searched(wanted, folder, played.append), plain)
    assert sum(played) > 0
    assert (folder / "part-00002.parquet.broken-1").exists()
    assert (folder / "log.jsonl.broken-1").exists()
    with evaluations(folder, question_of(wanted, wanted.study.where(), "")) as kept:
        number = kept.ahead
        other = kept.part(["another"], ["id"], lambda: pq.read_table(part(3)).slice(0, 1).select(["id"]))
        assert other.num_rows == 1
        assert kept.ahead < number
    assert same(searched(wanted, folder), plain), "a part about something else is set aside"


def test_another_question_other_code_and_other_folders_are_refused(
    wanted: Request, tmp_path: Path, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, folder = wanted.study.where(), tmp_path / "kept"
    asked = question_of(wanted, place, "")
    with evaluations(folder, asked) as kept:
        assert kept.kept == 0
        with pytest.raises(Locked), evaluations(folder, asked):
            pass
    dearer = question_of(replace(wanted, budget=31e6), place, "")
    with (
        pytest.raises(StudyChanged, match=r"changed since: the question of the search\. .*--keep"),
        evaluations(folder, dearer),
    ):
        pass
    recoded = replace(asked, identity={**asked.identity, "code": "other"})
    with pytest.raises(StudyChanged, match="the code of kkgsim"), evaluations(folder, recoded):
        pass
    with (
        pytest.raises(InputError, match="does not hold the evaluations of a search"),
        evaluations(folder, replace(asked, kind="value")),
    ):
        pass
    for words in (("verify", folder), ("discover", folder, "--outcome", "attendance_share", "--below", "0.5")):
        told = called(*words)
        assert told.exit_code == 1
        assert "holds evaluations kept by search, not a sweep" in told.output
    (folder / "manifest.json").write_bytes(b"\xff")
    with pytest.raises(OutputError, match="cannot be read"), evaluations(folder, asked):
        pass
    assert asked.usual_folder(wanted.study.name, None) != dearer.usual_folder(wanted.study.name, None)
    assert asked.usual_folder(wanted.study.name, tmp_path / "res").parent == tmp_path


def test_a_folder_taken_away_meanwhile_ends_the_search(wanted: Request, tmp_path: Path) -> None:
    def take(runs: int) -> None:
        for path in (tmp_path / "kept").glob("lock.json"):
            path.unlink()

    with pytest.raises(OutputError, match="removed or replaced"):
        searched(wanted, tmp_path / "kept", take)


def test_a_dry_run_tells_packages_runs_and_time_and_writes_nothing(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = called("search", small, *FAST, "--dry-run", "--out", "res")
    assert told.exit_code == 0, told.output
    runs = (100 + 1) * 4 + (3 + 2) * 6
    assert f"At most 100 packages on 4 futures, then 3 of them on 6 new ones: {runs} runs, about " in told.output
    assert "ms a run, measured just now" in told.output
    assert "sekitar" in called("search", small, *FAST, "--dry-run", "--lang", "id").output
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("no_pictures")
def test_a_finished_search_leaves_its_answer_and_what_was_to_be_kept(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = called("search", small, *SHORT, "--out", "res")
    assert told.exit_code == 0, told.output
    assert "measured just now" in " ".join(told.output.split())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["res"]
    called("search", small, *SHORT, "--keep", "kept")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept", "res"]
    again = called("search", small, *SHORT, "--keep", "kept")
    assert "runs completed earlier: kept" in again.output
    assert not (tmp_path / "kept" / "lock.json").exists()


def test_progress_knows_better_and_better_how_many_runs_there_are(wanted: Request, tmp_path: Path) -> None:
    with evaluations(tmp_path / "kept", question_of(wanted, wanted.study.where(), "")) as kept:
        progress = SearchProgress(wanted, kept)
    count = progress._count
    assert count.total == wanted.runs == (100 + 1) * 4 + (3 + 2) * 6
    progress(200)
    progress.left(24)
    assert (count.done, count.total) == (200, 224)
    progress(30)
    assert (count.done, count.total) == (230, 230)


# In earnest


def command(home: Path, study: Path) -> subprocess.Popen[str]:
    line = [sys.executable, "-m", "kkgsim", "search", str(study), *SHORT, "--workers", "2", "--out", "res"]
    return subprocess.Popen(line, cwd=home, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def parts_in(home: Path) -> int:
    return len(list(home.glob("small-search-*/part-*.parquet")))


def left_in(home: Path) -> dict[str, bytes]:
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in home.rglob("*") if path.is_file()}


def finished(home: Path, study: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """What the same command prints that is played to its end, in this process."""
    monkeypatch.chdir(home)
    told = called("search", study, *SHORT, "--workers", "2", "--out", "res")
    assert told.exit_code == 0, told.output
    return told.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="no kill -9")
def test_killed_in_earnest_it_goes_on_to_the_same_bytes(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, home = tmp_path / "whole", tmp_path / "home"
    whole.mkdir()
    home.mkdir()
    out = finished(whole, small, monkeypatch)
    for deed in (signal.SIGKILL, signal.SIGINT):
        least = parts_in(home) + 2
        search, until = command(home, small), time.monotonic() + 300.0
        while parts_in(home) < least and search.poll() is None:
            assert time.monotonic() < until
            time.sleep(0.001)
        os.kill(search.pid, deed)
        _, said = search.communicate(timeout=300)
        assert search.returncode == (-signal.SIGKILL if deed == signal.SIGKILL else 130), said
        assert not (home / "res").exists()
        assert parts_in(home) >= least
    assert "the same command resumes from there" in " ".join(said.split())
    assert finished(home, small, monkeypatch) == out
    assert left_in(home) == left_in(whole)
    assert json.loads((home / "res" / "provenance.json").read_text())["search"]["weighed"] > 30


def test_values_are_kept_to_the_last_bit(tmp_path: Path) -> None:
    """Not a number, minus nothing and the smallest and largest there are come back as they went."""
    import pyarrow as pa

    odd = np.array([np.nan, -0.0, 5e-324, np.finfo(float).max, 1.0 / 3.0])
    table = pa.table({"id": [str(rank) for rank in range(5)], "value": odd})
    question = keeping.Question("search", {"code": "x"})
    for play in (lambda: table, lambda: pytest.fail("simulated again")):
        with evaluations(tmp_path / "kept", question) as kept:
            assert isinstance(kept, Evaluations)
            back = kept.part(table["id"].to_pylist(), ["id", "value"], play)
        assert back["value"].to_numpy().tobytes() == odd.tobytes()
