"""Outcomes of a part of the people: ``practice_mean@far`` is that of the members of a group, ``practice_mean@not_far``
that of everybody else."""

from __future__ import annotations

from collections.abc import Sequence

from kkgsim.engine.run_result import summed
from kkgsim.engine.simulate import WEIGHT_RANKS, Recording
from kkgsim.model.arrays import Array
from kkgsim.model.outcomes import GROUPED, GROUPED_WEIGHTS, OUTCOMES

AT, NOT = "@", "not_"


def sides_of(outcome: str) -> tuple[str, ...]:
    """The sides for which an outcome is recorded, by the names they are asked for with: members, then the rest."""
    return tuple(f"{name}{AT}{side}{group}" for name, group in GROUPED if name == outcome for side in ("", NOT))


def sums_of(recorded: Recording, names: Sequence[str]) -> tuple[Array, Array]:
    """Sums of value and weight of outcomes, of all people or of a side, each of shape (names, months, lanes)."""
    ranks = [list(OUTCOMES).index(name.partition(AT)[0]) for name in names]
    weights = [WEIGHT_RANKS[rank] for rank in ranks]
    value, weight = summed(recorded.value[ranks], 2), summed(recorded.weight[weights], 2)
    for row, name in enumerate(names):
        outcome, _, side = name.partition(AT)
        if side:
            group = side.removeprefix(NOT)
            members = recorded.group_value[GROUPED.index((outcome, group))]
            counted = recorded.group_weight[GROUPED_WEIGHTS.index((weights[row], group))]
            value[row] = members if side == group else value[row] - members
            weight[row] = counted if side == group else weight[row] - counted
    return value, weight
