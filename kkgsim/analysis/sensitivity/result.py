"""The sensitivity of a study: what of its outcomes is analysed, and what is asked of the model for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kkgsim.analysis.evaluator import Evaluator
from kkgsim.analysis.sensitivity import problem as unit_cube
from kkgsim.analysis.sensitivity import variance
from kkgsim.analysis.sensitivity.analysis import Analysis, Settings, analyse
from kkgsim.analysis.sensitivity.methods import METHODS, Method
from kkgsim.analysis.sensitivity.problem import Ask
from kkgsim.analysis.sensitivity.screening import Screen, Screened, screened
from kkgsim.analysis.sensitivity.swings import swings
from kkgsim.analysis.sensitivity.variance import Parts, parts
from kkgsim.design.read_vary import MOST_RUNS
from kkgsim.design.study import END, Factor, Study
from kkgsim.engine.batch_runner import MONEY
from kkgsim.errors import COMMAND_LINE, InputError, Issue
from kkgsim.i18n import Text, message, refusal, tr
from kkgsim.i18n.units import RUPIAH, Unit
from kkgsim.model.arrays import Array
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.places.place import Place

COST = MONEY[0]
"""What is analysed besides the outcomes: money a year, all payers."""
MOST_CELLS = 64 * 2**20
"""Points times factors of one sample; more would take more memory than a laptop has."""

Told = Callable[[int], None]


def nobody(runs: int) -> None:
    """Hears how many runs are done, and does nothing."""


@dataclass(frozen=True)
class Column:
    """One outcome in one month ("" of what has none), as the evaluator names it."""

    name: str
    outcome: str
    month: str

    @property
    def label(self) -> Text:
        """What people call the outcome."""
        if self.outcome == COST:
            return message(COST)
        return OUTCOMES[self.outcome].label

    def when(self) -> str:
        """Its month in words; "" of what has none."""
        if not self.month:
            return ""
        return tr("last_year") if self.month == END else tr("sens_month", month=self.month)

    def __str__(self) -> str:
        """The outcome and its month."""
        return str(self.label) + (f" ({self.when()})" if self.month else "")

    @property
    def unit(self) -> Unit:
        """The unit of the outcome."""
        return RUPIAH if self.outcome == COST else OUTCOMES[self.outcome].unit


def columns_of(study: Study) -> list[Column]:
    """The outcomes of a study in all its months, and what it costs."""
    result = [Column(f"{name}_{month}", name, str(month)) for name in study.outcomes for month in study.months]
    return [*result, Column(COST, COST, "")]


@dataclass(frozen=True, eq=False)
class Sensitivity:
    """What a study's outcomes are sensitive to. ``low`` and ``high`` are mean outcomes where a factor is low and high,
    shape (factors, columns)."""

    study: Study
    place: Place
    columns: list[Column]
    screened: Screened | None
    analysis: Analysis
    parts: list[Parts] | None
    low: Array
    high: Array

    @property
    def factors(self) -> tuple[Factor, ...]:
        """What varied in the analysis itself."""
        return self.analysis.problem.factors


def check(study: Study, how: Settings, screen: Screen | None) -> None:
    """Refuse what the method cannot carry. Raises ``InputError`` with all that is wrong."""
    labels = len(unit_cube.Problem(study.factors).labels)
    kept = labels if screen is None else min(labels, screen.keep)
    result = [*_method_problems(study, how), *_size_problems(how)]
    if how.rows(kept) * len(how.replicates) > MOST_RUNS:
        most = refusal("count", most=MOST_RUNS)
        given = f"{how.rows(kept)} x {len(how.replicates)}"
        result.append(Issue(COMMAND_LINE, refusal("too_many_runs"), key="--samples", given=given, allowed=most))
    elif how.rows(kept) * (len(study.factors) if screen is None else kept) > MOST_CELLS:
        result.append(Issue(COMMAND_LINE, refusal("sens_memory"), key="--samples"))
    if result:
        raise InputError(result)


def _method_problems(study: Study, how: Settings) -> list[Issue]:
    """What of the factors the method cannot carry."""
    result = []
    if unit_cube.Problem(study.factors).grouped and not how.by.groups:
        result.append(Issue(COMMAND_LINE, refusal("sens_groups"), key="--method", given=how.method,
                            allowed=_those(lambda by: by.groups)))  # fmt: skip
    switched = [factor.name for factor in study.factors if factor.values]
    if switched and not how.by.switches:
        result.append(Issue(COMMAND_LINE, refusal("sens_switches"), key="--method", given=how.method,
                            allowed=_those(lambda by: by.switches)))  # fmt: skip
    if how.second and not how.by.pairs:
        result.append(Issue(COMMAND_LINE, refusal("sens_second"), key="--second-order", given=how.method,
                            allowed=_those(lambda by: by.pairs)))  # fmt: skip
    return result


def _those(can: Callable[[Method], bool]) -> str:
    """The methods that can do something."""
    return ", ".join(name for name, method in METHODS.items() if can(method))


def _size_problems(how: Settings) -> list[Issue]:
    """What is wrong with the size of the sample."""
    result = []
    for key, size in (("--samples", how.samples), ("--most", how.most)):
        if size is None or (key == "--most" and how.samples is not None):
            continue
        if size < how.by.fewest:
            result.append(Issue(COMMAND_LINE, refusal("sens_few"), key=key, given=str(size),
                                 allowed=f">= {how.by.fewest}"))  # fmt: skip
        elif how.by.powers and size & (size - 1):
            below = 1 << (size.bit_length() - 1)
            allowed = f"{below}, {2 * below}"
            result.append(Issue(COMMAND_LINE, refusal("sens_power"), key=key, given=str(size), allowed=allowed))
    return result


def runs_needed(study: Study, how: Settings, screen: Screen | None) -> int:
    """Runs that the question takes at most."""
    whole = unit_cube.Problem(study.factors)
    labels = len(whole.labels)
    points = 0
    if screen is not None:
        points, labels = screen.trajectories * (labels + 1), min(labels, screen.keep)
    points += how.rows(labels)
    if len(how.replicates) > 1:
        kinds = {variance.kind_of(factor) for factor in study.factors}
        points += variance.BASE * (len(kinds) + (screen is not None) + 2) + variance.BASE * bool(study.drawn)
    return points * len(how.replicates)


def sensitivity(
    study: Study, how: Settings, screen: Screen | None = None, *, workers: int = 1, progress: Told = nobody
) -> Sensitivity:
    """Answer what decides the outcomes of a study.

    Numbers that do not vary are held at the book, so that replicates differ by luck alone; where the study draws them,
    what they add is measured apart. Raises ``InputError`` for what the method cannot carry, ``RunFailed`` when a run
    fails.
    """
    check(study, how, screen)
    place, columns = study.where(), columns_of(study)

    def asking(played: Study) -> Ask:
        return _asking(Evaluator(played, place, workers=workers), columns, progress)

    held = replace(study, drawn=False)
    whole, ask = unit_cube.Problem(study.factors), asking(held)
    problem, result = whole, None
    if screen is not None:
        result = screened(whole, ask, how, screen)
        problem = result.problem
    narrow = replace(held, factors=problem.factors)
    analysis = analyse(problem, ask if result is None else asking(narrow), how)
    low, high = swings(analysis.unit, analysis.values)
    dropped = {f.name for f in whole.factors} - {f.name for f in problem.factors}
    split = parts(
        whole, ask, how.replicates, how.seed, drawn=asking(study) if study.drawn else None,
        label_of=lambda factor: variance.DROPPED if factor.name in dropped else variance.kind_of(factor),
    )  # fmt: skip
    return Sensitivity(study, place, columns, result, analysis, split, low, high)


def _asking(evaluator: Evaluator, columns: Sequence[Column], progress: Told) -> Ask:
    """The evaluator as an analysis asks it: only the columns that are analysed."""
    picked = [evaluator.columns.index(column.name) for column in columns]

    def ask(points: Array, replicates: Sequence[int]) -> Array:
        result: Array = np.ascontiguousarray(evaluator(points, replicates, progress=progress)[:, :, picked])
        return result

    return ask
