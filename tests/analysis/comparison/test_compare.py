"""Comparison: pairing, bands, costs, tables."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from conftest import EVERYTHING, only

from kkgsim.analysis.comparison.compare import compare, effects, one_question, runs_needed, yearly_cost, yearly_time
from kkgsim.analysis.comparison.tables import tables
from kkgsim.engine import scenarios
from kkgsim.engine.initial_state import roster_of
from kkgsim.engine.intervals import BAND
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.errors import InputError
from kkgsim.model.costs import items
from kkgsim.model.levers.lever import PAYERS
from kkgsim.model.outcomes import OUTCOMES, rapor
from kkgsim.scenario.scenario import Assumption

RANK = {name: rank for rank, name in enumerate(OUTCOMES)}


@pytest.fixture(scope="module")
def comparison(tiny):
    from kkgsim.i18n import Text
    from kkgsim.scenario.resolve import phases
    from kkgsim.scenario.scenario import Scenario

    def make(name: str, **settings: float) -> Scenario:
        return Scenario(name, Text(name, name), Text("", ""), "tiny", 24, 8, 7, phases(settings, 24))

    team = make("team", facilitator_team_per_10_schools=1.0)
    everything = make("everything", **EVERYTHING)
    return compare([team, everything], tiny, replicates=24, seed=7)


def test_a_policy_that_does_nothing_differs_by_exactly_zero(tiny, asked) -> None:
    found = compare([asked("nothing")], tiny, replicates=6, seed=1)
    for effect in effects(found.played[0], found.against[0]):
        assert effect.difference == (0.0, 0.0, 0.0)
        assert effect.better_share == 0.5
        assert not effect.clear


def test_a_difference_is_taken_replicate_by_replicate(comparison) -> None:
    played, base = comparison.played[1], comparison.against[1]
    found = {e.outcome.name: e for e in effects(played, base)}["attendance_share"]
    by_hand = (played.monthly - base.monthly)[RANK["attendance_share"], -12:].mean(axis=0)
    assert found.difference[0] == pytest.approx(by_hand.mean())
    assert found.difference[1:] == pytest.approx(tuple(np.quantile(by_hand, BAND)))
    assert found.better_share == pytest.approx((by_hand > 0).mean())


def test_pairing_narrows_the_band(comparison) -> None:
    rank = RANK["practice_mean"]
    played, base = comparison.played[1].at_end()[rank], comparison.against[1].at_end()[rank]
    rng = np.random.default_rng(1)
    unpaired = played - rng.permutation(base)
    assert (played - base).std() < 0.8 * unpaired.std()


def test_evidence_ranges_widen_the_band(tiny, asked) -> None:
    scenario = asked("everything", **EVERYTHING)
    both, luck = (compare([scenario], tiny, replicates=40, seed=1, uncertain=u) for u in (True, False))
    width = [
        np.ptp(np.quantile((c.played[0].at_end() - c.against[0].at_end())[RANK["practice_mean"]], BAND))
        for c in (both, luck)
    ]
    assert width[0] > 1.5 * width[1]


def test_cost_per_step_is_extra_cost_over_effect(comparison) -> None:
    played, base = comparison.played[1], comparison.against[1]
    extra = (yearly_cost(played) - yearly_cost(base)).mean()
    priced = [effect for effect in effects(played, base) if np.isfinite(effect.cost_per_step)]
    assert {"attendance_share", "practice_mean", "literacy_mean"} <= {effect.outcome.name for effect in priced}
    for effect in priced:
        throughout = (played.monthly - base.monthly)[RANK[effect.outcome.name]].mean() * effect.outcome.better
        assert effect.cost_per_step == pytest.approx(extra / (throughout / effect.outcome.unit.step))
    assert not np.isfinite(next(e for e in effects(played, base) if e.outcome.better == 0).cost_per_step)


def test_no_price_without_a_clear_effect_or_extra_cost(tiny, asked) -> None:
    found = compare([asked("nothing")], tiny, replicates=6, seed=1)
    assert not any(np.isfinite(e.cost_per_step) for e in effects(found.played[0], found.against[0]))


def test_scenarios_with_different_rosters_cannot_be_paired(tiny, asked) -> None:
    more = Assumption("ties_possible", 6, 6, 6, "counted")
    with pytest.raises(InputError, match="ties_possible"):
        compare([asked("a"), asked("b", assumptions=(more,))], tiny, replicates=2, seed=1)


def test_roads_are_uncertain_too(tiny, asked) -> None:
    """Circuity and speed are in the band, and an assumption about them does something."""
    bad = Assumption("circuity", 2.0, 2.0, 2.0, "mountains")
    plain, worse = (
        simulate_scenarios([asked(assumptions=a)], tiny, replicates=4, seed=1, uncertain=False)[0] for a in ((), (bad,))
    )
    assert worse.monthly[RANK["attendance_share"]].mean() < plain.monthly[RANK["attendance_share"]].mean()


def test_each_scenario_is_set_against_the_status_quo_under_its_own_assumptions(tiny, asked) -> None:
    far = Assumption("attend_distance", 0.15, 0.15, 0.15, "hills")
    found = compare(
        [asked("a", **EVERYTHING), asked("b", assumptions=(far,), **EVERYTHING)], tiny, replicates=4, seed=1
    )
    assert found.against[0].scenario.assumptions == ()
    assert found.against[1].scenario.assumptions == (far,)
    assert found.against[0] is not found.against[1]
    attendance = [a.at_end()[RANK["attendance_share"]].mean() for a in found.against]
    assert attendance[1] < attendance[0]


def test_every_baseline_under_other_assumptions_has_a_name_of_its_own(tiny, asked) -> None:
    """Under the same assumptions there is one, whatever the reasons given, their order and the files' own luck."""
    far, dear = (Assumption(name, 0.15, 0.15, 0.15, "hills") for name in ("attend_distance", "attend_money"))
    asks = [
        asked("a", assumptions=(far, dear), **EVERYTHING),
        asked("b", **EVERYTHING),
        replace(asked("c", assumptions=(dear, replace(far, why="rivers")), **EVERYTHING), replicates=3, seed=99),
        asked("d", assumptions=(far,)),
    ]
    found = compare(asks, tiny, replicates=2, seed=1)
    named = ["status-quo (a)", "status-quo", "status-quo (a)", "status-quo (d)"]
    assert [base.scenario.name for base in found.against] == named
    assert found.against[0] is found.against[2]
    assert [base.scenario.title.en for base in found.against[1:]] == [
        "Status quo", "Status quo for ‘a’ and 1 more", "Status quo for ‘d’",
    ]  # fmt: skip
    assert found.against[3].scenario.title.id == "Keadaan sekarang untuk ‘d’"
    assert runs_needed(asks, None, False) == len(found.everything) == len(found.shown()) == 7
    monthly = tables(found)["monthly"].set_index(["scenario", "outcome", "month"])
    assert monthly.index.is_unique
    assert len(monthly) == 7 * len(OUTCOMES) * 24
    pytest.importorskip("xarray", reason="xarray is not installed")
    assert dict(monthly.to_xarray().sizes) == {"scenario": 7, "outcome": len(OUTCOMES), "month": 24}


def test_alone_among_its_like_a_status_quo_keeps_the_plain_name(tiny, asked) -> None:
    far = Assumption("attend_distance", 0.15, 0.15, 0.15, "hills")
    found = compare([asked("a", assumptions=(far,)), asked("b", assumptions=(far,))], tiny, replicates=2, seed=1)
    assert {base.scenario.name for base in found.against} == {"status-quo"}


def test_two_scenarios_of_one_name_are_refused(tiny, asked) -> None:
    with pytest.raises(InputError, match="could not be distinguished"):
        compare([asked("a"), asked("a", **EVERYTHING)], tiny, replicates=2, seed=1)


def test_scenarios_with_different_horizons_are_refused(tiny, asked) -> None:
    with pytest.raises(InputError, match="--months"):
        compare([asked("a", months=12), asked("b", months=24)], tiny, replicates=2, seed=1)


@pytest.mark.parametrize("batches", [1, 2, 4])
def test_however_batches_are_cut_every_replicate_has_its_own_luck_people_and_numbers(
    tiny, asked, monkeypatch, batches: int
) -> None:
    """Numbers are drawn for some batches at once: no batch may get another's."""
    scenario = asked("a", months=14, **EVERYTHING)
    whole = simulate_scenarios([scenario], tiny, replicates=18, seed=1)[0]
    monkeypatch.setattr(scenarios, "BATCHES", batches)
    again = simulate_scenarios([scenario], tiny, replicates=18, seed=1, lanes=2)[0]
    for name, table in vars(whole.totals).items():
        assert np.array_equal(table, getattr(again.totals, name)), name
    assert np.array_equal(whole.schools, again.schools)


def test_a_cluster_at_the_end_is_the_mean_of_its_last_year(tiny, asked) -> None:
    alone = only(tiny, tiny.clusters[0])
    found = simulate_scenarios([asked("a", months=24, **EVERYTHING)], alone, replicates=2, seed=1)[0]
    rank = RANK["practice_mean"]
    assert found.clusters[rank, 0] == pytest.approx(found.at_end()[rank], rel=1e-6)


def test_scenarios_that_begin_in_different_months_are_not_set_against_each_other(tiny, asked) -> None:
    july, january = asked("a", months=12), replace(asked("b", months=12, **EVERYTHING), first_month=1)
    with pytest.raises(InputError, match="first_month"):
        compare([january], tiny, against=july, replicates=2, seed=1)
    with pytest.raises(InputError, match="first_month"):
        one_question([july, january])
    each = compare([july, january], tiny, replicates=2, seed=1)
    assert [one.scenario.first_month for one in each.against] == [7, 1], "each against its own status quo"


def test_tables_are_tidy_and_complete(comparison) -> None:
    made = tables(comparison)
    names = ["status-quo", "team", "everything"]
    assert list(made["effects"].scenario.unique()) == names
    assert len(made["effects"]) == 3 * len(OUTCOMES)
    assert len(made["monthly"]) == 3 * len(OUTCOMES) * 24
    assert len(made["ledger"]) == 3 * len(items()) * 24
    assert len(made["runs"]) == 3 * 24
    assert len(made["schools"]) == 3 * len(comparison.place.schools)
    assert len(made["clusters"]) == 3 * 2
    people = roster_of(comparison.place, comparison.played[0].scenario)
    assert len(made["teachers"]) == 3 * people.counts["teacher"]
    assert len(made["accounts"]) == 3 * len(PAYERS) * 24
    nobody = ["preparation_mean", "facilitator_load_share"]
    quiet = made["clusters"].query("scenario == 'status-quo'")[nobody]
    assert quiet.isna().all().all(), "without facilitators there is nothing to average"
    for name, table in made.items():
        left_out = ["cost_per_step", "lat", "lon", *(nobody if name == "clusters" else [])]
        empty = table.drop(columns=left_out, errors="ignore").isna().any()
        assert not list(empty[empty].index), name


def test_the_ledger_adds_up_to_the_yearly_cost(comparison) -> None:
    """Money adds up to the cost, time beside it to what the time is worth."""
    ledger = tables(comparison)["ledger"]
    runs = tables(comparison)["runs"].groupby("scenario").mean()
    for played in comparison.shown():
        name = played.scenario.name
        total = ledger[ledger.scenario == name].groupby("paid_in").rupiah_mean.sum() / 2.0
        assert total["money"] == pytest.approx(yearly_cost(played).mean())
        assert total["money"] == pytest.approx(runs.cost_per_year[name])
        assert total["time"] == pytest.approx(yearly_time(played).mean())
        assert total["time"] == pytest.approx(runs.time_value_per_year[name])
        assert total["time"] > 0.0


def test_a_cluster_never_spends_what_it_has_not(tiny, asked) -> None:
    found = simulate_scenarios([asked("bos", bos_allocation_share=0.05)], tiny, replicates=12, seed=1)[0]
    assert (found.monthly[RANK["purse_mean"]] >= 0.0).all()
    assert (found.ledger >= 0.0).all()
    bos = [rank for rank, item in enumerate(items().values()) if item.cost.payer == "bos"]
    pupils = roster_of(tiny, asked()).pupils
    income = np.maximum(pupils, 60).sum() * 900_000 * 2 * (0.02 + 0.05)
    assert (found.ledger[bos].sum(axis=(0, 1)) <= income).all()


def test_rapor_categories() -> None:
    assert [rapor(share).id for share in (0.0, 0.39, 0.40, 0.69, 0.70, 1.0)] == [
        "Kurang", "Kurang", "Sedang", "Sedang", "Baik", "Baik",
    ]  # fmt: skip


def test_outcomes_stay_lawful_in_the_whole_input_box(tiny, asked) -> None:
    from kkgsim.model.levers import all_settings

    rng = np.random.default_rng(0)
    corners = []
    for number in range(24):
        settings = {n: float(rng.choice([0.0, s.high, rng.uniform(0, s.high)])) for n, s in all_settings().items()}
        corners.append(asked(f"corner {number}", months=14, **settings))
    for played in simulate_scenarios(corners, tiny, replicates=4, seed=1):
        for name, outcome in OUTCOMES.items():
            values = played.monthly[RANK[name]]
            assert np.isfinite(values).all()
            if outcome.unit.high == 1.0:
                assert (values >= 0.0).all(), name
                assert (values <= 1.0).all(), name
