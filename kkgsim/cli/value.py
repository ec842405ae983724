"""``kkgsim value``: play the options in many futures, keep and print what knowing more is worth."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kkgsim.analysis.value_of_information.api import request
from kkgsim.cli.output import Output, print_result


def run_value(paths: Sequence[Path], output: Output, *, workers: int, **options: Any) -> None:
    """Value information from the command line; options are those of
    :func:`kkgsim.analysis.value_of_information.api.request`.

    Raises ``InputError`` before anything is run, ``OutputError`` when the answer cannot be written.
    """
    output.check()
    question = request(paths, workers=workers, **options)
    with output.interruptible():
        with output.playing(question.runs) as progress:
            result = question.run(workers=workers, progress=progress)
        output.keep_result(result)
        print_result(result.render())
