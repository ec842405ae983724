"""``kkgsim sensitivity``: simulate a study's sample, estimate the indices, keep and print them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from kkgsim.cli.amounts import OutcomeValue, Share
from kkgsim.cli.commands import declare
from kkgsim.cli.keeping import KEPT, answer_and_keep, foretell
from kkgsim.cli.options import ANSWER, DRY_RUN, FILE, NUMBERS, lang, only_with, option, options
from kkgsim.cli.options import replicates as replicates_option
from kkgsim.cli.output import Output, print_result, with_output
from kkgsim.design.questions import (
    AUTO,
    SENSITIVITY_KEEP,
    SENSITIVITY_MOST,
    SENSITIVITY_SHARE,
    USUAL_METHOD,
    SensitivityMethod,
)
from kkgsim.i18n import Text

if TYPE_CHECKING:
    from kkgsim.analysis.result import AnalysisResult


@declare("sensitivity")
@click.argument("study", metavar="DIR_OR_STUDY", type=FILE)
@option(
    "--method",
    type=click.Choice(get_args(SensitivityMethod)),
    show_default=USUAL_METHOD,
    about=Text("Sensitivity method.", "Metode analisis kepekaan."),
)
@option(
    "--at-least",
    type=OutcomeValue(),
    multiple=True,
    about=Text(
        "What decides whether a target is met, as in attendance_share=70%.",
        "Apa yang menentukan tercapainya sasaran, misalnya attendance_share=70%.",
    ),
)
@option("--samples", about=Text("Sample size, or auto.", "Jumlah sampel, atau auto."))
@option(
    "--most",
    type=click.IntRange(*SENSITIVITY_MOST.bounds),
    default=SENSITIVITY_MOST.usual,
    show_default=True,
    about=Text("Largest sample in auto mode.", "Jumlah sampel terbesar dalam mode auto."),
)
@option(
    "--second-order",
    is_flag=True,
    about=Text("Also estimate interactions of pairs of factors.", "Hitung juga interaksi pasangan faktor."),
)
@option(
    "--screen",
    is_flag=True,
    about=Text(
        "Screen with Morris first; judge what matters apart, the rest together.",
        "Saring dulu dengan Morris; yang penting dinilai satu per satu, sisanya bersama.",
    ),
)
@option(
    "--keep",
    type=click.IntRange(*SENSITIVITY_KEEP.bounds),
    default=SENSITIVITY_KEEP.usual,
    show_default=True,
    about=Text("Most factors that a screening judges apart.", "Faktor yang dinilai satu per satu paling banyak."),
)
@option(
    "--share",
    type=Share(some=True),
    default=SENSITIVITY_SHARE,
    show_default=True,
    about=Text(
        "Share of all squared effects that they should carry.", "Bagian kuadrat pengaruh yang hendaknya dimuat."
    ),
)
@options(
    replicates_option(
        about=Text(
            "Replicates per point, instead of the study's.", "Jumlah ulangan per titik, menggantikan yang di studi."
        )
    ),
    DRY_RUN,
    KEPT,
    NUMBERS,
    *ANSWER,
    lang(),
)
@with_output
def command(study: Path, **settings: Any) -> None:
    """Find out which factors decide the outcomes of a study."""
    for name in ("keep", "share"):
        only_with(name, "--screen", settings["screen"])
    only_with("most", f"--samples {AUTO}", settings["samples"] == AUTO)
    run_sensitivity(study, **settings)


def run_sensitivity(
    path: Path, output: Output, *, workers: int, dry_run: bool, kept: Path | None, **options: Any
) -> None:
    """Answer what decides a study's outcomes; options are those of :func:`kkgsim.analysis.sensitivity.api.request`.

    Raises ``InputError`` before anything is run, ``OutputError`` when the answer cannot be written.
    """
    from kkgsim.analysis.sensitivity.api import request

    question = request(path, workers=workers, **options)
    output.check()
    if dry_run:
        foretell(question, output, workers)
        return
    with output.interruptible():
        if question.runs:
            result: AnalysisResult = answer_and_keep(question, output, workers, kept)
        else:
            result = question.run()
            output.keep_result(result)
        print_result(result.render())
