"""The catalogue of words that belong to no declaration: gettext, with a symbolic key for each message."""

from __future__ import annotations

import gettext
import string
from functools import cache
from pathlib import Path
from typing import Any

from kkgsim.i18n.language import LANGUAGES, current_language
from kkgsim.i18n.text import Text

DOMAIN = "kkgsim"
LOCALES = Path(__file__).with_name("locales")
UNIT = "unit"
"""The context (``msgctxt``) of units, whose key is the unit as it is declared."""
RUPIAH = "Rp "
"""How units begin that are amounts of money; it stands before the number."""
NOTHING_COUNTED = ("share", "0-1", "ratio")
"""How units begin that name what a number is, and are no noun to be counted."""


class _Missing(gettext.NullTranslations):
    """Gettext answers with the key where a message is missing; a key is nothing to show to a reader."""

    def gettext(self, message: str) -> str:
        raise KeyError(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        raise KeyError(msgid1)


@cache
def translations(language: str) -> gettext.NullTranslations:
    """The compiled messages of a language."""
    catalogue = gettext.translation(DOMAIN, LOCALES, [language])
    catalogue.add_fallback(_Missing())
    return catalogue


class _Filling(string.Formatter):
    """Fills in the ``{names}`` of a message; ``{schools:school}`` is a count with its noun, ``count_school``."""

    def format_field(self, value: Any, format_spec: str) -> str:
        return ntr(f"count_{format_spec}", value) if format_spec else format(value)


def tr(key: str, /, **values: object) -> str:
    """A message in the current language, with ``{names}`` filled in.

    A ``{name:noun}`` takes a number, or one as :func:`~kkgsim.i18n.formats.decimal` writes it, and becomes the number
    with its noun in the form that the number asks for: 1 school, 2 schools. An unknown key raises ``KeyError``.
    """
    return _Filling().vformat(translations(current_language()).gettext(key), (), values)


def ntr(key: str, n: float | str, /) -> str:
    """A message in the form that the number ``n`` asks for; ``{n}`` in it is that number as people write it.

    ``n`` may be written already. An unknown key raises ``KeyError``.
    """
    written = _written(n)
    return translations(current_language()).ngettext(key, key, _count(written)).format(n=written)


def _written(n: float | str) -> str:
    from kkgsim.i18n.formats import amount

    return n if isinstance(n, str) else amount(n)


def _count(written: str) -> int:
    """What gettext chooses a form by. Only one is singular in English: 1 school, 0 schools, 1.5 schools."""
    return 1 if written == "1" else 2


def message(key: str, /, **values: object) -> Text:
    """A message in both languages, for what is kept and shown later; values may be a :class:`Text`."""
    return Text.of(lambda: tr(key, **values))


def refusal(word: str, /, **values: object) -> Text:
    """What a refusal says, in both languages: the message ``refusal_<word>``; a value may be a :class:`Text`."""
    return message(f"refusal_{word}", **values)


def unit(declared: str, n: float | str = "", /) -> Text:
    """A unit as levers and numbers declare it, in both languages; one without a translation stays as it is.

    It has the form that the number ``n`` before it asks for, which may be written already: 1 month, 2 months, 1.0
    months. Without a number it is the one of many, as behind a range or in brackets.
    """
    count = _count(_written(n))
    return Text(*(translations(language).npgettext(UNIT, declared, declared, count) for language in LANGUAGES))


def with_unit(n: float | str, declared: str, /) -> Text:
    """A number, which may be written already, with its unit: 1 month, 2 months, Rp 500 per km, 0.3 (share of BOS)."""
    words = unit(declared, n)
    if declared.startswith(RUPIAH):
        return Text.of(lambda: f"{RUPIAH}{_written(n)} {str(words).removeprefix(RUPIAH)}")
    return Text.of(
        lambda: f"{_written(n)} ({words})" if declared.startswith(NOTHING_COUNTED) else f"{_written(n)} {words}"
    )
