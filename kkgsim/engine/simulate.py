"""The one way into the engine: a batch of runs in, arrays out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kkgsim.engine import kernel
from kkgsim.engine.batch import Batch
from kkgsim.engine.columns import State
from kkgsim.engine.world import World, world
from kkgsim.model import entities
from kkgsim.model.outcomes import GROUPED, GROUPED_WEIGHTS, OUTCOMES, weight_rank
from kkgsim.model.schedule import Step

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


def simulate(batch: Batch, play: Callable[[World, tuple[Step, ...]], None] = kernel.play) -> Recording:
    """Play a batch of runs; each depends on nothing but the place, the seed and its own lane of the batch.

    Nothing that is given is changed. Whether what was recorded is sound, :mod:`kkgsim.engine.validate` says. ``play``
    is the clock: the compiled one, or another that gives the same.
    """
    whole = world(batch)
    play(whole, batch.order)
    return Recording(**whole.recorded(), state=whole.state)
