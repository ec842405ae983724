"""The current language.

The language is a context variable: the command line or a notebook sets it once with :func:`use_language`, and all words
and numbers follow::

    with use_language("id"):
        print(tr("million"))  # juta

Outside such a block it is that of the environment variable ``KKGSIM_LANG`` (``en`` or ``id``), else English; the option
``--lang`` of the command line goes before both. A new thread begins with the default; kkgsim formats words only in the
thread that asked for them, or sets the language in the thread that does.
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
    """Use a language within a ``with`` block. Raises ``ValueError`` for one that is not in :data:`LANGUAGES`.

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
