"""The one place where plain text leaves for a terminal or a file, and the streams that it leaves by.

What would move the cursor or turn the writing round is written out. Tables go through :mod:`kkgsim.io.console`.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Any, TextIO

import click

from kkgsim.i18n.escaping import escaped


def tell(text: str, *, err: bool = False) -> None:
    """Print a text on standard output, or with ``err`` on standard error, which may fail: it carries no answer."""
    if not err:
        click.echo(escaped(text))
        return
    try:
        click.echo(escaped(text), err=True)
    except (OSError, ValueError):
        silence(sys.stderr)


class Lenient:
    """A stream that falls silent where it cannot be written to any more."""

    def __init__(self, stream: TextIO):
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write a text, or nothing."""
        try:
            return self._stream.write(text)
        except (OSError, ValueError):
            silence(self._stream)
            return 0

    def flush(self) -> None:
        """Hand over what was written, or forget it."""
        try:
            self._stream.flush()
        except (OSError, ValueError):
            silence(self._stream)


def silence(stream: TextIO) -> None:
    """Let a stream that cannot be written to swallow all that comes, so that the end of the process is quiet, too."""
    with suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, stream.fileno())
        os.close(nothing)


def open_streams() -> None:
    """Put something harmless where the caller closed a standard stream.

    Otherwise the next file opened would take its number, and be written over by whoever prints.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is not None:
            continue
        try:
            os.fstat(number)
        except OSError:
            nothing = os.open(os.devnull, os.O_RDWR)
            if nothing != number:
                os.dup2(nothing, number)
                os.close(nothing)
            os.set_inheritable(number, True)
        setattr(sys, name, open(os.devnull, "w" if number else "r", encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a narrow Windows code page must not cost an answer
