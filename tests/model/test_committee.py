"""The committee of a KKG: who is chosen, what they give, and how they go; promotion and the three kinds of status."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from conftest import made

from kkgsim.engine import sampling
from kkgsim.engine.mesa_model import KKGModel
from kkgsim.model.rules import career, committee, moving_on, starting_teachers

N = SimpleNamespace(**sampling.base_numbers())
OLD = {"experience": 30.0, "run_skill": 0.3, "workload": N.start_workload}
ABLE = {"experience": 8.0, "run_skill": 0.9, "workload": N.start_workload}


def elected(people: list[SimpleNamespace], months: int = 3, **changes: float) -> SimpleNamespace:
    """A cluster after so many votes."""
    cluster = made("cluster", **{"term_left": 12.0, **changes})
    for _ in range(months):
        vote(people, cluster)
    return cluster


def vote(people: list[SimpleNamespace], cluster: SimpleNamespace) -> None:
    """One month's vote."""
    committee.call_vote(cluster)
    for teacher in people:
        committee.stand(teacher, cluster, N)
    for teacher in people:
        committee.take_office(teacher, cluster, N)


def test_as_found_the_longest_served_sit_on_it_and_members_elect_the_able() -> None:
    def chair(**changes: float) -> str:
        people = {name: made("teacher", **traits) for name, traits in (("old", OLD), ("able", ABLE))}
        elected(list(people.values()), months=1, **changes)
        return next(name for name, teacher in people.items() if teacher.office == 1.0)

    assert chair() == "old"
    assert chair(self_run=1.0) == "able"


def test_three_offices_are_filled_and_no_more_by_one_person_each() -> None:
    people = [made("teacher", **{**OLD, "experience": 10.0 + i}) for i in range(6)]
    elected(people, months=6)
    assert sorted(teacher.office for teacher in people) == [0.0, 0.0, 0.0, 1.0, 2.0, 3.0]
    assert [people[rank].office for rank in (5, 4, 3)] == [1.0, 2.0, 3.0], "the most preferred is chair"


def test_whoever_leaves_is_replaced_and_takes_her_training_along() -> None:
    people = [made("teacher", **{**OLD, "experience": 10.0 + i}) for i in range(4)]
    cluster = elected(people, months=24, committee_trained=1.0, term_left=99.0)
    chair = max(people, key=lambda teacher: teacher.experience)
    trained = cluster.committee
    assert chair.officer_trained > 0.9
    for name in ("run_skill", "experience", "workload"):
        setattr(chair, f"next_{name}", getattr(chair, name))
    moving_on.start_afresh(chair, N)
    assert (chair.office, chair.officer_trained) == (0.0, 0.0)
    chair.run_skill, chair.workload, cluster.committee_trained = 0.3, N.start_workload, 0.0
    vote(people, cluster)
    assert sorted(teacher.office for teacher in people) == [0.0, 1.0, 2.0, 3.0]
    assert cluster.committee < trained - 0.1, "what she had learnt is gone with her"


def test_a_term_ends_for_all_of_them() -> None:
    people = [made("teacher", **traits) for traits in (OLD, OLD | {"experience": 29.0}, OLD | {"experience": 28.0})]
    cluster = elected(people)
    able = made("teacher", **ABLE)
    cluster.self_run, cluster.term_left = 1.0, 1.0
    for month in range(2):
        committee.end_term(cluster, N)
        committee.call_vote(cluster)
        for teacher in (*people, able):
            committee.stand(teacher, cluster, N)
        for teacher in (*people, able):
            committee.take_office(teacher, cluster, N)
        assert able.office == 1.0, month
    assert cluster.term_left == 12.0 * N.term_of_office


def test_an_officer_gives_skill_as_far_as_her_work_leaves_her_time() -> None:
    free, busy = (
        made("teacher", run_skill=0.6, workload=N.start_workload + extra) for extra in (0.0, N.start_workload_sd)
    )
    assert committee.time_for_kkg(free, N) == 1.0
    assert committee.time_for_kkg(busy, N) == pytest.approx(1.0 - N.officer_time)
    trained = made("teacher", run_skill=0.6, officer_trained=1.0)
    assert committee.skill_of_officer(trained, N) == pytest.approx(0.6 + N.officer_trained_skill)
    parts = [committee.part_of_office(made("teacher", office=float(office)), N) for office in range(4)]
    assert parts == pytest.approx([0.0, N.chair_weight, (1 - N.chair_weight) / 2, (1 - N.chair_weight) / 2])


def test_every_cluster_begins_and_goes_on_with_a_committee_of_its_own_teachers(tiny) -> None:
    model = KKGModel(tiny, months=14, seed=3)
    while model.running:
        model.step()
        for cluster in model.clusters:
            offices = sorted(t.office for t in model.teachers if t.cluster is cluster and t.office)
            assert offices[: len(offices)] == sorted(set(offices)), "nobody shares an office"
            assert len(offices) >= 1
    assert all(cluster.committee_found > 0.1 for cluster in model.clusters)


# Promotion, and three kinds of status


def test_credit_adds_up_to_a_promotion_for_pns_alone() -> None:
    def years(recognition: float = 0.0, **status: float) -> float:
        teacher = made("teacher", attended=1.0, recognition=recognition, **status)
        cluster = made("cluster", meetings=1.0)
        for month in range(240):
            career.rise(teacher, cluster, made("district"), N)
            if teacher.promoted:
                return (month + 1) / 12.0
        return 20.0

    assert years(permanent=1.0) == pytest.approx(1.0 / N.rank_usual, abs=0.1)
    assert years(1.0, permanent=1.0) < years(permanent=1.0) - 0.5, "credit that is recognised brings it nearer"
    assert years(1.0, permanent=1.0, pppk=1.0) == years(1.0) == 20.0, "PPPK and honorer have no rank to gain"


def test_a_certificate_that_counts_and_a_course_of_a_partner_bring_credit() -> None:
    teacher, plain = made("teacher", attended=1.0), made("district")
    certified = made("cluster", meetings=1.0, facilitated=1.0, people=1.0)
    usual = career.earned(teacher, certified, plain, N)
    partner = made("district", partnered=1.0, sessions_certified=1.0)
    assert career.earned(teacher, certified, partner, N) == pytest.approx(usual + N.rank_certificate)
    sent = made("teacher", sent=1.0)
    assert career.earned(sent, made("cluster"), partner, N) == pytest.approx(usual + N.rank_course)
    assert career.earned(sent, made("cluster"), plain, N) == usual


def test_one_draw_makes_pns_pppk_or_honorer() -> None:
    draws = [(i + 0.5) / 1000.0 for i in range(1000)]
    pppk = sum(starting_teachers.is_pppk(draw, N) for draw in draws) / 1000.0
    assert pppk == pytest.approx(N.permanent_share * N.pppk_share, abs=0.002)
    assert all(draw < N.permanent_share for draw in draws if starting_teachers.is_pppk(draw, N))


def test_pppk_are_bound_to_their_post() -> None:
    def moved(pppk: float) -> float:
        teacher = made("teacher", permanent=1.0, pppk=pppk)
        moving_on.leave_or_stay(teacher, SimpleNamespace(leave=0.9999), N)
        return teacher.transferred

    assert (moved(0.0), moved(1.0)) == (1.0, 0.0)
    pns, honorer, pppk = (
        moving_on.chance_of_moving(made("teacher", permanent=p, pppk=k), N) for p, k in ((1, 0), (0, 0), (1, 1))
    )
    assert honorer > pns > pppk
