"""``kkgsim sweep`` and ``kkgsim verify`` as people meet them."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import click

from kkgsim.engine import cache
from kkgsim.errors import COMMAND_LINE, InputProblems, Problem
from kkgsim.escaping import escaped
from kkgsim.locale import decimal, percent, refusal, say
from kkgsim.printing import tell
from kkgsim.sweep.folder import refuse_foreign
from kkgsim.sweep.foretelling import foretold, is_large, large_told, size
from kkgsim.sweep.manifest import MANIFEST
from kkgsim.sweep.progress import Progress
from kkgsim.sweep.study_file import read_study
from kkgsim.sweep.sweeping import Count, ready, sweep
from kkgsim.sweep.verified_told import verified_told
from kkgsim.sweep.verifying import verify

SOME_FAILED, TOO_FEW, UNFINISHED, INTERRUPTED = 3, 4, 5, 130
"""How the process ends where not all is well."""


def conduct(
    path: Path, *, workers: int, dask: str, dask_wait: float | None, out: Path | None, chunk: int | None,
    limit: float | None, memory: int, dry_run: bool, yes: bool, fail_fast: bool, min_ok: float, lang: str, command: str,
) -> None:  # fmt: skip
    """Play a study from the command line; ends the process with 0 when every run is sound.

    With 3 when some failed, with 4 when fewer than ``min_ok`` are sound, with 130 when interrupted.
    """
    study = read_study(path, lang)
    folder = out or Path(f"{study.name}-results")
    if not dry_run:
        refuse_foreign(folder)
    if not dask and not cache.compiled_before():
        tell(say("compiling", lang), err=True)
    asked = ready(study)
    if dry_run:
        tell(foretold(asked, workers, chunk, lang))
        return
    if not (folder / MANIFEST).exists():
        refuse_foreign(folder, size(asked))
    if not yes and not (folder / MANIFEST).exists() and is_large(asked, workers):
        _ask(large_told(asked, workers, lang), lang)
    progress = Progress(sys.stderr, lang)
    try:
        count = sweep(
            asked, folder, workers=workers, chunk=chunk, limit=limit, memory=memory * 2**20, fail_fast=fail_fast,
            dask=dask, dask_wait=dask_wait, command=command, told=progress,
        )  # fmt: skip
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # pressed once more it must not spoil the farewell
        progress.close()
        tell(say("sweep_resume", lang, folder=folder), err=True)
        sys.exit(INTERRUPTED)
    if count.stopped:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    progress.close()
    tell(_told(count, folder, lang))
    sys.exit(_code(count, min_ok))


def _ask(told: str, lang: str) -> None:
    """Ask whoever sits at the terminal before a large sweep begins; where nobody does, refuse it."""
    if not _at_a_terminal():
        raise InputProblems([Problem(COMMAND_LINE, refusal("sweep_unasked"), given=told, allowed="--yes")])
    if not click.confirm(f"{escaped(told)} {say('sweep_sure', lang)}", err=True):
        sys.exit(INTERRUPTED)


def _at_a_terminal() -> bool:
    return sys.stdin.isatty()


def _code(count: Count, min_ok: float) -> int:
    """How the process ends."""
    if count.done and count.ok_share < min_ok:
        return TOO_FEW
    if count.failed or count.killed:
        return SOME_FAILED
    return INTERRUPTED if count.done < count.total else 0


def _told(count: Count, folder: Path, lang: str) -> str:
    """What a sweep came to."""
    numbers = {name: decimal(getattr(count, name), lang, 0) for name in ("done", "total", "failed", "killed")}
    lines = [say("sweep_end", lang, folder=folder, **numbers)]
    if count.failed or count.killed:
        lines.append(say("sweep_bad", lang, share=percent(count.ok_share, lang, 1), folder=folder))
    if count.done < count.total:
        lines.append(say("sweep_resume", lang, folder=folder))
    return "\n".join([*lines, say("not_calibrated", lang)])


def verified(folder: Path, *, run: int | None, lang: str) -> None:
    """Verify a sweep from the command line; ends the process with 0 when all of it is there and agrees, with 5 when it
    is sound as far as it is done, with 3 when something is missing or other than it was."""
    found = verify(folder, run=run)
    tell(verified_told(found, replayed=run is not None, lang=lang))
    if not found.agrees:
        sys.exit(SOME_FAILED)
    if not found.complete:
        sys.exit(UNFINISHED)
