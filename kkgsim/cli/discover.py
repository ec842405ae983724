"""``kkgsim discover``: simulate what is missing, search for the conditions of failure, keep and print them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from kkgsim.analysis.criteria import Metric, Threshold, metric_named, threshold_of
from kkgsim.analysis.discovery import cases as case_sources
from kkgsim.analysis.discovery import ema_adapter
from kkgsim.analysis.discovery.cases import Cases
from kkgsim.analysis.discovery.discovery import Discovery, discover
from kkgsim.analysis.discovery.report import render
from kkgsim.analysis.discovery.tables import tables
from kkgsim.cli.amounts import Amount
from kkgsim.cli.commands import declare
from kkgsim.cli.options import ANSWER, FILE, lang, option, options, seed
from kkgsim.cli.output import Output, print_result, with_output
from kkgsim.design.read_study import read_study
from kkgsim.design.study import Study
from kkgsim.execution import output_folder
from kkgsim.i18n import Text, tr


@declare("discover")
@click.argument("path", metavar="DIR_OR_STUDY", type=FILE)
@option("--outcome", required=True,
        about=Text("Outcome or recorded column.", "Hasil atau kolom yang disimpan."))  # fmt: skip
@option("--below", type=Amount(), about=Text("A run fails below this.", "Gagal bila di bawah ini."))
@option("--above", type=Amount(), about=Text("A run fails above this.", "Gagal bila di atas ini."))
@option("--against-today", is_flag=True,
        about=Text("Judge the difference from the status quo.", "Nilai selisih dari keadaan sekarang."))  # fmt: skip
@option("--drop-failed", is_flag=True,
        about=Text("Leave out points with failed runs.",
                   "Abaikan titik yang simulasinya gagal dijalankan."))  # fmt: skip
@options(seed(1, Text("Seed of which points are held out.", "Angka awal acak titik yang disisihkan.")), *ANSWER, lang())
@with_output
def command(path: Path, **settings: Any) -> None:
    """Discover the conditions under which a policy fails."""
    run_discover(path, **settings)


@dataclass(frozen=True)
class Failure:
    """What counts as a failure, as the options of the command say."""

    outcome: str
    below: float | None
    above: float | None
    against_today: bool

    def of(self, study: Study) -> tuple[Metric, Threshold]:
        """The metric and its threshold in a study. Raises ``InputError``."""
        metric = metric_named(study, self.outcome)
        return metric, threshold_of(metric, self.below, self.above, self.against_today)


def run_discover(
    path: Path, output: Output, *, outcome: str, below: float | None, above: float | None, against_today: bool,
    drop_failed: bool, seed: int, workers: int,
) -> None:  # fmt: skip
    """Discover in a finished sweep or a study file.

    Raises ``InputError`` before anything is run, ``OutputError`` when the answer cannot be written.
    """
    output.check()
    failure = Failure(outcome, below, above, against_today)
    study = None if path.is_dir() else read_study(path)
    if study is not None:
        failure.of(study)
    output.console.print(tr("workbench_opens"))
    ema_adapter.ready()
    with output.interruptible():
        if study is None:
            cases, metric, threshold = _swept(path, failure, drop_failed, workers, output)
        else:
            cases, metric, threshold = _played(study, failure, workers, output)
        with output.console.status(tr("discover_searching")):
            result = discover(cases, metric, threshold, seed=seed)
        _keep(result, seed, output)
        print_result(render(result))


def _swept(
    folder: Path, failure: Failure, drop_failed: bool, workers: int, output: Output
) -> tuple[Cases, Metric, Threshold]:
    """The cases of a finished sweep, with today beside them where it is asked for."""
    cases = case_sources.kept_in(folder, drop_failed=drop_failed, same_code=failure.against_today)
    metric, threshold = failure.of(cases.study)
    if threshold.against_today:
        with output.playing(case_sources.runs_today(cases)) as progress:
            cases = case_sources.with_today(cases, workers=workers, told=progress)
    return cases, metric, threshold


def _played(study: Study, failure: Failure, workers: int, output: Output) -> tuple[Cases, Metric, Threshold]:
    """The cases of a study, played now."""
    metric, threshold = failure.of(study)
    with output.playing(case_sources.runs_needed(study, threshold.against_today)) as progress:
        cases = case_sources.played(study, against_today=threshold.against_today, workers=workers, told=progress)
    return cases, metric, threshold


def _keep(result: Discovery, seed: int, output: Output) -> None:
    from kkgsim.analysis.discovery.plots.discovery import plot_all

    output.keep(
        lambda: tables(result), lambda: provenance_of(result, seed, output.command),
        lambda folder: plot_all(result, folder),
    )  # fmt: skip


def provenance_of(result: Discovery, seed: int, command: str) -> dict[str, Any]:
    """The provenance of a discovery; ``seed`` decided which points were held back."""
    return output_folder.provenance(result.cases, command) | {
        "study": result.cases.study.text, "line": vars(result.line), "outcome": result.measure.column,
        "dropped_points": result.cases.dropped, "held_back_seed": seed,
    }  # fmt: skip
