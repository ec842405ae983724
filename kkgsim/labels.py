"""Words in both languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Label:
    """The same words in Indonesian and English."""

    en: str
    id: str

    def __getitem__(self, lang: str) -> str:
        return self.id if lang == "id" else self.en


def in_language(words: str | Label, lang: str) -> str:
    """A label's words in a language; a plain text, which all languages share, as it is."""
    return words if isinstance(words, str) else words[lang]
