"""What a killed process leaves beside a folder that it wrote: cleared by the next, but never a living one's."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kkgsim.execution.output_folder import RESULT
from kkgsim.io import atomic, processes
from kkgsim.io.atomic import OLD, PARTIAL, TRY, atomic_folder, clear_left, hidden_beside, is_ours
from kkgsim.places.place import Place
from kkgsim.places.place_io.files import write as write_place

KILLED = """
import os, signal, sys
from pathlib import Path
from kkgsim.execution.output_folder import RESULT
from kkgsim.io import atomic
target = Path(sys.argv[1])
def die(*given):
    os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[2] == "partial":
    with atomic.atomic_folder(target, RESULT) as partial:
        (partial / "table.csv").write_text("half")
        die()
elif sys.argv[2] == "try":
    Path.rmdir = die
    atomic.refuse_unfit(target, 0.0)
else:
    rename, moved = Path.rename, []
    def once(self, to):
        if moved:
            die()
        moved.append(to)
        return rename(self, to)
    fresh = target.with_name("fresh")
    fresh.mkdir()
    Path.rename = once
    atomic.replace_folder(fresh, target)
"""


def killed(target: Path, moment: str) -> None:
    """A process that writes a folder and is killed."""
    ended = subprocess.run([sys.executable, "-c", KILLED, str(target), moment], check=False)
    assert ended.returncode == -signal.SIGKILL


def hidden(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no kill -9")


@pytest.mark.parametrize("moment", [PARTIAL, TRY])
def test_what_a_killed_process_left_goes_with_the_next_that_writes_beside(tmp_path: Path, moment: str) -> None:
    killed(tmp_path / "res", moment)
    assert len(hidden(tmp_path)) == 1
    with atomic_folder(tmp_path / "other", RESULT) as partial:
        (partial / "table.csv").write_text("whole")
        assert hidden(tmp_path) == [partial.name]
    assert [path.name for path in tmp_path.iterdir()] == ["other"]


def test_a_result_moved_aside_by_a_killed_process_is_put_back(tmp_path: Path) -> None:
    (tmp_path / "res").mkdir()
    (tmp_path / "res" / "mine.csv").write_text("1")
    killed(tmp_path / "res", OLD)
    assert not (tmp_path / "res").exists()
    clear_left(tmp_path)
    assert (tmp_path / "res" / "mine.csv").read_text() == "1"
    assert hidden(tmp_path) == []


def test_what_is_not_known_to_be_left_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    living = hidden_beside(tmp_path / "res")
    _, since, _, boot = processes.mark().split("-")
    far = tmp_path / f".res-partial-1-{since}-00000000-{boot}-abcd1234"
    foreign = [tmp_path / name for name in (".res-partial-abcd1234", ".git", ".res-partial-notes", ".partial")]
    for path in (far, *foreign):
        path.mkdir()
    link = tmp_path / f".res-partial-{2**22 + 1}-1-{processes.mark().split('-', 2)[2]}-abcd1234"
    link.symlink_to(living)
    before = hidden(tmp_path)
    clear_left(tmp_path)
    assert hidden(tmp_path) == before
    assert is_ours(living.name)
    monkeypatch.setattr(processes, "_boot", lambda: "another")
    clear_left(tmp_path)
    assert living.name not in hidden(tmp_path), "of another run of this machine nothing lives"
    assert far.name in hidden(tmp_path)


def test_a_number_given_anew_is_another_process() -> None:
    pid, since, host, boot = processes.mark().split("-")
    assert not processes.is_dead(processes.mark())
    assert processes.is_dead(f"{pid}-{int(since) + 1}-{host}-{boot}")
    assert processes.is_dead(f"{2**22 + 1}-{since}-{host}-{boot}")
    for odd in ("", "x", "1-2", "a-b-c-d", f"{os.getpid()}"):
        assert not processes.is_dead(odd)


def test_a_place_clears_up_too(tmp_path: Path, tiny: Place) -> None:
    killed(tmp_path / "res", PARTIAL)
    write_place(tiny, tmp_path / "here")
    assert [path.name for path in tmp_path.iterdir()] == ["here"]
    assert atomic.is_ours(f".here-{PARTIAL}-{processes.mark()}-abcd1234")
