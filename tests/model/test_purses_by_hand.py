"""What goes into a cluster's purses and who pays which bill, worked out by hand for money at random."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from conftest import made

from kkgsim.engine import sampling
from kkgsim.model.rules import financing

N = SimpleNamespace(**sampling.base_numbers())
PURSES = ("grant", "bosda", "bos")
"""In the order in which they pay."""
CASES = range(30)


def waterfall(bill: int, purses: dict[str, int]) -> dict[str, int]:
    """What each purse pays of a bill, the first as far as it goes; takes it out of them."""
    paid = {}
    for name in PURSES:
        paid[name] = min(purses[name], bill - sum(paid.values()))
        purses[name] -= paid[name]
    return paid


def purses_of(cluster: SimpleNamespace) -> dict[str, int]:
    return {name: int(getattr(cluster, f"purse_{name}")) for name in PURSES}


@pytest.mark.parametrize("case", CASES)
def test_purses_fill_in_their_order_and_a_grant_comes_off_bos_once(case: int) -> None:
    luck = np.random.default_rng(case)
    cluster = made("cluster")
    off, a_month = 0, int(luck.integers(50_000, 3_000_000))
    for month in range(12):
        offered = {name: int(luck.integers(0, 4_000_000)) * int(luck.random() < 0.6) for name in PURSES}
        offered["bos"] *= month % 3 == 0
        for name in PURSES:
            setattr(cluster, f"{name}_offered", float(offered[name]))
        before = purses_of(cluster)
        financing.fill_purses(cluster, float(a_month), N)
        room = int(N.purse_months * a_month)
        expected = {}
        for name in PURSES:
            there = offered[name]
            if name == "bos":
                off += expected["grant"]
                withheld = min(off, there)
                off, there = off - withheld, there - withheld
            expected[name] = min(there, max(room - sum(before.values()) - sum(expected.values()), 0))
        assert purses_of(cluster) == {name: before[name] + expected[name] for name in PURSES}
        assert cluster.granted == off
        spent = waterfall(int(luck.integers(0, 2_000_000)), purses_of(cluster))
        financing.draw_down(cluster, *(float(spent[name]) for name in PURSES))


@pytest.mark.parametrize("case", CASES)
def test_bills_are_paid_by_grant_then_bosda_then_bos_then_participants(case: int) -> None:
    luck = np.random.default_rng(100 + case)
    guests, meetings = int(luck.integers(3, 40)), int(luck.integers(1, 4))
    held, levy, fare = float(luck.uniform(0.2, 1.0)), int(luck.integers(0, 10_001)), int(luck.integers(0, 30_001))
    cluster = made(
        "cluster", meetings=float(meetings), on_site=float(guests), held=held, levy=float(levy), fare_paid=float(fare),
        outside=float(luck.random()), travel_cost=float(guests * meetings * 15_000),
        **{f"purse_{name}": float(luck.integers(0, 3_000_000)) for name in PURSES},
    )  # fmt: skip
    purses, fee = purses_of(cluster), int(financing.whole(cluster.outside * financing.fee_of_guest(cluster, N)))
    wanted = meetings * guests * int(financing.food_each(cluster, N)) * held
    financing.settle(cluster, N)
    fees = waterfall(fee, purses)
    levies = meetings * guests * levy
    food = int(min(wanted, sum(purses.values()) + levies))  # whole rupiah, rounded down
    foods = waterfall(food - min(food, levies), purses)
    fares = waterfall(meetings * guests * fare, purses)
    for what, paid in (("fee", fees), ("food", foods), ("fares", fares)):
        assert {name: getattr(cluster, f"{what}_{name}") for name in PURSES} == paid, what
    assert cluster.food_pocket == food - sum(foods.values())
    assert purses_of(cluster) == purses
    promised = meetings * guests * fare - sum(fares.values())
    assert cluster.own_travel == min(promised, cluster.travel_cost)


@pytest.mark.parametrize("case", CASES)
def test_the_cap_on_honoraria_counts_contract_teachers_first(case: int) -> None:
    luck = np.random.default_rng(200 + case)
    pupils, contracts, worth = int(luck.integers(5, 600)), int(luck.integers(0, 12)), float(luck.uniform(0.8, 1.0))
    n = SimpleNamespace(**{**vars(N), "honorarium_cap": float(luck.uniform(0.15, 0.5))})
    school, district = made("school", pupils=float(pupils), contract_teachers=float(contracts)), made("district")
    district.fixed_worth = worth
    bos_a_year = max(pupils, 60) * 900_000 * worth
    left = n.honorarium_cap * bos_a_year / 12 - contracts * 300_000
    assert financing.room_for_honoraria(school, district, n) == pytest.approx(max(left, 0.0))


def test_a_cluster_without_any_money_calls_meetings_off_only_where_levies_do_not_carry_them() -> None:
    for limit, meetings in ((0.0, 0.0), (N.levy_limit, 1.0), (100_000.0, 1.0)):
        n = SimpleNamespace(**{**vars(N), "levy_limit": limit})
        cluster = made("cluster", planned=1.0, present=20.0, teachers=40.0)
        financing.plan(cluster, made("calendar"), n)
        assert cluster.meetings == meetings, limit
        assert purses_of(cluster) == dict.fromkeys(PURSES, 0)
