"""What meetings cost and who pays: purses, bills, caps, and what comes in when."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from conftest import made
from hypothesis import given
from hypothesis import strategies as st

from kkgsim.engine import sampling
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.rules import attending, financing

N = SimpleNamespace(**sampling.base_numbers())
JULY = made("calendar", bos_released=0.2, share_to_release=0.25)
AUGUST = made("calendar", share_to_release=2 / 12)
SEPTEMBER = made("calendar", share_to_release=1 / 12)
RICH = {"honorarium_room": 1e9, "teachers": 10.0, "present": 10.0, "planned": 1.0}
FEE = financing.fee_of_outsider(made("cluster"), N)
OFFICE = made("district", fixed_worth=1.0)


def planned(calendar: SimpleNamespace = SEPTEMBER, **changes: float) -> SimpleNamespace:
    cluster = made("cluster", **{**RICH, **changes})
    financing.plan(cluster, calendar, N)
    financing.invite(cluster, calendar, N)
    return cluster


# What comes in


def set_aside(calendar: SimpleNamespace, school: SimpleNamespace, **cluster: float) -> SimpleNamespace:
    one = made("cluster", **cluster)
    financing.set_aside(school, one, calendar, OFFICE, N)
    return one


def test_schools_set_bos_aside_in_the_months_in_which_it_comes_in() -> None:
    school = made("school", pupils=100.0)
    found, more = (set_aside(JULY, school, bos_share=share).bos_offered for share in (0.0, 0.03))
    assert found == 0.2 * 100.0 * N.bos_rate * N.bos_share_found
    assert more == pytest.approx(found * (N.bos_share_found + 0.03) / N.bos_share_found, abs=1.0)
    assert set_aside(AUGUST, school, bos_share=0.03).bos_offered == 0.0


def test_bosda_comes_every_month() -> None:
    offered = set_aside(AUGUST, made("school", pupils=100.0), bos_share=0.03, bosda_share=0.1)
    assert (offered.bos_offered, offered.bosda_offered) == (0.0, 100.0 * N.bosda_rate / 12.0 * 0.1)


def test_a_grant_takes_its_own_sum_off_bos_and_no_more() -> None:
    """Three months of a grant, then BOS: one rupiah of grant costs one of BOS, and a large grant all of it."""
    for a_month, bos, left in ((1.0, 300_000.0, 299_997.0), (50_000.0, 300_000.0, 150_000.0), (200_000.0, 3e5, 0.0)):
        cluster = made("cluster", **RICH)
        for offered in (0.0, 0.0, bos):
            cluster.grant_offered, cluster.bos_offered = a_month, offered
            financing.fill_purses(cluster, 1e7, N)
        assert (cluster.purse_grant, cluster.bos_income) == (3.0 * a_month, left)
        assert cluster.granted == max(3.0 * a_month - bos, 0.0), "what was not taken off yet waits for the next BOS"


def test_what_a_rule_fixes_buys_less_each_year_as_far_as_it_is_not_raised() -> None:
    office, school = made("district"), made("school", pupils=100.0)
    financing.set_prices(office)
    at_first = financing.bos_of(school, JULY, office, N), financing.room_for_honoraria(school, office, N)
    for _ in range(120):
        financing.age_prices(office, N)
    later = financing.bos_of(school, JULY, office, N), financing.room_for_honoraria(school, office, N)
    assert office.fixed_worth == pytest.approx((1.0 - (N.inflation - N.bos_raised) / 12.0) ** 120)
    assert 0.80 < office.fixed_worth < 0.87
    assert [after / before for after, before in zip(later, at_first, strict=True)] == [
        pytest.approx(office.fixed_worth, abs=1e-6)
    ] * 2


def test_a_grant_pays_at_the_prices_of_its_budget() -> None:
    """RABKKG: Rp 125,000 a person and meeting in all; PKP19: 230,000 for meals and travel of a full day."""
    granted = made("cluster", **{**RICH, "present": 25.0}, grant_offered=1e9)
    granted.granted_part = financing.part_by_grant(granted, N)
    each = financing.whole_meeting(granted, N) / 25.0
    assert 125_000.0 <= each <= 160_000.0
    a_day = SimpleNamespace(**{**vars(N), "meeting_hours": 8.0})
    assert financing.food_each(granted, a_day) + financing.usual_fare(granted, a_day) == pytest.approx(230e3, rel=0.02)
    some = made("cluster", **{**RICH, "present": 25.0}, grant_offered=25.0 * 57_500.0)
    assert financing.part_by_grant(some, N) == pytest.approx(0.5, abs=0.05), "a grant of half a meeting a month"
    plain = made("cluster", **RICH)
    assert financing.part_by_grant(plain, N) == 0.0
    assert (financing.food_each(plain, N), financing.usual_fare(plain, N)) == (N.refreshments, N.reference_fare)


def test_small_schools_are_paid_for_the_fewest_pupils() -> None:
    tiny, small = (set_aside(JULY, made("school", pupils=count)).bos_offered for count in (10.0, N.bos_fewest))
    assert tiny == small > 0.0


def test_every_amount_is_in_whole_rupiah() -> None:
    school = made("school", pupils=97.0)
    one = set_aside(JULY, school, bos_share=0.0173, bosda_share=0.0713)
    for amount in (one.bos_offered, one.bosda_offered, financing.bos_of(school, JULY, OFFICE, N), FEE):
        assert amount == int(amount) > 0


# Honoraria and their cap


def test_the_cap_on_honoraria_counts_contract_teachers_first() -> None:
    room = financing.room_for_honoraria(made("school", pupils=120.0), OFFICE, N)
    assert room == pytest.approx(N.honorarium_cap * 120.0 * N.bos_rate / 12.0)
    three = made("school", pupils=120.0, contract_teachers=3.0)
    assert financing.room_for_honoraria(three, OFFICE, N) == pytest.approx(room - 3.0 * N.contract_pay)
    assert financing.room_for_honoraria(made("school", pupils=60.0, contract_teachers=9.0), OFFICE, N) == 0.0


def test_what_the_district_budgets_for_is_off_the_schools_cap() -> None:
    bill = 6.0 * N.substitute_pay
    for part, by_school in ((0.0, 2.0), (0.5, 2.0), (0.9, 0.6), (1.0, 0.0)):
        released, office = made("facilitator", freed=6.0), made("district", substitutes_paid=part)
        school, cluster = made("school", honorarium_room=bill / 3.0, release_bill=bill), made("cluster")
        financing.pay_substitutes(released, school, cluster, office, N)
        assert office.substitute_days_paid == pytest.approx(part * 6.0)
        assert office.substitute_days == pytest.approx(by_school)
        assert cluster.substitutes_bill == pytest.approx(by_school * N.substitute_pay)
        assert released.covered == pytest.approx(part * 6.0 + by_school)


def test_substitutes_are_paid_as_far_as_the_cap_allows() -> None:
    bill = 10.0 * N.substitute_pay
    for room, part in ((2.0 * bill, 1.0), (0.5 * bill, 0.5), (0.0, 0.0)):
        school, district = made("school", honorarium_room=room, release_bill=bill), made("district")
        for _ in range(2):
            financing.pay_substitutes(made("facilitator", freed=5.0), school, made("cluster"), district, N)
        assert district.substitute_days == pytest.approx(10.0 * part), "two of one school share what it can pay"
    idle = made("facilitator")
    financing.pay_substitutes(idle, made("school", honorarium_room=1e9), made("cluster"), made("district"), N)
    assert idle.covered == 0.0, "nobody is released, so nobody is paid for"


def test_what_substitutes_take_of_the_cap_is_lost_to_resource_persons() -> None:
    assert financing.room_for_guests(made("cluster", honorarium_room=600_000.0)) == 600_000.0
    paid = made("cluster", honorarium_room=600_000.0, substitutes_bill=450_000.0)
    assert financing.room_for_guests(paid) == pytest.approx(150_000.0)
    granted = made("cluster", honorarium_room=600_000.0, substitutes_bill=750_000.0, purse_grant=1e6, purse_bosda=2e6)
    assert financing.room_for_guests(granted) == 3e6, "a grant and BOSDA are not bound by the cap on BOS"


def test_a_resource_person_is_invited_within_the_cap_and_only_where_no_facilitator_leads() -> None:
    assert planned(purse_bos=1e9).invited == 1.0
    assert planned(purse_bos=1e9, facilitated=1.0).invited == 0.0
    assert planned(purse_bos=1e9, facilitated=0.25).invited == 0.75
    assert planned(purse_bos=1e9, honorarium_room=0.5 * FEE).invited == pytest.approx(0.5)
    assert planned(purse_bos=1e9, honorarium_room=0.0).invited == 0.0


# Planning


def test_the_committee_makes_the_money_last_until_bos_comes_again() -> None:
    food = 10.0 * N.refreshments
    in_july, in_september = (planned(month, purse_bos=1.5 * food) for month in (JULY, SEPTEMBER))
    assert in_july.levy == min(0.5 * N.refreshments, N.levy_limit)
    assert in_september.levy == 0.0
    assert in_september.held == 1.0
    assert planned(JULY, purse_bos=3.0 * food).held == 1.0


def test_food_comes_first_then_the_resource_person_then_the_fare() -> None:
    food = 10.0 * N.refreshments
    only_food, half_a_fee, both = (planned(purse_bos=food + part) for part in (0.0, 0.5 * FEE, FEE + 50_000.0))
    assert (only_food.held, only_food.invited, only_food.fare_paid) == (1.0, 0.0, 0.0)
    assert (half_a_fee.invited, half_a_fee.fare_paid) == (pytest.approx(0.5), 0.0)
    assert (both.invited, both.fare_paid) == (1.0, 5_000.0)
    rich = planned(purse_bos=1e9)
    assert (rich.fare_paid, rich.afforded) == (N.reference_fare, 1.0)
    assert only_food.afforded == pytest.approx(food / (food + FEE + 10.0 * N.reference_fare))


def test_a_cluster_short_of_money_asks_its_members_then_meets_shorter_then_not_at_all() -> None:
    cluster = planned(arrived=10.0)
    assert cluster.levy == N.levy_limit
    assert cluster.held == pytest.approx(N.levy_limit / N.refreshments)
    cluster.arrived = cluster.on_site = 10.0
    financing.settle(cluster, N)
    assert cluster.food_pocket == 10.0 * N.levy_limit
    assert financing.purses(cluster) == 0.0
    broke = made("cluster", **RICH)
    poor = SimpleNamespace(**{**vars(N), "levy_limit": 0.5 * N.skip_below * N.refreshments})
    financing.plan(broke, SEPTEMBER, poor)
    assert (broke.held, broke.meetings) == (0.0, 0.0)


def test_money_offered_is_not_repaid_twice() -> None:
    cluster = planned(purse_bos=1e9, fare_offered=10_000.0)
    assert cluster.fare_paid == N.reference_fare - 10_000.0
    school = made("school", way_km=50.0)
    attending.arrive(made("teacher", attended=1.0), school, cluster, N)
    assert cluster.travel_cost == 100.0 * N.travel_cost_km
    assert cluster.own_travel == 100.0 * N.travel_cost_km - N.reference_fare


def test_long_ways_are_repaid_as_hired_rides() -> None:
    near, far = (planned(purse_bos=1e9, way_sum=10.0 * km).fare_paid for km in (2.0, 30.0))
    assert near == N.reference_fare
    assert far == max(N.reference_fare, 2.0 * 30.0 * N.hired_ride_km)
    assert far > near


def test_money_that_cannot_be_used_stays_with_the_schools() -> None:
    cluster = planned(bos_offered=1e12)
    whole_meeting = 10.0 * (N.refreshments + N.reference_fare) + FEE
    assert cluster.purse_bos == cluster.bos_income == pytest.approx(N.purse_months * whole_meeting, abs=1.0)


def test_the_grant_fills_the_purses_first_then_bosda_then_bos() -> None:
    room = N.purse_months * (10.0 * (N.grant_food + N.grant_allowance) * N.meeting_hours + FEE)
    offered = {"grant_offered": 0.6 * room, "bosda_offered": 0.3 * room, "bos_offered": 0.9 * room}
    cluster = planned(**offered)
    assert cluster.grant_income == pytest.approx(0.6 * room, abs=1.0)
    assert cluster.bosda_income == pytest.approx(0.3 * room, abs=1.0)
    assert cluster.bos_income == pytest.approx(0.1 * room, abs=3.0)
    full = planned(**offered, purse_bos=room)
    assert (full.grant_income, full.bosda_income, full.bos_income) == (0.0, 0.0, 0.0)


# Bills


def test_bills_are_paid_from_the_grant_first_then_bosda_then_bos_then_pockets() -> None:
    food = 10.0 * N.refreshments
    cluster = planned(purse_grant=0.4 * food, purse_bosda=0.3 * food, purse_bos=0.1 * food)
    cluster.arrived = cluster.on_site = 10.0
    financing.settle(cluster, N)
    paid = [cluster.food_grant, cluster.food_bosda, cluster.food_bos, cluster.food_pocket]
    assert paid == [pytest.approx(part * food, abs=1.0) for part in (0.4, 0.3, 0.1, 0.2)]
    assert sum(paid) == food
    assert financing.purses(cluster) == 0.0


def test_a_fare_promised_to_more_than_were_planned_for_is_borne_by_those_who_came() -> None:
    """Ten were expected, twenty came: the purse pays what it has, and the rest of the way is their own again."""
    cluster = made(
        "cluster", meetings=1.0, held=1.0, arrived=20.0, on_site=20.0, fare_paid=30_000.0,
        purse_bos=20.0 * N.refreshments + 300_000.0, travel_cost=800_000.0, own_travel=200_000.0,
    )  # fmt: skip
    financing.settle(cluster, N)
    assert cluster.fares_bos == 300_000.0
    assert cluster.own_travel == 200_000.0 + 300_000.0
    assert cluster.purse_bos == 0.0


money = st.integers(0, 20_000_000).map(float)


@given(
    grant=money, bosda=money, bos=money, present=st.integers(1, 120), share=st.floats(0.0, 3.0),
    meetings=st.integers(0, 3), on_screen=st.floats(0.0, 1.0), facilitated=st.floats(0.0, 1.0),
    outside=st.floats(0.0, 1.0), wait=st.integers(1, 12), fare=st.integers(0, 60_000),
)  # fmt: skip
def test_accounts_close_to_the_rupiah_and_no_purse_is_overdrawn(
    grant, bosda, bos, present, share, meetings, on_screen, facilitated, outside, wait, fare
) -> None:
    cluster = made(
        "cluster", purse_grant=grant, purse_bosda=bosda, purse_bos=bos, present=float(present),
        planned=float(meetings), teachers=60.0, way_sum=300.0, honorarium_room=1e7, fare_offered=float(fare),
        facilitated=facilitated, grant_offered=grant // 3.0, bosda_offered=bosda // 5.0, bos_offered=bos // 7.0,
    )  # fmt: skip
    calendar = made("calendar", share_to_release=wait / 12)
    financing.plan(cluster, calendar, N)
    financing.invite(cluster, calendar, N)
    cluster.outside = outside * cluster.invited
    cluster.arrived = float(round(share * present)) * (cluster.meetings * cluster.held > 0.0)
    cluster.on_site = cluster.arrived * (1.0 - on_screen)
    financing.settle(cluster, N)
    for name, before in (("grant", grant), ("bosda", bosda), ("bos", bos)):
        left, income = getattr(cluster, f"purse_{name}"), getattr(cluster, f"{name}_income")
        spent = sum(getattr(cluster, f"{use}_{name}") for use in ("food", "fee", "fares"))
        assert left >= 0.0
        assert before + income - spent == left
        assert all(amount == int(amount) for amount in (left, income, spent))
    assert cluster.food_pocket == int(cluster.food_pocket) >= 0.0
    assert cluster.food_pocket <= cluster.meetings * cluster.arrived * cluster.levy


def test_bos_comes_in_by_quarter_and_lasts_until_it_comes_again(tiny, asked) -> None:
    (played,) = simulate_scenarios(
        [asked(months=36, bos_allocation_share=0.03)], tiny, replicates=8, seed=2, uncertain=False
    )
    taken_in, left = played.purses[0], played.purses[1]
    july_first = np.arange(36) % 12
    released = np.isin(july_first, (0, 3, 6, 9))  # July, October, January, April
    assert not taken_in[~released].any()
    assert (taken_in[released].mean(axis=1) > 0.0).all()
    year = slice(12, 36)
    assert (left[year] > 0.0).mean() > 0.9, "there is money left in the months between"
    held = played.monthly[list(OUTCOMES).index("held_share")][year]
    assert held.min() > 0.8
