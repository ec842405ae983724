"""A table of a TOML file and the names that it may use: every mistake is collected, with its line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kkgsim.config.issues import IssueCollector, shown
from kkgsim.config.scan import KeyPath, Position
from kkgsim.i18n import Text


@dataclass(frozen=True)
class Vocabulary:
    """The names that a file may use, each with what it leads to (a lever, a label), and their Indonesian words.

    ``indonesian`` maps names to words; a name without a word has only itself.
    """

    names: Mapping[str, object]
    indonesian: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, names: Iterable[str], indonesian: Mapping[str, str]) -> Vocabulary:
        """The vocabulary of names that lead to nothing; ``indonesian`` may hold words of other names, too."""
        names = tuple(names)
        return cls(dict.fromkeys(names), {name: indonesian[name] for name in names if name in indonesian})

    def canonical(self, given: object) -> str | None:
        """The English name of what was given in either language; None where there is none."""
        if not isinstance(given, str):
            return None
        return given if given in self.names else self._english.get(given)

    @property
    def _english(self) -> dict[str, str]:
        return {word: name for name, word in self.indonesian.items()}

    def spoken(self, indonesian: bool) -> dict[str, object]:
        """The names in one of the languages, each with what it leads to; a name without a word stands in both."""
        return {self.indonesian.get(name, name) if indonesian else name: thing for name, thing in self.names.items()}


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
