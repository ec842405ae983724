"""When and where a lever of a package is at work: decisions over time as choices of a search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from kkgsim.design.study import Factor, Study
from kkgsim.i18n import Text, message
from kkgsim.model.arrays import Index
from kkgsim.model.levers import all_levers
from kkgsim.scenario.scenario import Condition, Phase, Target


@dataclass(frozen=True)
class Schedule:
    """From which part of the horizon to which a lever is at work, in which clusters, and what it waits for or is ended
    by (decided by the office in every future for itself)."""

    name: str
    begins: float = 0.0
    ends: float = 1.0
    to: Target | None = None
    when: Condition | None = None
    until: Condition | None = None

    @property
    def label(self) -> Text:
        """What people call it."""
        return message(f"schedule_{self.name}")

    def phase(self, phase: Phase, months: int) -> Phase:
        """A phase that goes by this schedule."""
        start = 1 + round(self.begins * months)
        end = max(start, round(self.ends * months))
        return replace(phase, start=start, end=end, to=self.to, when=self.when, until=self.until)


THROUGHOUT = Schedule("throughout")
SCHEDULES = (
    THROUGHOUT,
    Schedule("first_half", ends=0.5),
    Schedule("second_half", begins=0.5),
    Schedule("neediest", to=Target("neediest", 0.34)),
    Schedule("until_attended", until=Condition("attendance_share", True, 0.6, 6)),
    Schedule("when_unattended", when=Condition("attendance_share", False, 0.5, 6)),
)
"""What a lever may go by, the usual first. An office looks at attendance every half year."""
Timings = tuple[tuple[str, tuple[Schedule, ...]], ...]
"""Levers with the schedules that each may go by."""


def timings_of(factors: Sequence[Factor], months: int) -> Timings:
    """The levers of some settings with what each may go by: a rule of the whole district reaches every cluster, and in
    a short horizon nothing has halves."""
    levers = dict.fromkeys(factor.lever for factor in factors)
    return tuple(
        (lever, tuple(s for s in SCHEDULES if _possible(s, lever, months))) for lever in levers
    )  # fmt: skip


def _possible(schedule: Schedule, lever: str, months: int) -> bool:
    aimed = schedule.to is not None and all_levers()[lever].everywhere
    waits = schedule.when or schedule.until
    return not aimed and months >= (2 * waits.after_months if waits else 2)


def scheduled(study: Study, timings: Timings, chosen: Index) -> Study:
    """The study with each of these levers at work by the schedule chosen for it (a rank among its schedules); phases
    that the study itself gives a lever go by it, too."""
    by = {lever: options[int(rank)] for (lever, options), rank in zip(timings, chosen, strict=True)}
    months = study.scenario.months
    policy = tuple(
        by[phase.lever].phase(phase, months) if by.get(phase.lever, THROUGHOUT) is not THROUGHOUT else phase
        for phase in study.played().policy
    )
    return replace(study, scenario=replace(study.scenario, policy=policy, text=""))


def groups(chosen: Index) -> list[tuple[Index, Index]]:
    """Which rows have the same schedules: for each combination, the combination and the rows."""
    different, which = np.unique(chosen, axis=0, return_inverse=True)
    return [(combination, np.flatnonzero(which.reshape(-1) == rank)) for rank, combination in enumerate(different)]
