"""School lists in many dialects: the same schools come out, whatever the marks, the headers and the order."""

from __future__ import annotations

import gzip
import json
import random

import pytest

from kkgsim.places.importer import names
from kkgsim.places.importer.headers import SYNONYMS, field_of
from kkgsim.places.importer.school_list import read_list

from .place_helpers import EXPECTED, HEADERS, ROWS, accounted, plain, spreadsheet, table


def _decimal_comma() -> list[list[str]]:
    return [[c.replace(".", ",") if i in (5, 6) else c for i, c in enumerate(row)] for row in ROWS]


DIALECTS: dict[str, bytes] = {
    "comma": table(ROWS).encode(),
    "semicolon, decimal comma": table(_decimal_comma(), delimiter=";").encode(),
    "tab": table(ROWS, delimiter="\t").encode(),
    "bar": table(ROWS, delimiter="|").encode(),
    "quoted decimal comma": table(_decimal_comma()).encode(),
    "byte order mark": b"\xef\xbb\xbf" + table(ROWS).encode(),
    "utf-16": table(ROWS).encode("utf-16"),
    "utf-16 without mark": table(ROWS).encode("utf-16-le"),
    "gzip": gzip.compress(table(ROWS).encode()),
    "sep line": b"sep=;\r\n" + table(ROWS, delimiter=";").encode(),
    "upper case headers": table(ROWS, [h.upper() for h in HEADERS]).encode(),
    "spaced headers": table(ROWS, [f" {h} " for h in HEADERS]).encode(),
    "title above": b"DAFTAR SEKOLAH DASAR\r\n\r\n" + table(ROWS).encode(),
    "no last newline": table(ROWS).encode().rstrip(),
    "old mac newlines": table(ROWS).replace("\r\n", "\r").encode(),
    "nul bytes": table(ROWS).replace("CONTOH", "CON\0TOH").encode(),
    "json list": json.dumps([dict(zip(HEADERS, row, strict=True)) for row in ROWS]).encode(),
    "json of lists": json.dumps(
        {
            "a": [dict(zip(HEADERS, ROWS[0], strict=True))],
            "b": [dict(zip(HEADERS, r, strict=True)) for r in ROWS[1:]],
        }
    ).encode(),
    "english": table(
        ROWS,
        [
            "NPSN",
            "School Name",
            "District",
            "Regency",
            "Province",
            "Latitude",
            "Longitude",
            "Teachers",
            "Students",
        ],
    ).encode(),
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_gives_the_same_schools(dialect, listed):
    report = read_list(listed(DIALECTS[dialect]))
    assert plain(report) == EXPECTED
    assert accounted(report)


def test_a_spreadsheet_gives_the_same_schools(tmp_path):
    path = tmp_path / "list.xlsx"
    typed = [[int(r[0]), *r[1:5], float(r[5]), float(r[6]), int(r[7]), int(r[8])] for r in ROWS]
    path.write_bytes(spreadsheet([["Daftar"], HEADERS, *typed]))
    report = read_list(path)
    assert plain(report) == EXPECTED
    assert report.counts["title_rows"] == 1
    assert not report.counts["npsn_repaired"]


def test_rows_and_columns_in_any_order_give_the_same_schools(listed):
    shuffle = random.Random(7)
    for _ in range(5):
        order = shuffle.sample(range(len(HEADERS)), len(HEADERS))
        rows = shuffle.sample(ROWS, len(ROWS))
        text = table([[row[i] for i in order] for row in rows], [HEADERS[i] for i in order])
        assert sorted(plain(read_list(listed(text)))) == EXPECTED


@pytest.mark.parametrize("field", ["npsn", "name", "subdistrict", "lat", "teachers"])
def test_every_synonym_of_a_header_is_understood(field):
    for word in SYNONYMS[field].split():
        found = field_of(word.replace("_", " ").title())
        assert found is not None
        assert found[0] == field


def test_no_header_means_two_things():
    words = [names.key(word) for value in SYNONYMS.values() for word in value.split()]
    assert sorted(words) == sorted(set(words))


def test_unknown_columns_are_named_and_ignored(listed):
    text = table([[*row, "=PROPER(x)"] for row in ROWS], [*HEADERS, "=PROPER(Kepala SEkolah)"])
    report = read_list(listed(text))
    assert plain(report) == EXPECTED
    assert report.unknown == ("=PROPER(Kepala SEkolah)",)
    assert "=PROPER(Kepala SEkolah)" in next(n for n in report.notes if n.kind == "unknown_columns").text.id


def test_not_utf8_is_read_and_said(listed):
    rows = [[*ROWS[0]], [*ROWS[1]]]
    rows[0][1] = "SD SANTA THÉRÈSE"
    report = read_list(listed(table(rows).encode("cp1252")))
    assert report.schools[0].name == "SD SANTA THÉRÈSE"
    assert report.counts["charset"] == 1
