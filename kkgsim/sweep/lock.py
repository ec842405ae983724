"""One writer for a folder: a lock that says who holds it, and is taken over from the dead."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kkgsim.errors import KKGError
from kkgsim.locale import refusal

NAME = "lock.json"


class Locked(KKGError):
    """Another process writes into the folder."""


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Hold a folder. Raises :class:`Locked` where somebody else does, or seems to on a machine we cannot ask."""
    path = folder / NAME
    mine = _me()
    while not _made(path, mine):
        holder = _holder(path)
        if holder is None:
            continue  # released between two looks
        if _lives(holder):
            raise Locked(refusal("locked", folder=folder, pid=holder.get("pid", "?"), host=holder.get("host", "?")))
        _take(path, holder)
    try:
        yield
    finally:
        if _holder(path) == mine:
            path.unlink(missing_ok=True)


def _me() -> dict[str, Any]:
    return {"pid": os.getpid(), "boot": _boot(), "host": platform.node(), "since": _since(os.getpid())}


def _made(path: Path, mine: dict[str, Any]) -> bool:
    """Make the lock, all of it at once, unless there is one."""
    draft = path.with_name(f".{NAME}.{os.getpid()}.partial")
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
    except FileNotFoundError:
        return None
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _take(path: Path, dead: dict[str, Any]) -> None:
    """Put the lock of a dead process aside, unless another process has done so first."""
    aside = path.with_name(f".{NAME}.{os.getpid()}.stale.partial")
    try:
        path.rename(aside)
    except FileNotFoundError:
        return
    if _holder(aside) != dead:  # another one took it over between our look and our hand: give it back
        aside.rename(path)
    aside.unlink(missing_ok=True)


def _lives(holder: dict[str, Any]) -> bool:
    """Whether the holder is at work. On another machine it may be; after a restart of this one it cannot."""
    if holder.get("host") != platform.node():
        return bool(holder)
    if holder.get("boot") != _boot():
        return False
    try:
        os.kill(int(holder["pid"]), 0)
    except PermissionError:
        return True
    except (OSError, KeyError, ValueError, TypeError):
        return False
    return bool(holder.get("since") == _since(int(holder["pid"])))


def _boot() -> str:
    """What this machine calls its present run, "" where it does not tell."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""


def _since(pid: int) -> str:
    """When a process began, so that a number given anew is not taken for the old one; "" where nobody tells."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        return "" if fields[0] == "Z" else fields[19]
    except (OSError, IndexError):
        return ""
