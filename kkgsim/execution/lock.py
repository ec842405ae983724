"""One writer a folder: an exclusive lock that names its owner, and is taken over from a dead process.

A lock of the operating system (as of the package filelock) would not do: on network disks it may hold nothing, and it
cannot tell which process of which machine owns it, nor that the folder was removed and made again meanwhile.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kkgsim.errors import KKGError, OutputError, reason
from kkgsim.i18n import refusal
from kkgsim.io.processes import is_dead, lives, mark, me
from kkgsim.io.user_files import Unreadable, read_json

NAME = "lock.json"
MOST_BYTES = 2**16
"""No lock is larger than this."""
DRAFT = f".{NAME}."
"""How the names begin of what is written on the way to a lock; then comes the process."""


class Locked(KKGError):
    """Another process writes into the folder."""


def is_stale_draft(name: str) -> bool:
    """Whether a file name is that of a draft lock whose process is dead."""
    return name.startswith(DRAFT) and is_dead(name.removeprefix(DRAFT).partition(".")[0])


class FolderLock:
    """An exclusive lock on a folder, held by this process."""

    def __init__(self, folder: Path, ours: dict[str, Any]):
        self._folder, self._ours = folder, ours

    def check(self) -> None:
        """Check that the lock is still ours. Raises :class:`OutputError` where it was removed or replaced."""
        if _owner(self._folder / NAME) != self._ours:
            raise folder_gone(self._folder)


def folder_gone(folder: Path) -> OutputError:
    """The error for a folder that was removed while we wrote into it."""
    return OutputError(refusal("sweep_gone", folder=folder))


def disk_problem(folder: Path, error: OSError) -> OutputError:
    """Why nothing can be written into a folder: it is gone, or the disk refuses."""
    if not folder.is_dir():
        return folder_gone(folder)
    return OutputError(refusal("sweep_disk", folder=folder, reason=reason(error)))


def not_ours(folder: Path, name: str, error: Unreadable) -> OutputError:
    """The error for a file that cannot be one of ours: too large, or no plain file."""
    return OutputError(refusal("sweep_file", folder=folder, name=name, what=error.what, allowed=error.allowed))


@contextmanager
def lock(folder: Path) -> Iterator[FolderLock]:
    """Acquire an exclusive lock on a folder, released at the end of the block.

    Raises :class:`Locked` where another process has it, or may have it on a machine that cannot be asked,
    :class:`OutputError` for a file in its place that no kkgsim wrote.
    """
    path = folder / NAME
    ours = me()
    while not _create(path, ours):
        owner = _owner(path)
        if owner is None:
            continue  # released between two looks
        if lives(owner):
            raise Locked(refusal("locked", folder=folder, pid=owner.get("pid", "?"), host=owner.get("host", "?")))
        _remove_stale(path, owner)
    try:
        yield FolderLock(folder, ours)
    finally:
        if _owner(path) == ours:
            path.unlink(missing_ok=True)


def _create(path: Path, ours: dict[str, Any]) -> bool:
    """Create the lock file atomically; False where there is one already."""
    draft = path.with_name(f"{DRAFT}{mark()}.partial")
    draft.write_text(json.dumps(ours), encoding="utf-8")
    try:
        os.link(draft, path)
    except FileExistsError:
        return False
    except OSError:  # a disk without links: make it empty first, for whoever makes it is the one
        return _create_without_link(path, ours)
    finally:
        draft.unlink(missing_ok=True)
    return True


def _create_without_link(path: Path, ours: dict[str, Any]) -> bool:
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(json.dumps(ours))
    except FileExistsError:
        return False
    return True


def _owner(path: Path) -> dict[str, Any] | None:
    """The owner of a lock: None where there is no lock, empty where it is torn."""
    try:
        content = read_json(path, MOST_BYTES)
    except Unreadable as error:
        cause = error.__cause__
        if isinstance(cause, FileNotFoundError | NotADirectoryError):
            return None
        if isinstance(cause, OSError):
            raise cause from None
        if cause is None:
            raise not_ours(path.parent, NAME, error) from error
        return {}
    return content if isinstance(content, dict) else {}


def _remove_stale(path: Path, dead: dict[str, Any]) -> None:
    """Remove the lock of a dead process, unless another process was first."""
    aside = path.with_name(f"{DRAFT}{mark()}.stale.partial")
    try:
        path.rename(aside)
    except FileNotFoundError:
        return
    if _owner(aside) != dead:  # another one took it over between our look and our hand: give it back
        aside.rename(path)
    aside.unlink(missing_ok=True)
