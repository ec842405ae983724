"""Files that are no files, or never end, are refused by everything that reads what a person hands in."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from kkgsim.cli import main
from kkgsim.design.read_study import is_study, read_study
from kkgsim.errors import InputError, KKGError
from kkgsim.execution import output_folder
from kkgsim.execution.manifest import read_manifest
from kkgsim.io import user_files
from kkgsim.places.importer.school_list import read_list
from kkgsim.places.place_io.files import open_place
from kkgsim.scenario.read import read_scenario

ROOT = Path(__file__).resolve().parents[2]
STUDY = """
title = { en = "a", id = "a" }
about = { en = "a", id = "a" }
scenario = "%s"
replicates = 2
outcomes = ["attendance_share"]
months = "end"
[design]
method = "points"
file = "points.csv"
"""


def _inside(name: str, read: Callable[[Path], object], beside: str = "") -> Callable[[Path], object]:
    """Read a folder in which the odd file goes by ``name``."""

    def tried(odd: Path) -> object:
        folder = odd.parent / "folder"
        folder.mkdir()
        (folder / name).symlink_to(odd)
        if beside:
            (folder / "study.toml").write_text(beside, encoding="utf-8")
        return read(folder)

    return tried


READERS: dict[str, Callable[[Path], object]] = {
    "a list": read_list,
    "a scenario": read_scenario,
    "a study": read_study,
    "the settings of a place": _inside("place.toml", open_place),
    "the schools of a place": _inside("schools.csv", open_place),
    "points": _inside(
        "points.csv", lambda folder: read_study(folder / "study.toml"),
        STUDY % (ROOT / "scenarios" / "facilitator-team.toml").as_posix(),
    ),
    "a manifest": _inside("manifest.json", read_manifest),
    "provenance": _inside("provenance.json", lambda folder: output_folder.refuse_existing(folder, True)),
}  # fmt: skip
pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")


@pytest.fixture(params=["pipe", "zero", "folder", "absent"])
def odd(request, tmp_path: Path) -> Path:
    """Something that is no plain file."""
    path = tmp_path / "odd"
    if request.param == "pipe":
        os.mkfifo(path)
    elif request.param == "zero":
        path.symlink_to("/dev/zero")
    elif request.param == "folder":
        path.mkdir()
    return path


@pytest.mark.parametrize("reader", READERS)
def test_what_is_no_file_is_refused_at_once(reader: str, odd: Path, patience) -> None:
    with patience(10):
        if reader == "a manifest" and not odd.exists():
            assert READERS[reader](odd) is None
            return
        with pytest.raises(KKGError):
            READERS[reader](odd)
        assert not is_study(odd)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(2**40)
    with pytest.raises(user_files.Unreadable, match="too big") as caught:
        user_files.read(path, 2**20)
    assert "1 MB" in str(caught.value.problem(path))
    for reader in (read_list, read_scenario, read_study):
        with pytest.raises(InputError, match="too big"):
            reader(path)


@pytest.mark.parametrize("words", [["value"], ["cite"], ["run"], ["compare"], ["sweep"], ["sensitivity"], ["search"]])
def test_commands_refuse_a_device(words: list[str], language: str, patience) -> None:
    with patience(60):
        done = CliRunner().invoke(main.main, [*words, "/dev/zero", "--lang", language])
    assert done.exit_code == 2, done.output
    assert ("not a plain file" if language == "en" else "bukan berkas biasa") in done.output


@pytest.mark.parametrize("number", ["9" * 5000, "0x" + "f" * 9000, "1e999999", "-" + "9" * 5000])
@pytest.mark.parametrize("key", ["months", "replicates", "seed", "schema", "value"])
def test_a_number_without_end_is_refused(number: str, key: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    text = (ROOT / "scenarios" / "facilitator-team.toml").read_text(encoding="utf-8")
    path.write_text("\n".join(line for line in text.splitlines() if not line.startswith(f"{key} "))
                    .replace("[[policy]]", f"{key} = {number}\n[[policy]]", 1), encoding="utf-8")  # fmt: skip
    for reader in (read_scenario, read_study):
        with pytest.raises(InputError):
            reader(path)


@pytest.mark.parametrize(
    "text", ["9" * 5000, '{"schema": ' + "9" * 5000 + "}", "[" * 100_000, "[]", "\xff", '{"schema": "x"}']
)
def test_a_manifest_that_is_none_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_bytes(text.encode("latin-1"))
    with pytest.raises(KKGError, match=r"manifest\.json"):
        read_manifest(tmp_path)
