"""What the engine plays at once: some runs of a place, each in a lane of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kkgsim.engine.columns import LANES
from kkgsim.engine.initial_state import InitialStates
from kkgsim.engine.policy_tables import PolicyTables
from kkgsim.model.arrays import Array
from kkgsim.model.random_streams import Lanes
from kkgsim.model.schedule import ORDER, Step
from kkgsim.places.population.roster import Roster


@dataclass(frozen=True, eq=False)
class Batch:
    """Runs side by side.

    ``initial`` holds the place and its people; ``luck`` says whose draws each lane has; ``parameters`` has shape
    (parameters, lanes); ``policy`` gives the settings month by month, and thereby how many months there are;
    ``first_month`` is the calendar month (1-12) in which they begin.
    """

    initial: InitialStates
    luck: Lanes
    parameters: Array
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

    def filled(self, *, half: bool = False) -> Batch:
        """The same runs with the first one again and again until there are ``LANES``, or with ``half`` half as many
        where that is enough: full rows are worked out as fast as single runs. One run stays alone."""
        if self.lanes == 1 or self.lanes >= LANES:
            return self
        full_row = LANES // 2 if half and self.lanes <= LANES // 2 else LANES
        chosen = [*range(self.lanes), *([0] * (full_row - self.lanes))]
        full = {name: table[:, :, chosen] for name, table in self.policy._asdict().items() if table is not None}
        policy = self.policy._replace(**full)
        return replace(self, luck=self.luck.only(chosen), parameters=self.parameters[:, chosen], policy=policy)
