"""What becomes of each row of a list: every one is accounted for."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kkgsim.places.importer.school_list import read_list

from .place_helpers import HEADERS, ROWS, accounted, table


def test_row_numbers_are_lines_of_the_file(listed):
    text = 'npsn,nama,kecamatan\n50200001,"SDN\n1",Janapria\n\n,SDN 2,Janapria\n'
    report = read_list(listed(text))
    assert [(n.row, n.kind) for n in report.notes if n.action == "refused"] == [(5, "npsn_missing")]


def test_a_shifted_row_is_refused_and_a_short_row_is_said(listed):
    lines = table(ROWS).splitlines()
    lines[1] = lines[1].replace("-8.6914,116.4018", "-8,6914,116,4018")
    lines[2] = ",".join(lines[2].split(",")[:7])
    report = read_list(listed("\n".join(lines)))
    assert [s.npsn for s in report.schools] == ["50200002", "50200003"]
    assert report.counts["columns_shifted"] == 1
    assert report.counts["row_short"] == 1
    assert accounted(report)


def test_people_by_sex_are_added_and_a_total_wins(listed):
    head = "npsn,nama,kecamatan,guru_l,guru_p,guru_total,siswa l,siswa p\n"
    report = read_list(
        listed(head + "50200001,SDN 1,A,2,5,9,80,70\n50200002,SDN 2,A,2,5,,80,x\n50200003,SDN 3,A,0,0,,0,4\n")
    )
    assert [(s.teachers, s.pupils) for s in report.schools] == [(9, 150), (7, None), (None, 4)]
    assert report.counts["count_bad"] == 1
    assert report.counts["count_zero"] == 1


def test_identical_rows_merge_and_contradictions_are_refused(listed):
    rows = [ROWS[0], ROWS[0], ROWS[1], [*ROWS[1][:7], "12", "140"], ROWS[2]]
    report = read_list(listed(table(rows)))
    assert [s.npsn for s in report.schools] == ["50200001", "50200003"]
    assert report.merged == 1
    assert report.refused == 2
    refused = [(n.row, n.text.en) for n in report.notes if n.kind == "duplicate_refused"]
    assert [row for row, _ in refused] == [4, 5]
    assert "row 5" in refused[0][1]
    assert "row 4" in refused[1][1]
    assert accounted(report)


def test_serial_numbers_do_not_make_rows_differ(listed):
    rows = [[str(i), *ROWS[0]] for i in (1, 2)]
    assert read_list(listed(table(rows, ["No", *HEADERS]))).merged == 1


CELL = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["50200001", "50200001.0", "SDN 1", "Kec. A", "-8.69", "116.4", "0", "1e9", "", "-", '"', "=1+1"]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELL, min_size=9, max_size=9), min_size=1, max_size=6))
def test_no_row_is_ever_dropped_silently(tmp_path_factory, rows):
    path: Path = tmp_path_factory.mktemp("fuzz") / "list.csv"
    path.write_text(table([ROWS[0], *rows]), encoding="utf-8", errors="replace")
    report = read_list(path, level="all")
    assert accounted(report)
    assert len({s.npsn for s in report.schools}) == report.kept
