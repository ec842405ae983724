"""A TOML file from its bytes to what its shape makes of it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from kkgsim.config.issues import IssueCollector, shown
from kkgsim.config.recover import mend
from kkgsim.config.scan import DEEPEST, MOST_KEYS, Position, scan
from kkgsim.config.shape import Shape, Table, Values
from kkgsim.i18n import refusal
from kkgsim.i18n.escaping import unsafe
from kkgsim.io import user_files

T = TypeVar("T")
LARGEST = 256 * 1024
"""Bytes of a file."""
TRIES = 20
"""Broken lines that are set aside before reading ends."""


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
    data, made = _tables(text, issues), None
    if data is not None:
        made = shape.read(Table(data, (), issues), Values({"name": Path(where).stem, "text": text, **around}))
    issues.stop()
    assert made is not None
    return made


def _tables(text: str, issues: IssueCollector) -> dict[str, Any] | None:
    """The tables of a TOML text, broken lines mended; None when it cannot be read to its end.

    ``issues`` gets every mistake of form, the lines of all keys, and the lines that were set aside.
    """
    rows, before = text.replace("\r\n", "\n").split("\n"), None
    for _ in range(TRIES):
        if rows == before:
            break
        before, text = list(rows), "\n".join(rows)
        issues.lines = scan(text)
        if issues.lines.excess:
            kind, position = issues.lines.excess
            most = refusal("levels", most=DEEPEST) if kind == "deep" else refusal("count", most=MOST_KEYS)
            issues.add(kind, position=position, allowed=most)
            break
        error = ""
        if not issues.lines.twice:
            try:
                return tomllib.loads(text)
            except RecursionError:
                issues.add("deep", allowed=refusal("levels", most=DEEPEST))
                break
            except ValueError as wrong:
                error = str(wrong)
        mend(rows, error, issues)
    issues.add("unread")
    return None
