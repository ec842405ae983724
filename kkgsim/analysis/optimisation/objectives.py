"""What packages bring and cost on many futures: gain, cost, the gain of those who gain least, the gain in a bad future.

All packages are played on the same futures (luck, and numbers drawn from their evidence), and so is the status quo that
they are set against.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from kkgsim.analysis.evaluator import Evaluator, KeptEvaluator, evaluator_of
from kkgsim.analysis.optimisation.schedules import Timings, groups, scheduled
from kkgsim.analysis.result import Progress, no_progress
from kkgsim.design.questions import CHANCE, EVERYBODY
from kkgsim.design.study import END, Points, Study
from kkgsim.engine.batch_runner import initial_states
from kkgsim.engine.group_columns import AT, NOT, sides_of
from kkgsim.engine.initial_state import InitialStates
from kkgsim.execution.evaluations import Evaluations
from kkgsim.model.arrays import Array, Index
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.places.place import Place

Measures = Mapping[str, Array]
"""What was measured of packages, each of shape (packages,); in every future (``gains``, ``spends``, ``costs``,
``leasts``, ``levels``, ``wholes``) of shape (packages, futures)."""
Weigh = Callable[[Points], Measures]
BAD = 0.10
"""Only this share of futures is worse than a bad one."""
PRESENT = {"teacher": "practice_mean", "school": "literacy_mean"}
"""An outcome that is never exactly zero where a side has anybody, by what it is over."""


@dataclass(frozen=True)
class Objective:
    """What packages are weighed by: the gain in an ``outcome`` (mean of the last year), and rupiah a year beyond the
    status quo, of all payers or of one. ``chance`` is the share of futures in which a target is to be reached."""

    outcome: str
    payer: str = EVERYBODY
    chance: float = CHANCE
    target: float = float("nan")

    @property
    def better(self) -> int:
        """+1 where more of the outcome is better, -1 where less is."""
        return OUTCOMES[self.outcome].better


class PackageEvaluation:
    """Weighs points of a study on ``replicates`` futures; the same for any number of workers.

    The measures: ``gain`` (mean over the futures, in the outcome's unit, more is better) with its standard error
    ``gain_error``; ``robust`` (the gain in a bad future); ``least`` (the mean gain of the side of a group that gains
    least; the gain itself where nothing is recorded by group); ``cost`` and ``spent`` (rupiah a year beyond the status
    quo, of all payers and of the aim's, the latter with its standard error ``spent_error``); ``time`` (the value of
    time given, rupiah a year beyond the status quo); ``level`` (the outcome that ``chance`` of the futures reach),
    ``reached`` (the share that reach the target); and in every future ``gains``, ``spends``, ``costs``, ``leasts`` (of
    that side, not numbers where it has nobody) and ``levels``. The gain is the mean of the last year; with ``timings``,
    by which levers come and go, that of all months, as the cost is. With ``spans`` there are ``whole`` and
    ``wholes``, too: the gain of all months in any case. What is played is ``kept``, where a folder for it is given.
    """

    def __init__(
        self, study: Study, place: Place, aim: Objective, *, workers: int = 1,
        progress: Progress = no_progress, kept: Evaluations | None = None, timings: Timings = (),
        spans: bool = False,
    ):  # fmt: skip
        self.aim, self._progress, self._kept, self._timings, self._spans = aim, progress, kept, timings, spans
        self._place, self._workers = place, workers
        self._timed: dict[bytes, Evaluator | KeptEvaluator] = {}
        self._all_months = tuple(range(1, study.scenario.months + 1))
        self._judged: tuple[int | str, ...] = self._all_months if timings else (END,)
        months = (*self._judged, *(self._all_months if spans and not timings else ()))
        self._sides = sides_of(aim.outcome)
        probes = [f"{PRESENT[OUTCOMES[aim.outcome].over]}{side[side.index(AT) :]}" for side in self._sides]
        outcomes = dict.fromkeys((aim.outcome, *self._sides, *probes))
        self.study = replace(study, outcomes=tuple(outcomes), months=months)
        self._initial: InitialStates | None = None
        self._evaluate = self._evaluator(self.study, place, workers)
        self._base = self._status_quo(place, workers)
        self._there = {
            side: self._column(self._base, probe) != 0.0 for side, probe in zip(self._sides, probes, strict=True)
        }

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides of groups that have anybody in some future."""
        both = {side for side in self._sides if self._there[side].any()}
        return tuple(side for side in self._sides if side in both and _other(side) in both)

    def __call__(self, points: Points) -> Measures:
        """The measures of some points. Raises :class:`kkgsim.analysis.evaluator.EvaluationFailed` when a run fails: a
        measure with holes would mislead."""
        values = self._values(points)
        change = values - self._base
        gain = self.aim.better * self._column(change, self.aim.outcome)
        by_side = [self._of_side(change, side) for side in self.sides]
        reached = self.aim.better * self._column(values, self.aim.outcome)
        level = np.quantile(reached, 1.0 - self.aim.chance, axis=0, method="lower")
        spent = "cost_per_year" if self.aim.payer == EVERYBODY else f"cost_{self.aim.payer}"
        spends = change[:, :, self._evaluate.columns.index(spent)]
        futures = len(gain)
        result = {
            "gains": np.ascontiguousarray(gain.T),
            "spends": np.ascontiguousarray(spends.T),
            "spent_error": spends.std(axis=0, ddof=1) / np.sqrt(futures) if futures > 1 else np.zeros(len(points)),
            "gain": gain.mean(axis=0),
            "gain_error": gain.std(axis=0, ddof=1) / np.sqrt(futures) if futures > 1 else np.full(len(points), np.nan),
            "least": np.min(by_side, axis=0) if by_side else gain.mean(axis=0),
            "robust": np.quantile(gain, BAD, axis=0),
            "cost": self._money(change, "cost_per_year"),
            "spent": self._money(change, spent),
            "time": self._money(change, "time_value_per_year"),
            "level": self.aim.better * level,
            "reached": (reached >= self.aim.better * self.aim.target).mean(axis=0),
            "costs": np.ascontiguousarray(change[:, :, self._evaluate.columns.index("cost_per_year")].T),
            "levels": np.ascontiguousarray(self.aim.better * reached.T),
            "leasts": self._leasts(change, np.array(by_side)) if by_side else np.ascontiguousarray(gain.T),
        }
        if self._spans:
            whole = self.aim.better * self._column(change, self.aim.outcome, self._all_months)
            result |= {"whole": whole.mean(axis=0), "wholes": np.ascontiguousarray(whole.T)}
        return result

    def _leasts(self, change: Array, by_side: Array) -> Array:
        """The gain in every future of the side that gains least on average, shape (points, futures); not numbers where
        it has nobody."""
        least = by_side.argmin(axis=0)
        result = np.full((change.shape[1], change.shape[0]), np.nan)
        for rank, side in enumerate(self.sides):
            mine, here = np.flatnonzero(least == rank), self._there[side][:, 0]
            result[np.ix_(mine, here)] = self.aim.better * self._column(change, side)[here][:, mine].T
        return result

    def _values(self, points: Points) -> Array:
        """What is kept of some points, those with the same schedules together."""
        settings, replicates = points[:, : len(self.study.factors)], range(self.study.replicates)
        if not self._timings:
            return self._evaluate(settings, replicates, progress=self._progress)
        chosen = points[:, len(self.study.factors) :].astype(np.int64)
        values = np.empty((len(replicates), len(points), len(self._evaluate.columns)))
        for combination, rows in groups(chosen):
            values[:, rows] = self._by(combination)(settings[rows], replicates, progress=self._progress)
        return values

    def _by(self, chosen: Index) -> Evaluator | KeptEvaluator:
        """What plays packages by some schedules; begun once, with the people and draws of all others."""
        key = chosen.tobytes()
        if not chosen.any():
            return self._evaluate
        if key not in self._timed:
            study = scheduled(self.study, self._timings, chosen)
            self._timed[key] = self._evaluator(study, self._place, self._workers)
        return self._timed[key]

    def _status_quo(self, place: Place, workers: int) -> Array:
        """What the study keeps when nothing is done, shape (replicates, 1, columns)."""
        alone = replace(self.study, scenario=self.study.scenario.idle(), factors=())
        evaluate = self._evaluator(alone, place, workers)
        return evaluate(np.zeros((1, 0)), range(self.study.replicates), progress=self._progress)

    def _evaluator(self, study: Study, place: Place, workers: int) -> Evaluator | KeptEvaluator:
        if self._initial is None:
            self._initial = initial_states(study, place)
        return evaluator_of(study, place, workers=workers, kept=self._kept, initial=self._initial)

    def _of_side(self, change: Array, side: str) -> Array:
        """The mean gain of a side over the futures in which it has anybody."""
        here = self._there[side][:, 0]
        mean: Array = self.aim.better * self._column(change, side)[here].mean(axis=0)
        return mean

    def _money(self, change: Array, column: str) -> Array:
        mean: Array = change[:, :, self._evaluate.columns.index(column)].mean(axis=0)
        return mean

    def _column(self, values: Array, outcome: str, over: tuple[int | str, ...] = ()) -> Array:
        """The mean of an outcome over some months; over those by which packages are judged where none are given."""
        months = [self._evaluate.columns.index(f"{outcome}_{month}") for month in over or self._judged]
        column: Array = values[:, :, months[0]] if len(months) == 1 else values[:, :, months].mean(axis=2)
        return column


def _other(side: str) -> str:
    """The other side of a group."""
    outcome, _, name = side.partition(AT)
    return f"{outcome}{AT}{name.removeprefix(NOT) if name.startswith(NOT) else NOT + name}"
