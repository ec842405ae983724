"""``kkgsim.value``: which number a survey should measure first, from Python as from the command line."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from kkgsim.analysis.comparison.compare import one_question
from kkgsim.analysis.futures import FutureSettings, options_of, sampled
from kkgsim.analysis.numbers_args import chosen_numbers
from kkgsim.analysis.outcome_args import check_amount, check_count, outcomes_named
from kkgsim.analysis.pictured_result import PicturedResult
from kkgsim.analysis.result import Progress, call, no_progress
from kkgsim.analysis.scenario_args import ScenarioSource, read_scenarios, shared_place
from kkgsim.analysis.value_of_information.analysis import Choice, ValueOfInformation, value_of_information
from kkgsim.design.questions import USUAL_OUTCOME, VALUE_FUTURES, VALUE_LUCKS
from kkgsim.design.read_study import is_study, read_study
from kkgsim.design.study import Study
from kkgsim.engine.columns import LANES
from kkgsim.errors import COMMAND_LINE, InputError, Issue, called_from_python
from kkgsim.execution import output_folder
from kkgsim.execution.evaluations import Evaluations, Question, evaluations
from kkgsim.i18n import refusal
from kkgsim.model.posterior import Drawn
from kkgsim.places.place import Place
from kkgsim.scenario.at_place import at_place
from kkgsim.scenario.limits import check_limits
from kkgsim.scenario.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure
    from rich.console import RenderableType

TRIED = 2 * LANES
"""Futures that are played, a thread, to learn how long all take."""
MOST = 64
"""Options beyond which it is no choice any more."""
Options = ScenarioSource | Study | Sequence[ScenarioSource | Study]
"""A scenario, several of them, or a study; each read before or as a file."""


@called_from_python("value")
def value(
    scenarios: Options, *, outcome: str = USUAL_OUTCOME, worth: float | None = None, budget: float | None = None,
    futures: int = VALUE_FUTURES.usual, lucks: int = VALUE_LUCKS.usual, place: Place | str | None = None,
    months: int | None = None, seed: int | None = None, numbers: str | None = None, kept: str | Path | None = None,
    workers: int = 1, progress: Progress = no_progress,
) -> ValueResult:  # fmt: skip
    """What knowing more would be worth to the choice between policies: the expected value of perfect information, of
    all numbers and of each alone (EVPI and EVPPI; Strong, Oakley and Brennan 2014).

    Args:
        scenarios: The policies to choose from beside the status quo: scenarios or their files, or one study, whose
            points they are.
        outcome: What policies are judged by.
        worth: Rupiah a year that one step of the outcome is worth; None judges by the gain alone.
        budget: Rupiah a year beyond the status quo; policies that cost more on average are out of the choice.
        futures: Draws of all uncertain numbers.
        lucks: Random replicates of each future.
        place: Instead of the scenarios' place.
        months: Instead of the scenarios' horizon.
        seed: Of numbers and luck; None for that of the first scenario.
        numbers: "prior", "posterior" (or the folder of one), whose numbers are drawn jointly; None as the scenarios
            say.
        kept: Folder that keeps what is played, so that the same question asked again goes on there.
        workers: Threads; any number gives the same results.
        progress: Hears how many more runs are done.

    Raises:
        InputError: For what cannot be read, and for options that do not belong to one question.
        EvaluationFailed: When a run fails.
    """
    question = request(
        scenarios, outcome=outcome, worth=worth, budget=budget, futures=futures, lucks=lucks, place=place,
        months=months, seed=seed, numbers=numbers, workers=workers,
    )  # fmt: skip
    if kept is None:
        return question.run(workers=workers, progress=progress)
    with question.keeping(Path(kept)) as evaluated:
        return question.run(workers=workers, progress=progress, kept=evaluated)


def request(
    scenarios: Options, *, outcome: str, worth: float | None, budget: float | None, futures: int, lucks: int,
    place: Place | str | None, months: int | None, seed: int | None, numbers: str | None = None, workers: int = 1,
) -> ValueRequest:  # fmt: skip
    """The question, read and checked, before anything is run; see :func:`value`. Raises ``InputError``."""
    outcomes_named([outcome], judged=True)
    check_count("--futures", futures, *VALUE_FUTURES.bounds)
    check_count("--lucks", lucks, *VALUE_LUCKS.bounds)
    check_limits(months=months, seed=seed, workers=workers)
    for key, amount in (("--worth", worth), ("--budget", budget)):
        if amount is not None:
            check_amount(key, amount)
    sources = [scenarios] if isinstance(scenarios, (Scenario, Study, str, Path)) else list(scenarios)
    options, where = _options(sources, place, months)
    if numbers is not None:
        options = [replace(option, drawn=_drawn(option, numbers)) for option in options]
    settings = FutureSettings(
        where, (options[0].without_policy(), *options), outcome, futures, lucks,
        options[0].seed if seed is None else seed, worth is not None,
    )  # fmt: skip
    names = [str(source) if isinstance(source, (str, Path)) else source.name for source in sources]
    command = call("value", names, outcome=outcome, worth=worth, budget=budget, futures=futures, lucks=lucks,
                   place=place.name if isinstance(place, Place) else place, months=months, seed=seed,
                   numbers=numbers)  # fmt: skip
    return ValueRequest(settings, Choice(worth, math.inf if budget is None else budget), command)


def _drawn(option: Scenario, numbers: str) -> Drawn:
    """The numbers that futures draw. Raises ``InputError`` for those of the book, which leave nothing to know."""
    drawn = chosen_numbers(option.drawn, numbers)
    if not drawn:
        raise InputError([Issue(COMMAND_LINE, refusal("value_book"), key="--numbers", given=numbers)])
    return drawn


def _options(
    sources: Sequence[ScenarioSource | Study], place: Place | str | None, months: int | None
) -> tuple[list[Scenario], Place]:
    """The options to choose from beside the status quo, and where: scenarios, or the points of a study."""
    plain: list[ScenarioSource] = [source for source in sources if not _is_study(source)]  # type: ignore[misc]
    if not sources or (plain and len(plain) < len(sources)) or (not plain and len(sources) > 1):
        given = ", ".join(source.name if isinstance(source, (Scenario, Study)) else str(source) for source in sources)
        raise InputError([Issue(COMMAND_LINE, refusal("value_study_alone"), given=given)])
    if plain:
        options = read_scenarios(plain, months)
        where, name = shared_place(options, plain, place), str(plain[0])
    else:
        options, where, name = _of_study(sources[0], place, months)  # type: ignore[arg-type]
    if not 0 < len(options) <= MOST:
        what = refusal("value_too_many" if options else "value_none")
        raise InputError([Issue(name, what, given=str(len(options)), allowed=f"1 … {MOST}")])
    options = [at_place(option, where) for option in options]
    one_question(options)
    return options, where


def _is_study(source: ScenarioSource | Study) -> bool:
    return isinstance(source, Study) or (not isinstance(source, Scenario) and is_study(Path(source)))


def _of_study(
    source: Study | Path | str, place: Place | str | None, months: int | None
) -> tuple[list[Scenario], Place, str]:
    """The options that a study lays, where, and what the study is called."""
    study = source if isinstance(source, Study) else read_study(source)
    name = study.name if isinstance(source, Study) else str(source)
    if isinstance(place, str):
        study = replace(study, place=place, base="")
    options = options_of(study, name)
    options = options if months is None else [option.with_horizon(months) for option in options]
    return options, place if isinstance(place, Place) else study.where(), name


@dataclass(frozen=True)
class ValueRequest:
    """What is asked: the options in their futures, and what they are judged by."""

    settings: FutureSettings
    choice: Choice
    command: str = field(default="", compare=False)

    @property
    def runs(self) -> int:
        """Runs that it takes."""
        return self.settings.runs

    def seconds(self, workers: int = 1) -> float:
        """About how long it takes, from a few futures of its own."""
        few = replace(self.settings, futures=TRIED * workers, lucks=1)
        sampled(replace(few, futures=workers), workers=workers)
        began = time.perf_counter()
        sampled(few, workers=workers)
        return (time.perf_counter() - began) / few.runs * self.runs

    def identity(self) -> Question:
        """The question as the folder of its evaluations knows it."""
        its = self.settings
        how = {"outcome": its.outcome, "futures": its.futures, "lucks": its.lucks, "seed": its.seed,
               "throughout": its.throughout}  # fmt: skip
        return Question.among("value", its.options, its.place, how, self.command)

    def usual_folder(self, out: Path | None) -> Path:
        """See :meth:`kkgsim.execution.evaluations.Question.usual_folder`."""
        return self.identity().usual_folder(self.settings.options[1].name, out)

    def keeping(self, folder: Path) -> AbstractContextManager[Evaluations]:
        """Open a folder that keeps what is played; see :func:`kkgsim.execution.evaluations.evaluations`."""
        return evaluations(folder, self.identity())

    def run(
        self, *, workers: int = 1, progress: Progress = no_progress, kept: Evaluations | None = None
    ) -> ValueResult:
        """Play all options in all futures and value information; the same for any number of workers. What is ``kept``
        is not played again. Raises ``EvaluationFailed`` when a run fails."""
        sample = sampled(self.settings, workers=workers, progress=progress, kept=kept)
        return ValueResult(value_of_information(sample, self.choice), self.command)


@dataclass(frozen=True, repr=False, eq=False)
class ValueResult(PicturedResult):
    """What knowing more is worth. The main table ``numbers`` has a row a number, the most valuable first;
    ``details`` has the arrays behind all tables."""

    MAIN: ClassVar[str] = "numbers"
    details: ValueOfInformation
    command: str = ""

    def pictures(self) -> Mapping[str, Callable[[], Figure]]:
        from kkgsim.analysis.value_of_information.plots import draw

        return {"information": partial(draw, self.details)}

    def provenance(self, command: str) -> Mapping[str, Any]:
        settings, choice, perfect = self.details.sample.settings, self.details.choice, self.details.perfect
        return output_folder.provenance(self.details, command) | {
            "value": {
                "outcome": settings.outcome, "worth": choice.worth, "futures": settings.futures,
                "lucks": settings.lucks, "budget": choice.budget if math.isfinite(choice.budget) else None,
                "perfect": {"low": perfect.low, "high": perfect.high, "with_luck": perfect.luck},
            }
        }  # fmt: skip

    def render(self) -> RenderableType:
        from kkgsim.analysis.value_of_information.report import render

        return render(self.details)

    def _tables(self) -> dict[str, pd.DataFrame]:
        from kkgsim.analysis.value_of_information.tables import tables

        return tables(self.details)

    def _command(self) -> str:
        return self.command

    def _summary(self) -> str:
        settings = self.details.sample.settings
        return f"{settings.outcome}, {len(settings.options)} options, {settings.futures} futures"
