"""A folder that is whole or not there: written beside its place, then put into it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path


def swap(fresh: Path, target: Path) -> None:
    """Put ``fresh`` in the place of ``target``; whatever goes wrong, the old one is put back.

    Both must be on one disk. Raises ``OSError`` as the disk does.
    """
    if not target.exists():
        fresh.rename(target)
        return
    aside = Path(tempfile.mkdtemp(prefix=f".{target.name}-old-", dir=target.parent))
    old = aside / "it"
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
        Path(tempfile.mkdtemp(prefix=f".{folder.name}-try-", dir=folder.parent)).rmdir()
    finally:
        for parent in made:
            parent.rmdir()
