"""``kkgsim run``, ``compare`` and ``standards``: play the scenarios, keep and print the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kkgsim.analysis.comparison.result import Comparison, Form
from kkgsim.cli.output import Output, print_result


def run_compare(
    play: Callable[..., Comparison], scenarios: Any, output: Output, *, form: Form = "full", everything: bool = False,
    **options: Any,
) -> None:  # fmt: skip
    """Answer a question from the command line; ``play`` and its options are of :mod:`kkgsim.analysis.comparison.api`.

    Raises ``InputError`` before anything is run, ``OutputError`` when the answer cannot be written.
    """
    output.check()
    with output.interruptible():
        comparison = play(scenarios, **options, progress=output.playing)
        output.keep_result(comparison)
        print_result(comparison.render(form, everything=everything))
