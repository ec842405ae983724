"""The catalogues as tests read them: from the .po files, which people edit."""

from __future__ import annotations

from functools import cache

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from kkgsim.i18n.catalogue import DOMAIN, LOCALES


@cache
def catalogue(language: str) -> Catalog:
    """A language's catalogue."""
    with (LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def messages(language: str, context: str | None = None) -> dict[str, str]:
    """The words of every message by its key; of a message with several forms all of them, one a line."""
    said: dict[str, str] = {}
    for each in catalogue(language):
        key = each.id[0] if isinstance(each.id, tuple) else each.id
        if key and each.context == context:
            said[key] = each.string if isinstance(each.string, str) else "\n".join(each.string)
    return said
