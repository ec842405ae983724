"""Scenario files on the disk: which are refused, how they are stored and named, and the places beside them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kkgsim.i18n import use_language
from kkgsim.scenario.read import LARGEST, read_scenario

from .files_by_hand import FULL, SCENARIOS, TOP, only, read_fault

pytestmark = pytest.mark.filterwarnings("error")


def test_faults_of_the_file_itself(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    assert read_fault(tmp_path / "none" / "x.toml") == 'HERE/x.toml: no such file; given: "x.toml"'
    path.write_text(FULL, encoding="utf-8")
    assert read_fault(tmp_path / "mien.toml").endswith("did you mean mine.toml?")
    assert read_fault(tmp_path) == f"HERE/{tmp_path.name}: is a folder, not a file"
    path.write_bytes(FULL.replace("Penjelasan", "Penjelas\u00e4n").encode("latin-1"))
    assert read_fault(path) == (
        "HERE/mine.toml:2:45: the file is not text in UTF-8; save it again as UTF-8; given: 0xe4"
    )
    path.write_bytes(FULL.encode("utf-16-le"))
    assert "save it again as UTF-8" in read_fault(path)
    path.write_bytes(FULL.encode() + b"#" * LARGEST + "\u00e4".encode())
    with use_language("id"):
        assert read_fault(path) == "HERE/mine.toml: berkas terlalu besar; yang boleh: paling besar 256 KB"
    assert "unreadable" not in read_fault(Path("a\0b.toml"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    assert (
        read_fault(tmp_path / "pipe.toml")
        == "HERE/pipe.toml: is a pipe or a device, not a plain file; save it as a file first"
    )


@pytest.mark.parametrize("charset", ["utf-16", "utf-16-be"])
def test_a_scenario_saved_as_unicode_by_an_old_editor_is_read(tmp_path: Path, charset: str) -> None:
    path = tmp_path / "mine.toml"
    mark = "" if charset == "utf-16" else "\ufeff"
    path.write_bytes((mark + FULL.replace("Penjelasan", "Penjel\u00e9san")).encode(charset))
    assert read_scenario(path).about.id == "Penjel\u00e9san."


@pytest.mark.parametrize(
    "name", ["=cmd+1", "+1", "-x", "@sum", ".hidden", " blank", "a\u202eb", "a\x1bb", "a\nb", "\udcff"]
)
def test_a_file_name_that_cannot_head_a_table_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.toml"
    path.write_text(FULL, encoding="utf-8")
    said = read_fault(path)
    assert "rename the file" in said
    assert said.isprintable() or name == "\udcff" or "\n" in name or "\x1b" in name or "\u202e" in name


@pytest.mark.parametrize("name", ["10-persen", "été 2027", "paket (baru), v2", "x+y=z"])
def test_ordinary_file_names_are_names(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.toml"
    path.write_text(FULL, encoding="utf-8")
    assert read_scenario(path).name == name


def test_a_byte_order_mark_and_crlf_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xef\xbb\xbf" + FULL.replace("\n", "\r\n").encode())
    scenario = read_scenario(str(path))
    assert scenario.name == "mine"
    assert scenario.text == FULL.replace("\n", "\r\n")


def test_a_place_in_a_folder_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    path = tmp_path / "mine.toml"
    path.write_text(TOP.replace("janapria", "ours"), encoding="utf-8")
    assert "place: this folder holds no place (no place.toml)" in read_fault(path)
    (tmp_path / "ours" / "place.toml").write_text("", encoding="utf-8")
    assert read_scenario(path).place == "ours"
    assert "there is no such place" in only(TOP.replace("janapria", "ours"))
    for odd in ("x" * 5000, "~", "../none"):
        path.write_text(TOP.replace("janapria", odd), encoding="utf-8")
        assert "there is no such place" in read_fault(path)


def test_reading_imports_nothing_heavy() -> None:
    code = (
        "import sys, kkgsim.scenario.read as f; "
        f"f.read_scenario({str(SCENARIOS / 'full-package.toml')!r}); "
        "print([m for m in ('mesa', 'matplotlib', 'pandas', 'llvmlite', 'pydantic') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                          cwd=SCENARIOS.parent, timeout=300)  # fmt: skip
    assert done.stdout.strip() == "[]"
