"""Runs played in batches of lanes, each lane another point or replicate; of each only what was asked for is kept.

Run number ``replicate * points + point`` depends on the seed, its replicate and its point alone: not on the batch, the
chunk or the worker in which it is played, nor on what else is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kkgsim import draws, run
from kkgsim.levers.lever import PAYERS
from kkgsim.numbers import book
from kkgsim.outcomes import OUTCOMES
from kkgsim.places.districts import one_district
from kkgsim.places.place import Place
from kkgsim.run import LAST
from kkgsim.study.accounts import in_money
from kkgsim.sweep.lanes import payer_shares, policy_of
from kkgsim.sweep.run_id import asked_hash, run_ids
from kkgsim.sweep.sides import AT, recorded
from kkgsim.sweep.sound import faults
from kkgsim.sweep.starting import Beginnings
from kkgsim.sweep.study import END, Points, Study

if TYPE_CHECKING:
    from kkgsim.engine import Out

Table = NDArray[np.float64]
OK, FAILED, KILLED = "ok", "failed", "killed"
"""What became of a run."""
UNSOUND, ENDED = "UnsoundRun", "WorkerEnded"
"""What went wrong without an exception: a run with unlawful numbers, and one that ended its workers."""
MONEY = ("cost_per_year", *(f"cost_{payer}" for payer in PAYERS), "time_value_per_year")
"""Rupiah a year: all money, by payer, and the value of time given, which is not in it."""


class Fault(NamedTuple):
    """What went wrong with a run: the type of the exception and what it said."""

    kind: str
    said: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.said}"


@dataclass(frozen=True)
class Kept:
    """What was kept of some runs: ``values`` (columns, runs), not a number where a run failed, and what went wrong
    (None with a sound run)."""

    runs: NDArray[np.int64]
    values: Table
    status: list[str]
    errors: list[Fault | None]


def kept_units(study: Study) -> dict[str, str]:
    """What is kept of each run, by name, with its unit."""
    units = {name: OUTCOMES[name.partition(AT)[0]].unit for name in study.outcomes}
    outcomes = {f"{name}_{month}": unit for name, unit in units.items() for month in study.months}
    return outcomes | dict.fromkeys(MONEY, "Rp a year")


def kept_columns(study: Study) -> tuple[str, ...]:
    """The names of what is kept of each run."""
    return tuple(kept_units(study))


class Player:
    """Plays runs of a study. Everything that does not differ between runs is made once, here.

    Raises ``InputProblems`` for a place of several districts.
    """

    def __init__(self, study: Study, place: Place, points: Points, lanes: int = run.LANES):
        one_district(place)
        self._study, self._points, self._lanes = study, points, lanes
        self._scenario = study.played()
        self._people = run.people_of(place, self._scenario)
        self._policy = policy_of(study, self._scenario)
        self._shares = payer_shares(self._scenario)
        self._begin = Beginnings(self._people, study.seed, self._scenario.months)
        self._varied = [(list(book()).index(study.factors[rank].name), rank) for rank in study.ranks("number")]

    @property
    def teachers(self) -> int:
        """Teachers of the place."""
        return self._people.counts["teacher"]

    @property
    def study(self) -> Study:
        """What it plays."""
        return self._study

    @property
    def points(self) -> Points:
        """The points, one a row."""
        return self._points

    @cached_property
    def _asked(self) -> str:
        return asked_hash(self._study, self._people.place)

    def ids(self, runs: NDArray[np.int64]) -> list[str]:
        """What runs are called, see :mod:`kkgsim.sweep.run_id`."""
        names, count = [factor.name for factor in self._study.factors], len(self._points)
        return run_ids(self._asked, names, self._points[runs % count], (runs // count).tolist())

    def of(self, points: Points) -> Player:
        """The same player with other points; what does not depend on them is not made again."""
        other = copy(self)
        other._points = points
        return other

    def play(self, first: int, last: int) -> Iterator[Kept]:
        """Play the runs from ``first`` up to ``last`` (not included), batch by batch."""
        whole = self._numbers(range(first // len(self._points), (last - 1) // len(self._points) + 1))
        batches = list(self._batches(first, last))
        ahead = run.ahead(self.teachers, self._lanes)
        for rank, batch in enumerate(batches):
            if rank % ahead == 0:
                self._prepare(np.concatenate(batches[rank : rank + ahead]), whole)
            yield self._safely(batch, whole)

    def _prepare(self, runs: NDArray[np.int64], whole: tuple[int, Table]) -> None:
        """Make the starting tables of some batches at once, which is quicker; what is wrong with a run shows later."""
        with suppress(Exception):
            replicates, _, numbers = self._laid(runs, whole)
            self._begin.prepare(replicates, numbers)

    def _laid(self, runs: NDArray[np.int64], whole: tuple[int, Table]) -> tuple[list[int], Points, Table]:
        """The replicate, point and numbers of each run."""
        replicates, points = runs // len(self._points), self._points[runs % len(self._points)]
        numbers = np.ascontiguousarray(whole[1][:, replicates - whole[0]])  # the engine reads columns, laid in C order
        for row, column in self._varied:
            numbers[row] = points[:, column]
        return replicates.tolist(), points, numbers

    def _batches(self, first: int, last: int) -> Iterator[NDArray[np.int64]]:
        """Runs that are played side by side: of one replicate where a replicate fills the lanes, so that its luck is
        laid out once."""
        points = len(self._points)
        size = -(-points // -(-points // self._lanes)) if points >= self._lanes else self._lanes
        while first < last:
            end = min(first + size, last)
            if points >= self._lanes:
                end = min(end, (first // points + 1) * points)
            yield np.arange(first, end)
            first = end

    def _numbers(self, replicates: range) -> tuple[int, Table]:
        """The numbers of some replicates before anything varies, and the first of these replicates."""
        assumed, drawn = self._scenario.assumptions, self._study.drawn
        return replicates.start, draws.numbers_of(self._study.seed, replicates, assumed, uncertain=drawn)

    def _safely(self, batch: NDArray[np.int64], whole: tuple[int, Table]) -> Kept:
        """Play a batch; when something raises, play its runs one by one, so that only those at fault are lost."""
        try:
            return self._batch(batch, whole)
        except (OSError, KeyboardInterrupt):
            raise  # the disk, or a person, stopped it: no run is at fault
        except Exception as error:
            if len(batch) > 1:
                each = [self._safely(batch[rank : rank + 1], whole) for rank in range(len(batch))]
                return Kept(
                    batch, np.concatenate([one.values for one in each], axis=1),
                    [one.status[0] for one in each], [one.errors[0] for one in each],
                )  # fmt: skip
            return lost(batch, len(kept_columns(self._study)), FAILED, Fault(type(error).__name__, str(error)))

    def ledger(self, runs: int) -> Table:
        """Rupiah of the first runs, shape (items, months, runs); they are played side by side."""
        replicates = range(-(-runs // len(self._points)))
        out = self._out(np.arange(runs), self._numbers(replicates))
        return out.ledger.reshape(-1, self._scenario.months, runs)

    def _batch(self, batch: NDArray[np.int64], whole: tuple[int, Table]) -> Kept:
        out, lanes = self._out(batch, whole), len(batch)
        clusters = self._people.counts["cluster"]
        said = faults(out, self._scenario.months, clusters, lanes)
        errors = [Fault(UNSOUND, word) if word else None for word in said]
        values = np.vstack([self._outcomes(out, clusters, lanes), self._money(out, lanes)])
        bad = np.array([error is not None for error in errors])
        values[:, bad] = np.nan
        return Kept(batch, values, [FAILED if error else OK for error in errors], errors)

    def _out(self, batch: NDArray[np.int64], whole: tuple[int, Table]) -> Out:
        """What the engine records of runs side by side."""
        from kkgsim import engine

        shared, points, numbers = self._laid(batch, whole)
        months, lanes = self._scenario.months, len(batch)
        policy, paid = self._policy.tables(points, numbers)
        out = engine.Out.empty(months, self._people.counts["cluster"], lanes)
        size = run.size_of(self._people, self._scenario.first_month)
        state = self._begin.tables(shared, numbers)
        engine.play(state, self._begin.luck(shared), size, numbers, policy, paid, out, months, lanes)
        return out

    def _outcomes(self, out: Out, clusters: int, lanes: int) -> Table:
        """The outcomes asked for in the months asked for, shape (outcomes x months, lanes)."""
        monthly = run.over_time(*recorded(out, self._study.outcomes, self._scenario.months, clusters, lanes))
        return np.stack([self._at(monthly, month) for month in self._study.months], axis=1).reshape(-1, lanes)

    def _at(self, monthly: Table, month: int | str) -> Table:
        """One month of shape (outcomes, lanes), or the mean of the last year."""
        if month != END:
            return monthly[:, int(month) - 1]
        last = monthly[:, -LAST:]
        mean: Table = run.summed(last, 1) / last.shape[1]
        return mean

    def _money(self, out: Out, lanes: int) -> Table:
        """Rupiah a year, the rows of :data:`MONEY`. Whole rupiah add up exactly in any order."""
        months = self._scenario.months
        ledger = out.ledger.reshape(-1, months, lanes)
        money, everything = ledger[in_money()].sum(axis=(0, 1)), ledger.sum(axis=(0, 1))
        paid = self._shares @ ledger.reshape(-1, lanes)
        yearly = np.vstack([money, paid, everything - money]) * 12.0 / months
        return np.asarray(yearly)


def lost(runs: Sequence[int] | NDArray[np.int64], columns: int, status: str, error: Fault) -> Kept:
    """Runs of which nothing is known but why."""
    which = np.asarray(runs, dtype=np.int64)
    return Kept(which, np.full((columns, len(which)), np.nan), [status] * len(which), [error] * len(which))
