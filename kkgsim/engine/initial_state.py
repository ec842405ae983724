"""What runs of a place share: their people and their draws; and the tables in which each begins.

Draws depend on the seed, the place, the replicate and the stream alone, so runs that have these in common have the same
draws. The tables of the start are played by the rules of :data:`kkgsim.model.schedule.START`, for every run anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

import numpy as np
from numpy.typing import NDArray

from kkgsim.engine import columns, kernel, sampling
from kkgsim.engine.columns import Draws, StartDraws, State
from kkgsim.engine.luck import luck
from kkgsim.model import entities
from kkgsim.model.calendar import FIRST_MONTH
from kkgsim.model.random_streams import Lanes
from kkgsim.places.place import Place
from kkgsim.places.population.given import given
from kkgsim.places.population.roster import Roster, roster
from kkgsim.scenario.scenario import Scenario

Table = NDArray[np.float64]


def roster_of(place: Place, scenario: Scenario) -> Roster:
    """The roster of a place under a scenario's assumptions."""
    return roster(place, sampling.base_numbers(scenario.assumptions))


class InitialStates:
    """Starting tables and draws of lanes under one seed; keeps the last draws, which the next batch may need again.

    What it gives depends on the roster, the seed and the arguments alone. Not to be shared by threads: see
    :meth:`fork`.
    """

    def __init__(self, roster: Roster, seed: int):
        self.roster, self.seed = roster, seed
        self._given = given(roster)
        self._forget()

    def _forget(self) -> None:
        self._drawn: tuple[Lanes, int, Draws] | None = None
        self._drawn_at_start: tuple[Lanes, StartDraws] | None = None

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

    def start_draws(self, lanes: Lanes) -> StartDraws:
        """Draws of the start of lanes; to be read only."""
        if self._drawn_at_start is None or self._drawn_at_start[0] != lanes:
            drawn = sampling.luck_of(lanes, 1, self.roster.counts, luck, when="start")
            self._drawn_at_start = lanes, StartDraws(**drawn)
        return self._drawn_at_start[1]

    def tables(self, lanes: Lanes, parameters: Table) -> State:
        """Starting tables of lanes, fresh ones each time; ``parameters`` has shape (parameters, lanes)."""
        return self.played(self.start_draws(lanes), parameters)

    def played(self, draws: StartDraws, parameters: Table) -> State:
        """Starting tables under some draws: what is given, and what the rules of the start make of it."""
        lanes, counts = parameters.shape[1], self.roster.counts
        state = State(*(self._begun(kind, counts[kind], lanes) for kind in entities.KINDS))
        size = columns.size(counts, self.roster.parents, FIRST_MONTH)
        kernel.start(state, draws, size, np.ascontiguousarray(parameters), lanes)
        return state

    def _begun(self, kind: str, things: int, lanes: int) -> Table:
        """The table of a kind of thing before the start is played: what is given, in all lanes, and else zero."""
        names = entities.names(kind)
        table = np.zeros((len(names), things, lanes))
        for name, values in self._given[kind].items():
            table[names.index(name)] = values[:, None]
        return table.reshape(len(names), -1)
