"""Clusters: as listed, else formed; sizes kept, order of rows without effect, no one left outside."""

from __future__ import annotations

import random
from collections import Counter, defaultdict

import numpy as np
import pytest
from conftest import none
from hypothesis import given, settings
from hypothesis import strategies as st

from kkgsim.places.geo import distance
from kkgsim.places.geo.clusters import form, form_noted
from kkgsim.places.geo.grouping import how_many, partition
from kkgsim.places.place import School, SchoolRecord

from .place_helpers import school


def village(n: int, seed: int = 1, code: str = "230204", **more: object) -> list[SchoolRecord]:
    """Schools strewn over some ten kilometres."""
    draw = random.Random(seed)
    return [
        school(f"{code}{i:03d}", -8.7 + draw.random() / 10, 116.4 + draw.random() / 10, code=code, **more)
        for i in range(n)
    ]


def sizes(schools: tuple[School, ...]) -> list[int]:
    return sorted(Counter(s.cluster for s in schools).values())


def test_fifty_schools_make_nine_clusters():
    assert how_many(50, 5.6, 3, 8) == 9
    assert len(sizes(form(village(50)))) == 9


def test_sizes_stay_between_three_and_eight():
    formed = {n: sizes(form(village(n, seed=n))) for n in range(1, 80)}
    assert {n: found for n, found in formed.items() if sum(found) != n} == {}
    assert [formed[1], formed[2]] == [[1], [2]]
    none(f"{n}: {found}" for n, found in formed.items() if n >= 3 and not 3 <= min(found) <= max(found) <= 8)


POINTS = st.one_of(st.none(), st.tuples(st.integers(0, 6), st.integers(0, 6)))


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.tuples(POINTS, st.sampled_from(["230201", "230202", ""]), st.sampled_from(["", "A", "B"])),
        max_size=60,
    ),
    st.randoms(use_true_random=False),
)
def test_any_list_in_any_order(rows, shuffle):
    schools = [
        school(
            f"{i:08d}",
            None if at is None else -8 - at[0] / 100,
            None if at is None else 116 + at[1] / 100,
            code=code,
            village=name,
            subdistrict=f"Kec {code}",
        )
        for i, (at, code, name) in enumerate(rows)
    ]
    formed = form(schools)
    shuffled = list(schools)
    shuffle.shuffle(shuffled)
    assert form(shuffled) == formed
    assert sorted(s.npsn for s in formed) == [s.npsn for s in schools]
    assert [(s.cluster, s.npsn) for s in formed] == sorted((s.cluster, s.npsn) for s in formed)
    areas, cores, members = defaultdict(set), Counter(), Counter()
    for s in formed:
        areas[s.cluster].add(s.subdistrict)
        cores[s.cluster] += s.core
        members[s.cluster] += 1
        assert s.distance_km >= 0
        assert s.distance_source in ("coordinates", "imputed")
        assert not s.core or s.distance_km == 0
    assert all(len(area) == 1 for area in areas.values())
    assert all(count == 1 for count in cores.values())
    for code, n in Counter(s.subdistrict for s in schools).items():
        if n >= 3:
            assert all(3 <= members[s.cluster] <= 8 for s in formed if s.subdistrict == code)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 60), st.integers(0, 5), st.floats(3, 8))
def test_groups_keep_their_bounds(n, seed, target):
    draw = np.random.default_rng(seed)
    lat, lon = draw.integers(0, 8, n) / 100.0, draw.integers(0, 8, n) / 100.0
    k = how_many(n, target, 3, 8)
    found = np.bincount(partition(distance.matrix(lat, lon), k, 3, 8), minlength=k)
    assert found.sum() == n
    assert found.max() <= 8
    assert n < 3 or found.min() >= 3


def test_small_subdistricts_are_one_cluster_and_say_so():
    schools, notes = form_noted(village(2))
    assert len({s.cluster for s in schools}) == 1
    assert [note.kind for note in notes] == ["small_subdistrict"]


def test_the_core_school_is_the_medoid_or_the_listed_one():
    line = [school(f"0000000{i}", -8.7, 116.4 + i / 100, code="230204") for i in range(5)]
    formed = form(line, circuity=1.0, speed_kmh=60)
    assert [s.npsn for s in formed if s.core] == ["00000002"]
    end = formed[0]
    assert end.distance_km == pytest.approx(2 * 1.0992, abs=0.002)
    assert end.travel_minutes == pytest.approx(end.distance_km, abs=0.001)
    listed = [school(s.npsn, s.lat, s.lon, code="230204", core=s.npsn == "00000004") for s in line]
    assert [s.npsn for s in form(listed) if s.core] == ["00000004"]


def test_roads_are_longer_than_straight_lines():
    near, far = (form(village(20), circuity=c, speed_kmh=20) for c in (1.0, 1.5))
    for a, b in zip(near, far, strict=True):
        assert b.distance_km == pytest.approx(1.5 * a.distance_km, abs=1e-3)


def test_listed_clusters_are_believed():
    schools = [
        school(
            f"0000000{i}",
            -8.7,
            116.4 + i / 100,
            code="230204",
            cluster=f"Gugus {'I' if i < 4 else 'II'}",
            cluster_source="listed",
            core=i in (0, 4),
            distance_km=9.0 if i == 1 else None,
        )
        for i in range(8)
    ]
    formed = form(schools)
    assert Counter(s.cluster for s in formed) == {"Gugus I": 4, "Gugus II": 4}
    assert {s.cluster_source for s in formed} == {"listed"}
    assert [s.npsn for s in formed if s.core] == ["00000000", "00000004"]
    assert (formed[1].distance_km, formed[1].distance_source) == (9.0, "listed")


def test_one_name_in_two_subdistricts_is_two_clusters():
    schools = [
        school(f"{code}{i}", -8.7, 116.4, code=code, cluster="Gugus I", cluster_source="listed")
        for code in ("230201", "230202")
        for i in range(3)
    ]
    assert Counter(s.cluster for s in form(schools)) == {"230201 Gugus I": 3, "230202 Gugus I": 3}


def test_a_few_schools_without_a_cluster_join_the_nearest_listed_one():
    listed = [
        school(f"0000000{i}", -8.7, 116.4 + i / 100, code="230204", cluster="AB"[i // 3], cluster_source="listed")
        for i in range(6)
    ]
    lost = school("00000009", -8.7, 116.46, code="230204")
    formed, notes = form_noted([*listed, lost])
    joined = next(s for s in formed if s.npsn == "00000009")
    assert (joined.cluster, joined.cluster_source) == ("B", "proxy")
    assert [note.kind for note in notes] == ["joined_listed"]


def test_listed_core_schools_without_clusters_become_the_centres():
    schools = [school(f"{i:08d}", -8.7, 116.4 + i / 100, code="230204", core=i in (0, 9)) for i in range(10)]
    formed = form(schools)
    assert [s.npsn for s in formed if s.core] == ["00000000", "00000009"]


def test_schools_without_a_point_follow_their_village():
    base = village(12, village="Bakan")
    lost = school("99999999", None, None, code="230204", village="BAKAN")
    formed = form([*base, lost])
    found = next(s for s in formed if s.npsn == "99999999")
    known = [s.distance_km for s in formed if s.distance_source == "coordinates" and not s.core]
    assert found.distance_source == "imputed"
    assert found.distance_km == pytest.approx(float(np.median(known)), abs=1e-4)


def test_a_list_without_any_point_takes_the_national_median():
    formed = form([school(f"{i}", None, None) for i in range(9)])
    away = [s for s in formed if not s.core]
    assert {s.distance_source for s in away} == {"imputed"}
    assert {s.distance_km for s in away} == {round(1.83 * 1.4, 4)}


def test_duplicate_points_are_fine():
    formed = form([school(f"{i:08d}", -6.0869, 106.4524, code="280321") for i in range(12)])
    assert {s.distance_km for s in formed} == {0.0}
    assert max(sizes(formed)) <= 8


@pytest.mark.parametrize(("circuity", "speed"), [(0.5, 25), (1.4, 0), (float("nan"), 25)])
def test_impossible_roads_are_refused(circuity, speed):
    with pytest.raises(ValueError, match="circuity"):
        form(village(5), circuity=circuity, speed_kmh=speed)


def test_great_circle():
    km = distance.great_circle(
        np.array([-8.69, 0.0]), np.array([116.4, 0.0]), np.array([-8.69, 0.0]), np.array([116.4, 1.0])
    )
    assert km[0] == 0.0
    assert km[1] == pytest.approx(111.195, abs=0.001)
    lat, lon = np.array([-8.0, -9.0, 5.0]), np.array([110.0, 120.0, 95.0])
    km = distance.matrix(lat, lon)
    assert np.allclose(km, km.T)
    assert np.all(np.diag(km) == 0)
