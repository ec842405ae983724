"""A district that can spend only so much a year: what its levers ask for, what is covered, and what falls away.

What the levers would cost the district is read from the same run without a ceiling, year by year from the first month.
In each year money is set aside lever by lever in the order of priority until there is no more; a lever acts and costs
by the part of it that is covered. Where the levers then still cost more than the ceiling (a team that was given status
goes on costing, and not every cost falls in proportion), less is set aside until they do not. A lever that waits for
something (:mod:`kkgsim.model.reaching`) may begin, or go on, only where others are cut back: where a year then costs
what nobody had asked for, that is asked for, too, and it is tried anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from kkgsim.engine.batch import Batch
from kkgsim.engine.payers import payers_in
from kkgsim.engine.policy_tables import BudgetTerms, PolicyTables
from kkgsim.engine.sampling import delays_of
from kkgsim.engine.simulate import Recording, simulate
from kkgsim.model.arrays import Array, Flags
from kkgsim.model.costs import items
from kkgsim.model.levers import all_levers, all_settings
from kkgsim.model.priority import in_order
from kkgsim.model.registry import PARAMETERS
from kkgsim.scenario.scenario import Budget, Scenario, effective

PAYER = "district"
"""Who has the budget."""
YEAR = 12
"""Months of a year, which is counted from the first month of a run."""
SEARCHES, CAUTIOUS = 8, 3
"""How often it is tried to use what is left of the ceiling, and how often, where too much was spent each time, to cover
less than ever turned out to be lawful."""
NEAR, AIM = 0.96, 0.985
"""The part of the ceiling with which the search is content, and at which it aims."""
CAUTION = 0.8
"""By how much less is covered in each cautious try."""
PASSES = 3
"""How often it is tried anew with what levers cost that asked for nothing in the run without a ceiling."""
Play = Callable[[PolicyTables], Recording]


@dataclass(frozen=True)
class BudgetUse:
    """Rupiah that each lever would have cost the district, and of that what was covered, each of shape
    (levers, years, lanes)."""

    asked: Array
    covered: Array

    def first(self, lanes: int) -> BudgetUse:
        """That of the first lanes."""
        return BudgetUse(self.asked[..., :lanes], self.covered[..., :lanes])


def years_of(months: int) -> int:
    """How many years some months are, the last of which may be short."""
    return -(-months // YEAR)


def play_within(
    play: Play, policy: PolicyTables, parameters: Array, scenario: Scenario, terms: BudgetTerms | None = None
) -> tuple[PolicyTables, Recording, BudgetUse | None]:
    """The settings that the budget of a scenario covers, of those of ``policy``; what they gave when they were played
    last, and what was covered, None where there is no budget. ``terms`` are those of each lane where they differ."""
    if scenario.budget is None:
        return policy, play(policy), None
    return DistrictBudget(scenario, scenario.budget, terms).fit(play, policy, parameters)


def simulate_within(
    batch: Batch, scenario: Scenario, terms: BudgetTerms | None = None
) -> tuple[PolicyTables, Recording, BudgetUse | None]:
    """The same for a batch."""

    def play(policy: PolicyTables) -> Recording:
        return simulate(replace(batch, policy=policy))

    return play_within(play, batch.policy, batch.parameters, scenario, terms)


def policy_within(batch: Batch, scenario: Scenario) -> PolicyTables:
    """The settings of a batch as far as the budget of its scenario covers them."""
    return batch.policy if scenario.budget is None else simulate_within(batch, scenario)[0]


class DistrictBudget:
    """The budget of a scenario's district, and what of the scenario it pays for; in each lane on its own ``terms``."""

    def __init__(self, scenario: Scenario, budget: Budget, terms: BudgetTerms | None = None):
        self._scenario, self._months = scenario, scenario.months
        self._year = np.arange(self._months) // YEAR
        self._paid: Flags = np.array(payers_in(scenario)) == PAYER
        ranks = {name: rank for rank, name in enumerate(all_levers())}
        self._order = [ranks[name] for name in in_order(budget.priority)]
        self._lever_of_item = np.array([ranks[i.lever] if i.lever else -1 for i in items().values()])
        self._lever_of_setting = np.repeat(
            np.arange(len(ranks)), [len(lever.settings) for lever in all_levers().values()]
        )
        months_in = np.bincount(self._year, minlength=years_of(self._months))
        yearly = np.array([budget.ceiling]) if terms is None else terms.ceilings
        self._since = scenario.since() if terms is None else terms.since
        self.ceilings: Array = np.floor(yearly * months_in[:, None] / YEAR)
        """Whole rupiah of each year, shape (years, 1 or lanes); a short last year has its part."""

    def fit(self, play: Play, policy: PolicyTables, parameters: Array) -> tuple[PolicyTables, Recording, BudgetUse]:
        """The settings that the budget covers, of those of ``policy``, and what they gave when they were played.

        No year of any lane costs the district more than its ceiling, and little of the ceiling is left where levers
        are cut back. Each lane's answer is its own, whichever lanes are beside it.
        """
        recorded = play(policy)
        asked = free = self.asked(recorded.ledger)
        tables, shares, late = policy, np.ones_like(asked), np.zeros_like(asked)
        for _ in range(PASSES):
            queue = asked[self._order]
            search, unasked = _Search(self.ceilings, queue, free.sum(axis=0)), np.zeros_like(asked)
            for reach in search.tries():
                shares = self._shares(queue, reach)
                tables = self.scaled(policy, shares, parameters)
                recorded = play(tables)
                cost = self.asked(recorded.ledger)
                search.see(cost.sum(axis=0))
                unasked = np.where(asked > 0.0, 0.0, cost)
                late = np.maximum(late, unasked)
            again = (search.best < 0.0).any(axis=0) | (unasked > 0.0).any(axis=(0, 1))
            if not (late * again).any():
                break
            asked = np.where(asked > 0.0, asked, late * again)
            late = np.zeros_like(asked)
        return tables, recorded, BudgetUse(asked, asked * shares)

    def asked(self, ledger: Array) -> Array:
        """Rupiah that each lever costs the district in each year, shape (levers, years, lanes)."""
        paid = ledger * self._paid[:, :, None]
        by_year = np.add.reduceat(paid, np.flatnonzero(np.diff(self._year, prepend=-1)), axis=1)
        asked = np.zeros((len(all_levers()), *by_year.shape[1:]))
        for lever, rows in zip(self._lever_of_item, by_year, strict=True):
            if lever >= 0:
                asked[lever] += rows
        return asked

    def _shares(self, queue: Array, reach: Array) -> Array:
        """The part of each lever that is covered, of the order of the levers, where the budget reaches so far down the
        ``queue``."""
        shares = np.empty_like(queue)
        shares[self._order] = covered(queue, reach)
        return shares

    def scaled(self, policy: PolicyTables, shares: Array, parameters: Array) -> PolicyTables:
        """Settings by the part of them that is covered; what acts follows from what is paid for."""
        share = np.where(self._cut_back[:, :, None], shares[self._lever_of_setting][:, self._year], 1.0)
        today = np.zeros((len(share), 1, share.shape[2]))
        for rank, setting in enumerate(all_settings().values()):
            if setting.today:
                today[rank] = parameters[list(PARAMETERS).index(setting.today)]
        part = np.where(policy.committed * share > 0.0, today + share * (policy.committed - today), 0.0)
        committed = np.where(share == 1.0, policy.committed, part)
        acting = effective(committed, self._since, delays_of(parameters))
        return policy._replace(effective=acting, committed=committed)

    @cached_property
    def _cut_back(self) -> Flags:
        """Which settings the district pays for in each month, shape (settings, months): all those of a lever that it
        pays for, or the single ones for which it pays whoever pays for the lever."""
        payers, rows = self._scenario.payers(), []
        for lever in all_levers().values():
            alone = {cost.setting for cost in lever.costs if cost.payer == PAYER}
            own = np.array([payer == PAYER for payer in payers[lever.name]])
            rows += [own | (setting.name in alone) for setting in lever.settings]
        return np.array(rows)


def covered(queue: Array, reach: Array) -> Array:
    """The part of each lever that is covered where the budget reaches ``reach`` levers down a ``queue`` of what they
    ask for (levers, years, lanes). What costs nothing needs no cover, unless nothing at all is covered."""
    needs = queue > 0.0
    before: Array = np.cumsum(needs, axis=0) - needs
    return np.where(needs, np.clip(reach - before, 0.0, 1.0), reach >= 0.0)


def reach_of(queue: Array, usable: Array) -> Array:
    """How many levers down a queue so many rupiah reach, shape (years, lanes)."""
    before: Array = np.cumsum(queue, axis=0) - queue
    part = np.clip((usable - before) / np.where(queue > 0.0, queue, 1.0), 0.0, 1.0)
    return added_up(np.where(queue > 0.0, part, 0.0))


def added_up(parts: Array) -> Array:
    """The sum of what levers have (levers, years, lanes), one by one in their order: NumPy's own adds in another order
    where there is a single year and lane, and a lane would differ from the same beside others."""
    total: Array = np.cumsum(parts, axis=0)[-1]
    return total


class _Search:
    """How far down the queue of levers the budget reaches in each year of each lane, shape (years, lanes), so that no
    ceiling is broken and little is left.

    ``reach`` is what is tried next, ``best`` what was lawful in all years of a lane and used most; where nothing was,
    nothing is covered, which is -1. A lane that is content changes no more.
    """

    def __init__(self, ceilings: Array, queue: Array, spent: Array):
        self._ceilings, self._queue, self._tries = ceilings, queue, 0
        self._end = (queue > 0.0).sum(axis=0).astype(float)
        self._low, self._high = np.zeros_like(self._end), self._end.copy()
        self._content = self._found = (spent <= ceilings).all(axis=0)
        self._used = np.where(self._found, spent.sum(axis=0), -1.0)
        self.best = np.where(self._found, self._end, -1.0)
        self.reach = np.where(self._found, self._end, reach_of(queue, np.broadcast_to(ceilings, spent.shape)))
        self.at_best = bool(self._found.all())

    def tries(self) -> Iterator[Array]:
        """How far to reach, try after try, of which each has to be seen; the last of them, if any, is the best."""
        while not self._over:
            yield self.reach
        if not self.at_best:
            yield self.best

    @property
    def _over(self) -> bool:
        """Whether nothing is left to try."""
        return bool(self._content.all()) or self._tries >= SEARCHES + CAUTIOUS * (not self._found.all())

    def see(self, spent: Array) -> None:
        """Note what was spent where the budget had that ``reach``, and say what to try next."""
        if self._over:
            return
        self._tries += 1
        lawful = spent <= self._ceilings
        better = lawful.all(axis=0) & (spent.sum(axis=0) > self._used) & ~self._content
        self.best[:, better] = self.reach[:, better]
        self._used = np.where(better, spent.sum(axis=0), self._used)
        self._found = self._found | better
        self.at_best = bool((self.reach == self.best).all())
        used_up = lawful & ((spent >= NEAR * self._ceilings) | (self.reach >= self._end))
        self._narrow(lawful)
        settled = self._content = self._content | (better & used_up.all(axis=0))
        if self._tries >= SEARCHES:
            cautious = self._low * CAUTION ** (self._tries - SEARCHES)
            self.reach = np.where(self._found, self.best, cautious)
        else:
            self.reach = np.where(settled, self.best, np.where(used_up, self.reach, self._next(spent)))

    def _narrow(self, lawful: Flags) -> None:
        """What is known to be lawful and what not; where other years changed that, it is looked for anew."""
        low, high = self._low, self._high
        self._low = np.where(lawful, np.maximum(low, self.reach), np.where(low < self.reach, low, CAUTION * self.reach))
        self._high = np.where(lawful, np.where(high > self.reach, high, self._end), np.minimum(high, self.reach))

    def _next(self, spent: Array) -> Array:
        """In proportion to what was spent, where that lies between what is lawful and what is not; else halfway."""
        usable = added_up(self._queue * covered(self._queue, self.reach))
        tried = reach_of(self._queue, usable * AIM * self._ceilings / np.maximum(spent, 1.0))
        inside = (self._low < tried) & ((tried < self._high) | (self._high >= self._end))
        return np.where(inside, tried, (self._low + self._high) / 2.0)
