"""Purses of KKG: what comes in, what is planned with it, and who pays (``meetings.md``, financing)."""

from __future__ import annotations

from typing import Any

import numpy as np

from verification.twin.arithmetic import clip, positive, share, total
from verification.twin.meetings import hours_of, length, meetings_a_year, sittings
from verification.twin.things import World

PURSES = ("grant", "bosda", "bos")


def age_prices(w: World) -> None:
    """What a rule fixes in rupiah buys less each month."""
    w.district.fixed_worth = w.district.fixed_worth * (1.0 - (w.n.inflation - w.n.bos_raised) / 12.0)


def set_aside(w: World) -> None:
    """Schools set BOS and BOSDA aside for the KKG."""
    n, s, c, cluster, worth = w.n, w.school, w.cluster, w.its_cluster, w.district.fixed_worth
    counted = np.maximum(s.pupils, n.bos_fewest)
    bos = np.floor(counted * n.bos_rate * worth * w.calendar.bos_released)
    part = clip(n.bos_share_found + cluster.bos_share, 0.0, 1.0)
    c.add("bos_offered", s.cluster, np.floor(bos * part))
    bosda = counted * n.bosda_rate * worth / 12.0
    c.add("bosda_offered", s.cluster, np.floor(bosda * cluster.bosda_share))
    cap = n.honorarium_cap * counted * n.bos_rate * worth / 12.0
    s.honorarium_room = positive(cap - s.contract_teachers * n.contract_pay)
    c.add("honorarium_room", s.cluster, s.honorarium_room)


def pay_substitutes(w: World) -> None:
    """Schools pay substitutes as far as the cap on honoraria allows."""
    f = w.facilitator
    school_of = w.teacher.school[f.teacher]
    room, bill = w.school.honorarium_room[school_of], w.school.release_bill[school_of]
    by_district = w.district.substitutes_paid * f.freed
    left = 1.0 - w.district.substitutes_paid
    by_school = left * f.freed * share(room, left * bill)
    f.covered = by_school + by_district
    w.cluster.add("substitutes_bill", w.school.cluster[school_of], by_school * w.n.substitute_pay)
    w.district.substitute_days += total(by_school)
    w.district.substitute_days_paid += total(by_district)


def in_purses(c: Any) -> Any:
    """Rp in all purses of a cluster."""
    return c.purse_grant + c.purse_bosda + c.purse_bos


def fee_of_guest(w: World) -> Any:
    """Whole Rp for outside resource persons at one meeting, one at each sitting."""
    fee = np.floor(hours_of(w.n, w.cluster) * w.n.resource_person_fee)
    return np.floor(fee * sittings(w.cluster))


def usual_fare(w: World) -> Any:
    """Whole Rp of transport money that a whole meeting pays each."""
    n, c = w.n, w.cluster
    ride = np.maximum(n.reference_fare, 2.0 * c.way_sum / c.teachers * n.hired_ride_km)
    more = positive(n.grant_allowance * hours_of(n, c) - ride)
    return np.floor(ride + c.granted_part * more)


def food_each(w: World) -> Any:
    """Whole Rp for one person's food and copies at one meeting."""
    n, c = w.n, w.cluster
    usual = n.refreshments * length(n, c)
    return np.floor(usual + c.granted_part * positive(n.grant_food * hours_of(n, c) - usual))


def whole_meeting(w: World) -> Any:
    """Rp for one meeting with everything."""
    c = w.cluster
    guests = np.maximum(c.present, 1.0)
    return guests * food_each(w) + fee_of_guest(w) + guests * positive(usual_fare(w) - c.fare_offered)


def money_for_each(w: World) -> Any:
    """Rp for each meeting planned, so that the purses last."""
    c = w.cluster
    to_come = meetings_a_year(w.n, c) * w.calendar.share_to_release
    return in_purses(c) / np.maximum(np.maximum(c.planned, to_come), 1.0)


def fill_purses(w: World) -> None:
    """Grant, BOSDA and BOS fill the purses as far as meetings can use them."""
    n, c = w.n, w.cluster
    room = n.purse_months * (whole_meeting(w) * np.maximum(meetings_a_year(n, c) / 12.0, 1.0))

    def take_in(offered: Any) -> Any:
        return np.floor(np.minimum(offered, positive(room - in_purses(c))))

    c.grant_income = take_in(c.grant_offered)
    c.purse_grant = c.purse_grant + c.grant_income
    c.bosda_income = take_in(c.bosda_offered)
    c.purse_bosda = c.purse_bosda + c.bosda_income
    c.granted = c.granted + c.grant_income
    withheld = np.minimum(c.granted, c.bos_offered)
    c.granted = c.granted - withheld
    c.bos_income = take_in(c.bos_offered - withheld)
    c.purse_bos = c.purse_bos + c.bos_income


def plan(w: World) -> None:
    """The committee plans with its money, or calls meetings off."""
    n, c = w.n, w.cluster
    guests = np.maximum(c.present, 1.0)
    each = (n.grant_food + n.grant_allowance) * hours_of(n, c)
    c.granted_part = share(12.0 * c.grant_offered, np.maximum(meetings_a_year(n, c), 1.0) * guests * each)
    fill_purses(w)
    food = guests * food_each(w)
    for_food = np.minimum(money_for_each(w), food)
    levy = np.floor(clip((food - for_food) / guests, 0.0, n.levy_limit))
    held = clip((for_food + levy * guests) / np.maximum(food, 1.0), 0.0, 1.0)
    held = np.where(held >= n.skip_below, held, 0.0)
    c.set_where(c.planned > 0.5, levy=levy, held=held, meetings=np.where(held > 0.0, c.planned, 0.0))


def invite(w: World) -> None:
    """What is left pays a guest, then transport."""
    c, fee = w.cluster, fee_of_guest(w)
    guests, met = np.maximum(c.present, 1.0), c.meetings > 0.5
    per_meeting = money_for_each(w)
    left = positive(per_meeting - guests * food_each(w))
    unled, payable = c.meetings * (1.0 - c.facilitated), c.meetings * share(left, fee)
    room = c.purse_grant + c.purse_bosda + positive(c.honorarium_room - c.substitutes_bill)
    invited = np.minimum(np.minimum(unled, payable), room / np.maximum(fee, 1.0))
    left = positive(left - invited / np.where(met, c.meetings, 1.0) * fee)
    fare = np.floor(clip(left / guests, 0.0, positive(usual_fare(w) - c.fare_offered)))
    afforded = share(per_meeting, whole_meeting(w) - c.facilitated * fee)
    c.set_where(met, invited=invited, fare_paid=fare, afforded=afforded)


def _pay(c: Any, what: str, bill: Any) -> Any:
    """Take a bill out of the purses, the grant first; what no purse holds is left."""
    for purse in PURSES:
        part = np.minimum(getattr(c, f"purse_{purse}"), bill)
        setattr(c, f"{what}_{purse}", part)
        bill = bill - part
    for purse in PURSES:
        setattr(c, f"purse_{purse}", getattr(c, f"purse_{purse}") - getattr(c, f"{what}_{purse}"))
    return bill


def settle(w: World) -> None:
    """Bills are paid; purses are never overdrawn."""
    c = w.cluster
    _pay(c, "fee", np.floor(c.outside * fee_of_guest(w)))
    levies = np.floor(c.meetings * c.on_site * c.levy)
    wanted = c.meetings * (c.on_site * food_each(w)) * c.held
    food = np.floor(np.minimum(wanted, in_purses(c) + levies))
    by_members = np.minimum(food, levies)
    c.food_pocket = _pay(c, "food", food - by_members) + by_members
    promised = _pay(c, "fares", np.floor(c.meetings * c.on_site * c.fare_paid))
    c.own_travel = c.own_travel + np.minimum(promised, c.travel_cost - c.own_travel)
