"""Places small enough to test on, and shipped scenarios."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kkgsim.numbers import Label
from kkgsim.places.files import open_place
from kkgsim.places.place import Place
from kkgsim.questions import phases
from kkgsim.scenario import Scenario

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = sorted((ROOT / "scenarios").glob("*.toml"))
SHARED = ROOT.parent / "shared" / "data"
EVERYTHING = {
    "facilitator_team_per_10_schools": 2.0,
    "bos_allocation_share": 0.02,
    "followup_mentoring_visits": 0.5,
    "principal_development_share": 1.0,
    "transport_recognition_fare": 20_000.0,
    "transport_recognition_recognition": 1.0,
    "workload_relief_hours": 2.0,
    "monitoring_per_year": 2.0,
}
"""A policy in which every lever is at work."""


@pytest.fixture(scope="session")
def janapria() -> Place:
    return open_place("janapria")


@pytest.fixture(scope="session")
def tiny(janapria: Place) -> Place:
    """Two clusters of Janapria."""
    wanted = janapria.clusters[:2]
    return replace(janapria, name="tiny", schools=tuple(s for s in janapria.schools if s.cluster in wanted))


@pytest.fixture
def asked() -> Callable[..., Scenario]:
    """A scenario made from settings by full name."""

    def make(name: str = "asked", months: int = 24, assumptions: tuple = (), **settings: float) -> Scenario:
        policy = phases(settings, months)
        return Scenario(name, Label(name, name), Label("", ""), "tiny", months, 8, 7, policy, assumptions)

    return make


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-expected", action="store_true", help="renew scenarios/expected")
