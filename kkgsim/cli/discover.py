"""``kkgsim discover``: play what is missing, look for where a policy fails, keep and print it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kkgsim.analysis.discovery import ema_adapter
from kkgsim.analysis.discovery.api import request
from kkgsim.cli.output import Output, print_result
from kkgsim.i18n import tr


def run_discover(path: Path, output: Output, *, workers: int, **options: Any) -> None:
    """Discover in a finished sweep or a study file; options are those of
    :func:`kkgsim.analysis.discovery.api.request`.

    Raises ``InputError`` before anything is run, ``OutputError`` when the answer cannot be written.
    """
    output.check()
    question = request(path, workers=workers, **options)
    output.console.print(tr("workbench_opens"))
    ema_adapter.ready()
    with output.interruptible():
        if question.runs:
            with output.playing(question.runs) as progress:
                cases = question.play(workers=workers, progress=progress)
        else:
            cases = question.play()
        with output.console.status(tr("discover_searching")):
            result = question.search(cases)
        output.keep_result(result)
        print_result(result.render())
