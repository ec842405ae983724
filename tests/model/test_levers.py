"""The contract every lever keeps: zero is today, something changes, it costs, more costs more."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kkgsim.analysis.comparison.compare import effects
from kkgsim.engine.intervals import FEWEST
from kkgsim.engine.run_result import RunResult
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.model.costs import items
from kkgsim.model.levers import all_levers, all_settings
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.registry import PARAMETERS
from kkgsim.places.place_io.files import open_place
from kkgsim.scenario.scenario import Assumption
from model.lever_runs import NEEDS, at, own_cost, ranks_of, same, scenario

OUTCOME_OF = {
    "ministerial_regulation": "+attendance_share",
    "bosda_minimum": "+afforded_share",
    "provider_partnership": "+places_mean",
    "perception_change": "+belief_share",
    "district_regulation": "+standards_mean",
    "facilitator_team": "+facilitators_active",
    "bos_allocation": "+afforded_share",
    "guideline_implementation": "+management_mean",
    "monitoring": "+management_mean",
    "supervisor_merit": "+standards_mean",
    "release_from_teaching": "+visited_share",
    "followup_mentoring": "+visited_share",
    "core_teachers": "+tutored_share",
    "needs_programme": "+relevance_mean",
    "principal_development": "+principal_support_mean",
    "transport_recognition": "+attendance_share",
    "ict_online": "+ict_mean",
    "shared_facilities": "+standards_mean",
    "workload_relief": "+attendance_share",
    "meeting_time": "+meetings_held",
    "learning_community": "+sessions_at_school",
    "fair_selection": "-training_gini",
}
CAPPED = "followup_mentoring"
"""Alone, the supervisors' few days cap the visits, whatever is asked for."""


def moved(lever: str, played: RunResult, today: RunResult) -> float:
    """Mean change of the lever's outcome, counted in the direction in which the lever should move it."""
    sign, name = OUTCOME_OF[lever][0], OUTCOME_OF[lever][1:]
    rank = list(OUTCOMES).index(name)
    change = float((played.monthly[rank] - today.monthly[rank]).mean())
    return change if sign == "+" else -change


@pytest.fixture(scope="module")
def played(tiny) -> dict[tuple[str, float], RunResult]:
    """Every lever alone at nothing, a tenth and all of its range; today under ("", 0.0)."""
    asked = {("", 0.0): scenario("today")}
    asked |= {(lever, part): at(lever, part) for lever in all_levers() for part in (0.0, 0.1, 1.0)}
    return dict(zip(asked, simulate_scenarios(list(asked.values()), tiny, replicates=8, seed=3), strict=True))


def test_every_lever_has_an_outcome_it_moves() -> None:
    assert set(OUTCOME_OF) == set(all_levers())
    assert set(NEEDS) <= set(all_settings())


@pytest.mark.parametrize("lever", all_levers())
def test_zero_is_today(played, lever: str) -> None:
    assert same(played[lever, 0.0], played["", 0.0])


@pytest.mark.parametrize("lever", all_levers())
def test_more_does_more_and_costs_more(played, lever: str) -> None:
    today, some, most = played["", 0.0], played[lever, 0.1], played[lever, 1.0]
    assert own_cost(today, lever) == 0.0
    if lever == CAPPED:
        assert 0.0 < moved(lever, some, today) <= moved(lever, most, today)
        assert 0.0 < own_cost(some, lever) <= own_cost(most, lever)
    else:
        assert 0.0 < moved(lever, some, today) < moved(lever, most, today)
        assert 0.0 < own_cost(some, lever) < own_cost(most, lever)


@pytest.mark.parametrize("lever", all_levers())
def test_no_item_is_ever_negative_and_nobody_pays_for_another_lever(played, lever: str) -> None:
    today, most = played["", 0.0], played[lever, 1.0]
    assert (most.ledger >= 0.0).all()
    others = [rank for rank, item in enumerate(items().values()) if item.lever not in (lever, None)]
    assert not most.ledger[others].any()
    assert not today.ledger[ranks_of(lever)].any()


def test_asking_for_more_visits_costs_more_where_there_are_people_to_make_them(tiny, asked) -> None:
    team = {"facilitator_team_per_10_schools": 4.0}
    few, many = (asked(f"{v}", **team, followup_mentoring_visits=v) for v in (0.1, 0.4))
    a, b = simulate_scenarios([few, many], tiny, replicates=8, seed=3)
    team_and_visits = [own_cost(p, "followup_mentoring") + own_cost(p, "facilitator_team") for p in (a, b)]
    assert team_and_visits[0] < team_and_visits[1]


@pytest.mark.parametrize("name", all_settings())
def test_every_setting_by_itself_changes_something_and_its_cost(hills, asked, name: str) -> None:
    extra = NEEDS.get(name, {})
    plain = asked("plain", **extra)
    with_it = asked("with", **{**extra, name: all_settings()[name].high})
    a, b = simulate_scenarios([plain, with_it], hills, replicates=16, seed=3)
    lever = next(lever for lever in all_levers() if name.startswith(f"{lever}_"))
    assert own_cost(b, lever) > own_cost(a, lever)
    if name == "transport_recognition_allowance":
        assert np.array_equal(a.monthly, b.monthly), "an allowance without a string changes nothing but the bill"
    else:
        assert not np.array_equal(a.monthly, b.monthly)


@pytest.mark.parametrize("name", NEEDS)
def test_a_setting_that_needs_others_does_nothing_alone(hills, asked, name: str) -> None:
    """So that nobody waits for an effect that cannot come; the table above says what is missing."""
    today, alone = simulate_scenarios(
        [asked("today"), asked("alone", **{name: all_settings()[name].high})], hills, replicates=4, seed=3
    )
    assert np.array_equal(today.monthly, alone.monthly)


def test_a_block_grant_takes_its_own_sum_off_bos(hills, asked) -> None:
    """A small grant leaves most of BOS, a large one nothing of it; before it bites BOS comes in as without it."""
    share = {"bos_allocation_share": 0.05}
    sizes = {"none": 0.0, "small": 1_200_000.0, "large": 60_000_000.0}
    wanted = [asked(name, **share, guideline_implementation_grant=grant) for name, grant in sizes.items()]
    none, small, large = (played.purses for played in simulate_scenarios(wanted, hills, replicates=4, seed=3))
    bites = max(int(PARAMETERS[f"delay_{lever}"].high) for lever in ("guideline_implementation", "bos_allocation")) + 1
    bos_in, grant_in, grant_left = 0, 4, 5
    assert none[grant_in].sum() == 0.0
    assert 0.0 < small[bos_in][bites:].sum() < none[bos_in][bites:].sum()
    assert small[bos_in][bites:].sum() > 0.5 * none[bos_in][bites:].sum()
    assert large[bos_in][bites:].sum() < 0.1 * none[bos_in][bites:].sum()
    assert large[grant_in][bites:].sum() > small[grant_in][bites:].sum() > 0.0
    assert all((played[grant_left] >= 0.0).all() for played in (small, large))


def every_lever_at_its_ends(place: str, replicates: int) -> dict[str, tuple[set[str], float, float]]:
    """Per lever the outcomes that move beyond their band at the top of its range, and what half and all of it cost."""
    asked = [scenario("today"), *(at(lever, part) for lever in all_levers() for part in (0.5, 1.0))]
    today, *rest = simulate_scenarios(asked, open_place(place), replicates=replicates, seed=3)
    found = {}
    for lever, half, most in zip(all_levers(), rest[::2], rest[1::2], strict=True):
        clear = {effect.outcome.name for effect in effects(most, today) if effect.clear}
        found[lever] = clear, own_cost(half, lever), own_cost(most, lever)
    return found


def check(places: list[dict[str, tuple[set[str], float, float]]]) -> None:
    for lever in all_levers():
        moved = set().union(*(found[lever][0] for found in places))
        assert moved, f"{lever} moves nothing beyond its band anywhere"
        assert OUTCOME_OF[lever][1:] in moved, f"{lever} moves {sorted(moved)}"
        assert len(moved) < len(OUTCOMES), f"{lever} moves everything"
        for found in places:
            _, half, most = found[lever]
            assert 0.0 < half <= most if lever == CAPPED else 0.0 < half < most, lever


def test_every_lever_alone_at_both_ends_of_its_range() -> None:
    check([every_lever_at_its_ends(place, FEWEST) for place in ("janapria", "sumba_remote")])


@pytest.mark.long
def test_every_lever_alone_in_a_whole_district() -> None:
    check([every_lever_at_its_ends("lombok_tengah", FEWEST)])


def test_levers_that_need_each_other_do_nothing_alone_and_something_together(hills, asked) -> None:
    """A certificate needs a partner, and a partner something to certify: only the pair moves attendance by it."""
    team, rank = {"facilitator_team_per_10_schools": 2.0}, list(OUTCOMES).index("attendance_share")
    held = {  # all else that a partner does
        "called_away": 0.0, "course_days": 0.0, "course_ordinary": 1.0, "courses_found": 0.0,
    }  # fmt: skip
    assumed = tuple(Assumption(name, value, value, value, "held") for name, value in held.items())
    policies = ({}, {"facilitator_team_certified": 1.0}, {"provider_partnership_partnership": 1.0})
    both = {**policies[1], **policies[2]}
    questions = [asked(assumptions=assumed, **team, **policy) for policy in (*policies, both)]
    none, paper, partner, pair = (p.monthly[rank] for p in simulate_scenarios(questions, hills, replicates=8, seed=3))
    assert np.array_equal(none, paper)
    assert np.array_equal(none, partner)
    assert pair.mean() > none.mean()


def test_a_payer_named_later_pays_from_then_on(hills, asked) -> None:
    """Who pays changes nothing but who pays."""
    plain = asked("plain", principal_development_share=1.0)
    other = replace(plain, name="other", policy=(replace(plain.policy[0], payer="donor"),))
    a, b = simulate_scenarios([plain, other], hills, replicates=2, seed=3)
    assert same(a, b)
    assert set(b.scenario.payers()["principal_development"]) == {"donor"}
