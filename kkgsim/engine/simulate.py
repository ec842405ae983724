"""The one way into the engine: a batch of runs in, arrays out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kkgsim.engine import columns, kernel
from kkgsim.engine.batch import Batch
from kkgsim.engine.columns import Draws, State
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
    months, lanes) over the members of a group; ``ledger`` (items, months, lanes) and ``purses`` (taken in and left of
    each, months, lanes) are in rupiah. ``state`` is that after the last month.
    """

    value: Table
    weight: Table
    group_value: Table
    group_weight: Table
    ledger: Table
    purses: Table
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


@dataclass(frozen=True)
class Watch:
    """Somebody who looks at the state of a batch after some ``months`` (0 is the start) and changes nothing."""

    months: frozenset[int]
    look: Callable[[int, State], None]


def simulate(batch: Batch, watch: Watch | None = None) -> Recording:
    """Play a batch of runs; each depends on nothing but the place, the seed and its own lane of the batch.

    Nothing that is given is changed. Whoever watches changes no result. Whether what was recorded is sound,
    :mod:`kkgsim.engine.validate` says.
    """
    lanes, counts = batch.lanes, batch.roster.counts
    state = batch.initial.tables(batch.luck, batch.parameters)
    draws = batch.initial.draws(batch.luck, batch.months)
    stops = sorted({0, batch.months, *(month for month in (watch.months if watch else ()) if month < batch.months)})
    parts = []
    for first, last in pairwise(stops):
        if watch is not None and first in watch.months:
            watch.look(first, state)
        parts.append(_advance(batch, state, draws, range(first, last)))
    if watch is not None and batch.months in watch.months:
        watch.look(batch.months, state)
    tables = {name: np.concatenate([part[name] for part in parts], axis=1) if len(parts) > 1 else table
              for name, table in parts[0].items()}  # fmt: skip
    shapes = {
        name: (len(table), batch.months, counts["cluster"], lanes)
        if name in columns.PER_CLUSTER else (-1, batch.months, lanes)
        for name, table in tables.items()
    }  # fmt: skip
    return Recording(**{name: table.reshape(shapes[name]) for name, table in tables.items()}, state=state)


def _advance(batch: Batch, state: State, draws: Draws, months: range) -> dict[str, Table]:
    """Play some months of a batch, changing ``state``; what was recorded, by table, in rows of months."""
    lanes, counts = batch.lanes, batch.roster.counts
    first_month = (batch.first_month - 1 + months.start) % 12 + 1
    size = columns.size(counts, batch.roster.parents, first_month)
    mine = Draws(**{
        kind: _months_of(table, batch.months, months) for kind, table in draws._asdict().items()
    })  # fmt: skip
    effective, committed = (_months_of(table, batch.months, months) for table in batch.policy)
    out = columns.room(len(months), counts["cluster"], lanes)
    parameters = np.ascontiguousarray(batch.parameters)
    kernel.advance(state, mine, size, parameters, effective, committed, out, len(months), lanes, order=batch.order)
    return dict(out._asdict())


def _months_of(table: Table, months: int, some: range) -> Table:
    """The cells of some of its months of a table whose rows hold ``months`` months one after the other."""
    flat = table.reshape(len(table), -1)
    each = flat.shape[1] // months
    return np.ascontiguousarray(flat[:, some.start * each : some.stop * each])
