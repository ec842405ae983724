"""``kkgsim discover``: read the question, play what is missing, search, tell and keep the answer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kkgsim.analysis.criteria import Metric, Threshold, metric_named, threshold_of
from kkgsim.analysis.discovery import cases as home
from kkgsim.analysis.discovery import ema_adapter
from kkgsim.analysis.discovery.cases import Cases
from kkgsim.analysis.discovery.discovery import Discovery, discover
from kkgsim.analysis.discovery.report import render
from kkgsim.analysis.discovery.tables import tables
from kkgsim.cli.output import Output, print_result
from kkgsim.design.read_study import read_study
from kkgsim.design.study import Study
from kkgsim.execution import output_folder
from kkgsim.i18n import tr


@dataclass(frozen=True)
class Asked:
    """What fails: the outcome and where it is, as the options of the command say."""

    outcome: str
    below: float | None
    above: float | None
    against_today: bool

    def of(self, study: Study) -> tuple[Metric, Threshold]:
        """The measure and the line in a study. Raises ``InputError``."""
        measure = metric_named(study, self.outcome)
        return measure, threshold_of(measure, self.below, self.above, self.against_today)


def run_discover(
    path: Path, output: Output, *, outcome: str, below: float | None, above: float | None, against_today: bool,
    drop_failed: bool, seed: int, workers: int,
) -> None:  # fmt: skip
    """Discover in a finished sweep or a study file.

    Raises ``InputError`` before anything is run, ``OutputError`` when the answer cannot be written.
    """
    output.check()
    asked = Asked(outcome, below, above, against_today)
    study = None if path.is_dir() else read_study(path)
    if study is not None:
        asked.of(study)
    output.console.print(tr("workbench_opens"))
    ema_adapter.ready()
    with output.interruptible():
        if study is None:
            cases, measure, line = _swept(path, asked, drop_failed, workers, output)
        else:
            cases, measure, line = _played(study, asked, workers, output)
        with output.console.status(tr("discover_searching")):
            found = discover(cases, measure, line, seed=seed)
        _keep(found, seed, output)
        print_result(render(found))


def _swept(
    folder: Path, asked: Asked, drop_failed: bool, workers: int, output: Output
) -> tuple[Cases, Metric, Threshold]:
    """The cases of a finished sweep, with today beside them where it is asked for."""
    cases = home.kept_in(folder, drop_failed=drop_failed, same_code=asked.against_today)
    measure, line = asked.of(cases.study)
    if line.against_today:
        with output.playing(home.runs_today(cases)) as progress:
            cases = home.with_today(cases, workers=workers, told=progress)
    return cases, measure, line


def _played(study: Study, asked: Asked, workers: int, output: Output) -> tuple[Cases, Metric, Threshold]:
    """The cases of a study, played now."""
    measure, line = asked.of(study)
    with output.playing(home.runs_needed(study, line.against_today)) as progress:
        cases = home.played(study, against_today=line.against_today, workers=workers, told=progress)
    return cases, measure, line


def _keep(found: Discovery, seed: int, output: Output) -> None:
    from kkgsim.analysis.discovery.plots.discovery import plot_all

    output.keep(
        lambda: tables(found), lambda: made(found, seed, output.command),
        lambda folder: plot_all(found, folder),
    )  # fmt: skip


def made(found: Discovery, seed: int, command: str) -> dict[str, Any]:
    """The provenance of a discovery; ``seed`` decided which points were held back."""
    return output_folder.provenance(found.cases, command) | {
        "study": found.cases.study.text, "line": vars(found.line), "outcome": found.measure.column,
        "dropped_points": found.cases.dropped, "held_back_seed": seed,
    }  # fmt: skip
