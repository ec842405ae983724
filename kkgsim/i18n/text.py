"""Words in both languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kkgsim.i18n.language import LANGUAGES, current_language, use_language


@dataclass(frozen=True)
class Text:
    """The same words in English and Indonesian; ``str`` of it and f-strings give those of the current language."""

    en: str
    id: str

    def __str__(self) -> str:
        return self.id if current_language() == "id" else self.en

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    @classmethod
    def of(cls, words: Callable[[], str]) -> Text:
        """The text that ``words`` gives in each language, for what is kept and shown later."""
        versions = []
        for language in LANGUAGES:
            with use_language(language):
                versions.append(words())
        return cls(*versions)
