"""Numbers as people write them in files: the range that is allowed, and what is wrong with one that is not."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any

from kkgsim.i18n import Text, refusal

MONTHS = Text("months", "bulan")
NO_UNIT = Text("", "")
_COMMA = re.compile(r"\s*([+-]?\d+),(\d+)\s*")
_DOT = re.compile(r"\s*([+-]?\d+(?:\.\d+)?)\s*")
THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")
"""An amount that its writer may have meant as thousands: refused where the unit is rupiah."""
SOMETHING = re.compile(r"[+-]?[0._]*[1-9]")
"""The beginning of a decimal number that is written with something in it, even where a computer makes nothing of it."""


@dataclass(frozen=True)
class Range:
    """What a number may be, both ends included, and its unit; with ``zero`` it may be 0, too."""

    low: float
    high: float
    unit: Text = NO_UNIT
    zero: bool = False

    def holds(self, value: float) -> bool:
        """Whether a value lies in the range."""
        return self.low <= value <= self.high or (self.zero and value == 0)

    def words(self) -> Text:
        """The range with its unit."""
        ends = {"low": plain(self.low), "high": plain(self.high)}
        return refusal("between_units", **ends, unit=self.unit) if self.unit.en else refusal("between", **ends)


def fault_of(value: object, written: str, allowed: Range, *, whole: bool = False) -> tuple[str, dict[str, Any]]:
    """What is wrong with a number that is ``written`` so in its file, and what the refusal of it needs; "" if nothing
    is."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return _no_number(value, whole)
    if isinstance(value, float) and not math.isfinite(value):
        return "endless", {}
    if whole and isinstance(value, float):
        return "no_whole", {}
    if value == 0 and SOMETHING.match(written):
        return "too_small", {}
    if allowed.unit.en.startswith("Rp") and THOUSANDS.fullmatch(written):
        return "thousands", {"read": plain(value), "fix": written.replace(".", "")}
    return ("", {}) if allowed.holds(value) else ("range", {})


def _no_number(value: object, whole: bool) -> tuple[str, dict[str, Any]]:
    """A number in quotes gets the fix; anything else is told what it must be."""
    if isinstance(value, str):
        if match := _COMMA.fullmatch(value):
            return "quoted_comma", {"fix": f"{match[1]}.{match[2]}"}
        if match := _DOT.fullmatch(value):
            return "quoted", {"fix": match[1]}
    return ("no_whole" if whole else "no_number"), {}


def plain(value: float) -> str:
    """A number as TOML writes it, without a needless ".0"."""
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)
