"""``kkgsim calibrate``: fit the numbers of the model to facts, and judge the fit."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kkgsim.cli.commands import declare
from kkgsim.cli.keeping import resumable
from kkgsim.cli.options import ANSWER, DRY_RUN, FILE, lang, option, options, seed
from kkgsim.cli.output import Output, print_result, with_output
from kkgsim.design.questions import CALIBRATION_POINTS, CALIBRATION_REPLAYS, CALIBRATION_WAVES, FACT_SEED
from kkgsim.errors import COMMAND_LINE, InputError, Issue
from kkgsim.execution.evaluations import evaluations
from kkgsim.execution.output_folder import MARK, MOST_BYTES
from kkgsim.execution.progress import span
from kkgsim.i18n import Text, decimal, refusal, tr
from kkgsim.io.printing import tell
from kkgsim.io.user_files import Unreadable, read_json

if TYPE_CHECKING:
    from kkgsim.analysis.calibration.api import CalibrationRequest
    from kkgsim.analysis.calibration.result import Calibration

FAILED = 3
"""How the process ends with ``--check`` when a gate is not passed."""
RUNS = Path("calibration-runs")
"""Where what is played is kept when the answer is only printed."""


@declare(
    "calibrate",
    Text("FACTS are files, or names or numbers (F2) of facts that ship with kkgsim; without any, those of these that "
         "are to be fitted.",
         "FACTS adalah berkas, atau nama atau nomor (F2) fakta bawaan; tanpa itu, fakta bawaan yang memang untuk "
         "dicocokkan."),
)  # fmt: skip
@click.argument("facts", nargs=-1)
@option("--aside", multiple=True, about=Text("A fact to keep aside.", "Fakta yang disisihkan."))
@option("--points", type=click.IntRange(*CALIBRATION_POINTS.bounds), default=CALIBRATION_POINTS.usual,
        show_default=True, about=Text("Points of each wave.", "Jumlah titik per gelombang."))  # fmt: skip
@option("--waves", type=click.IntRange(*CALIBRATION_WAVES.bounds), default=CALIBRATION_WAVES.usual, show_default=True,
        about=Text("Waves; after each, points that facts rule out are left out.",
                   "Jumlah gelombang; setelah tiap gelombang, titik yang dibantah fakta ditinggalkan."))  # fmt: skip
@option("--replays", type=click.IntRange(*CALIBRATION_REPLAYS.bounds), default=CALIBRATION_REPLAYS.usual,
        show_default=True,
        about=Text("Points of the prior and of the posterior that are played with every fact.",
                   "Titik sebelum dan sesudah pencocokan yang dijalankan dengan semua fakta."))  # fmt: skip
@option("--check", "judged", type=FILE, metavar="FOLDER",
        about=Text("Judge the fit in this folder.", "Periksa hasil pencocokan di folder ini."))  # fmt: skip
@options(seed(FACT_SEED), DRY_RUN, *ANSWER, lang())
@with_output
def command(facts: tuple[str, ...], **settings: Any) -> None:
    """Fit numbers to facts."""
    run_calibrate(facts, **settings)


def run_calibrate(
    facts: Sequence[str], output: Output, *, judged: Path | None, dry_run: bool, workers: int, **options: Any
) -> None:
    """Fit, or judge a fit, from the command line; the other options are those of
    :func:`kkgsim.analysis.calibration.api.request`.

    Raises ``InputError`` before anything is played, ``OutputError`` when the answer cannot be written.
    """
    from kkgsim.analysis.calibration.api import request, runs_folder

    output.check()
    if judged is not None:
        _judge(judged, facts, output, workers)
        return
    question = request(facts, **options)
    output.compiled()
    if dry_run:
        tell(_foretold(question, workers, 0))
        return
    folder = RUNS if output.out is None else runs_folder(output.out)
    with output.interruptible(), resumable(folder, output):
        result = _played(question, folder, output, workers, announced=True)
        output.keep_result(result)
        print_result(result.render())


def _played(
    question: CalibrationRequest, folder: Path, output: Output, workers: int, *, announced: bool = False
) -> Calibration:
    """Play what is not kept yet, and fit; what that takes is ``announced``."""
    with evaluations(folder, question.identity()) as kept:
        if announced:
            output.console.print(_foretold(question, workers, kept.kept), highlight=False)
        with output.playing(question.runs) as progress:
            return question.run(workers=workers, progress=progress, kept=kept)


def _judge(folder: Path, facts: Sequence[str], output: Output, workers: int) -> None:
    """Judge the fit in a folder; ends the process with :data:`FAILED` where a gate is not passed."""
    from kkgsim.analysis.calibration.api import again, runs_folder

    if facts:
        raise InputError([Issue(COMMAND_LINE, refusal("calibrate_check_alone"), given=" ".join(facts))])
    try:
        question = again(read_json(folder / MARK, MOST_BYTES)["calibration"])
    except Unreadable as error:
        raise InputError([error.problem(folder / MARK)]) from error
    except (KeyError, TypeError, ValueError) as error:
        raise InputError([Issue(str(folder), refusal("calibrate_no_fit"), key="--check")]) from error
    with output.interruptible():
        result = _played(question, runs_folder(folder), output, workers).check()
        output.keep_result(result)
        print_result(result.render())
    if not result.passed:
        sys.exit(FAILED)


def _foretold(question: CalibrationRequest, workers: int, kept: int) -> str:
    """What it will take, in words; ``kept`` points need not be played again."""
    budget = question.budget
    return tr(
        "calibrate_foretold", facts=len(question.fitted), aside=len(question.aside),
        points=decimal(budget.fitting + 2 * budget.replays, 0), runs=decimal(question.runs, 0),
        time=span(question.seconds(workers, kept)), workers=workers,
    )  # fmt: skip
