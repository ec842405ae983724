"""Lists as people lay them out: header rows, merged cells, section rows, sheets, units, dumps, web pages."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import xlsxwriter
from every_check import NO_REAL_LISTS

from kkgsim.errors import InputError
from kkgsim.places.importer import cells
from kkgsim.places.importer.coordinates import placeholders, point_of, split_point
from kkgsim.places.importer.given_columns import read_pairs
from kkgsim.places.importer.importing import Choices, import_list, prepare
from kkgsim.places.importer.notes import ListReport
from kkgsim.places.importer.school_list import read_list
from kkgsim.places.place_io.files import read

HEAD = ["NPSN", "Nama Sekolah", "Kecamatan", "Kabupaten", "Lintang", "Bujur", "Guru"]
SCHOOLS = [
    [f"5020000{i}", f"SDN {i} CONTOH", "Janapria", "Kab. Lombok Tengah", f"-8.69{i}", f"116.40{i}", f"{8 + i}"]
    for i in range(1, 7)
]
Cells = Sequence[Sequence[object]]


def book(*sheets: tuple[str, Cells, Sequence[tuple[int, int, int, int]]]) -> bytes:
    """A workbook of sheets (name, rows, merged cells)."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        for name, rows, merged in sheets:
            page = made.add_worksheet(name)
            for i, row in enumerate(rows):
                for j, cell in enumerate(row):
                    page.write(i, j, cell)
            for top, left, bottom, right in merged:
                text = rows[top][left]
                page.merge_range(top, left, bottom, right, text)
    return out.getvalue()


def csv(rows: Cells, mark: str = ",") -> str:
    return "\n".join(mark.join(str(cell) for cell in row) for row in rows)


def with_gugus(names: Sequence[str]) -> list[list[str]]:
    return [["Gugus", *HEAD], *([name, *row] for name, row in zip(names, SCHOOLS, strict=True))]


def gugus(report: ListReport) -> list[str]:
    return [school.cluster for school in report.schools]


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


@pytest.mark.parametrize(
    ("given", "value"),
    [("8 orang", 8), ("90 siswa", 90), ("1.234 siswa", 1234), ("± 12", 12), ("12 Guru", 12), ("(8)", 8),
     ("8 ekor", None), ("8 L 5 P", None), ("orang", None)],
)  # fmt: skip
def test_counts_with_units(given, value):
    used, remark = cells.count(given, "c", cells.MOST_PUPILS)
    assert used == value
    assert remark is not None


@pytest.mark.parametrize(
    ("given", "npsn"),
    [("5.0200951E+07", "50200951"), ("5,0200951e+07", "50200951"), ("5.0200951E7", "50200951"), ("5.02E+07", ""),
     ("5.020095E+07", ""), ("5.0200951E+08", "")],
)  # fmt: skip
def test_an_npsn_in_scientific_notation_with_all_its_digits(given, npsn):
    assert cells.npsn(given)[0] == npsn


@pytest.mark.parametrize(
    ("lat", "lon"),
    [("8°41′28.8″S", "116°24′36″E"), ("8° 41' 28.8\" LS", "116° 24' 36\" BT"), ("8°41'28,8\"LS", "116°24'36\"BT"),
     ("-8°41'28.8\"", "116°24'36\""), ("S 8°41.48'", "E 116°24.6'"), ("8.691333 LS", "116.41 BT"),
     ("8 41' 28.8''", "116 24' 36''"), ("116°24'36\"BT", "8°41'28.8\"LS"), ("8:41:28.8 S", "116:24:36 E")],
)  # fmt: skip
def test_degrees_minutes_and_seconds(lat, lon):
    point, remarks = point_of(lat, lon, "Nusa Tenggara Barat")
    assert point == pytest.approx((-8.691333, 116.41), abs=1e-5)
    assert [remark[0] for remark in remarks if remark] == ["point_degrees"]


def test_minutes_beyond_sixty_are_no_coordinates():
    assert point_of("8°71'28\"S", "116°24'36\"E", "")[0] is None


@pytest.mark.parametrize(
    "cell", ["8°41'28.8\"S 116°24'36\"E", "https://maps.google.com/?q=-8.691333,116.41", "POINT(116.41 -8.691333)",
             "-8,691333, 116,41", "-8.691333 / 116.41"],
)  # fmt: skip
def test_two_coordinates_in_one_cell(cell):
    point, _ = point_of(*split_point(cell), "Nusa Tenggara Barat")
    assert point == pytest.approx((-8.691333, 116.41), abs=1e-5)


def test_a_column_of_southern_degrees_counts_to_the_south(listed):
    rows = [[*HEAD[:4], "Lintang Selatan", *HEAD[5:]], *([*r[:4], r[4].lstrip("-"), *r[5:]] for r in SCHOOLS)]
    assert read_list(listed(csv(rows))).schools[0].lat == -8.691


SEA = (-5.443757, 114.421127)


@pytest.mark.parametrize("real", [1, 2, 3, 10])
@pytest.mark.parametrize("sea", [3, 8, 20])
def test_a_placeholder_is_not_used_however_many_share_it(real, sea):
    points = [(-8.69 + 0.01 * i, 116.4) for i in range(real)] + [SEA] * sea
    away = placeholders(points)
    assert away[:real] == [0.0] * real
    assert all(km > 300 for km in away[real:])


def test_schools_on_one_spot_among_neighbours_are_no_placeholder():
    assert not any(placeholders([(-8.69, 116.4)] * 12))
    assert not any(placeholders([(-8.69, 116.4)] * 5 + [(-8.72, 116.42), (-8.6, 116.5)]))


def test_invisible_characters_are_taken_off_and_said(listed):
    rows = [[f"\u00a0{cell}\u200b" for cell in row] for row in (HEAD, *SCHOOLS)]
    report = read_list(listed(csv(rows)))
    assert next((s.lat, s.teachers) for s in report.schools) == (-8.691, 9)
    assert report.counts["invisible"] == 1


def test_codes_for_names_are_said(listed):
    rows = [[*HEAD, "jenjang"], *([*row[:2], "3307030", *row[3:], "TP_02"] for row in SCHOOLS)]
    report = read_list(listed(csv(rows)))
    assert report.counts["area_is_code"] == 6
    assert "TP_02" in next(note.text.id for note in report.notes if note.kind == "not_understood")


def test_type_is_read_by_what_stands_below(listed):
    for word, field in (("Negeri", "status"), ("SD", "level")):
        report = read_list(listed(csv([[*HEAD, "type"], *([*row, word] for row in SCHOOLS)])))
        assert report.columns[field] == "type"


def _objects() -> list[dict[str, str]]:
    return [dict(zip(HEAD, row, strict=True)) for row in SCHOOLS]


def _features() -> str:
    places = [
        {"type": "Feature", "properties": {k: v for k, v in item.items() if k not in ("Lintang", "Bujur")},
         "geometry": {"type": "Point", "coordinates": [float(item["Bujur"]), float(item["Lintang"])]}}
        for item in _objects()
    ]  # fmt: skip
    return json.dumps({"type": "FeatureCollection", "features": places})


def _sql(names: bool) -> str:
    columns = ", ".join(f"`{name}`" for name in HEAD)
    created = ",\n".join(f"  `{name}` varchar(99) DEFAULT NULL" for name in HEAD)
    rows = ",\n".join("(" + ", ".join(f"'{cell}'" for cell in row) + ")" for row in SCHOOLS)
    table = f"CREATE TABLE `sd` (\n{created},\n  PRIMARY KEY (`NPSN`)\n);\n"
    return f"-- dump\n{table}INSERT INTO `sd` {f'({columns}) ' if names else ''}VALUES\n{rows};\n"


def _page() -> str:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in (HEAD, *SCHOOLS))
    return f"<html><body><table><tr><td>menu</td></tr></table><table>{rows}</table></body></html>"


FILES: dict[str, Callable[[], str]] = {
    "GeoJSON": _features, "a layer of QGIS for the web": lambda: f"var json_SD_2 = {_features()};",
    "objects on lines": lambda: "\n".join(map(json.dumps, _objects())),
    "an answer of a service": lambda: json.dumps({"status": "ok", "result": {"rows": _objects()}}),
    "phpMyAdmin JSON": lambda: json.dumps([{"type": "header"}, {"type": "table", "name": "sd", "data": _objects()}]),
    "rows in JSON": lambda: json.dumps([HEAD, *SCHOOLS]), "a dump": lambda: _sql(True),
    "a dump without names": lambda: _sql(False), "a web page": _page,
}  # fmt: skip


@pytest.mark.parametrize("kind", FILES)
def test_files_that_carry_a_list_are_read(kind, listed):
    report = read_list(listed(FILES[kind]()))
    assert [(s.npsn, s.lat, s.lon, s.teachers) for s in report.schools] == [
        (row[0], float(row[4]), float(row[5]), int(row[6])) for row in SCHOOLS
    ]


OTHERS = {
    "PDF": b"%PDF-1.7\nx", "picture": b"\x89PNG\r\n\x1a\n", "archive": b"Rar!\x1a\x07",
    "database": b"SQLite format 3\0", "rich text": b"{\\rtf1 x}",
    "map layer": b"<?xml version='1.0'?><kml></kml>", "XML": b"<?xml version='1.0'?><a/>",
}  # fmt: skip


@pytest.mark.parametrize("kind", OTHERS)
def test_files_that_are_no_table_are_called_by_what_they_are(kind, listed):
    with pytest.raises(InputError, match=kind) as caught:
        read_list(listed(OTHERS[kind]))
    assert "not a table: " in str(caught.value)


def far(listed) -> Path:
    away = ["50200009", "SDN 9 CONTOH", "Janapria", "Kab. Lombok Tengah", "-8.69", "116.95", "9"]
    return listed(csv([["Gugus", *HEAD, "jarak"], *(["G 1", *row, ""] for row in SCHOOLS), ["G 1", *away, "80"]]))


def test_a_school_far_from_its_cluster_is_set_aside_and_listed(listed, tmp_path):
    told = import_list(far(listed), tmp_path / "p")
    assert "1 set aside" in told
    assert "50200009: SDN 9 CONTOH: 80 km" in told
    assert "--keep-far" in told
    assert "50200009" not in {school.npsn for school in read(tmp_path / "p").schools}
    assert "set_aside_far" in (tmp_path / "p" / "import_report.csv").read_text(encoding="utf-8")
    report = prepare(far(listed)).report
    assert report.kept + report.refused + report.left_out == report.rows == 7


def test_a_far_school_is_kept_where_somebody_says_so(listed):
    ready = prepare(far(listed), Choices(keep_far=True))
    assert len(ready.place.schools) == 7
    assert Counter(note.kind for note in ready.extra)["kept_far"] == 1


def with_core(listed, core_lon: str) -> Path:
    """A gugus whose schools lie some kilometres apart, and its core school at a longitude of its own."""
    rows = [["Gugus", *HEAD, "SD Inti"], *(["G 1", *row, ""] for row in SCHOOLS)]
    for row, lon in zip(rows[1:], (core_lon, "116.32", "116.35", "116.40", "116.45", "116.48"), strict=True):
        row[6] = lon
    rows[1][-1] = "ya"
    return listed(csv(rows))


def test_a_core_school_among_its_schools_stays(listed):
    assert not [note for note in prepare(with_core(listed, "116.41")).extra if note.kind == "set_aside_far"]


@pytest.mark.parametrize(("core_lon", "words"), [("116.68", "31 km or 74 minutes"), ("116.76", "43 km or 103 minutes")])
def test_a_core_school_far_from_most_others_is_the_one_set_aside(core_lon, words, listed):
    """Far from three of the five others, and from all of them: these are near each other, and stay."""
    ready = prepare(with_core(listed, core_lon))
    (aside,) = [note for note in ready.extra if note.kind == "set_aside_far"]
    assert (aside.npsn, words in aside.text.en) == ("50200001", True)
    assert ready.report.counts["point_far"] == 0, "its point was believed"
    kept = ready.place.schools
    assert [school.npsn for school in kept] == [f"5020000{i}" for i in range(2, 7)]
    assert [school.npsn for school in kept if school.core] == ["50200004"], "the one in the middle is the core school"
    assert max(school.distance_km for school in kept) < 20.0


def _cases() -> Path:
    folder = Path(__file__).resolve().parents[2].parent / "shared" / "cases" / "lists"
    if not folder.is_dir():
        pytest.skip(NO_REAL_LISTS)
    return folder


def _read(report: ListReport, schools: int, *kinds: str) -> None:
    assert (report.kept, report.refused) == (schools, 0)
    assert set(kinds) <= set(report.counts)


CASES: dict[str, Callable[[ListReport], None]] = {
    "01": lambda r: _read(r, 5, "point_whole_degree", "count_zero"), "03": lambda r: _read(r, 6, "point_missing"),
    "04": lambda r: _read(r, 2, "from_dump"), "05": lambda r: _read(r, 6),
    "09": lambda r: _read(r, 4, "area_from_name"),
    "10": lambda r: _read(r, 7, "point_placeholder", "point_outside"),
    "13": lambda r: _read(r, 3, "area_is_code", "not_understood"), "14": lambda r: _read(r, 3),
    "15": lambda r: _read(r, 3, "point_degrees"), "16": lambda r: _read(r, 3, "from_page"),
    "17": lambda r: _read(r, 3, "invisible"), "18": lambda r: _read(r, 3),
    "20": lambda r: _read(r, 15, "point_placeholder"),
    "21": lambda r: _read(r, 12, "from_merged"), "22": lambda r: _read(r, 12, "header_rows"),
    "24": lambda r: _read(r, 12, "section_rows", "from_section"), "25": lambda r: _read(r, 12, "sheets_read"),
    "26": lambda r: _read(r, 12, "npsn_repaired"), "29": lambda r: _read(r, 12, "not_schools"),
    "30": lambda r: _read(r, 12, "count_unit"),
}  # fmt: skip
REFUSED = {"02": "no column for the kecamatan.*(?s:.)*SMA", "06": r"no column for the NPSN \(GeoJSON\)", "27": "a PDF"}


@pytest.mark.parametrize("case", sorted([*CASES, *REFUSED]))
def test_each_case_of_the_index_behaves_as_it_should(case):
    (path,) = _cases().glob(f"{case}_*")
    if case in REFUSED:
        with pytest.raises(InputError, match=REFUSED[case]):
            read_list(path)
    else:
        CASES[case](read_list(path))
