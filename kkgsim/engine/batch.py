"""What the engine plays at once: some runs of a place, each in a lane of its own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kkgsim.engine.initial_state import InitialStates
from kkgsim.engine.policy_tables import PolicyTables
from kkgsim.model.random_streams import Lanes
from kkgsim.model.schedule import ORDER, Step
from kkgsim.places.population.roster import Roster

Table = NDArray[np.float64]
LANES = 16
"""Runs that advance side by side; any other number gives the same results."""
LARGE = 2_000
"""Teachers from which half as many runs advance side by side: their tables would not stay in the processor's cache."""


def lanes_of(teachers: int) -> int:
    """Runs that advance side by side in a place with so many teachers."""
    return LANES if teachers < LARGE else LANES // 2


@dataclass(frozen=True, eq=False)
class Batch:
    """Runs side by side.

    ``initial`` holds the place and its people; ``luck`` says whose draws each lane has; ``parameters`` has shape
    (parameters, lanes); ``policy`` gives the settings month by month, and thereby how many months there are;
    ``first_month`` is the calendar month (1-12) in which they begin.
    """

    initial: InitialStates
    luck: Lanes
    parameters: Table
    policy: PolicyTables
    first_month: int
    order: tuple[Step, ...] = ORDER

    @property
    def roster(self) -> Roster:
        """The people of the place."""
        return self.initial.roster

    @property
    def lanes(self) -> int:
        """Runs side by side."""
        return self.luck.count

    @property
    def months(self) -> int:
        """Months to play."""
        return int(self.policy.committed.shape[1])
