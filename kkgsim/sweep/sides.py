"""Outcomes of a part of the people: ``practice_mean@far`` is that of the members of a group, ``practice_mean@not_far``
that of everybody else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kkgsim import run
from kkgsim.outcomes import GROUPED, GROUPED_WEIGHTS, OUTCOMES

if TYPE_CHECKING:
    from kkgsim.engine import Out

Table = NDArray[np.float64]
AT, NOT = "@", "not_"


def sides_of(outcome: str) -> tuple[str, ...]:
    """The sides for which an outcome is recorded, by the names they are asked for with: members, then the rest."""
    return tuple(f"{name}{AT}{side}{group}" for name, group in GROUPED if name == outcome for side in ("", NOT))


def recorded(out: Out, names: Sequence[str], months: int, clusters: int, lanes: int) -> tuple[Table, Table]:
    """Sums of value and weight of outcomes, of all people or of a side, each of shape (names, months, lanes)."""
    ranks = [list(OUTCOMES).index(name.partition(AT)[0]) for name in names]
    weights = [run.WEIGHT_RANKS[rank] for rank in ranks]
    shape = (len(names), months, clusters, lanes)
    value, weight = (
        run.summed(table[rows].reshape(shape), 2) for table, rows in ((out.value, ranks), (out.weight, weights))
    )
    for row, name in enumerate(names):
        outcome, _, side = name.partition(AT)
        if side:
            group = side.removeprefix(NOT)
            members = out.group_value[GROUPED.index((outcome, group))].reshape(months, lanes)
            counted = out.group_weight[GROUPED_WEIGHTS.index((weights[row], group))].reshape(months, lanes)
            value[row] = members if side == group else value[row] - members
            weight[row] = counted if side == group else weight[row] - counted
    return value, weight
