"""Files that are no school list are refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kkgsim.errors import InputError
from kkgsim.places.importer.school_list import read_list


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"   \n ", "empty"),
        (b"<html><table></table></html>", "web page"),
        (b"{not json", "JSON"),
        (b"[1, 2]", "no list of objects"),
        (b"PK\x03\x04 broken", "spreadsheet"),
        (b"\x1f\x8b broken", "cannot be read"),
        (b'npsn,nama,kecamatan\n1,"open' + b"\nx,y,z" * 80, "never closed"),
        (b"[" * 100_000, "nested"),
    ],
)
def test_a_file_that_is_no_list_is_refused(content, words, listed):
    with pytest.raises(InputError, match=words):
        read_list(listed(content))


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    for path, words in ((tmp_path / "absent.csv", "no such file"), (tmp_path, "is a folder")):
        with pytest.raises(InputError, match=words):
            read_list(path)


def test_all_missing_columns_are_named_at_once(listed):
    with pytest.raises(InputError) as caught:
        read_list(listed("Nama Sekolah,Alamat,Jumlah Siswa Laki-laki\nMI A,Jl. B,3\n"))
    assert [str(p.what) for p in caught.value.issues] == ["no column for the NPSN", "no column for the kecamatan"]
    assert "--column npsn=HEADER" in str(caught.value)
    with pytest.raises(InputError) as caught:
        read_list(listed("NPSNN,nama,kecamatan\n50200001,SDN 1,Janapria\n"))
    assert caught.value.issues[0].nearest == "NPSNN"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path_factory, data):
    path: Path = tmp_path_factory.mktemp("bytes") / "list.csv"
    path.write_bytes(data)
    with pytest.raises(InputError):
        read_list(path)
