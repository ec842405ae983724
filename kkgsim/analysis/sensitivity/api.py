"""``kkgsim.sensitivity``: what decides the outcomes of a study, from Python as from the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from kkgsim.analysis.evaluator import seconds_of
from kkgsim.analysis.numbers_args import with_numbers
from kkgsim.analysis.outcome_args import check_choice, check_count, check_share
from kkgsim.analysis.pictured_result import PicturedResult
from kkgsim.analysis.result import NothingToDraw, Progress, call, no_progress
from kkgsim.analysis.scenario_args import study_from
from kkgsim.analysis.sensitivity.analysis import Settings
from kkgsim.analysis.sensitivity.methods import METHODS
from kkgsim.analysis.sensitivity.result import Sensitivity, check, runs_needed
from kkgsim.analysis.sensitivity.result import sensitivity as analyse_study
from kkgsim.analysis.sensitivity.screening import Screen
from kkgsim.analysis.sensitivity.swept import SweptCases, cases_in, check_swept, is_sweep, of_cases, only_indices
from kkgsim.analysis.sensitivity.target import targets_of
from kkgsim.design.questions import (
    AUTO,
    SENSITIVITY_KEEP,
    SENSITIVITY_MOST,
    SENSITIVITY_SHARE,
    USUAL_METHOD,
    SensitivityMethod,
)
from kkgsim.design.study import Study
from kkgsim.errors import COMMAND_LINE, InputError, Issue, called_from_python
from kkgsim.execution.evaluations import Evaluations, Question, evaluations
from kkgsim.i18n import refusal, tr
from kkgsim.scenario.limits import check_limits

GIVEN_DATA, REGIONAL = "given_data", "regional"
Targets = Mapping[str, float] | Sequence[tuple[str, float]]
"""Outcomes with the value that each should reach."""

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure
    from rich.console import RenderableType


@called_from_python("sensitivity")
def sensitivity(
    study: Study | str | Path, *, method: SensitivityMethod | None = None, samples: int | str | None = None,
    most: int = SENSITIVITY_MOST.usual, second_order: bool = False, screen: bool = False,
    keep: int = SENSITIVITY_KEEP.usual, share: float = SENSITIVITY_SHARE, at_least: Targets | None = None,
    replicates: int | None = None, numbers: str | None = None, kept: str | Path | None = None,
    workers: int = 1, progress: Progress = no_progress,
) -> SensitivityResult:  # fmt: skip
    """What decides the outcomes of a study: factors by their sensitivity indices, and how much is left to chance.

    Args:
        study: A study, the file of one, or the folder of a finished sweep, whose runs then are all that is looked at.
        method: "sobol" (variance shares, Sobol' 2001 and Saltelli et al. 2010), "given_data" (shares of each factor
            alone from one sample for all, Plischke et al. 2013), "regional" (the same of meeting a target), "morris"
            (elementary effects), "fast", "rbd_fast", "delta" or "pawn". None is "regional" where there are targets,
            "given_data" for a sweep, else "sobol".
        samples: Size of the sample; "auto" doubles it until the indices settle, up to ``most``; None is usual.
        second_order: With "sobol", also the indices of pairs of factors.
        screen: Morris first, then an index for each factor that carries ``share`` of all squared effects, at most
            ``keep`` of them, and one for all others together.
        at_least: Targets by outcome, in its unit (at most where less is better): what decides whether they are met.
        replicates: Replicates averaged at every point; None for those of the study, one with "given_data".
        numbers: "prior", "posterior" (or the folder of one) or "book" for numbers that do not vary; None as the study
            says. Numbers of a posterior are drawn jointly, also those that the study varies.
        kept: Folder that keeps what is played, so that the same question asked again goes on there.
        workers: Threads; any number gives the same results.
        progress: Hears how many more runs are done.

    Raises:
        InputError: For a study that cannot be read, and for options that the method or the study cannot carry.
        OutputError: For a sweep that is unfinished or damaged, and where ``kept`` cannot be written.
        EvaluationFailed: When a run fails.
    """
    question = request(
        study, method=method, samples=samples, most=most, second_order=second_order, screen=screen, keep=keep,
        share=share, at_least=at_least, replicates=replicates, numbers=numbers, workers=workers,
    )  # fmt: skip
    if kept is None:
        return question.run(workers=workers, progress=progress)
    with question.keeping(Path(kept)) as evaluated:
        return question.run(workers=workers, progress=progress, kept=evaluated)


def request(
    study: Study | str | Path, *, method: str | None, samples: int | str | None, most: int, second_order: bool,
    screen: bool, keep: int, share: float, at_least: Targets | None = None,
    replicates: int | None = None, numbers: str | None = None, workers: int = 1,
) -> SensitivityRequest:  # fmt: skip
    """The question, read and checked, before anything is run; see :func:`sensitivity`. Raises ``InputError``."""
    given = list(at_least.items()) if isinstance(at_least, Mapping) else list(at_least or ())
    swept = is_sweep(study)
    usual = REGIONAL if given else GIVEN_DATA if swept else USUAL_METHOD
    chosen = usual if method is None else method
    check_choice("--method", chosen, METHODS)
    if chosen == REGIONAL and not given:
        raise InputError([Issue(COMMAND_LINE, refusal("sens_targets"), key="--method", given=chosen)])
    check_count("--most", most, *SENSITIVITY_MOST.bounds)
    check_count("--keep", keep, *SENSITIVITY_KEEP.bounds)
    check_share("--share", share)
    check_limits(replicates=replicates, workers=workers)
    command = call("sensitivity", study if isinstance(study, (str, Path)) else study.name, method=method,
                   samples=samples, second_order=second_order or None, screen=screen or None,
                   at_least=dict(given) or None, replicates=replicates, numbers=numbers)  # fmt: skip
    if swept:
        only_indices(samples=samples, screen=screen, replicates=replicates, numbers=numbers, second=second_order)
        return of_sweep(Path(study), chosen, given, command)  # type: ignore[arg-type]
    subject = with_numbers(study_from(study), numbers)
    many = tuple(range(replicates or (1 if METHODS[chosen].fresh else subject.replicates)))
    settings = Settings(chosen, sample_size(chosen, samples), most, second_order, subject.design.seed, many,
                        targets_of(subject, given))  # fmt: skip
    screening = Screen(share=share, keep=keep) if screen else None
    check(subject, settings, screening)
    return SensitivityRequest(subject, settings, screening, command)


def sample_size(method: str, samples: int | str | None) -> int | None:
    """The size of the sample; None for one that grows. Raises ``InputError`` for anything else."""
    if samples is None:
        return METHODS[method].usual
    if samples == AUTO:
        return None
    if isinstance(samples, bool) or not str(samples).isdecimal():
        raise InputError([Issue(COMMAND_LINE, refusal("sens_samples"), key="--samples", given=str(samples))])
    return int(samples)


@dataclass(frozen=True)
class SensitivityRequest:
    """What is asked of a study: by which method, and after which screening."""

    study: Study
    settings: Settings
    screen: Screen | None
    command: str = field(default="", compare=False)
    cases: SweptCases | None = None

    @property
    def runs(self) -> int:
        """Runs that it takes at most; none for a finished sweep."""
        return 0 if self.cases is not None else runs_needed(self.study, self.settings, self.screen)

    def seconds(self, workers: int = 1) -> float:
        """About how long it takes, from a few runs of its own."""
        return seconds_of(self.study, self.runs, workers)

    def identity(self) -> Question:
        """The question as the folder of its evaluations knows it."""
        how = {**asdict(self.settings), "screen": None if self.screen is None else asdict(self.screen)}
        return Question.about("sensitivity", self.study, self.study.where(), how, self.command)

    def usual_folder(self, out: Path | None) -> Path:
        """See :meth:`kkgsim.execution.evaluations.Question.usual_folder`."""
        return self.identity().usual_folder(self.study.name, out)

    def keeping(self, folder: Path) -> AbstractContextManager[Evaluations]:
        """Open a folder that keeps what is played; see :func:`kkgsim.execution.evaluations.evaluations`."""
        return evaluations(folder, self.identity())

    def run(
        self, *, workers: int = 1, progress: Progress = no_progress, kept: Evaluations | None = None
    ) -> SensitivityResult:
        """Play and analyse; the same for any number of workers. What is ``kept`` is not played again. Raises
        ``EvaluationFailed`` when a run fails."""
        if self.cases is not None:
            return SensitivityResult(of_cases(self.study, self.settings, self.cases), self.command)
        details = analyse_study(
            self.study, self.settings, self.screen, workers=workers, progress=progress, kept=kept
        )  # fmt: skip
        return SensitivityResult(details, self.command)


def of_sweep(folder: Path, method: str, at_least: Sequence[tuple[str, float]], command: str) -> SensitivityRequest:
    """What is asked of a finished sweep. Raises ``InputError`` for a method that needs points of its own, and
    ``OutputError`` for a sweep that is unfinished or damaged."""
    cases = cases_in(folder)
    settings = Settings(method, len(cases.points), seed=cases.study.design.seed,
                        replicates=tuple(range(cases.study.replicates)),
                        targets=targets_of(cases.study, at_least))  # fmt: skip
    check_swept(cases, settings)
    return SensitivityRequest(cases.study, settings, None, command, cases)


@dataclass(frozen=True, repr=False, eq=False)
class SensitivityResult(PicturedResult):
    """What a study's outcomes are sensitive to. The main table ``indices`` has a row an outcome, month, factor and
    index; ``details`` has the arrays behind all tables."""

    MAIN: ClassVar[str] = "indices"
    details: Sensitivity
    command: str = ""

    def plot(self, name: str | None = None) -> Figure:
        """The picture of that ``name``; without one the indices of the strongest factors, a panel an outcome.

        Raises ``NothingToDraw`` where no factor moves any outcome, ``InputError`` for a name not among ``plots``.
        """
        if not self.plots:
            raise NothingToDraw(tr("sens_nothing"))
        return super().plot(name)

    def pictures(self) -> Mapping[str, Callable[[], Figure]]:
        from kkgsim.analysis.sensitivity.plots.pictures import pictures_of

        return {name: partial(draw, self.details) for name, draw in pictures_of(self.details).items()}

    def provenance(self, command: str) -> Mapping[str, Any]:
        from kkgsim.analysis.sensitivity.tables import provenance_of

        return provenance_of(self.details, command)

    def render(self) -> RenderableType:
        from kkgsim.analysis.sensitivity.report import render

        return render(self.details)

    def _tables(self) -> dict[str, pd.DataFrame]:
        from kkgsim.analysis.sensitivity.tables import tables

        return tables(self.details)

    def _command(self) -> str:
        return self.command

    def _summary(self) -> str:
        analysis = self.details.analysis
        return (
            f"study {self.details.study.name!r}, {analysis.how.method}, {len(self.details.factors)} factors,"
            f" {analysis.steps[-1].samples} samples"
        )
