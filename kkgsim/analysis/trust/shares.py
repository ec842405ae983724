"""Where the variance of an answer comes from: replayed with groups of numbers, or luck, held.

Some draws are played, and each is played again for every group with that group alone drawn anew and all else held, luck
included; once more with luck alone drawn anew. Half the mean square of what changes is the variance that the group
has a hand in (total effects, Jansen 1999). What two groups do together counts for both, so shares may add up to more
than one. Intervals are a bootstrap of the draws.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from kkgsim.analysis.comparison.baselines import different
from kkgsim.analysis.evaluator import Evaluator
from kkgsim.analysis.ranks import LEVEL
from kkgsim.analysis.result import no_progress
from kkgsim.analysis.sensitivity.methods import STEADY
from kkgsim.analysis.sensitivity.problem import CHOICE, Problem, problem_of
from kkgsim.design.study import END, Design, Factor, Study
from kkgsim.engine import kernel
from kkgsim.engine.batch_runner import initial_states
from kkgsim.engine.initial_state import InitialStates
from kkgsim.engine.intervals import Interval
from kkgsim.model.arrays import Array
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.posterior import Drawn
from kkgsim.model.registry import PARAMETERS
from kkgsim.places.districts import one_district
from kkgsim.places.place import Place
from kkgsim.scenario.scenario import Assumption, Scenario

ASSUMED, KNOWN, STRUCTURE, FITTED, LUCK = "assumed", "known", "structure", "fitted", "luck"
"""What variance comes from: numbers that nobody has measured; those measured, read in a study or judged from sources;
choices between structures of the model; numbers that a posterior holds jointly; luck."""
PARTS = (ASSUMED, KNOWN, STRUCTURE, FITTED, LUCK)
RESAMPLES = 999
Shares = dict[str, Interval]
"""The share of each part, with its interval; nothing where an outcome does not move."""


@dataclass(frozen=True)
class Question:
    """How replays are laid: numbers ``uncertain`` as a comparison has them, ``points`` draws, by ``seed``."""

    place: Place
    seed: int
    uncertain: Drawn
    points: int

    def study(self, scenario: Scenario) -> Study:
        """A scenario as a study of all outcomes in the last year, nothing varied."""
        return Study(
            scenario.name, scenario.title, scenario.about, scenario, self.place.name, 0, 1, self.seed, self.uncertain,
            Design("points"), (), tuple(OUTCOMES), (END,), own_luck=True,
        )  # fmt: skip

    def base(self, factors: int) -> tuple[Array, Array]:
        """The draws, and those that replace them, as shares of probability, shape (points, factors)."""
        base, other = np.random.default_rng(self.seed).random((2, self.points, factors))
        return base, other

    def held(self, scenario: Scenario, numbers: Mapping[str, float], *, workers: int = 1) -> Array:
        """The outcomes of a scenario in the draws, with some numbers held, shape (points, outcomes)."""
        study = self.study(scenario)
        problem = problem_of(study, groups=False)
        points = problem.points(self.base(len(problem.factors))[0])
        names = [factor.name for factor in problem.factors]
        for name, value in numbers.items():
            points[:, names.index(name)] = value
        return _outcomes(Evaluator(self.played(study, problem), self.place, workers=workers), points, range(1))

    def played(self, study: Study, problem: Problem) -> Study:
        """The study with all that is drawn laid out as points."""
        return replace(study, factors=problem.factors, drawn=False)


def _outcomes(
    evaluate: Evaluator, points: Array, replicates: range, progress: Callable[[int], None] = no_progress
) -> Array:
    """All outcomes in one replicate, shape (points, outcomes)."""
    columns = [evaluate.columns.index(f"{name}_{END}") for name in OUTCOMES]
    return np.ascontiguousarray(evaluate(points, replicates, progress=progress)[0][:, columns])


def part_of(problem: Problem, factor: Factor) -> str:
    """The part that a number belongs to."""
    if problem.joint is not None and factor.name in problem.joint.names:
        return FITTED
    if factor.unit == CHOICE:
        return STRUCTURE
    return ASSUMED if PARAMETERS[factor.name].grade == ASSUMED else KNOWN


class Replays:
    """The draws of a question and their replays, which every scenario of the same assumptions shares."""

    def __init__(self, question: Question, scenario: Scenario, *, workers: int = 1):
        self._question, self._workers = question, workers
        self._study = question.study(scenario)
        problem = problem_of(self._study, groups=False)
        one_district(question.place)
        labels = np.array([part_of(problem, factor) for factor in problem.factors])
        self.parts = tuple(part for part in PARTS if part == LUCK or part in labels)
        base, other = question.base(len(problem.factors))
        self._problem = problem
        moved = [np.where(labels == part, other, base) for part in self.parts if part != LUCK]
        self._points = [problem.points(unit) for unit in (base, *moved)]

    @cached_property
    def _initial(self) -> InitialStates:
        return initial_states(self._study, self._question.place)

    @property
    def runs(self) -> int:
        """Runs of each scenario."""
        return self._question.points * (1 + len(self.parts))

    def values(self, scenario: Scenario, progress: Callable[[int], None] = no_progress) -> Array:
        """The outcomes of a scenario, shape (1 + parts, points, outcomes): of the draws, then with each part anew.

        Raises ``EvaluationFailed`` when a run fails.
        """
        study = self._question.played(self._question.study(scenario), self._problem)
        evaluate = Evaluator(study, self._question.place, workers=self._workers, initial=self._initial)
        held = [_outcomes(evaluate, points, range(1), progress) for points in self._points]
        held.append(_outcomes(evaluate, self._points[0], range(1, 2), progress))  # the next replicate is other luck
        return np.stack(held)

    def shares(self, values: Array) -> dict[str, Shares]:
        """The shares of every outcome, of values or differences of shape (1 + parts, points, outcomes)."""
        return {name: self._of(values[:, :, rank]) for rank, name in enumerate(OUTCOMES)}

    def _of(self, table: Array) -> Shares:
        if np.ptp(table) <= STEADY * max(1.0, float(np.abs(table).max())):
            return {}
        from scipy.stats import bootstrap

        found = bootstrap(
            tuple(table), total_effects, paired=True, vectorized=True, n_resamples=RESAMPLES, confidence_level=LEVEL,
            method="percentile", rng=np.random.default_rng(self._question.seed),
        ).confidence_interval  # fmt: skip
        three = np.clip(np.stack([total_effects(*table), found.low, found.high], axis=-1), 0.0, 1.0)
        return {part: Interval(*row) for part, row in zip(self.parts, three.tolist(), strict=True)}


def total_effects(*rows: Array, axis: int = -1) -> Array:
    """The share of each part, zero where nothing varies: ``rows`` are values of the draws, then those with each part
    drawn anew."""
    table = np.stack(rows)
    changed = ((table[1:] - table[0]) ** 2).mean(axis=axis) / 2.0
    whole = table.var(axis=axis, ddof=1).mean(axis=0)
    result: Array = np.divide(
        changed, whole, out=np.zeros_like(changed), where=np.broadcast_to(whole > 0.0, changed.shape)
    )
    return result


Pair = tuple[Scenario, Scenario]
"""A scenario and what it is set against; the same one twice where nothing is compared."""


def runs_needed(pairs: Sequence[Pair], question: Question) -> int:
    """Runs that the shares of scenarios take."""
    return sum(replays.runs * len(members) for replays, members in _laid(pairs, question, workers=1))


def shares_of(
    pairs: Sequence[Pair], question: Question, *, workers: int = 1, progress: Callable[[int], None] = no_progress
) -> list[dict[str, Shares]]:
    """The shares of every outcome of each scenario: of what it changes, or where nothing is compared of its values.

    Raises ``InputError`` for a place of several districts, ``EvaluationFailed`` when a run fails.
    """
    kernel.ready()
    played: list[tuple[Scenario, Array, Replays]] = []
    for replays, members in _laid(pairs, question, workers=workers):
        played += [(scenario, replays.values(scenario, progress), replays) for scenario in members]

    def known(scenario: Scenario) -> tuple[Array, Replays]:
        return next((values, replays) for other, values, replays in played if other == scenario)

    result = []
    for scenario, against in pairs:
        values, replays = known(scenario)
        result.append(replays.shares(values if against == scenario else values - known(against)[0]))
    return result


def _laid(pairs: Sequence[Pair], question: Question, *, workers: int) -> Iterator[tuple[Replays, list[Scenario]]]:
    """Every different scenario once, with those of the same assumptions."""
    members: dict[tuple[Assumption, ...], list[Scenario]] = {}
    for scenario in different([scenario for pair in pairs for scenario in pair]):
        members.setdefault(scenario.assumptions, []).append(scenario)
    for scenarios in members.values():
        yield Replays(question, scenarios[0], workers=workers), scenarios
