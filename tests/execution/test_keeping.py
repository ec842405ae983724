"""What is taken away, changed or damaged in the folder of a sweep, while it is played and afterwards."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kkgsim.analysis.discovery.cases import kept_in
from kkgsim.cli.main import main
from kkgsim.design.read_study import read_study
from kkgsim.errors import InputError, OutputError
from kkgsim.execution.manifest import IDENTITY, SHAPES, read_manifest, write_manifest
from kkgsim.execution.read_results import results_in
from kkgsim.execution.sweep import PreparedSweep, RunCount, SweepOptions, prepare, sweep
from kkgsim.execution.verify import VerifyReport, verify
from kkgsim.execution.verify_report import in_spans

from .conftest import TEXT, left_in, reseal


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished sweep of four chunks."""
    home = tmp_path_factory.mktemp("finished")
    (home / "small.toml").write_text(TEXT, encoding="utf-8")
    assert sweep(prepare(read_study(home / "small.toml")), home / "out", SweepOptions(chunk=16)).done == 60
    return home / "out"


@pytest.fixture
def folder(finished: Path, asked: PreparedSweep, tmp_path: Path) -> Path:
    """A copy of it to work on, beside its study."""
    return shutil.copytree(finished, tmp_path / "out")


def called(*words: object) -> Result:
    """The command line, which never answers with a traceback."""
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def stopped_after(asked: PreparedSweep, folder: Path, chunks: int) -> None:
    """A sweep that is stopped when so many chunks are done."""

    def stop(count: RunCount) -> None:
        if count.done >= chunks * 16:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sweep(asked, folder, SweepOptions(chunk=16), progress=stop)


# What verify says


def test_a_run_that_is_not_there_is_refused_with_those_that_are(folder: Path) -> None:
    told = called("verify", folder, "--run", 999999999)
    assert told.exit_code == 2
    assert "no such run; given: 999999999; allowed: 0 … 59" in told.output
    assert called("verify", folder, "--run", 60, "--lang", "id").exit_code == 2
    assert called("verify", folder, "--run", 59).exit_code == 0


def test_a_folder_without_its_chunks_is_not_sound(folder: Path) -> None:
    for path in folder.glob("part-*"):
        path.unlink()
    told = called("verify", folder)
    assert told.exit_code == 3
    assert "0 of 4 chunks present" in told.output
    assert "0 runs of 60 simulated again" in told.output
    assert "missing although completed (4): chunks 0–3;" in told.output
    assert "unchanged, to the last bit" not in told.output
    assert "run 17 was not simulated again" in called("verify", folder, "--run", 17).output


def test_a_stopped_sweep_is_told_to_be_unfinished_with_what_is_missing(asked: PreparedSweep, tmp_path: Path) -> None:
    stopped_after(asked, tmp_path / "out", 2)
    told = called("verify", tmp_path / "out")
    assert told.exit_code == 5, told.output
    assert "2 of 4 chunks present" in told.output
    assert "not completed yet (2): chunks 2–3; the command that began the sweep resumes it" in told.output
    assert "The sweep is not finished: 2 of 4 chunks completed" in told.output
    assert "belum dikerjakan (2): bagian 2–3" in called("verify", tmp_path / "out", "--lang", "id").output
    undone = called("verify", tmp_path / "out", "--run", 40)
    assert undone.exit_code == 5
    assert "run 40 was not simulated again" in undone.output


def test_what_is_there_too_much_is_told(asked: PreparedSweep, folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "part-00001.parquet", folder / "part-00077.parquet")
    assert verify(folder).extra == ["part-00077.parquet"]
    assert called("verify", folder).exit_code == 3
    assert len(results_in(folder)) == 60
    stopped_after(asked, tmp_path / "half", 2)
    shutil.copy(folder / "part-00003.parquet", tmp_path / "half")
    found = verify(tmp_path / "half")
    assert (found.undone, found.unnoted, found.agrees, found.complete) == ([2, 3], [3], True, False)


def test_all_done_and_not_closed_is_unfinished(folder: Path) -> None:
    reseal(folder, complete=False, chunks={})
    told = called("verify", folder)
    assert told.exit_code == 5
    assert "stopped before it recorded this" in told.output


def test_only_a_sweep_of_which_all_is_there_and_agrees_is_sound() -> None:
    whole: dict[str, Any] = {"total_runs": 4, "total_chunks": 2, "sound_chunks": [0, 1], "closed": True}
    assert VerifyReport(**whole).sound
    for spoiled in ("missing", "broken", "extra", "damaged_lines", "differing"):
        assert not VerifyReport(**whole, **{spoiled: [1]}).agrees
    assert not VerifyReport(**{**whole, "closed": False}).sound
    assert not VerifyReport(**{**whole, "sound_chunks": [0]}).sound


def test_how_verify_ends_is_in_its_help() -> None:
    for lang, words in {
        "en": ("Exits with 0", "with 3", "with 5"),
        "id": ("Berakhir dengan 0", ", 3 bila", ", 5 bila"),
    }.items():
        text = " ".join(called("verify", "--help", "--lang", lang).output.split())
        for word in words:
            assert word in text


def test_numbers_are_listed_in_spans() -> None:
    assert in_spans([3, 7, 8, 9, 12, 13]) == "3, 7–9, 12–13"
    assert in_spans([]) == ""


# Manifests that are not as they were written


def test_a_bit_flipped_anywhere_in_a_manifest_is_noticed(folder: Path) -> None:
    path, chance = folder / "manifest.json", random.Random(1)
    data = path.read_bytes()
    for _ in range(300):
        at = chance.randrange(len(data))
        path.write_bytes(data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :])
        with pytest.raises(OutputError):
            read_manifest(folder)


@pytest.mark.parametrize(
    "change", [{"chunk": 20}, {"chunk": 12}, {"runs": 80}, {"points": 10}, {"complete": "yes"}, {"kinds": ["setting"]}]
)
def test_a_manifest_changed_by_hand_is_refused_and_nothing_is_touched(
    asked: PreparedSweep, folder: Path, change: dict[str, Any]
) -> None:
    path = folder / "manifest.json"
    sound = path.read_bytes()
    path.write_text(json.dumps({**json.loads(sound), **change}, indent=2, ensure_ascii=False, sort_keys=True) + "\n")
    plainly = left_in(folder)
    looks: list[Callable[[], object]] = [
        lambda: verify(folder), lambda: sweep(asked, folder), lambda: results_in(folder), lambda: kept_in(folder),
    ]  # fmt: skip
    for look in looks:
        with pytest.raises(OutputError, match="its text and its checksum do not match"):
            look()
    assert left_in(folder) == plainly
    path.write_bytes(sound)
    reseal(folder, **change)
    sealed = left_in(folder)
    for look in looks:
        with pytest.raises(OutputError, match=r"the field \"\w+\" (does not fit|is missing or of the wrong kind)"):
            look()
    assert left_in(folder) == sealed


def test_other_runs_in_the_chunks_than_the_manifest_says_are_refused(asked: PreparedSweep, tmp_path: Path) -> None:
    """Even where everything that tells of chunks was changed with it."""
    stopped_after(asked, tmp_path / "out", 2)
    reseal(tmp_path / "out", chunk=20)
    with pytest.raises(OutputError, match='the field "chunk" does not fit'):
        sweep(asked, tmp_path / "out")
    with pytest.raises(OutputError, match='the field "chunk" does not fit'):
        verify(tmp_path / "out")
    (tmp_path / "out" / "log.jsonl").unlink()
    with pytest.raises(OutputError, match=r"part-00000\.parquet"):
        results_in(tmp_path / "out")


ODD = (None, "x", -1, 1.5, True, [], {}, [["x"]], {"x": {}})


@pytest.mark.parametrize("name", [*SHAPES, "schema"])
def test_no_field_that_is_missing_or_odd_ends_in_a_traceback(folder: Path, tmp_path: Path, name: str) -> None:
    sound = json.loads((folder / "manifest.json").read_text())
    study = tmp_path / "small.toml"
    for value in ODD:
        if value == sound[name] or (name == "code" and value in (None, {})):
            continue
        write_manifest(folder, {key: each for key, each in {**sound, name: value}.items() if each is not None})
        words = (("verify", folder), ("discover", folder, "--outcome", "practice_mean", "--below", 0.5))
        codes = {called(*each).exit_code for each in words}
        if value == "x" and name in ("kkgsim", "name", "study", "scenario"):
            continue  # words are words, and what a scenario says is refused as that of a file is
        assert codes <= {1, 2}, (name, value)
        with pytest.raises(OutputError, match="manifest"):
            read_manifest(folder)
    write_manifest(folder, {**sound, name: []})
    assert called("sweep", study, "--out", folder).exit_code == 1, "and the sweep does not begin anew over it"


@pytest.mark.parametrize("part", [*IDENTITY, "clusters", "replicates", "seed", "drawn", "design", "factors", "months"])
def test_no_part_of_a_field_is_missing(folder: Path, part: str) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    name = "identity" if part in IDENTITY else "asked"
    reseal(folder, **{name: {key: value for key, value in manifest[name].items() if key != part}})
    with pytest.raises(OutputError, match=f'the field "{name}"'):
        read_manifest(folder)


@pytest.mark.parametrize("data", [b"", b"[]", b"3", b"\xff\xfe", b'{"schema": "x"}', b"[" * 100_000, b"{"])
def test_what_is_no_manifest_at_all_is_refused_with_what_can_be_done(folder: Path, data: bytes) -> None:
    (folder / "manifest.json").write_bytes(data)
    told = called("verify", folder)
    assert told.exit_code == 1
    assert "it cannot be read" in told.output
    assert "pandas.read_parquet" in told.output
    assert "checksum" not in told.output


# Logs that are not as they were written


@pytest.mark.parametrize("spoil", ["byte", "flipped", "words", "json"])
def test_a_damaged_log_is_set_aside_and_the_sweep_goes_on(
    asked: PreparedSweep, folder: Path, tmp_path: Path, spoil: str
) -> None:
    undisturbed = left_in(folder)
    stopped_after(asked, tmp_path / "half", 3)
    log = tmp_path / "half" / "log.jsonl"
    lines = log.read_bytes().splitlines(keepends=True)
    second = {
        "byte": b"\xff" + lines[2], "flipped": lines[2].replace(b'"ok": 16', b'"ok": 17'), "words": b"hello\n",
        "json": b'{"event": "chunk", "chunk": [], "done": 3}\n',
    }[spoil]  # fmt: skip
    damaged = b"".join([*lines[:2], second, *lines[3:]])
    log.write_bytes(damaged)
    found = verify(tmp_path / "half")
    assert (found.damaged_lines, found.agrees) == ([3], False)
    assert "log.jsonl has changed since it was written in 1 line (3)" in called("verify", tmp_path / "half").output
    count = sweep(asked, tmp_path / "half")
    assert (count.log_aside, count.kept) == ("log.jsonl.broken-1", 32), "what the damaged line told of is done again"
    assert (tmp_path / "half" / "log.jsonl.broken-1").read_bytes() == damaged
    (tmp_path / "half" / "log.jsonl.broken-1").unlink()
    assert left_in(tmp_path / "half") == undisturbed
    assert verify(tmp_path / "half").sound


def test_a_log_set_aside_is_told(asked: PreparedSweep, folder: Path, tmp_path: Path) -> None:
    with (folder / "log.jsonl").open("ab") as file:
        file.write(b"\xff\n")
    told = called("sweep", tmp_path / "small.toml", "--out", folder)
    assert told.exit_code == 0
    assert "set aside as log.jsonl.broken-1" in told.output


def test_the_log_of_another_sweep_is_set_aside(asked: PreparedSweep, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    shutil.copy(folder / "log.jsonl", tmp_path / "new")
    assert sweep(asked, tmp_path / "new", SweepOptions(chunk=7)).kept == 0
    assert verify(tmp_path / "new").sound


# What is taken away while a sweep is played


def removed(folder: Path) -> None:
    shutil.rmtree(folder)


def replaced(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()


def emptied(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink(missing_ok=True)


def a_file_instead(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("x")


def without(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def spoiled(folder: Path) -> None:
    with (folder / "manifest.json").open("a") as file:
        file.write(" ")


def cut(folder: Path) -> None:
    os.truncate(folder / "part-00000.parquet", 100)


@pytest.mark.parametrize("moment", ["mid", "last"])
@pytest.mark.parametrize(
    ("deed", "said"),
    [
        (removed, "was removed or replaced"), (replaced, "was removed or replaced"), (emptied, "removed"),
        (a_file_instead, "removed or replaced"), (without("part-00000.parquet"), r"part-00000\.parquet"),
        (without("manifest.json"), r"manifest\.json"), (without("log.jsonl"), r"log\.jsonl"),
        (spoiled, r"manifest\.json"), (cut, r"part-00000\.parquet"), (without("lock.json"), "removed or replaced"),
    ],
)  # fmt: skip
def test_what_is_taken_away_meanwhile_ends_the_sweep_with_an_error(
    asked: PreparedSweep, tmp_path: Path, deed: Callable[[Path], None], said: str, moment: str
) -> None:
    folder = tmp_path / "out"
    done: list[int] = []

    def take(count: RunCount) -> None:
        if count.done >= (60 if moment == "last" else 16) and not done:
            done.append(count.done)
            deed(folder)

    with pytest.raises(OutputError, match=said):
        sweep(asked, folder, SweepOptions(chunk=16, workers=1 if moment == "mid" else 2), progress=take)
    assert done
    if not folder.is_dir() or not (folder / "manifest.json").exists():
        return
    assert sweep(asked, folder).done == 60, "the same command makes again what is missing"
    assert verify(folder).sound


@pytest.mark.parametrize("name", ["design.parquet"])
def test_what_can_be_made_again_is_made_again(asked: PreparedSweep, tmp_path: Path, name: str) -> None:
    def take(count: RunCount) -> None:
        if count.done >= 16:
            (tmp_path / "out" / name).unlink(missing_ok=True)

    sweep(asked, tmp_path / "out", SweepOptions(chunk=16), progress=take)
    assert verify(tmp_path / "out").sound


def test_a_folder_deleted_during_the_run_ends_the_command_with_an_error(
    asked: PreparedSweep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kkgsim.cli import sweep as sweep_cli

    class Deleting(sweep_cli.Progress):
        def __call__(self, count: RunCount) -> None:
            if count.done:
                emptied(tmp_path / "out")
            super().__call__(count)

    monkeypatch.setattr(sweep_cli, "Progress", Deleting)
    told = called("sweep", tmp_path / "small.toml", "--out", tmp_path / "out", "--lang", "id")
    assert told.exit_code == 1
    assert "simulasi ada di" not in told.output


def test_run_numbers_are_checked_before_anything_is_played(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kkgsim.execution.verify.BatchRunner", lambda *given: pytest.fail("played"))
    with pytest.raises(InputError, match="no such run"):
        verify(folder, run=60)
