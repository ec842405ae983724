"""How things are set on the page: in both languages, typed or by keyboard, taken back, and in small windows."""

from __future__ import annotations

from kkgsim.i18n import LANGUAGES, use_language
from kkgsim.model.levers import all_levers, all_settings
from web.rooms import SLIDER, TEAM, TYPED, Room


def test_a_link_of_one_long_word_does_not_widen_the_page(room: Room) -> None:
    room.open("&p=" + "x" * 3000)
    room.see("[role=alert]").to_contain_text("x" * 3000)
    assert room.tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_every_setting_is_a_field_in_both_languages(room: Room) -> None:
    room.open()
    for opener in room.tab.locator(".lever .open").all():
        opener.click()
    for language in LANGUAGES:
        room.tab.click(f"[data-language={language}]")
        room.see("html").to_have_attribute("lang", language)
        shown = room.tab.evaluate(FIELDS)
        with use_language(language):
            levers = all_levers().values()
            assert shown["levers"] == {lever.name: str(lever.label) for lever in levers}
            assert shown["fields"] == {
                f"{lever.name}_{setting.name}": [setting.high, str(setting.label)]
                for lever in levers for setting in lever.settings
            }  # fmt: skip


FIELDS = """() => {
    const text = (selector) => document.querySelector(selector).textContent.trim();
    const levers = [...document.querySelectorAll("[data-lever]")].map((one) => one.dataset.lever);
    const fields = [...document.querySelectorAll(".levers [data-field]")];
    return {
        levers: Object.fromEntries(levers.map((name) => [name, text(`[data-lever=${name}] .head label`)])),
        fields: Object.fromEntries(fields.map((one) => [one.id, [Number(one.max), text(`label[for=${one.id}]`)]])),
    };
}"""


def test_a_language_is_changed_without_losing_anything(room: Room) -> None:
    room.open(TEAM)
    before = room.digest()
    room.tab.click("[data-language=id]")
    room.see("#tab-money").to_have_text("Dana")
    room.see("html").to_have_attribute("lang", "id")
    room.whole()
    assert room.digest() == before
    room.tab.reload()
    room.whole()
    room.see("#tab-money").to_have_text("Dana")  # a reload keeps the language
    assert room.digest() == before, "and what is set"


def test_numbers_are_typed_with_comma_or_point(room: Room) -> None:
    room.open(TEAM)
    for language, given in (("en", "2.5"), ("en", "2,5"), ("id", "2,5"), ("id", "2.5")):
        room.ask(TEAM, language)
        room.see(SLIDER).to_have_value("2")
        room.tab.fill(TYPED, given)
        room.tab.press(TYPED, "Enter")
        room.see(SLIDER).to_have_value("2.5")
    high = all_settings()["facilitator_team_per_10_schools"].high
    for given in ("many", f"{high + 0.5:g}", "-1", "1e9"):
        room.tab.fill(TYPED, given)
        room.tab.press(TYPED, "Enter")
        room.see(".field [role=alert]").to_contain_text(given)
        room.see(SLIDER).to_have_value("2.5")


def test_what_is_typed_right_after_a_change_stays(room: Room) -> None:
    """What follows from a change is done before anybody can type on, however busy the machine is."""
    room.open(TEAM)
    shown = room.tab.evaluate(TYPED_ON, ["facilitator_team_per_10_schools", "3", "many"])
    assert shown == ["3", "many", True], "the number was taken, and what was typed on stands there, refused"


TYPED_ON = """async ([field, first, second]) => {
    const input = document.querySelector(`[data-typed=${field}]`);
    const drawn = () => new Promise((done) => queueMicrotask(done));
    for (const text of [first, second]) {
        input.value = text;
        for (const kind of ["input", "change"]) {
            input.dispatchEvent(new Event(kind, { bubbles: true }));
            for (let turn = 0; turn < 5; turn++) await drawn();
        }
    }
    await new Promise((done) => setTimeout(done, 300));
    const slider = document.querySelector(`[data-field=${field}]`);
    return [slider.value, input.value, input.parentElement.querySelector("[role=alert]") !== null];
}"""


def test_changes_are_taken_back_and_done_again(room: Room) -> None:
    room.open()
    room.tab.click("#tab-actions")
    room.tab.check("#on-facilitator_team")
    room.tab.focus(SLIDER)
    room.tab.press(SLIDER, "ArrowRight")
    room.see(SLIDER).not_to_have_value("1")
    moved = room.tab.locator(SLIDER).input_value()
    assert float(moved) > 1.0
    room.tab.press("body", "Control+z")
    room.see(SLIDER).to_have_value("1")
    room.tab.press("body", "Control+z")
    room.see("#on-facilitator_team").not_to_be_checked()
    for _ in range(2):
        room.tab.press("body", "Control+y")
    room.see(SLIDER).to_have_value(moved)


def test_everything_is_reached_with_the_keyboard_and_has_a_name(room: Room) -> None:
    room.open(TEAM)
    for tab in room.tab.locator(".right [role=tab]").all():
        tab.click()
        nameless = room.tab.evaluate(NAMELESS)
        assert nameless == [], tab.inner_text()


NAMELESS = """() => [...document.querySelectorAll("button, input, select, textarea, [role=button], svg[role=img]")]
    .filter((one) => !(one.getAttribute("aria-label") || one.textContent.trim() || one.labels?.length || one.title))
    .map((one) => one.outerHTML)"""
