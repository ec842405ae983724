"""A place on disk: what is written comes back, what is wrong is named, nothing is half-written."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kkgsim.errors import InputError, OutputError
from kkgsim.i18n import Text
from kkgsim.places.geo.clusters import form
from kkgsim.places.place import Place
from kkgsim.places.place_io import files
from kkgsim.places.place_io.files import COLUMNS, open_place, read, write
from kkgsim.places.place_io.schools_csv import READERS
from kkgsim.places.synthetic import load_embedded

from .place_helpers import school

WORDS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Z")), max_size=12)
RISKY = st.one_of(WORDS, st.sampled_from(["=1+1", "+62", "-x", "@a", "'q", '"', "a,b;c", "''="]))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(RISKY, RISKY, st.one_of(st.none(), st.integers(0, 200))), min_size=1, max_size=12))
def test_round_trip(tmp_path_factory, rows):
    schools = form(
        [
            school(f"{i:08d}", -8 - i / 100, 116.4, name=name or "SD", village=village, teachers=t)
            for i, (name, village, t) in enumerate(rows)
        ]
    )
    place = Place("x", Text('a "b" \\ \x7f', "é"), "ntb", schools, 1.4, 25.0, "=line 1\nline 2")
    folder = tmp_path_factory.mktemp("trip") / "place"
    assert read(write(place, folder)) == place


def test_every_column_has_a_reader():
    assert tuple(READERS) == COLUMNS


@pytest.fixture
def folder(tmp_path) -> Path:
    """The embedded janapria, written."""
    return write(load_embedded("janapria"), tmp_path / "there")


def test_folders_open_by_path_and_base(folder):
    assert open_place(folder) == load_embedded("janapria")
    assert open_place("there", base=folder.parent) == load_embedded("janapria")
    with pytest.raises(InputError, match="holds no place"):
        open_place(folder.parent)


def test_existing_folders_are_safe(folder, tmp_path):
    place = replace(load_embedded("sumba_remote"), name="other")
    with pytest.raises(InputError, match="already holds a place"):
        write(place, folder)
    assert read(folder).name == "janapria"
    assert read(write(place, folder, overwrite=True)).name == "other"


FOREIGN = {
    "a paper beside it": {"thesis.docx": "years of work"},
    "a hidden file": {".notes": "mine"},
    "a list of one's own under our name": {"schools.csv": "npsn,nama\n1,SDN 1\n"},
    "a report of one's own under our name": {"import_report.csv": "chapter 1"},
}


@pytest.mark.parametrize("name", FOREIGN)
def test_what_is_not_ours_is_not_replaced(name, folder):
    for file, text in FOREIGN[name].items():
        (folder / file).write_text(text)
        with pytest.raises(InputError, match=f"did not write \\({file}\\)"):
            write(load_embedded("sumba_remote"), folder, overwrite=True)
        assert (folder / file).read_text() == text
    assert os.listdir(folder.parent) == [folder.name]


@pytest.mark.parametrize("settings", [None, "A thesis", "title = 'My thesis'", b"\xff\xfe"])
def test_a_folder_that_is_no_place_is_not_replaced(settings, tmp_path):
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "letter.txt").write_text("dear")
    if settings is not None:
        (mine / "place.toml").write_bytes(settings if isinstance(settings, bytes) else settings.encode())
    with pytest.raises(InputError, match="not the folder of a place"):
        write(load_embedded("janapria"), mine, overwrite=True)
    assert (mine / "letter.txt").read_text() == "dear"
    assert os.listdir(tmp_path) == ["mine"]


def test_a_folder_inside_a_place_is_not_replaced(folder):
    (folder / "import_report.csv").mkdir()
    with pytest.raises(InputError, match="import_report"):
        write(load_embedded("janapria"), folder, overwrite=True)


def test_a_link_stays_a_link_and_its_folder_is_replaced(folder, tmp_path):
    link = tmp_path / "link"
    try:
        link.symlink_to(folder, target_is_directory=True)
    except OSError:
        pytest.skip("no links here")
    with pytest.raises(InputError, match="--overwrite"):
        write(load_embedded("sumba_remote"), link)
    assert read(folder).name == "janapria"
    write(load_embedded("sumba_remote"), link, overwrite=True)
    assert link.is_symlink()
    assert read(folder).name == "sumba_remote"


def test_a_place_with_mistakes_in_it_may_be_replaced(folder):
    change(folder, "lat", "north")
    with (folder / "place.toml").open("a", encoding="utf-8") as file:
        file.write("oops")
    write(load_embedded("janapria"), folder, overwrite=True)
    assert read(folder) == load_embedded("janapria")


def test_nothing_is_left_of_a_failed_write(folder, monkeypatch):
    def full(path: Path, text: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "write_file", full)
    for name, overwrite in (("new", False), ("there", True)):
        with pytest.raises(OutputError, match="No space left"):
            write(load_embedded("janapria"), folder.parent / name, overwrite=overwrite)
    assert os.listdir(folder.parent) == ["there"]
    assert read(folder) == load_embedded("janapria")


def change(folder: Path, column: str, value: str, row: int = 2) -> None:
    """Put a value into one cell of schools.csv."""
    path = folder / "schools.csv"
    lines = [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()]
    lines[row - 1][COLUMNS.index(column)] = value
    path.write_text("\n".join(",".join(line) for line in lines), encoding="utf-8")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("npsn", ""),
        ("npsn", "JNP00003"),
        ("level", "SMP"),
        ("status", "N"),
        ("subdistrict", ""),
        ("code", "23"),
        ("lat", "91"),
        ("lat", ""),
        ("lon", "abc"),
        ("teachers", "-1"),
        ("teachers", "7.5"),
        ("pupils", "99999"),
        ("cluster", ""),
        ("cluster_source", "guess"),
        ("core", "perhaps"),
        ("core", "true"),
        ("distance_km", "-2"),
        ("distance_km", ""),
        ("distance_km", "nan"),
        ("travel_minutes", "inf"),
        ("distance_source", ""),
    ],
)
def test_each_mistake_names_its_row_and_column(folder, column, value):
    change(folder, column, value)
    with pytest.raises(InputError) as caught:
        read(folder)
    problem = caught.value.issues[0]
    assert problem.where.endswith("schools.csv")
    assert column in problem.key
    assert problem.line is not None


def test_all_mistakes_come_at_once(folder):
    for row, (column, value) in enumerate([("lat", "x"), ("level", "TK"), ("teachers", "many")], 2):
        change(folder, column, value, row)
    (folder / "place.toml").write_text('schema = 1\nnam = "x"\ncircuity = 0.2\n')
    with pytest.raises(InputError) as caught:
        read(folder)
    found = {(p.key, p.line) for p in caught.value.issues}
    assert found >= {
        ("lat", 2),
        ("level", 3),
        ("teachers", 4),
        ("nam", 2),
        ("circuity", 3),
        ("profile", None),
    }
    assert any(p.nearest == "name" for p in caught.value.issues)


def test_columns_are_checked_by_name(folder):
    path = folder / "schools.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("travel_minutes", "travel_minute", 1), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read(folder)
    assert {str(p).split(": ", 1)[1] for p in caught.value.issues} == {
        "travel_minute: unknown column; did you mean travel_minutes?",
        "travel_minutes: missing column",
    }


def test_a_file_saved_again_by_a_spreadsheet_is_read(folder):
    path = folder / "schools.csv"
    rows = [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()]
    local = [";".join(c.replace(".", ",") if c[:1] in "-0123456789" else c for c in row) for row in rows]
    path.write_text(
        "\ufeff" + "\r\n".join(local).replace(";true;", ";TRUE;").replace(";false;", ";FALSE;"),
        encoding="utf-8",
    )
    assert read(folder) == load_embedded("janapria")


@pytest.mark.parametrize(
    "text",
    ["schema = 9", "not toml", "schema = 1\ntitle = 3", "", "a = " + "[" * 5000, "schema = " + "9" * 5000,
     "schema = 1\ncircuity = 0x" + "f" * 9000, "schema = 1\nprofile = 0x" + "f" * 9000,
     "x" * 300_000 + " = 1", "\\u001b[2J = 1"],
)  # fmt: skip
def test_damaged_settings_are_refused(folder, text):
    (folder / "place.toml").write_text(text)
    with pytest.raises(InputError):
        read(folder)


def test_missing_files_are_named(folder):
    (folder / "schools.csv").unlink()
    (folder / "place.toml").write_text("x = 1")
    with pytest.raises(InputError) as caught:
        read(folder)
    assert {Path(p.where).name for p in caught.value.issues} == {"schools.csv", "place.toml"}
