"""Who gains and who is left behind: every grouped outcome for the members of a group and for everybody else."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kkgsim.engine.intervals import FEWEST, Interval
from kkgsim.engine.run_result import LAST, RunResult
from kkgsim.io.table_layout import OF_THE_ROW, Layout, measured, named
from kkgsim.model.arrays import Array
from kkgsim.model.outcomes import GROUPED, GROUPS, OUTCOMES, Group, Outcome


@dataclass(frozen=True)
class Side:
    """Members of a group, or the rest: ``value`` at the end (mean of the last year) and ``difference`` from the
    baseline; ``draws`` says of how many replicates."""

    value: Interval
    difference: Interval
    draws: int

    @property
    def clear(self) -> bool:
        """Whether the band of the difference leaves zero out, in draws enough to say so."""
        return self.draws >= FEWEST and self.difference.excludes_zero


@dataclass(frozen=True)
class GroupEffect:
    """One outcome for one group.

    ``gap_before`` and ``gap`` are members less rest under the baseline and under the policy, ``gap_difference`` is what
    the policy does to it.
    """

    outcome: Outcome
    group: Group
    members: Side
    rest: Side
    gap_before: Interval
    gap: Interval
    gap_difference: Interval

    @property
    def verdict(self) -> str:
        """What becomes of the gap: it "closes", "widens" or "turns"; where there was no clear gap before, whether
        members change by "more" or by "less" than the rest; "unclear" where the band of the gap's change includes zero
        or the draws are too few."""
        if self.members.draws < FEWEST or not self.gap_difference.excludes_zero:
            return "unclear"
        if not self.gap_before.excludes_zero:
            return "more" if self.gap_difference.mean > 0.0 else "less"
        if self.gap.mean * self.gap_before.mean > 0.0:
            return "widens" if abs(self.gap.mean) > abs(self.gap_before.mean) else "closes"
        return "turns" if self.gap.excludes_zero else "closes"

    @property
    def told(self) -> str:
        """The verdict as people are told it: a change too small to be called an effect is not made much of."""
        return self.verdict if abs(self.gap_difference.mean) >= self.outcome.smallest else "unclear"


def group_effects(played: RunResult, against: RunResult) -> list[GroupEffect]:
    """Effects by group, in the order of the outcomes; replicates in which one side has nobody are left out, and so are
    groups of which that is true in every replicate."""
    effects = []
    for rank, (outcome, group) in enumerate(GROUPED):
        here = _both_sides(played, group) & _both_sides(against, group)
        if here.any():
            sides = [_end(table[rank])[here] for table in (played.groups, played.rest, against.groups, against.rest)]
            effects.append(_effect(OUTCOMES[outcome], GROUPS[group], *sides))
    return effects


def _effect(
    outcome: Outcome, group: Group, members: Array, rest: Array, before: Array, rest_before: Array
) -> GroupEffect:
    draws = len(members)
    return GroupEffect(
        outcome,
        group,
        Side(Interval.of(members), Interval.of(members - before), draws),
        Side(Interval.of(rest), Interval.of(rest - rest_before), draws),
        Interval.of(before - rest_before),
        Interval.of(members - rest),
        Interval.of((members - rest) - (before - rest_before)),
    )


LAYOUT = Layout(
    ("scenario", "outcome", "group"),
    {
        **named("scenario", "against", "outcome", "unit", "group"),
        **measured("members_value", OF_THE_ROW), **measured("members_difference", OF_THE_ROW),
        **measured("rest_value", OF_THE_ROW), **measured("rest_difference", OF_THE_ROW),
        **measured("gap_value", OF_THE_ROW), **measured("gap_difference", OF_THE_ROW),
        **named("gap_verdict"), "draws": "replicates",
    },
)  # fmt: skip


def rows(played: RunResult, against: RunResult) -> list[dict[str, object]]:
    """Effects by group, one row an outcome and group; none for a group that a place does not have."""
    return [
        {
            "scenario": played.scenario.name,
            "against": against.scenario.name,
            "outcome": e.outcome.name,
            "unit": e.outcome.unit.name,
            "group": e.group.name,
            **e.members.value.columns("members_value"),
            **e.members.difference.columns("members_difference"),
            **e.rest.value.columns("rest_value"),
            **e.rest.difference.columns("rest_difference"),
            **e.gap.columns("gap_value"),
            **e.gap_difference.columns("gap_difference"),
            "gap_verdict": e.verdict,
            "draws": e.members.draws,
        }
        for e in group_effects(played, against)
    ]


def _both_sides(played: RunResult, group: str) -> NDArray[np.bool_]:
    """In which replicates a group has members and others: all outcomes of nobody are zero in every month."""
    ranks = [rank for rank, (_, name) in enumerate(GROUPED) if name == group]
    both: NDArray[np.bool_] = np.logical_and(
        *((table[ranks] != 0.0).any(axis=(0, 1)) for table in (played.groups, played.rest))
    )
    return both


def _end(monthly: Array) -> Array:
    """The mean of the last year, shape (replicates,)."""
    end: Array = monthly[-LAST:].mean(axis=0)
    return end
