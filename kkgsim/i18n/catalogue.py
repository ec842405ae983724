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
    from kkgsim.i18n.formats import amount

    written = n if isinstance(n, str) else amount(n)
    # Only one is singular in English: 1 school, 0 schools, 1.5 schools.
    return translations(current_language()).ngettext(key, key, 1 if written == "1" else 2).format(n=written)


def message(key: str, /, **values: object) -> Text:
    """A message in both languages, for what is kept and shown later; values may be a :class:`Text`."""
    return Text.of(lambda: tr(key, **values))


def refusal(word: str, /, **values: object) -> Text:
    """What a refusal says, in both languages: the message ``refusal_<word>``; a value may be a :class:`Text`."""
    return message(f"refusal_{word}", **values)


def unit(declared: str) -> Text:
    """A unit as levers and numbers declare it, in both languages; one without a translation stays as it is."""
    return Text(*(translations(language).pgettext(UNIT, declared) for language in LANGUAGES))
