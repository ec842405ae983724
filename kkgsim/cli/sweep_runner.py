"""``kkgsim sweep`` and ``kkgsim verify`` as people meet them."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import click

from kkgsim.design.read_study import read_study
from kkgsim.engine import cache
from kkgsim.errors import COMMAND_LINE, InputError, Issue
from kkgsim.execution.dry_run import estimated_bytes, is_large, render_estimate, render_large
from kkgsim.execution.folder import refuse_foreign
from kkgsim.execution.manifest import MANIFEST
from kkgsim.execution.progress import Progress
from kkgsim.execution.sweep import RunCount, SweepOptions, prepare, sweep
from kkgsim.execution.verify import verify
from kkgsim.execution.verify_report import render_verify_report
from kkgsim.i18n import decimal, percent, refusal, tr
from kkgsim.i18n.escaping import escaped
from kkgsim.io.printing import tell

SOME_FAILED, TOO_FEW, UNFINISHED, INTERRUPTED = 3, 4, 5, 130
"""How the process ends where not all is well."""


def run_sweep(
    path: Path, *, workers: int, dask: str, dask_wait: float | None, out: Path | None, chunk: int | None,
    limit: float | None, memory: int, dry_run: bool, yes: bool, fail_fast: bool, min_ok: float, command: str,
) -> None:  # fmt: skip
    """Play a study from the command line; ends the process with 0 when every run is sound.

    With 3 when some failed, with 4 when fewer than ``min_ok`` are sound, with 130 when interrupted.
    """
    study = read_study(path)
    folder = out or Path(f"{study.name}-results")
    if not dry_run:
        refuse_foreign(folder)
    if not dask and not cache.compiled_before():
        tell(tr("compiling"), err=True)
    asked = prepare(study)
    if dry_run:
        tell(render_estimate(asked, workers, chunk))
        return
    if not (folder / MANIFEST).exists():
        refuse_foreign(folder, estimated_bytes(asked))
    if not yes and not (folder / MANIFEST).exists() and is_large(asked, workers):
        _ask(render_large(asked, workers))
    progress = Progress(sys.stderr)
    try:
        options = SweepOptions(workers, chunk, limit, memory * 2**20, fail_fast, dask, dask_wait, command)
        count = sweep(asked, folder, options, progress=progress)
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # pressed once more it must not spoil the farewell
        progress.close()
        tell(tr("sweep_resume", folder=folder), err=True)
        sys.exit(INTERRUPTED)
    if count.stopped:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    progress.close()
    tell(_told(count, folder))
    sys.exit(_code(count, min_ok))


def _ask(told: str) -> None:
    """Ask whoever sits at the terminal before a large sweep begins; where nobody does, refuse it."""
    if not _at_a_terminal():
        raise InputError([Issue(COMMAND_LINE, refusal("sweep_unasked"), given=told, allowed="--yes")])
    if not click.confirm(f"{escaped(told)} {tr('sweep_sure')}", err=True):
        sys.exit(INTERRUPTED)


def _at_a_terminal() -> bool:
    return sys.stdin.isatty()


def _code(count: RunCount, min_ok: float) -> int:
    """How the process ends."""
    if count.done and count.ok_share < min_ok:
        return TOO_FEW
    if count.failed or count.killed:
        return SOME_FAILED
    return INTERRUPTED if count.done < count.total else 0


def _told(count: RunCount, folder: Path) -> str:
    """What a sweep came to."""
    numbers = {name: decimal(getattr(count, name), 0) for name in ("done", "total", "failed", "killed")}
    lines = [tr("sweep_end", folder=folder, **numbers)]
    if count.failed or count.killed:
        lines.append(tr("sweep_bad", share=percent(count.ok_share, 1), folder=folder))
    if count.done < count.total:
        lines.append(tr("sweep_resume", folder=folder))
    return "\n".join([*lines, tr("not_calibrated")])


def run_verify(folder: Path, *, run: int | None) -> None:
    """Verify a sweep from the command line; ends the process with 0 when all of it is there and agrees, with 5 when it
    is sound as far as it is done, with 3 when something is missing or other than it was."""
    found = verify(folder, run=run)
    tell(render_verify_report(found, replayed=run is not None))
    if not found.agrees:
        sys.exit(SOME_FAILED)
    if not found.complete:
        sys.exit(UNFINISHED)
