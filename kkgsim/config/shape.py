"""What the tables of a TOML file may hold, declared key by key, and the one walk over what is declared.

Every mistake is collected, with its line, and reading goes on. What reads a single value is in :mod:`readers`.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Generic, TypeVar

from kkgsim.config.issues import IssueCollector, shown
from kkgsim.config.scan import KeyPath, Position
from kkgsim.config.vocabulary import Vocabulary
from kkgsim.i18n import Text


@dataclass(frozen=True)
class Table:
    """A table under checking: its values by English keys and the path that leads to it in the file.

    ``words`` are the Indonesian words that :meth:`translated` takes for keys, ``written`` those that it met.
    """

    data: Mapping[Any, Any]
    path: KeyPath
    issues: IssueCollector
    words: Mapping[str, str] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)

    def at(self, name: str | int) -> KeyPath:
        """Where the value of a key stands; one that is missing in the language of the file."""
        words = self.words if self.issues.indonesian and name not in self.data else self.written
        return (*self.path, words.get(str(name), name))

    def translated(self, keys: Vocabulary) -> Table:
        """The table by English keys; notes every key that is given in both languages and keeps its English value."""
        data: dict[str, Any] = {}
        written = dict(self.written)
        for word, value in self.data.items():
            name = keys.canonical(word) or word
            if name != word and name in self.data:
                self._twice((*self.path, name), (*self.path, word))
                continue
            data[name] = value
            if name != word:
                written[name], self.issues.indonesian = word, True
        return replace(self, data=data, words={**self.words, **keys.indonesian}, written=written)

    def _twice(self, *paths: KeyPath) -> None:
        """Note a key that is given in both languages, where it is given again."""
        positions = {path: self.issues.lines.position(path) or Position(0, 0) for path in paths}
        first, again = sorted(paths, key=lambda path: (positions[path].line, positions[path].column))
        self.issues.add("both_languages", again, other=first[-1], line=positions[first].line)

    def table(self, name: str, example: str) -> Table | None:
        """A table inside this one; None when it is missing or something else."""
        if name not in self.data:
            self.missing(name, example)
            return None
        return self._inner(self.data[name], self.at(name), example)

    def tables(self, name: str) -> list[Table | None]:
        """The tables under ``[[name]]`` headings, None for what is none; empty when there are no such headings."""
        values, path = self.data.get(name, []), self.at(name)
        heading = "[[" + ".".join(part for part in path if isinstance(part, str)) + "]]"
        if not isinstance(values, list):
            self.issues.add("no_tables", path, given=shown(values), allowed=heading)
            return []
        return [self._inner(value, (*path, rank), heading) for rank, value in enumerate(values)]

    def items(self, name: str, example: str) -> Table | None:
        """A list as a table whose keys are ranks from 0; None where it is missing, empty or no list."""
        if name not in self.data:
            self.missing(name, example)
            return None
        values = self.data[name]
        if not isinstance(values, list) or not values:
            self.issues.add("no_list", self.at(name), given=shown(values), allowed=example)
            return None
        return Table(dict(enumerate(values)), self.at(name), self.issues)

    def _inner(self, value: object, path: KeyPath, example: str) -> Table | None:
        if isinstance(value, dict):
            return Table(value, path, self.issues)
        self.issues.add("no_table", path, given=shown(value), example=example)
        return None

    def missing(self, name: str, allowed: str | Text = "") -> None:
        """Note that a key must be given."""
        position = self.issues.lines.position(self.path)
        self.issues.add("missing", self.at(name), position=position, allowed=allowed)

    def only(self, names: Iterable[str], *, top: Vocabulary | None = None, before: str = "") -> None:
        """Note every key that is not one of ``names``; those of ``top`` belong at the top of the file. ``before`` is
        what people wrongly put before a name."""
        known = Vocabulary.of(names, self.words)
        for name in self.data:
            if name in known.names:
                continue
            short = name.removeprefix(before)
            if top is not None and top.canonical(name):
                self.issues.add("misplaced", self.at(name))
                continue
            spoken = list(known.spoken(self.issues.indonesian))
            meant = (short,) if short in known.names else spoken
            self.issues.add("unknown_key", self.at(name), allowed=", ".join(spoken), names=meant)

    def unknown(self, word: str, path: KeyPath, given: object, names: Vocabulary, allowed: str | Text = "") -> None:
        """Note a name that is none of ``names``, all of which are listed where ``allowed`` does not stand for them."""
        spoken = names.spoken(self.issues.indonesian)
        self.issues.add(word, path, given=shown(given), allowed=allowed or ", ".join(spoken), names=spoken)


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
