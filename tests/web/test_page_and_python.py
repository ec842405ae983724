"""What the page shows is what Python says of the same: digests, changes, money, teachers on the map."""

from __future__ import annotations

import re
from dataclasses import asdict, fields

import pytest

from kkgsim.analysis.trust import words
from kkgsim.analysis.trust.fitting import fitted_in_words
from kkgsim.analysis.trust.trials import placed
from kkgsim.engine.digest import digest
from kkgsim.engine.initial_state import roster_of
from kkgsim.engine.intervals import Interval
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.i18n import decimal, measured_band, rupiah
from kkgsim.model.levers import all_levers
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.places.place import Place
from kkgsim.scenario.library import shipped
from kkgsim.scenario.read import read_scenario
from kkgsim.scenario.resolve import own_question, place_named
from kkgsim.scenario.scenario import Phase
from kkgsim.web.declarations import declarations
from kkgsim.web.page_file import CARRIED, _presets
from web.rooms import MONTHS, REPLICATES, SEED, TEAM, Room, scenario_of, scenario_with_team, some_state


@pytest.mark.parametrize("seed", range(10))
def test_a_random_state_has_pythons_digest(seed: int, room: Room, tiny: Place) -> None:
    room.ask(some_state(seed, own_question(tiny, MONTHS, SEED, ())))
    room.see("[role=alert]").to_have_count(0)
    found = room.digest()
    scenario = scenario_of(room.saved("[data-save=scenario]"))
    assert scenario.policy
    played, = simulate_scenarios(
        [scenario], tiny, replicates=REPLICATES, seed=scenario.seed, uncertain=scenario.drawn
    )  # fmt: skip
    assert found == digest(played)


def test_what_is_shown_is_what_python_says(room: Room, tiny: Place, language: str) -> None:
    room.open(TEAM, language)
    scenario = own_question(tiny, MONTHS, SEED, scenario_with_team(room).policy)
    both = simulate_scenarios([scenario, scenario.without_policy()], tiny, replicates=REPLICATES, seed=SEED)
    change = both[0].at_end() - both[1].at_end()
    room.tab.click("#tab-curves")
    for rank, outcome in enumerate(OUTCOMES.values()):
        if outcome.headline:
            wanted = measured_band(*Interval.of(change[rank]), outcome.unit, sign=True)
            assert room.texts(f"[data-outcome={outcome.name}] .change")[0].startswith(wanted)
            assert room.texts(f"[data-outcome={outcome.name}] .name") == [str(outcome.label)]


def test_an_effect_stands_among_trials_as_python_places_it(room: Room, tiny: Place, language: str) -> None:
    room.open(TEAM, language)
    scenario = own_question(tiny, MONTHS, SEED, scenario_with_team(room).policy)
    played, against = simulate_scenarios([scenario, scenario.without_policy()], tiny, replicates=REPLICATES, seed=SEED)
    effect = words.effect_on_literacy(played, against)
    room.tab.click("#tab-curves")
    assert room.texts("[data-trials]") == [words.against_trials(effect)]
    room.see("[data-trials]").to_have_attribute("data-trials", placed(effect))
    room.tab.click("[data-outcome=literacy_mean] [data-trust] summary")
    assert room.texts("[data-outcome=literacy_mean] [data-fitted]") == [fitted_in_words(scenario.drawn)]


def test_every_outcome_has_a_picture(room: Room) -> None:
    room.open(TEAM)
    room.tab.click("#tab-curves")
    room.tab.click(".more")
    shown = [one.get_attribute("data-outcome") for one in room.tab.locator("[data-outcome]").all()]
    assert sorted(shown) == sorted(OUTCOMES)
    assert all(re.search(r"^\d+ runs", text) for text in room.texts(".picture .runs"))
    assert "NaN" not in room.tab.locator(".outcomes").inner_html()
    room.tab.click(".more")


def test_with_nothing_done_it_is_today(room: Room) -> None:
    room.open()
    assert "Rp 0" in room.texts("[data-budget]")[0]
    room.tab.click("#tab-money")
    assert set(re.findall(r"[+−]Rp \d+", " ".join(room.texts("[data-money] small")))) == {"+Rp 0"}


def test_money_is_that_of_the_ledger(room: Room, tiny: Place) -> None:
    from kkgsim.engine.payers import in_money

    room.open(TEAM)
    scenario = own_question(tiny, MONTHS, SEED, scenario_with_team(room).policy)
    played, today = simulate_scenarios([scenario, scenario.without_policy()], tiny, replicates=REPLICATES, seed=SEED)
    extra = (played.ledger - today.ledger)[in_money()].sum(axis=(0, 1)).mean() * 12.0 / MONTHS
    assert rupiah(extra, sign=True) in room.texts("[data-budget]")[0]


def test_a_budget_is_shared_out_as_in_python(room: Room, tiny: Place) -> None:
    room.open(TEAM + "&p=transport_recognition,1,18,district,fare:40000,recognition:1&b=30000000,transport_recognition")
    scenario = scenario_with_team(room)
    played, = simulate_scenarios([scenario], tiny, replicates=REPLICATES, seed=SEED)  # fmt: skip
    found = {}
    for lever in ("transport_recognition", "facilitator_team"):
        rank = list(all_levers()).index(lever)
        asked, covered = (float(one[rank].sum(axis=0).mean()) for one in (played.totals.asked, played.totals.covered))
        found[lever] = [rupiah(asked * 12.0 / MONTHS), f"{decimal(100.0 * covered / asked, 0)} %"]
    room.tab.click("#tab-actions")
    rows = {str(row.get_attribute("data-priority")): row.locator("td").all_inner_texts()
            for row in room.tab.locator("[data-covered] [data-priority]").all()}  # fmt: skip
    assert rows == found
    assert list(rows) == ["transport_recognition", "facilitator_team"], "in the order of priority"
    assert any(0 < float(part.split()[0]) < 100 for _, part in found.values()), "the money does not cover all"
    room.tab.click("[data-priority=facilitator_team] button")
    room.whole()
    assert list(room.tab.locator("[data-priority]").evaluate_all("all => all.map(one => one.dataset.priority)")) == [
        "facilitator_team", "transport_recognition"]  # fmt: skip
    room.tab.click("#tab-money")
    room.tab.wait_for_selector("[data-purses] meter >> nth=1", state="attached")


def test_an_assumption_moves_both_sides_and_says_so(room: Room) -> None:
    room.open("&a=attend_distance:0.1" + TEAM)
    room.see("[data-banner]").to_have_count(1)
    room.tab.click("#tab-curves")
    room.see(".picture >> nth=0 >> .ghost").to_have_count(2)  # today, and today under what is assumed


def test_the_map_shows_pythons_teachers(room: Room, tiny: Place) -> None:
    room.open(TEAM)
    scenario = own_question(tiny, MONTHS, SEED, scenario_with_team(room).policy)
    played, = simulate_scenarios([scenario], tiny, replicates=1, seed=SEED)  # fmt: skip
    people = roster_of(tiny, scenario)
    room.tab.click("#tab-map")
    room.tab.fill("[data-month]", str(MONTHS - 1))
    for school in range(0, len(tiny.schools), 4):
        room.tab.focus(f"[data-school='{school}']")
        room.tab.press(f"[data-school='{school}']", "Enter")
        room.tab.wait_for_selector(f"[data-story] caption:has-text('{tiny.schools[school].name}')")
        label = {one["name"]: one["label"]["en"] for one in declarations()["watched"]["columns"]}
        for column in ("practice", "attended_last"):
            row = room.tab.locator(f"[data-story] tr:has(th:text-is('{label[column]}')) td").all_inner_texts()
            assert row == [decimal(value, 2) for value in played.teachers[column][people.school_of == school]]


def test_presets_are_the_shipped_policies_and_lose_nothing() -> None:
    place = place_named("janapria")
    question = own_question(place, 36, SEED, ())
    made = {preset["name"]: preset for preset in _presets(place, question)}
    assert {"facilitator-team", "full-package", "weekly-kkg", "limited-budget", "pilot"} <= set(made)
    for name, preset in made.items():
        scenario = read_scenario(shipped()[name]).with_horizon(question.months)
        assert scenario.assumptions == ()
        assert preset["budget"] == (asdict(scenario.budget) if scenario.budget else None)
        assert [{part: phase[part] for part in CARRIED} for phase in map(asdict, scenario.policy)] == preset["policy"]
        assert set(CARRIED) == {part.name for part in fields(Phase)}, "a page carries all of a phase"
