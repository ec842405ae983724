"""A part of a large place that answers first: some whole clusters that speak for all of it.

A page plays a place of thousands of teachers in seconds, and a hand on a slider waits for less than one. So it has a
second world, a place of its own made of some clusters, in which a question is played beside the same clusters today
until the runs of the whole place are there. What levers cost and reach is declared by school, cluster or person, so
that a question means the same in it.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from kkgsim.engine.initial_state import roster_of
from kkgsim.places.place import Place
from kkgsim.places.population.roster import Roster
from kkgsim.scenario.scenario import Scenario

CLUSTERS = 16
"""Clusters of a part: near enough to the whole place (tests/web/test_page_of_a_part.py), and soon played."""


def part_of(place: Place, scenario: Scenario, clusters: int = CLUSTERS) -> Place | None:
    """So many clusters of a place as a place of their own; None where it has hardly more. The same place gives the
    same part."""
    if len(place.clusters) < 2 * clusters:
        return None
    names = {place.clusters[rank] for rank in chosen(roster_of(place, scenario), clusters)}
    return replace(place, schools=tuple(school for school in place.schools if school.cluster in names))


def chosen(people: Roster, clusters: int) -> list[int]:
    """The ranks of so many clusters, evenly from the nearest to the remotest: of each stretch the one whose number of
    teachers is nearest to the mean of the stretch."""
    teachers = people.teachers_per_cluster
    stretches = np.array_split(np.argsort(people.geography.remoteness, kind="stable"), clusters)
    return sorted(int(s[np.argmin(np.abs(teachers[s] - teachers[s].mean()))]) for s in stretches)
