"""THE QUESTION: a place, a horizon, a policy over time, and what is assumed differently.

A scenario is a TOML file; :mod:`kkgsim.scenario.read` reads and checks it. This module holds what it means: tables of
settings and payers month by month.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from kkgsim.i18n import Text, month_and_year
from kkgsim.model.acting import acting_each, paid_months
from kkgsim.model.calendar import FIRST_MONTH
from kkgsim.model.levers import all_levers, all_settings
from kkgsim.model.outcomes import SEEN_BY_AN_OFFICE
from kkgsim.model.posterior import USUAL, Drawn
from kkgsim.model.reaching import AIM, HOW, column, columns_for
from kkgsim.model.rules.financing import BASE_YEAR

STATUS_QUO = "status-quo"
"""The name of the scenario in which nothing is done."""


@dataclass(frozen=True)
class Change:
    """From ``month`` on, some settings (and perhaps the payer) of a phase are different."""

    month: int
    settings: Mapping[str, float]
    payer: str | None = None


@dataclass(frozen=True)
class Target:
    """The clusters that a phase is aimed at: the ``many`` neediest or remotest (below 1 a share of all), or the
    ``clusters`` by name; ``how`` is one of :data:`kkgsim.model.reaching.HOW`."""

    how: str
    many: float = 0.0
    clusters: tuple[str, ...] = ()


@dataclass(frozen=True)
class Condition:
    """What an office can see: the mean of an outcome over ``after_months`` months lies above or below a line."""

    outcome: str
    above: bool
    line: float
    after_months: int


@dataclass(frozen=True)
class Phase:
    """One lever at work from month ``start`` to month ``end``, both counted from 1 and included.

    ``settings`` holds every setting of the lever (those not named in the file at their usual value); phases of one
    lever do not overlap. Without ``to`` it reaches all clusters. With ``when`` it begins only once that is so, with
    ``until`` it ends once that is so; the office looks from ``start`` on, or from when it began.
    """

    lever: str
    start: int
    end: int
    settings: Mapping[str, float]
    payer: str
    changes: tuple[Change, ...] = ()
    to: Target | None = None
    when: Condition | None = None
    until: Condition | None = None


@dataclass(frozen=True)
class Assumption:
    """A number held different from the book, and why. With ``low`` and ``high`` equal to ``value`` it is fixed."""

    number: str
    value: float
    low: float
    high: float
    why: str


@dataclass(frozen=True)
class Budget:
    """What the district can spend on its levers: ``ceiling`` in rupiah a year, and ``priority``, the levers that are
    covered first, in order; the others follow in the usual order (:func:`kkgsim.model.priority.in_order`)."""

    ceiling: float
    priority: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scenario:
    """One question to the model. ``place`` is the name of an embedded place or a folder; with ``drawn`` every
    replicate draws the numbers from their ranges, else they are held at the book's values. Without a ``budget`` the
    district pays whatever its levers cost. ``price_year`` is the year of whose prices its own rupiah were, where its
    file says so; they are kept at those of the model."""

    name: str
    title: Text
    about: Text
    place: str
    months: int
    replicates: int
    seed: int
    policy: tuple[Phase, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    first_month: int = FIRST_MONTH
    drawn: Drawn = USUAL
    budget: Budget | None = None
    price_year: int | None = field(default=None, compare=False)
    text: str = field(default="", compare=False)

    def committed(self) -> NDArray[np.float64]:
        """Every setting in every month as it is paid for, shape (settings, months); zero where no phase is at work."""
        rows = {name: rank for rank, name in enumerate(all_settings())}
        table = np.zeros((len(rows), self.months))
        for phase in self.policy:
            for first, values in ((phase.start, phase.settings), *((c.month, c.settings) for c in phase.changes)):
                for name, value in values.items():
                    table[rows[f"{phase.lever}_{name}"], first - 1 : phase.end] = value
        return table

    def effective(self, delays: NDArray[np.int64]) -> NDArray[np.float64]:
        """Every setting in every month as it acts, shape (settings, months, lanes); ``delays`` are the months that each
        lever takes to act in each lane, shape (levers, lanes)."""
        committed = self.committed()[:, :, None]
        return effective(np.broadcast_to(committed, (*committed.shape[:2], delays.shape[1])), self.since(), delays)

    def since(self) -> NDArray[np.int64]:
        """For how many months, this one included, each lever has been at work, shape (levers, months)."""
        since = np.zeros((len(all_levers()), self.months), dtype=np.int64)
        for row, lever in zip(since, all_levers(), strict=True):
            works = self.at_work(lever)
            for month in range(self.months):
                row[month] = (row[month - 1] if month else 0) + 1 if works[month] else 0
        return since

    def named(self) -> tuple[tuple[str, ...], ...]:
        """The different lists of clusters that phases are aimed at by name."""
        return tuple(dict.fromkeys(phase.to.clusters for phase in self.policy if phase.to and phase.to.clusters))

    def lists(self, clusters: Sequence[str]) -> NDArray[np.float64] | None:
        """In which of these lists each cluster stands, as a sum of powers of two; None where there are none."""
        named = self.named()
        rows = [[float(cluster in names) for cluster in clusters] for names in named]
        return None if not named else np.exp2(np.arange(len(named))) @ np.array(rows)

    def aims(self) -> NDArray[np.float64]:
        """Whom each lever is aimed at and what it waits for, shape (columns of :data:`kkgsim.model.reaching.AIM` lever
        by lever, months); zero where it is for all and waits for nothing."""
        rows = {name: rank for rank, name in enumerate(columns_for(tuple(all_levers()), AIM))}
        table, named = np.zeros((len(rows), self.months)), self.named()
        for phase in (phase for phase in self.policy if phase.start <= self.months):
            months = slice(phase.start - 1, phase.end)
            values = {f"{name}{end}": x for name in ("when", "until") for end, x in _code(getattr(phase, name))}
            if phase.to is not None:
                listed = 2.0 ** named.index(phase.to.clusters) if phase.to.clusters else phase.to.many
                values |= {"how": float(HOW.index(phase.to.how)), "many": listed}
            for name, value in values.items():
                table[rows[column(phase.lever, name)], months] = value
            table[rows[column(phase.lever, "begins")], phase.start - 1] = 1.0
        return table

    def at_work(self, lever: str) -> NDArray[np.bool_]:
        """In which months a phase of a lever is at work."""
        works = np.zeros(self.months, dtype=bool)
        for phase in self.policy:
            if phase.lever == lever:
                works[phase.start - 1 : phase.end] = True
        return works

    def payers(self) -> Mapping[str, tuple[str, ...]]:
        """Who pays for each lever in each month; outside its phases the last payer named (the usual one first)."""
        paid: dict[str, tuple[str, ...]] = {}
        for lever in all_levers().values():
            months = [lever.payers[0]] * self.months
            for phase in sorted((p for p in self.policy if p.lever == lever.name), key=lambda p: p.start):
                named = [(c.month, c.payer) for c in phase.changes if c.payer]
                for first, payer in ((phase.start, phase.payer), *named):
                    months[first - 1 :] = [payer] * (self.months - first + 1)
            paid[lever.name] = tuple(months)
        return paid

    def calendar_name(self, month: int) -> str:
        """The ``month`` of a run, counted from 1, as a month of the calendar in the current language: "Jul 2026"."""
        return calendar_name(self.first_month, month)

    def with_horizon(self, months: int) -> Scenario:
        """The same question over another horizon: phases that ran to the end still do, later ones are cut."""
        phases = []
        for phase in self.policy:
            if phase.start <= months:
                end = months if phase.end == self.months else min(phase.end, months)
                changes = tuple(change for change in phase.changes if change.month <= end)
                phases.append(replace(phase, end=end, changes=changes))
        return replace(self, months=months, policy=tuple(phases), text="")

    def idle(self) -> Scenario:
        """The status quo with the budget kept, so that what is recorded of a run has the same columns."""
        return replace(self.without_policy(), budget=self.budget)

    def without_policy(self) -> Scenario:
        """The same question with nothing done: the status quo."""
        return Scenario(
            name=STATUS_QUO,
            title=Text("Status quo", "Keadaan sekarang"),
            about=Text("Nothing is done.", "Tidak ada kebijakan baru."),
            place=self.place,
            months=self.months,
            replicates=self.replicates,
            seed=self.seed,
            assumptions=self.assumptions,
            first_month=self.first_month,
            drawn=self.drawn,
        )


def calendar_name(first_month: int, month: int) -> str:
    """A month of a run that begins with ``first_month`` of the calendar in the year whose prices the model has."""
    years, rest = divmod(first_month + month - 2, 12)
    return month_and_year(BASE_YEAR + years, rest + 1)


def _code(condition: Condition | None) -> tuple[tuple[str, float], ...]:
    """A condition as the numbers that the clocks read, by the end of their columns' names."""
    if condition is None:
        return ()
    outcome = 1.0 + list(SEEN_BY_AN_OFFICE).index(condition.outcome)
    code = outcome if condition.above else -outcome
    return ("", code), ("_line", condition.line), ("_months", float(condition.after_months))


def effective(
    committed: NDArray[np.float64], since: NDArray[np.int64], delays: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Settings as they act, of the shape (settings, months, lanes) of what is ``committed``, that is paid for.

    What is paid for acts ``delays[lever, lane]`` months later and stops when paying for it stops; phases that follow
    each other without a gap go on. ``since`` is that of :meth:`Scenario.since`, or a table of each lane,
    shape (levers, months, lanes).
    """
    acts = np.zeros(committed.shape)
    first, months = 0, np.arange(committed.shape[1])
    for lever, at_work, delay in zip(all_levers().values(), since, delays, strict=True):
        here = slice(first, first + len(lever.settings))
        first = here.stop
        if at_work.any():
            then = paid_months(months[:, None], delay[None, :]).astype(np.int64)
            paid_then = np.take_along_axis(committed[here], then[None], axis=1)
            acts[here] = acting_each(at_work.reshape(len(months), -1), delay[None, :], committed[here], paid_then)
    return acts
