"""Every setting alone at the top of its range, in the place that most people look at first."""

from __future__ import annotations

import numpy as np
import pytest

from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.model.levers import all_settings
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.scenario.resolve import phases
from model.lever_runs import MONTHS, NEEDS, scenario

VISITS = {"facilitator_team_per_10_schools": 2.0, "followup_mentoring_visits": 0.6}
BESIDE = {
    **NEEDS,
    "provider_partnership_persons": {"bos_allocation_share": 0.05},
    "followup_mentoring_early_grades": VISITS,
    "learning_community_guides": {"learning_community_sessions": 36.0},
    "learning_community_leads": {"learning_community_sessions": 36.0},
}
"""What there has to be for a setting to be seen: somebody to send, money to invite him, sessions to guide and lead."""
SEEN = {
    "ministerial_regulation_standing": "+standards_mean",
    "ministerial_regulation_roles": "+attendance_share",
    "ministerial_regulation_duty": "+attendance_share",
    "bosda_minimum_share": "+afforded_share",
    "provider_partnership_partnership": "+literacy_mean",
    "provider_partnership_places": "+places_mean",
    "provider_partnership_persons": "+outside_share",
    "perception_change_campaign": "+belief_share",
    "perception_change_information": "+pedagogic_mean",
    "perception_change_workshop": "+capacity_agenda_share",
    "perception_change_central": "-literacy_mean",
    "district_regulation_in_office": "+standards_mean",
    "facilitator_team_per_10_schools": "+facilitated_share",
    "facilitator_team_certified": "+attendance_share",
    "facilitator_team_toward_need": "-facilitator_load_share",
    "facilitator_team_toward_near": "+pedagogic_mean",
    "bos_allocation_share": "+afforded_share",
    "guideline_implementation_dissemination": "+capacity_agenda_share",
    "guideline_implementation_self_run": "+attendance_share",
    "guideline_implementation_committee": "+management_mean",
    "guideline_implementation_grant": "+afforded_share",
    "monitoring_per_year": "+relevance_mean",
    "monitoring_internal_per_year": "+standards_mean",
    "monitoring_tracking": "+relevance_mean",
    "supervisor_merit_cadre": "+standards_mean",
    "release_from_teaching_days": "-facilitator_load_share",
    "release_from_teaching_supervisors": "+visited_share",
    "followup_mentoring_visits": "+visited_share",
    "followup_mentoring_early_grades": "+early_reading_mean",
    "core_teachers_per_cluster": "+tutored_share",
    "core_teachers_pairs": "+literacy_mean",
    "core_teachers_across": "+tutored_share",
    "needs_programme_assessment": "+relevance_mean",
    "needs_programme_local_content": "+relevance_mean",
    "needs_programme_by_grade": "+worth_mean",
    "needs_programme_sharing": "-literacy_mean",
    "needs_programme_case_study": "+literacy_mean",
    "needs_programme_reflection": "+social_mean",
    "needs_programme_drafting": "+motivation_mean",
    "needs_programme_training": "+literacy_mean",
    "principal_development_share": "+principal_support_mean",
    "transport_recognition_fare": "+attendance_share",
    "transport_recognition_recognition": "+motivation_mean",
    "transport_recognition_tied_to_presence": "+literacy_mean",
    "transport_recognition_tied_to_ratings": "+literacy_mean",
    "transport_recognition_oversight": "+literacy_mean",
    "ict_online_training": "+ict_mean",
    "ict_online_materials": "+worth_mean",
    "ict_online_virtual": "-attendance_share",
    "shared_facilities_kit": "+standards_mean",
    "shared_facilities_rotating": "-attendance_share",
    "shared_facilities_subclusters": "+attendance_share",
    "workload_relief_hours": "+motivation_mean",
    "meeting_time_meetings": "+meetings_held",
    "meeting_time_hours": "-attendance_share",
    "meeting_time_after_class": "-lessons_lost_share",
    "learning_community_sessions": "+literacy_mean",
    "learning_community_guides": "+literacy_mean",
    "learning_community_leads": "+pedagogic_mean",
    "ict_online_self_paced": "+pedagogic_mean",
    "ict_online_certificates": "+certificates_mean",
    "fair_selection_rotation": "-training_gini",
}
"""What every setting visibly moves in Janapria in two years, and which way."""
SMALL = {
    "perception_change_central": "prescribed content fits less by little where content hardly fits today",
    "facilitator_team_toward_near": "sends a team that is too small round the nearest",
    "needs_programme_reflection": "a KKG without a guide hardly teaches anything by itself",
    "needs_programme_drafting": "the same",
    "needs_programme_sharing": "the same",
    "needs_programme_training": "the same",
    "shared_facilities_rotating": "ways are short",
    "shared_facilities_subclusters": "the same",
}
"""Settings that surely move their outcome there, by less than is called an effect, and why."""
NOT_SEEN = {
    "release_from_teaching_substitutes": "schools can pay nearly all within their cap: it moves who pays",
    "facilitator_team_formal_status": "matters when the money ends",
    "supervisor_merit_recruited": "two years free hardly a post",
    "transport_recognition_allowance": "pays whoever stays away, too",
    "ict_online_meetings": "nobody lives far enough to prefer a screen",
}
"""Settings that move nothing there, and why."""


@pytest.fixture(scope="module")
def in_janapria(janapria) -> dict[str, np.ndarray]:
    """The change of every outcome by each setting in each replicate, mean of the second year, at the book's values."""
    pairs = {}
    for name, setting in all_settings().items():
        beside = BESIDE.get(name, {})
        pairs[name] = tuple(tuple(sorted(policy.items())) for policy in (beside, {**beside, name: setting.high}))
    policies = list(dict.fromkeys(policy for pair in pairs.values() for policy in pair))  # most stand beside nothing
    asked = [scenario("asked", *phases(dict(policy), MONTHS)) for policy in policies]
    played = dict(
        zip(policies, simulate_scenarios(asked, janapria, replicates=12, seed=3, uncertain=False), strict=True)
    )
    monthly = {name: [played[policy].monthly[:, 12:] for policy in pair] for name, pair in pairs.items()}
    return {name: (moved - plain).mean(axis=1) for name, (plain, moved) in monthly.items()}


def test_every_setting_is_seen_in_janapria_or_it_is_said_why_not() -> None:
    assert sorted([*SEEN, *NOT_SEEN]) == sorted(all_settings())


@pytest.mark.parametrize("name", SEEN)
def test_every_setting_alone_moves_what_it_should_in_janapria(in_janapria, name: str) -> None:
    sign = 1.0 if SEEN[name][0] == "+" else -1.0
    outcome = OUTCOMES[SEEN[name][1:]]
    change = sign * in_janapria[name][list(OUTCOMES).index(outcome.name)]
    assert change.mean() > 0.001
    assert (change.mean() < outcome.smallest) == (name in SMALL)
    assert change.mean() > 3.0 * change.std(ddof=1) / np.sqrt(change.size)


@pytest.mark.parametrize("name", NOT_SEEN)
def test_what_is_said_not_to_be_seen_moves_nothing_that_counts(in_janapria, name: str) -> None:
    watched = [list(OUTCOMES).index(outcome) for outcome in ("attendance_share", "practice_mean", "literacy_mean")]
    assert np.abs(in_janapria[name][watched].mean(axis=-1)).max() < 0.003
