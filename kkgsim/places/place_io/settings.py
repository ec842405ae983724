"""``place.toml``: what a place says about itself, written and read with every mistake named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kkgsim.config.issues import IssueCollector, shown
from kkgsim.config.recover import load_toml
from kkgsim.errors import Issue, nearest
from kkgsim.i18n import Text, refusal
from kkgsim.io.user_files import Unreadable, read_text
from kkgsim.places.place import Place
from kkgsim.places.profiles import PROFILES

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


def read_settings(path: Path, problems: list[Issue]) -> dict[str, Any] | None:
    """What ``place.toml`` says as arguments of a Place; mistakes are added to ``problems``."""
    try:
        text = read_text(path, MOST_BYTES)
    except Unreadable as error:
        problems.append(error.problem(path))
        return None
    issues = IssueCollector(str(path))
    data = load_toml(text, issues)
    problems.extend(issues.entries)
    if data is None:
        return None
    before = len(problems)
    names = ("schema", "name", "title", "profile", "circuity", "speed_kmh", "origin")
    problems.extend(
        Issue(str(path), refusal("unknown_key"), key=k, nearest=nearest(k, names)) for k in data if k not in names
    )
    problems.extend(Issue(str(path), refusal("missing_key"), key=name) for name in names if name not in data)

    def check(key: str, good: bool, allowed: str | Text, close: str = "") -> None:
        if key in data and not good:
            problems.append(Issue(str(path), refusal("not_allowed"), None, key, shown(data[key]), allowed, close))

    title: Any = data.get("title", {})
    check("schema", data.get("schema") == SCHEMA, refusal("newer", schema=SCHEMA))
    for key in ("name", "origin"):
        check(key, isinstance(data.get(key), str), refusal("text"))
    good_title = isinstance(title, dict) and set(title) == {"en", "id"}
    check(
        "title",
        good_title and all(isinstance(t, str) for t in title.values()),
        refusal("text_in_both"),
    )
    check(
        "profile",
        data.get("profile") in list(PROFILES),
        ", ".join(PROFILES),
        nearest(shown(data.get("profile")).strip('"'), list(PROFILES)),
    )
    check("circuity", _real(data.get("circuity"), 1, 10), refusal("number_between", low=1, high=10))
    check("speed_kmh", _real(data.get("speed_kmh"), 0.1, 200), refusal("number_between", low=0.1, high=200))
    if len(problems) > before:
        return None
    return {
        "name": data["name"], "title": Text(title["en"], title["id"]), "profile": data["profile"],
        "circuity": float(data["circuity"]), "speed_kmh": float(data["speed_kmh"]), "origin": data["origin"],
    }  # fmt: skip


def _real(value: object, low: float, high: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high
