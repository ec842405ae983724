"""``kkgsim robust``: play the packages over the same futures, keep and print the answer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kkgsim.analysis.robustness.api import request
from kkgsim.cli.output import Output, print_result


def run_robust(scenarios: Sequence[Path], output: Output, *, workers: int, **options: Any) -> None:
    """Judge packages from the command line; the options are those of :func:`kkgsim.analysis.robustness.api.request`.

    Raises ``InputError`` before anything is run, ``OutputError`` when the answer cannot be written.
    """
    output.check()
    question = request(scenarios, workers=workers, **options)
    with output.interruptible():
        with output.playing(question.runs) as progress:
            result = question.run(workers=workers, progress=progress)
        output.keep_result(result)
        print_result(result.render())
