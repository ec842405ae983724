"""A TOML file from its bytes to what its shape makes of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from kkgsim.config.issues import IssueCollector, shown
from kkgsim.config.recover import load_toml
from kkgsim.config.scan import Position
from kkgsim.config.schema import Shape, Values
from kkgsim.config.table import Table
from kkgsim.i18n.escaping import unsafe
from kkgsim.io import user_files

T = TypeVar("T")
LARGEST = 256 * 1024
"""Bytes of a file."""


def read_file(shape: Shape[T], path: Path, **around: Any) -> T:
    """What a file says whose top has that ``shape``; readers find ``around``, its ``name`` and its ``text`` in their
    values. The name must be able to head a table or a picture.

    Raises ``InputError`` with all mistakes.
    """
    issues = IssueCollector(str(path))
    data = b""
    try:
        data = user_files.read(path, LARGEST)
    except user_files.Unreadable as error:
        issues.entries.append(error.problem(path))
    issues.stop()
    if not path.stem[:1].isalnum() or unsafe(path.stem, a_line=True):
        issues.add("file_name", given=shown(path.stem))
    text = ""
    try:
        text = user_files.decoded(data)
    except UnicodeDecodeError as error:
        line, begin = data.count(b"\n", 0, error.start) + 1, data.rfind(b"\n", 0, error.start) + 1
        issues.add("not_utf8", position=Position(line, error.start - begin + 1), given=f"0x{data[error.start]:02x}")
    issues.stop()
    return read_text(shape, text, str(path), **around)


def read_text(shape: Shape[T], text: str, where: str, **around: Any) -> T:
    """The same of a text that came from ``where``, whose stem names it."""
    issues = IssueCollector(where)
    text = text.removeprefix("\ufeff")
    try:
        if len(text.encode()) > LARGEST:
            issues.add("too_big", allowed=user_files.size(LARGEST))
    except UnicodeEncodeError:
        issues.add("not_utf8")
    issues.stop()
    data, made = load_toml(text, issues), None
    if data is not None:
        made = shape.read(Table(data, (), issues), Values({"name": Path(where).stem, "text": text, **around}))
    issues.stop()
    assert made is not None
    return made
