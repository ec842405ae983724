"""The page for everybody: contrast, names and roles by axe, a keyboard alone, phones, and no scripts at all."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT

from kkgsim.i18n import LANGUAGES, tr, use_language
from kkgsim.model.outcomes import OUTCOMES
from web.rooms import SLIDER, TEAM, Room, expecting

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
RUN = """async (where) => {
    const found = await axe.run(where, { resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21aa"] });
    return found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 160)}`));
}"""


def test_axe_has_nothing_to_say_of_any_tab(room: Room) -> None:
    """WCAG 2.1 A and AA: contrast, names, roles, tables, languages."""
    if not AXE.exists():
        pytest.skip("the tools of the page are not installed (npm ci in the folder web)")
    room.open(TEAM + "&a=attend_distance:0.1", "id")
    room.tab.evaluate(AXE.read_text(encoding="utf-8"))
    room.tab.click("[data-lever=facilitator_team] .open")
    said = []
    for name in ("assumptions", "presets", "actions"):
        room.tab.click(f"#tab-{name}")
        said += [f"{name} {line}" for line in room.tab.evaluate(RUN, "html")]
    for tab in room.tab.locator(".right [role=tab]").all():
        tab.click()
        said += [f"{tab.inner_text()} {line}" for line in room.tab.evaluate(RUN, ".right")]
    assert list(dict.fromkeys(said)) == []


def test_a_policy_is_set_seen_and_taken_back_by_keyboard_alone(room: Room) -> None:
    room.open()
    for _ in range(60):
        room.tab.keyboard.press("Tab")
        if room.tab.evaluate("document.activeElement.id") == "on-facilitator_team":
            break
    room.tab.keyboard.press("Space")
    room.tab.keyboard.press("Tab")
    while room.tab.evaluate("document.activeElement.dataset.field") != "facilitator_team_per_10_schools":
        room.tab.keyboard.press("Tab")
    room.tab.keyboard.press("ArrowRight")
    room.whole()
    room.see(SLIDER).not_to_have_value("1")
    moved = room.tab.locator(SLIDER).input_value()
    assert float(moved) > 1.0
    room.tab.focus("#tab-curves")
    room.tab.keyboard.press("ArrowRight")
    room.see("#tab-money").to_have_attribute("aria-selected", "true")
    for _ in range(2):
        room.tab.keyboard.press("Control+z")
    room.see("#on-facilitator_team").not_to_be_checked()


SIZES = ((1024, 768), (1920, 1080), (390, 844), (412, 915), (1366, 768))
"""Windows of a projector, a screen, two phones and a laptop; as the last the one that tests have otherwise."""


def test_what_is_chosen_can_be_seen_at_once(room: Room, language: str) -> None:
    """In windows of all sizes the first curve stands within, and nothing is wider."""
    room.open(TEAM, language)
    for wide, high in SIZES:
        room.tab.set_viewport_size({"width": wide, "height": high})
        room.tab.evaluate("scrollTo(0, 0)")
        room.tab.click("#tab-curves")
        box = room.tab.locator(".picture").first.bounding_box()
        assert box["y"] + box["height"] <= high
        for tab in room.tab.locator(".right [role=tab]").all():
            tab.click()
            assert room.tab.evaluate("document.documentElement.scrollWidth") <= wide


@pytest.fixture
def without_scripts(room: Room) -> str:
    """The text of the page in a browser whose scripts are off."""
    assert room.path.exists()
    context = room.tab.context.browser.new_context(offline=True, java_script_enabled=False)
    tab = context.new_page()
    tab.goto(room.path.as_uri())
    text = str(tab.locator("#page").inner_text()) + " " + " ".join(tab.locator("#page svg text").all_text_contents())
    expecting(tab.locator("#page svg polyline")).to_have_count(sum(o.headline for o in OUTCOMES.values()))
    context.close()
    return text


def test_without_scripts_it_says_so_and_shows_a_picture(without_scripts: str) -> None:
    for language in LANGUAGES:
        with use_language(language):
            assert tr("page_needs_scripts") in without_scripts
            said = [str(outcome.label) for outcome in OUTCOMES.values() if outcome.headline]
            assert [label for label in said if label not in without_scripts] == []


def test_the_served_page_takes_a_list_and_proposals(room: Room) -> None:
    """In the browser of the room: a list becomes a page, and a phone's proposal comes to the board."""
    from web.servers import served

    browser, outside = room.tab.context.browser, list[str]()
    with served() as address:
        sizes = ({"width": 1366, "height": 768}, {"width": 390, "height": 844})
        desk, phone = (browser.new_context(viewport=size).new_page() for size in sizes)
        allowed = (address, "blob:", "data:")
        for tab in (desk, phone):
            tab.set_default_timeout(60_000)
            tab.on("request", lambda r: None if r.url.startswith(allowed) else outside.append(r.url))
        phone.goto(f"{address}#v=1&lang=id{TEAM}")
        phone.click("#tab-share")
        phone.fill("[data-table-name]", "Meja Melati")
        phone.click("[data-send]")
        phone.wait_for_selector("[data-sent]:has-text('papan')")
        desk.goto(f"{address}#v=1&lang=id")
        desk.click("#tab-facilitator")
        desk.wait_for_selector("[data-board-proposals] th:has-text('Meja Melati')")
        expecting(desk.locator("[data-invitation] [data-qr]")).to_have_attribute(
            "data-qr", re.compile(re.escape(address))
        )
        desk.click("#tab-presets")
        desk.set_input_files("[data-list]", {"name": "rusak.csv", "mimeType": "text/csv", "buffer": b"a;b\n1;2\n"})
        said = desk.wait_for_selector("[data-list-report]").inner_text()
        assert len(said) > 20
        expecting(desk.locator("[data-list-page]")).to_have_count(0)
        assert outside == []
