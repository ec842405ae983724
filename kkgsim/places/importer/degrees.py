"""Degrees as people write them: with minutes and seconds, with the letters of both languages, two in one cell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kkgsim.places.importer import cells

_LETTERS = {
    "S": (-1, "lat"), "LS": (-1, "lat"), "LU": (1, "lat"), "N": (1, "lat"), "U": (1, "lat"), "E": (1, "lon"),
    "BT": (1, "lon"), "T": (1, "lon"), "W": (-1, "lon"), "BB": (-1, "lon"), "B": (-1, "lon"),
}  # fmt: skip
"""Sign and axis of a letter: selatan, utara, timur, barat, and the same in English."""
_SIDE = r"(?:LS|LU|BT|BB|[SNUETWB])(?![A-Za-z])"
_PART = r"\d{1,3}(?:[.,]\d+)?"
_PRIME = "['\u2032\u2019\u00b4`\u2018]"
_END = rf"(?=\s*$)|(?=\s*{_SIDE})"
_DEGREES = re.compile(
    rf"(?P<before>{_SIDE})?[\s.:]*(?P<minus>[-\u2212])?\s*(?P<deg>{_PART})\s*"
    rf"(?P<sign>[\u00b0\u00ba\u02da*]|deg(?:rees)?|derajat|d(?=\s*\d)|:(?=\s*\d)|\s(?=\s*\d{{1,2}}\s*{_PRIME}))?\s*"
    rf"(?:(?P<min>{_PART})\s*(?:{_PRIME}(?!{_PRIME})|menit|min|m(?=\s*\d)|:(?=\s*\d)|{_END})\s*"
    rf"(?:(?P<sec>{_PART})\s*(?:[\"\u2033\u201d\u201c]|{_PRIME}{{2}}|detik|sec|s(?![a-z])|{_END})?)?)?"
    rf"\s*(?P<after>{_SIDE})?",
    re.I,
)
_DECIMAL = re.compile(r"[-+\u2212]?\d{1,3}\.\d{2,}")


@dataclass(frozen=True)
class Degrees:
    """A coordinate in decimal degrees, and "lat" or "lon" where a letter says which it is."""

    value: float
    axis: str


def degrees(text: str) -> Degrees | None:
    """A coordinate with signs or letters of degrees; None where there are none, or it is no coordinate."""
    found = _DEGREES.fullmatch(text.strip())
    return _read(found) if found is not None else None


def _read(found: re.Match[str]) -> Degrees | None:
    side = (found["after"] or found["before"] or "").upper()
    if not (side or found["sign"] or re.search(_PRIME, found[0])):
        return None
    parts = [cells.number((found[name] or "0").replace(",", ".")) for name in ("deg", "min", "sec")]
    if any(part is None for part in parts):
        return None
    whole, minutes, seconds = (float(part or 0) for part in parts)
    if minutes >= 60 or seconds >= 60:
        return None
    sign, axis = _LETTERS.get(side, (1, ""))
    value = whole + minutes / 60 + seconds / 3600
    return Degrees(round(-value if found["minus"] else sign * value, 7), axis)


def two_in(text: str) -> tuple[str, str] | None:
    """The two coordinates of one cell: two with degree signs, or two decimals, as in the address of a map."""
    pairs = [found[0].strip() for found in _DEGREES.finditer(text) if _read(found) is not None]
    if len(pairs) != 2:
        pairs = _DECIMAL.findall(text)[:2]
    return (pairs[0], pairs[1]) if len(pairs) == 2 else None
