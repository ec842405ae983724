"""Which points of a list are believed."""

from __future__ import annotations

import pytest

from kkgsim.places.importer.coordinates import far_from_others, point_of
from kkgsim.places.importer.school_list import read_list

NTB = "Nusa Tenggara Barat"


@pytest.mark.parametrize(
    ("lat", "lon", "province", "point", "kind"),
    [
        ("-8.69", "116.401", NTB, (-8.69, 116.401), None),
        ("-8,69", "116,401", NTB, (-8.69, 116.401), None),
        ("116.401", "-8.69", NTB, (-8.69, 116.401), "point_swapped"),
        ("", "", NTB, None, "point_missing"),
        ("-8.69", "null", NTB, None, "point_missing"),
        ("-6.2025000", ".0000000", "", None, "point_zero"),
        (".0000000", ".0000000", "", None, "point_zero"),
        ("abc", "116.4", NTB, None, "point_not_number"),
        ("nan", "inf", NTB, None, "point_missing"),
        ("-7.6458", "-7.6460", "Jawa Barat", None, "point_outside"),
        ("-7.65", "744.343", "Jawa Barat", None, "point_outside"),
        ("-7.11", "11.3452", "Jawa Timur", None, "point_outside"),
        ("-2.7", "-333.0", "", None, "point_outside"),
        ("-4.15", "9720", "Papua", None, "point_outside"),
        ("-6", "1906", "Jawa Barat", None, "point_outside"),
        ("-5", "107", "Jawa Barat", None, "point_whole_degree"),
        ("-4.1057", "110.0", "", None, "point_whole_degree"),
        ("-4.1057", "110.0", "Papua", None, "point_province"),
        ("1.9142", "113.3878", "Kalimantan Tengah", None, "point_province"),
        ("3.2757", "114.4211", "Sumatera Utara", None, "point_province"),
        ("-8.7", "116.4", NTB, (-8.7, 116.4), "point_coarse"),
    ],
)
def test_a_point_by_itself(lat, lon, province, point, kind):
    used, remarks = point_of(lat, lon, province)
    assert used == point
    assert [remark[0] for remark in remarks if remark] == ([kind] if kind else [])


def test_a_lost_minus_sign_is_suspected():
    _, remarks = point_of("1.9142", "113.3878", "Kalimantan Tengah")
    assert remarks[0] is not None
    assert "minus" in str(remarks[0][1]["hint"])


def _crowd(n: int = 10) -> list[tuple[float, float]]:
    return [(-8.69 + 0.01 * (i % 4), 116.40 + 0.01 * (i // 4)) for i in range(n)]


def test_a_point_far_from_its_neighbours_is_not_used():
    kinds = [kind for kind, _ in far_from_others([*_crowd(), (-8.69, 117.9)])]
    assert kinds == [""] * 10 + ["point_far"]
    kinds = [kind for kind, _ in far_from_others([*_crowd(), (-8.61, 116.34)])]
    assert kinds == [""] * 10 + ["point_doubtful"]


def test_a_wide_subdistrict_is_not_blamed():
    wide = [(-3.0 + 0.3 * i, 137.0 + 0.25 * i) for i in range(6)]
    assert {kind for kind, _ in far_from_others(wide)} == {""}


@pytest.mark.parametrize("n", [0, 1, 2, 3, 12])
def test_one_spot_and_few_points_are_no_trouble(n):
    assert far_from_others([(-6.0869, 106.4524)] * n) == [("", 0.0)] * n


def test_a_list_keeps_schools_whose_points_it_does_not_use(listed):
    rows = [f"5020{i:04d},SDN {i},A,{lat:.4f},{lon:.4f}" for i, (lat, lon) in enumerate(_crowd())]
    text = "npsn,nama,kecamatan,lintang,bujur\n" + "\n".join([*rows, "50209999,SDN X,A,-8.69,117.9", rows[0]])
    report = read_list(listed(text))
    assert report.kept == 11
    assert report.merged == 1
    assert [s.npsn for s in report.schools if s.lat is None] == ["50209999"]
    note = next(n for n in report.notes if n.kind == "point_far")
    assert (note.row, note.npsn, note.action) == (12, "50209999", "kept")


def test_one_cell_may_hold_both_coordinates(listed):
    report = read_list(listed('npsn,nama,kecamatan,koordinat\n50200001,SDN 1,A,"-6.8848, 107.6041"\n'))
    assert (report.schools[0].lat, report.schools[0].lon) == (-6.8848, 107.6041)


def test_a_point_found_in_another_subdistrict_is_said(listed):
    text = (
        "npsn,nama,kecamatan,lat,lon,address found\n"
        '50200001,SDN 1,Bandung Kulon,-6.9188,107.4938,"Jl. A, Kec. Batujajar, Kabupaten Bandung Barat"\n'
    )
    assert read_list(listed(text)).counts["point_elsewhere"] == 1
