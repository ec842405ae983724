"""What the tables of a TOML file may hold, declared key by key, and the one reader that walks what is declared.

Every mistake is collected, with its line, and reading goes on.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from kkgsim.config.issues import printable, shown
from kkgsim.config.numbers import NO_UNIT, Range, fault_of
from kkgsim.config.table import Table, Vocabulary
from kkgsim.i18n import LANGUAGES, Text
from kkgsim.i18n.escaping import unsafe

IN_BOTH = '{ en = "...", id = "..." }'

Values = ChainMap[str, Any]
"""What is read so far of a table, by English key; behind it what is read of the tables around it."""
Reader = Callable[[Table, Any, Values], Any]
"""Reads what stands under a key (or at a rank of a list); None for a mistake, which it notes."""
T = TypeVar("T")


@dataclass(frozen=True)
class Shape(Generic[T]):
    """What a table may hold: a reader for each key, in the order of reading, and what is made of the values.

    ``words`` are Indonesian words of keys; ``more`` says what else may stand there, given what is read. Nothing is made
    where a value that ``make`` ``needs`` (None: all of them) is wrong. ``top`` and ``before`` are those of
    :meth:`Table.only`.
    """

    keys: Mapping[str, Reader]
    words: Mapping[str, str]
    make: Callable[[Table, Values], T]
    needs: tuple[str, ...] | None = None
    more: Callable[[Table, Values], Further] | None = None
    top: Callable[[], Vocabulary] | None = None

    @property
    def vocabulary(self) -> Vocabulary:
        """Its keys in both languages."""
        return Vocabulary.of(self.keys, self.words)

    def read(self, table: Table, around: Values) -> T | None:
        """What a table stands for; None where it is not made."""
        values, keys = around.new_child(), dict(self.keys)
        table, known = table.translated(self.vocabulary), partial(Table.only, top=self.top and self.top())
        if self.more is None:
            known(table, keys)
        _walk(table, self.keys, values)
        if self.more is not None:
            further, words, before = self.more(table, values)
            table, keys = table.translated(Vocabulary.of(further, words)), keys | dict(further)
            known(table, keys, before=before)
            _walk(table, further, values)
        if any(values[name] is None for name in (keys if self.needs is None else self.needs)):
            return None
        return self.make(table, values)


Further = tuple[Mapping[str, Reader], Mapping[str, str], str]
"""Keys that follow from others, their Indonesian words, and what people wrongly put before them."""


def _walk(table: Table, keys: Mapping[str, Reader], values: Values) -> None:
    """Put what stands under ``keys`` into ``values``."""
    for name, reader in keys.items():
        values[name] = reader(table, name, values)


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


def inner(shape: Shape[Any], example: str) -> Reader:
    """A table that must be there, of a shape."""

    def read(table: Table, name: Any, values: Values) -> Any:
        within = table.table(name, example)
        return None if within is None else shape.read(within, values)

    return read


def several(shape: Shape[Any]) -> Reader:
    """The tables under ``[[name]]``, of a shape; while one is read ``name`` leads to those before it (None: a wrong
    one)."""

    def read(table: Table, name: Any, values: Values) -> Any:
        values[name] = made = []
        for within in table.tables(name):
            made.append(None if within is None else shape.read(within, values))
        return tuple(thing for thing in made if thing is not None)

    return read


def listed(reader: Reader, example: str, twice: str = "") -> Reader:
    """A list, the sound items of it, of which there must be some; ``twice`` is what is said of a second item that is
    like another, if anything."""

    def read(table: Table, name: Any, values: Values) -> Any:
        items, made = table.items(name, example), []
        for rank in items.data if items else ():
            assert items is not None
            item = reader(items, rank, values)
            if twice and item is not None and item in made:
                table.issues.add(twice, items.at(rank), given=shown(items.data[rank]))
            elif item is not None:
                made.append(item)
        return tuple(made) or None

    return read
