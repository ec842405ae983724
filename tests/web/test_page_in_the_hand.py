"""The page while a hand is on it: every step of a drag is drawn, in order; a room led by the step list alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kkgsim.engine.digest import digest
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.places.place import Place
from kkgsim.scenario.resolve import own_question, phases
from web.firefox import firefox
from web.rooms import MONTHS, REPLICATES, SEED, SLIDER, Room
from web.test_page_for_a_facilitator import code_of

DRAG = """async ([field, steps, waits]) => {
    const slider = document.querySelector(`[data-field="${field}"]`), room = document.querySelector(".room"), seen = [];
    const watch = new MutationObserver(() => seen.push(room.dataset.shown));
    watch.observe(room, { attributes: true, attributeFilter: ["data-shown"] });
    for (let step = 1; step <= steps; step++) {
        const begun = performance.now();
        slider.value = Number(slider.min) + (step / steps) * (slider.max - slider.min);
        slider.dispatchEvent(new Event("input", { bubbles: true }));
        const late = () => performance.now() - begun > 5000;
        do await new Promise((done) => setTimeout(done, 4)); while (waits && seen.length < step && !late());
    }
    return seen;
}"""
STEPS = 40


@pytest.mark.parametrize("waits", [True, False])
def test_a_drag_is_drawn_in_order(waits: bool, room: Room) -> None:
    """A hand that waits sees a picture for every step; one that does not sees none that is older than what it saw."""
    room.open("&p=facilitator_team,1,18,district,per_10_schools:0.01")
    seen = room.tab.evaluate(DRAG, ["facilitator_team_per_10_schools", STEPS, waits])
    room.whole()
    values = [float(shown.rpartition("per_10_schools:")[2].split(",")[0]) for shown in seen]
    steps = list(dict.fromkeys(values))
    assert values == sorted(values)
    assert not waits or len(steps) == STEPS
    high = room.tab.locator(SLIDER).get_attribute("max")
    room.see(".room").to_have_attribute("data-shown", re.compile(f"per_10_schools:{high}"))  # what is set is drawn last


def test_a_workshop_is_led_by_the_step_list_alone(room: Room) -> None:
    """Two hours by somebody who follows the links of the steps and does what they say."""
    codes = [code_of(room, strength) for strength in (1, 3)]
    room.open("", "id")
    room.tab.evaluate("void (window.print = () => { window.printed = (window.printed || 0) + 1; })")

    def step(name: str, wanted: str) -> None:
        room.tab.click("#tab-facilitator")
        if room.tab.locator(f"[data-go={name}]").count():
            room.tab.click(f"[data-go={name}]")
        room.see(f"{wanted} >> visible=true >> nth=0").to_be_visible()

    step("trust", ".number details")
    step("axes", ".picture .ghost")
    step("today", "[data-trust]")
    step("guess", ".chart.drawn")
    room.tab.click("#tab-actions")
    room.tab.check("#on-facilitator_team")
    room.see(".guess-room .chart .line").to_have_count(0)  # nothing is given away
    step("reveal", ".guess-room button")
    step("why", "[data-school]")
    room.tab.click("[data-play]")
    room.tab.click("[data-play]")
    room.tab.press("[data-school='0']", "Enter")
    room.tab.click("[data-teacher-of] >> nth=0")
    room.tab.wait_for_selector("[data-teacher] [data-why]", state="attached")
    step("groups", "[data-code]")
    step("board", "[data-board]")
    room.tab.fill("[data-board]", "\n".join(f"Meja {n}: {code}" for n, code in enumerate(codes, start=1)))
    room.tab.wait_for_selector("[data-board-proposals] tbody tr:nth-of-type(2) td:nth-of-type(3):has-text('(')")
    room.tab.click("[data-board-proposals] tbody tr:nth-of-type(1) button")
    step("keep", "[data-pin=A]")
    room.tab.click("[data-pin=A]")
    room.tab.wait_for_selector("[data-cost=A]:has-text('Rp')")
    room.see("figure:has(.scatter) [data-export]").to_have_count(3)
    room.tab.click("#tab-report")
    room.tab.click("[data-report] button")
    assert room.tab.evaluate("window.printed") == 1
    room.tab.click("#tab-share")
    assert "facilitator_team" in room.saved("[data-save=scenario]")
    room.tab.click("#tab-facilitator")
    room.tab.fill("[data-board]", "")
    room.see("[data-step]").to_have_count(9)


MOVED = """(async () => {
    const slider = document.querySelector("[data-field=facilitator_team_per_10_schools]"), seen = [];
    const room = document.querySelector(".room");
    new MutationObserver(() => seen.push(room.dataset.shown)).observe(room, { attributeFilter: ["data-shown"] });
    for (const value of [1, 2, 3, 4]) {
        slider.value = value;
        slider.dispatchEvent(new Event("input", { bubbles: true }));
        const late = performance.now() + 20000;
        const drawn = () => seen.at(-1)?.includes(`per_10_schools:${value},`);
        do await new Promise((done) => setTimeout(done, 4)); while (!drawn() && performance.now() < late);
    }
    return seen.map((shown) => parseFloat(shown.split("per_10_schools:")[1]));
})()"""
WHOLE = "document.querySelector(\".room[data-answered='true'][data-whole='true']\") !== null"
DIGEST = "document.querySelector('[data-digest]')?.dataset.digest"
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.long
def test_firefox_plays_the_same(page_of_tiny: Path, tiny: Place, tmp_path: Path) -> None:
    """A system's own Firefox: from a file, without a network, a lever is moved and all runs have Python's digest."""
    with firefox(tmp_path) as tab:
        tab.open(f"{page_of_tiny.as_uri()}#v=1&lang=id&p=facilitator_team,1,18,district,per_10_schools:0.5")
        tab.until(WHOLE)
        assert tab.evaluate(MOVED) == [1, 2, 3, 4]
        tab.until(WHOLE)
        tab.evaluate("document.querySelector('#tab-share').click()")
        found = tab.until(DIGEST)
        assert tab.evaluate(WIDER) == 0
        assert tab.evaluate("document.querySelectorAll('.banner.wrong').length") == 0
    scenario = own_question(tiny, MONTHS, SEED, phases({"facilitator_team_per_10_schools": 4.0}, MONTHS))
    played, = simulate_scenarios([scenario], tiny, replicates=REPLICATES, seed=SEED)  # fmt: skip
    assert found == digest(played)
