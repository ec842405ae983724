"""Who leaves, who comes in their place, and what the new ones bring and take over."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from conftest import made

from kkgsim.engine import sampling
from kkgsim.model.rules import moving_on, networking, practising

N = SimpleNamespace(**sampling.base_numbers())


def test_newcomers_start_without_ties_to_other_schools() -> None:
    luck, cluster = SimpleNamespace(meet=0.5), made("cluster", talk=1.0)
    for replaced, left in ((1.0, 0.0), (0.0, 1.0)):
        tie = made("tie", strength=1.0, start=1.0)
        networking.befriend(tie, made("teacher", replaced=replaced), made("teacher"), cluster, luck, N)
        assert tie.strength == left


def test_a_newcomer_brings_own_abilities_and_none_of_the_past() -> None:
    old = made("teacher", pedagogic=0.8, pedagogic_found=0.5, practice=0.7, habit=0.9, mentored=1.0, experience=20.0,
               places=3.0, next_pedagogic=0.45, next_practice=0.35, next_intrinsic=0.6, next_permanent=1.0)  # fmt: skip
    moving_on.start_afresh(old, N)
    assert (old.pedagogic, old.pedagogic_found, old.practice, old.practice_found) == (0.45, 0.45, 0.35, 0.35)
    assert (old.habit, old.mentored, old.motivation, old.permanent, old.replaced) == (0.0, 0.0, 0.6, 1.0, 1.0)
    assert old.experience == 1.0
    assert (old.places, old.rested) == (0.0, 1.0)
    assert old.weak == 1.0, "below the mean competence, as whoever holds the post is counted"


def test_those_who_stay_grow_older() -> None:
    stays = made("teacher", experience=4.0, permanent=1.0)
    moving_on.leave_or_stay(stays, SimpleNamespace(leave=0.99), N)
    assert stays.experience == pytest.approx(4.0 + 1.0 / 12.0)


def test_contract_teachers_leave_more_often() -> None:
    contract, permanent = (moving_on.chance_of_moving(made("teacher", permanent=p), N) for p in (0.0, 1.0))
    assert contract == pytest.approx(N.contract_leaves * permanent)


def test_new_teachers_take_over_more_from_colleagues() -> None:
    district, month = made("district", practice_usual=0.4, practice_sd=0.1), made("calendar", year_share=1.0 / 12.0)
    new, old = (made("teacher", experience=years, seen=0.1, practice=0.4, practice_found=0.4) for years in (1.0, 20.0))
    taken = [practising.taken_over(t, made("school"), made("cluster"), month, district, N) for t in (new, old)]
    assert taken[0] == pytest.approx(N.peer_novice * taken[1])
