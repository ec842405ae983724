"""School lists in many dialects: the same schools come out, and every row is accounted for."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kkgsim.errors import InputError
from kkgsim.places.importer import cells, names
from kkgsim.places.importer.headers import SYNONYMS, field_of
from kkgsim.places.importer.levels import level_of, status_in_name
from kkgsim.places.importer.notes import ListReport
from kkgsim.places.importer.school_list import read_list

from .place_helpers import HEADERS, ROWS, spreadsheet, table


def accounted(report: ListReport) -> bool:
    """The law of every report: no row dropped silently, one note at least per refused row."""
    refused = {note.row for note in report.notes if note.action == "refused"}
    return report.kept + report.refused + report.left_out == report.rows and len(refused) == report.refused


def plain(report: ListReport) -> list[tuple[object, ...]]:
    """What was read, without the report."""
    return [(s.npsn, s.name, s.subdistrict, s.district, s.lat, s.lon, s.teachers, s.pupils) for s in report.schools]


EXPECTED = [
    ("50200001", "SDN 1 CONTOH", "Janapria", "Kab. Lombok Tengah", -8.6914, 116.4018, 13, 158),
    ("50200002", "SDN 2 CONTOH", "Janapria", "Kab. Lombok Tengah", -8.6947, 116.4119, 11, 140),
    ("50200003", "SDN 3 CONTOH", "Janapria", "Kab. Lombok Tengah", -8.7014, 116.3918, 9, 99),
]


def _decimal_comma() -> list[list[str]]:
    return [[c.replace(".", ",") if i in (5, 6) else c for i, c in enumerate(row)] for row in ROWS]


DIALECTS: dict[str, bytes] = {
    "comma": table(ROWS).encode(),
    "semicolon, decimal comma": table(_decimal_comma(), delimiter=";").encode(),
    "tab": table(ROWS, delimiter="\t").encode(),
    "bar": table(ROWS, delimiter="|").encode(),
    "quoted decimal comma": table(_decimal_comma()).encode(),
    "byte order mark": b"\xef\xbb\xbf" + table(ROWS).encode(),
    "utf-16": table(ROWS).encode("utf-16"),
    "utf-16 without mark": table(ROWS).encode("utf-16-le"),
    "gzip": gzip.compress(table(ROWS).encode()),
    "sep line": b"sep=;\r\n" + table(ROWS, delimiter=";").encode(),
    "upper case headers": table(ROWS, [h.upper() for h in HEADERS]).encode(),
    "spaced headers": table(ROWS, [f" {h} " for h in HEADERS]).encode(),
    "title above": b"DAFTAR SEKOLAH DASAR\r\n\r\n" + table(ROWS).encode(),
    "no last newline": table(ROWS).encode().rstrip(),
    "old mac newlines": table(ROWS).replace("\r\n", "\r").encode(),
    "nul bytes": table(ROWS).replace("CONTOH", "CON\0TOH").encode(),
    "json list": json.dumps([dict(zip(HEADERS, row, strict=True)) for row in ROWS]).encode(),
    "json of lists": json.dumps(
        {
            "a": [dict(zip(HEADERS, ROWS[0], strict=True))],
            "b": [dict(zip(HEADERS, r, strict=True)) for r in ROWS[1:]],
        }
    ).encode(),
    "english": table(
        ROWS,
        [
            "NPSN",
            "School Name",
            "District",
            "Regency",
            "Province",
            "Latitude",
            "Longitude",
            "Teachers",
            "Students",
        ],
    ).encode(),
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_gives_the_same_schools(dialect, listed):
    report = read_list(listed(DIALECTS[dialect]))
    assert plain(report) == EXPECTED
    assert accounted(report)


def test_a_spreadsheet_gives_the_same_schools(tmp_path):
    path = tmp_path / "list.xlsx"
    typed = [[int(r[0]), *r[1:5], float(r[5]), float(r[6]), int(r[7]), int(r[8])] for r in ROWS]
    path.write_bytes(spreadsheet([["Daftar"], HEADERS, *typed]))
    report = read_list(path)
    assert plain(report) == EXPECTED
    assert report.counts["title_rows"] == 1
    assert not report.counts["npsn_repaired"]


def test_rows_and_columns_in_any_order_give_the_same_schools(listed):
    shuffle = random.Random(7)
    for _ in range(5):
        order = shuffle.sample(range(len(HEADERS)), len(HEADERS))
        rows = shuffle.sample(ROWS, len(ROWS))
        text = table([[row[i] for i in order] for row in rows], [HEADERS[i] for i in order])
        assert sorted(plain(read_list(listed(text)))) == EXPECTED


@pytest.mark.parametrize("field", ["npsn", "name", "subdistrict", "lat", "teachers"])
def test_every_synonym_of_a_header_is_understood(field):
    for word in SYNONYMS[field].split():
        found = field_of(word.replace("_", " ").title())
        assert found is not None
        assert found[0] == field


def test_no_header_means_two_things():
    words = [names.key(word) for value in SYNONYMS.values() for word in value.split()]
    assert sorted(words) == sorted(set(words))


def test_unknown_columns_are_named_and_ignored(listed):
    text = table([[*row, "=PROPER(x)"] for row in ROWS], [*HEADERS, "=PROPER(Kepala SEkolah)"])
    report = read_list(listed(text))
    assert plain(report) == EXPECTED
    assert report.unknown == ("=PROPER(Kepala SEkolah)",)
    assert "=PROPER(Kepala SEkolah)" in next(n for n in report.notes if n.kind == "unknown_columns").text.id


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"   \n ", "empty"),
        (b"<html><table></table></html>", "web page"),
        (b"{not json", "JSON"),
        (b"[1, 2]", "no list of objects"),
        (b"PK\x03\x04 broken", "spreadsheet"),
        (b"\x1f\x8b broken", "cannot be read"),
        (b'npsn,nama,kecamatan\n1,"open' + b"\nx,y,z" * 80, "never closed"),
        (b"[" * 100_000, "nested"),
    ],
)
def test_a_file_that_is_no_list_is_refused(content, words, listed):
    with pytest.raises(InputError, match=words):
        read_list(listed(content))


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    for path, words in ((tmp_path / "absent.csv", "no such file"), (tmp_path, "is a folder")):
        with pytest.raises(InputError, match=words):
            read_list(path)


def test_all_missing_columns_are_named_at_once(listed):
    with pytest.raises(InputError) as caught:
        read_list(listed("Nama Sekolah,Alamat,Jumlah Siswa Laki-laki\nMI A,Jl. B,3\n"))
    assert [str(p.what) for p in caught.value.issues] == ["no column for the NPSN", "no column for the kecamatan"]
    assert "--column npsn=HEADER" in str(caught.value)
    with pytest.raises(InputError) as caught:
        read_list(listed("NPSNN,nama,kecamatan\n50200001,SDN 1,Janapria\n"))
    assert caught.value.issues[0].nearest == "NPSNN"


def test_not_utf8_is_read_and_said(listed):
    rows = [[*ROWS[0]], [*ROWS[1]]]
    rows[0][1] = "SD SANTA THÉRÈSE"
    report = read_list(listed(table(rows).encode("cp1252")))
    assert report.schools[0].name == "SD SANTA THÉRÈSE"
    assert report.counts["charset"] == 1


def test_row_numbers_are_lines_of_the_file(listed):
    text = 'npsn,nama,kecamatan\n50200001,"SDN\n1",Janapria\n\n,SDN 2,Janapria\n'
    report = read_list(listed(text))
    assert [(n.row, n.kind) for n in report.notes if n.action == "refused"] == [(5, "npsn_missing")]


def test_a_shifted_row_is_refused_and_a_short_row_is_said(listed):
    lines = table(ROWS).splitlines()
    lines[1] = lines[1].replace("-8.6914,116.4018", "-8,6914,116,4018")
    lines[2] = ",".join(lines[2].split(",")[:7])
    report = read_list(listed("\n".join(lines)))
    assert [s.npsn for s in report.schools] == ["50200002", "50200003"]
    assert report.counts["columns_shifted"] == 1
    assert report.counts["row_short"] == 1
    assert accounted(report)


@pytest.mark.parametrize(
    ("given", "npsn", "kind"),
    [
        ("50201855", "50201855", None),
        ("50201855.0", "50201855", "npsn_repaired"),
        (" 5020 1855 ", "50201855", "npsn_repaired"),
        ("'50201855", "50201855", "npsn_repaired"),
        ('="50201855"', "50201855", "npsn_repaired"),
        ("NP567838", "NP567838", None),
        ("5.02E+07", "", "npsn_scientific"),
        ("5,02019E+07", "", "npsn_scientific"),
        ("", "", "npsn_missing"),
        ("-", "", "npsn_missing"),
        ("0", "", "npsn_missing"),
        ("SDN 1", "", "npsn_bad"),
        ("-50201855", "", "npsn_bad"),
        ("5020185", "5020185", "npsn_length"),
    ],
)
def test_npsn_is_text(given, npsn, kind):
    used, remark = cells.npsn(given)
    assert used == npsn
    assert (remark[0] if remark else None) == kind


@pytest.mark.parametrize(
    ("given", "value", "kind"),
    [
        ("13", 13, None),
        ("13.0", 13, None),
        ("", None, None),
        ("-", None, None),
        ("0", None, "count_zero"),
        ("abc", None, "count_bad"),
        ("-3", None, "count_bad"),
        ("7.5", None, "count_bad"),
        ("1.234", 1234, "count_thousands"),
        ("99999", None, "count_absurd"),
        ("999.999", None, "count_absurd"),
        ("1e400", None, "count_bad"),
        ("٣", None, "count_bad"),
    ],
)
def test_counts(given, value, kind):
    used, remark = cells.count(given, "siswa", cells.MOST_PUPILS)
    assert used == value
    assert (remark[0] if remark else None) == kind


def test_people_by_sex_are_added_and_a_total_wins(listed):
    head = "npsn,nama,kecamatan,guru_l,guru_p,guru_total,siswa l,siswa p\n"
    report = read_list(
        listed(head + "50200001,SDN 1,A,2,5,9,80,70\n50200002,SDN 2,A,2,5,,80,x\n50200003,SDN 3,A,0,0,,0,4\n")
    )
    assert [(s.teachers, s.pupils) for s in report.schools] == [(9, 150), (7, None), (None, 4)]
    assert report.counts["count_bad"] == 1
    assert report.counts["count_zero"] == 1


def test_identical_rows_merge_and_contradictions_are_refused(listed):
    rows = [ROWS[0], ROWS[0], ROWS[1], [*ROWS[1][:7], "12", "140"], ROWS[2]]
    report = read_list(listed(table(rows)))
    assert [s.npsn for s in report.schools] == ["50200001", "50200003"]
    assert report.merged == 1
    assert report.refused == 2
    refused = [(n.row, n.text.en) for n in report.notes if n.kind == "duplicate_refused"]
    assert [row for row, _ in refused] == [4, 5]
    assert "row 5" in refused[0][1]
    assert "row 4" in refused[1][1]
    assert accounted(report)


def test_serial_numbers_do_not_make_rows_differ(listed):
    rows = [[str(i), *ROWS[0]] for i in (1, 2)]
    assert read_list(listed(table(rows, ["No", *HEADERS]))).merged == 1


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("SD NEGERI 1 JANAPRIA", "SD"),
        ("SDN 1", "SD"),
        ("SDIT ABATA", "SD"),
        ("SDMUHAMMADIYAH AIR PUTIH", "SD"),
        ("UPTD SD NEGERI 3", "SD"),
        ("SPK SD", "SD"),
        ("sd", "SD"),
        ("Sekolah Dasar", "SD"),
        ("SD IT KURNIA", "SD"),
        ("MI BARAN", "MI"),
        ("MIS KRANGGAN", "MI"),
        ("MIN 1 SEMARANG", "MI"),
        ("MI MA`ARIF GOGIK", "MI"),
        ("Madrasah Ibtidaiyah", "MI"),
        ("TK ADVENT II", "other"),
        ("SMPN 3", "other"),
        ("SMP", "other"),
        ("MTsS AL HIKMAH", "other"),
        ("MA NW", "other"),
        ("SDLB NEGERI", "other"),
        ("SLBN 1", "other"),
        ("SMK 2", "other"),
        ("KB MELATI", "other"),
        ("JAKARTA WORLD ACADEMY", ""),
        ("", ""),
    ],
)
def test_level_from_column_or_name(text, level):
    assert level_of(text) == level


def test_level_filter_counts_what_it_leaves_out(listed):
    text = "npsn,nama,kecamatan\n" + "".join(
        f"5020000{i},{name},A\n" for i, name in enumerate(["SDN 1", "MIN 1", "TK 1", "ABATA"])
    )
    by_level = {level: read_list(listed(text), level=level) for level in ("SD", "MI", "all")}  # type: ignore[arg-type]
    assert [r.kept for r in by_level.values()] == [2, 1, 3]
    assert [r.other_level for r in by_level.values()] == [2, 3, 1]
    assert by_level["SD"].counts["level_assumed"] == 1
    with pytest.raises(InputError, match="level"):
        read_list(listed(text), level="SMP")  # type: ignore[arg-type]


def test_status_from_names():
    assert [status_in_name(n) for n in ("SD NEGERI 1", "SDS A", "SD ABATA")] == ["negeri", "swasta", ""]


AREAS = "npsn,nama,kecamatan,kabupaten\n" + "".join(
    f"5020000{i},SDN {i},Kec. {kec},{kab}\n"
    for i, (kec, kab) in enumerate(
        [
            ("Wanayasa", "Kab. Purwakarta"),
            ("WANAYASA", "KAB. BANJARNEGARA"),
            ("Coblong", "Kota Bandung"),
            ("Soreang", "Kab. Bandung"),
        ]
    )
)


def test_filters(listed):
    path = listed(AREAS)
    one = read_list(path, subdistrict="kec. wanayasa", district="purwakarta")
    assert (one.kept, one.filtered) == (1, 3)
    assert accounted(one)
    assert read_list(path, district="kota bandung").schools[0].subdistrict == "Coblong"
    with pytest.raises(InputError, match=r"Kab\. Banjarnegara.*Kab\. Purwakarta"):
        read_list(path, subdistrict="Wanayasa")
    with pytest.raises(InputError, match=r"Kab\. Bandung; Kota Bandung"):
        read_list(path, district="Bandung")
    with pytest.raises(InputError, match="did you mean Wanayasa"):
        read_list(path, subdistrict="Wanyasa")
    with pytest.raises(InputError, match=r"did you mean Kab\. Purwakarta"):
        read_list(path, district="Purwokarta")


@pytest.mark.parametrize(
    ("raw", "used"),
    [
        ("Kec. Janapria", "Janapria"),
        ("KEC. PRAYA BARAT DAYA", "Praya Barat Daya"),
        ("Kec.Tigo Nagari", "Tigo Nagari"),
        ("kecamatan kopang", "Kopang"),
        ("IV KOTO", "IV Koto"),
        ("2 X 11 ENAM LINGKUNG", "2 X 11 Enam Lingkung"),
        ("Kecapi", "Kecapi"),
        ("KULON-PROGO", "Kulon-Progo"),
    ],
)
def test_subdistrict_names(raw, used):
    assert names.subdistrict_name(raw) == used


@pytest.mark.parametrize(
    ("raw", "used"),
    [
        ("KAB. PANGANDARAN", "Kab. Pangandaran"),
        ("kab. Puncak", "Kab. Puncak"),
        ("Kabupaten Bogor", "Kab. Bogor"),
        ("Kota tangerang Selatan", "Kota Tangerang Selatan"),
        ("Kota Adm. Jakarta Pusat", "Kota Jakarta Pusat"),
        ("Kab. Kota Baru", "Kab. Kota Baru"),
        ("Semarang", "Semarang"),
    ],
)
def test_district_names(raw, used):
    assert names.district_name(raw) == used


def test_addresses_tell_the_area():
    area = names.area_of("Jl. A No. 1, Baran, Kec. Ambarawa, Kab. Semarang Prov. Jawa Tengah")
    assert area == ("Ambarawa", "Kab. Semarang", "Jawa Tengah")
    area = names.area_of("JL. B, 1/1, Molosipat W, Kec. Kota Barat, Kota Gorontalo, Prov. Gorontalo, 96134")
    assert area == ("Kota Barat", "Kota Gorontalo", "Gorontalo")
    assert names.area_of("Jl. Kecubung 3") == ("", "", "")


def test_missing_code_is_taken_from_the_neighbours_and_wrong_codes_are_set_aside(listed):
    head = "npsn,nama,kecamatan,kabupaten,kode_kec\n"
    report = read_list(listed(head + "50200001,SDN 1,A,B,230204  \n50200002,SDN 2,A,B,\n50200003,SDN 3,C,B,30204\n"))
    assert [s.code for s in report.schools] == ["230204", "230204", "030204"]
    assert report.counts["code_filled"] == 1
    assert report.counts["code_padded"] == 1
    many = "".join(f"5020000{i},SDN {i},{name},B,230201\n" for i, name in enumerate("ACDEF"))
    report = read_list(listed(head + many))
    assert {s.code for s in report.schools} == {""}
    assert report.counts["codes_ignored"] == 1


def test_one_area_has_one_spelling(listed):
    head = "npsn,nama,kecamatan,kabupaten,provinsi,kode_kec\n"
    rows = [
        "50200001,SDN 1,Praya Baratdaya,Lombok Tengah,NTB,",
        "50200002,SDN 2,PRAYA BARAT DAYA,KAB. LOMBOK TENGAH,NTB,",
        "50200003,SDN 3,Praya Barat Daya,Kab. Lombok Tengah,NTB,",
        "50200004,SDN 4,Tanah Sereal,Kota Bogor,Jawa Barat,026106",
        "50200005,SDN 5,Tanah Sareal,,,026106",
        "50200006,SDN 6,Tanah Sareal,kota bogor,Jawa Barat,026106",
    ]
    report = read_list(listed(head + "\n".join(rows)))
    assert {(s.subdistrict, s.district, s.province) for s in report.schools} == {
        ("Praya Barat Daya", "Kab. Lombok Tengah", "NTB"),
        ("Tanah Sareal", "Kota Bogor", "Jawa Barat"),
    }
    assert report.counts["area_filled"] == 2
    assert [n.row for n in report.notes if n.kind == "spelling"] == [2, 2, 5]


def test_a_bare_name_of_two_districts_stays_bare(listed):
    rows = [f"5020000{i},SDN {i},A,{kab}\n" for i, kab in enumerate(["Bandung", "Kab. Bandung", "Kota Bandung"])]
    report = read_list(listed("npsn,nama,kecamatan,kabupaten\n" + "".join(rows)))
    assert [s.district for s in report.schools] == ["Bandung", "Kab. Bandung", "Kota Bandung"]


CELL = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["50200001", "50200001.0", "SDN 1", "Kec. A", "-8.69", "116.4", "0", "1e9", "", "-", '"', "=1+1"]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELL, min_size=9, max_size=9), min_size=1, max_size=6))
def test_no_row_is_ever_dropped_silently(tmp_path_factory, rows):
    path: Path = tmp_path_factory.mktemp("fuzz") / "list.csv"
    path.write_text(table([ROWS[0], *rows]), encoding="utf-8", errors="replace")
    report = read_list(path, level="all")
    assert accounted(report)
    assert len({s.npsn for s in report.schools}) == report.kept


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path_factory, data):
    path: Path = tmp_path_factory.mktemp("bytes") / "list.csv"
    path.write_bytes(data)
    with pytest.raises(InputError):
        read_list(path)
