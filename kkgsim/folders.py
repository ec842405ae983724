"""Folders to write into: whether one will do, and one that is whole or not there, put into its place at once."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from kkgsim.characters import unsafe
from kkgsim.errors import COMMAND_LINE, InputProblems, OutputProblem, Problem, reason
from kkgsim.locale import refusal

ENDINGS = (
    ".csv", ".html", ".json", ".md", ".parquet", ".pdf", ".png", ".svg", ".toml", ".txt", ".xls", ".xlsx", ".zip",
)  # fmt: skip
"""Endings of files: whoever writes one after --out does not expect a folder."""


def refused(word: str, folder: Path, **values: object) -> InputProblems:
    """The refusal of a folder named with --out."""
    return InputProblems([Problem(COMMAND_LINE, refusal(word, **values), key="--out", given=str(folder))])


def refuse_unfit(folder: Path, room: float) -> None:
    """Refuse, before anything is played, a folder that cannot be written into; it may be there, or a link to it may.

    ``room`` are the bytes that will be written. Raises ``InputProblems`` for what is no folder to begin with,
    ``OutputProblem`` where the disk does not let us.
    """
    real = Path(os.path.realpath(folder))
    for name in (folder, real):
        if odd := unsafe(str(name), a_line=True):
            raise refused("out_name", folder, character=odd)
    if real == Path.cwd() or real in Path.cwd().parents:
        raise refused("out_here", folder)
    if folder.is_symlink() and not folder.is_dir():
        raise refused("out_link", folder)
    if os.path.lexists(folder) and not folder.is_dir():
        raise refused("out_is_file", folder)
    if not folder.exists() and folder.suffix.lower() in ENDINGS:
        raise refused("out_ending", folder, ending=folder.suffix)
    try:
        _try(real)
        _demand_room(real, room)
    except OSError as error:
        raise OutputProblem(refusal("nothing_kept", folder=folder, reason=reason(error))) from error


def _try(folder: Path) -> None:
    """Try whether a folder can be made, or put into the place of the one there, and written into; leaves nothing.

    Raises ``OSError`` where it cannot.
    """
    made = [parent for parent in (folder.parent, *folder.parent.parents) if not parent.exists()]
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        Path(tempfile.mkdtemp(prefix=f".{folder.name}-partial-", dir=folder.parent)).rmdir()
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
        raise OutputProblem(refusal("no_room", folder=folder, **amounts))


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
