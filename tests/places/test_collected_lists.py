"""Lists as they were collected, case by case."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from every_check import NO_REAL_LISTS

from kkgsim.errors import InputError
from kkgsim.places.importer.notes import ListReport
from kkgsim.places.importer.school_list import read_list


def _cases() -> Path:
    folder = Path(__file__).resolve().parents[2].parent / "shared" / "cases" / "lists"
    if not folder.is_dir():
        pytest.skip(NO_REAL_LISTS)
    return folder


def _read(report: ListReport, schools: int, *kinds: str) -> None:
    assert (report.kept, report.refused) == (schools, 0)
    assert set(kinds) <= set(report.counts)


CASES: dict[str, Callable[[ListReport], None]] = {
    "01": lambda r: _read(r, 5, "point_whole_degree", "count_zero"), "03": lambda r: _read(r, 6, "point_missing"),
    "04": lambda r: _read(r, 2, "from_dump"), "05": lambda r: _read(r, 6),
    "09": lambda r: _read(r, 4, "area_from_name"),
    "10": lambda r: _read(r, 7, "point_placeholder", "point_outside"),
    "13": lambda r: _read(r, 3, "area_is_code", "not_understood"), "14": lambda r: _read(r, 3),
    "15": lambda r: _read(r, 3, "point_degrees"), "16": lambda r: _read(r, 3, "from_page"),
    "17": lambda r: _read(r, 3, "invisible"), "18": lambda r: _read(r, 3),
    "20": lambda r: _read(r, 15, "point_placeholder"),
    "21": lambda r: _read(r, 12, "from_merged"), "22": lambda r: _read(r, 12, "header_rows"),
    "24": lambda r: _read(r, 12, "section_rows", "from_section"), "25": lambda r: _read(r, 12, "sheets_read"),
    "26": lambda r: _read(r, 12, "npsn_repaired"), "29": lambda r: _read(r, 12, "not_schools"),
    "30": lambda r: _read(r, 12, "count_unit"),
}  # fmt: skip
REFUSED = {"02": "no column for the kecamatan.*(?s:.)*SMA", "06": r"no column for the NPSN \(GeoJSON\)", "27": "a PDF"}


@pytest.mark.parametrize("case", sorted([*CASES, *REFUSED]))
def test_each_case_of_the_index_behaves_as_it_should(case):
    (path,) = _cases().glob(f"{case}_*")
    if case in REFUSED:
        with pytest.raises(InputError, match=REFUSED[case]):
            read_list(path)
    else:
        CASES[case](read_list(path))
