"""``place.toml``: what a place says about itself, written and read with every mistake named."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

from kkgsim.config.issues import shown
from kkgsim.config.read import read_file
from kkgsim.config.readers import Range, choice, label, number, text
from kkgsim.config.shape import Reader, Shape, Table, Values
from kkgsim.config.vocabulary import Vocabulary
from kkgsim.errors import InputError, Issue
from kkgsim.i18n import refusal
from kkgsim.model.allowed import range_of_parameter
from kkgsim.model.registry import PARAMETERS
from kkgsim.places.place import OwnNumber, Place
from kkgsim.places.profiles import PROFILES

SCHEMA = 1
"""The version of the folder's layout that this code writes."""
NUMBERS = "numbers"
"""The table of the place's own numbers: fares, rates and whatever else its people know better than the book."""


def settings_text(place: Place) -> str:
    """``place.toml`` as text; JSON strings are TOML strings but for the delete character."""

    def quoted(text: str) -> str:
        return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")

    return (
        f"schema = {SCHEMA}\n"
        f"name = {quoted(place.name)}\n"
        f"profile = {quoted(place.profile)}\n"
        f"circuity = {float(place.circuity)!r}\n"
        f"speed_kmh = {float(place.speed_kmh)!r}\n"
        f"origin = {quoted(place.origin)}\n\n"
        f"[title]\nen = {quoted(place.title.en)}\nid = {quoted(place.title.id)}\n{_numbers_text(place)}"
    )


def _numbers_text(place: Place) -> str:
    """The place's own numbers; nothing where it has none."""
    rows = "".join(f"{own.number} = {own.value!r}\n" for own in place.numbers)
    return f"\n[{NUMBERS}]\n{rows}" if rows else ""


def _schema(table: Table, name: str, values: Values) -> int | None:
    """The version of the layout, which must be ours."""
    if name not in table.data:
        table.missing(name, str(SCHEMA))
    elif table.data[name] != SCHEMA:
        allowed = refusal("newer", schema=SCHEMA)
        table.issues.add("not_allowed", table.at(name), given=shown(table.data[name]), allowed=allowed)
    return SCHEMA


_ABOUT: dict[str, Reader] = {
    "name": partial(text, blank=True, odd=True),
    "title": partial(label, blank=True, odd=True),
    "profile": choice("not_allowed", Vocabulary.of(PROFILES, {})),
    "circuity": number(Range(1, 10)),
    "speed_kmh": number(Range(0.1, 200)),
    "origin": partial(text, blank=True, odd=True),
}


def _numbers(table: Table, name: str, values: Values) -> tuple[OwnNumber, ...]:
    """The place's own numbers, each within what the model allows."""
    tables = table.table(name, f"[{NUMBERS}]") if name in table.data else None
    if tables is None:
        return ()
    own = []
    for given in tables.data:
        if given not in PARAMETERS:
            allowed = refusal("numbers", count=len(PARAMETERS))
            table.issues.add("no_assumed", tables.at(given), allowed=allowed, names=PARAMETERS)
        elif PARAMETERS[given].used == "place":
            table.issues.add("made_before", tables.at(given))
        elif (value := number(range_of_parameter(given))(tables, given, values)) is not None:
            own.append(OwnNumber(given, value))
    return tuple(own)


_ABOUT[NUMBERS] = _numbers
PLACE: Shape[dict[str, Any]] = Shape(
    {"schema": _schema, **_ABOUT}, {}, lambda table, values: {name: values[name] for name in _ABOUT}
)


def read_settings(path: Path, problems: list[Issue]) -> dict[str, Any] | None:
    """What ``place.toml`` says as arguments of a Place; mistakes are added to ``problems``."""
    try:
        return read_file(PLACE, path)
    except InputError as error:
        problems.extend(error.issues)
        return None
