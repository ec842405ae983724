"""Every mechanism matters: cut it out and a named outcome changes."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from conftest import EVERYTHING, hill_clusters, none

from kkgsim.engine import sampling
from kkgsim.engine.dependencies import readers_of
from kkgsim.engine.mesa_model import KKGModel
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.i18n import Text
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.registry import PARAMETERS
from kkgsim.model.rules import FILES
from kkgsim.model.schedule import ORDER, without
from kkgsim.scenario.resolve import phases
from kkgsim.scenario.scenario import Assumption, Scenario, Target

MONTHS = 18
SEED = 11
OWN = {
    **{name: value for name, value in EVERYTHING.items()
       if not name.startswith(("facilitator_team", "bos_allocation", "needs_programme"))},
    "guideline_implementation_grant": 12_000_000.0,
}  # fmt: skip
FEW = {"facilitator_team_per_10_schools": 0.5, "facilitator_team_formal_status": 1.0}
WORLDS: dict[str, dict[str, float]] = {
    "everything": EVERYTHING,
    "own": OWN,
    "few": FEW,
    "cadre": {"supervisor_merit_cadre": 0.5},
    "moving": {"facilitator_team_per_10_schools": 4.0},
    "watched": {"transport_recognition_oversight": 1.0},
    "two": {"needs_programme_by_grade": 1.0},
    "lending": {"core_teachers_per_cluster": 2.0, "core_teachers_across": 1.0},
    "community": {"learning_community_sessions": 36.0, "learning_community_leads": 1.0},
    "looking": {
        "monitoring_per_year": 4.0,
        "monitoring_internal_per_year": 12.0,
        "needs_programme_assessment": 1.0,
        "district_regulation_in_office": 1.0,
        "guideline_implementation_committee": 1.0,
    },
    "chosen": {"facilitator_team_per_10_schools": 2.0},
    "reform": {"needs_programme_assessment": 1.0, "provider_partnership_places": 0.5},
    "today": {},
}
"""Every lever at work; a KKG that lives on a grant and its own people, nobody sent from outside; half a facilitator
for ten schools; half of the supervisors a cadre; a large team, of which some move; parents who look; two KKG in every
cluster; tutors who are few where nobody else trains, and are lent; a learning community in every school; much looking
and nobody who keeps track; facilitators for the two neediest clusters after the Rapor has come out; a new curriculum
in the third month; today."""
AIMED = {"chosen": (12, Target("neediest", 2))}
"""In which month the policy of a world begins, and for whom."""
OWN = {"chosen": {"cohort_chance": 30.0}, "reform": {"curriculum_month": 3.0}}
"""Numbers of a world: cohorts that differ so much that clusters change their ranks from one Rapor to the next; the
month of a new curriculum."""
ENDS = {"facilitator_team": 13, "shared_facilities": 9}
"""Levers whose money ends: some mechanisms are about what is left then."""
SOON = {
    "delay_ministerial_regulation": 3.0, "delay_district_regulation": 3.0, "delay_supervisor_merit": 2.0,
    "delay_bosda_minimum": 2.0, "supervisor_leaves": 3.0, "resource_leaves": 3.0, "schools_per_supervisor": 4.0,
    "leave_paid": 0.05,
}  # fmt: skip
"""What 18 months in a tiny place would hardly see comes sooner."""

STEPS = {
    "scheduling.schedule": "meetings_held",
    "scheduling.find_the_way": "hours_mean",
    "financing.age_prices": "purse_mean",
    "curriculum.come_into_force": "reform: attendance_share",
    "curriculum.fall_behind": "reform: understanding_mean",
    "curriculum.outdate": "reform: attendance_share",
    "financing.set_aside": "purse_mean",
    "serving.draw_up_list": "facilitators_active",
    "serving.serve": "facilitators_active",
    "serving.set_days": "preparation_mean",
    "financing.pay_substitutes": "lessons_lost_share",
    "serving.keep_list": "moving: facilitators_active",
    "mentoring.stand_by": "outside_share",
    "supervising.compare_skills": "cadre: worth_mean",
    "supervising.supervise": "visited_share",
    "mentoring.be_listed": "visited_share",
    "mentoring.ask": "facilitated_share",
    "mentoring.share_out": "preparation_mean",
    "mentoring.claim_turns": "facilitated_share",
    "mentoring.await_turn": "facilitated_share",
    "mentoring.go_where_awaited": "few: facilitated_share",
    "mentoring.go_to_meeting": "facilitated_share",
    "mentoring.count_led": "reach_share",
    "financing.plan": "held_share",
    "financing.invite": "outside_share",
    "mentoring.be_engaged": "outside_share",
    "mentoring.go_visiting": "facilitator_load_share",
    "mentoring.get_to_know": "worth_mean",
    "serving.miss_class": "lessons_lost_share",
    "serving.keep_in_practice": "few: worth_mean",
    "supervising.look_after": "visited_share",
    "attending.count_hours": "attendance_share",
    "learning_together.gather": "sessions_at_school",
    "attending.weigh": "attendance_share",
    "attending.decide": "attendance_share",
    "attending.arrive": "worth_mean",
    "leading.volunteer": "own: worth_mean",
    "meeting.meet": "capacity_agenda_share",
    "neighbouring.meet_nearby": "own: instruction_gain",
    "neighbouring.meet_together": "own: instruction_gain",
    "financing.settle": "purse_mean",
    "selecting.visit_colleagues": "visited_share",
    "selecting.leave_class": "own: lessons_lost_share",
    "learning_together.confer": "community: practice_mean",
    "pupils.spend_time": "lessons_lost_share",
    "networking.exchange": "practice_mean",
    "learning.learn": "pedagogic_mean",
    "selecting.offer": "places_mean",
    "selecting.bid": "places_mean",
    "selecting.train": "places_mean",
    "mentoring.be_visited": "visited_share",
    "self_study.study": "certificates_mean",
    "practising.practise": "practice_mean",
    "learning.forget": "pedagogic_mean",
    "feeling.tell": "belief_share",
    "feeling.believe": "belief_share",
    "feeling.feel": "motivation_mean",
    "leading.lead": "principal_support_mean",
    "career.rise": "promoted_share",
    "cohorts.drift": "minimum_share",
    "cohorts.enrol": "literacy_mean",
    "pupils.teach": "literacy_mean",
    "cohorts.meet_teachers": "literacy_mean",
    "cohorts.move_up": "early_reading_mean",
    "cohorts.learn": "literacy_mean",
    "cohorts.read": "reading_mean",
    "pupils.grow": "literacy_mean",
    "committee.end_term": "committee_mean",
    "committee.stand": "committee_mean",
    "committee.take_office": "committee_mean",
    "managing.plan": "planned_share",
    "managing.check": "turned_share",
    "managing.act": "management_mean",
    "managing.fit": "relevance_mean",
    "standards.lapse": "standards_mean",
    "standards.develop": "standards_mean",
    "moving_on.leave_or_stay": "replaced_share",
    "moving_on.trade_posts": "moving: ties_share",
    "serving.hand_over": "moving: facilitators_active",
    "moving_on.rotate": "principal_support_mean",
    "moving_on.retire": "practice_mean",
    "networking.befriend": "ties_share",
    "selecting.enrol": "training_gini",
    "selecting.lend": "lending: tutored_share",
    "selecting.muster": "lending: tutored_share",
    "ranking.assess": "chosen: facilitated_share",
    "ranking.publish": "chosen: facilitated_share",
    "ranking.compare_need": "chosen: facilitated_share",
}
"""The outcome that shows that a step is missing, under every lever unless another world is named."""

CUT = {
    "meetings_slip": "+meetings_held",
    "exam_paperwork": "+capacity_agenda_share",
    "rule_on_paper": "+standards_mean",
    "guideline_programme": "own: -standards_mean",
    "facilities_wear": "+standards_mean",
    "facilities_out_of_reach": "+standards_mean",
    "rule_lapses": "+standards_mean",
    "one_source": "today: +standards_mean",
    "courses_found": "-places_mean",
    "usual_people": "today: -training_gini",
    "course_gain": "-professional_mean",
    "course_ordinary": "today: +professional_mean",
    "tutor_sessions": "own: -tutored_share",
    "course_days": "-lessons_lost_share",
    "tutor_days": "own: -lessons_lost_share",
    "report_rate": "-professional_mean",
    "tutor_visit_days": "-visited_share",
    "rank_usual": "-promoted_share",
    "rank_meeting": "-promoted_share",
    "rank_certificate": "-promoted_share",
    "rank_course": "-promoted_share",
    "cascade_loss": "own: +worth_mean",
    "attend_motivation": "attendance_share",
    "attend_support": "attendance_share",
    "attend_distance": "today: +attendance_share",
    "attend_money": "attendance_share",
    "contract_money": "attendance_share",
    "contract_bound": "+attendance_share",
    "contract_other_work": "today: +attendance_share",
    "contract_career": "+attendance_share",
    "online_skill": "+certificates_mean",
    "travel_cost_km": "today: +attendance_share",
    "attend_workload": "attendance_share",
    "attend_slack": "+attendance_share",
    "slack_lent": "attendance_share",
    "attend_mentored": "-attendance_share",
    "attend_recognition": "-attendance_share",
    "attend_certificate": "-attendance_share",
    "attend_duty": "-attendance_share",
    "certificate_career": "+attendance_share",
    "attend_stake": "-attendance_share",
    "called_away": "-attendance_share",
    "attend_presence": "-attendance_share",
    "ratings_weight": "-literacy_mean",
    "oversight_weight": "watched: -literacy_mean",
    "attend_relevance": "attendance_share",
    "attend_belief": "attendance_share",
    "attend_peers": "attendance_share",
    "attend_habit": "attendance_share",
    "facilitated_admin_cut": "-capacity_agenda_share",
    "managed_admin_cut": "-capacity_agenda_share",
    "workshop_admin_cut": "-capacity_agenda_share",
    "programme_admin_cut": "-capacity_agenda_share",
    "people_skill": "today: worth_mean",
    "relevance_for_lead": "-worth_mean",
    "facilities_hold": "+worth_mean",
    "facilities_lent": "today: -worth_mean",
    "degree_ahead": "professional_mean",
    "materials_hold": "+worth_mean",
    "relevance_of_grades": "two: -worth_mean",
    "kit_content": "+relevance_mean",
    "relevance_rate": "-relevance_mean",
    "usefulness_slope": "-belief_share",
    "review_rate": "-management_mean",
    "check_weight": "-management_mean",
    "plan_made": "-planned_share",
    "line_looks": "-turned_share",
    "members_look": "-turned_share",
    "committee_acts": "looking: -turned_share",
    "line_acts": "looking: -turned_share",
    "tracking_acts": "-turned_share",
    "finding_lapses": "+turned_share",
    "committee_carries": "-management_mean",
    "officer_skill_sd": "committee_mean",
    "officer_learns": "-committee_mean",
    "officer_trained_skill": "-committee_mean",
    "officer_time": "+committee_mean",
    "members_see": "-committee_mean",
    "office_sees": "committee_mean",
    "curriculum_month": "reform: +attendance_share",
    "curriculum_part": "reform: +understanding_mean",
    "curriculum_relevance": "reform: +attendance_share",
    "renewed_alone": "reform: -understanding_mean",
    "renewed_drafting": "reform: -understanding_mean",
    "renewed_course": "reform: -understanding_mean",
    "content_renewed": "reform: -attendance_share",
    "content_asked": "reform: -attendance_share",
    "joint_meetings": "own: -practice_mean",
    "content_handed_on": "looking: -relevance_mean",
    "principals_share": "-principal_support_mean",
    "review_fade": "management_mean",
    "review_relevance": "-relevance_mean",
    "assessment_planned": "+relevance_mean",
    "management_hold": "+worth_mean",
    "relevance_fade": "own: +relevance_mean",
    "learn_rate": "-pedagogic_mean",
    "learn_motivation": "pedagogic_mean",
    "hollow_presence": "+pedagogic_mean",
    "stake_boost": "-pedagogic_mean",
    "community_found": "today: -practice_mean",
    "community_slip": "+sessions_at_school",
    "community_whole": "community: +practice_mean",
    "community_lead_gain": "community: -pedagogic_mean",
    "brought_home": "-practice_mean",
    "self_paced_finished": "-certificates_mean",
    "self_paced_hours": "+attendance_share",
    "self_paced_gain": "-pedagogic_mean",
    "self_paced_trial": "-practice_mean",
    "self_paced_alone": "-practice_mean",
    "self_paced_pull": "-certificates_mean",
    "clicked_through": "+pedagogic_mean",
    "online_learning": "+pedagogic_mean",
    "ict_rate": "-ict_mean",
    "ict_needed": "+professional_mean",
    "unqualified_learning": "+professional_mean",
    "forget_rate": "+pedagogic_mean",
    "practise_alone": "-practice_mean",
    "trial_sharing": "-practice_mean",
    "trial_case_study": "-practice_mean",
    "trial_drafting": "-practice_mean",
    "trial_training": "-practice_mean",
    "share_rate": "-practice_mean",
    "use_ready": "-motivation_mean",
    "character_rate": "-social_mean",
    "drafting_saves": "-attendance_share",
    "attend_company": "attendance_share",
    "course_repeats": "today: +professional_mean",
    "peer_between": "-practice_mean",
    "passive_loss": "+practice_mean",
    "practise_mentored": "-practice_mean",
    "practise_support": "+practice_mean",
    "practise_course": "-practice_mean",
    "peer_rate": "-practice_mean",
    "peer_novice": "-practice_mean",
    "start_matters": "practice_mean",
    "routine_made": "-routine_gain",
    "routine_worn": "+routine_gain",
    "revert_rate": "+practice_mean",
    "mentor_keeps": "-practice_mean",
    "supervision_keeps": "-practice_mean",
    "reflection_keeps": "-practice_mean",
    "belief_rate": "belief_share",
    "belief_hearsay": "belief_share",
    "belief_intrinsic": "belief_share",
    "campaign_rate": "-belief_share",
    "campaign_wears": "+belief_share",
    "motivation_principal": "motivation_mean",
    "motivation_worth": "-motivation_mean",
    "motivation_recognition": "-motivation_mean",
    "motivation_overload": "+motivation_mean",
    "rush": "+preparation_mean",
    "thin_loss": "+worth_mean",
    "stranger_loss": "+worth_mean",
    "known_fade": "few: +worth_mean",
    "turn_skew": "facilitated_share",
    "facilitator_skill_sd": "few: worth_mean",
    "chosen_by_ability": "few: worth_mean",
    "skill_idle": "everything: worth_mean",
    "leave_unpaid": "+facilitators_active",
    "status_on_paper": "-facilitators_active",
    "supervisor_visits_found": "today: -visited_share",
    "supervisor_freed": "-visited_share",
    "supervisor_visits_sd": "today: visited_share",
    "check_days": "+visited_share",
    "cadre_sessions": "own: -worth_mean",
    "cadre_gain": "-practice_mean",
    "supervisor_leaves": "practice_mean",
    "tie_formed": "-ties_share",
    "care_share": "today: +attendance_share",
    "tie_social": "ties_share",
    "principal_gain_support": "-principal_support_mean",
    "principal_gain_leadership": "-practice_mean",
    "principal_sessions": "own: -worth_mean",
    "principal_sees_use": "principal_support_mean",
    "inflation": "+purse_mean",
    "hired_ride_km": "+afforded_share",
    "pass_through": "-literacy_mean",
    "growth_early": "-reading_mean",
    "growth_late": "-reading_mean",
    "literacy_fade": "+literacy_mean",
    "cohort_chance": "literacy_mean",
    "assessment_drift": "-minimum_share",
    "drift_slows": "+minimum_share",
    "climate_crowding": "climate_mean",
    "comfort_motivation": "psychological_support_mean",
    "understanding_reading": "+understanding_mean",
    "taught_at_stake": "-literacy_mean",
    "lessons_in_meeting": "-lessons_lost_share",
    "loss_absent": "today: +literacy_mean",
    "small_school_loss": "today: +literacy_mean",
    "absence_found": "-literacy_mean",
    "presence_gained": "-literacy_mean",
    "substitute_quality": "+literacy_mean",
    "teacher_leaves": "-replaced_share",
    "teacher_moves": "moving: +ties_share",
    "contract_leaves": "-replaced_share",
    "pppk_leaves": "+replaced_share",
    "principal_leaves": "principal_support_mean",
    "kkg_common": "today: capacity_agenda_share",
    "belief_common": "today: belief_share",
    "support_common": "today: principal_support_mean",
}
"""The outcome that shows that a number is neutral, with the sign of the change where the mechanism has only one."""


def read(told: str) -> tuple[str, float, str]:
    """The world, sign (0 for either) and outcome of one entry."""
    world, outcome = told.split(": ") if ": " in told else ("everything", told)
    sign = {"+": 1.0, "-": -1.0}.get(outcome[0], 0.0)
    return world, sign, outcome.lstrip("+-")


def question(world: str, changed: dict[str, float] | None = None) -> Scenario:
    """A world, its levers at work from the start, with some numbers changed."""
    policy = tuple(
        replace(phase, end=min(ENDS.get(phase.lever, MONTHS), MONTHS)) for phase in phases(WORLDS[world], MONTHS)
    )
    if world in AIMED:
        start, to = AIMED[world]
        policy = tuple(replace(phase, start=start, end=MONTHS, to=to) for phase in policy)
    numbers = {**SOON, **OWN.get(world, {}), **(changed or {})}
    assumed = tuple(Assumption(name, value, value, value, "soon") for name, value in numbers.items())
    return Scenario(world, Text(world, world), Text("", ""), "tiny", MONTHS, 1, SEED, policy, assumed)


def months_of(world: str, cut: str | None = None) -> Iterator[dict[str, float]]:
    """All outcomes month by month on the clear clock, with a step cut out; a month is played when it is asked for."""
    order = ORDER if cut is None else without(cut)
    model = KKGModel(hill_clusters(), scenario=question(world), order=order)
    while model.running:
        model.step()
        yield {name: model.datacollector.model_vars[name][-1] for name in OUTCOMES}


@cache
def begun(world: str) -> tuple[list[dict[str, float]], Iterator[dict[str, float]]]:
    """The months of a world that were asked for before, and those that may follow."""
    return [], months_of(world)


def whole(world: str) -> Iterator[dict[str, float]]:
    """The months of a world in which nothing is cut out."""
    known, more = begun(world)
    for month in range(MONTHS):
        if month == len(known):
            known.append(next(more))
        yield known[month]


@cache
def fast(world: str, number: str | None = None) -> np.ndarray:
    """All outcomes (outcomes, months, replicates) on the fast clock, with a number made neutral."""
    changed = {} if number is None else {number: float(PARAMETERS[number].neutral or 0.0)}
    return simulate_scenarios([question(world, changed)], hill_clusters(), replicates=4, seed=SEED, uncertain=False)[
        0
    ].monthly


def test_every_step_has_a_knockout() -> None:
    assert set(STEPS) == {step.name for step in ORDER}


@pytest.mark.parametrize("step", STEPS)
def test_a_step_cut_out_changes_its_outcome(step: str) -> None:
    world, _, outcome = read(STEPS[step])
    assert any(abs(a[outcome] - b[outcome]) > 1e-4 for a, b in zip(whole(world), months_of(world, step), strict=True))


def test_every_number_that_can_be_cut_out_is() -> None:
    declared = {
        name for home in FILES for name in __import__(f"kkgsim.model.rules.{home}", fromlist=["PARAMETERS"]).PARAMETERS
    }
    assert set(CUT) == {name for name in declared if PARAMETERS[name].neutral is not None}


@pytest.mark.parametrize("number", CUT)
def test_a_number_made_neutral_changes_its_outcome(number: str) -> None:
    world, sign, outcome = read(CUT[number])
    change = (fast(world, number) - fast(world))[list(OUTCOMES).index(outcome)]
    assert np.abs(change).max() > 1e-5
    if sign:
        assert math.copysign(1.0, change.mean()) == sign, f"{outcome} changes by {change.mean():+.2g}"


def test_every_number_is_read() -> None:
    none(f"nothing reads {number}" for number in PARAMETERS if not readers_of(number))


def test_the_base_numbers_are_the_books() -> None:
    assert sampling.base_numbers()["learn_rate"] == PARAMETERS["learn_rate"].value
