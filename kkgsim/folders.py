"""A folder that is whole or not there: written beside its place, then put into it.

Only what is wholly ours is ever replaced. What that is, a :class:`Kind` of folder knows.
What is written beside says in its name which process it belongs to, so that what a killed one left can be cleared away.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from kkgsim.errors import COMMAND_LINE, InputProblems, OutputProblem, Problem, reason
from kkgsim.locale import refusal
from kkgsim.processes import is_dead, mark

PARTIAL, OLD, TRY = "partial", "old", "try"
"""What is written beside a folder: its next content, its last one while they change places, nothing at all."""
OURS = re.compile(rf"\.(?P<target>.+)-(?P<what>{PARTIAL}|{OLD}|{TRY})-(?P<mark>[0-9]+-[0-9]+-[0-9a-f]+-[0-9a-f]+)-\w+")
INSIDE = "it"


@dataclass(frozen=True)
class Kind:
    """A kind of folder that kkgsim writes, and how refusals speak of it.

    ``foreign`` names what in a folder is not ours; None where the folder is not of this kind at all.
    """

    key: str
    foreign: Callable[[Path], list[str] | None]
    other: str
    """The refusal of a folder in use that is not of this kind."""
    again: str
    """The refusal of an earlier one that nobody allowed us to replace."""


def refuse_existing(folder: Path, overwrite: bool, kind: Kind) -> None:
    """Refuse a folder that cannot be made or is in use; only an earlier one of its kind, with nothing of anybody
    else's in it, may be replaced. Raises ``InputProblems`` or ``OutputProblem``."""
    if folder.resolve() == Path.cwd():
        raise _refused("out_here", folder, kind)
    if folder.is_symlink():
        raise _refused("out_is_link", folder, kind)
    if not os.path.lexists(folder):
        try:
            can_be_made(folder)
        except OSError as error:
            raise OutputProblem(refusal("nothing_kept", folder=folder, reason=reason(error))) from error
        return
    if not folder.is_dir():
        raise _refused("out_is_file", folder, kind)
    if not any(folder.iterdir()):
        return
    foreign = kind.foreign(folder)
    if foreign is None:
        raise _refused(kind.other, folder, kind)
    if not overwrite:
        raise _refused(kind.again, folder, kind)
    if foreign:
        raise _refused("out_foreign", folder, kind, names=", ".join(foreign))


def _refused(word: str, folder: Path, kind: Kind, **values: str) -> InputProblems:
    return InputProblems([Problem(COMMAND_LINE, refusal(word, **values), key=kind.key, given=str(folder))])


@contextmanager
def whole(folder: Path, kind: Kind, overwrite: bool = False) -> Iterator[Path]:
    """A folder to write into that appears under its name only when all of it is written.

    Raises :class:`OutputProblem` when the disk is full or the folder cannot be written, ``InputProblems`` when
    somebody else has put something there meanwhile; nothing is left behind, and what a killed process left is cleared.
    """
    partial: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        clear_left(folder.parent)
        partial = hidden_beside(folder)
        yield partial
        partial.chmod(0o755)
        refuse_existing(folder, overwrite, kind)
        swap(partial, folder)
    except OSError as error:
        raise OutputProblem(refusal("nothing_kept", folder=folder, reason=reason(error))) from error
    finally:
        if partial is not None:
            shutil.rmtree(partial, ignore_errors=True)


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
