"""A folder that is whole or not there: written beside its place, then put into it.

What is written beside says in its name which process it belongs to, so that what a killed one left can be cleared away.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from kkgsim.processes import is_dead, mark

PARTIAL, OLD, TRY = "partial", "old", "try"
"""What is written beside a folder: its next content, its last one while they change places, nothing at all."""
OURS = re.compile(rf"\.(?P<target>.+)-(?P<what>{PARTIAL}|{OLD}|{TRY})-(?P<mark>[0-9]+-[0-9]+-[0-9a-f]+-[0-9a-f]+)-\w+")
INSIDE = "it"


def hidden_beside(target: Path, what: str = PARTIAL) -> Path:
    """A new hidden folder beside a target that is this process's own. Raises ``OSError`` as the disk does."""
    return Path(tempfile.mkdtemp(prefix=f".{target.name}-{what}-{mark()}-", dir=target.parent))


def is_ours(name: str) -> bool:
    """Whether a file name is one of those that :func:`hidden_beside` makes."""
    return OURS.fullmatch(name) is not None


def clear_left(parent: Path) -> None:
    """Clear away what processes that are dead now left beside their targets; a target that one of them had moved aside
    and not put back is put back. What belongs to a living process, to another machine or to somebody else stays."""
    for path in parent.iterdir():
        found = OURS.fullmatch(path.name)
        if found is None or path.is_symlink() or not is_dead(found["mark"]):
            continue
        target = parent / found["target"]
        if found["what"] == OLD and not target.exists():
            with suppress(OSError):
                (path / INSIDE).rename(target)
        shutil.rmtree(path, ignore_errors=True)


def swap(fresh: Path, target: Path) -> None:
    """Put ``fresh`` in the place of ``target``; whatever goes wrong, the old one is put back.

    Both must be on one disk. Raises ``OSError`` as the disk does.
    """
    if not target.exists():
        fresh.rename(target)
        return
    aside = hidden_beside(target, OLD)
    old = aside / INSIDE
    try:
        target.rename(old)
        fresh.rename(target)
    except BaseException:
        if old.exists() and not target.exists():
            old.rename(target)
        raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def can_be_made(folder: Path) -> None:
    """Try whether a folder can be made here; leaves nothing. Raises ``OSError`` where it cannot."""
    made = [parent for parent in (folder.parent, *folder.parent.parents) if not parent.exists()]
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        hidden_beside(folder, TRY).rmdir()
    finally:
        for parent in made:
            parent.rmdir()
