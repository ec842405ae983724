"""The page while a hand is on it: every step of a drag is drawn, in order; a room led by the step list alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from web.rooms import SLIDER, TEAM, TYPED, Browser, Room, room_in
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


@pytest.mark.long
def test_firefox_plays_the_same(room: Room, chromium: Browser) -> None:
    """By hand: Playwright drives a build of Firefox of its own only, not a system's."""
    if not Path(chromium.player.firefox.executable_path).exists():
        pytest.skip("Playwright's own Firefox is not installed, and it drives no other")
    room.open(TEAM)
    wanted = room.digest()
    browser = chromium.player.firefox.launch()
    other = room_in(browser, room.path)
    other.open(TEAM)
    assert other.digest() == wanted
    other.tab.click("#tab-actions")
    other.tab.fill(TYPED, "3")
    other.tab.press(TYPED, "Enter")
    other.whole()
    assert (other.failed, other.outside) == ([], [])
    browser.close()
