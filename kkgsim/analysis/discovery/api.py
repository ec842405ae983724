"""``kkgsim.discover``: where a policy fails, from Python as from the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from kkgsim.analysis.criteria import Metric, Threshold, metric_named, threshold_of
from kkgsim.analysis.discovery import cases as case_tables
from kkgsim.analysis.discovery import ema_adapter
from kkgsim.analysis.discovery.cases import Cases
from kkgsim.analysis.discovery.discovery import Discovery
from kkgsim.analysis.discovery.discovery import discover as discover_in
from kkgsim.analysis.evaluator import seconds_of
from kkgsim.analysis.pictured_result import PicturedResult
from kkgsim.analysis.result import NothingToDraw, Progress, call, no_progress
from kkgsim.analysis.scenario_args import study_from
from kkgsim.design.study import Study
from kkgsim.errors import called_from_python
from kkgsim.execution import output_folder
from kkgsim.execution.evaluations import Evaluations, Question, evaluations
from kkgsim.scenario.limits import check_limits

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure
    from rich.console import RenderableType


@called_from_python("discover")
def discover(
    study_or_folder: Study | Cases | str | Path, outcome: str, *, below: float | None = None,
    above: float | None = None, against_today: bool = False, drop_failed: bool = False, seed: int = 1,
    kept: str | Path | None = None, workers: int = 1, progress: Progress = no_progress,
) -> DiscoveryResult:  # fmt: skip
    """Where a policy fails: boxes in the space of the factors in which most points fail (scenario discovery, Bryant
    and Lempert 2010), with a tree as a second opinion.

    Args:
        study_or_folder: A study or the file of one, which is played; or the folder of a finished sweep.
        outcome: An outcome, or a kept column, of the study.
        below: A point fails where the outcome is below this (shares from 0 to 1).
        above: A point fails where the outcome is above this.
        against_today: Judge the gain over the status quo instead; without a limit it fails where there is none.
        drop_failed: Leave out points of a sweep with failed runs instead of refusing them.
        seed: Which points are held back from the search.
        kept: Folder that keeps what is played, so that the same question asked again goes on there.
        workers: Threads; any number gives the same results.
        progress: Hears how many more runs are done.

    Raises:
        InputError: For what cannot be read, is not kept, or has too few points; for no limit, or two.
        OutputError: For a folder that holds no finished, unharmed sweep (``Holes`` for one with failed runs), and when
            ``kept`` cannot be written.
        EvaluationFailed: When a run fails.
    """
    question = request(
        study_or_folder, outcome=outcome, below=below, above=above, against_today=against_today,
        drop_failed=drop_failed, seed=seed, workers=workers,
    )  # fmt: skip
    if kept is None or not question.runs:
        return question.run(workers=workers, progress=progress)
    with question.keeping(Path(kept)) as evaluated:
        return question.run(workers=workers, progress=progress, kept=evaluated)


def request(
    source: Study | Cases | str | Path, *, outcome: str, below: float | None, above: float | None,
    against_today: bool, drop_failed: bool, seed: int, workers: int = 1,
) -> DiscoveryRequest:  # fmt: skip
    """The question, read and checked, before anything is run; see :func:`discover`. Raises ``InputError``."""
    check_limits(seed=seed, workers=workers)
    if isinstance(source, (str, Path)) and Path(source).is_dir():
        subject: Study | Cases = case_tables.kept_in(Path(source), drop_failed=drop_failed, same_code=against_today)
    else:
        subject = source if isinstance(source, Cases) else study_from(source)
    study = subject.study if isinstance(subject, Cases) else subject
    metric = metric_named(study, outcome)
    threshold = threshold_of(metric, below, above, against_today)
    named = source if isinstance(source, (str, Path)) else study.name
    command = call("discover", named, outcome, below=below, above=above, against_today=against_today or None,
                   drop_failed=drop_failed or None, seed=seed)  # fmt: skip
    return DiscoveryRequest(subject, metric, threshold, seed, command)


@dataclass(frozen=True)
class DiscoveryRequest:
    """What is asked: of which study, or cases played before, and where failing begins."""

    source: Study | Cases
    metric: Metric
    threshold: Threshold
    seed: int
    command: str = field(default="", compare=False)

    @property
    def runs(self) -> int:
        """Runs that are still to be played."""
        if isinstance(self.source, Study):
            return case_tables.runs_needed(self.source, self.threshold.against_today)
        return case_tables.runs_today(self.source) if self._lacks_today(self.source) else 0

    @property
    def _study(self) -> Study:
        return self.source if isinstance(self.source, Study) else self.source.study

    def seconds(self, workers: int = 1) -> float:
        """About how long what is still to be played takes, from a few runs of its own."""
        return seconds_of(self._study, self.runs, workers)

    def identity(self) -> Question:
        """What is played as the folder of its evaluations knows it; where failing begins decides none of it."""
        how: dict[str, Any] = {"against_today": self.threshold.against_today}
        if isinstance(self.source, Cases):
            how["points"] = self.source.points.tolist()
        return Question.about("discover", self._study, self._study.where(), how, self.command)

    def usual_folder(self, out: Path | None) -> Path:
        """See :meth:`kkgsim.execution.evaluations.Question.usual_folder`."""
        return self.identity().usual_folder(self._study.name, out)

    def keeping(self, folder: Path) -> AbstractContextManager[Evaluations]:
        """Open a folder that keeps what is played; see :func:`kkgsim.execution.evaluations.evaluations`."""
        return evaluations(folder, self.identity())

    def play(self, *, workers: int = 1, progress: Progress = no_progress, kept: Evaluations | None = None) -> Cases:
        """All cases, beside the status quo where it is asked for; the same for any number of workers. What is ``kept``
        is not played again.

        Raises ``InputError`` where the library for the search is missing, ``EvaluationFailed`` when a run fails.
        """
        ema_adapter.ready()
        if isinstance(self.source, Study):
            today = self.threshold.against_today
            return case_tables.played(self.source, against_today=today, workers=workers, progress=progress, kept=kept)
        if self._lacks_today(self.source):
            return case_tables.with_today(self.source, workers=workers, progress=progress, kept=kept)
        return self.source

    def search(self, cases: Cases) -> DiscoveryResult:
        """Look for where the cases fail. Raises ``InputError`` for too few cases."""
        details = discover_in(cases, self.metric, self.threshold, seed=self.seed)
        return DiscoveryResult(details, self.command)

    def run(
        self, *, workers: int = 1, progress: Progress = no_progress, kept: Evaluations | None = None
    ) -> DiscoveryResult:
        """Play what is missing, then look for where it fails. What is ``kept`` is not played again."""
        return self.search(self.play(workers=workers, progress=progress, kept=kept))

    def _lacks_today(self, cases: Cases) -> bool:
        return self.threshold.against_today and cases.today is None


@dataclass(frozen=True, repr=False, eq=False)
class DiscoveryResult(PicturedResult):
    """Where cases fail. The main table ``boxes`` has a row a box, with its coverage, density and mass among cases
    searched and held back; ``details`` has the boxes themselves."""

    MAIN: ClassVar[str] = "boxes"
    details: Discovery
    command: str = ""

    def plot(self, name: str | None = None) -> Figure:
        """The picture of that ``name``; without one the limits of the boxes or, where none holds, the trade-off between
        coverage and density.

        Raises ``NothingToDraw`` where too few cases fail, or too few do not, for a search; ``InputError`` for a name
        not among ``plots``.
        """
        from kkgsim.analysis.discovery.report import why_nothing

        if not self.plots:
            raise NothingToDraw(why_nothing(self.details))
        return super().plot(name)

    def pictures(self) -> Mapping[str, Callable[[], Figure]]:
        from kkgsim.analysis.discovery.plots.discovery import pictures_of

        return {name: partial(draw, self.details) for name, draw in pictures_of(self.details).items()}

    def provenance(self, command: str) -> Mapping[str, Any]:
        details = self.details
        return output_folder.provenance(details.cases, command) | {
            "study": details.cases.study.text, "line": vars(details.line), "outcome": details.measure.column,
            "dropped_points": details.cases.dropped, "held_back_seed": details.seed,
        }  # fmt: skip

    def render(self) -> RenderableType:
        from kkgsim.analysis.discovery.report import render

        return render(self.details)

    def _tables(self) -> dict[str, pd.DataFrame]:
        from kkgsim.analysis.discovery.tables import tables

        return tables(self.details)

    def _command(self) -> str:
        return self.command

    def _summary(self) -> str:
        details = self.details
        return (
            f"study {details.cases.study.name!r}, {details.measure.column}, {len(details.fails)} points,"
            f" {int(details.fails.sum())} fail, {len(details.boxes)} boxes"
        )
