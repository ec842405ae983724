"""``kkgsim run``, ``compare`` and ``standards``: play the scenarios, keep and print the answer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kkgsim.analysis.comparison.api import request
from kkgsim.analysis.comparison.result import Form
from kkgsim.cli.output import Output, print_result


def run_compare(
    scenarios: Sequence[Path], output: Output, *, form: Form = "full", everything: bool = False, workers: int,
    **options: Any,
) -> None:  # fmt: skip
    """Answer a question from the command line; the options are those of
    :func:`kkgsim.analysis.comparison.api.request`, the answer is printed in one of its forms.

    Raises ``InputError`` before anything is run, ``OutputError`` when the answer cannot be written.
    """
    output.check()
    question = request(scenarios, workers=workers, **options)
    with output.interruptible():
        with output.playing(question.runs) as progress:
            comparison = question.run(workers=workers, progress=progress)
        output.keep_result(comparison)
        print_result(comparison.render(form, everything=everything))
