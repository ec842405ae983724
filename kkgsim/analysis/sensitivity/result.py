"""The sensitivity of a study: what of its outcomes is analysed, and what is asked of the model for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kkgsim.analysis.evaluator import evaluator_of
from kkgsim.analysis.result import Progress, no_progress
from kkgsim.analysis.sensitivity import problem as unit_cube
from kkgsim.analysis.sensitivity import variance
from kkgsim.analysis.sensitivity.analysis import Analysis, Settings, analyse
from kkgsim.analysis.sensitivity.methods import METHODS, Method
from kkgsim.analysis.sensitivity.problem import Ask
from kkgsim.analysis.sensitivity.screening import METHOD as SCREENING
from kkgsim.analysis.sensitivity.screening import Screen, Screened, screened
from kkgsim.analysis.sensitivity.swings import swings
from kkgsim.analysis.sensitivity.target import Target
from kkgsim.analysis.sensitivity.variance import Parts, parts
from kkgsim.design.read_vary import MOST_RUNS
from kkgsim.design.study import END, Factor, Study
from kkgsim.engine.batch_runner import MONEY
from kkgsim.errors import COMMAND_LINE, InputError, Issue
from kkgsim.execution.evaluations import Evaluations
from kkgsim.i18n import Text, message, refusal, tr
from kkgsim.i18n.units import RUPIAH, SHARE, Unit
from kkgsim.model.arrays import Array
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.places.place import Place

COST = MONEY[0]
"""What is analysed besides the outcomes: money a year, all payers."""
MOST_CELLS = 64 * 2**20
"""Points times factors of one sample; more would take more memory than a laptop has."""


@dataclass(frozen=True)
class Column:
    """One outcome in one month ("" of what has none), as the evaluator names it; with a ``target`` whether it is
    met."""

    name: str
    outcome: str
    month: str
    target: Target | None = None

    @property
    def label(self) -> Text:
        """What people call the outcome."""
        if self.target is not None:
            return self.target.label
        if self.outcome == COST:
            return message(COST)
        return OUTCOMES[self.outcome].label

    def when(self) -> str:
        """Its month in words; money is that of all months."""
        if not self.month:
            return tr("sens_all_months")
        return tr("last_year") if self.month == END else tr("sens_month", month=self.month)

    def __str__(self) -> str:
        """The outcome and its month."""
        return f"{self.label} ({self.when()})"

    @property
    def unit(self) -> Unit:
        """The unit of the outcome; of a target the share of runs that meet it."""
        if self.target is not None:
            return SHARE
        return RUPIAH if self.outcome == COST else OUTCOMES[self.outcome].unit


def columns_of(study: Study, targets: Sequence[Target] = ()) -> list[Column]:
    """The outcomes of a study in all its months, and what it costs; with ``targets`` these alone."""
    if targets:
        return [Column(target.column, target.outcome, target.month, target) for target in targets]
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
    """None where points come from a finished sweep."""
    low: Array
    high: Array
    swept_points: Array | None = None
    """The points of a finished sweep, as values of the factors."""

    @property
    def points(self) -> Array:
        """Values of the factors, shape (points, factors)."""
        known = self.swept_points
        return self.analysis.problem.points(self.analysis.unit) if known is None else known

    @property
    def factors(self) -> tuple[Factor, ...]:
        """What varied in the analysis itself."""
        return self.analysis.problem.factors

    @property
    def swept(self) -> bool:
        """Whether the points are those of a finished sweep."""
        return self.swept_points is not None


def check(study: Study, how: Settings, screen: Screen | None) -> None:
    """Refuse what the method cannot carry. Raises ``InputError`` with all that is wrong."""
    whole = problem_for(study, how)
    labels, factors = len(whole.labels), len(whole.factors)
    kept = labels if screen is None else min(labels, screen.keep + 2)
    result = [*_method_problems(study, how), *_size_problems(how)]
    if screen is not None and not (how.by.groups and how.method != SCREENING):
        result.append(Issue(COMMAND_LINE, refusal("sens_screen"), key="--screen", given=how.method,
                            allowed=_those(lambda by: by.groups and by.name != SCREENING)))  # fmt: skip
    if how.rows(kept) * len(how.replicates) > MOST_RUNS:
        most = refusal("count", most=MOST_RUNS)
        given = f"{how.rows(kept)} x {len(how.replicates)}"
        result.append(Issue(COMMAND_LINE, refusal("too_many_runs"), key="--samples", given=given, allowed=most))
    elif how.rows(kept) * factors > MOST_CELLS:
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
    labels = len(problem_for(study, how).labels)
    points = 0
    if screen is not None:
        points, labels = screen.trajectories * (labels + 1), min(labels, screen.keep + 2)
    points += how.rows(labels)
    kinds = len(unit_cube.problem_of(study, groups=True).regrouped(variance.kind_of).labels)
    return points * len(how.replicates) + variance.rows_of(kinds) * variance.LUCKS


def sensitivity(
    study: Study, how: Settings, screen: Screen | None = None, *, workers: int = 1, progress: Progress = no_progress,
    kept: Evaluations | None = None,
) -> Sensitivity:  # fmt: skip
    """Answer what decides the outcomes of a study.

    What is ``kept`` already is not played again. Raises ``InputError`` for what the method cannot carry,
    ``EvaluationFailed`` when a run fails.
    """
    check(study, how, screen)
    place, columns = study.where(), columns_of(study, how.targets)
    whole, split = problem_for(study, how), unit_cube.problem_of(study, groups=True)

    def asking(problem: unit_cube.Problem, fresh: bool) -> Ask:
        drawn = study.drawn and len(problem.factors) < len(split.factors)
        played = replace(study, drawn=drawn, factors=problem.factors, own_luck=fresh)
        return Asking(played, place, columns, progress, workers=workers, kept=kept)

    ask, problem, result = asking(whole, how.by.fresh), whole, None
    if screen is not None:
        result = screened(whole, ask, how, screen)
        problem = result.problem
    analysis = analyse(problem, ask, how)
    shares = parts(split, asking(split, True), how.seed)
    return Sensitivity(study, place, columns, result, analysis, shares, *swings(analysis.unit, analysis.values))


def problem_for(study: Study, how: Settings) -> unit_cube.Problem:
    """What varies for a method. Numbers that the study draws but does not vary are drawn anew at every point: judged
    together where the method can judge groups, one by one where one sample serves all, else part of luck."""
    if how.by.groups or how.by.fresh:
        return unit_cube.problem_of(study, groups=how.by.groups)
    return unit_cube.varied(study)


class Asking:
    """The evaluator as an analysis asks it: only the columns that are analysed, those with a target as whether a run
    meets it. Where points have luck of their own no two questions share any."""

    def __init__(
        self, study: Study, place: Place, columns: Sequence[Column], progress: Progress, *, workers: int = 1,
        kept: Evaluations | None = None,
    ):  # fmt: skip
        self._evaluate = evaluator_of(study, place, workers=workers, kept=kept)
        self._picked = [self._evaluate.columns.index(column.name) for column in columns]
        self._columns, self._progress, self._fresh, self._used = columns, progress, study.own_luck, 0

    def __call__(self, points: Array, replicates: Sequence[int]) -> Array:
        """See :data:`~kkgsim.analysis.sensitivity.problem.Ask`."""
        if self._fresh:
            replicates = range(self._used, self._used + len(replicates))
            self._used = replicates.stop
        values = self._evaluate(points, range(replicates[0], replicates[-1] + 1), progress=self._progress)
        result = np.ascontiguousarray(values[:, :, self._picked])
        for rank, column in enumerate(self._columns):
            if column.target is not None:
                result[:, :, rank] = column.target.met(result[:, :, rank])
        return result
