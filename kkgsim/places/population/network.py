"""The teachers' network as a networkx graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import networkx as nx

from kkgsim.model import entities
from kkgsim.places.population.roster import Roster


def graph(people: Roster, strength: Sequence[float], teachers: Sequence[Mapping[str, Any]]) -> nx.Graph:
    """Teachers (nodes) and the ties by which they exchange advice (edges).

    Nodes are numbered in the order of the place and carry the teacher's attributes, ``school`` (name),
    ``npsn`` and ``cluster``; edges carry ``within`` (True inside a school). ``strength`` and ``teachers`` are the
    state of the ties and teachers in the same order.
    """
    network = nx.Graph(place=people.place.name)
    names = entities.names("teacher")
    for index, row in enumerate(teachers):
        school = people.place.schools[int(people.school_of[index])]
        values = {name: float(row[name]) for name in names if name in row}
        network.add_node(index, school=school.name, npsn=school.npsn, cluster=school.cluster, **values)
    for index, tie in enumerate(strength):
        if tie > 0.5:
            a, b = int(people.tie_a[index]), int(people.tie_b[index])
            network.add_edge(a, b, within=bool(people.tie_within[index] > 0.5))
    return network
