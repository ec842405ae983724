"""Whose KKG it is: members who set their own agenda, campaigns that tell of it, principals who come round."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from conftest import made

from kkgsim.engine import sampling
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.rules import feeling, inclining, leading, learning

N = SimpleNamespace(**sampling.base_numbers())


def test_members_who_set_their_own_agenda_come_and_learn_more() -> None:
    own, given = (made("cluster", meetings=1.0, taught=0.4, self_run=s) for s in (1.0, 0.0))
    assert inclining.pull_of_stake(own, N) - inclining.pull_of_stake(given, N) == N.attend_stake
    teacher = made("teacher", attended=1.0)
    there = [learning.presence_in_meetings(teacher, kkg, N) for kkg in (own, given)]
    assert there[0] == pytest.approx(N.stake_boost * there[1])


def test_a_campaign_moves_belief_of_those_it_reaches_also_of_those_who_stay_away() -> None:
    school = made("school", teachers=1.0, belief_sum=0.4)
    reached, other = (made("teacher", belief=0.4, campaign=c) for c in (1.0, 0.0))
    for teacher in (reached, other):
        feeling.believe(teacher, school, made("cluster"), N)
    assert reached.belief == pytest.approx(0.4 + 0.6 * N.campaign_rate)
    assert other.belief == pytest.approx(0.4)


def test_a_campaign_alone_wears_off_where_meetings_stay_as_they_were(tiny, asked) -> None:
    rank = list(OUTCOMES).index("belief_share")

    def until(month: int, **settings: float):
        question = asked(f"{settings}", months=48, **settings)
        return replace(question, policy=tuple(replace(phase, end=month) for phase in question.policy))

    campaign = until(18, perception_change_campaign=1.0)
    workshop = until(48, perception_change_workshop=1.0, perception_change_campaign=1.0)
    found = simulate_scenarios([asked(months=48), campaign, workshop], tiny, replicates=12, seed=2)
    today, told, shown = (result.monthly[rank] for result in found)
    gained = [(told - today)[month].mean() for month in (17, 47)]
    assert gained[0] > 0.1
    assert gained[1] < 0.5 * gained[0]
    assert (shown - today)[47].mean() > 2.0 * gained[1]


def test_principals_come_round_where_their_teachers_see_the_use() -> None:
    supports = []
    for believed in (0.2, 0.8):
        school = made("school", teachers=1.0, belief_sum=believed, support_found=0.5, support=0.5)
        leading.lead(school, made("cluster", meetings=1.0), N)
        supports.append(school.support)
    assert supports[0] < 0.5 < supports[1]
