"""A policy in time: what is paid for, what acts, whom it reaches (``running.md``; first part of ``levers.md``)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from math import floor
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from verification.twin.book import PAGES

SEEN_BY_AN_OFFICE = {
    "attendance_share": 1, "meetings_held": 2, "held_share": 3, "facilitated_share": 4, "visits_made_mean": 5,
    "standards_met": 6, "minimum_share": 7,
}  # fmt: skip
HOW = {"neediest": 1, "remotest": 2, "clusters": 3}


@cache
def settings() -> Mapping[str, str]:
    """The lever of each setting, levers and settings in the order of the page."""
    page = (PAGES / "levers.md").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for section in page.split("\n## ")[2:]:
        lever = section.partition("\n")[0].strip()
        found |= dict.fromkeys(re.findall(r"^\| `(\w+)` \| [\d.]+ \| [\d.]+ \|", section, re.M), lever)
    return found


@cache
def levers() -> Sequence[str]:
    """All levers in the order of the page."""
    return tuple(dict.fromkeys(settings().values()))


@cache
def usual_payers() -> Mapping[str, str]:
    """Who pays each lever where nobody is named."""
    page = (PAGES / "levers.md").read_text(encoding="utf-8")
    return dict(zip(levers(), re.findall(r"^Delay: .*Payers: (\w+)", page, re.M), strict=True))


@dataclass(frozen=True)
class Plan:
    """A scenario's phases as tables by month."""

    scenario: Any
    clusters: Sequence[str]

    @cached_property
    def committed(self) -> Mapping[str, NDArray[np.float64]]:
        """Every setting in every month as it is paid for."""
        tables = {name: np.zeros(self.scenario.months) for name in settings()}
        for phase in self.scenario.policy:
            for first, values in ((phase.start, phase.settings), *((c.month, c.settings) for c in phase.changes)):
                for name, value in values.items():
                    tables[f"{phase.lever}_{name}"][first - 1 : phase.end] = value
        return tables

    @cached_property
    def at_work(self) -> Mapping[str, NDArray[np.int64]]:
        """For how many months in a row, this one included, a phase of each lever has been at work."""
        tables = {lever: np.zeros(self.scenario.months, dtype=int) for lever in levers()}
        for phase in self.scenario.policy:
            tables[phase.lever][phase.start - 1 : phase.end] = 1
        for table in tables.values():
            for month in range(1, len(table)):
                table[month] *= table[month - 1] + 1
        return tables

    def phase(self, lever: str, month: int) -> Any:
        """The phase of a lever that is at work in a month (from 0), or None."""
        for phase in self.scenario.policy:
            if phase.lever == lever and phase.start - 1 <= month < phase.end:
                return phase
        return None

    def acts(self, name: str, month: int, delay: int) -> float:
        """What acts of a setting in a month, before it is settled whom it reaches."""
        paid, since = self.committed[name], self.at_work[settings()[name]][month]
        return float(paid[max(month - delay, 0)]) if since > delay and paid[month] > 0.0 else 0.0


def condition_code(condition: Any) -> int:
    """The number of the outcome waited for, negative where it has to fall below; 0 for nothing."""
    if condition is None:
        return 0
    return SEEN_BY_AN_OFFICE[condition.outcome] * (1 if condition.above else -1)


class Watch:
    """One lever as an office and its clusters see it: whether it is shut, who is left out, for how long."""

    def __init__(self, clusters: int) -> None:
        self.shut = self.was_shut = self.ended = 0
        self.fresh = 0
        self.sum, self.looked, self.watched = 0.0, 0, 0
        self.left_out, self.was_out, self.fresh_there = (np.zeros(clusters) for _ in range(3))
        self.out = np.zeros(clusters)

    def begin_month(self, begins: bool, phase: Any, chosen: NDArray[np.float64]) -> None:
        """Whom the lever reaches this month."""
        if begins:
            self.shut = int(phase.when is not None)
            self.sum, self.looked, self.watched = 0.0, 0, 0
            self.left_out = 1.0 - chosen
        self.fresh = 0 if self.shut else 1 if self.was_shut else self.fresh + 1 if self.fresh else 0
        self.was_shut = self.shut
        self.out = np.where((self.left_out > 0.5) | (self.shut > 0.5), 1.0, 0.0)
        longer = np.where(self.fresh_there > 0.5, self.fresh_there + 1.0, 0.0)
        inside = np.where(self.was_out > 0.5, 1.0, longer)
        self.fresh_there = np.where(self.out > 0.5, 0.0, inside)
        self.was_out = self.out

    def look(self, phase: Any, seen: Mapping[int, tuple[float, float]]) -> None:
        """At the end of a month the office looks."""
        condition: Any = None
        if phase is not None and not self.ended:
            condition = phase.when if self.shut else phase.until
        code = condition_code(condition)
        if code:
            value, weight = seen[abs(code)]
            self.sum += value / weight if weight > 0.0 else 0.0
            self.looked += int(weight > 0.0)
            self.watched += 1
            mean = self.sum / max(self.looked, 1)
            beyond = mean > condition.line if code > 0 else mean < condition.line
            turns = beyond and self.looked > 0 and self.watched >= condition.after_months
            if turns:
                self.ended = self.ended or int(not self.shut)
                self.shut = 1 - self.shut
        if not code or self.watched >= condition.after_months:
            self.sum, self.looked, self.watched = 0.0, 0, 0


class Reach:
    """What of a policy reaches whom in the month that is played."""

    def __init__(self, plan: Plan, n: SimpleNamespace) -> None:
        self.plan, self.month = plan, 0
        self.delay = {lever: floor(getattr(n, f"delay_{lever}") + 0.5) for lever in levers()}
        self.watches = {lever: Watch(len(plan.clusters)) for lever in levers()}

    def begin_month(self, month: int, cluster: Any) -> None:
        """Settle it, from ranks of clusters as they are."""
        self.month = month
        for lever, watch in self.watches.items():
            phase = self.plan.phase(lever, month)
            begins = phase is not None and phase.start - 1 == month
            chosen = self._chosen(phase, cluster)
            watch.begin_month(begins, phase, chosen)
            if begins and phase.to is not None:
                first = (cluster.chosen_in < 0.5) & (chosen > 0.5)
                cluster.set_where(first, chosen_in=month + 1.0)

    def _chosen(self, phase: Any, cluster: Any) -> NDArray[np.float64]:
        names = self.plan.clusters
        if phase is None or phase.to is None:
            return np.ones(len(names))
        if phase.to.how == "clusters":
            return np.array([float(name in phase.to.clusters) for name in names])
        many = phase.to.many if phase.to.many >= 1.0 else max(1, floor(phase.to.many * len(names) + 0.5))
        before = cluster.needier if phase.to.how == "neediest" else cluster.remoter
        return np.where(before < many, 1.0, 0.0)

    def in_district(self, name: str) -> float:
        """What acts of a setting in the district."""
        watch, delay = self.watches[settings()[name]], self.delay[settings()[name]]
        acts = self.plan.acts(name, self.month, delay)
        return 0.0 if watch.shut or 0 < watch.fresh <= delay else acts

    def in_cluster(self, name: str) -> NDArray[np.float64]:
        """What acts of a setting in each cluster."""
        watch, delay = self.watches[settings()[name]], self.delay[settings()[name]]
        there = (watch.out < 0.5) & ((watch.fresh_there < 0.5) | (watch.fresh_there > delay))
        return np.where(there, self.in_district(name), 0.0)

    def paid_in_district(self, name: str) -> float:
        """What is paid for of a setting in the district."""
        return 0.0 if self.watches[settings()[name]].shut else float(self.plan.committed[name][self.month])

    def paid_in_cluster(self, name: str) -> NDArray[np.float64]:
        """What is paid for of a setting in each cluster."""
        return np.where(self.watches[settings()[name]].out > 0.5, 0.0, self.paid_in_district(name))

    def left_out(self, lever: str) -> NDArray[np.float64]:
        """1 for a cluster that a phase has not chosen."""
        return self.watches[lever].left_out

    def look(self, seen: Mapping[int, tuple[float, float]]) -> None:
        """The office looks at what the month gave: value and weight by number of the outcome."""
        for lever, watch in self.watches.items():
            watch.look(self.plan.phase(lever, self.month), seen)
