"""``kkgsim interactions``: play levers in pairs, keep and print which need each other."""

from __future__ import annotations

from typing import Any

from kkgsim.analysis.interactions.api import request
from kkgsim.cli.output import Output, print_result


def run_interactions(place: str, output: Output, *, workers: int, **options: Any) -> None:
    """Play all pairs; the options are those of :func:`kkgsim.analysis.interactions.api.request`.

    Raises ``InputError`` before anything is run, ``OutputError`` when the answer cannot be written.
    """
    output.check()
    question = request(place, workers=workers, **options)
    with output.interruptible():
        with output.playing(question.runs) as progress:
            result = question.run(workers=workers, progress=progress)
        output.keep_result(result)
        print_result(result.render())
