"""One writer for a folder: a lock that says who holds it, and is taken over from the dead."""

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

NAME = "lock.json"
DRAFT = f".{NAME}."
"""How the names begin of what is written on the way to a lock; then comes the process."""


class Locked(KKGError):
    """Another process writes into the folder."""


def left_behind(name: str) -> bool:
    """Whether a file name is that of a draft whose process is dead."""
    return name.startswith(DRAFT) and is_dead(name.removeprefix(DRAFT).partition(".")[0])


class Held:
    """Our hold on a folder."""

    def __init__(self, folder: Path, mine: dict[str, Any]):
        self._folder, self._mine = folder, mine

    def check(self) -> None:
        """See that the folder is still ours. Raises :class:`OutputError` where it was removed or replaced."""
        if _holder(self._folder / NAME) != self._mine:
            raise gone(self._folder)


def gone(folder: Path) -> OutputError:
    """The refusal of a folder that was taken away while we wrote into it."""
    return OutputError(refusal("sweep_gone", folder=folder))


def disk_problem(folder: Path, error: OSError) -> OutputError:
    """Why nothing can be written into a folder: it is gone, or the disk refuses."""
    if not folder.is_dir():
        return gone(folder)
    return OutputError(refusal("sweep_disk", folder=folder, reason=reason(error)))


@contextmanager
def lock(folder: Path) -> Iterator[Held]:
    """Hold a folder. Raises :class:`Locked` where somebody else does, or seems to on a machine we cannot ask."""
    path = folder / NAME
    mine = me()
    while not _made(path, mine):
        holder = _holder(path)
        if holder is None:
            continue  # released between two looks
        if lives(holder):
            raise Locked(refusal("locked", folder=folder, pid=holder.get("pid", "?"), host=holder.get("host", "?")))
        _take(path, holder)
    try:
        yield Held(folder, mine)
    finally:
        if _holder(path) == mine:
            path.unlink(missing_ok=True)


def _made(path: Path, mine: dict[str, Any]) -> bool:
    """Make the lock, all of it at once, unless there is one."""
    draft = path.with_name(f"{DRAFT}{mark()}.partial")
    draft.write_text(json.dumps(mine), encoding="utf-8")
    try:
        os.link(draft, path)
    except FileExistsError:
        return False
    except OSError:  # a disk without links: make it empty first, for whoever makes it is the one
        return _made_plainly(path, mine)
    finally:
        draft.unlink(missing_ok=True)
    return True


def _made_plainly(path: Path, mine: dict[str, Any]) -> bool:
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(json.dumps(mine))
    except FileExistsError:
        return False
    return True


def _holder(path: Path) -> dict[str, Any] | None:
    """Who holds the lock; nobody where there is none; an unknown one where it cannot be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _take(path: Path, dead: dict[str, Any]) -> None:
    """Put the lock of a dead process aside, unless another process has done so first."""
    aside = path.with_name(f"{DRAFT}{mark()}.stale.partial")
    try:
        path.rename(aside)
    except FileNotFoundError:
        return
    if _holder(aside) != dead:  # another one took it over between our look and our hand: give it back
        aside.rename(path)
    aside.unlink(missing_ok=True)
