"""What runs of a place share: its people, what is given of them, and the seed."""

from __future__ import annotations

from collections.abc import Sequence

from kkgsim.engine import sampling
from kkgsim.model.random_streams import Lanes
from kkgsim.places.place import Place
from kkgsim.places.population.given import given
from kkgsim.places.population.roster import Roster, roster
from kkgsim.scenario.scenario import Scenario


def roster_of(place: Place, scenario: Scenario) -> Roster:
    """The roster of a place under a scenario's assumptions."""
    return roster(place, sampling.base_numbers(scenario.assumptions))


class InitialStates:
    """The people of a place under one seed; nothing in it changes, so threads may share it."""

    def __init__(self, roster: Roster, seed: int):
        self.roster, self.seed = roster, seed
        self.given = given(roster)
        """What is given of people and places before the start is played, by kind and attribute."""

    def lanes(self, replicates: Sequence[int], streams: Sequence[int] = ()) -> Lanes:
        """Lanes of this seed and place; without ``streams`` all that have a replicate share its luck."""
        return Lanes.of(self.seed, self.roster.place.key, replicates, streams)
