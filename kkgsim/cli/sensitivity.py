"""``kkgsim sensitivity``: simulate a study's sample, estimate the indices, keep and print them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from kkgsim.analysis.sensitivity.analysis import Settings
from kkgsim.analysis.sensitivity.methods import METHODS
from kkgsim.analysis.sensitivity.report import render
from kkgsim.analysis.sensitivity.result import SensitivityResult, check, runs_needed, sensitivity
from kkgsim.analysis.sensitivity.screening import Screen
from kkgsim.analysis.sensitivity.tables import made, tables
from kkgsim.cli.amounts import Share
from kkgsim.cli.commands import declare
from kkgsim.cli.options import ANSWER, DRY_RUN, FILE, lang, only_with, option, options
from kkgsim.cli.options import replicates as replicates_option
from kkgsim.cli.output import Output, print_result, with_output
from kkgsim.design.read_study import read_study
from kkgsim.design.study import Study
from kkgsim.errors import COMMAND_LINE, InputError, Issue
from kkgsim.execution.progress import span
from kkgsim.execution.sweep import prepare
from kkgsim.i18n import Text, decimal, refusal, tr
from kkgsim.io.printing import tell

AUTO = "auto"


@declare("sensitivity")
@click.argument("study", type=FILE)
@option(
    "--method",
    type=click.Choice(list(METHODS)),
    default="sobol",
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
    path: Path, output: Output, *, method: str, samples: str | None, most: int, second_order: bool, screen: bool,
    keep: int, share: float, replicates: int | None, workers: int, dry_run: bool,
) -> None:  # fmt: skip
    """Answer what decides a study's outcomes.

    Raises ``InputError`` before anything is run, ``OutputError`` when the answer cannot be written.
    """
    study = read_study(path)
    settings = Settings(method, _samples(method, samples), most, second_order, study.design.seed,
              tuple(range(replicates or study.replicates)))  # fmt: skip
    if screen and method == "morris":
        raise InputError([Issue(COMMAND_LINE, refusal("sens_screen"), key="--screen")])
    screening = Screen(share=share, keep=keep) if screen else None
    check(study, settings, screening)
    output.check()
    runs = runs_needed(study, settings, screening)
    if dry_run:
        tell(_render_estimate(study, len(settings.replicates), runs, workers))
        return
    with output.interruptible():
        with output.playing(runs) as progress:
            result = sensitivity(study, settings, screening, workers=workers, told=progress)
        _keep(result, output)
        print_result(render(result))


def _samples(method: str, given: str | None) -> int | None:
    """The size of the sample; None for one that grows. Raises ``InputError`` for anything else."""
    if given is None:
        return METHODS[method].usual
    if given == AUTO:
        return None
    if not given.isdecimal():
        raise InputError([Issue(COMMAND_LINE, refusal("sens_samples"), key="--samples", given=given)])
    return int(given)


def _render_estimate(study: Study, replicates: int, runs: int, workers: int) -> str:
    """What it would take: runs, and time from a small calibration."""
    seconds = prepare(replace(study, drawn=False)).seconds() * runs / workers
    return tr(
        "sens_dry", runs=decimal(runs, 0), points=decimal(runs // replicates, 0),
        replicates=replicates, time=span(seconds), workers=workers,
    )  # fmt: skip


def _keep(result: SensitivityResult, output: Output) -> None:
    from kkgsim.analysis.sensitivity.plots.plot_all import plot_all

    output.keep(lambda: tables(result), lambda: made(result, output.command), lambda folder: plot_all(result, folder))
