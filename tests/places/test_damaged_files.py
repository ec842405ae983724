"""Whatever is done to a list, a place or a scenario: it is read or refused in words, soon, and leaves nothing."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pytest

from kkgsim.design.read_study import is_study, read_study
from kkgsim.errors import InputError, KKGError
from kkgsim.i18n import use_language
from kkgsim.i18n.escaping import escaped
from kkgsim.places.importer import spreadsheets
from kkgsim.places.importer.header_rows import Grid, headed
from kkgsim.places.importer.headers import LEVELS
from kkgsim.places.importer.importing import import_list
from kkgsim.places.importer.school_list import read_list
from kkgsim.places.importer.table import MOST_BYTES, MOST_CELLS, MOST_ROWS
from kkgsim.places.place_io.files import read, write
from kkgsim.places.synthetic import load_embedded
from kkgsim.scenario.read import read_scenario

from .mutations import damaged, sources
from .place_helpers import HEADERS, ROWS, spreadsheet, table

SECONDS = 20.0
"""What nobody should wait longer for, with a file of a few kilobytes."""
SOURCES = sources()
NAMES = [*SOURCES, "place.toml", "schools.csv"]


def try_one(seed: int, home: Path) -> str:
    """Damage a file, read it as what it was; returns "" or the refusal."""
    chance = random.Random(seed)
    name = NAMES[seed % len(NAMES)]
    if name in ("place.toml", "schools.csv"):
        return _place_tried(name, chance, home)
    path = home / name
    path.write_bytes(damaged(SOURCES[name], name, chance))
    try:
        if name == "scenario.toml":
            is_study(path)
            read_study(path) if chance.random() < 0.5 else read_scenario(path)
            return ""
        with use_language(chance.choice(["en", "id"])):
            told = import_list(path, home / "place")
        assert told == escaped(told)
        assert read(home / "place").schools
        return ""
    except KKGError as error:
        assert not (home / "place").exists()
        with use_language("id"):
            return str(error) + str(error)
    finally:
        assert {each.name for each in home.iterdir()} <= {name, "place"}


def _place_tried(name: str, chance: random.Random, home: Path) -> str:
    folder = write(load_embedded("janapria"), home / "place")
    (folder / name).write_bytes(damaged((folder / name).read_bytes(), name, chance))
    try:
        read(folder)
    except KKGError as error:
        with use_language("id"):
            return str(error) + str(error)
    return ""


def try_all(seeds: range, home: Path, patience) -> list[str]:
    told = []
    for seed in seeds:
        (home / f"{seed}").mkdir()
        with patience(SECONDS):
            try:
                told.append(try_one(seed, home / f"{seed}"))
            except Exception as error:
                raise AssertionError(f"seed {seed}: {type(error).__name__}: {error}") from error
    return told


def test_damaged_files_are_read_or_refused(tmp_path, patience):
    told = try_all(range(144), tmp_path, patience)
    assert 30 < sum(map(bool, told)) < 138
    assert not [each for each in told if "Traceback" in each or escaped(each) != each]


@pytest.mark.long
def test_many_damaged_files_are_read_or_refused(tmp_path, patience):
    assert len(try_all(range(1000, 5000), tmp_path, patience)) == 4000


@pytest.mark.parametrize("where", ["XFD1048576", "ZZZZZZ9", "A99999999999", "XFD1", "A1048576", "A0"])
def test_a_cell_far_away_is_refused_or_read(where, listed, patience):
    sheet = spreadsheet([HEADERS, *ROWS, [7]], last=where)
    with patience(SECONDS):
        try:
            report = read_list(listed(sheet, "list.xlsx"))
        except InputError as error:
            said = str(error)
        else:
            said = "" if report.kept == len(ROWS) else "lost"
    assert not said or "spreadsheet" in said or "too many cells" in said


def test_a_cell_in_the_last_corner_asks_for_no_memory(listed, patience):
    with patience(SECONDS), pytest.raises(InputError, match="far away from the list"):
        read_list(listed(spreadsheet([HEADERS, *ROWS, [7]], last="XFD1048576"), "list.xlsx"))


@pytest.mark.parametrize(("mark", "offset"), [(b"PK\1\2", 0), (b"PK\1\2", 6), (b"PK\3\4", 0), (b"PK\5\6", 16)])
def test_a_broken_archive_is_refused(mark, offset, listed):
    data = bytearray(spreadsheet([HEADERS, *ROWS]))
    data[data.index(mark) + offset] ^= 0x63
    with pytest.raises(InputError, match="spreadsheet"):
        read_list(listed(bytes(data), "list.xlsx"))


def test_a_spreadsheet_that_takes_too_long_is_given_up(listed, monkeypatch):
    monkeypatch.setattr(spreadsheets, "SECONDS", 0.001)
    with pytest.raises(InputError, match="too long"):
        read_list(listed(spreadsheet([HEADERS, *ROWS]), "list.xlsx"))


def test_a_spreadsheet_that_takes_too_much_memory_is_given_up(listed, monkeypatch):
    pytest.importorskip("resource")
    monkeypatch.setattr(spreadsheets, "MEMORY", 2**20)
    with pytest.raises(InputError, match="spreadsheet"):
        read_list(listed(spreadsheet([HEADERS, *ROWS]), "list.xlsx"))


def test_what_lies_in_the_folder_is_not_imported(listed, monkeypatch, tmp_path):
    (tmp_path / "json.py").write_text("raise SystemExit(1)")
    monkeypatch.chdir(tmp_path)
    assert read_list(listed(spreadsheet([HEADERS, *ROWS]), "list.xlsx")).kept == len(ROWS)


def test_the_guides_say_how_large_a_list_may_be():
    for guide, mark in (("docs/places.md", ","), ("docs/id/daftar-sekolah.md", ".")):
        text = (Path(__file__).resolve().parents[2] / guide).read_text(encoding="utf-8")
        assert f"{MOST_BYTES // 2**20} MB" in text
        assert all(f"{most:,}".replace(",", mark) in text for most in (MOST_ROWS, MOST_CELLS))


HUGE = {
    "unpacks to more": (lambda: gzip.compress(b" " * (MOST_BYTES + 1) + b"x", 1), "too big once unpacked"),
    "commas": (lambda: b"npsn,nama\n" + b"," * MOST_CELLS, "too many cells"),
    "commas, packed": (lambda: gzip.compress(b"npsn,nama\n" + b"," * (MOST_BYTES - 20), 1), "too many cells"),
    "lines": (lambda: b"npsn,nama,kecamatan" + b"\n" * (MOST_ROWS + 1), "too many rows"),
    "old mac lines": (lambda: b"npsn,nama,kecamatan" + b"\r" * (MOST_ROWS + 1), "too many rows"),
    "objects": (lambda: b"[" + b"{}," * (MOST_ROWS + 1) + b"{}]", "too many rows"),
    "numbers": (lambda: b"[" + b"1," * (MOST_CELLS + 1) + b"1]", "too many cells"),
    "every object its own keys": (
        lambda: json.dumps([{f"k{i}": 1} for i in range(5000)]).encode(), "too many cells"
    ),
    "a wide header over many rows": (lambda: b"npsn," + b"x," * 20_000 + b"\n" + b"1\n" * 1000, "too many cells"),
    "a long cell": (lambda: b"npsn,nama,kecamatan\n1," + b"x" * 200_000 + b",y\n", "longer than any text"),
}  # fmt: skip


@pytest.mark.parametrize("name", HUGE)
def test_what_is_larger_than_any_list_is_refused_before_it_takes_memory(name, listed, patience):
    resource = pytest.importorskip("resource")
    make, words = HUGE[name]
    path = listed(make())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with patience(SECONDS), pytest.raises(InputError, match=words) as caught:
        read_list(path)
    assert "at most" in str(caught.value) or name == "a long cell"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 600_000


@pytest.mark.parametrize("digits", ["9" * 5000, "1" + ".000" * 3000, "-" + "9" * 5000, "1e99999"])
@pytest.mark.parametrize("column", ["npsn", "guru", "siswa", "lintang", "kode"])
def test_a_number_without_end_is_told_of_in_its_row(digits, column, listed):
    rows = [dict(zip(HEADERS, row, strict=True)) for row in ROWS]
    text = json.dumps([*rows, rows[0] | {"npsn": "50200009", column: "NUMBER"}])
    for given in (digits, f'"{digits}"'):
        if digits.startswith("1.0") and not given.startswith('"'):
            continue
        report = read_list(listed(text.replace('"NUMBER"', given), "list.json"))
        assert report.rows == len(ROWS) + 1
        assert report.kept >= len(ROWS)
        assert any(note.row == len(ROWS) + 1 for note in report.notes)
    report = read_list(listed(table([*ROWS, [digits, *ROWS[0][1:]]])))
    assert report.refused == 1


def test_the_header_of_a_very_wide_table_is_soon_known(patience):
    """A damaged file may have a million columns: none of them looks through all the others."""
    wide = 100_000
    upper = ["NPSN", "Nama", *[""] * wide, "Koordinat"]
    lower = ["", "", *["x"] * wide, "Lintang", "Bujur"]
    with patience(SECONDS):
        known = headed(Path("wide.csv"), Grid([(1, upper), (2, lower)]))
    assert known.headers[:3] == ("NPSN", "Nama", f"Nama{LEVELS}x")
    assert known.headers[-2:] == (f"Koordinat{LEVELS}Lintang", f"Koordinat{LEVELS}Bujur")
