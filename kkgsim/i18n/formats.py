"""Numbers as people write them in the current language."""

from __future__ import annotations

import math

from kkgsim.i18n.catalogue import tr
from kkgsim.i18n.language import current_language
from kkgsim.i18n.text import Text
from kkgsim.i18n.units import Unit

NO_VALUE = "–"
"""What stands in the place of a number where there is none."""


def decimal(value: float, digits: int = 2, *, sign: bool = False) -> str:
    """A number as people write it: 1,234.50 in English, 1.234,50 in Indonesian; "–" when there is none."""
    from babel.numbers import format_decimal

    if not math.isfinite(value):
        return NO_VALUE
    rounded = round(float(value), digits) + 0.0  # a NumPy float would round halves another way
    text = str(
        format_decimal(abs(rounded), format="#,##0" + ("." + "0" * digits if digits else ""), locale=current_language())
    )
    return ("−" if rounded < 0 else "+" if sign else "") + text


def amount(value: float) -> str:
    """A number as briefly as it can be written: 2, 0.5, 30,000."""
    digits = 0 if value == int(value) else len(f"{value:g}".split(".")[-1])
    return decimal(value, digits)


def percent(share: float, digits: int = 0) -> str:
    """A share as a percentage."""
    return NO_VALUE if not math.isfinite(share) else decimal(100.0 * share, digits) + " %"


def rupiah(amount: float, *, sign: bool = False) -> str:
    """An amount in rupiah, in millions or billions where it is large."""
    if not math.isfinite(amount):
        return NO_VALUE
    before = ("−" if amount < 0 else "+" if sign else "") + "Rp "
    for size, key in ((1e9, "billion"), (1e6, "million")):
        if abs(amount) >= size:
            return f"{before}{decimal(abs(amount) / size, 1)} {tr(key)}"
    return before + decimal(abs(amount), 0)


def measured(value: float, unit: Unit, *, sign: bool = False) -> str:
    """A value of an outcome (or, with ``sign``, a difference) with its unit."""
    return _bare(value, unit, sign) + _suffix(unit, sign)


def measured_band(mean: float, low: float, high: float, unit: Unit, *, sign: bool = False) -> str:
    """An outcome with its band, the unit written once: ``+11.9 (+4.4 … +20.6) points``."""
    middle, bottom, top = (_bare(value, unit, sign) for value in (mean, low, high))
    return with_ends(middle, bottom, top) + _suffix(unit, sign)


def measured_pair(first: float, second: float, unit: Unit, *, sign: bool = False) -> str:
    """Two values of an outcome side by side, the unit written once: ``+11.9 / +4.4 points``."""
    return f"{_bare(first, unit, sign)} / {_bare(second, unit, sign)}" + _suffix(unit, sign)


def with_ends(value: str, low: str, high: str) -> str:
    """A value that is already written, with the ends of its band or interval: ``12 % (5 % … 20 %)``."""
    return f"{value} ({low} … {high})"


def from_to(low: str | int, high: str | int) -> str:
    """A range; one value where its ends are the same."""
    return str(low) if low == high else f"{low} … {high}"


def can_be_written(value: float, unit: Unit) -> bool:
    """Whether a value of an outcome differs from zero in the digits in which it is written."""
    return round(unit.scale * value, 0 if unit.money else unit.digits) != 0.0


def _bare(value: float, unit: Unit, sign: bool) -> str:
    if unit.money:
        return rupiah(value, sign=sign)
    return decimal(unit.scale * value, unit.digits, sign=sign)


def _suffix(unit: Unit, sign: bool) -> str:
    return str(unit.change_suffix if sign else unit.level_suffix)


def month_name(month: int) -> Text:
    """A month of the calendar year, 1 for January."""
    from babel.dates import get_month_names

    return Text.of(lambda: str(get_month_names("wide", locale=current_language())[month]))


def month_and_year(year: int, month: int) -> str:
    """A month of a year, briefly: Jul 2026, Mei 2027."""
    from datetime import date

    from babel.dates import format_date

    return str(format_date(date(year, month, 1), "MMM y", locale=current_language()))
