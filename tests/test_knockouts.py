"""Every mechanism matters: cut it out and a named outcome changes."""

from __future__ import annotations

from functools import cache

import pytest
from conftest import EVERYTHING

from kkgsim import draws
from kkgsim.model import KKGModel
from kkgsim.month import ORDER, without
from kkgsim.numbers import book
from kkgsim.outcomes import OUTCOMES
from kkgsim.places.files import open_place
from kkgsim.rules import FILES

MONTHS = 18

STEPS = {
    "mentoring.serve": "facilitators_active",
    "mentoring.report_for_duty": "visited_share",
    "mentoring.allot": "visited_share",
    "mentoring.await_turn": "facilitated_share",
    "financing.set_aside": "held_share",
    "financing.plan": "held_share",
    "attending.decide": "attendance_share",
    "attending.arrive": "worth_mean",
    "meeting.meet": "worth_mean",
    "financing.settle": "purse_mean",
    "networking.exchange": "pedagogic_mean",
    "learning.learn": "pedagogic_mean",
    "mentoring.be_visited": "visited_share",
    "practising.practise": "practice_mean",
    "learning.forget": "pedagogic_mean",
    "feeling.tell": "belief_share",
    "feeling.believe": "belief_share",
    "feeling.feel": "motivation_mean",
    "leading.lead": "principal_support_mean",
    "pupils.teach": "literacy_mean",
    "pupils.grow": "literacy_mean",
    "meeting.review": "relevance_mean",
    "moving_on.leave_or_stay": "replaced_share",
    "moving_on.rotate": "principal_support_mean",
    "networking.befriend": "ties_share",
}

BEHAVIOUR_OUTCOME = {
    "attending": "attendance_share",
    "meeting": "worth_mean",
    "learning": "pedagogic_mean",
    "practising": "practice_mean",
    "feeling": "motivation_mean",
    "mentoring": "visited_share",
    "leading": "principal_support_mean",
    "networking": "ties_share",
    "pupils": "literacy_mean",
    "moving_on": "replaced_share",
}
OWN_OUTCOME = {
    "ict_needed": "professional_mean",
    "belief_rate": "belief_share",
    "belief_hearsay": "belief_share",
    "belief_intrinsic": "belief_share",
    "review_relevance": "relevance_mean",
    "relevance_fade": "relevance_mean",
    "review_rate": "management_mean",
    "review_fade": "management_mean",
    "managed_admin_cut": "capacity_agenda_share",
    "facilitated_admin_cut": "capacity_agenda_share",
    "usefulness_slope": "belief_share",
    "tie_formed": "ties_share",
    "leave_unpaid": "facilitators_active",
    "principal_gain_leadership": "practice_mean",
    "principal_leaves": "principal_support_mean",
}
CUTTABLE = [
    (name, OWN_OUTCOME.get(name, BEHAVIOUR_OUTCOME[home]))
    for home in FILES
    for name in __import__(f"kkgsim.rules.{home}", fromlist=["NUMBERS"]).NUMBERS
    if book()[name].neutral is not None
]


@cache
def place():
    from dataclasses import replace

    whole = open_place("janapria")
    return replace(whole, name="tiny", schools=tuple(s for s in whole.schools if s.cluster in whole.clusters[:2]))


def outcomes(order=ORDER, numbers: dict[str, float] | None = None) -> dict[str, list[float]]:
    """All outcomes month by month: nothing for four months, then every lever, then the team's money ends."""
    model = KKGModel(place(), months=MONTHS, seed=11, order=order, **EVERYTHING)
    model._policy[:, :4] = 0.0
    model._policy[0, 14:] = 0.0
    for name, value in (numbers or {}).items():
        setattr(model.n, name, value)
    while model.running:
        model.step()
    frame = model.datacollector.get_model_vars_dataframe()
    return {name: frame[name].tolist() for name in OUTCOMES}


@cache
def whole_model() -> dict[str, list[float]]:
    return outcomes()


def moved(name: str, changed: dict[str, list[float]]) -> float:
    return max(abs(a - b) for a, b in zip(whole_model()[name], changed[name], strict=True))


def test_every_step_has_a_knockout() -> None:
    assert set(STEPS) == {step.name for step in ORDER}


@pytest.mark.parametrize("step", STEPS)
def test_a_step_cut_out_changes_its_outcome(step: str) -> None:
    assert moved(STEPS[step], outcomes(order=without(step))) > 1e-4


@pytest.mark.parametrize(("number", "outcome"), CUTTABLE, ids=lambda v: v)
def test_a_number_made_neutral_changes_its_outcome(number: str, outcome: str) -> None:
    assert moved(outcome, outcomes(numbers={number: book()[number].neutral})) > 1e-5


@pytest.mark.parametrize("number", book())
def test_every_number_of_a_rule_is_read(number: str) -> None:
    from kkgsim.wiring import readers_of

    assert readers_of(number), f"nothing reads {number}"


def test_the_base_numbers_are_the_books() -> None:
    assert draws.base_numbers()["learn_rate"] == book()["learn_rate"].value
