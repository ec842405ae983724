"""The names that a file may use, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


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
