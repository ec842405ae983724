"""What people write in the cells of a list: counts with units, long numbers, codes, characters that nobody sees."""

from __future__ import annotations

import pytest

from kkgsim.places.importer import cells
from kkgsim.places.importer.school_list import read_list

from .lists_as_typed import HEAD, SCHOOLS, csv


@pytest.mark.parametrize(
    ("given", "value"),
    [("8 orang", 8), ("90 siswa", 90), ("1.234 siswa", 1234), ("± 12", 12), ("12 Guru", 12), ("(8)", 8),
     ("8 ekor", None), ("8 L 5 P", None), ("orang", None)],
)  # fmt: skip
def test_counts_with_units(given, value):
    used, remark = cells.count(given, "c", cells.MOST_PUPILS)
    assert used == value
    assert remark is not None


@pytest.mark.parametrize(
    ("given", "npsn"),
    [("5.0200951E+07", "50200951"), ("5,0200951e+07", "50200951"), ("5.0200951E7", "50200951"), ("5.02E+07", ""),
     ("5.020095E+07", ""), ("5.0200951E+08", "")],
)  # fmt: skip
def test_an_npsn_in_scientific_notation_with_all_its_digits(given, npsn):
    assert cells.npsn(given)[0] == npsn


def test_invisible_characters_are_taken_off_and_said(listed):
    rows = [[f"\u00a0{cell}\u200b" for cell in row] for row in (HEAD, *SCHOOLS)]
    report = read_list(listed(csv(rows)))
    assert next((s.lat, s.teachers) for s in report.schools) == (-8.691, 9)
    assert report.counts["invisible"] == 1


def test_codes_for_names_are_said(listed):
    rows = [[*HEAD, "jenjang"], *([*row[:2], "3307030", *row[3:], "TP_02"] for row in SCHOOLS)]
    report = read_list(listed(csv(rows)))
    assert report.counts["area_is_code"] == 6
    assert "TP_02" in next(note.text.id for note in report.notes if note.kind == "not_understood")


def test_type_is_read_by_what_stands_below(listed):
    for word, field in (("Negeri", "status"), ("SD", "level")):
        report = read_list(listed(csv([[*HEAD, "type"], *([*row, word] for row in SCHOOLS)])))
        assert report.columns[field] == "type"


@pytest.mark.parametrize(
    ("given", "npsn", "kind"),
    [
        ("50201855", "50201855", None),
        ("50201855.0", "50201855", "npsn_repaired"),
        (" 5020 1855 ", "50201855", "npsn_repaired"),
        ("'50201855", "50201855", "npsn_repaired"),
        ('="50201855"', "50201855", "npsn_repaired"),
        ("NP567838", "NP567838", None),
        ("5.02E+07", "", "npsn_scientific"),
        ("5,02019E+07", "", "npsn_scientific"),
        ("", "", "npsn_missing"),
        ("-", "", "npsn_missing"),
        ("0", "", "npsn_missing"),
        ("SDN 1", "", "npsn_bad"),
        ("-50201855", "", "npsn_bad"),
        ("5020185", "5020185", "npsn_length"),
    ],
)
def test_npsn_is_text(given, npsn, kind):
    used, remark = cells.npsn(given)
    assert used == npsn
    assert (remark[0] if remark else None) == kind


@pytest.mark.parametrize(
    ("given", "value", "kind"),
    [
        ("13", 13, None),
        ("13.0", 13, None),
        ("", None, None),
        ("-", None, None),
        ("0", None, "count_zero"),
        ("abc", None, "count_bad"),
        ("-3", None, "count_bad"),
        ("7.5", None, "count_bad"),
        ("1.234", 1234, "count_thousands"),
        ("99999", None, "count_absurd"),
        ("999.999", None, "count_absurd"),
        ("1e400", None, "count_bad"),
        ("٣", None, "count_bad"),
    ],
)
def test_counts(given, value, kind):
    used, remark = cells.count(given, "siswa", cells.MOST_PUPILS)
    assert used == value
    assert (remark[0] if remark else None) == kind
