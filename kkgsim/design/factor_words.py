"""The values and units of factors as people read them."""

from __future__ import annotations

import math

from kkgsim.design.study import Factor
from kkgsim.i18n import decimal, percent, rupiah, unit


def format_value(factor: Factor, value: float) -> str:
    """A value of a factor in as many digits as a hundredth of its range needs: shares in percent, money in rupiah."""
    if factor.unit.startswith("Rp"):
        return rupiah(value)
    percents = factor.unit.startswith("share")
    scale = 100.0 if percents else 1.0
    span = (factor.high - factor.low) * scale
    digits = min(6, max(0, 2 - math.floor(math.log10(span)))) if span > 0.0 else 2
    return percent(value, min(digits, 1)) if percents else decimal(value, digits)


def format_unit(factor: Factor, written: str = "") -> str:
    """The unit behind a value that is ``written`` so; labels of policy name theirs already, percent and rupiah stand at
    the value."""
    plain = factor.kind != "number" or factor.unit in ("0-1", "share", "log-odds") or factor.unit.startswith("Rp")
    return "" if plain else f" {unit(factor.unit, written)}"


def with_unit_in_brackets(factor: Factor) -> str:
    """The label of a factor, its unit behind it in brackets."""
    words = format_unit(factor).strip()
    return str(factor.label) + (f" ({words})" if words else "")
