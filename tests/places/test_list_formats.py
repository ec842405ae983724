"""Files that carry a list (maps, dumps, web pages, answers of services), and files that are none."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from kkgsim.errors import InputError
from kkgsim.places.importer.school_list import read_list

from .lists_as_typed import HEAD, SCHOOLS


def _objects() -> list[dict[str, str]]:
    return [dict(zip(HEAD, row, strict=True)) for row in SCHOOLS]


def _features() -> str:
    places = [
        {"type": "Feature", "properties": {k: v for k, v in item.items() if k not in ("Lintang", "Bujur")},
         "geometry": {"type": "Point", "coordinates": [float(item["Bujur"]), float(item["Lintang"])]}}
        for item in _objects()
    ]  # fmt: skip
    return json.dumps({"type": "FeatureCollection", "features": places})


def _sql(names: bool) -> str:
    columns = ", ".join(f"`{name}`" for name in HEAD)
    created = ",\n".join(f"  `{name}` varchar(99) DEFAULT NULL" for name in HEAD)
    rows = ",\n".join("(" + ", ".join(f"'{cell}'" for cell in row) + ")" for row in SCHOOLS)
    table = f"CREATE TABLE `sd` (\n{created},\n  PRIMARY KEY (`NPSN`)\n);\n"
    return f"-- dump\n{table}INSERT INTO `sd` {f'({columns}) ' if names else ''}VALUES\n{rows};\n"


def _page() -> str:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in (HEAD, *SCHOOLS))
    return f"<html><body><table><tr><td>menu</td></tr></table><table>{rows}</table></body></html>"


FILES: dict[str, Callable[[], str]] = {
    "GeoJSON": _features, "a layer of QGIS for the web": lambda: f"var json_SD_2 = {_features()};",
    "objects on lines": lambda: "\n".join(map(json.dumps, _objects())),
    "an answer of a service": lambda: json.dumps({"status": "ok", "result": {"rows": _objects()}}),
    "phpMyAdmin JSON": lambda: json.dumps([{"type": "header"}, {"type": "table", "name": "sd", "data": _objects()}]),
    "rows in JSON": lambda: json.dumps([HEAD, *SCHOOLS]), "a dump": lambda: _sql(True),
    "a dump without names": lambda: _sql(False), "a web page": _page,
}  # fmt: skip


@pytest.mark.parametrize("kind", FILES)
def test_files_that_carry_a_list_are_read(kind, listed):
    report = read_list(listed(FILES[kind]()))
    assert [(s.npsn, s.lat, s.lon, s.teachers) for s in report.schools] == [
        (row[0], float(row[4]), float(row[5]), int(row[6])) for row in SCHOOLS
    ]


OTHERS = {
    "PDF": b"%PDF-1.7\nx", "picture": b"\x89PNG\r\n\x1a\n", "archive": b"Rar!\x1a\x07",
    "database": b"SQLite format 3\0", "rich text": b"{\\rtf1 x}",
    "map layer": b"<?xml version='1.0'?><kml></kml>", "XML": b"<?xml version='1.0'?><a/>",
}  # fmt: skip


@pytest.mark.parametrize("kind", OTHERS)
def test_files_that_are_no_table_are_called_by_what_they_are(kind, listed):
    with pytest.raises(InputError, match=kind) as caught:
        read_list(listed(OTHERS[kind]))
    assert "not a table: " in str(caught.value)
