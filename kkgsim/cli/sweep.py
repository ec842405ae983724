"""``kkgsim sweep``: many runs over ranges of levers and numbers."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

import click

from kkgsim.cli.amounts import Seconds, Share
from kkgsim.cli.commands import declare
from kkgsim.cli.options import DRY_RUN, FILE, NUMBERS, command_line, lang, option
from kkgsim.design.read_study import read_study
from kkgsim.engine import cache
from kkgsim.errors import COMMAND_LINE, InputError, Issue
from kkgsim.execution.dry_run import estimated_bytes, is_large, render_estimate, render_large
from kkgsim.execution.folder import refuse_foreign
from kkgsim.execution.manifest import MANIFEST
from kkgsim.execution.progress import Progress
from kkgsim.execution.sweep import RunCount, SweepOptions, prepare, sweep
from kkgsim.i18n import Text, refusal, tr
from kkgsim.i18n.escaping import escaped
from kkgsim.io.printing import tell

SOME_FAILED, TOO_FEW, INTERRUPTED = 3, 4, 130
"""How the process ends where not all is well."""


@declare("sweep")
@click.argument("study", type=FILE)
@option(
    "--workers",
    type=click.IntRange(1, 1024),
    default=lambda: os.cpu_count() or 1,
    about=Text("Processes; any number gives the same bytes.", "Jumlah proses; hasilnya tetap sama."),
)
@option(
    "--dask",
    default="",
    metavar="ADDRESS",
    about=Text(
        "Run on a Dask cluster: tcp://HOST:PORT, or local.", "Jalankan di klaster Dask: tcp://HOST:PORT, atau local."
    ),
)
@option(
    "--dask-wait",
    type=click.FloatRange(1.0),
    about=Text("Seconds to wait while there is no Dask worker.", "Batas menunggu pekerja Dask (detik)."),
)
@option("--out", type=FILE, about=Text("Folder for the results.", "Folder untuk hasil."))
@option("--chunk", type=click.IntRange(1, 1_000_000), about=Text("Runs per file.", "Jumlah simulasi per berkas."))
@option(
    "--limit",
    type=Seconds(),
    about=Text("Longest time for the runs of one file, in seconds.", "Batas waktu per berkas (detik)."),
)
@option(
    "--memory",
    type=click.IntRange(0),
    default=0,
    about=Text("Memory limit per process in MB; 0: no limit.", "Batas memori per proses (MB); 0: tanpa batas."),
)
@NUMBERS
@DRY_RUN
@option(
    "--yes",
    is_flag=True,
    about=Text("Start a large sweep without asking.", "Mulai rangkaian simulasi besar tanpa bertanya."),
)
@option("--fail-fast", is_flag=True, about=Text("Stop at the first failed run.", "Berhenti pada kegagalan pertama."))
@option(
    "--min-ok",
    type=Share(),
    default=0.0,
    about=Text(
        "Exit with 4 when a smaller share of the runs succeeds.",
        "Berakhir dengan 4 bila bagian simulasi yang berhasil lebih kecil.",
    ),
)
@lang()
def command(study: Path, **settings: Any) -> None:
    """Run or resume a sweep."""
    run_sweep(study, command=command_line(), **settings)


def run_sweep(
    path: Path, *, workers: int, dask: str, dask_wait: float | None, out: Path | None, chunk: int | None,
    limit: float | None, memory: int, dry_run: bool, yes: bool, fail_fast: bool, min_ok: float, command: str,
    numbers: str | None = None,
) -> None:  # fmt: skip
    """Run a study from the command line; ends the process with 0 when every run succeeded.

    With 3 when some failed, with 4 when a smaller share than ``min_ok`` succeeded, with 130 when interrupted.
    """
    from kkgsim.analysis.numbers_args import with_numbers
    from kkgsim.analysis.sweep.report import report

    study = with_numbers(read_study(path), numbers)
    folder = out or Path(f"{study.name}-results")
    if not dry_run:
        refuse_foreign(folder)
    if not dask and not cache.compiled_before():
        tell(tr("compiling"), err=True)
    prepared = prepare(study)
    if dry_run:
        tell(render_estimate(prepared, workers, chunk))
        return
    if not (folder / MANIFEST).exists():
        refuse_foreign(folder, estimated_bytes(prepared))
    if not yes and not (folder / MANIFEST).exists() and is_large(prepared, workers):
        _confirm(render_large(prepared, workers))
    progress = Progress(sys.stderr)
    try:
        options = SweepOptions(workers, chunk, limit, memory * 2**20, fail_fast, dask, dask_wait, command)
        count = sweep(prepared, folder, options, progress=progress)
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C must not cut off the last message
        progress.close()
        tell(tr("sweep_resume", folder=folder), err=True)
        sys.exit(INTERRUPTED)
    if count.stopped:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    progress.close()
    tell(report(count, folder))
    sys.exit(_code(count, min_ok))


def _confirm(estimate: str) -> None:
    """Ask for confirmation of a large sweep; without a terminal to ask at, refuse it."""
    if not _at_a_terminal():
        raise InputError([Issue(COMMAND_LINE, refusal("sweep_unasked"), given=estimate, allowed="--yes")])
    if not click.confirm(f"{escaped(estimate)} {tr('sweep_sure')}", err=True):
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
