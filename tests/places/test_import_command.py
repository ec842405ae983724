"""The command that makes a place of a list, and its report."""

from __future__ import annotations

import csv
import subprocess
import sys

import pytest
from click.testing import CliRunner

from kkgsim.cli.main import main
from kkgsim.errors import InputError
from kkgsim.i18n import use_language
from kkgsim.places.importer.importing import Choices, import_list
from kkgsim.places.importer.school_list import read_list
from kkgsim.places.place_io.files import read
from kkgsim.places.synthetic import load_embedded

from .place_helpers import HEADERS, ROWS, table

BROKEN = [
    *ROWS,
    ["", "SDN TANPA NPSN", "Kec. Janapria", "Kab. Lombok Tengah", "", "", "", "", ""],
    ["50200005.0", "SDN 5", "Kec. Janapria", "Kab. Lombok Tengah", "NTB", "0", "0", "abc", ""],
]


def run(*arguments: str) -> str:
    result = CliRunner().invoke(main, ["schools", "import", *arguments], catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ["kept 4", "refused 1"]), ("id", ["diambil 4", "ditolak 1", "gugus"])],
    indirect=["language"],
)
def test_import_writes_a_place_and_says_what_happened(language, words, listed, tmp_path):
    out = run(str(listed(table(BROKEN))), "-o", str(tmp_path / "p"), "--lang", language, "--name", "Contoh")
    assert all(word in out for word in [*words, "5", "NPSN", "import_report.csv"])
    place = read(tmp_path / "p")
    assert place.title.en == "Contoh"
    assert len(place.schools) == 4
    assert place.profile == "ntb"
    with (tmp_path / "p" / "import_report.csv").open(encoding="utf-8", newline="") as file:
        notes = list(csv.DictReader(file))
    assert [(n["row"], n["kind"]) for n in notes if n["action"] == "refused"] == [("5", "npsn_missing")]
    assert {"npsn_repaired", "point_zero", "count_bad"} <= {n["kind"] for n in notes}


def test_numbers_are_written_as_the_language_does(listed, tmp_path):
    rows = [
        [f"{50200001 + i}", f"SDN {i}", f"K{i // 6}", "B", "", "-8.7", f"{116 + i / 10000}", "", ""]
        for i in range(1200)
    ]
    path = listed(table(rows))
    assert "1.200 baris" in run(str(path), "-o", str(tmp_path / "id"), "--lang", "id")
    assert "1,200 rows" in run(str(path), "-o", str(tmp_path / "en"), "--lang", "en")


def test_existing_place_is_kept_unless_told(listed, tmp_path):
    path = listed(table(ROWS))
    import_list(path, tmp_path / "p")
    with pytest.raises(InputError, match="--overwrite"):
        import_list(path, tmp_path / "p")
    import_list(path, tmp_path / "p", overwrite=True)


def test_only_a_place_is_overwritten(listed, tmp_path):
    path = listed(table(ROWS))
    import_list(path, tmp_path / "p")
    (tmp_path / "p" / "thesis.docx").write_text("years of work")
    with pytest.raises(InputError, match=r"thesis\.docx"):
        import_list(path, tmp_path / "p", overwrite=True)
    assert sorted(each.name for each in (tmp_path / "p").iterdir()) == [
        "import_report.csv", "place.toml", "schools.csv", "thesis.docx",
    ]  # fmt: skip


def test_what_a_list_hides_is_never_printed(listed, tmp_path):
    evil = "\x1b[2J\u202e\u2066\x9b\nSDN\x07"
    rows = [[*row[:3], evil, evil, evil, evil, evil, evil, evil, evil] for row in ROWS]
    rows.append([evil, evil, evil, "", "", "", "", "", "", "", ""])
    rows.append([evil] * 20)
    path = listed(table(rows, [*HEADERS, "gugus", "x" + evil]), "a\x1b[2J.csv")
    told = import_list(path, tmp_path / "p")
    printed = [told, (tmp_path / "p" / "import_report.csv").read_text(encoding="utf-8")]
    with pytest.raises(InputError) as caught:
        read_list(listed(table(rows, ["a" + evil, "b" + evil])))
    with use_language("id"):
        printed += [str(caught.value), str(caught.value)]
    for text in printed:
        assert text.replace("\n", "").isprintable()
        assert "x1b" in text


def test_a_list_without_a_usable_school_leaves_nothing_behind(listed, tmp_path):
    with pytest.raises(InputError, match="no school is left of 1 row:"):
        import_list(listed(table([BROKEN[3]])), tmp_path / "p")
    with pytest.raises(InputError, match="another level"):
        import_list(listed(table(ROWS)), tmp_path / "p", Choices(level="MI"))
    assert not (tmp_path / "p").exists()


def test_clusters_from_a_gugus_column(listed, tmp_path):
    rows = [[*row, "Gugus IX", "ya" if i == 1 else "tidak"] for i, row in enumerate(ROWS)]
    out = run(str(listed(table(rows, [*HEADERS, "Gugus", "SD Inti"]))), "-o", str(tmp_path / "p"))
    place = read(tmp_path / "p")
    assert place.clusters == ("Gugus IX",)
    assert "1 from the list" in out
    assert [s.npsn for s in place.schools if s.core] == ["50200002"]


def test_the_table_of_a_place_is_itself_a_list(tmp_path):
    from kkgsim.places.place_io.files import write

    place = load_embedded("janapria")
    report = read_list(write(place, tmp_path / "p") / "schools.csv")
    assert [(s.npsn, s.lat, s.lon) for s in report.schools] == [(s.npsn, s.lat, s.lon) for s in place.schools]


def test_the_command_imports_nothing_heavy():
    code = (
        "import sys, kkgsim.cli.schools; "
        "print([m for m in ('numpy', 'scipy', 'pandas', 'mesa', 'matplotlib', 'llvmlite') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "no figures for 2 and 3 of 3 schools"), ("id", "2 dan 3 dari 3 sekolah tanpa angka")],
    indirect=["language"],
)
def test_what_is_not_known_of_people_is_said(tmp_path, language, words):
    rows = ["npsn,nama,kecamatan,kabupaten,provinsi,guru"]
    for rank, (district, teachers) in enumerate([("Kab. A", "9"), ("Kab. A", ""), ("Kab. B", "")]):
        rows.append(f"5020000{rank},SDN {rank},Janapria,{district},Nusa Tenggara Barat,{teachers}")
    (tmp_path / "list.csv").write_text("\n".join(rows), encoding="utf-8")
    told = import_list(tmp_path / "list.csv", tmp_path / "place")
    assert words in told
    assert ("Districts: 2" if language == "en" else "Kabupaten/kota: 2") in told
