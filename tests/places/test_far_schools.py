"""Schools that lie far from all others of their cluster."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

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


def test_a_core_school_far_from_all_others_is_the_one_set_aside(listed):
    rows = [["Gugus", *HEAD, "SD Inti"], *(["G 1", *row, "ya" if i == 0 else ""] for i, row in enumerate(SCHOOLS))]
    rows[1][5:7] = ["-8.79", "116.85"]
    ready = prepare(listed(csv(rows)))
    assert [note.npsn for note in ready.extra if note.kind == "set_aside_far"] == (
        ["50200001"] if ready.report.set_aside else []
    )
