"""Coordinates as people write them, and points that only stand in for one."""

from __future__ import annotations

import pytest

from kkgsim.places.importer.coordinates import placeholders, point_of, split_point
from kkgsim.places.importer.school_list import read_list

from .lists_as_typed import HEAD, SCHOOLS, csv


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
