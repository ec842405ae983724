"""``kkgsim.sensitivity``: what decides the outcomes of a study, from Python as from the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from kkgsim.analysis.numbers_args import with_numbers
from kkgsim.analysis.outcome_args import check_choice, check_count, check_share
from kkgsim.analysis.pictured_result import PicturedResult
from kkgsim.analysis.result import NothingToDraw, Progress, call, no_progress
from kkgsim.analysis.scenario_args import study_from
from kkgsim.analysis.sensitivity.analysis import Settings
from kkgsim.analysis.sensitivity.methods import METHODS
from kkgsim.analysis.sensitivity.result import Sensitivity, check, runs_needed
from kkgsim.analysis.sensitivity.result import sensitivity as analyse_study
from kkgsim.analysis.sensitivity.screening import METHOD as SCREENING
from kkgsim.analysis.sensitivity.screening import Screen
from kkgsim.design.questions import AUTO, USUAL_METHOD, SensitivityMethod
from kkgsim.design.study import Study
from kkgsim.errors import COMMAND_LINE, InputError, Issue, called_from_python
from kkgsim.i18n import refusal, tr
from kkgsim.scenario.limits import check_limits

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure
    from rich.console import RenderableType


@called_from_python("sensitivity")
def sensitivity(
    study: Study | str | Path, *, method: SensitivityMethod = USUAL_METHOD, samples: int | str | None = None,
    most: int = 8192, second_order: bool = False, screen: bool = False, keep: int = 30, share: float = 0.95,
    replicates: int | None = None, numbers: str | None = None, workers: int = 1, progress: Progress = no_progress,
) -> SensitivityResult:  # fmt: skip
    """What decides the outcomes of a study: factors by their sensitivity indices, and how much is left to chance.

    Args:
        study: A study, or the file of one.
        method: "sobol" (variance shares, Sobol' 2001 and Saltelli et al. 2010), "morris" (elementary effects),
            "fast", "rbd_fast", "delta" or "pawn".
        samples: Size of the sample; "auto" doubles it until the indices settle, up to ``most``; None is usual.
        second_order: With "sobol", also the indices of pairs of factors.
        screen: Morris first, then only the factors that carry ``share`` of all effects, at most ``keep`` of them.
        replicates: Replicates averaged at every point; None for those of the study.
        numbers: "prior", "posterior" (or the folder of one) or "book" for numbers that do not vary; None as the study
            says.
        workers: Threads; any number gives the same results.
        progress: Hears how many more runs are done.

    Raises:
        InputError: For a study that cannot be read, and for options that the method or the study cannot carry.
        EvaluationFailed: When a run fails.
    """
    question = request(
        study, method=method, samples=samples, most=most, second_order=second_order, screen=screen, keep=keep,
        share=share, replicates=replicates, numbers=numbers, workers=workers,
    )  # fmt: skip
    return question.run(workers=workers, progress=progress)


def request(
    study: Study | str | Path, *, method: str, samples: int | str | None, most: int, second_order: bool, screen: bool,
    keep: int, share: float, replicates: int | None, numbers: str | None = None, workers: int = 1,
) -> SensitivityRequest:  # fmt: skip
    """The question, read and checked, before anything is run; see :func:`sensitivity`. Raises ``InputError``."""
    check_choice("--method", method, METHODS)
    check_count("--most", most, 16, 2**20)
    check_count("--keep", keep, 1, 1000)
    check_share("--share", share)
    check_limits(replicates=replicates, workers=workers)
    if screen and method == SCREENING:
        raise InputError([Issue(COMMAND_LINE, refusal("sens_screen"), key="--screen")])
    subject = with_numbers(study_from(study), numbers)
    settings = Settings(method, sample_size(method, samples), most, second_order, subject.design.seed,
                        tuple(range(replicates or subject.replicates)))  # fmt: skip
    screening = Screen(share=share, keep=keep) if screen else None
    check(subject, settings, screening)
    command = call("sensitivity", study if isinstance(study, (str, Path)) else subject.name, method=method,
                   samples=samples, second_order=second_order or None, screen=screen or None,
                   replicates=replicates, numbers=numbers)  # fmt: skip
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

    @property
    def runs(self) -> int:
        """Runs that it takes at most."""
        return runs_needed(self.study, self.settings, self.screen)

    def run(self, *, workers: int = 1, progress: Progress = no_progress) -> SensitivityResult:
        """Play and analyse; the same for any number of workers. Raises ``EvaluationFailed`` when a run fails."""
        details = analyse_study(self.study, self.settings, self.screen, workers=workers, progress=progress)
        return SensitivityResult(details, self.command)


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
