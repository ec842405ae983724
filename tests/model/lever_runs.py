"""Scenarios of a single lever, and what its runs cost and whether they are alike."""

from __future__ import annotations

import numpy as np

from kkgsim.engine.run_result import RunResult
from kkgsim.i18n import Text
from kkgsim.model.costs import items
from kkgsim.model.levers import all_levers
from kkgsim.scenario.scenario import Assumption, Phase, Scenario

MONTHS = 24
TEAM = {"facilitator_team_per_10_schools": 1.0}
NEEDS = {
    "facilitator_team_formal_status": TEAM,
    "facilitator_team_certified": {**TEAM, "provider_partnership_partnership": 1.0},
    "facilitator_team_toward_need": {"facilitator_team_per_10_schools": 0.3},
    "facilitator_team_toward_near": {"facilitator_team_per_10_schools": 0.3},
    "release_from_teaching_days": TEAM,
    "release_from_teaching_substitutes": {"facilitator_team_per_10_schools": 10.0, "release_from_teaching_days": 3.0},
    "monitoring_tracking": {"monitoring_per_year": 2.0},
    "core_teachers_across": {"core_teachers_per_cluster": 2.0},
    "ict_online_certificates": {"ict_online_self_paced": 1.0},
    "transport_recognition_tied_to_presence": {"transport_recognition_allowance": 400_000.0},
    "transport_recognition_tied_to_ratings": {"transport_recognition_allowance": 400_000.0},
}
"""Settings that do something only beside others: status, certificates, turns and release need a team (turns one too
small, certificates a partner too), certificates of self-paced courses need such courses, tracking needs evaluations,
lending needs tutors, a string needs an allowance."""
PAID_AS_IT_BITES = {"bos_allocation", "bosda_minimum"}
"""All that these cost hangs on money that comes only when they bite."""


def scenario(name: str, *policy: Phase, months: int = MONTHS, **assumed: float) -> Scenario:
    assumptions = tuple(Assumption(number, value, value, value, "given") for number, value in assumed.items())
    return Scenario(name, Text(name, name), Text("", ""), "tiny", months, 8, 3, policy, assumptions)


def at(lever: str, part: float, *, start: int = 1, end: int = MONTHS, months: int = MONTHS, **assumed: float):
    """A scenario with one lever at ``part`` of its range, and everything else as found."""
    settings = {s.name: s.high * part for s in all_levers()[lever].settings}
    phase = Phase(lever, start, end, settings, all_levers()[lever].payers[0])
    return scenario(f"{lever} {part}", phase, months=months, **assumed)


def ranks_of(lever: str) -> list[int]:
    return [rank for rank, item in enumerate(items().values()) if item.lever == lever]


def own_cost(played: RunResult, lever: str) -> float:
    return float(played.ledger[ranks_of(lever)].sum(axis=(0, 1)).mean())


def same(a: RunResult, b: RunResult) -> bool:
    tables = ("monthly", "clusters", "groups", "rest", "ledger", "purses", "schools", "practice")
    return all(np.array_equal(getattr(a, name), getattr(b, name), equal_nan=True) for name in tables)
