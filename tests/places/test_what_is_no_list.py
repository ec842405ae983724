"""Files that are no school list are refused in words."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kkgsim.errors import InputError
from kkgsim.places.importer.file_kinds import kind_of
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


NOISE = random.Random(5).randbytes(5000)


@pytest.mark.parametrize("ending", ["xlsx", "csv", "xls"])
@pytest.mark.parametrize("head", [b"", b"npsn,nama,kecamatan\n", b"\xff\xfe"])
def test_rubbish_is_called_rubbish_and_not_a_list_without_columns(tmp_path, ending, head):
    path = tmp_path / f"list.{ending}"
    path.write_bytes(head + NOISE)
    with pytest.raises(InputError) as caught:
        read_list(path)
    assert [issue.what.en.count("neither text nor a workbook") for issue in caught.value.issues] == [1]
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "cp437"])
def test_text_of_any_charset_is_no_rubbish(charset):
    row = "50200001;SDN 1 Désa Été;Janapria\t\r\n\f"
    assert kind_of((row * 50).encode(charset)) is None


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
