"""Lists in JSON: an array of objects or of rows, an export of phpMyAdmin, GeoJSON, a script that holds one of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kkgsim.i18n import refusal
from kkgsim.places.importer.header_rows import Grid, headed
from kkgsim.places.importer.sheet_reader import cell_text
from kkgsim.places.importer.table import Detail, Table, of_objects, refuse, refuse_more

_SCRIPT = re.compile(r"\s*(?:export\s+default|(?:(?:var|let|const)\s+)?[\w$.]+\s*=)\s*(?=[\[{])")
DEEPEST = 6
"""How far inside an answer of some service a list may lie."""


def unscripted(text: str) -> str:
    """What a script assigns, as QGIS writes its layers for the web; any other text as it is."""
    return text[script.end() :].rstrip().rstrip(";") if (script := _SCRIPT.match(text)) else text


def json_table(path: Path, text: str, remarks: tuple[Detail, ...]) -> Table:
    """The list in a JSON text. Raises ``InputError`` where there is none."""
    refuse_more(path, max(text.count("{"), text.count("[")), text.count(","))
    try:
        data = json.loads(text, parse_int=str)  # digits as they stand, however many
    except json.JSONDecodeError as error:
        data = _lines(text)
        if data is None:
            raise refuse(path, refusal("no_json"), line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise refuse(path, refusal("deep_json")) from error
    if isinstance(data, dict) and isinstance(data.get("features"), list):
        return _features(path, data["features"], remarks)
    items = list(_lists(data))
    lines = [item for item in items if isinstance(item, list)]
    objects = [item for item in items if isinstance(item, dict)]
    if len(lines) > 1 and len(lines) == len(items):
        grid = Grid([(i, [cell_text(cell) for cell in line]) for i, line in enumerate(lines, 1)])
        return headed(path, grid, remarks, "JSON")
    if not objects or len(objects) < len(items):
        raise refuse(path, refusal("no_objects"), allowed=refusal("objects"))
    said: list[dict[str, str]] = [{str(name): cell_text(value) for name, value in item.items()} for item in objects]
    return of_objects(path, said, remarks, "JSON")


def _lines(text: str) -> list[Any] | None:
    """Objects that stand on a line each, without brackets around them."""
    try:
        items = [json.loads(line, parse_int=str) for line in text.splitlines() if line.strip()]
    except (json.JSONDecodeError, RecursionError):
        return None
    return items if len(items) > 1 and all(isinstance(item, dict) for item in items) else None


def _lists(data: Any, depth: int = 0) -> Iterator[Any]:
    """The items of the list in some data: its own, those of all lists of an object, or those of a table in it."""
    if isinstance(data, list):
        tables = [item for item in data if isinstance(item, dict) and isinstance(item.get("data"), list)]
        if tables and depth < DEEPEST:  # phpMyAdmin: a header, a database, tables
            for item in tables:
                yield from _lists(item["data"], depth + 1)
        else:
            yield from data
    elif isinstance(data, dict) and depth < DEEPEST:
        parts = list(data.values())
        lists: list[Any] = [p for p in parts if isinstance(p, list) and p and not isinstance(p[0], str)]
        for part in lists or [part for part in parts if isinstance(part, dict)]:
            yield from _lists(part, depth + 1)


def _features(path: Path, features: list[Any], remarks: tuple[Detail, ...]) -> Table:
    """The features of a GeoJSON layer: what is said of each, and its point, or the middle of its corners."""
    objects = []
    for feature in features:
        if not isinstance(feature, dict):
            raise refuse(path, refusal("no_objects"), allowed=refusal("objects"))
        about = feature.get("properties")
        item = {str(k): cell_text(v) for k, v in about.items()} if isinstance(about, dict) else {}
        geometry = feature.get("geometry")
        corners = list(_corners(geometry.get("coordinates"))) if isinstance(geometry, dict) else []
        if corners:
            middle = (repr(sum(part) / len(corners)) for part in zip(*corners, strict=True))
            item["longitude"], item["latitude"] = middle
        objects.append(item)
    if not objects:
        raise refuse(path, refusal("no_objects"), allowed=refusal("objects"))
    return of_objects(path, objects, (*remarks, ("geometry", {})), "GeoJSON")


def _corners(coordinates: Any, depth: int = 0) -> Iterator[tuple[float, float]]:
    """Every longitude and latitude of a geometry."""
    if not isinstance(coordinates, list) or depth > DEEPEST:
        return
    if len(coordinates) >= 2 and not isinstance(coordinates[0], list):
        try:
            yield float(coordinates[0]), float(coordinates[1])
        except (TypeError, ValueError):
            return
    else:
        for part in coordinates:
            yield from _corners(part, depth + 1)
