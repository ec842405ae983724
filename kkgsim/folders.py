"""A folder that is whole or not there: written beside its place, then put into it.

Only what is wholly ours is ever replaced. What that is, a :class:`Kind` of folder knows.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kkgsim.errors import COMMAND_LINE, InputProblems, OutputProblem, Problem, reason
from kkgsim.locale import refusal


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
    somebody else has put something there meanwhile; nothing is left behind.
    """
    partial: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix=f".{folder.name}-partial-", dir=folder.parent))
        yield partial
        partial.chmod(0o755)
        refuse_existing(folder, overwrite, kind)
        swap(partial, folder)
    except OSError as error:
        raise OutputProblem(refusal("nothing_kept", folder=folder, reason=reason(error))) from error
    finally:
        if partial is not None:
            shutil.rmtree(partial, ignore_errors=True)


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
