"""Whom policies reach in a run: the chosen clusters and nobody else, when what an office sees crosses a line."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kkgsim.analysis.comparison import aimed
from kkgsim.engine.clocks import Question, compiled, mesa
from kkgsim.engine.mesa_model import KKGModel
from kkgsim.engine.run_result import RunResult
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.model.costs import items
from kkgsim.model.levers import FILES
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.places.place import Place
from kkgsim.places.place_io.files import open_place
from kkgsim.places.population.catchments import ranked
from kkgsim.scenario.scenario import Assumption, Condition, Scenario, Target

ATTENDANCE = Condition("attendance_share", False, 0.999, 3)


def aimed_at(scenario: Scenario, to: Target | None, **more: object) -> Scenario:
    """A scenario with all phases aimed."""
    return replace(scenario, policy=tuple(replace(phase, to=to, **more) for phase in scenario.policy))


def played(place: Place, *scenarios: Scenario, replicates: int = 6) -> list[RunResult]:
    named = [replace(scenario, name=str(rank)) for rank, scenario in enumerate(scenarios)]
    return simulate_scenarios(named, place, replicates=replicates, seed=3)


def spent(result: RunResult, item: str) -> np.ndarray:
    return result.ledger[list(items()).index(item)]


def test_aimed_at_all_is_the_same_to_the_bit(tiny: Place, asked) -> None:
    scenario = asked(months=14, facilitator_team_per_10_schools=2.0, monitoring_per_year=2.0)
    plain, everybody, named = played(
        tiny, scenario, aimed_at(scenario, Target("neediest", float(len(tiny.clusters)))),
        aimed_at(scenario, Target("clusters", clusters=tiny.clusters)),
    )  # fmt: skip
    for other in (everybody, named):
        assert (plain.monthly == other.monthly).all()
        assert (plain.ledger == other.ledger).all()


def test_only_the_chosen_are_reached_and_paid_for(janapria: Place, asked) -> None:
    alone = (Assumption("content_handed_on", 0.0, 0.0, 0.0, ""),)  # to the KKG next door
    scenario = asked(months=24, assumptions=alone, needs_programme_assessment=1.0, monitoring_per_year=2.0)
    two = aimed_at(scenario, Target("clusters", clusters=janapria.clusters[1:3]))
    chosen, everybody, today = played(janapria, two, scenario, scenario.without_policy())
    gains = (chosen.clusters - today.clusters)[list(OUTCOMES).index("relevance_mean")]
    assert (gains[1:3] > 0.01).all()
    assert (np.delete(gains, [1, 2], axis=0) == 0.0).all()
    evaluations = [name for name, item in items().items() if item.lever == "monitoring"]
    for name in evaluations:
        assert spent(chosen, name).sum() == pytest.approx(spent(everybody, name).sum() * 2 / 9)


def test_a_team_serves_and_is_paid_for_the_chosen_only(janapria: Place, asked) -> None:
    scenario = asked(months=24, facilitator_team_per_10_schools=2.0)
    (three, today) = played(
        janapria, aimed_at(scenario, Target("neediest", 3.0)), scenario.without_policy(), replicates=8
    )
    led = three.clusters[list(OUTCOMES).index("facilitated_share")]
    first = aimed.chosen(three)
    assert (first.sum(axis=0) == 3).all()
    assert (led[first] > 0.3).all()
    assert (led[~first] == 0.0).all()
    assert len({tuple(column) for column in first.T}) > 1, "every replicate has its own neediest"
    gained = (three.yearly - today.yearly)[0, 1]
    assert gained[first].mean() > 0.015
    assert abs(gained[~first].mean()) < 0.01


def test_where_no_way_is_known_who_counts_as_remotest_is_drawn_by_lot(tiny: Place, asked) -> None:
    """Never the one that stands first in the list of schools."""
    nowhere = replace(tiny, schools=tuple(replace(school, lat=None, lon=None) for school in tiny.schools))
    scenario = aimed_at(asked(months=3, needs_programme_assessment=1.0), Target("remotest", 1.0))
    (result,) = played(nowhere, scenario, replicates=24)
    first = aimed.chosen(result)
    assert (first.sum(axis=0) == 1).all(), "as many as were asked for"
    assert 5 <= first[0].sum() <= 19


def test_equals_share_a_rank_and_what_is_not_known_moves_nobodys() -> None:
    ranks = ranked(np.array([4.0, np.nan, 2.0, 4.0, 9.0]))
    assert ranks.tolist() == [0.5, 0.5, 0.0, 0.5, 1.0]
    assert ranked(np.array([np.nan, np.nan])).tolist() == [0.5, 0.5]
    assert ranked(np.array([3.0, np.nan])).tolist() == [0.5, 0.5]


def test_a_later_phase_reaches_the_others_after_its_delay(tiny: Place, asked) -> None:
    scenario = asked(months=12, monitoring_per_year=4.0)
    (phase,) = scenario.policy
    two = (replace(phase, end=6, to=Target("clusters", clusters=tiny.clusters[:1])), replace(phase, start=7))
    (result,) = played(tiny, replace(scenario, policy=two))
    item = next(name for name, item in items().items() if item.lever == "monitoring")
    paid = spent(result, item)[:, 0]
    assert paid[6] == pytest.approx(paid[5] * len(tiny.clusters))


@pytest.mark.parametrize("outcome", ["attendance_share", "meetings_held"])
def test_a_phase_begins_in_the_month_after_the_office_has_looked(tiny: Place, asked, outcome: str) -> None:
    scenario = asked(months=24, transport_recognition_fare=30_000.0)
    (quo,) = played(tiny, scenario.without_policy())
    seen = quo.monthly[list(OUTCOMES).index(outcome)][:6].mean(axis=0)
    line = float(np.median(seen))
    waits = aimed_at(scenario, None, when=Condition(outcome, False, line, 6))
    result, today = played(tiny, waits, scenario.without_policy())
    began = result.reacted[0, FILES.index("transport_recognition")]
    if outcome == "attendance_share":
        assert ((began == 7) == (seen < line)).all(), "each replicate by its own world"
        assert 0 < (began == 7).sum() < len(began)
    assert set(began) <= {0, 7, 13, 19, 25}
    for replicate, month in enumerate(began):
        until = int(month) - 1 if month else 24
        assert (result.monthly[:, :until, replicate] == today.monthly[:, :until, replicate]).all(), "nothing before"


def test_a_phase_ends_for_good_and_is_not_paid_afterwards(tiny: Place, asked) -> None:
    scenario = asked(months=14, workload_relief_hours=2.0)
    ends = aimed_at(scenario, None, until=Condition("attendance_share", True, 0.0, 5))
    (result,) = played(tiny, ends)
    assert (result.reacted[1, FILES.index("workload_relief")] == 6).all()
    item = next(name for name, item in items().items() if item.lever == "workload_relief")
    assert (spent(result, item)[:5] > 0).all()
    assert (spent(result, item)[5:] == 0).all()


def test_all_clocks_reach_the_same(tiny: Place, asked) -> None:
    scenario = asked(months=14, facilitator_team_per_10_schools=3.0, followup_mentoring_visits=0.5,
                     transport_recognition_fare=30_000.0, workload_relief_hours=2.0)  # fmt: skip
    aims = {
        "facilitator_team": {"to": Target("neediest", 1.0)},
        "followup_mentoring": {"to": Target("clusters", clusters=tiny.clusters[:1])},
        "transport_recognition": {"when": ATTENDANCE},
        "workload_relief": {"until": Condition("attendance_share", True, 0.1, 4), "to": Target("remotest", 0.5)},
    }
    mixed = replace(scenario, policy=tuple(replace(phase, **aims[phase.lever]) for phase in scenario.policy))
    question = Question(tiny, mixed, 2)
    digest = compiled(question)
    assert digest == compiled(replace(question, lanes=1)) == mesa(question)
    assert digest != compiled(replace(question, scenario=scenario))


def test_both_clusters_of_the_documents_occur(janapria: Place, asked) -> None:
    """The study's active Gugus IX and the brief's KKG that nobody uses, among 432 clusters; nobody is drawn as a
    type."""
    (today,) = simulate_scenarios([asked(months=24)], janapria, replicates=48, seed=5, uncertain=False)
    attendance, belief, capacity = (
        today.clusters[list(OUTCOMES).index(name)]
        for name in ("attendance_share", "belief_share", "capacity_agenda_share")
    )
    active = (attendance >= 0.75) & (belief >= 0.6) & (capacity > 0.5)
    unused = (attendance < 0.4) & (belief < 0.4) & (capacity < 0.4)
    assert 0.02 < active.mean() < 0.15
    assert 0.02 < unused.mean() < 0.30
    assert np.corrcoef(attendance.ravel(), capacity.ravel())[0, 1] > 0.3, (
        "what is well kept is so in more than one thing"
    )


def test_the_active_one_occurs_in_sumba_too_most_where_ways_are_short(asked) -> None:
    """Some two in a hundred; long ways hold attendance under a half in half of Sumba's clusters, and in the others a
    KKG like the study's is as frequent as in Janapria."""
    (today,) = simulate_scenarios(
        [asked(months=24)], open_place("sumba_remote"), replicates=48, seed=5, uncertain=False
    )
    attendance, belief, capacity = (
        today.clusters[list(OUTCOMES).index(name)]
        for name in ("attendance_share", "belief_share", "capacity_agenda_share")
    )
    active = (attendance >= 0.75) & (belief >= 0.6) & (capacity > 0.5)
    near = attendance.mean(axis=1) > 0.5
    assert 3 < near.sum() < 9
    assert active[near].mean() > 0.025
    assert active.mean() > 0.015


@pytest.mark.parametrize("place", ["janapria", "sumba_remote"])
def test_today_does_not_drift_in_its_first_year_by_its_start_alone(asked, place: str) -> None:
    """A world that no policy touches begins close to where it stays; months are compared with those a year later, which
    have the same calendar."""
    (today,) = simulate_scenarios([asked(months=24)], open_place(place), replicates=24, seed=5, uncertain=False)

    def level(outcome: str, first: int, last: int) -> float:
        return float(today.monthly[list(OUTCOMES).index(outcome), first:last].mean())

    within = {
        "attendance_share": 0.02, "belief_share": 0.02, "motivation_mean": 0.01, "practice_mean": 0.005,
        "literacy_mean": 0.01,
    }  # fmt: skip
    for outcome, most in within.items():
        assert abs(level(outcome, 12, 15) - level(outcome, 0, 3)) < most, outcome
    assert abs(level("attendance_share", 9, 12) - level("attendance_share", 0, 3)) < 0.025


@pytest.mark.parametrize(("place", "least"), [("janapria", 0.10), ("sumba_remote", 0.04)])
@pytest.mark.parametrize("rule", ["near", "need"])
def test_a_rule_for_turns_of_a_small_team_serves_whom_it_names(asked, place: str, least: float, rule: str) -> None:
    """Where a team cannot serve all, meetings led move to the near or needy third from the other end, and few are
    lost on the way."""
    small = {"facilitator_team_per_10_schools": 0.3}
    alike, tilted = simulate_scenarios(
        [replace(asked(months=36, **small), name="alike"),
         replace(asked(months=36, **small, **{f"facilitator_team_toward_{rule}": 1.0}), name="tilted")],
        open_place(place), replicates=24, seed=5, uncertain=False,
    )  # fmt: skip
    led, level = (list(OUTCOMES).index(name) for name in ("facilitated_share", "assessed_mean"))
    moved = tilted.clusters[led] - alike.clusters[led]
    clusters = KKGModel(place, months=1).clusters
    near = np.repeat([[-cluster.outlying] for cluster in clusters], moved.shape[1], axis=1)
    claim = near if rule == "near" else -alike.clusters[level]
    rank = claim.argsort(axis=0).argsort(axis=0) / (len(clusters) - 1)
    assert moved[rank > 2 / 3].mean() - moved[rank < 1 / 3].mean() > 2 * least
    assert moved[rank < 1 / 3].mean() < -least
    assert abs(moved.mean()) < 0.02
