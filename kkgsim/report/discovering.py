"""``kkgsim discover``: read the question, play what is missing, search, tell and keep the answer."""

from __future__ import annotations

import signal
import sys
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from kkgsim import results
from kkgsim.explore import cases as home
from kkgsim.explore import workbench
from kkgsim.explore.cases import Cases
from kkgsim.explore.discovery import Discovery, discover
from kkgsim.explore.discovery_tables import tables
from kkgsim.explore.looked_at import Line, Measure, line_of, measure_named
from kkgsim.locale import say
from kkgsim.report.conduct import printed, progress_bar
from kkgsim.report.discovery_told import told
from kkgsim.sweep.study import Study
from kkgsim.sweep.study_file import read_study


@dataclass(frozen=True)
class Asked:
    """What fails: the outcome and where it is, as the options of the command say."""

    outcome: str
    below: float | None
    above: float | None
    against_today: bool

    def of(self, study: Study) -> tuple[Measure, Line]:
        """The measure and the line in a study. Raises ``InputProblems``."""
        measure = measure_named(study, self.outcome)
        return measure, line_of(measure, self.below, self.above, self.against_today)


def conduct(
    path: Path, *, outcome: str, below: float | None, above: float | None, against_today: bool, drop_failed: bool,
    seed: int, workers: int, out: Path | None, overwrite: bool, lang: str, command: str,
) -> None:  # fmt: skip
    """Discover in a finished sweep or a study file; an interruption leaves nothing and exits with 130.

    Raises ``InputProblems`` before anything is run, ``OutputProblem`` when the answer cannot be written.
    """
    if out is not None:
        results.refuse_existing(out, overwrite)
    console = Console(stderr=True)
    console.print(say("workbench_opens", lang))
    workbench.ready()
    asked = Asked(outcome, below, above, against_today)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        made = _swept(path, asked, drop_failed, workers, console, lang) if path.is_dir() else (
            _played(path, asked, workers, console, lang)
        )  # fmt: skip
        with console.status(say("discover_searching", lang)):
            found = discover(*made, seed=seed)
        if out is not None:
            _write(found, seed, out, overwrite, lang, command)
            files = ", ".join(sorted(each.name for each in out.iterdir()))
            console.print(say("written", lang, folder=out, files=files))
        printed(told(found, lang))
    except KeyboardInterrupt:
        console.print(say("interrupted", lang))
        sys.exit(130)


def _swept(
    folder: Path, asked: Asked, drop_failed: bool, workers: int, console: Console, lang: str
) -> tuple[Cases, Measure, Line]:
    """The cases of a finished sweep, with today beside them where it is asked for."""
    cases = home.kept_in(folder, drop_failed=drop_failed, same_code=asked.against_today)
    measure, line = asked.of(cases.study)
    if line.against_today:
        with progress_bar(home.runs_today(cases), console, lang) as progress:
            cases = home.with_today(cases, workers=workers, told=progress)
    return cases, measure, line


def _played(path: Path, asked: Asked, workers: int, console: Console, lang: str) -> tuple[Cases, Measure, Line]:
    """The cases of a study file, played now."""
    study = read_study(path, lang)
    measure, line = asked.of(study)
    with progress_bar(home.runs_needed(study, line.against_today), console, lang) as progress:
        cases = home.played(study, against_today=line.against_today, workers=workers, told=progress)
    return cases, measure, line


def _write(found: Discovery, seed: int, out: Path, overwrite: bool, lang: str, command: str) -> None:
    from kkgsim.views.discovery import draw_all

    made = {
        **results.provenance(found.cases, command), "study": found.cases.study.text, "line": vars(found.line),
        "outcome": found.measure.column, "dropped_points": found.cases.dropped, "held_back_seed": seed,
    }  # fmt: skip
    results.write(out, tables(found), made, lambda folder: draw_all(found, folder, lang), overwrite=overwrite)
