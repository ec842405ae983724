"""``kkgsim sensitivity``: simulate a study's sample, estimate the indices, keep and print them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from kkgsim.cli.amounts import Share
from kkgsim.cli.commands import declare
from kkgsim.cli.options import ANSWER, DRY_RUN, FILE, NUMBERS, lang, only_with, option, options
from kkgsim.cli.options import replicates as replicates_option
from kkgsim.cli.output import Output, print_result, with_output
from kkgsim.design.questions import AUTO, USUAL_METHOD, SensitivityMethod
from kkgsim.execution.progress import span
from kkgsim.execution.sweep import prepare
from kkgsim.i18n import Text, decimal, tr
from kkgsim.io.printing import tell

if TYPE_CHECKING:
    from kkgsim.analysis.sensitivity.api import SensitivityRequest


@declare("sensitivity")
@click.argument("study", type=FILE)
@option(
    "--method",
    type=click.Choice(get_args(SensitivityMethod)),
    default=USUAL_METHOD,
    show_default=True,
    about=Text("Sensitivity method.", "Metode analisis kepekaan."),
)
@option("--samples", about=Text("Sample size, or auto.", "Jumlah sampel, atau auto."))
@option(
    "--most",
    type=click.IntRange(16, 2**20),
    default=8192,
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
        "Screen with Morris first, then analyse what matters.", "Saring dulu dengan Morris, lalu analisis yang penting."
    ),
)
@option(
    "--keep",
    type=click.IntRange(1, 1000),
    default=30,
    show_default=True,
    about=Text("Most factors that a screening keeps.", "Faktor yang dipertahankan paling banyak."),
)
@option(
    "--share",
    type=Share(some=True),
    default=0.95,
    show_default=True,
    about=Text(
        "Share of all effects that the kept factors carry.", "Bagian pengaruh yang dimuat faktor yang dipertahankan."
    ),
)
@options(
    replicates_option(
        about=Text(
            "Replicates per point, instead of the study's.", "Jumlah ulangan per titik, menggantikan yang di studi."
        )
    ),
    DRY_RUN,
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


def run_sensitivity(path: Path, output: Output, *, workers: int, dry_run: bool, **options: Any) -> None:
    """Answer what decides a study's outcomes; options are those of :func:`kkgsim.analysis.sensitivity.api.request`.

    Raises ``InputError`` before anything is run, ``OutputError`` when the answer cannot be written.
    """
    from kkgsim.analysis.sensitivity.api import request

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
