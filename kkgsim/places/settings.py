"""``place.toml``: what a place says about itself, written and read with every mistake named."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

from kkgsim.errors import Problem
from kkgsim.numbers import Label
from kkgsim.places.place import Place
from kkgsim.places.profiles import PROFILES
from kkgsim.places.reading import near

SCHEMA = 1
"""The version of the folder's layout that this code writes."""
MOST_BYTES = 256 * 1024
"""No place says more about itself than this."""


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
        f"[title]\nen = {quoted(place.title.en)}\nid = {quoted(place.title.id)}\n"
    )


def read_settings(path: Path, problems: list[Problem]) -> dict[str, Any] | None:
    """What ``place.toml`` says as arguments of a Place; mistakes are added to ``problems``."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise OSError(None, "larger than 256 KB")
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        problems.append(Problem(str(path), f"cannot be read: {getattr(error, 'strerror', None) or error}"))
        return None
    before = len(problems)
    names = ("schema", "name", "title", "profile", "circuity", "speed_kmh", "origin")
    problems.extend(Problem(str(path), "unknown key", key=k, nearest=near(k, names)) for k in data if k not in names)
    problems.extend(Problem(str(path), "missing key", key=name) for name in names if name not in data)

    def check(key: str, good: bool, allowed: str, close: str = "") -> None:
        if key in data and not good:
            problems.append(Problem(str(path), "not allowed here", None, key, repr(data[key]), allowed, close))

    title: Any = data.get("title", {})
    check("schema", data.get("schema") == SCHEMA, f"{SCHEMA}; a newer version of kkgsim may have written it")
    for key in ("name", "origin"):
        check(key, isinstance(data.get(key), str), "text")
    good_title = isinstance(title, dict) and set(title) == {"en", "id"}
    check(
        "title",
        good_title and all(isinstance(t, str) for t in title.values()),
        "text under en and id",
    )
    check(
        "profile",
        data.get("profile") in list(PROFILES),
        ", ".join(PROFILES),
        near(str(data.get("profile")), PROFILES),
    )
    check("circuity", _real(data.get("circuity"), 1, 10), "a number from 1 to 10")
    check("speed_kmh", _real(data.get("speed_kmh"), 0.1, 200), "a number from 0.1 to 200")
    if len(problems) > before:
        return None
    return {
        "name": data["name"], "title": Label(title["en"], title["id"]), "profile": data["profile"],
        "circuity": float(data["circuity"]), "speed_kmh": float(data["speed_kmh"]), "origin": data["origin"],
    }  # fmt: skip


def _real(value: object, low: float, high: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high
