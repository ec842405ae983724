"""What options say, checked: outcomes by name, values that an outcome can have, counts, shares, names."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from numbers import Integral

from kkgsim.errors import COMMAND_LINE, InputError, Issue, nearest
from kkgsim.i18n import Text, refusal
from kkgsim.i18n import unit as unit_label
from kkgsim.i18n.units import SHARE, Unit
from kkgsim.model.outcomes import OUTCOMES, Outcome


def outcomes_named(names: Iterable[str], key: str = "--outcome", *, judged: bool = False) -> list[Outcome]:
    """Outcomes by name, each once; ``key`` is the option that names them.

    Raises ``InputError`` for all names there are not and, where they are to be ``judged`` by, for outcomes of which
    more is neither better nor worse.
    """
    unique = dict.fromkeys(names)
    problems = [
        Issue(COMMAND_LINE, refusal("no_outcome"), key=key, given=name, nearest=nearest(name, OUTCOMES))
        for name in unique if name not in OUTCOMES
    ]  # fmt: skip
    problems += [
        Issue(COMMAND_LINE, refusal("no_better"), key=key, given=name)
        for name in unique if judged and name in OUTCOMES and not OUTCOMES[name].better
    ]  # fmt: skip
    if problems:
        raise InputError(problems)
    return [OUTCOMES[name] for name in unique]


def check_value(key: str, unit: Unit, value: float, *, gain: bool = False) -> None:
    """Refuse a value that no outcome of the ``unit`` can have (with ``gain``, a change it cannot make): 60
    where 60 % was meant, or less than nothing. ``key`` is the option. Raises ``InputError``."""
    low, high = unit.low, unit.high
    if gain:
        low, high = low - high, high - low
    if not low <= value <= high:
        raise InputError([
            Issue(COMMAND_LINE, refusal("range"), key=key, given=f"{value:g}", allowed=_allowed(low, high, unit),
                    nearest=_meant(value, low, high, unit)),
        ])  # fmt: skip


def check_count(key: str, value: object, low: int, high: int) -> None:
    """Refuse, with ``InputError``, what is no whole number from ``low`` to ``high``. ``key`` is the option."""
    if isinstance(value, bool) or not isinstance(value, Integral) or not low <= int(value) <= high:
        allowed = refusal("between", low=low, high=high)
        raise InputError([Issue(COMMAND_LINE, refusal("range"), key=key, given=str(value), allowed=allowed)])


def check_amount(key: str, value: float) -> None:
    """Refuse, with ``InputError``, an amount of money below zero, or none at all. ``key`` is the option."""
    if not value >= 0.0:
        allowed = refusal("at_least", low=0)
        raise InputError([Issue(COMMAND_LINE, refusal("range"), key=key, given=f"{value:g}", allowed=allowed)])


def check_share(key: str, value: float) -> None:
    """Refuse, with ``InputError``, what is no share above 0, up to 1. ``key`` is the option."""
    if not 0.0 < value <= 1.0:
        allowed = refusal("share_above_none")
        raise InputError([Issue(COMMAND_LINE, refusal("range"), key=key, given=f"{value:g}", allowed=allowed)])


def check_choice(key: str, value: str, names: Collection[str]) -> None:
    """Refuse, with ``InputError``, what is none of the ``names``. ``key`` is the option."""
    if value not in names:
        raise InputError([
            Issue(COMMAND_LINE, refusal("range"), key=key, given=str(value), allowed=", ".join(names),
                  nearest=nearest(str(value), names))
        ])  # fmt: skip


def _meant(value: float, low: float, high: float, unit: Unit) -> str:
    """What may have been meant: percent without its sign, no minus, else the end of the range."""
    for meant in (value / 100.0 if high <= 1.0 else value, -value):
        if low <= meant <= high:
            if unit is SHARE:
                return f"{100.0 * meant:g}%"
            return f"{meant:.2f}" if round(meant, 2) == meant else f"{meant:g}"
    return f"{min(max(value, low), high):g}"


def _allowed(low: float, high: float, unit: Unit) -> Text:
    """A range in words, with its unit."""
    if unit is SHARE:
        ends = {"low": f"{low:g} ({100.0 * low:g} %)", "high": f"{high:g} ({100.0 * high:g} %)"}
        return refusal("between", **ends)
    if math.isinf(high):
        return refusal("at_least_units", low=f"{low:g}", unit=unit_label(unit.name))
    return refusal("between_units", low=f"{low:g}", high=f"{high:g}", unit=unit_label(unit.name))
