"""The one way into the engine: a batch of runs in, arrays out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kkgsim.engine import columns, kernel
from kkgsim.engine.batch import Batch
from kkgsim.engine.columns import State
from kkgsim.model import entities
from kkgsim.model.outcomes import GROUPED, GROUPED_WEIGHTS, OUTCOMES, weight_rank

Table = NDArray[np.float64]
WEIGHT_RANKS = [weight_rank(name) for name in OUTCOMES]
"""Which of the recorded weights each outcome has."""
GROUPED_RANKS = [
    GROUPED_WEIGHTS.index((WEIGHT_RANKS[list(OUTCOMES).index(outcome)], group)) for outcome, group in GROUPED
]
"""Which of the recorded weights of groups each grouped outcome has."""


@dataclass(frozen=True, eq=False)
class Recording:
    """What a batch of runs left, lanes last.

    ``value`` (outcomes, months, clusters, lanes) and ``weight`` (weights, months, clusters, lanes) are sums over the
    things of a cluster; ``group_value`` (grouped outcomes, months, lanes) and ``group_weight`` (grouped weights,
    months, lanes) over the members of a group, ``total_value`` and ``total_weight`` over everybody; ``ledger`` (items,
    months, lanes) and ``purses`` (taken in and left of each, months, lanes) are in rupiah. ``state`` is that after the
    last month.
    """

    value: Table
    weight: Table
    group_value: Table
    group_weight: Table
    ledger: Table
    purses: Table
    total_value: Table
    total_weight: Table
    state: State

    @property
    def months(self) -> int:
        """Months that were played."""
        return int(self.value.shape[1])

    @property
    def lanes(self) -> int:
        """Runs side by side."""
        return int(self.value.shape[3])

    def at_end(self, kind: str, attribute: str) -> Table:
        """An attribute after the last month, shape (things, lanes)."""
        table: Table = getattr(self.state, kind)[entities.names(kind).index(attribute)].reshape(-1, self.lanes)
        return table


def simulate(batch: Batch) -> Recording:
    """Play a batch of runs; each depends on nothing but the place, the seed and its own lane of the batch.

    Nothing that is given is changed. Whether what was recorded is sound, :mod:`kkgsim.engine.validate` says.
    """
    lanes, months, counts = batch.lanes, batch.months, batch.roster.counts
    state = batch.initial.tables(batch.luck, batch.parameters)
    draws = batch.initial.draws(batch.luck, months)
    out = columns.room(months, counts["cluster"], lanes)
    size = columns.size(counts, batch.roster.parents, batch.first_month, months, lanes)
    effective, committed = (np.ascontiguousarray(table).reshape(len(table), -1) for table in batch.policy)
    parameters = np.ascontiguousarray(batch.parameters)
    kernel.advance(state, draws, size, parameters, effective, committed, out, order=batch.order)
    shapes = {
        name: (len(table), months, counts["cluster"], lanes) if name in columns.PER_CLUSTER else (-1, months, lanes)
        for name, table in out._asdict().items()
    }
    return Recording(**{name: table.reshape(shapes[name]) for name, table in out._asdict().items()}, state=state)
