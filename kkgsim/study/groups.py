"""Who gains and who is left behind: every grouped outcome for the members of a group and for everybody else."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kkgsim.locale import can_be_written
from kkgsim.outcomes import GROUPED, GROUPS, OUTCOMES, Group, Outcome
from kkgsim.run import LAST, Played
from kkgsim.study.compare import FEWEST, band

Array = NDArray[np.float64]
Three = tuple[float, float, float]


@dataclass(frozen=True)
class Side:
    """Members of a group, or the rest: ``value`` at the end (mean of the last year) and ``difference`` from the
    baseline, each as mean, low and high; ``draws`` says of how many replicates."""

    value: Three
    difference: Three
    draws: int

    @property
    def clear(self) -> bool:
        """Whether the band of the difference leaves zero out, in draws enough to say so."""
        return self.draws >= FEWEST and leaves_zero_out(self.difference)


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
    gap_before: Three
    gap: Three
    gap_difference: Three

    @property
    def verdict(self) -> str:
        """What becomes of the gap: it "closes", "widens" or "turns"; where there was no clear gap before, whether
        members change by "more" or by "less" than the rest; "unclear" where the band of the gap's change includes zero
        or the draws are too few."""
        if self.members.draws < FEWEST or not leaves_zero_out(self.gap_difference):
            return "unclear"
        if not leaves_zero_out(self.gap_before):
            return "more" if self.gap_difference[0] > 0.0 else "less"
        if self.gap[0] * self.gap_before[0] > 0.0:
            return "widens" if abs(self.gap[0]) > abs(self.gap_before[0]) else "closes"
        return "turns" if leaves_zero_out(self.gap) else "closes"

    @property
    def told(self) -> str:
        """The verdict as people are told it: a change too small to be written is not made much of."""
        return self.verdict if can_be_written(self.gap_difference[0], self.outcome.unit) else "unclear"


def group_effects(played: Played, against: Played) -> list[GroupEffect]:
    """Effects by group, in the order of the outcomes; replicates in which one side has nobody are left out, and so are
    groups of which that is true in every replicate."""
    found = []
    for rank, (outcome, group) in enumerate(GROUPED):
        here = _both_sides(played, group) & _both_sides(against, group)
        if here.any():
            sides = [_end(table[rank])[here] for table in (played.groups, played.rest, against.groups, against.rest)]
            found.append(_effect(OUTCOMES[outcome], GROUPS[group], *sides))
    return found


def _effect(
    outcome: Outcome, group: Group, members: Array, rest: Array, before: Array, rest_before: Array
) -> GroupEffect:
    draws = len(members)
    return GroupEffect(
        outcome,
        group,
        Side(_three(members), _three(members - before), draws),
        Side(_three(rest), _three(rest - rest_before), draws),
        _three(before - rest_before),
        _three(members - rest),
        _three((members - rest) - (before - rest_before)),
    )


def table(played: Played, against: Played) -> pd.DataFrame:
    """Effects by group as a tidy table, one row an outcome and group; none for a group that a place does not have."""
    rows = [
        {
            "scenario": played.scenario.name,
            "against": against.scenario.name,
            "outcome": e.outcome.name,
            "unit": e.outcome.unit,
            "group": e.group.name,
            **measures("members_value", e.members.value),
            **measures("members_difference", e.members.difference),
            **measures("rest_value", e.rest.value),
            **measures("rest_difference", e.rest.difference),
            **measures("gap_value", e.gap),
            **measures("gap_difference", e.gap_difference),
            "gap_verdict": e.verdict,
            "draws": e.members.draws,
        }
        for e in group_effects(played, against)
    ]
    return pd.DataFrame(rows)


def measures(what: str, three: Three) -> dict[str, float]:
    """Mean, low and high as columns of a tidy table."""
    return {f"{what}_{measure}": value for measure, value in zip(("mean", "low", "high"), three, strict=True)}


def _both_sides(played: Played, group: str) -> NDArray[np.bool_]:
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


def _three(values: Array) -> Three:
    mean, low, high = band(values)
    return float(mean), float(low), float(high)


def leaves_zero_out(three: Three) -> bool:
    """Whether a band leaves zero out."""
    return three[1] > 0.0 or three[2] < 0.0
