"""A roster, numbers and draws that no change of luck moves: what starting values are compared on."""

from __future__ import annotations

import zlib
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from kkgsim.engine import sampling
from kkgsim.model.registry import PARAMETERS
from kkgsim.places.place import Place
from kkgsim.places.population.catchments import Reach
from kkgsim.places.population.roster import Roster, roster

LANES = 3
"""The declared numbers, then two draws of all that a run may draw."""


def steady_roster(place: Place) -> Roster:
    """The people of a place, counted out by rule instead of drawn."""
    drawn = roster(place, sampling.base_numbers())
    schools = np.arange(len(place.schools))
    teachers = 3 + schools * 7 % 9
    school_of = np.repeat(schools, teachers)
    people = np.arange(len(school_of))
    same = school_of[:-1] == school_of[1:]
    return replace(
        drawn,
        teachers_per_school=teachers,
        pupils=60.0 + 17.0 * (schools % 13),
        school_of=school_of,
        tie_a=np.concatenate([people[:-1][same], people[:-3]]),
        tie_b=np.concatenate([people[1:][same], people[3:]]),
        tie_within=np.repeat([1.0, 0.0], [same.sum(), len(people) - 3]),
        postings=ways(drawn.facilitators, len(place.clusters)),
        engagements=ways(drawn.resource_persons, len(place.clusters)),
    )


def ways(count: int, clusters: int) -> Reach:
    """Two clusters for everybody, at roads of all lengths."""
    who = np.repeat(np.arange(count), 2)
    return Reach(who, np.arange(len(who)) * 5 % clusters, 0.25 + 1.75 * (np.arange(len(who)) % 29))


def steady_numbers() -> NDArray[np.float64]:
    """Numbers of every lane, shape (numbers, lanes): anywhere in their ranges but in the first."""
    table = np.empty((len(PARAMETERS), LANES))
    for rank, (name, number) in enumerate(PARAMETERS.items()):
        varied = number.used == "run" and number.distribution != "fixed"
        shares = stream(name).random_sample(LANES - 1)
        table[rank, 0] = number.value
        table[rank, 1:] = number.low + (number.high - number.low) * shares if varied else number.value
    return table


def steady_draws(law: str, what: str, things: int) -> NDArray[np.float64]:
    """Draws of every lane, shape (things, lanes)."""
    drawn = [stream(f"{what} {lane}") for lane in range(LANES)]
    columns = [d.random_sample(things) if law == "uniform" else d.standard_normal(things) for d in drawn]
    return np.stack(columns, axis=-1)


def stream(words: str) -> np.random.RandomState:
    """NumPy's frozen generator, seeded by words."""
    return np.random.RandomState(zlib.crc32(words.encode()))
