"""``kkgsim robust``: simulate packages over the same futures, keep and print which holds up."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from kkgsim.cli.amounts import OutcomeValue, Rupiah
from kkgsim.cli.commands import declare
from kkgsim.cli.keeping import KEPT, answer_and_keep, foretell
from kkgsim.cli.options import ANSWER, DRY_RUN, FILE, NUMBERS, PLACE, lang, months, option, options, seed
from kkgsim.cli.output import Output, print_result, with_output
from kkgsim.design.questions import ROBUST_FUTURES
from kkgsim.i18n import Text


@declare("robust")
@click.argument("scenarios", nargs=-1, required=True, type=FILE)
@option("--futures", type=click.IntRange(*ROBUST_FUTURES.bounds), default=ROBUST_FUTURES.usual, show_default=True,
        about=Text("Futures: draws of the uncertain parameters and of luck.",
                   "Jumlah kemungkinan masa depan: undian angka dan faktor kebetulan."))  # fmt: skip
@option("--outcome", "outcomes", multiple=True,
        about=Text("Outcome to judge by; may be given several times.",
                   "Hasil yang dinilai; boleh berulang."))  # fmt: skip
@option("--at-least", type=OutcomeValue(), multiple=True,
        about=Text("Threshold that counts as satisfactory, as in attendance_share=70%.",
                   "Batas yang dianggap memuaskan, misalnya attendance_share=70%."))  # fmt: skip
@option("--cost-at-most", type=Rupiah(),
        about=Text("Highest satisfactory cost, in rupiah a year.",
                   "Biaya tertinggi yang dianggap memuaskan, rupiah setahun."))  # fmt: skip
@options(seed(1), PLACE, months(), NUMBERS, KEPT, DRY_RUN, *ANSWER, lang())
@with_output
def command(scenarios: tuple[Path, ...], **settings: Any) -> None:
    """Judge packages in many futures."""
    run_robust(list(scenarios), **settings)


def run_robust(
    scenarios: Sequence[Path], output: Output, *, workers: int, dry_run: bool, kept: Path | None, **options: Any
) -> None:
    """Judge packages from the command line; the options are those of :func:`kkgsim.analysis.robustness.api.request`.

    Raises ``InputError`` before anything is run, ``OutputError`` when the answer cannot be written.
    """
    from kkgsim.analysis.robustness.api import request

    output.check()
    question = request(scenarios, workers=workers, **options)
    if dry_run:
        foretell(question, output, workers)
        return
    with output.interruptible():
        result = answer_and_keep(question, output, workers, kept)
        print_result(result.render())
