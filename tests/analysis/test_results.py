"""A result is whole or not there; it says what made it."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from kkgsim.analysis.comparison.compare import compare
from kkgsim.analysis.comparison.tables import tables
from kkgsim.errors import InputError, OutputError
from kkgsim.execution import output_folder
from kkgsim.places.place_io.files import write as write_place


@pytest.fixture
def made(tiny, asked):
    comparison = compare([asked("team", months=6, facilitator_team_per_10_schools=1.0)], tiny, replicates=3, seed=1)
    return tables(comparison), output_folder.provenance(comparison, "kkgsim test")


def test_csv_and_parquet_hold_the_same_and_the_provenance(made, tmp_path: Path) -> None:
    output_folder.write(tmp_path / "out", *made)
    for name, table in made[0].items():
        parquet = pd.read_parquet(tmp_path / "out" / f"{name}.parquet")
        csv = pd.read_csv(tmp_path / "out" / f"{name}.csv", dtype={"npsn": str})
        pd.testing.assert_frame_equal(parquet, table)
        pd.testing.assert_frame_equal(csv, table, check_dtype=False)
        stamp = json.loads(pq.read_schema(tmp_path / "out" / f"{name}.parquet").metadata[b"kkgsim"])
        assert stamp["seed"] == 1
        assert stamp["scenarios"].keys() == {"status-quo", "team"}


def test_accounts_are_written_in_whole_rupiah(made, tmp_path: Path) -> None:
    output_folder.write(tmp_path / "out", *made)
    lines = (tmp_path / "out" / "accounts.csv").read_text(encoding="utf-8").split()
    amounts = [line.split(",")[4:] for line in lines[1:]]
    assert lines[0].split(",")[4:][-1] == "closing_rupiah"
    assert all(
        int(opening) + int(received) - int(spent) == int(closing) for opening, received, _, spent, closing in amounts
    )
    assert any(int(row[-1]) > 0 for row in amounts)
    parquet = pq.read_schema(tmp_path / "out" / "accounts.parquet")
    assert {str(parquet.field(name).type) for name in parquet.names[3:]} == {"int64"}
    assert made[1]["schema"] == 4


def test_the_same_question_gives_the_same_bytes(made, tmp_path: Path) -> None:
    for name in ("a", "b"):
        output_folder.write(tmp_path / name, *made)
    for path in sorted((tmp_path / "a").iterdir()):
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes(), path.name


@pytest.mark.parametrize("failure", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_a_full_disk_or_an_interruption_leaves_nothing(made, tmp_path: Path, failure: BaseException) -> None:
    def draw(folder: Path) -> None:
        raise failure

    expected = OutputError if isinstance(failure, OSError) else KeyboardInterrupt
    with pytest.raises(expected):
        output_folder.write(tmp_path / "out", *made, draw)
    assert list(tmp_path.iterdir()) == []


def test_a_failure_keeps_the_earlier_result(made, tmp_path: Path) -> None:
    output_folder.write(tmp_path / "out", *made)
    before = (tmp_path / "out" / "effects.csv").read_bytes()

    def draw(folder: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OutputError, match="No space left"):
        output_folder.write(tmp_path / "out", *made, draw, overwrite=True)
    assert (tmp_path / "out" / "effects.csv").read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_folders_in_use_are_refused_before_anything_runs(made, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    (tmp_path / "file").write_text("x")
    output_folder.write(tmp_path / "out", *made)
    for name, what, overwrite in (
        ("mine", "holds no kkgsim result", True), ("file", "is a file", True), ("out", "--overwrite", False),
    ):  # fmt: skip
        with pytest.raises(InputError, match=what):
            output_folder.refuse_existing(tmp_path / name, overwrite)
    output_folder.refuse_existing(tmp_path / "out", True)
    output_folder.refuse_existing(tmp_path / "new", False)
    assert (tmp_path / "mine" / "letter.txt").read_text() == "dear"


def test_what_is_not_ours_is_not_replaced(made, tmp_path: Path) -> None:
    output_folder.write(tmp_path / "out", *made)
    (tmp_path / "out" / "my paper.docx").write_text("years of work")
    with pytest.raises(InputError, match="my paper"):
        output_folder.refuse_existing(tmp_path / "out", True)
    with pytest.raises(InputError, match="my paper"):
        output_folder.write(tmp_path / "out", *made, overwrite=True)
    assert (tmp_path / "out" / "my paper.docx").read_text() == "years of work"


@pytest.mark.parametrize("text", ["{}", "a letter", '{"files": "abc"}', '{"kkgsim": 1}', "[" * 100_000, "9" * 5000])
def test_a_folder_with_provenance_of_something_else_is_not_replaced(text, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "provenance.json").write_text(text)
    with pytest.raises(InputError, match="holds no kkgsim result"):
        output_folder.refuse_existing(tmp_path / "out", True)


def test_a_folder_in_the_place_of_a_table_is_not_replaced(made, tmp_path: Path) -> None:
    output_folder.write(tmp_path / "out", *made)
    (tmp_path / "out" / "effects.csv").unlink()
    (tmp_path / "out" / "effects.csv").mkdir()
    (tmp_path / "out" / "effects.csv" / "letter.txt").write_text("dear")
    with pytest.raises(InputError, match=r"effects\.csv"):
        output_folder.refuse_existing(tmp_path / "out", True)


def test_a_place_kept_with_a_result_is_part_of_it(made, tiny, tmp_path: Path) -> None:
    output_folder.write(tmp_path / "out", *made, lambda folder: write_place(tiny, folder / "place"))
    output_folder.refuse_existing(tmp_path / "out", True)
    (tmp_path / "out" / "place" / "thesis.docx").write_text("years of work")
    with pytest.raises(InputError, match=r"place/thesis\.docx"):
        output_folder.refuse_existing(tmp_path / "out", True)


def test_a_scenario_with_the_name_of_a_formula_is_none(tiny, asked, tmp_path: Path) -> None:
    comparison = compare([asked("=cmd+1", months=2)], tiny, replicates=2, seed=1)
    output_folder.write(tmp_path / "out", tables(comparison), output_folder.provenance(comparison, "kkgsim test"))
    seen = False
    for path in (tmp_path / "out").glob("*.csv"):
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
        words = [*table.columns, *(cell for name in table for cell in table[name])]
        risky = [word for word in words if word.startswith(("=", "+", "@", "\t", "\r"))]
        assert not risky, path
        seen = seen or "'=cmd+1" in words
    assert seen


def test_what_came_meanwhile_is_not_replaced(made, tmp_path: Path) -> None:
    def draw(folder: Path) -> None:
        output_folder.write(tmp_path / "out", *made)

    with pytest.raises(InputError, match="--overwrite"):
        output_folder.write(tmp_path / "out", *made, draw)
    assert (tmp_path / "out" / "provenance.json").exists()


def test_the_folder_one_stands_in_is_refused(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="the current folder"):
        output_folder.refuse_existing(Path("."), True)


def test_an_interruption_at_the_last_moment_puts_the_old_result_back(made, tmp_path: Path, monkeypatch) -> None:
    from kkgsim.io import atomic

    output_folder.write(tmp_path / "out", *made)
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    rename, calls = Path.rename, []

    def interrupted(self: Path, target: Path) -> Path:
        calls.append(self)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        atomic.replace_folder(fresh, tmp_path / "out")
    assert (tmp_path / "out" / "provenance.json").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["fresh", "out"]
