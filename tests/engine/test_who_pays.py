"""Who pays what, what was promised, and what a part of a post costs."""

from __future__ import annotations

import pytest

from kkgsim.analysis.comparison import compare
from kkgsim.engine.mesa_model import KKGModel
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.i18n import Text
from kkgsim.model.costs import items
from kkgsim.model.levers import all_levers
from kkgsim.model.levers.lever import PAYERS
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.scenario.scenario import Assumption, Change, Phase, Scenario


def test_who_pays_what_is_fixed(tiny, asked) -> None:
    fixed = {name: item.cost.payer for name, item in items().items() if item.cost.payer}
    assert fixed == {
        "meeting_refreshments": "bos",
        "meeting_refreshments_bosda": "bosda",
        "meeting_contributions": "teachers",
        "meeting_resource_persons": "bos",
        "meeting_resource_persons_bosda": "bosda",
        "meeting_fares": "bos",
        "meeting_fares_bosda": "bosda",
        "meeting_travel": "teachers",
        "meeting_hours": "hours",
        "meeting_lessons": "lessons",
        "staff_lessons": "lessons",
        "substitute_teachers": "bos",
        "facilitator_allowances": "district",
        "community_sessions": "bos",
        "self_paced_platform": "ministry",
        "self_paced_credit": "ministry",
    }
    change = Change(4, {}, "district")
    phase = Phase("followup_mentoring", 1, 6, {"visits": 0.5}, "donor", (change,))
    scenario = type(asked())(**{**asked(months=6).__dict__, "policy": (phase,)})
    played = simulate_scenarios([scenario], tiny, replicates=2, seed=1)[0]
    paid = compare.by_payer(played)
    ranks = [rank for rank, item in enumerate(items().values()) if item.lever == "followup_mentoring"]
    amounts = played.ledger[ranks].mean(axis=-1).sum(axis=0)
    assert paid["donor"] == pytest.approx(amounts[:3].sum() * 2.0)
    assert paid["district"] == pytest.approx(amounts[3:].sum() * 2.0)
    assert set(paid) == set(PAYERS)
    assert sum(paid.values()) == pytest.approx(compare.yearly_cost(played).mean())
    assert sum(compare.in_time(played).values()) == pytest.approx(compare.yearly_time(played).mean())


def test_what_was_promised_is_paid_when_the_money_becomes_less(tiny) -> None:
    """Teachers are told of a lower fare only when it bites; until then what they were told is paid."""
    label = Text("less", "less")
    settings = {s.name: 0.0 for s in all_levers()["transport_recognition"].settings}
    phase = Phase(
        "transport_recognition", 1, 9, {**settings, "fare": 60_000.0}, "district", (Change(6, {"fare": 10_000.0}),)
    )
    later = Assumption("delay_transport_recognition", 2, 2, 2, "test")
    model = KKGModel(tiny, scenario=Scenario("less", label, label, "tiny", 9, 1, 7, (phase,), (later,)))
    paid, told = [], []
    while model.running:
        model.step()
        told.append(model.clusters[0].fare_offered)
        offered = sum(t.cluster.meetings * (t.attended - t.online) * t.cluster.fare_offered for t in model.teachers)
        paid.append(model.ledger[-1][list(items()).index("transport_money")])
        assert paid[-1] == offered
    assert told == [0.0] * 2 + [60_000.0] * 5 + [10_000.0] * 2
    assert any(paid[5:7])


def test_a_part_post_costs_and_does_a_part(tiny, asked) -> None:
    """On 11 schools 0.05 facilitators per 10 schools is one twentieth of a post, not one."""
    part, whole = (asked(str(v), facilitator_team_per_10_schools=v) for v in (0.05, 1.0))
    a, b = simulate_scenarios([part, whole], tiny, replicates=8, seed=1)
    facilitated = list(OUTCOMES).index("facilitated_share")
    assert a.monthly[facilitated].mean() < 0.5 * b.monthly[facilitated].mean()
