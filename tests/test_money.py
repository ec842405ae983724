"""The ledger and the tables recomputed by hand, agent by agent, from the clear clock."""

from __future__ import annotations

import numpy as np
import pytest

from kkgsim import run
from kkgsim.ledger import items
from kkgsim.model import KKGModel
from kkgsim.outcomes import OUTCOMES
from kkgsim.scenario import Change, Phase
from kkgsim.study import compare
from kkgsim.study.tables import tables

POLICY = {
    "facilitator_team_per_10_schools": 1.3,
    "facilitator_team_formal_status": 0.5,
    "bos_allocation_share": 0.01,
    "followup_mentoring_visits": 0.4,
    "principal_development_share": 0.6,
    "transport_recognition_fare": 7_000.0,
    "transport_recognition_recognition": 0.7,
    "workload_relief_hours": 3.0,
    "monitoring_per_year": 2.0,
}
MONTHS = 9


@pytest.fixture(scope="module")
def month(tiny):
    """The ninth month of a run under every lever: the model and its ledger by item."""
    model = KKGModel(tiny, months=MONTHS, seed=7, **POLICY)
    while model.running:
        model.step()
    return model, dict(zip(items(), model.ledger[-1].tolist(), strict=True))


def fares(model, cluster) -> float:
    return cluster.fare_offered + cluster.fare_from_bos


def by_hand(model: KKGModel) -> dict[str, float]:
    """Each item of the month, from who came and what was agreed."""
    n, district, clusters = model.n, model.district, model.clusters
    present = {c: sum(t.attended for t in model.teachers if t.cluster is c) for c in clusters}
    food = sum(present[c] * n.refreshments * c.held for c in clusters)
    way = 2.0 * district.distance_km * n.travel_cost_km
    a_day = n.visits_per_day * n.visiting_day / (n.visiting_day + 2.0 * district.travel_minutes)
    posts = 1.3 * len(model.schools) / 10.0
    paid = sum(f.active * min(1.0, max(0.0, posts - f.slot)) for f in model.facilitators)
    active = sum(f.active for f in model.facilitators)
    volunteers = sum(f.active for f in model.facilitators if f.slot >= posts)
    days = sum(c.facilitated for c in clusters) + district.facilitator_visits / a_day
    days *= paid / (paid + n.unpaid_effort * volunteers)
    travel = 2.0 * n.travel_cost_km
    came = [t for t in model.teachers if t.attended]
    unrepaid = sum(max(0.0, travel * t.school.distance_km - fares(model, t.cluster)) for t in came)
    bos = sum(s.pupils for s in model.schools) * n.bos_rate / 12.0
    return {
        "meeting_refreshments": food - sum(c.paid_pocket for c in clusters),
        "meeting_resource_persons": sum(c.paid_outside for c in clusters),
        "meeting_travel": unrepaid,
        "facilitator_honoraria": days * n.facilitator_honorarium,
        "facilitator_trips": days * (n.facilitator_travel + way),
        "facilitator_retainers": paid * n.facilitator_retainer,
        "facilitator_courses": sum(f.recruited for f in model.facilitators) * n.facilitator_training,
        "facilitator_allowances": 0.5 * active * n.facilitator_status_cost,
        "bos_books": min(1.0, sum(c.bos_income for c in clusters) / (bos * (n.bos_share_found + 0.01)))
        * bos * 0.01 * n.bos_reporting,
        "visit_trips": district.supervisor_visits * (n.visit_travel + way),
        "visit_honoraria": district.supervisor_visits * n.visit_honorarium,
        "principal_courses": 0.6 * len(model.schools) * n.principal_programme,
        "transport_money": 7_000.0 * sum(present.values()),
        "recognition_papers": 0.7 * sum(present.values()) * n.recognition_cost,
        "clerks": sum(min(3.0, t.workload) for t in model.teachers) * n.weeks_in_month * n.clerk_hour,
        "evaluations": len(clusters) * 2.0 / 12.0 * n.evaluation_fee,
    }  # fmt: skip


def test_every_item_of_a_month_is_what_happened_times_its_price(month) -> None:
    model, ledger = month
    for name, amount in by_hand(model).items():
        assert ledger[name] == pytest.approx(amount, rel=1e-9, abs=1e-6), name
    assert ledger["facilitator_honoraria"] > 0.0
    assert ledger["transport_money"] > 0.0


def test_who_pays_what_is_fixed(tiny, asked) -> None:
    fixed = {name: item.cost.payer for name, item in items().items() if item.cost.payer}
    assert fixed == {
        "meeting_refreshments": "bos",
        "meeting_contributions": "teachers",
        "meeting_resource_persons": "bos",
        "meeting_fares": "bos",
        "meeting_travel": "teachers",
    }
    change = Change(4, {}, "district")
    phase = Phase("followup_mentoring", 1, 6, {"visits": 0.5}, "donor", (change,))
    scenario = type(asked())(**{**asked(months=6).__dict__, "policy": (phase,)})
    played = run.play([scenario], tiny, replicates=2, seed=1)[0]
    paid = compare.by_payer(played)
    ranks = [rank for rank, item in enumerate(items().values()) if item.lever == "followup_mentoring"]
    amounts = played.ledger[ranks].mean(axis=-1).sum(axis=0)
    assert paid["donor"] == pytest.approx(amounts[:3].sum() * 2.0)
    assert paid["district"] == pytest.approx(amounts[3:].sum() * 2.0)
    assert sum(paid.values()) == pytest.approx(compare.yearly_cost(played).mean())


def test_a_part_post_costs_and_does_a_part(tiny, asked) -> None:
    """On 11 schools 0.05 facilitators per 10 schools is one twentieth of a post, not one."""
    part, whole = (asked(str(v), facilitator_team_per_10_schools=v) for v in (0.05, 1.0))
    a, b = run.play([part, whole], tiny, replicates=8, seed=1)
    facilitated = list(OUTCOMES).index("facilitated_share")
    assert a.monthly[facilitated].mean() < 0.5 * b.monthly[facilitated].mean()


def test_bands_and_steps_are_the_ones_we_say() -> None:
    assert compare.BAND == (0.05, 0.95)
    assert compare.STEP == {"share": 0.01, "0-1": 0.01, "SD": 0.1, "Rp": 1_000_000.0, "persons": 1.0}
    assert compare.FEWEST == 20
    assert run.LAST == 12


def test_monthly_clusters_schools_and_teachers_by_hand(tiny, asked) -> None:
    """Every table against the clear clock, replicate by replicate."""
    scenario = asked(months=15, facilitator_team_per_10_schools=1.0)
    models = []
    for replicate in range(3):
        model = KKGModel(tiny, months=15, seed=7, replicate=replicate, facilitator_team_per_10_schools=1.0)
        while model.running:
            model.step()
        models.append(model)
    found = compare.compare([scenario], tiny, replicates=3, seed=7, uncertain=False)
    made = tables(found)
    rank = list(OUTCOMES).index("practice_mean")
    frame = made["clusters"].query("scenario == 'asked'").set_index("cluster")
    for index, cluster in enumerate(tiny.clusters):
        by_run = [
            sum(v[rank, index] for v in m.value[-12:]) / sum(w[rank, index] for w in m.weight[-12:]) for m in models
        ]
        assert frame.loc[cluster, "practice_mean"] == pytest.approx(np.mean(by_run))
    frame = made["schools"].query("scenario == 'asked'").set_index("npsn")
    for school in models[0].schools:
        same = [m.schools[school.index] for m in models]
        assert frame.loc[school.npsn, "practice_mean"] == pytest.approx(
            np.mean([s.practice_sum / s.teachers for s in same])
        )
        assert frame.loc[school.npsn, "attendance_year_mean"] == pytest.approx(
            np.mean([s.attendance_year for s in same])
        )
    frame = made["teachers"].query("scenario == 'asked'")
    assert frame["practice"].tolist() == [t.practice for t in models[0].teachers]
    monthly = made["monthly"].query("scenario == 'asked' and outcome == 'practice_mean'")
    means = [np.mean([m.value[t][rank].sum() / m.weight[t][rank].sum() for m in models]) for t in range(15)]
    assert monthly["value_mean"].tolist() == pytest.approx(means)
    base = np.array([p.monthly[rank] for p in found.against])[0]
    paired = (found.played[0].monthly[rank] - base).std(axis=-1)
    low, high = monthly["difference_low"].to_numpy(), monthly["difference_high"].to_numpy()
    assert (high - low <= 4.0 * paired + 1e-12).all()


def test_a_place_is_its_schools_not_its_folder(tiny, asked) -> None:
    from dataclasses import replace

    one, other = (run.play([asked()], replace(tiny, name=name), replicates=2, seed=1)[0] for name in ("a", "b"))
    assert np.array_equal(one.monthly, other.monthly)
    fewer = replace(tiny, schools=tiny.schools[1:])
    assert fewer.key != tiny.key


def test_a_number_that_is_none_stops_the_run(tiny, asked, monkeypatch) -> None:
    from kkgsim import draws

    real = draws.numbers_of

    def broken(*args, **kwargs):
        table = real(*args, **kwargs)
        table[list(draws.book()).index("learn_rate")] = np.nan
        return table

    monkeypatch.setattr(draws, "numbers_of", broken)
    with pytest.raises(run.NotFinite, match="month 1"):
        run.play([asked()], tiny, replicates=2, seed=1)


def test_a_cluster_without_pupils_has_no_literacy(tiny, asked) -> None:
    from dataclasses import replace

    empty = replace(
        tiny, schools=tuple(replace(s, pupils=0) if s.cluster == tiny.clusters[0] else s for s in tiny.schools)
    )
    found = run.play([asked()], empty, replicates=2, seed=1)[0]
    rank = list(OUTCOMES).index("literacy_mean")
    assert np.isnan(found.clusters[rank, 0]).all()
    assert np.isfinite(found.clusters[rank, 1]).all()
    assert np.isfinite(found.monthly[rank]).all()
