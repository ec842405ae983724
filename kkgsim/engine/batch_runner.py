"""Runs of a study, cut into batches in which every lane is another point or replicate; of each only the columns that
the study asks for are recorded.

Run number ``replicate * points + point`` depends on the seed, its replicate and its point alone: not on the batch, the
chunk or the worker in which it is played, nor on what else is kept. Points share the luck of a replicate, numbers that
are drawn among it, or have all of it of their own, as the study says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from kkgsim.design.study import END, Points, Study
from kkgsim.engine import sampling
from kkgsim.engine.batch import Batch
from kkgsim.engine.budget import BudgetUse, simulate_within
from kkgsim.engine.columns import LANES
from kkgsim.engine.group_columns import AT, sums_of
from kkgsim.engine.initial_state import InitialStates, roster_of
from kkgsim.engine.payers import in_money, payer_shares
from kkgsim.engine.policy_tables import PolicyTables, StudyPlan
from kkgsim.engine.run_id import asked_hash, run_ids
from kkgsim.engine.run_result import LAST, over_time, summed
from kkgsim.engine.simulate import Recording
from kkgsim.engine.validate import violations
from kkgsim.model.arrays import Array, Index
from kkgsim.model.levers.lever import PAYERS
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.registry import PARAMETERS
from kkgsim.places.districts import one_district
from kkgsim.places.place import Place

Parameters = Callable[[range], Array]
"""The parameters of some replicates before anything varies, shape (parameters, replicates)."""
OK, FAILED, KILLED = "ok", "failed", "killed"
"""What became of a run."""
UNSOUND, ENDED = "UnsoundRun", "WorkerEnded"
"""What went wrong without an exception: a run with unlawful numbers, and one that ended its workers."""
MONEY = ("cost_per_year", *(f"cost_{payer}" for payer in PAYERS), "time_value_per_year")
"""Rupiah a year: all money, by payer, and the value of time given, which is not in it."""


class RunError(NamedTuple):
    """Why a run failed: the type of the exception and its message."""

    kind: str
    message: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.message}"


@dataclass(frozen=True)
class RunRecords:
    """The records of some runs: ``values`` (columns, runs), NaN where a run failed, its status and its error (None
    where there is none)."""

    runs: Index
    values: Array
    status: list[str]
    errors: list[RunError | None]


def record_units(study: Study) -> dict[str, str]:
    """The columns recorded of each run, by name, with their units."""
    units = {name: OUTCOMES[name.partition(AT)[0]].unit.name for name in study.outcomes}
    outcomes = {f"{name}_{month}": unit for name, unit in units.items() for month in study.months}
    return outcomes | dict.fromkeys((*MONEY, *in_budget(study)), "Rp a year")


def in_budget(study: Study) -> tuple[str, ...]:
    """Rupiah a year that a district with a budget was asked for and could cover."""
    return ("district_asked", "district_covered") if study.played().budget else ()


def record_columns(study: Study) -> tuple[str, ...]:
    """The names of the columns recorded of each run."""
    return tuple(record_units(study))


def initial_states(study: Study, place: Place) -> InitialStates:
    """The initial states of a study's place under its seed. Raises ``InputError`` for a place of several districts."""
    one_district(place)
    return InitialStates(roster_of(place, study.played()), study.seed)


class BatchRunner:
    """Runs a study batch by batch, in one thread.

    ``parameters`` are those of a replicate before anything varies: as the study has them where nothing is given.
    ``initial`` is what :func:`initial_states` gives, where it is there already; who shares it shares people and draws.
    """

    def __init__(
        self, study: Study, place: Place, points: Points, lanes: int = LANES, *,
        parameters: Parameters | None = None, initial: InitialStates | None = None,
    ):  # fmt: skip
        self._study, self._points, self._lanes = study, points, lanes
        self._scenario = study.played()
        if study.own_luck and parameters is not None:
            raise ValueError("points with luck of their own draw their own numbers")
        self._initial = initial or initial_states(study, place)
        self._parameters = parameters or self._drawn
        self._policy = StudyPlan(study, place)
        self._shares = payer_shares(self._scenario)
        self._varied = [(list(PARAMETERS).index(study.factors[rank].name), rank) for rank in study.ranks("number")]

    @property
    def teachers(self) -> int:
        """Teachers of the place."""
        return self._initial.roster.counts["teacher"]

    @property
    def study(self) -> Study:
        """The study that it runs."""
        return self._study

    @property
    def points(self) -> Points:
        """The points, one a row."""
        return self._points

    @cached_property
    def _asked(self) -> str:
        return asked_hash(self._study, self._initial.roster.place)

    def ids(self, runs: Index) -> list[str]:
        """What runs are called, see :mod:`kkgsim.engine.run_id`."""
        names, count = [factor.name for factor in self._study.factors], len(self._points)
        return run_ids(self._asked, names, self._points[runs % count], (runs // count).tolist(), self._streams(runs))

    def of(self, points: Points) -> BatchRunner:
        """The same runner with other points; what does not depend on them is not made again."""
        other = copy(self)
        other._points = points
        return other

    def run(self, first: int, last: int) -> Iterator[RunRecords]:
        """Simulate the runs from ``first`` up to ``last`` (not included), yielding their records batch by batch."""
        table = self._table(first, last)
        for batch in self._batches(first, last):
            yield self._safely(batch, table)

    def ledger(self, runs: int) -> Array:
        """Rupiah of the first runs, shape (items, months, runs); they are played side by side."""
        return self._within(np.arange(runs), self._table(0, runs))[1].ledger

    def _drawn(self, replicates: Sequence[int], streams: Sequence[int] = ()) -> Array:
        """The parameters that the study has, drawn or held at the book's values."""
        assumed, drawn = self._scenario.assumptions, self._study.drawn
        return sampling.numbers_of(self._study.seed, replicates, assumed, uncertain=drawn, streams=streams)

    def _streams(self, runs: Index) -> list[int]:
        """The stream of each run's luck where every point has its own; none where points share it."""
        return (1 + runs % len(self._points)).tolist() if self._study.own_luck else []

    def _table(self, first: int, last: int) -> tuple[int, Array]:
        """The first replicate of some runs, and the parameters of all of theirs before anything varies; where points
        have luck of their own, the first run and the parameters of each."""
        if self._study.own_luck:
            runs = np.arange(first, last)
            return first, self._drawn((runs // len(self._points)).tolist(), self._streams(runs))
        replicates = range(first // len(self._points), (last - 1) // len(self._points) + 1)
        return replicates.start, self._parameters(replicates)

    def _batch(self, runs: Index, table: tuple[int, Array]) -> Batch:
        """Runs side by side, as the engine plays them."""
        replicates, points = runs // len(self._points), self._points[runs % len(self._points)]
        columns = runs if self._study.own_luck else replicates
        parameters = np.ascontiguousarray(table[1][:, columns - table[0]])
        for row, column in self._varied:
            parameters[row] = points[:, column]
        policy = self._policy.tables(parameters, points)
        luck = self._initial.lanes(replicates.tolist(), self._streams(runs))
        return Batch(self._initial, luck, parameters, policy, self._scenario.first_month)

    def _within(self, runs: Index, table: tuple[int, Array]) -> tuple[PolicyTables, Recording, BudgetUse | None]:
        """Runs side by side, played within the budget of their district."""
        terms = self._policy.terms(self._points[runs % len(self._points)])
        return simulate_within(self._batch(runs, table), self._scenario, terms)

    def _batches(self, first: int, last: int) -> Iterator[Index]:
        """Runs that are played side by side: of one replicate where a replicate fills the lanes, so that its draws are
        laid out once."""
        points = len(self._points)
        size = -(-points // -(-points // self._lanes)) if points >= self._lanes else self._lanes
        while first < last:
            end = min(first + size, last)
            if points >= self._lanes:
                end = min(end, (first // points + 1) * points)
            yield np.arange(first, end)
            first = end

    def _safely(self, runs: Index, table: tuple[int, Array]) -> RunRecords:
        """Simulate a batch; when that raises, simulate its runs one by one, so that only those at fault fail."""
        try:
            _, recorded, use = self._within(runs, table)
            return self._kept(runs, recorded, use)
        except (OSError, KeyboardInterrupt):
            raise  # the disk, or a person, stopped it: no run is at fault
        except Exception as error:
            if len(runs) > 1:
                single = [self._safely(runs[rank : rank + 1], table) for rank in range(len(runs))]
                return RunRecords(
                    runs, np.concatenate([records.values for records in single], axis=1),
                    [records.status[0] for records in single], [records.errors[0] for records in single],
                )  # fmt: skip
            return failed_records(
                runs, len(record_columns(self._study)), FAILED, RunError(type(error).__name__, str(error))
            )

    def _kept(self, runs: Index, recorded: Recording, use: BudgetUse | None) -> RunRecords:
        """The records of a batch."""
        errors = [RunError(UNSOUND, violation.message) if violation else None for violation in violations(recorded)]
        values = np.vstack([self._outcomes(recorded), self._money(recorded, use)])
        bad = np.array([error is not None for error in errors])
        values[:, bad] = np.nan
        return RunRecords(runs, values, [FAILED if error else OK for error in errors], errors)

    def _outcomes(self, recorded: Recording) -> Array:
        """The outcomes asked for in the months asked for, shape (outcomes x months, lanes)."""
        monthly = over_time(*sums_of(recorded, self._study.outcomes))
        return np.stack([_at(monthly, month) for month in self._study.months], axis=1).reshape(-1, recorded.lanes)

    def _money(self, recorded: Recording, use: BudgetUse | None) -> Array:
        """Rupiah a year, the rows of :data:`MONEY` and of :func:`in_budget`. Whole rupiah add up exactly in any
        order."""
        ledger = recorded.ledger
        money, everything = ledger[in_money()].sum(axis=(0, 1)), ledger.sum(axis=(0, 1))
        paid = self._shares @ ledger.reshape(-1, recorded.lanes)
        budget = [table.sum(axis=(0, 1)) for table in (use.asked, use.covered)] if use else []
        yearly = np.vstack([money, paid, everything - money, *budget]) * 12.0 / recorded.months
        return np.asarray(yearly)


def _at(monthly: Array, month: int | str) -> Array:
    """One month of shape (outcomes, lanes), or the mean of the last year."""
    if month != END:
        return monthly[:, int(month) - 1]
    last = monthly[:, -LAST:]
    mean: Array = summed(last, 1) / last.shape[1]
    return mean


def failed_records(runs: Sequence[int] | Index, columns: int, status: str, error: RunError) -> RunRecords:
    """Records without values of runs that failed for the same reason."""
    numbers = np.asarray(runs, dtype=np.int64)
    return RunRecords(
        numbers, np.full((columns, len(numbers)), np.nan), [status] * len(numbers), [error] * len(numbers)
    )
