"""Which language is spoken now.

The language is a context variable: the command line, a notebook or a page of the screen sets it once with
:func:`use_language`, and all words and numbers follow. A new thread begins with the default; kkgsim puts nothing into
words outside the thread that asked, except where that thread sets the language itself.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

LANGUAGES = ("en", "id")
VARIABLE = "KKGSIM_LANG"
"""The environment variable that sets the default."""
_current: ContextVar[str | None] = ContextVar("kkgsim_language", default=None)


def current_language() -> str:
    """The language set by :func:`use_language`, else that of ``KKGSIM_LANG``, else English.

    Raises ``ValueError`` once for an unknown ``KKGSIM_LANG``; the command line refuses it before.
    """
    language = _current.get()
    if language is None:
        language = os.environ.get(VARIABLE) or "en"
        if language not in LANGUAGES:
            _current.set("en")
            raise _unknown(language, VARIABLE)
    return language


@contextmanager
def use_language(language: str) -> Iterator[None]:
    """Speak a language for a while. Raises ``ValueError`` for one that is not in :data:`LANGUAGES`.

    >>> import kkgsim
    >>> with kkgsim.use_language("id"):
    ...     print(kkgsim.OUTCOMES["practice_mean"].label)
    Praktik mengajar
    """
    if language not in LANGUAGES:
        raise _unknown(language, "language")
    token = _current.set(language)
    try:
        yield
    finally:
        _current.reset(token)


def _unknown(language: str, key: str) -> ValueError:
    return ValueError(f"{key}: there is no language {language!r}; the languages are {', '.join(LANGUAGES)}")
