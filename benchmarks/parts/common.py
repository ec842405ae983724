"""The places and questions that the parts share."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from benchmarks.harness import ROOT
from kkgsim.engine.initial_state import roster_of
from kkgsim.i18n import Text
from kkgsim.places.place import Place
from kkgsim.places.place_io.files import open_place
from kkgsim.scenario.resolve import phases
from kkgsim.scenario.scenario import Scenario

STUDY = ROOT / "scenarios" / "studies" / "facilitators-and-distance.toml"
"""A shipped study: 1,000 runs of one cluster."""
POLICY: dict[str, Any] = {"facilitator_team_per_10_schools": 1.0, "followup_mentoring_visits": 0.5}
PLACES = {"one cluster": "janapria", "subdistrict": "janapria", "district": "lombok_tengah"}
"""Sizes of place, by the shipped place they are taken from."""


def place_of(size: str) -> Place:
    """The place of a size."""
    place = open_place(PLACES[size])
    if size != "one cluster":
        return place
    first = place.clusters[0]
    return replace(place, name="one_cluster", schools=tuple(s for s in place.schools if s.cluster == first))


def asked(months: int) -> Scenario:
    """A policy with facilitators and mentors, so that no part of the model stands still."""
    label = Text("benchmark", "benchmark")
    return Scenario("benchmark", label, label, "benchmark", months, 1, 1, phases(POLICY, months))


def teachers_of(place: Place) -> int:
    """Teachers of a place."""
    return roster_of(place, asked(1)).counts["teacher"]
