"""PNS, PPPK and others in a list: real spellings, columns that count them, lists of teachers, and what is said where
nothing is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from kkgsim.i18n import use_language
from kkgsim.places.importer.employment import employment_of
from kkgsim.places.importer.importing import import_list, prepare
from kkgsim.places.importer.report import about_place
from kkgsim.places.place_io.files import read
from kkgsim.scenario.at_place import at_place
from kkgsim.scenario.read import read_scenario

HEAD = "npsn,nama_sekolah,lat,lon,kecamatan"


def schools(*cells: str, head: str = "") -> str:
    rows = [f"501000{n + 10},SDN {n},-8.7{n},116.4,Praya{more}" for n, more in enumerate(cells)]
    return "\n".join([HEAD + head, *rows]) + "\n"


@pytest.fixture
def listed(tmp_path: Path):
    def write(text: str) -> Path:
        path = tmp_path / "list.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("pns", ["PNS", "CPNS", "pns", "PNS Diperbantukan", "Pegawai Negeri Sipil", "PNS Depag"]),
        ("pppk", ["PPPK", "P3K", "P 3 K", "Guru PPPK", "PPPK Paruh Waktu",
                  "Pegawai Pemerintah dengan Perjanjian Kerja"]),
        ("contract", ["GTT", "honor sekolah", "Guru Honor Sekolah", "Honor Daerah TK.II Kab/Kota", "GTY/PTY", "Non ASN",
                      "Tenaga Honor Sekolah", "Guru Tidak Tetap", "NON-PNS", "Sukwan", "Honorer"]),
        ("asn", ["ASN", "Aparatur Sipil Negara"]),
        ("", ["", "-", "Aktif", "Negeri"]),
    ],
)  # fmt: skip
def test_real_spellings_of_a_status(status: str, words: list[str]) -> None:
    assert {word: employment_of(word) for word in words} == dict.fromkeys(words, status)


def test_columns_that_count_them_become_the_places_own_numbers(listed, tmp_path: Path) -> None:
    path = listed(schools(",6,2,4", ",4,2,4", ",3,3,2", head=",Guru PNS,Guru P3K,Guru Honorer"))
    with use_language("en"):
        told = import_list(path, tmp_path / "place")
    assert "status of teachers, from Guru PNS, Guru P3K, Guru Honorer: 13 PNS, 7 PPPK" in told
    place = read(tmp_path / "place")
    assert {own.number: own.value for own in place.numbers} == {"permanent_share": 0.6667, "pppk_share": 0.35}
    scenario = at_place(read_scenario("today-in-janapria"), place)
    assert [a.value for a in scenario.assumptions if a.number == "pppk_share"] == [0.35]
    with use_language("en"):
        assert "not in the list" not in "\n".join(about_place(place))


def test_a_share_beyond_what_the_model_allows_is_said(listed) -> None:
    with use_language("en"):
        text = prepare(listed(schools(",1,9", ",1,9", head=",pns,honorer"))).summary()
    assert "10 % in the list, but the model allows 60 % to 75 %; 60 % is used" in text
    assert "(PPPK): not in the list; estimated at 25 % (sources: PPPK22, STAT18)" in text


def test_where_a_list_tells_nothing_it_is_estimated_and_said(listed) -> None:
    path = listed(schools("", ""))
    for language, words in (
        ("en", "not in the list; estimated at 25 %"),
        ("id", "tidak ada dalam daftar; diperkirakan"),
    ):
        with use_language(language):
            text = prepare(path).summary()
        assert text.count(words) == (1 if language == "en" else 2)
        assert "--number pppk_share" in text
        assert ("six grades" if language == "en" else "enam kelas") in text
    assert not prepare(path).place.numbers


def test_a_list_of_teachers_is_read_as_schools_with_their_teachers(listed) -> None:
    people = ["PNS", "CPNS", "P3K", "GTT", "honor sekolah", "PNS", "Entahlah", "PPPK", "PNS"]
    rows = [
        f"{50100010 + n // 5},SDN {n // 5},Guru {n},Praya,{status},{'Penjaga Sekolah' if n == 8 else 'Guru Kelas'}"
        for n, status in enumerate(people)
    ]
    path = listed("\n".join(["npsn,nama_sekolah,nama,kecamatan,Status Kepegawaian,Jenis PTK", *rows]) + "\n")
    ready = prepare(path)
    assert [school.teachers for school in ready.place.schools] == [5, 3]
    with use_language("en"):
        text = ready.summary()
    assert "9 rows read as 2 schools" in text
    assert "3 PNS, 2 PPPK, 0 ASN without saying which, 2 others" in text
    assert "Entahlah" in text
    assert ready.report.own == {"permanent_share": pytest.approx(5 / 7, abs=1e-4), "pppk_share": 0.4}
    assert ready.report.kept + ready.report.refused + ready.report.left_out == ready.report.rows
