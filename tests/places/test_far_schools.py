"""Schools that lie far from all others of their cluster."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from kkgsim.places.importer.importing import Choices, import_list, prepare
from kkgsim.places.place_io.files import read

from .lists_as_typed import HEAD, SCHOOLS, csv


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
