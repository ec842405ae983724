"""What mechanisms that the two documents name are worth beside the policy they serve: in Janapria and in a place like
Sumba, at the book's values, at least the smallest change that is called an effect."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from kkgsim.analysis.facts.api import validate
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.i18n import Text
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.registry import PARAMETERS
from kkgsim.places.place_io.files import open_place
from kkgsim.scenario.resolve import phases
from kkgsim.scenario.scenario import Assumption, Scenario

MONTHS, REPLICATES = 36, 8
TEAM = {"facilitator_team_per_10_schools": 2.0}
PROGRAMME = {**TEAM, "needs_programme_assessment": 1.0}
POLICIES: dict[str, dict[str, float]] = {
    "today": {},
    "visits": {**TEAM, "followup_mentoring_visits": 0.5},
    "principals": {**TEAM, "principal_development_share": 1.0},
    "courses": {"provider_partnership_partnership": 1.0, "provider_partnership_places": 0.2},
    "community": {**TEAM, "learning_community_sessions": 36.0},
    "sharing": {**PROGRAMME, "needs_programme_sharing": 1.0},
    "after class": {"meeting_time_meetings": 24.0, "meeting_time_hours": 1.5, "meeting_time_after_class": 1.0},
    "drafting": {**PROGRAMME, "needs_programme_drafting": 1.0},
    "credit": {"transport_recognition_recognition": 1.0},
    "duty": {
        "ministerial_regulation_standing": 1.0,
        "ministerial_regulation_duty": 1.0,
        "bos_allocation_share": 0.04,
        "monitoring_per_year": 2.0,
    },
    "own": {"guideline_implementation_self_run": 1.0},
    "going round": {**TEAM, "shared_facilities_rotating": 1.0},
    "on screen": {**TEAM, "ict_online_virtual": 1.0},
    "trained for the screen": {**TEAM, "ict_online_virtual": 1.0, "ict_online_training": 1.0},
    "self-paced": {"ict_online_self_paced": 1.0, "ict_online_training": 1.0},
    "released": {
        "facilitator_team_per_10_schools": 10.0,
        "release_from_teaching_days": 3.0,
        "release_from_teaching_substitutes": 1.0,
    },
}
POLICIES["duty to learn"] = {**POLICIES["duty"], **PROGRAMME}
CUT = (
    ("today", "attend_distance", "+attendance_share"),
    ("today", "attend_peers", "+attendance_share"),
    ("today", "revert_rate", "+instruction_gain"),
    ("visits", "attend_mentored", "-attendance_share"),
    ("visits", "practise_mentored", "-instruction_gain"),
    ("visits", "mentor_keeps", "-instruction_gain"),
    ("visits", "pass_through", "-literacy_mean"),
    ("visits", "literacy_fade", "+literacy_mean"),
    ("courses", "course_gain", "-instruction_gain"),
    ("principals", "supervision_keeps", "-instruction_gain"),
    ("courses", "practise_course", "-instruction_gain"),
    ("courses", "peer_rate", "-instruction_gain"),
    ("community", "brought_home", "-instruction_gain"),
    ("sharing", "share_rate", "-instruction_gain"),
    ("sharing", "trial_sharing", "-instruction_gain"),
    ("sharing", "tie_formed", "-instruction_gain"),
    ("sharing", "tie_formed", "-attendance_share"),
    ("sharing", "peer_between", "-instruction_gain"),
    ("after class", "care_share", "+attendance_share"),
    ("drafting", "professional_in_drafting", "-professional_mean"),
    ("drafting", "ict_needed", "+professional_mean"),
    ("drafting", "drafting_saves", "-attendance_share"),
    ("credit", "attend_recognition", "-attendance_share"),
    ("duty", "attend_duty", "-attendance_share"),
    ("duty to learn", "hollow_presence", "+pedagogic_mean"),
    ("released", "substitute_quality", "-lessons_lost_share"),
    ("own", "attend_stake", "-attendance_share"),
    ("visits", "facilities_lent", "-worth_mean"),
    ("going round", "facilities_lent", "-worth_mean"),
    ("on screen", "online_skill", "+attendance_share"),
    ("trained for the screen", "ict_rate", "-attendance_share"),
    ("self-paced", "ict_rate", "-professional_mean"),
    ("today", "contract_other_work", "+attendance_share"),
    ("duty", "contract_bound", "+attendance_share"),
    ("credit", "contract_career", "+attendance_share"),
)
"""Beside which policy a number is made neutral, and which outcome misses the mechanism, with the sign of its change."""
CHANGED = (
    ("today", "qualified_share", 0.70, "-professional_mean"),
    ("today", "experience_mean", 9.0, "-trained_share"),
    ("today", "start_personality", 0.7, "+psychological_support_mean"),
    ("today", "start_personality", 0.7, "+climate_mean"),
)
"""Beside which policy a condition takes another value of its range, and which outcome shows it."""
Gains = Mapping[tuple[str, str], np.ndarray]


def scenario(place: str, policy: str, number: str) -> Scenario:
    given = {name: value for _, name, value, _ in CHANGED}
    value = given.get(number, float(PARAMETERS[number].neutral or 0.0)) if number else 0.0
    assumed = (Assumption(number, value, value, value, "test"),) if number else ()
    settings = phases(POLICIES[policy], MONTHS)
    words = Text(policy, policy), Text("", "")
    return Scenario(f"{policy} {number}", *words, place, MONTHS, REPLICATES, 5, settings, assumed)


@pytest.fixture(scope="module", params=["janapria", "sumba_remote"])
def last_year(request: pytest.FixtureRequest) -> Gains:
    """Every outcome in the last year, by policy and number made neutral (none: "")."""
    asked = [*((policy, "") for policy in POLICIES), *dict.fromkeys((row[0], row[1]) for row in (*CUT, *CHANGED))]
    questions = [scenario(request.param, *pair) for pair in asked]
    where = open_place(request.param)
    results = simulate_scenarios(questions, where, replicates=REPLICATES, seed=5, uncertain=False)
    return {pair: result.monthly[:, -12:].mean(axis=(1, 2)) for pair, result in zip(asked, results, strict=True)}


@pytest.mark.parametrize(("policy", "number", "moved"), CUT)
def test_a_mechanism_is_missed_where_its_policy_is(last_year: Gains, policy: str, number: str, moved: str) -> None:
    assert is_missed(last_year, policy, number, moved)


@pytest.mark.parametrize(("policy", "number", "value", "moved"), CHANGED)
def test_who_the_teachers_are_moves_what_a_place_can_do(
    last_year: Gains, policy: str, number: str, value: float, moved: str
) -> None:
    assert is_missed(last_year, policy, number, moved)


def is_missed(last_year: Gains, policy: str, number: str, moved: str) -> bool:
    """Whether an outcome moves as it is said (``moved``: sign and outcome) by the smallest effect or more."""
    sign, outcome = (1.0 if moved[0] == "+" else -1.0), OUTCOMES[moved[1:]]
    change = sign * (last_year[policy, number] - last_year[policy, ""])[list(OUTCOMES).index(outcome.name)]
    return bool(change >= 0.98 * outcome.smallest)  # the luck of eight replicates


@pytest.fixture(scope="module")
def judged() -> Mapping[tuple[str, str], Mapping[str, float]]:
    """What the model shows of some facts, at the book's values and over draws of the evidence, by fact and quantity."""
    table = validate(["F2", "F21", "F31", "F33"], draws=40, numbers="prior").table
    return {(row["fact"].split("-")[0], row["quantity"]): row for row in table.to_dict("records")}


@pytest.mark.parametrize(("fact", "quantity"), [("f2", "coaching"), ("f2", "training"), ("f31", "usual_24")])
def test_draws_bring_to_children_what_the_best_estimates_bring(judged, fact: str, quantity: str) -> None:
    """Draws are of the same world: what teachers learn reaches children in about the same size."""
    row = judged[fact, quantity]
    assert 0.7 * row["book"] < row["draws_mean"] < 1.3 * row["book"]
    assert row["target_low"] < row["draws_mean"] < row["target_high"]


def test_a_third_of_what_three_years_of_coaching_do_is_there_after_the_first(judged) -> None:
    assert judged["f33", "ratio"]["book"] > 0.33
    assert judged["f33", "ratio"]["draws_mean"] > 0.3


def test_a_facilitator_on_a_screen_adds_something_but_less_than_half(judged) -> None:
    assert 0.0 < judged["f21", "ratio"]["book"] < 0.5
