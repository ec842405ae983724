"""``kkgsim compare``, and what ``run`` and ``standards`` share with it: simulate, keep and print."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kkgsim.cli.commands import declare
from kkgsim.cli.options import ALL_OUTCOMES, CASE, FILE, SHARES, lang, option, options
from kkgsim.cli.output import Output, print_result, with_output
from kkgsim.i18n import Text

if TYPE_CHECKING:
    from kkgsim.analysis.comparison.result import Form


@declare("compare")
@click.argument("scenarios", nargs=-1, required=True, type=FILE)
@option("--against", type=FILE,
        about=Text("Scenario to compare with, instead of the status quo.",
                   "Skenario pembanding, menggantikan keadaan sekarang."))  # fmt: skip
@option("--brief", is_flag=True,
        about=Text("One row per policy, one table per outcome.",
                   "Satu baris per kebijakan, satu tabel per hasil."))  # fmt: skip
@options(*CASE, SHARES, ALL_OUTCOMES, lang())
@with_output
def command(scenarios: tuple[Path, ...], brief: bool, **settings: Any) -> None:
    """Compare scenarios with the status quo or one other scenario."""
    run_compare(list(scenarios), form="brief" if brief else "full", **settings)


def run_compare(
    scenarios: Sequence[Path], output: Output, *, form: Form = "full", everything: bool = False, workers: int,
    **options: Any,
) -> None:  # fmt: skip
    """Answer a question from the command line; the options are those of
    :func:`kkgsim.analysis.comparison.api.request`, the answer is printed in one of its forms.

    Raises ``InputError`` before anything is run, ``OutputError`` when the answer cannot be written.
    """
    from kkgsim.analysis.comparison.api import request

    output.check()
    question = request(scenarios, workers=workers, **options)
    with output.interruptible():
        with output.playing(question.runs) as progress:
            comparison = question.run(workers=workers, progress=progress)
        output.keep_result(comparison)
        print_result(comparison.render(form, everything=everything))
