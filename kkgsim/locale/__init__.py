"""The words and number formats of everything people read, in Indonesian and English, from one catalogue.

Labels of levers, outcomes and numbers stand with their declarations; all other words are in
the files of :data:`PHRASES`.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from kkgsim.labels import Label, in_language
from kkgsim.units import Unit

LANGUAGES = ("en", "id")
PHRASES = ("phrases.toml", "refusals.toml", "views.toml", "app.toml", "search.toml")
"""The files of the catalogue: general and command line, refusals, pictures, screen."""


@cache
def phrases() -> Mapping[str, Mapping[str, str]]:
    """All phrases by key, each with ``en`` and ``id``; a key in two files raises ``ValueError``."""
    found: dict[str, Mapping[str, str]] = {}
    for name in PHRASES:
        for key, words in tomllib.loads((files("kkgsim.locale") / name).read_text(encoding="utf-8")).items():
            if key in found:
                raise ValueError(f"phrase {key!r} is declared twice, the second time in {name}")
            found[key] = words
    return found


def say(key: str, lang: str, /, **values: object) -> str:
    """A phrase in a language, with ``{names}`` filled in. An unknown key raises ``KeyError``."""
    return phrases()[key][lang].format(**values)


def refusal(word: str, /, **values: object) -> Label:
    """What a refusal says, in both languages: the phrase ``refusal_<word>``; a value may be a label."""

    def told(lang: str) -> str:
        filled = {name: in_language(v, lang) if isinstance(v, Label) else v for name, v in values.items()}
        return say(f"refusal_{word}", lang, **filled)

    return Label(told("en"), told("id"))


@cache
def units() -> Mapping[str, str]:
    """Every unit, as it is declared, and its name in Indonesian."""
    return tomllib.loads((files("kkgsim.locale") / "units.toml").read_text(encoding="utf-8"))


def unit(declared: str) -> Label:
    """A unit as levers and numbers declare it, in both languages; one without a translation stays as it is."""
    return Label(declared, units().get(declared, declared))


def decimal(value: float, lang: str, digits: int = 2, *, sign: bool = False) -> str:
    """A number as people write it: 1,234.50 in English, 1.234,50 in Indonesian; "–" when there is none."""
    from babel.numbers import format_decimal

    if not math.isfinite(value):
        return "–"
    rounded = round(float(value), digits) + 0.0  # a NumPy float would round halves another way
    text = str(format_decimal(abs(rounded), format="#,##0" + ("." + "0" * digits if digits else ""), locale=lang))
    return ("−" if rounded < 0 else "+" if sign else "") + text


def amount(value: float, lang: str) -> str:
    """A number as briefly as it can be written: 2, 0.5, 30,000."""
    digits = 0 if value == int(value) else len(f"{value:g}".split(".")[-1])
    return decimal(value, lang, digits)


def percent(share: float, lang: str, digits: int = 0) -> str:
    """A share as a percentage."""
    return "–" if not math.isfinite(share) else decimal(100.0 * share, lang, digits) + " %"


def rupiah(amount: float, lang: str, *, sign: bool = False) -> str:
    """An amount in rupiah, in millions or billions where it is large."""
    if not math.isfinite(amount):
        return "–"
    before = ("−" if amount < 0 else "+" if sign else "") + "Rp "
    for size, key in ((1e9, "billion"), (1e6, "million")):
        if abs(amount) >= size:
            return f"{before}{decimal(abs(amount) / size, lang, 1)} {say(key, lang)}"
    return before + decimal(abs(amount), lang, 0)


def measured(value: float, unit: Unit, lang: str, *, sign: bool = False) -> str:
    """A value of an outcome (or, with ``sign``, a difference) with its unit."""
    return _bare(value, unit, lang, sign) + _suffix(unit, lang, sign)


def measured_band(mean: float, low: float, high: float, unit: Unit, lang: str, *, sign: bool = False) -> str:
    """An outcome with its band, the unit said once: ``+11.9 (+4.4 … +20.6) points``."""
    middle, bottom, top = (_bare(value, unit, lang, sign) for value in (mean, low, high))
    return f"{middle} ({bottom} … {top})" + _suffix(unit, lang, sign)


def measured_pair(one: float, other: float, unit: Unit, lang: str, *, sign: bool = False) -> str:
    """Two values of an outcome side by side, the unit said once: ``+11.9 / +4.4 points``."""
    return f"{_bare(one, unit, lang, sign)} / {_bare(other, unit, lang, sign)}" + _suffix(unit, lang, sign)


def can_be_written(value: float, unit: Unit) -> bool:
    """Whether a value of an outcome differs from zero in the digits in which it is told."""
    return round(unit.scale * value, 0 if unit.money else unit.digits) != 0.0


def _bare(value: float, unit: Unit, lang: str, sign: bool) -> str:
    if unit.money:
        return rupiah(value, lang, sign=sign)
    return decimal(unit.scale * value, lang, unit.digits, sign=sign)


def _suffix(unit: Unit, lang: str, sign: bool) -> str:
    return (unit.change_suffix if sign else unit.level_suffix)[lang]
