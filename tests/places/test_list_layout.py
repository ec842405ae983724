"""Lists as people lay them out: header rows, merged cells, section rows, titles, totals and sheets."""

from __future__ import annotations

import pytest

from kkgsim.errors import InputError
from kkgsim.places.importer.given_columns import read_pairs
from kkgsim.places.importer.school_list import read_list

from .lists_as_typed import HEAD, SCHOOLS, book, csv, gugus, with_gugus


def test_a_merged_gugus_fills_down_and_says_so(listed):
    rows = [
        ["Gugus", *HEAD],
        *([name, *row] for name, row in zip(["G 1", "", "", "G 2", "", ""], SCHOOLS, strict=True)),
    ]
    report = read_list(listed(book(("Data", rows, [(1, 0, 3, 0), (4, 0, 6, 0)])), "list.xlsx"))
    assert gugus(report) == ["G 1"] * 3 + ["G 2"] * 3
    assert [note.row for note in report.notes if note.kind == "from_merged"] == [3, 4, 6, 7]


def test_what_was_merged_before_it_was_saved_as_text_fills_down_too(listed):
    rows = [
        ["Gugus", *HEAD],
        *([name, *row] for name, row in zip(["G 1", "", "", "G 2", "", ""], SCHOOLS, strict=True)),
    ]
    report = read_list(listed(csv(rows)))
    assert gugus(report) == ["G 1"] * 3 + ["G 2"] * 3
    assert report.counts["from_above"] == 4


@pytest.mark.parametrize(
    "given", [["A", "A", "", "B", "B", "B"], ["", "A", "", "B", "", ""], ["A", "B", "C", "D", "", "E"]]
)
def test_a_gap_in_a_column_that_is_filled_row_by_row_stays_one(given, listed):
    given = [name.strip() for name in given]
    report = read_list(listed(csv(with_gugus(given))))
    assert gugus(report) == given


def test_a_gugus_does_not_reach_into_the_next_subdistrict(listed):
    rows = [
        [g, *row[:2], kec, *row[3:]] for g, kec, row in zip(["G", "", "", "", "", ""], "AAABBB", SCHOOLS, strict=True)
    ]
    assert gugus(read_list(listed(csv([["Gugus", *HEAD], *rows])))) == ["G"] * 3 + [""] * 3


TWO_ROWS = [
    ["NPSN", "Nama Sekolah", "Kecamatan", "Kabupaten", "Koordinat", "", "Jumlah", ""],
    ["", "", "", "", "Lintang", "Bujur", "Guru", "Siswa"],
]


@pytest.mark.parametrize("title", [[], [["DAFTAR SEKOLAH DASAR"], []]])
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_header_of_two_rows_is_one(kind, title, listed):
    rows = [*title, *TWO_ROWS, *([*row, "100"] for row in SCHOOLS)]
    top = len(title)
    merged = [(top, 4, top, 5), (top, 6, top, 7), *((top, c, top + 1, c) for c in range(4))]
    content = book(("Data", [row or [""] for row in rows], merged)) if kind == "xlsx" else csv(rows)
    report = read_list(listed(content, f"list.{kind}"))
    assert (report.kept, report.refused) == (6, 0)
    assert next((s.lat, s.teachers, s.pupils) for s in report.schools) == (-8.691, 9, 100)
    assert report.counts["header_rows"] == 1


def test_a_row_that_numbers_the_columns_and_headers_on_every_page_are_no_schools(listed):
    numbers = [f"({i})" for i in range(1, len(HEAD) + 1)]
    report = read_list(listed(csv([HEAD, numbers, *SCHOOLS[:3], HEAD, *SCHOOLS[3:]])))
    assert (report.rows, report.kept) == (6, 6)
    assert report.counts["header_again"] == 1


@pytest.mark.parametrize("words", ["GUGUS", "Gugus ", "KKG ", "Gugus : "])
def test_section_rows_say_the_gugus_of_the_schools_below(words, listed):
    rows = [HEAD, [f"{words} 1"], *SCHOOLS[:3], ["", f"{words} 2"], *SCHOOLS[3:]]
    report = read_list(listed(csv(rows)))
    assert (report.rows, report.kept) == (6, 6)
    assert len(set(gugus(report)[:3])) == len(set(gugus(report)[3:])) == 1
    assert gugus(report)[0] != gugus(report)[3]
    assert ": 2;" in next(note.text.en for note in report.notes if note.kind == "section_rows")


def test_section_rows_of_subdistricts_end_a_gugus(listed):
    short = [[*row[:2], "", *row[3:]] for row in SCHOOLS]
    rows = [HEAD, ["KECAMATAN PRAYA"], ["GUGUS I"], *short[:3], ["KECAMATAN KOPANG"], *short[3:]]
    report = read_list(listed(csv(rows)))
    assert [s.subdistrict for s in report.schools] == ["Praya"] * 3 + ["Kopang"] * 3
    assert gugus(report) == ["Gugus I"] * 3 + [""] * 3


def test_the_title_says_the_area_that_no_column_says(listed):
    rows = [["DATA SD KECAMATAN JANAPRIA KABUPATEN LOMBOK TENGAH TAHUN 2025"], [*HEAD[:2], *HEAD[4:]],
            *([*row[:2], *row[4:]] for row in SCHOOLS)]  # fmt: skip
    report = read_list(listed(csv(rows)))
    assert {(s.subdistrict, s.district) for s in report.schools} == {("Janapria", "Kab. Lombok Tengah")}
    assert report.counts["from_title"] == 2


def test_totals_and_signatures_are_said_once(listed):
    rows = [HEAD, *SCHOOLS, ["JUMLAH", "", "", "", "", "", "69"], [], ["", "", "", "", "Mengetahui"],
            ["", "Kepala Dinas"], ["", "JUMLAH SISWA", "", "", "", "", "70"],
            ["NIP. 19700101 199003 1 001"]]  # fmt: skip
    report = read_list(listed(csv(rows)))
    assert (report.rows, report.kept, report.refused) == (6, 6, 0)
    (said,) = [note.text.id for note in report.notes if note.kind == "not_schools"]
    assert all(word in said for word in ("8 (JUMLAH)", "Mengetahui", "Kepala Dinas", "NIP"))


def test_a_school_without_npsn_is_refused_not_skipped(listed):
    report = read_list(listed(csv([HEAD, *SCHOOLS, ["", *SCHOOLS[0][1:]]])))
    assert (report.rows, report.refused) == (7, 1)


def test_sheets_with_one_header_are_read_together(listed):
    no_area = [*HEAD[:2], *HEAD[4:]]
    parts = [[*row[:2], *row[4:]] for row in SCHOOLS]
    path = listed(book(("Praya", [no_area, *parts[:3]], []), ("Kec. Kopang", [no_area, *parts[3:]], []),
                       ("Rekap", [["Kecamatan", "Jumlah"], ["Praya", 3]], [])), "list.xlsx")  # fmt: skip
    report = read_list(path)
    assert [s.subdistrict for s in report.schools] == ["Praya"] * 3 + ["Kopang"] * 3
    said = {note.kind: note.text.id for note in report.notes}
    assert "Praya, Kec. Kopang" in said["sheets_read"]
    assert "Rekap" in said["sheets"]
    with pytest.raises(InputError, match="kecamatan"):  # alone it is no list of several
        read_list(path, sheets=["Praya"])
    with pytest.raises(InputError, match="did you mean Praya"):
        read_list(path, sheets=["Pryaa"])
    with pytest.raises(InputError, match="only a workbook"):
        read_list(listed(csv([HEAD, *SCHOOLS])), sheets=["Praya"])


def test_rows_of_several_sheets_are_told_apart(listed):
    broken = [["", *row[1:]] for row in SCHOOLS[:2]]
    path = listed(book(("A", [HEAD, broken[0], SCHOOLS[2]], []), ("B", [HEAD, broken[1], SCHOOLS[3]], [])), "list.xlsx")
    assert [n.row for n in read_list(path).notes if n.action == "refused"] == ["A!2", "B!2"]


def test_columns_may_be_named(listed):
    path = listed(csv([[*HEAD[:-1], "PTK mengajar", "jml_sis"], *([*row, "77"] for row in SCHOOLS)]))
    columns = read_pairs(["siswa=JML_SIS", "teachers=PTK mengajar"])
    assert columns == {"pupils": "JML_SIS", "teachers": "PTK mengajar"}
    school = read_list(path, columns=columns).schools[0]
    assert (school.teachers, school.pupils) == (9, 77)
    with pytest.raises(InputError, match="did you mean jml_sis"):
        read_list(path, columns={"pupils": "jml_siss"})
    with pytest.raises(InputError, match="FIELD=HEADER"):
        read_pairs(["pupils"])
    with pytest.raises(InputError, match="nothing is read under this name"):
        read_pairs(["colour=red"])
