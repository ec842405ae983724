"""Which kecamatan and kabupaten a school lies in: filters, spellings, addresses and codes."""

from __future__ import annotations

import pytest

from kkgsim.errors import InputError
from kkgsim.places.importer import names
from kkgsim.places.importer.importing import prepare
from kkgsim.places.importer.school_list import read_list

from .place_helpers import accounted

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


@pytest.mark.parametrize(("province", "said"), [("", True), (",Provinsi Antah", True), (",Prov. NTB", False)])
def test_that_a_place_takes_the_nations_means_is_said(listed, province: str, said: bool) -> None:
    """Children of Lombok would otherwise begin at the nation's level, and nobody would know."""
    head = "npsn,nama,kecamatan,kabupaten" + (",provinsi" if province else "")
    rows = [f"5020000{i},SDN {i},Kec. Janapria,Kab. Lombok Tengah{province}" for i in range(4)]
    prepared = prepare(listed("\n".join([head, *rows, ""])), name="mine")
    assert (prepared.place.profile == "nation") == said
    assert [note.kind for note in prepared.notes].count("no_province") == said
