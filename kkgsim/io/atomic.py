"""Files and folders that are whole or not there: written beside their place, then put into it.

Only what is wholly ours is ever replaced. What that is, a :class:`FolderKind` of folder knows.
What is written beside says in its name which process it belongs to, so that what a killed one left can be cleared away.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from kkgsim.errors import COMMAND_LINE, InputError, Issue, OutputError, reason
from kkgsim.i18n import refusal
from kkgsim.i18n.escaping import unsafe
from kkgsim.io.processes import is_dead, mark

OUT = "--out"
ROOM = 2e7
"""Bytes that tables and pictures of an answer take at most."""
ENDINGS = (
    ".csv", ".html", ".json", ".md", ".parquet", ".pdf", ".png", ".svg", ".toml", ".txt", ".xls", ".xlsx", ".zip",
)  # fmt: skip
"""Endings of files: whoever writes one after --out does not expect a folder."""
PARTIAL, OLD, TRY = "partial", "old", "try"
"""What is written beside a folder: its next content, its last one while they change places, nothing at all."""
OURS = re.compile(rf"\.(?P<target>.+)-(?P<what>{PARTIAL}|{OLD}|{TRY})-(?P<mark>[0-9]+-[0-9]+-[0-9a-f]+-[0-9a-f]+)-\w+")
INSIDE = "it"
TEMPORARY = ".partial"
"""The ending of a file on its way into its place."""


@dataclass(frozen=True)
class FolderKind:
    """A kind of folder that kkgsim writes, and how refusals speak of it.

    ``foreign`` names what in a folder is not ours; None where the folder is not of this kind at all.
    """

    key: str
    foreign: Callable[[Path], list[str] | None]
    other: str
    """The refusal of a folder in use that is not of this kind."""
    again: str
    """The refusal of an earlier one that nobody allowed us to replace."""


def refuse_existing(folder: Path, overwrite: bool, kind: FolderKind) -> None:
    """Refuse a folder that cannot be made or is in use; only an earlier one of its kind, with nothing of anybody
    else's in it, may be replaced. Raises ``InputError`` or ``OutputError``."""
    refuse_unfit(folder, ROOM, kind.key)
    refuse_in_use(folder, overwrite, kind)


def refuse_in_use(folder: Path, overwrite: bool, kind: FolderKind) -> None:
    """Refuse a folder in which something stands that we may not replace."""
    if not folder.exists() or not any(folder.iterdir()):
        return
    foreign = kind.foreign(folder)
    if foreign is None:
        raise refused(kind.other, folder, kind.key)
    if not overwrite:
        raise refused(kind.again, folder, kind.key)
    if foreign:
        raise refused("out_foreign", folder, kind.key, names=", ".join(foreign))


def refused(word: str, folder: Path, key: str = OUT, **values: object) -> InputError:
    """The refusal of a folder named with the option ``key``."""
    return InputError([Issue(COMMAND_LINE, refusal(word, **values), key=key, given=str(folder))])


def refuse_unfit(folder: Path, room: float, key: str = OUT) -> None:
    """Refuse, before anything is played, a folder that cannot be written into; it may be there, or a link to it may.

    ``room`` are the bytes that will be written. Raises ``InputError`` for what is no folder to begin with,
    ``OutputError`` where the disk does not let us.
    """
    real = Path(os.path.realpath(folder))
    for name in (folder, real):
        if odd := unsafe(str(name), a_line=True):
            raise refused("out_name", folder, key, character=odd)
    if real == Path.cwd() or real in Path.cwd().parents:
        raise refused("out_here", folder, key)
    if folder.is_symlink() and not folder.is_dir():
        raise refused("out_link", folder, key)
    if os.path.lexists(folder) and not folder.is_dir():
        raise refused("out_is_file", folder, key)
    if not folder.exists() and folder.suffix.lower() in ENDINGS:
        raise refused("out_ending", folder, key, ending=folder.suffix)
    try:
        _try(real)
        _demand_room(real, room)
    except OSError as error:
        raise OutputError(refusal("nothing_kept", folder=folder, reason=reason(error))) from error


def _try(folder: Path) -> None:
    """Try whether a folder can be made, or put into the place of the one there, and written into; leaves nothing.

    Raises ``OSError`` where it cannot.
    """
    made = [parent for parent in (folder.parent, *folder.parent.parents) if not parent.exists()]
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        hidden_beside(folder, TRY).rmdir()
        if folder.is_dir():
            Path(tempfile.mkdtemp(dir=folder)).rmdir()
    finally:
        for parent in made:
            with suppress(OSError):
                parent.rmdir()


def _demand_room(folder: Path, room: float) -> None:
    """Refuse a disk that is too full for what will be written."""
    there = next(parent for parent in (folder, *folder.parents) if parent.exists())
    free = shutil.disk_usage(there).free
    if free < room:
        amounts = {"free": f"{free / 1e6:.0f}", "needed": f"{room / 1e6:.0f}"}
        raise OutputError(refusal("no_room", folder=folder, **amounts))


@contextmanager
def atomic_folder(folder: Path, kind: FolderKind, overwrite: bool = False) -> Iterator[Path]:
    """A folder to write into that appears under its name only when all of it is written.

    Raises :class:`OutputError` when the disk is full or the folder cannot be written, ``InputError`` when
    somebody else has put something there meanwhile; nothing is left behind, and what a killed process left is cleared.
    """
    partial: Path | None = None
    refuse_existing(folder, overwrite, kind)
    given, folder = folder, Path(os.path.realpath(folder))  # a link stays one, what it leads to is replaced
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        clear_left(folder.parent)
        partial = hidden_beside(folder)
        yield partial
        partial.chmod(0o755)
        refuse_in_use(folder, overwrite, kind)
        replace_folder(partial, folder)
    except OSError as error:
        raise OutputError(refusal("nothing_kept", folder=given, reason=reason(error))) from error
    finally:
        if partial is not None:
            shutil.rmtree(partial, ignore_errors=True)


def write_file(path: Path, data: bytes | str) -> str:
    """Write a file, in UTF-8 if it is text, that is whole or not there and survives a power cut; returns its SHA-256.

    The bytes are written beside ``path``, synced and renamed over it. Raises ``OSError`` as the disk does.
    """
    content = data.encode() if isinstance(data, str) else data
    partial = path.with_name(f".{path.name}.{os.getpid()}{TEMPORARY}")
    try:
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)
    return hashlib.sha256(content).hexdigest()


def _sync_folder(folder: Path) -> None:
    """Sync a renaming to the disk; where folders cannot be opened (Windows) there is nothing to do."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


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


def replace_folder(fresh: Path, target: Path) -> None:
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
