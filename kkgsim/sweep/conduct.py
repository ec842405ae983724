"""``kkgsim sweep`` and ``kkgsim verify`` as people meet them."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kkgsim import engine
from kkgsim.locale import decimal, percent, say
from kkgsim.sweep.player import kept_columns
from kkgsim.sweep.progress import Progress, span
from kkgsim.sweep.study_file import read_study
from kkgsim.sweep.sweeping import Count, Ready, ready, sweep
from kkgsim.sweep.verifying import verify

SOME_FAILED, TOO_FEW, INTERRUPTED = 3, 4, 130
"""How the process ends where not all is well."""
BYTES = 8.0
"""Bytes a value takes in Parquet; results hardly get smaller."""


def conduct(
    path: Path, *, workers: int, dask: str, out: Path | None, chunk: int | None, limit: float | None, memory: int,
    dry_run: bool, fail_fast: bool, min_ok: float, lang: str, command: str,
) -> None:  # fmt: skip
    """Play a study from the command line; ends the process with 0 when every run is sound.

    With 3 when some failed, with 4 when fewer than ``min_ok`` are sound, with 130 when interrupted.
    """
    study = read_study(path, lang)
    folder = out or Path(f"{study.name}-results")
    if not dask and not engine.compiled_before():
        click.echo(say("compiling", lang), err=True)
    asked = ready(study)
    if dry_run:
        click.echo(_foretold(asked, workers, chunk, lang))
        return
    progress = Progress(sys.stderr, lang)
    try:
        count = sweep(
            asked, folder, workers=workers, chunk=chunk, limit=limit, memory=memory * 2**20, fail_fast=fail_fast,
            dask=dask, command=command, told=progress,
        )  # fmt: skip
    except KeyboardInterrupt:
        progress.close()
        click.echo(say("sweep_resume", lang, folder=folder), err=True)
        sys.exit(INTERRUPTED)
    progress.close()
    click.echo(_told(count, folder, lang))
    sys.exit(_code(count, min_ok))


def _code(count: Count, min_ok: float) -> int:
    """How the process ends."""
    if count.done and count.ok_share < min_ok:
        return TOO_FEW
    if count.failed or count.killed:
        return SOME_FAILED
    return INTERRUPTED if count.done < count.total else 0


def _told(count: Count, folder: Path, lang: str) -> str:
    """What a sweep came to."""
    numbers = {name: decimal(float(getattr(count, name)), lang, 0) for name in ("done", "total", "failed", "killed")}
    lines = [say("sweep_end", lang, folder=folder, **numbers)]
    if count.failed or count.killed:
        lines.append(say("sweep_bad", lang, share=percent(count.ok_share, lang, 1), folder=folder))
    if count.done < count.total:
        lines.append(say("sweep_resume", lang, folder=folder))
    return "\n".join(lines)


def _foretold(asked: Ready, workers: int, chunk: int | None, lang: str) -> str:
    """What a sweep would take: runs, time from a small calibration, disk."""
    each = asked.seconds()
    size = asked.runs * BYTES * (len(kept_columns(asked.study)) + 2)
    return say(
        "sweep_dry", lang, points=decimal(float(len(asked.points)), lang, 0), replicates=asked.study.replicates,
        runs=decimal(float(asked.runs), lang, 0), chunk=decimal(float(chunk or asked.chunk()), lang, 0),
        time=span(each * asked.runs / workers, lang), workers=workers, each=decimal(1000.0 * each, lang, 2),
        disk=decimal(max(size / 1e6, 0.1), lang, 1),
    )  # fmt: skip


def verified(folder: Path, *, run: int | None, lang: str) -> None:
    """Verify a sweep from the command line; ends the process with 3 when something is wrong."""
    found = verify(folder, run=run)
    click.echo(say("verify_done", lang, chunks=found.chunks, runs=found.runs, killed=found.killed))
    for name in found.bad_chunks:
        click.echo(say("verify_chunk", lang, name=name))
    for each in found.bad_runs:
        click.echo(say("verify_run", lang, run=each))
    if not found.sound:
        sys.exit(SOME_FAILED)
    click.echo(say("verify_sound", lang))
