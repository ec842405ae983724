"""The ledger and what comes into the purses, recomputed by hand, agent by agent, from the clear clock."""

from __future__ import annotations

from collections import Counter
from math import floor

import pytest
from conftest import EVERYTHING

from kkgsim.engine.mesa_model import KKGModel
from kkgsim.i18n import month_name
from kkgsim.model.costs import items

from .by_hand.ledger import by_hand, played
from .by_hand.meetings import SOURCES, hours, meal

GRANT = {
    **{name: value for name, value in EVERYTHING.items() if not name.startswith("facilitator_team")},
    "guideline_implementation_grant": 25_000_000.0,
    "transport_recognition_fare": 10_000.0,
}
"""Every lever but the team of facilitators, and a grant in the place of BOS."""
GRADES = {"needs_programme_by_grade": 1.0, "followup_mentoring_early_grades": 1.0, "bos_allocation_share": 0.08}
POLICIES = {"everything": EVERYTHING, "grant": GRANT, "bosda": {"bosda_minimum_share": 0.25}, "grades": GRADES,
            "nothing": {}}  # fmt: skip


@pytest.fixture(scope="module")
def places(tiny, hills):
    return {"near": tiny, "far": hills}


def test_every_item_of_every_month_is_what_happened_times_its_price(places) -> None:
    """All items of all levers, rounded down to the rupiah thing by thing; none of them is nought everywhere."""
    seen = dict.fromkeys(items(), 0.0)
    for policy in POLICIES.values():
        for place in places.values():
            for model, ledger, before in played(place, policy, 15):
                found = by_hand(model, policy, before)
                assert set(found) == set(ledger)
                for name, (amount, things) in found.items():
                    assert -1e-3 <= amount - ledger[name] <= things + 1e-3, (name, model.steps)
                    seen[name] += ledger[name]
    assert [name for name, total in seen.items() if total <= 0.0] == []


def room_by_hand(model: KKGModel, cluster, guests: float) -> float:
    """What a cluster may keep: whole meetings with refreshments, a resource person and transport money."""
    n, here = model.n, [t for t in model.teachers if t.cluster is cluster]
    meetings = n.meetings_per_year + cluster.meetings_added
    hired = 2.0 * sum(t.school.way_km for t in here) / len(here) * n.hired_ride_km
    ride = max(n.reference_fare, hired)
    more = max(0.0, n.grant_allowance * hours(cluster, n) - ride)
    a_year = (n.grant_food + n.grant_allowance) * hours(cluster, n) * guests * meetings
    part = min(1.0, 12.0 * cluster.grant_offered / a_year)
    assert cluster.granted_part == pytest.approx(part)
    fare = max(0.0, floor(ride + cluster.granted_part * more) - cluster.fare_offered)
    fee = floor(floor(hours(cluster, n) * n.resource_person_fee) * (1.0 + cluster.by_grade))
    whole = guests * (meal(cluster, n) + fare) + fee
    return n.purse_months * whole * max(meetings / 12.0, 1.0)


def test_bos_comes_by_pupils_and_quarters_as_far_as_there_is_room(places) -> None:
    """The schools' share in the month of release less what a grant brought; less only where the purses are full."""
    seen = {"all": 0, "less": 0, "none": 0}
    quarters = {0: "bos_quarter_1", 3: "bos_quarter_2", 6: "bos_quarter_3", 9: "bos_quarter_4"}
    for policy in (EVERYTHING, GRANT, {"bos_allocation_share": 0.08}):
        granted: Counter[int] = Counter()
        for model, _, before in played(places["near"], policy, 15):
            n, month = model.n, (model.steps + 5) % 12
            worth = (1.0 - (n.inflation - n.bos_raised) / 12.0) ** model.steps
            for cluster in model.clusters:
                share = n.bos_share_found + cluster.bos_share
                a_year = [
                    max(s.pupils, n.bos_fewest) * n.bos_rate * worth for s in model.schools if s.cluster is cluster
                ]
                part = getattr(n, quarters[month]) if month in quarters else 0.0
                in_all = sum(floor(floor(bos * part) * share) for bos in a_year)
                granted[cluster.index] += cluster.grant_income
                offered = max(in_all - granted[cluster.index], 0.0)
                granted[cluster.index] -= in_all - offered
                purse = sum(before[cluster.index, s] + getattr(cluster, f"{s}_income") for s in SOURCES)
                room = room_by_hand(model, cluster, max(before[cluster.index, "present"], 1.0))
                if cluster.bos_income < offered:
                    assert purse == pytest.approx(max(room, purse - cluster.bos_income), abs=1.01)
                assert cluster.bos_income <= offered
                seen["none" if not offered else "less" if cluster.bos_income < offered else "all"] += 1
    assert month_name(month + 1).en == "September"
    assert all(seen.values())
