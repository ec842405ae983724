"""Print plain text, and keep standard streams usable: the only module that writes text to them.

Control characters and bidirectional marks are escaped. Tables go through :mod:`kkgsim.io.console`.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Any, TextIO

import click

from kkgsim.i18n.escaping import escaped


def tell(text: str, *, err: bool = False) -> None:
    """Print a text on standard output, or with ``err`` on standard error, whose failure is ignored."""
    if not err:
        click.echo(escaped(text))
        return
    try:
        click.echo(escaped(text), err=True)
    except (OSError, ValueError):
        silence(sys.stderr)


class Lenient:
    """A stream that discards text once it cannot be written."""

    def __init__(self, stream: TextIO):
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write a text; return the number of characters written, 0 on failure."""
        try:
            return self._stream.write(text)
        except (OSError, ValueError):
            silence(self._stream)
            return 0

    def flush(self) -> None:
        """Flush, ignoring failure."""
        try:
            self._stream.flush()
        except (OSError, ValueError):
            silence(self._stream)


def silence(stream: TextIO) -> None:
    """Redirect a broken stream to the null device, so that the exit of the process is quiet, too."""
    with suppress(OSError, ValueError):
        null = os.open(os.devnull, os.O_RDWR)
        os.dup2(null, stream.fileno())
        os.close(null)


def open_streams() -> None:
    """Replace standard streams that the caller closed by the null device.

    Otherwise the next file opened would get the descriptor of one of them, and be overwritten by what is printed.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is not None:
            continue
        try:
            os.fstat(number)
        except OSError:
            null = os.open(os.devnull, os.O_RDWR)
            if null != number:
                os.dup2(null, number)
                os.close(null)
            os.set_inheritable(number, True)
        setattr(sys, name, open(os.devnull, "w" if number else "r", encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a narrow Windows code page must not cost an answer
