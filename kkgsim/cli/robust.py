"""``kkgsim robust``: simulate packages over the same futures, keep and print which holds up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kkgsim.analysis.robustness.evaluate import Robustness, objectives, robust, with_today
from kkgsim.analysis.robustness.report import render
from kkgsim.analysis.robustness.tables import tables
from kkgsim.analysis.scenario_args import read_scenarios, shared_place
from kkgsim.cli.amounts import OutcomeValue, Rupiah
from kkgsim.cli.commands import declare
from kkgsim.cli.options import ANSWER, FILE, PLACE, lang, months, option, options, seed
from kkgsim.cli.output import Output, print_result, with_output
from kkgsim.errors import COMMAND_LINE, InputError, Issue
from kkgsim.execution import output_folder
from kkgsim.i18n import Text, refusal


@declare("robust")
@click.argument("scenarios", nargs=-1, required=True, type=FILE)
@option("--futures", type=click.IntRange(2, 10_000), default=200, show_default=True,
        about=Text("Futures: draws of the uncertain parameters and of luck.",
                   "Jumlah kemungkinan masa depan: undian angka dan kondisi acak."))  # fmt: skip
@option("--outcome", "outcomes", multiple=True,
        about=Text("Outcome to judge by; may be given several times.",
                   "Hasil yang dinilai; boleh berulang."))  # fmt: skip
@option("--at-least", type=OutcomeValue(), multiple=True,
        about=Text("Threshold that counts as satisfactory, as in attendance_share=70%.",
                   "Batas yang dianggap memuaskan, misalnya attendance_share=70%."))  # fmt: skip
@option("--cost-at-most", type=Rupiah(),
        about=Text("Highest satisfactory cost, in rupiah a year.",
                   "Biaya tertinggi yang dianggap memuaskan, rupiah setahun."))  # fmt: skip
@options(seed(1), PLACE, months(), *ANSWER, lang())
@with_output
def command(scenarios: tuple[Path, ...], **settings: Any) -> None:
    """Judge packages in many futures."""
    run_robust(list(scenarios), **settings)


def run_robust(
    paths: list[Path], output: Output, *, futures: int, outcomes: tuple[str, ...],
    at_least: tuple[tuple[str, float], ...], cost_at_most: float | None, place: str | None, months: int | None,
    seed: int, workers: int,
) -> None:  # fmt: skip
    """Judge packages from the command line.

    Raises ``InputError`` before anything is run, ``OutputError`` when the answer cannot be written.
    """
    output.check()
    _refuse_repeated(at_least)
    criteria = objectives(outcomes, dict(at_least), cost_at_most)
    packages = read_scenarios(paths, months)
    where = shared_place(packages, paths, place)
    every, _ = with_today(packages)
    with output.interruptible():
        with output.playing(len(every) * futures) as progress:
            result = robust(packages, where, criteria, futures=futures, seed=seed, workers=workers, progress=progress)
        _keep(result, output)
        print_result(render(result))


def _refuse_repeated(at_least: tuple[tuple[str, float], ...]) -> None:
    """Refuse two thresholds for one outcome."""
    names = [name for name, _ in at_least]
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise InputError(Issue(COMMAND_LINE, refusal("kept_twice"), key="--at-least", given=name) for name in repeated)


def _keep(result: Robustness, output: Output) -> None:
    from kkgsim.analysis.robustness.plots import plot_all

    thresholds = {item.objective.name: item.objective.threshold for item in result.judged}
    output.keep(
        lambda: tables(result), lambda: output_folder.provenance(result, output.command) | {"objectives": thresholds},
        lambda folder: plot_all(result, folder),
    )  # fmt: skip
