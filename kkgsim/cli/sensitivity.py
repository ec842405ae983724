"""``kkgsim sensitivity``: play a study's sample, keep and print what decides its outcomes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from kkgsim.analysis.sensitivity.api import AUTO, SensitivityRequest, request
from kkgsim.cli.output import Output, print_result
from kkgsim.execution.progress import span
from kkgsim.execution.sweep import prepare
from kkgsim.i18n import decimal, tr
from kkgsim.io.printing import tell

__all__ = ["AUTO", "run_sensitivity"]


def run_sensitivity(path: Path, output: Output, *, workers: int, dry_run: bool, **options: Any) -> None:
    """Answer what decides a study's outcomes; options are those of :func:`kkgsim.analysis.sensitivity.api.request`.

    Raises ``InputError`` before anything is run, ``OutputError`` when the answer cannot be written.
    """
    question = request(path, workers=workers, **options)
    output.check()
    if dry_run:
        tell(_estimate(question, workers))
        return
    with output.interruptible():
        with output.playing(question.runs) as progress:
            result = question.run(workers=workers, progress=progress)
        output.keep_result(result)
        print_result(result.render())


def _estimate(question: SensitivityRequest, workers: int) -> str:
    """What it would take: runs, and time from a small calibration."""
    replicates = len(question.settings.replicates)
    seconds = prepare(replace(question.study, drawn=False)).seconds() * question.runs / workers
    return tr(
        "sens_dry", runs=decimal(question.runs, 0), points=decimal(question.runs // replicates, 0),
        replicates=replicates, time=span(seconds), workers=workers,
    )  # fmt: skip
