"""Numbers as people type them on the command line, alike in both languages.

Babel's ``parse_decimal`` is not used: it reads ``30.000`` as thirty or as thirty thousand by the language of the
screen, takes ``nan`` and ``1_0``, and refuses in Indonesian the ``0.7`` that scenario files are written with.
"""

from __future__ import annotations

import math
import re
from typing import Any

import click

from kkgsim.errors import COMMAND_LINE, InputError, Issue
from kkgsim.i18n import Text, refusal

NUMBER = re.compile(r"([+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,9})?)\s*(%)?")
"""A number, its digits, and a percent sign."""
THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+")
"""A number with its thousands marked, or (``30.000``) with a fraction of three digits."""
LEAST_RUPIAH = 10_000.0
"""Rupiah that nobody means as an amount a year: whoever writes less thinks in millions."""


def parse_amount(text: str) -> float:
    """A number as a person types it: ``0.4``, ``0,4`` or ``40%``; not a number where it is none, or one too large or
    too small for a computer to hold."""
    parsed = NUMBER.fullmatch(text.strip().replace(",", "."))
    if parsed is None:
        return math.nan
    value = float(parsed[1]) / (100.0 if parsed[3] else 1.0)
    underflow = value == 0.0 and any(digit in "123456789" for digit in parsed[2])
    return math.nan if underflow or not math.isfinite(value) else value


def is_ambiguous(text: str) -> bool:
    """Whether a text may mean thousands as well as a fraction, as ``30.000`` does."""
    return THOUSANDS.fullmatch(text.strip()) is not None


class Amount(click.ParamType):  # type: ignore[type-arg]
    """A number as a person types it; one that may mean thousands as well as a fraction is asked back."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        text = str(value)
        if is_ambiguous(text):
            raise _refused("ambiguous_amount", param, text, nearest=re.sub("[.,]", "", text.strip()))
        amount = parse_amount(text)
        if math.isnan(amount):
            raise _refused("no_amount", param, text)
        return amount


class Rupiah(click.ParamType):  # type: ignore[type-arg]
    """Money, none or more: ``60000000``, ``60.000.000`` or ``60,000,000``, whichever way thousands are marked."""

    name = "rupiah"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        text = str(value).strip()
        amount = parse_amount(re.sub("[.,]", "", text) if is_ambiguous(text) else text)
        if not amount >= 0.0:
            raise _refused("no_rupiah", param, text)
        if 0.0 < amount < LEAST_RUPIAH:
            raise _refused("few_rupiah", param, text, nearest=f"{amount * 1e6:.0f}")
        return amount


class Share(click.ParamType):  # type: ignore[type-arg]
    """A share of all: ``0.8`` or ``80%``; with ``some`` more than none of it."""

    name = "share"

    def __init__(self, *, some: bool = False):
        self._some = some

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        amount = Amount().convert(value, param, ctx)
        if not 0.0 <= amount <= 1.0 or (self._some and amount == 0.0):
            allowed = refusal("share_above_none" if self._some else "share")
            percentage = f"{amount:g}%" if 1.0 < amount <= 100.0 else ""
            raise _refused("range", param, str(value), allowed, percentage)
        return amount


class Seconds(click.ParamType):  # type: ignore[type-arg]
    """Seconds, one or more."""

    name = "seconds"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        amount = Amount().convert(value, param, ctx)
        if amount < 1.0:
            raise _refused("range", param, str(value), refusal("at_least", low=1))
        return amount


class OutcomeValue(click.ParamType):  # type: ignore[type-arg]
    """An outcome and a number: ``attendance_share=70%``."""

    name = "outcome=number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, float]:
        name, equals, amount = str(value).partition("=")
        if not equals:
            raise _refused("no_pair", param, str(value))
        return name.strip(), Amount().convert(amount, param, ctx)


def _refused(
    word: str, param: click.Parameter | None, given: str, allowed: str | Text = "", nearest: str = ""
) -> InputError:
    """The refusal of the value of an option."""
    key = param.opts[0] if param else ""
    return InputError([Issue(COMMAND_LINE, refusal(word), key=key, given=given, allowed=allowed, nearest=nearest)])
