"""Columns that somebody names: ``--column pupils=jml_sis``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from kkgsim.errors import COMMAND_LINE, InputError, Issue, nearest
from kkgsim.i18n import refusal
from kkgsim.places.importer import headers, names
from kkgsim.places.importer.headers import SYNONYMS, Columns, field_of
from kkgsim.places.importer.table import Table

OPTION = "--column"


def read_pairs(pairs: Iterable[str]) -> dict[str, str]:
    """``FIELD=HEADER`` as a mapping; a field may be called by any of its names, in both languages.

    Raises ``InputError`` for a pair without "=" and a field that is none.
    """
    read: dict[str, str] = {}
    issues = []
    for pair in pairs:
        name, equals, header = pair.partition("=")
        field = name.strip() if name.strip() in SYNONYMS else (field_of(name) or ("",))[0]
        if not equals or not header.strip():
            issues.append(Issue(COMMAND_LINE, refusal("column_pair"), key=OPTION, given=pair))
        elif not field:
            words = [word for known in SYNONYMS.values() for word in known.split()]
            issues.append(Issue(COMMAND_LINE, refusal("column_field"), key=OPTION, given=name.strip(),
                                allowed=", ".join(SYNONYMS), nearest=nearest(name.strip(), words)))  # fmt: skip
        else:
            read[field] = header.strip()
    if issues:
        raise InputError(issues)
    return read


def matched(file: Path, tables: Sequence[Table], given: Mapping[str, str]) -> list[Columns]:
    """The columns of each table. Raises ``InputError`` for a given header that no table has."""
    titles = list(dict.fromkeys(title for table in tables for title in table.headers if title))
    known = {names.key(title) for title in titles}
    issues = [
        Issue(str(file), refusal("column_header"), key=OPTION, given=f"{field}={header}",
              allowed=", ".join(titles[:30]), nearest=nearest(header, titles))
        for field, header in given.items()
        if names.key(header) not in known
    ]  # fmt: skip
    if issues:
        raise InputError(issues)
    return [headers.match(table.headers, [row for _, row in table.rows], given) for table in tables]
