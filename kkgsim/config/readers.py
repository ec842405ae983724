"""Readers of single values: texts, numbers in their ranges, names, and what may be left out."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from kkgsim.config.issues import plain, printable, shown
from kkgsim.config.shape import Reader, Table, Values
from kkgsim.config.vocabulary import Vocabulary
from kkgsim.i18n import LANGUAGES, Text, refusal
from kkgsim.i18n.escaping import unsafe

IN_BOTH = '{ en = "...", id = "..." }'
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


def _now(thing: Any, values: Values) -> Any:
    """What is declared, worked out from what is read before if it depends on that."""
    return thing(values) if callable(thing) else thing


def text(table: Table, name: str, values: Values, *, blank: bool = False, odd: bool = False) -> str:
    """A text, which may be ``blank`` or hold ``odd`` characters that do not show; "" when there is a mistake."""
    if name not in table.data:
        table.missing(name)
        return ""
    value = table.data[name]
    if not isinstance(value, str):
        table.issues.add("no_text", table.at(name), given=shown(value))
        return ""
    if not blank and not value.strip():
        table.issues.add("blank", table.at(name))
    if not odd and (character := unsafe(value)):
        table.issues.add("unsafe", table.at(name), given=shown(value), character=character)
        return ""
    return value


def label(table: Table, name: str, values: Values, *, blank: bool = False, odd: bool = False) -> Text:
    """A text in one or both languages; a single one stands for both."""
    given = table.data.get(name)
    if isinstance(given, str):
        both = text(table, name, values, blank=blank, odd=odd)
        return Text(both, both)
    if name in table.data and not isinstance(given, dict):
        table.issues.add("no_text_in_any", table.at(name), given=shown(given), example=IN_BOTH)
        return NO_UNIT
    within = table.table(name, IN_BOTH)
    if within is None:
        return NO_UNIT
    within.only(LANGUAGES)
    texts = [text(within, lang, values, blank=blank, odd=odd) for lang in LANGUAGES if lang in within.data]
    if not texts:
        within.missing(LANGUAGES[0])
    return Text(texts[0], texts[-1]) if texts else NO_UNIT


def number(allowed: Range | Callable[[Values], Range], *, whole: bool = False) -> Reader:
    """A number in a range; with ``whole`` a whole one."""

    def read(table: Table, name: Any, values: Values) -> float | None:
        bounds: Range = _now(allowed, values)
        if name not in table.data:
            table.missing(name, bounds.words())
            return None
        value, path = table.data[name], table.at(name)
        position = table.issues.lines.positions.get(path)
        word, details = fault_of(value, position.value if position else "", bounds, whole=whole)
        if word:
            written = printable(position.value) if position and isinstance(value, (int, float)) else shown(value)
            table.issues.add(word, path, given=written, allowed=bounds.words(), **details)
            return None
        return int(value) if whole else float(value) + 0.0

    return read


whole = partial(number, whole=True)


def choice(word: str, names: Vocabulary | Callable[[Values], Vocabulary]) -> Reader:
    """One of some names, in English; ``word`` is what is said of any other."""

    def read(table: Table, name: Any, values: Values) -> str | None:
        known: Vocabulary = _now(names, values)
        given = text(table, name, values)
        selected = known.canonical(given)
        if selected is None and given.strip():
            table.unknown(word, table.at(name), given, known)
        return selected

    return read


def optional(reader: Reader, default: Any = None) -> Reader:
    """What may be left out, and what stands for it then: a value, or a function of what is read before."""
    return lambda table, name, values: reader(table, name, values) if name in table.data else _now(default, values)


def forbidden(word: str) -> Reader:
    """A key that is known but does not go with the others."""

    def read(table: Table, name: Any, values: Values) -> None:
        if name in table.data:
            table.issues.add(word, table.at(name))

    return read
