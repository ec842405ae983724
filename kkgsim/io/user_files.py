"""Read files that users name: regular files only, up to a largest size.

Reading a pipe may block and a device never ends, so both are refused before a byte is read.
"""

from __future__ import annotations

import codecs
import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from kkgsim.errors import Issue, KKGError, nearest, reason
from kkgsim.i18n import Text, refusal


class Unreadable(KKGError):
    """A file that cannot be read. ``word`` and ``details`` are those of its refusal, ``allowed`` says what may be."""

    def __init__(self, word: str, *, given: str = "", allowed: str | Text = "", near: str = "", **details: object):
        self.word, self.details, self.given, self.allowed, self.near = word, details, given, allowed, near
        super().__init__(refusal(word, **details))

    def problem(self, where: Path | str) -> Issue:
        """The same as an issue with the file ``where``."""
        return Issue(str(where), self.what, given=self.given, allowed=self.allowed, nearest=self.near)


def size(most: int) -> Text:
    """How large a file may be, in words."""
    return refusal("megabytes", most=most // 2**20) if most >= 2**20 else refusal("size", most=most // 2**10)


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """A plain file opened to read its bytes. Raises :class:`Unreadable` for anything else, without waiting for it."""
    try:
        _refuse_odd(path.stat().st_mode)
        flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
        with open(os.open(path, flags), "rb") as file:
            _refuse_odd(os.fstat(file.fileno()).st_mode)  # it may have been replaced between the two looks
            yield file
    except FileNotFoundError as error:
        raise Unreadable("no_file", given=f'"{path.name}"', near=_neighbour(path)) from error
    except (OSError, ValueError) as error:  # a name that no system can have is a ValueError
        raise Unreadable("unreadable", reason=reason(error)) from error


def read(path: Path, most: int) -> bytes:
    """The bytes of a plain file. Raises :class:`Unreadable` for one that is larger than ``most``, or none."""
    with opened(path) as file:
        length = os.fstat(file.fileno()).st_size
        data = file.read(most + 1) if length <= most else b""
    if length > most or len(data) > most:
        raise Unreadable("too_big", allowed=size(most))
    return data


def read_text(path: Path, most: int) -> str:
    """The text of a plain file (:func:`decoded`). Raises :class:`Unreadable`."""
    try:
        return decoded(read(path, most))
    except UnicodeDecodeError as error:
        raise Unreadable("not_utf8") from error


def decoded(data: bytes) -> str:
    """The text of a file in UTF-8 or, where its first bytes say so, UTF-16, as editors on Windows save it.

    Raises ``UnicodeDecodeError``, also for UTF-16 that does not say so: its every second byte is nothing.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    if 0 <= (odd := data.find(b"\0")) < 2:
        raise UnicodeDecodeError("utf-8", data, odd, odd + 1, "UTF-16 without its mark")
    return data.decode("utf-8-sig")


def read_json(path: Path, most: int) -> Any:
    """What a JSON file says. Raises :class:`Unreadable`."""
    try:
        return json.loads(read_text(path, most))
    except (ValueError, RecursionError) as error:  # a number of thousands of digits is a bare ValueError
        raise Unreadable("no_json") from error


def _refuse_odd(mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise Unreadable("folder")
    if not stat.S_ISREG(mode):
        raise Unreadable("no_plain_file")


def _neighbour(path: Path) -> str:
    """The file of the same kind beside ``path`` whose name is most like it."""
    try:
        names = [file.name for file in sorted(path.parent.glob(f"*{path.suffix}")) if file.is_file()]
    except (OSError, ValueError, NotImplementedError):
        return ""
    return nearest(path.name, names)
