"""Scenario files written by hand for the tests, and what is said of one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from kkgsim.errors import InputError, Issue
from kkgsim.model.levers import all_settings
from kkgsim.model.registry import PARAMETERS
from kkgsim.scenario.read import parse_scenario, read_scenario
from kkgsim.scenario.scenario import Scenario

quick = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))

SCENARIOS = Path(__file__).parents[2] / "scenarios"
SHIPPED = sorted(SCENARIOS.glob("*.toml"))

TOP = """\
title = { en = "Facilitator team", id = "Tim fasilitator" }
about = { en = "What it is.", id = "Penjelasan." }
place = "janapria"
months = 36
replicates = 60
seed = 2026
"""
PHASE = """
[[policy]]
lever = "facilitator_team"
start = 1
end = 24
payer = "donor"
per_10_schools = 1.0
[[policy.change]]
month = 13
per_10_schools = 2.0
"""
ASSUMED = """
[assumptions.attend_distance]
value = 0.10
low = 0.08
high = 0.12
why = "measured in the hills"
"""
FULL = TOP + PHASE + ASSUMED
"""Lines 1-6 the top, 8-16 the phase, 18-22 the assumption."""


def mistakes(text: str) -> list[str]:
    """What is said about a file; nothing about a good one."""
    try:
        parse_scenario(text, "here.toml")
    except InputError as refused:
        return [str(problem) for problem in refused.issues]
    return []


def issues(text: str) -> list[Issue]:
    with pytest.raises(InputError) as caught:
        parse_scenario(text, "here.toml")
    return list(caught.value.issues)


def only(text: str) -> str:
    found = issues(text)
    assert len(found) == 1, [str(each) for each in found]
    return str(found[0])


ASSUMABLE = [name for name, number in PARAMETERS.items() if number.used != "place"]


def read_fault(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_scenario(path)
    (problem,) = caught.value.issues
    return str(problem).replace(str(path.parent), "HERE").replace(os.sep, "/")


def row(scenario: Scenario, name: str) -> list[float]:
    return list(scenario.committed()[list(all_settings()).index(name)])
