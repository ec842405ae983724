"""A new curriculum makes part of what teachers know out of date, until it is drafted or learnt anew."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from conftest import made

from kkgsim.engine import sampling
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.rules import curriculum, learning, managing
from kkgsim.scenario.scenario import Assumption

N = SimpleNamespace(**sampling.base_numbers())
BEGINS = 7.0
TEAM = {"facilitator_team_per_10_schools": 2.0, "needs_programme_assessment": 1.0}
DRAFTING = {**TEAM, "needs_programme_drafting": 0.8}


def test_a_new_curriculum_comes_in_its_month_and_never_by_itself() -> None:
    for month, expected in ((0.0, []), (3.0, [3]), (2.4, [3])):
        district, came = made("district"), []
        for now in range(1, 7):
            curriculum.come_into_force(district, SimpleNamespace(curriculum_month=month))
            came += [now] if district.reform else []
        assert came == expected


def test_who_is_out_of_date_can_apply_less_of_what_she_knows() -> None:
    district = made("district", practice_sd=0.1, reform=1.0)
    teacher = made("teacher", pedagogic=0.6, professional=0.6)
    before = learning.room_to_practise(teacher, district, N)
    curriculum.fall_behind(teacher, district)
    assert learning.room_to_practise(teacher, district, N) == pytest.approx(before * (1.0 - N.curriculum_part))


def test_drafting_and_courses_bring_up_to_date_faster_than_time_alone() -> None:
    idle, drafts, trained = (
        curriculum.left_to_renew(made("teacher", outdated=1.0, sent=sent), drafted, N)
        for sent, drafted in ((0.0, 0.0), (0.0, 0.5), (1.0, 0.0))
    )
    assert idle == pytest.approx(1.0 - N.renewed_alone)
    assert drafts == pytest.approx(idle * (1.0 - 0.5 * N.renewed_drafting))
    assert trained == pytest.approx(idle * (1.0 - N.renewed_course))


def test_content_follows_faster_where_needs_are_asked() -> None:
    left = []
    for asked in (0.0, 1.0):
        cluster = made("cluster", outdated=1.0, needs_asked=asked, plan_left=12.0, relevance=0.5)
        managing.fit(cluster, N)
        left.append(cluster.outdated)
    assert left == pytest.approx([1.0 - N.content_renewed, 1.0 - N.content_renewed - N.content_asked])
    cluster = made("cluster", relevance=0.5, outdated=1.0)
    assert curriculum.relevance_now(cluster, N) == pytest.approx(0.5 * (1.0 - N.curriculum_relevance))


def test_a_new_curriculum_costs_something_and_drafting_together_wins_it_back(tiny, asked) -> None:
    """Understanding falls by some three points within a year; KKG that draft have half as much to make up after two."""
    begins = (Assumption("curriculum_month", BEGINS, BEGINS, BEGINS, "a reform is foreseen"),)
    policies = {"team": TEAM, "drafting": DRAFTING}
    questions = [
        asked(name, months=36, assumptions=assumed, **policy)
        for name, policy in policies.items() for assumed in ((), begins)
    ]  # fmt: skip
    results = simulate_scenarios(questions, tiny, replicates=12, seed=4, uncertain=False)
    lost = {
        name: (changed.monthly - usual.monthly)[list(OUTCOMES).index("understanding_mean")].mean(axis=-1)
        for name, usual, changed in zip(policies, results[::2], results[1::2], strict=True)
    }
    assert np.abs(lost["team"][: int(BEGINS) - 1]).max() == 0.0
    assert -0.06 < lost["team"].min() < -0.02
    assert lost["team"][-1] < 0.0
    assert lost["drafting"][-1] > 0.75 * lost["team"][-1]
