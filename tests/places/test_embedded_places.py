"""The embedded places have the published figures, and are the same every time."""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from every_check import NO_REAL_LISTS

from kkgsim.errors import InputError
from kkgsim.places.place_io.files import open_place, write
from kkgsim.places.profiles import PROFILES, profile_of
from kkgsim.places.synthetic import RECIPES, embedded, load_embedded

SHARED = Path(__file__).parents[3] / "shared" / "data"
FIGURES = {"janapria": (50, 1, 9), "lombok_tengah": (595, 12, 105), "sumba_remote": (72, 6, 13)}

PUBLISHED = {"janapria": (1.37, 2.05), "lombok_tengah": (1.46, 2.96), "sumba_remote": (6.40, 19.6)}
"""Straight line from school to core school, km: median, and what one school in ten exceeds (source DAPO19)."""


@pytest.mark.parametrize("name", FIGURES)
def test_published_figures(name):
    place = load_embedded(name)
    schools, subdistricts, clusters = FIGURES[name]
    straight = [s.distance_km / place.circuity for s in place.schools if not s.core]
    assert len(place.schools) == schools
    assert len({s.subdistrict for s in place.schools}) == subdistricts
    assert len(place.clusters) == clusters
    assert np.median(straight) == pytest.approx(PUBLISHED[name][0], rel=0.03)
    assert np.percentile(straight, 90) == pytest.approx(PUBLISHED[name][1], rel=0.05)


def test_subdistricts_of_lombok_tengah():
    found = sorted(Counter(s.subdistrict for s in load_embedded("lombok_tengah").schools).values())
    assert (found[0], found[-1], np.median(found)) == (35, 73, 47.5)


@pytest.mark.parametrize("name", FIGURES)
def test_visibly_synthetic(name):
    for school in load_embedded(name).schools:
        assert re.fullmatch(r"(JNP|LTG|SBR)\d{5}", school.npsn)
        assert "Sintetis" in school.name
        assert school.code.startswith("99")
        assert school.teachers is None
        assert school.pupils is None
    assert "sintetis" in embedded()[name].id
    assert "synthetic" in embedded()[name].en


def test_the_same_bytes_every_time(tmp_path):
    digest = hashlib.sha256()
    for name in RECIPES:
        load_embedded.cache_clear()
        folder = write(load_embedded(name), tmp_path / name)
        digest.update((folder / "schools.csv").read_bytes())
    assert digest.hexdigest() == "6e347f4f38c121b32eeadee07056e42fdc33b36a8dd89a3b348422bfe8f4fe4b"


def test_open_by_name_with_the_nearest_for_a_wrong_one():
    assert open_place("janapria") is load_embedded("janapria")
    with pytest.raises(InputError, match="did you mean janapria"):
        open_place("janaprya")
    with pytest.raises(InputError, match="did you mean lombok_tengah"):
        load_embedded("lombok")


@pytest.mark.parametrize(
    ("province", "profile"),
    [
        ("Nusa Tenggara Barat", "ntb"), ("Prov. NUSA TENGGARA TIMUR", "ntt"), ("NTT", "ntt"),
        ("Kalimantan Utara", "kaltara"), ("Jawa Timur", "jatim"), ("Aceh", "aceh"), ("West Java", "jawabarat"),
        ("D.K.I. Jakarta", "dkijakarta"), ("Bangka Belitung", "kepulauanbangkabelitung"), ("Sabah", "nation"),
        ("", "nation"),
    ],
)  # fmt: skip
def test_profiles(province, profile):
    assert profile_of(province) == profile
    assert PROFILES[profile].speed_kmh in (15.0, 25.0)


def test_profiles_hold_the_published_means():
    known = {"ntb": 13.33, "ntt": 11.14, "kaltara": 11.76, "jatim": 8.44, "papuapegunungan": 5.97, "nation": 9.98}
    assert {name: PROFILES[name].teachers.value for name in known} == known
    assert len(PROFILES) == 39, "38 provinces and the nation"


def test_every_province_has_its_means():
    """A school list of any province finds its own, not the nation's."""
    for name, profile in PROFILES.items():
        if name != "nation":
            assert profile_of(profile.title.id) == name
            assert profile_of(f"Prov. {profile.title.id.upper()}") == name


def test_the_published_means_are_those_of_the_ministry():
    table = SHARED / "province_sd_2021_2024.csv"
    if not table.exists():
        pytest.skip(NO_REAL_LISTS)
    with table.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["status"] == "Negeri" and row["year"] == "2024"]
    for row in rows:
        profile = PROFILES[profile_of(row["province"])]
        if profile.name != "nation":  # schools abroad
            assert profile.teachers.value == float(row["teachers_per_school"])
            assert profile.pupils.value == float(row["pupils_per_school"])
