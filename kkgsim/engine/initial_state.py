"""What runs of a place share: their people at the start and their draws, each made once.

Draws depend on the seed, the place, the replicate and the stream alone, so runs that have these in common have the same
draws; starting tables are made once for these and the parameters that matter at the start.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

import numpy as np
from numpy.typing import NDArray

from kkgsim.engine import sampling
from kkgsim.engine.columns import Draws, State
from kkgsim.engine.luck import luck
from kkgsim.model import entities
from kkgsim.model.random_streams import Lanes
from kkgsim.model.registry import PARAMETERS
from kkgsim.places.place import Place
from kkgsim.places.population import initial_state
from kkgsim.places.population.roster import Roster, roster
from kkgsim.scenario.scenario import Scenario

Table = NDArray[np.float64]


def roster_of(place: Place, scenario: Scenario) -> Roster:
    """The roster of a place under a scenario's assumptions."""
    return roster(place, sampling.base_numbers(scenario.assumptions))


class InitialStates:
    """Starting tables and draws of lanes under one seed; keeps what the next batch may need again.

    What it gives depends on the roster, the seed and the arguments alone. Not to be shared by threads: see
    :meth:`fork`.
    """

    def __init__(self, roster: Roster, seed: int):
        self.roster, self.seed = roster, seed
        read = initial_state.parameters_read(roster)
        self._ranks = [rank for rank, name in enumerate(PARAMETERS) if name in read]
        self._forget()

    def _forget(self) -> None:
        self._drawn: tuple[Lanes, int, Draws] | None = None
        self._start: tuple[Table, ...] = ()
        self._columns: dict[tuple[int, int, bytes], int] = {}

    def fork(self) -> InitialStates:
        """The same for another thread, with nothing kept."""
        other = copy(self)
        other._forget()
        return other

    def lanes(self, replicates: Sequence[int], streams: Sequence[int] = ()) -> Lanes:
        """Lanes of this seed and place; without ``streams`` all that have a replicate share its luck."""
        return Lanes.of(self.seed, self.roster.place.key, replicates, streams)

    def draws(self, lanes: Lanes, months: int) -> Draws:
        """Draws of lanes; to be read only."""
        if self._drawn is None or self._drawn[:2] != (lanes, months):
            self._drawn = lanes, months, Draws(**sampling.luck_of(lanes, months, self.roster.counts, luck))
        return self._drawn[2]

    def prepare(self, lanes: Lanes, parameters: Table) -> None:
        """Make the starting tables that are still missing for some lanes, all at once, which is quicker."""
        keys = self._keys(lanes, parameters)
        if all(key in self._columns for key in keys):
            return
        first = {key: lane for lane, key in reversed(list(enumerate(keys)))}
        chosen = list(first.values())
        some = dict(zip(PARAMETERS, parameters[:, chosen], strict=True))
        start = initial_state.start(self.roster, some, lanes.only(chosen), luck)
        self._start = tuple(np.stack([start[kind][a] for a in entities.names(kind)]) for kind in entities.KINDS)
        self._columns = {key: column for column, key in enumerate(first)}

    def tables(self, lanes: Lanes, parameters: Table) -> State:
        """Starting tables of lanes, fresh ones each time; ``parameters`` has shape (parameters, lanes)."""
        self.prepare(lanes, parameters)
        columns = [self._columns[key] for key in self._keys(lanes, parameters)]
        return State(*(_lanes(table, columns) for table in self._start))

    def _keys(self, lanes: Lanes, parameters: Table) -> list[tuple[int, int, bytes]]:
        """What decides the starting tables of each lane."""
        return [(*pair, parameters[self._ranks, lane].tobytes()) for lane, pair in enumerate(lanes.pairs)]


def _lanes(table: Table, columns: list[int]) -> Table:
    """Columns of a table of shape (attributes, things, different starts), one for every lane, lanes innermost."""
    first = columns[0]
    if columns == list(range(first, first + len(columns))):
        whole = table[..., first : first + len(columns)]
    elif len(set(columns)) == 1:
        whole = np.repeat(table[..., columns[:1]], len(columns), axis=-1)
    else:
        whole = table[..., columns]
    return np.array(whole, order="C").reshape(len(table), -1)
