"""Which schools of a list are SD or MI, and which are state schools."""

from __future__ import annotations

import pytest

from kkgsim.errors import InputError
from kkgsim.places.importer.levels import level_of, status_in_name
from kkgsim.places.importer.school_list import read_list


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("SD NEGERI 1 JANAPRIA", "SD"),
        ("SDN 1", "SD"),
        ("SDIT ABATA", "SD"),
        ("SDMUHAMMADIYAH AIR PUTIH", "SD"),
        ("UPTD SD NEGERI 3", "SD"),
        ("SPK SD", "SD"),
        ("sd", "SD"),
        ("Sekolah Dasar", "SD"),
        ("SD IT KURNIA", "SD"),
        ("MI BARAN", "MI"),
        ("MIS KRANGGAN", "MI"),
        ("MIN 1 SEMARANG", "MI"),
        ("MI MA`ARIF GOGIK", "MI"),
        ("Madrasah Ibtidaiyah", "MI"),
        ("TK ADVENT II", "other"),
        ("SMPN 3", "other"),
        ("SMP", "other"),
        ("MTsS AL HIKMAH", "other"),
        ("MA NW", "other"),
        ("SDLB NEGERI", "other"),
        ("SLBN 1", "other"),
        ("SMK 2", "other"),
        ("KB MELATI", "other"),
        ("JAKARTA WORLD ACADEMY", ""),
        ("", ""),
    ],
)
def test_level_from_column_or_name(text, level):
    assert level_of(text) == level


def test_level_filter_counts_what_it_leaves_out(listed):
    text = "npsn,nama,kecamatan\n" + "".join(
        f"5020000{i},{name},A\n" for i, name in enumerate(["SDN 1", "MIN 1", "TK 1", "ABATA"])
    )
    by_level = {level: read_list(listed(text), level=level) for level in ("SD", "MI", "all")}  # type: ignore[arg-type]
    assert [r.kept for r in by_level.values()] == [2, 1, 3]
    assert [r.other_level for r in by_level.values()] == [2, 3, 1]
    assert by_level["SD"].counts["level_assumed"] == 1
    with pytest.raises(InputError, match="level"):
        read_list(listed(text), level="SMP")  # type: ignore[arg-type]


def test_status_from_names():
    assert [status_in_name(n) for n in ("SD NEGERI 1", "SDS A", "SD ABATA")] == ["negeri", "swasta", ""]
