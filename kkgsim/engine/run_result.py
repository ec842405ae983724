"""What the replicates of a scenario gave, and how sums become averages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from kkgsim.engine.budget import BudgetUse, years_of
from kkgsim.engine.columns import RECORDED
from kkgsim.engine.simulate import GROUPED_RANKS, WEIGHT_RANKS, Recording
from kkgsim.model import entities
from kkgsim.model.arrays import Array
from kkgsim.model.levers import NAMES, all_levers
from kkgsim.model.outcomes import GROUPED, OUTCOMES
from kkgsim.places.population.roster import Roster
from kkgsim.scenario.scenario import Scenario

LAST = 12
"""Months over which an outcome "at the end" is averaged."""
ALL = slice(None)
HEADLINES = [rank for rank, outcome in enumerate(OUTCOMES.values()) if outcome.headline]
"""The rows of the headline outcomes."""
HEADLINE_WEIGHTS = [WEIGHT_RANKS[rank] for rank in HEADLINES]
"""The rows of their weights."""
REACTIONS = ("began", "ended")
"""What a phase may do by what the office sees."""
SCHOOL_COLUMNS = ("attendance_year", "support", "literacy_gain", "climate", "understanding")


def _nothing() -> Array:
    """What a place of several districts has of what is kept cluster by cluster."""
    return np.zeros((0, 0, 0, 1))


@dataclass(frozen=True)
class Totals:
    """What is added up over people, schools and clusters, and so over places, too; replicates last.

    ``value`` and ``weight`` (outcomes, months, replicates) are those of the whole, ``group_value`` and
    ``group_weight`` (grouped outcomes, months, replicates) those of the members of a group; ``ledger`` (items, months,
    replicates) and ``purses`` (taken in and left of each, months, replicates) are in rupiah. ``asked`` and ``covered``
    (levers, years, replicates) are rupiah that a district with a budget was asked for and could set aside, zero where
    there is none.
    """

    value: Array
    weight: Array
    group_value: Array
    group_weight: Array
    ledger: Array
    purses: Array
    asked: Array
    covered: Array

    @classmethod
    def empty(cls, months: int, replicates: int) -> Totals:
        """Room for some replicates of which there is nothing yet."""
        rows = (len(OUTCOMES), len(OUTCOMES), len(GROUPED), len(GROUPED), len(RECORDED["ledger"]),
                len(RECORDED["purses"]))  # fmt: skip
        budget = (_room(replicates, len(all_levers()), years_of(months)) for _ in range(2))
        return cls(*(_room(replicates, count, months) for count in rows), *budget)

    @classmethod
    def of(cls, recorded: Recording, use: BudgetUse | None = None) -> Totals:
        """What a batch came to over the whole place, and what of its budget was used where it has one."""
        nothing = np.zeros((len(all_levers()), years_of(recorded.months), recorded.lanes))
        return cls(
            recorded.total_value, recorded.total_weight[WEIGHT_RANKS], recorded.group_value,
            recorded.group_weight[GROUPED_RANKS], recorded.ledger, recorded.purses,
            *((use.asked, use.covered) if use else (nothing, nothing)),
        )  # fmt: skip

    def add(self, other: Totals, replicates: slice = ALL) -> None:
        """Add what another place had, or some replicates of this one."""
        for mine, theirs in zip(vars(self).values(), vars(other).values(), strict=True):
            mine[:, :, replicates] += theirs


@dataclass(frozen=True)
class RunResult:
    """What the replicates of one scenario gave.

    ``totals`` are those of the whole place; ``clusters`` (outcomes, clusters, replicates) averages over the last year;
    ``schools`` (columns of ``SCHOOL_COLUMNS``, schools, replicates) and ``practice`` (schools, replicates) are the
    state after the last month; ``teachers`` and ``ties`` are the state of the first replicate, one column per
    attribute. ``counts`` says how many things of each kind, and pupils, there are. Of a place of several districts
    ``schools`` are means of the replicates, in one column, and there are no clusters, practice, teachers and ties, nor
    what follows: ``yearly`` (headline outcomes, years, clusters, replicates) averages over each whole year of the run,
    ``chosen_in`` (clusters, replicates) the month in which a policy first chose a cluster among others (0: never) and
    ``reacted`` (began and ended, levers, replicates) that in which a phase did so by what the office saw.
    """

    scenario: Scenario
    counts: Mapping[str, int]
    totals: Totals
    clusters: Array
    schools: Array
    practice: Array
    teachers: dict[str, Array]
    ties: Array
    yearly: Array = field(default_factory=_nothing)
    chosen_in: Array = field(default_factory=_nothing)
    reacted: Array = field(default_factory=_nothing)

    @classmethod
    def empty(cls, scenario: Scenario, roster: Roster, replicates: int) -> RunResult:
        """Room for the replicates of a scenario, written into by :meth:`keep`."""
        counts = roster.counts
        return cls(
            scenario=scenario,
            counts={**counts, "pupil": int(roster.pupils.sum())},
            totals=Totals.empty(scenario.months, replicates),
            clusters=_room(replicates, len(OUTCOMES), counts["cluster"]),
            schools=_room(replicates, len(SCHOOL_COLUMNS), counts["school"]),
            practice=_room(replicates, counts["school"]),
            teachers={name: np.empty(counts["teacher"]) for name in entities.names("teacher")},
            ties=np.empty(counts["tie"]),
            yearly=_room(replicates, len(HEADLINES), scenario.months // LAST, counts["cluster"]),
            chosen_in=_room(replicates, counts["cluster"]),
            reacted=_room(replicates, len(REACTIONS), len(NAMES)),
        )

    def keep(self, recorded: Recording, replicates: range, use: BudgetUse | None = None) -> None:
        """Copy what a batch recorded to the places of its replicates."""
        here = slice(replicates.start, replicates.stop)
        self.totals.add(Totals.of(recorded, use), here)
        last, weight = (summed(table[:, -LAST:], 1) for table in (recorded.value, recorded.weight))
        self.clusters[:, :, here] = _ratio(last, weight[WEIGHT_RANKS], np.nan)
        value, weight = _by_year(recorded.value[HEADLINES]), _by_year(recorded.weight)
        self.yearly[:, :, :, here] = _ratio(value, weight[HEADLINE_WEIGHTS], np.nan)
        self.chosen_in[:, here] = recorded.at_end("cluster", "chosen_in")
        for rank, what in enumerate(REACTIONS):
            self.reacted[rank, :, here] = recorded.reacted(what)
        for rank, name in enumerate(SCHOOL_COLUMNS):
            self.schools[rank, :, here] = recorded.at_end("school", name)
        self.practice[:, here] = recorded.at_end("school", "practice_sum") / recorded.at_end("school", "teachers")
        if replicates.start == 0:
            teachers = recorded.state.teacher.reshape(len(self.teachers), -1, recorded.lanes)[:, :, 0]
            for column, at_end in zip(self.teachers.values(), teachers, strict=True):
                column[:] = at_end
            self.ties[:] = recorded.at_end("tie", "strength")[:, 0]

    @cached_property
    def monthly(self) -> Array:
        """Outcomes averaged over the place, shape (outcomes, months, replicates); those of a unit that adds up over
        districts are counted over all of them instead."""
        averages = over_time(self.totals.value, self.totals.weight)
        added_up = [rank for rank, outcome in enumerate(OUTCOMES.values()) if outcome.unit.over_districts == "sum"]
        averages[added_up] *= self.counts["district"]
        return averages

    @cached_property
    def groups(self) -> Array:
        """Grouped outcomes averaged over the members of a group, shape (grouped outcomes, months, replicates)."""
        return over_time(self.totals.group_value, self.totals.group_weight)

    @cached_property
    def rest(self) -> Array:
        """Grouped outcomes averaged over everybody else: the whole less the members."""
        ranks = [list(OUTCOMES).index(outcome) for outcome, _ in GROUPED]
        totals = self.totals
        return over_time(totals.value[ranks] - totals.group_value, totals.weight[ranks] - totals.group_weight)

    @property
    def ledger(self) -> Array:
        """Rupiah, shape (items, months, replicates)."""
        return self.totals.ledger

    @property
    def purses(self) -> Array:
        """Rupiah taken into each purse and left in it, shape (2 x purses, months, replicates)."""
        return self.totals.purses

    def at_end(self) -> Array:
        """Outcomes averaged over the last year, shape (outcomes, replicates)."""
        last: Array = self.monthly[:, -LAST:, :].mean(axis=1)
        return last


def _room(replicates: int, *shape: int) -> Array:
    """Replicates last, but written one after the other, so that memory is taken as runs are finished."""
    return np.zeros((replicates, *shape)).transpose(*range(1, len(shape) + 1), 0)


def summed(table: Array, axis: int) -> Array:
    """The sum along an axis, added one by one in its order, so that batch size cannot change a bit of it."""
    total = np.zeros((*table.shape[:axis], *table.shape[axis + 1 :]))
    for part in np.moveaxis(table, axis, 0):
        total += part
    return total


def _by_year(table: Array) -> Array:
    """The sums of each whole year of months, which are the second axis."""
    years = table.shape[1] // LAST
    return summed(table[:, : LAST * years].reshape(len(table), years, LAST, *table.shape[2:]), 2)


def _ratio(value: Array, weight: Array, nothing: float = 0.0) -> Array:
    """``value / weight``; ``nothing`` where there is nothing to average."""
    return np.divide(value, weight, out=np.full_like(value, nothing), where=weight > 0.0)


def over_time(value: Array, weight: Array) -> Array:
    """``value / weight`` month by month, shape (outcomes, months, replicates); a month with nothing to average shows
    the month before, and zero before there was anything."""
    averages = _ratio(value, weight, np.nan)
    for month in range(averages.shape[1]):
        before = averages[:, month - 1] if month else np.zeros_like(averages[:, 0])
        averages[:, month] = np.where(np.isnan(averages[:, month]), before, averages[:, month])
    return averages
