"""Write files and folders atomically: beside their place first, then into it by one renaming.

Only folders that hold nothing but our own files are replaced; a :class:`FolderKind` says which those are. The name of
a hidden folder holds the process that it belongs to, so that the remains of a killed process can be removed.
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
"""Largest size of the tables and pictures of a result, in bytes."""
ENDINGS = (
    ".csv", ".html", ".json", ".md", ".parquet", ".pdf", ".png", ".svg", ".toml", ".txt", ".xls", ".xlsx", ".zip",
)  # fmt: skip
"""File extensions: whoever writes one after --out does not expect a folder."""
PARTIAL, OLD, TRY = "partial", "old", "try"
"""Kinds of hidden folders: the new content, the old content while the two are swapped, an empty one for a trial."""
OURS = re.compile(rf"\.(?P<target>.+)-(?P<what>{PARTIAL}|{OLD}|{TRY})-(?P<mark>[0-9]+-[0-9]+-[0-9a-f]+-[0-9a-f]+)-\w+")
INSIDE = "it"
PREVIOUS = "-previous"
"""What the name of a folder ends with in which the one is kept that was overwritten."""
TEMPORARY = ".partial"
"""The ending of a file on its way into its place."""


@dataclass(frozen=True)
class FolderKind:
    """A kind of folder that kkgsim writes, and how refusals name it.

    ``key`` is the option that names the folder; ``foreign`` lists the files in a folder that are not ours, and gives
    None for a folder that is not of this kind.
    """

    key: str
    foreign: Callable[[Path], list[str] | None]
    other: str
    """The refusal of a folder in use that is not of this kind."""
    again: str
    """The refusal of an earlier one that nobody allowed us to replace."""


def refuse_existing(folder: Path, overwrite: bool, kind: FolderKind) -> None:
    """Refuse a folder that cannot be created or is in use; only an earlier one of its kind, with no foreign files in
    it, may be overwritten. Raises ``InputError`` or ``OutputError``."""
    refuse_unfit(folder, ROOM, kind.key)
    refuse_in_use(folder, overwrite, kind)


def refuse_in_use(folder: Path, overwrite: bool, kind: FolderKind) -> None:
    """Refuse a folder with content that we may not replace. Raises ``InputError``."""
    if not folder.exists() or not any(folder.iterdir()):
        return
    foreign = kind.foreign(folder)
    if foreign is None:
        raise refused(kind.other, folder, kind.key)
    if not overwrite:
        raise refused(kind.again, folder, kind.key)
    if foreign:
        raise refused("out_foreign", folder, kind.key, names=", ".join(foreign))
    before = previous(folder)
    if os.path.lexists(before) and (before.is_symlink() or not before.is_dir() or kind.foreign(before) != []):
        raise refused("out_previous", before, kind.key)


def refused(word: str, folder: Path, key: str = OUT, **values: object) -> InputError:
    """The refusal of a folder or file named with the option ``key``."""
    return InputError([Issue(COMMAND_LINE, refusal(word, **values), key=key, given=str(folder))])


def refuse_file(file: Path, overwrite: bool, key: str) -> None:
    """Refuse, before anything is worked out, a file whose place is taken: by a folder, or by a file that nobody allowed
    us to replace. Raises ``InputError``."""
    if file.is_dir():
        raise refused("page_is_folder", file, key)
    if file.exists() and not overwrite:
        raise refused("page_there", file, key)


def refuse_unfit(folder: Path, room: float, key: str = OUT) -> None:
    """Refuse, before anything is simulated, a folder that cannot be written; it may exist, also as a link.

    ``room`` is the number of bytes that will be written. Raises ``InputError`` for a path that is no folder,
    ``OutputError`` where the disk refuses.
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
    """Test that a folder can be created, replaced and written; leaves nothing behind. Raises ``OSError``."""
    new_parents = [parent for parent in (folder.parent, *folder.parent.parents) if not parent.exists()]
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        hidden_beside(folder, TRY).rmdir()
        if folder.is_dir():
            Path(tempfile.mkdtemp(dir=folder)).rmdir()
    finally:
        for parent in new_parents:
            with suppress(OSError):
                parent.rmdir()


def _demand_room(folder: Path, room: float) -> None:
    """Refuse a disk with less free space than needed. Raises ``OutputError``."""
    existing = next(parent for parent in (folder, *folder.parents) if parent.exists())
    free = shutil.disk_usage(existing).free
    if free < room:
        amounts = {"free": f"{free / 1e6:.0f}", "needed": f"{room / 1e6:.0f}"}
        raise OutputError(refusal("no_room", folder=folder, **amounts))


@contextmanager
def atomic_folder(folder: Path, kind: FolderKind, overwrite: bool = False) -> Iterator[Path]:
    """A folder to write into that appears under its name only when all of it is written.

    Raises :class:`OutputError` when the disk is full or the folder cannot be written, ``InputError`` when the target
    has come into use meanwhile; nothing is left behind, and remains of killed processes are removed.
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
    """Create a hidden folder beside a target, named after this process. Raises ``OSError``."""
    return Path(tempfile.mkdtemp(prefix=f".{target.name}-{what}-{mark()}-", dir=target.parent))


def is_ours(name: str) -> bool:
    """Whether a file name is one of those that :func:`hidden_beside` makes."""
    return OURS.fullmatch(name) is not None


def clear_left(parent: Path) -> None:
    """Remove hidden folders of processes that no longer run; a target that such a process had moved aside is restored.

    Folders of running processes, of other machines and of anybody else stay.
    """
    for path in parent.iterdir():
        parts = OURS.fullmatch(path.name)
        if parts is None or path.is_symlink() or not is_dead(parts["mark"]):
            continue
        target = parent / parts["target"]
        if parts["what"] == OLD and not target.exists():
            with suppress(OSError):
                (path / INSIDE).rename(target)
        shutil.rmtree(path, ignore_errors=True)


def previous(folder: Path) -> Path:
    """Where the folder that stood under a name before is kept, once: the next one to be replaced takes its place."""
    real = Path(os.path.realpath(folder))
    return real.with_name(real.name + PREVIOUS)


def replace_folder(fresh: Path, target: Path) -> None:
    """Replace ``target`` by ``fresh`` and keep it under :func:`previous`; on any failure the old one is restored.

    All must be on one file system. Raises ``OSError``.
    """
    if not target.exists():
        fresh.rename(target)
        return
    aside = hidden_beside(target, OLD)
    old = aside / INSIDE
    try:
        target.rename(old)
        fresh.rename(target)
        if any(old.iterdir()):
            before = previous(target)
            if before.exists():
                before.rename(aside / "before")
            old.rename(before)
    except BaseException:
        if old.exists() and not target.exists():
            old.rename(target)
        raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)
