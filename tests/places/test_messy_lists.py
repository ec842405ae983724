"""Every trouble of the index of real lists, on the real rows and as a small copy written here."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from kkgsim.errors import InputError
from kkgsim.places.geo.clusters import form
from kkgsim.places.importer.notes import ListReport
from kkgsim.places.importer.school_list import read_list

Check = Callable[[ListReport], None]


def kinds(*wanted: str, points: bool = False) -> Check:
    """Every school kept, each row noted with one of the kinds, and none (or all) with a point."""

    def check(report: ListReport) -> None:
        assert report.kept == report.rows > 0
        noted = {note.row for note in report.notes if note.kind in wanted}
        assert len(noted) == report.rows, report.counts
        assert all((school.lat is not None) == points for school in report.schools)

    return check


def one_spot(report: ListReport) -> None:
    schools = form(report.schools)
    assert report.counts["point_shared"] == 12
    assert {school.distance_km for school in schools} == {0.0}
    assert len({school.cluster for school in schools}) == 2


def npsn_text(report: ListReport) -> None:
    assert {school.npsn for school in report.schools} >= {"NP567838"}
    assert report.refused == 0


def clean_names(report: ListReport) -> None:
    assert report.kept == report.rows
    assert all(school.name.isprintable() and "\xc3" not in school.name for school in report.schools)
    assert report.counts["text_mended"] == 2
    assert "SD MITRA KASIH" in {school.name for school in report.schools}


def no_prefixes(report: ListReport) -> None:
    for school in report.schools:
        assert not school.subdistrict.lower().startswith("kec")
        assert school.district.startswith(("Kab. ", "Kota "))
        assert not school.province.startswith("Prov")
        assert school.subdistrict != school.subdistrict.upper()


def by_code(report: ListReport) -> None:
    assert all(len(school.code) == 6 and school.code.isdigit() for school in report.schools)
    districts = {school.code: school.district for school in report.schools}
    assert len(set(districts)) <= len(report.schools)
    assert all(school.district == districts[school.code] for school in report.schools)


def same_names_stay(report: ListReport) -> None:
    assert report.kept == report.rows == 6
    assert len({school.npsn for school in report.schools}) == 6
    assert len({school.name for school in report.schools}) == 3


def two_districts(report: ListReport) -> None:
    assert {school.district for school in report.schools} == {"Kab. Purwakarta", "Kab. Banjarnegara"}
    assert {school.subdistrict for school in report.schools} == {"Wanayasa"}
    assert len({school.cluster for school in form(report.schools)}) == 2


def kept_whole(report: ListReport) -> None:
    assert report.kept == report.rows
    assert all(school.lat is not None for school in report.schools)


JENDELA: dict[str, Check] = {
    "null_coordinates": kinds("point_missing"),
    "zero_longitude_only": kinds("point_zero"),
    "zero_both": kinds("point_zero"),
    "swapped_latitude_longitude": kinds("point_swapped", points=True),
    "longitude_repeats_latitude": kinds("point_outside"),
    "longitude_is_degrees_minutes_or_typed_wrong": kinds("point_outside"),
    "plus_sign_for_a_southern_school": kinds("point_province", "point_far"),
    "inside_Indonesia_but_wrong_island": kinds("point_province", "point_far"),
    "twelve_schools_on_one_identical_point": one_spot,
    "provisional_npsn_with_letters": npsn_text,
    "mojibake_and_control_characters": clean_names,
    "subdistrict_prefix_variants": no_prefixes,
    "district_spelled_two_ways": by_code,
    "same_name_twice_in_one_subdistrict": same_names_stay,
    "same_subdistrict_name_in_two_districts": two_districts,
    "codes_padded_with_blanks": by_code,
    "school_listed_in_another_subdistrict_than_its_point": kept_whole,
}


def degrees_only(report: ListReport) -> None:
    assert (report.rows, report.kept, report.merged) == (10, 8, 2)
    assert all(school.lat is None for school in report.schools)
    assert report.counts["point_whole_degree"] == 4
    assert report.counts["count_zero"] == 3
    by_npsn = {school.npsn: school for school in report.schools}
    assert by_npsn["20218307"].teachers == 12
    assert by_npsn["20218307"].pupils == 287
    assert by_npsn["70053547"].teachers is None
    assert by_npsn["20246427"].level == "SD"


def bom(report: ListReport) -> None:
    assert report.kept == 12
    assert {school.level for school in report.schools} == {"SD"}
    assert report.schools[0].npsn == "10260556"
    assert report.schools[0].district == "Kota Medan"
    assert (report.schools[0].subdistrict, report.schools[0].teachers, report.schools[0].pupils) == (
        "Medan Deli",
        18,
        203,
    )


def sheet(report: ListReport) -> None:
    assert report.kept == 8
    assert "Unnamed: 6" in report.unknown
    assert report.schools[0].pupils == 97
    assert report.counts["staff_as_teachers"] == 1


def sd_and_mi(report: ListReport) -> None:
    assert [school.level for school in report.schools].count("MI") == 5
    assert report.kept == 7
    first = report.schools[0]
    assert (first.subdistrict, first.district, first.village) == ("Ambarawa", "Kab. Semarang", "Baran")
    assert first.pupils == 329
    assert report.counts["area_from_address"] == 7


def bandung(report: ListReport) -> None:
    assert (report.kept, report.other_level) == (9, 1)
    assert report.counts["npsn_repaired"] == 9
    assert all(school.npsn.isdigit() and school.lat is not None for school in report.schools)
    assert {note.row for note in report.notes if note.kind in ("point_elsewhere", "point_doubtful")} == {4}


def semicolon(report: ListReport) -> None:
    assert [(school.lat, school.lon) for school in report.schools] == [
        (-8.6914, 116.4018),
        (-8.6947, 116.4019),
    ]
    assert all(school.teachers is None for school in report.schools)


FILES: dict[str, Check] = {
    "dapodik_2025_degrees_only.csv": degrees_only,
    "satpen_2026_bom.csv": bom,
    "dapodik_2026.xlsx": sheet,
    "satpen_2025_sd_mi.csv": sd_and_mi,
    "bandung_2025_npsn_float.csv": bandung,
    "semicolon_decimal_comma.csv": semicolon,
}


def test_every_row_of_the_index_behaves_as_it_says(shared, tmp_path):
    messy = shared / "messy"
    parts = json.loads((messy / "jendela_2019.json").read_text(encoding="utf-8"))
    with (messy / "INDEX.csv").open(encoding="utf-8", newline="") as file:
        names = [row["file"] for row in csv.DictReader(file)]
    for name in names:
        if ":" in name:
            part = name.partition(":")[2]
            path = tmp_path / f"{part}.json"
            path.write_text(json.dumps(parts[part]), encoding="utf-8")
            report = read_list(path, level="all")
            JENDELA[part](report)
        elif name == "satpen_2025_no_npsn.csv":
            with pytest.raises(InputError) as caught:
                read_list(messy / name)
            assert [str(issue.what) for issue in caught.value.issues] == ["no column for the NPSN"]
            continue
        else:
            report = read_list(messy / name, level="all")
            FILES[name](report)
        assert report.kept + report.refused + report.left_out == report.rows
    assert len(names) == len(JENDELA) + len(FILES) + 1


def test_the_whole_json_file_at_once(shared):
    report = read_list(shared / "messy" / "jendela_2019.json")
    assert (report.rows, report.kept, report.merged, report.refused) == (87, 85, 2, 0)
    with pytest.raises(InputError, match=r"Wanayasa, Kab\. Banjarnegara; Wanayasa, Kab\. Purwakarta"):
        read_list(shared / "messy" / "jendela_2019.json", subdistrict="Wanayasa")


def test_janapria_makes_nine_clusters(shared):
    schools = form(read_list(shared / "sd_lombok_tengah.csv", subdistrict="Janapria").schools)
    assert len(schools) == 50
    assert len({school.cluster for school in schools}) == 9


# --- the same troubles in small, so that they are tried everywhere -----------------------------

BASE = {
    "kode_prop": "230000  ",
    "propinsi": "Prov. Nusa Tenggara Barat",
    "kabupaten_kota": "Kab. Contoh",
    "kode_kec": "230204  ",
    "kecamatan": "Kec. Contoh",
    "npsn": "50200001",
    "sekolah": "SDN 1 CONTOH",
    "bentuk": "SD",
    "status": "N",
    "lintang": "-8.6914000",
    "bujur": "116.4018000",
}


def _rows(n: int, **changed: object) -> list[dict[str, object]]:
    return [
        BASE | {"npsn": f"5020000{i}", "kode_kec": f"23020{i}  ", "kecamatan": f"Kec. C{i}"} | changed
        for i in range(1, n + 1)
    ]


SMALL: dict[str, list[dict[str, object]]] = {
    "null_coordinates": _rows(2, lintang=float("nan"), bujur=None),
    "zero_longitude_only": _rows(2, bujur=".0000000"),
    "zero_both": _rows(2, lintang=".0000000", bujur="0"),
    "swapped_latitude_longitude": _rows(1, lintang="116.4018000", bujur="-8.6914000"),
    "longitude_repeats_latitude": _rows(2, bujur="-8.6914000"),
    "longitude_is_degrees_minutes_or_typed_wrong": [
        BASE | {"npsn": f"5020000{i}", "bujur": bujur}
        for i, bujur in enumerate(["744.3430000", "11.3452000", "-333.0", "9720.0", "45", "400"])
    ],
    "plus_sign_for_a_southern_school": _rows(
        1, propinsi="Prov. Kalimantan Tengah", lintang="1.9142000", bujur="113.3878000"
    ),
    "inside_Indonesia_but_wrong_island": [
        *_rows(1, propinsi="Prov. Sumatera Utara", lintang="2.9446", bujur="114.4211"),
        *_rows(1, propinsi="Prov. Papua", lintang="-4.1057", bujur="110.0000000", npsn="60300001"),
    ],
    "twelve_schools_on_one_identical_point": [BASE | {"npsn": str(50200001 + i)} for i in range(12)],
    "provisional_npsn_with_letters": _rows(1, npsn="NP567838"),
    "mojibake_and_control_characters": [
        BASE | {"sekolah": "SD ISLAM IMAM SYAFI\u00c3\u008d"},
        BASE | {"npsn": "50200002", "sekolah": "SD MITRA KASIH\u00c2\u00a0\u00c2\u00a0"},
        BASE | {"npsn": "50200003", "alamat_jalan": "Kp. A\tRT.2\t\u00e2\u20ac\u201c B"},
    ],
    "subdistrict_prefix_variants": [
        BASE | {"npsn": f"5020000{i}", "kode_kec": f"02255{i}", "kecamatan": kec, "kabupaten_kota": kab}
        for i, (kec, kab) in enumerate(
            [
                ("KEC. PARIGI", "KAB. PANGANDARAN"),
                ("Kec.Tigo Nagari", "kab. Pasaman"),
                ("Kec. Praya", "Kota tangerang"),
            ]
        )
    ],
    "district_spelled_two_ways": [
        BASE | {"npsn": "50200001", "kabupaten_kota": "KAB. PANGANDARAN"},
        BASE | {"npsn": "50200002", "kabupaten_kota": "kab. Pangandaran"},
    ],
    "same_name_twice_in_one_subdistrict": [
        BASE | {"npsn": str(50200001 + i), "sekolah": f"SDN {i // 2} MANONJAYA" + " " * (i % 2)} for i in range(6)
    ],
    "same_subdistrict_name_in_two_districts": [
        BASE | {"npsn": f"5020000{i}", "kecamatan": "Kec. Wanayasa", "kabupaten_kota": kab, "kode_kec": code}
        for i, (kab, code) in enumerate([("Kab. Purwakarta", "022008"), ("Kab. Banjarnegara", "030417")])
    ],
    "codes_padded_with_blanks": _rows(2),
    "school_listed_in_another_subdistrict_than_its_point": _rows(2, sekolah="SD NEGERI 1 SELEBUNG"),
}


@pytest.mark.parametrize("trouble", JENDELA)
def test_a_small_copy_of_each_trouble(trouble, listed):
    JENDELA[trouble](read_list(listed(json.dumps({trouble: SMALL[trouble]}), "list.json")))


@pytest.mark.parametrize("trouble", JENDELA)
def test_the_same_as_csv(trouble, listed, tmp_path):
    path: Path = tmp_path / "list.csv"
    rows = [{k: "" if v is None or v != v else v for k, v in row.items()} for row in SMALL[trouble]]
    headers = list(dict.fromkeys(k for row in rows for k in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, headers, delimiter=";")
        out.writeheader()
        out.writerows(rows)
    JENDELA[trouble](read_list(path))


def test_a_small_list_cut_to_whole_degrees(listed):
    text = (
        "Nama_Sekolah,Provinsi,Kota_Kabupaten,Kecamatan,NPSN,Bentuk_Pendidikan,Lintang,Bujur,Guru_Total\n"
        "SD A,Prov. Jawa Barat,Kab. Bekasi,Kec. X,20218307,SD,-5,107,12\n"
        "SD B,Prov. Jawa Barat,Kota Depok,Kec. Y,70045040,SPK SD,-6,1906,0\n"
        "SD A,Prov. Jawa Barat,Kab. Bekasi,Kec. X,20218307,SD,-5,107,12\n"
    )
    report = read_list(listed(text))
    assert (report.kept, report.merged) == (2, 1)
    assert [school.lat for school in report.schools] == [None, None]
    assert [school.teachers for school in report.schools] == [12, None]


def test_a_small_list_with_a_mark_and_no_level(listed):
    text = (
        "\ufeffNPSN,Nama Sekolah,Total Peserta Didik,Total Pendidik,Kabupaten,Kecamatan\n"
        "10260556,SD SWASTA BANI ADAM,203,18,KOTA MEDAN,KEC. MEDAN DELI\n"
        "10260557,SMP SWASTA BANI ADAM,203,18,KOTA MEDAN,KEC. MEDAN DELI\n"
    )
    report = read_list(listed(text))
    assert (report.kept, report.other_level) == (1, 1)
    assert report.schools[0].district == "Kota Medan"


def test_a_small_list_without_district_but_in_the_address(listed):
    text = (
        "Kelurahan,Nama Sekolah,NPSN,Status,Alamat,Jumlah Siswa Laki-laki,Jumlah Siswa Perempuan\n"
        'Baran,MIS `A\u2019isyiyah,60712737,SWASTA,"Kec. Ambarawa, Kab. Semarang Prov. Jawa Tengah",171,158\n'
    )
    school = read_list(listed(text), level="MI").schools[0]
    assert (school.subdistrict, school.district, school.pupils) == ("Ambarawa", "Kab. Semarang", 329)
    assert school.name == "MIS `A\u2019isyiyah"


@pytest.mark.long
def test_the_whole_nation_is_read_and_clustered(shared):
    report = read_list(shared / "sd_national_mit.csv.gz")
    assert report.rows == report.kept == 148_479
    sizes = Counter(Counter(school.cluster for school in form(report.schools)).values())
    assert sum(count for size, count in sizes.items() if not 3 <= size <= 8) < 200
