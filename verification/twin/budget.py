"""A district's budget: what it covers of a policy, and the search for that (``running.md``, A district's budget)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from verification.twin import book, ledger
from verification.twin.policy import levers, settings, usual_payers
from verification.twin.run import Recorded, Run

USUAL = (
    "district_regulation", "ministerial_regulation", "guideline_implementation", "needs_programme", "meeting_time",
    "facilitator_team", "release_from_teaching", "transport_recognition", "followup_mentoring", "learning_community",
    "monitoring", "provider_partnership", "principal_development", "core_teachers", "supervisor_merit",
    "perception_change", "shared_facilities", "workload_relief", "ict_online", "fair_selection", "bos_allocation",
    "bosda_minimum",
)  # fmt: skip
OF_THE_DISTRICT = {"facilitator_team_formal_status"}
"""Settings that the district pays for whoever pays the lever."""
PLAYS, MORE_PLAYS, SEARCHES = 8, 3, 3
Years = NDArray[np.float64]
Play = tuple[Recorded, dict[str, Years]]
"""What was recorded, and what the district paid for each lever in each year."""


def payer(scenario: Any, lever: str, month: int) -> str:
    """Who pays a lever in a month (from 0): the last one named by then, the usual one before its first phase."""
    named = [
        (first, who)
        for phase in scenario.policy if phase.lever == lever
        for first, who in ((phase.start, phase.payer), *((change.month, change.payer) for change in phase.changes))
        if who and first - 1 <= month
    ]  # fmt: skip
    return str(sorted(named, key=itemgetter(0))[-1][1]) if named else usual_payers()[lever]


@dataclass
class DistrictBudget:
    """One replicate of a scenario, under a ceiling where it has one."""

    scenario: Any
    place: Any
    replicate: int

    @cached_property
    def years(self) -> int:
        """Years of the run, a short last one counted."""
        return int(-(-self.scenario.months // 12))

    @cached_property
    def ceiling(self) -> Years:
        """Rupiah of each year."""
        months = np.minimum(12, self.scenario.months - 12 * np.arange(self.years))
        return np.floor(self.scenario.budget.ceiling * months / 12.0)

    def play(self, covered: Mapping[str, Years] | None) -> Play:
        """Play with a part of each lever covered in each year; what the district then pays per lever and year."""
        run = Run(self.scenario, self.place, self.replicate)
        if covered is not None:
            self._cut_back(run, covered)
        recorded = run.play()
        paid = {lever: np.zeros(self.years) for lever in levers()}
        for row, (lever, who) in zip(recorded.ledger, ledger.payers().values(), strict=True):
            for month, amount in enumerate(row if lever else ()):
                if (who or payer(self.scenario, lever, month)) == "district":
                    paid[lever][month // 12] += amount
        return recorded, paid

    def _cut_back(self, run: Run, covered: Mapping[str, Years]) -> None:
        """Settings that the district pays for are brought back toward today's."""
        today = {"meeting_time_hours": book.held(self.scenario.assumptions).meeting_hours}
        for name, table in run.reach.plan.committed.items():
            lever = settings()[name]
            for month in range(self.scenario.months):
                part = covered[lever][month // 12]
                if part >= 1.0 or not (name in OF_THE_DISTRICT or payer(self.scenario, lever, month) == "district"):
                    continue
                base = today.get(name, 0.0)
                table[month] = base + part * (table[month] - base) if table[month] * part > 0.0 else 0.0

    def answer(self) -> Recorded:
        """What is played, under the ceiling where there is one."""
        recorded, asked = self.play(None)
        if self.scenario.budget is None:
            return recorded
        if not (np.sum(list(asked.values()), axis=0) > self.ceiling).any():
            return recorded
        for _ in range(SEARCHES):
            plays: list[Play] = []
            (recorded, paid), lawful = self._search(asked, plays)
            unasked = any((paid[lever][asked[lever] <= 0.0] > 0.0).any() for lever in asked)
            most = {lever: np.max([paid[lever] for _, paid in plays], axis=0) for lever in asked}
            further = {lever: np.where(asked[lever] > 0.0, asked[lever], most[lever]) for lever in asked}
            if (lawful and not unasked) or all((further[lever] == asked[lever]).all() for lever in asked):
                break
            asked = further
        return recorded

    def _search(self, asked: Mapping[str, Years], plays: list[Play]) -> tuple[Play, bool]:
        """The best play and whether any was lawful; all that were tried are added to ``plays``."""

        def tried(reach: Years) -> Play:
            plays.append(self.play(queue.covered(reach)))
            return plays[-1]

        queue = Queue(self.scenario.budget.priority, asked)
        c, end = self.ceiling, queue.end
        low, high = np.zeros(self.years), end
        r, best, most = queue.reach(c), None, -1.0
        for _ in range(PLAYS):
            recorded, paid = tried(r)
            spent = np.sum(list(paid.values()), axis=0)
            lawful = spent <= c
            used = lawful & ((spent >= 0.96 * c) | (r >= end))
            if lawful.all() and spent.sum() > most:
                best, most = (recorded, paid), float(spent.sum())
                if used.all():
                    return best, True
            high = np.where(lawful, np.where(high > r, high, end), np.minimum(high, r))
            low = np.where(lawful, np.maximum(low, r), np.where(low < r, low, 0.8 * r))
            following = queue.reach(queue.asked_by(r) * 0.985 * c / np.maximum(spent, 1.0))
            fits = (following > low) & ((following < high) | (high >= end))
            r = np.where(used, r, np.where(fits, following, (low + high) / 2.0))
        for more in range(MORE_PLAYS):
            if best is not None:
                return best, True
            recorded, paid = tried(low * 0.8**more)
            if (np.sum(list(paid.values()), axis=0) <= c).all():
                best = recorded, paid
        return (tried(np.full(self.years, -1.0)), False) if best is None else (best, True)


class Queue:
    """Levers in the order in which they are covered; in each year those stand in it that ask for something then."""

    def __init__(self, priority: Any, asked: Mapping[str, Years]) -> None:
        self.levers = [*priority, *(lever for lever in USUAL if lever not in priority)]
        self.asked = np.array([asked[lever] for lever in self.levers])
        self.asks = self.asked > 0.0
        self.place = np.cumsum(self.asks, axis=0) - self.asks
        self.before = np.cumsum(self.asked, axis=0) - self.asked

    @property
    def end(self) -> Years:
        """How many levers stand in the queue of each year."""
        return np.asarray(self.asks.sum(axis=0).astype(float))

    def covered(self, r: Years) -> dict[str, Years]:
        """The part of each lever that a reach covers in each year."""
        parts = np.where(self.asks, np.clip(r - self.place, 0.0, 1.0), r >= 0.0)
        return dict(zip(self.levers, parts, strict=True))

    def reach(self, money: Years) -> Years:
        """How far down the queue so much money reaches in each year."""
        part = np.clip((money - self.before) / np.where(self.asks, self.asked, 1.0), 0.0, 1.0)
        return np.asarray(np.where(self.asks, part, 0.0).sum(axis=0))

    def asked_by(self, r: Years) -> Years:
        """What the queue asks as far as a reach covers it."""
        return np.asarray((self.asked * np.clip(r - self.place, 0.0, 1.0)).sum(axis=0))
