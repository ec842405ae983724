"""On a screen: who joins, what is learnt there, and what skill with computers does."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from conftest import inclination, made

from kkgsim.engine import sampling
from kkgsim.model.rules import attending, learning, networking

N = SimpleNamespace(**sampling.base_numbers())
WEEKS = made("district", school_weeks=36.0)


def joins(**changes: float) -> tuple[SimpleNamespace, SimpleNamespace]:
    """A teacher who comes for sure, and the cluster that counts who came."""
    given = {"ict": 0.9, "internet": 1.0, "way_km": 40.0, "online_offered": 1.0, **changes}
    teacher = made("teacher", ict=given["ict"], motivation=1.0, permanent=1.0, pedagogic=0.5)
    school = made("school", teachers=10.0, internet=given["internet"], way_km=given["way_km"])
    cluster = made("cluster", meetings=1.0, held=1.0, online_offered=given["online_offered"])
    attending.weigh(teacher, inclination(teacher, school, cluster, WEEKS, N))
    attending.decide(teacher, school, cluster, WEEKS, SimpleNamespace(attend=0.0), N)
    attending.arrive(teacher, school, cluster, N)
    return teacher, cluster


def test_far_teachers_with_skill_and_internet_join_on_a_screen_and_spare_the_way() -> None:
    teacher, cluster = joins()
    assert teacher.online == 1.0
    assert (cluster.arrived, cluster.on_site) == (1.0, 0.0)
    assert cluster.travel_cost == cluster.own_travel == 0.0
    half, cluster = joins(online_offered=0.5)
    assert half.online == 0.5
    assert cluster.travel_cost == 0.5 * 80.0 * N.travel_cost_km


@pytest.mark.parametrize("lacking", [{"ict": 0.1}, {"internet": 0.0}, {"online_offered": 0.0}, {"way_km": 1.0}])
def test_without_skill_or_internet_or_a_long_way_nobody_joins_on_a_screen(lacking: dict[str, float]) -> None:
    teacher, cluster = joins(**lacking)
    assert teacher.online == 0.0
    assert cluster.on_site == 1.0


def test_a_screen_brings_far_teachers_in() -> None:
    chances = []
    for offered in (0.0, 1.0):
        teacher, school = made("teacher", ict=0.9), made("school", teachers=10.0, internet=1.0, way_km=40.0)
        cluster = made("cluster", meetings=1.0, held=1.0, online_offered=offered)
        attending.weigh(teacher, inclination(teacher, school, cluster, WEEKS, N))
        attending.decide(teacher, school, cluster, WEEKS, SimpleNamespace(attend=0.5), N)
        chances.append(teacher.chance)
    assert chances[0] < chances[1]


def test_on_a_screen_less_is_learnt_and_nobody_gets_to_know_each_other() -> None:
    cluster = made("cluster", meetings=1.0, teaches_pedagogic=0.4, lead=0.5, talk=1.0)
    near, far = (made("teacher", attended=1.0, online=o, motivation=0.5, qualified=1.0, ict=1.0) for o in (0.0, 1.0))
    for teacher in (near, far):
        learning.learn(teacher, made("school"), cluster, N)
    assert far.pedagogic == pytest.approx(N.online_learning * near.pedagogic)
    tie = made("tie")
    networking.befriend(tie, near, far, cluster, SimpleNamespace(meet=0.0), N)
    assert tie.strength == 0.0
    networking.befriend(tie, near, made("teacher", attended=1.0), cluster, SimpleNamespace(meet=0.0), N)
    assert tie.strength == 1.0


def test_ict_training_closes_the_gap_and_helps_to_draft() -> None:
    trained = made("teacher", ict=0.4, ict_course=1.0)
    learning.learn(trained, made("school"), made("cluster"), N)
    assert trained.ict == pytest.approx(0.4 + 0.6 * N.ict_rate)
    able, unable = (made("teacher", ict=i, attended=1.0, motivation=0.5, qualified=1.0) for i in (1.0, 0.0))
    for teacher in (able, unable):
        learning.learn(teacher, made("school"), made("cluster", meetings=1.0, good_drafting=0.4, lead=0.5), N)
    assert unable.professional == pytest.approx((1.0 - N.ict_needed) * able.professional)
    assert unable.pedagogic == able.pedagogic
