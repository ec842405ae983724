"""The page between two moves of a hand: kept starts, stopped runs, and what a budget leaves of a policy."""

from __future__ import annotations

import re

from kkgsim.engine.digest import digest
from kkgsim.engine.intervals import Interval
from kkgsim.engine.printing.llvm_function import Lanes
from kkgsim.engine.printing.llvm_printer import modules
from kkgsim.engine.printing.month import start
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.i18n import measured_band
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.schedule import START
from kkgsim.places.place import Place
from kkgsim.scenario.resolve import own_question, phases
from web.rooms import FIRST_RUNS, MONTHS, REPLICATES, SEED, SLIDER, TEAM, Room, scenario_of

MOVED = """async ([selector, shares, pause]) => {
    const slider = document.querySelector(selector);
    for (const share of shares) {
        slider.value = Number(slider.min) + share * (slider.max - slider.min);
        slider.dispatchEvent(new Event("input", { bubbles: true }));
        await new Promise((done) => setTimeout(done, pause));
    }
}"""
OUTCOME = "attendance_share"
WATCHED = """(outcome) => {
    const room = document.querySelector(".room"), picture = document.querySelector(`[data-outcome=${outcome}]`);
    window.seen = [];
    new MutationObserver(() => window.seen.push([
        parseFloat(room.dataset.shown.split("per_10_schools:")[1]), Number(room.dataset.runs),
        picture.querySelector(".change").textContent,
    ])).observe(room, { attributeFilter: ["data-shown", "data-runs"] });
}"""
OF_A_POLICY = {"effective", "committed", "aims", "lists", "gates", "reach"}
ASSUMED = "[data-field=attend_distance]"


def test_no_start_reads_what_a_policy_says() -> None:
    """Else a start that the page keeps would belong to one policy alone."""
    tables = {name for part in modules(start(START), Lanes.PAIRS, "play_start")
              for name in re.findall(r"%(\w+)\.at = getelementptr i8, ptr %world", part.text)}  # fmt: skip
    assert {"teacher", "parameters", "keys"} <= tables
    assert not {name for name in tables if name in OF_A_POLICY or name.endswith(("_effective", "_committed"))}


def test_runs_after_many_moves_have_pythons_digest(room: Room, tiny: Place) -> None:
    """Moves that come while a hand rests stop what is being played; a number that is assumed begins with others."""
    room.open(TEAM)
    room.tab.evaluate(MOVED, [SLIDER, [0.2, 0.9, 0.4], 260])
    room.tab.click("#tab-assumptions")
    room.tab.fill(".seek input", "attend_distance")
    room.tab.evaluate(MOVED, [ASSUMED, [0.1, 0.8], 260])
    room.tab.evaluate(MOVED, [SLIDER, [0.7, 0.3], 5])
    room.whole()
    found = room.digest()
    scenario = scenario_of(room.saved("[data-save=scenario]"))
    assert scenario.policy
    assert scenario.assumptions
    played, = simulate_scenarios(
        [scenario], tiny, replicates=REPLICATES, seed=scenario.seed, uncertain=scenario.drawn
    )  # fmt: skip
    assert found == digest(played)


def test_a_picture_on_the_way_is_a_true_paired_run(room: Room, tiny: Place) -> None:
    """What stands beside a curve while the hand moves is what Python says of as many runs of the same strength."""
    room.open("&p=facilitator_team,1,18,district,per_10_schools:0.01")
    room.tab.click("#tab-curves")
    room.tab.evaluate(WATCHED, OUTCOME)
    room.tab.evaluate(MOVED, [SLIDER, [0.2, 0.5, 0.9], 150])
    room.whole()
    seen = {tuple(each) for each in room.tab.evaluate("window.seen")}
    moved = {(strength, runs) for strength, runs, _ in seen if strength > 1}
    assert len({strength for strength, _ in moved}) == 3
    assert {min(n for s, n in moved if s == strength) for strength, _ in moved} <= set(FIRST_RUNS)
    for strength, runs in moved:
        scenario = own_question(tiny, MONTHS, SEED, phases({"facilitator_team_per_10_schools": strength}, MONTHS))
        both = simulate_scenarios([scenario, scenario.without_policy()], tiny, replicates=runs, seed=SEED)
        change = (both[0].at_end() - both[1].at_end())[list(OUTCOMES).index(OUTCOME)]
        said = measured_band(*Interval.of(change), OUTCOMES[OUTCOME].unit, sign=True)
        found = [text for s, n, text in seen if (s, n) == (strength, runs)]
        assert [text.startswith(said) for text in found] == [True], (strength, runs, found, said)


def test_board_and_slots_say_what_a_budget_leaves(room: Room) -> None:
    small = "&b=20000000,facilitator_team"
    room.open(TEAM + small)
    room.tab.click("#tab-compare")
    room.tab.click("[data-pin=A]")
    cut = room.tab.wait_for_selector("[data-compare] [data-within-ceiling]:has-text('%')").inner_text()
    assert "Rp 20.0 million" in cut
    assert 0 < float(re.search(r"([\d.]+) %", cut).group(1)) < 100
    room.tab.click("#tab-facilitator")
    room.tab.fill("[data-board]", f"Meja 1: #v=1{TEAM}{small}\nMeja 2: #v=1{TEAM}")
    room.tab.wait_for_selector("[data-board-proposals] [data-within-ceiling]:has-text('%')")
    room.see("[data-board-proposals] [data-within-ceiling]").to_have_text([cut])  # the other has no budget
    room.tab.fill("[data-board]", "")
