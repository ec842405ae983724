"""The one way into the engine: a batch of runs in, arrays out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np

from kkgsim.engine import kernel
from kkgsim.engine.batch import Batch
from kkgsim.engine.columns import State, columns
from kkgsim.engine.world import World, world
from kkgsim.model import entities
from kkgsim.model.arrays import Array
from kkgsim.model.levers import NAMES
from kkgsim.model.outcomes import GROUPED, GROUPED_WEIGHTS, OUTCOMES, weight_rank
from kkgsim.model.reaching import column
from kkgsim.model.schedule import Step

Play = Callable[[World, tuple[Step, ...]], None]
WEIGHT_RANKS = [weight_rank(name) for name in OUTCOMES]
"""Which of the recorded weights each outcome has."""
GROUPED_RANKS = [
    GROUPED_WEIGHTS.index((WEIGHT_RANKS[list(OUTCOMES).index(outcome)], group)) for outcome, group in GROUPED
]
"""Which of the recorded weights of groups each grouped outcome has."""


def names_of_gates() -> tuple[str, ...]:
    """What is kept of all levers in the whole place."""
    return columns()["gates"]


@cache
def _gates_of(what: str) -> list[int]:
    """Where one thing is kept of each lever."""
    ranks = {name: rank for rank, name in enumerate(names_of_gates())}
    return [ranks[column(lever, what)] for lever in NAMES]


def of_lanes(state: State, lanes: int, there: int) -> State:
    """The state of the first lanes of those that are there."""
    if lanes == there:
        return state
    return State(*(
        np.ascontiguousarray(table.reshape(len(table), -1, there)[:, :, :lanes]).reshape(len(table), -1)
        for table in state
    ))  # fmt: skip


@dataclass(frozen=True, eq=False)
class Recording:
    """What a batch of runs left, lanes last.

    ``value`` (outcomes, months, clusters, lanes) and ``weight`` (weights, months, clusters, lanes) are sums over the
    things of a cluster; ``group_value`` (grouped outcomes, months, lanes) and ``group_weight`` (grouped weights,
    months, lanes) over the members of a group, ``total_value`` and ``total_weight`` over everybody; ``ledger`` (items,
    months, lanes) and ``purses`` (taken in and left of each, months, lanes) are in rupiah. ``gates`` (lever by
    lever the columns of :data:`~kkgsim.model.reaching.GATE`, lanes) and ``state`` are those after the last month.
    """

    value: Array
    weight: Array
    group_value: Array
    group_weight: Array
    ledger: Array
    purses: Array
    total_value: Array
    total_weight: Array
    gates: Array
    state: State

    @classmethod
    def of(cls, played: World, lanes: int) -> Recording:
        """What the first lanes of a world left."""
        tables = {name: table[..., :lanes] for name, table in played.recorded().items()}
        gates = played.table("gates")[:, :lanes].copy()
        return cls(**tables, gates=gates, state=of_lanes(played.state, lanes, played.size.lanes))

    @property
    def months(self) -> int:
        """Months that were played."""
        return int(self.value.shape[1])

    @property
    def lanes(self) -> int:
        """Runs side by side."""
        return int(self.value.shape[3])

    def reacted(self, what: str) -> Array:
        """In which month each lever began or ended ("began", "ended") by what the office saw, 0 where it did not, shape
        (levers, lanes)."""
        return self.gates[_gates_of(what)]

    def at_end(self, kind: str, attribute: str) -> Array:
        """An attribute after the last month, shape (things, lanes)."""
        table: Array = getattr(self.state, kind)[entities.names(kind).index(attribute)].reshape(-1, self.lanes)
        return table


def simulate(batch: Batch, watch: kernel.Watch | None = None, play: Play | None = None) -> Recording:
    """Play a batch of runs; each depends on nothing but the place, the seed and its own lane of the batch.

    Nothing that is given is changed. Whether what was recorded is sound, :mod:`kkgsim.engine.validate` says. ``watch``
    looks at the state of its lanes on the way. ``play`` is another clock than the compiled one, which gives the same.
    """
    if play is not None:
        whole = world(batch)
        play(whole, batch.order)
    else:
        whole = world(batch.filled())
        kernel.play(
            whole,
            batch.order,
            watch
            and kernel.Watch(
                watch.months, lambda month, state: watch.look(month, of_lanes(state, batch.lanes, whole.size.lanes))
            ),
        )
    return Recording.of(whole, batch.lanes)
