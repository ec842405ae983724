"""How things are set on the page: in both languages, typed or by keyboard, taken back, and in small windows."""

from __future__ import annotations

import pytest

from kkgsim.i18n import LANGUAGES, use_language
from kkgsim.model.levers import all_levers, all_settings
from web.rooms import SLIDER, TEAM, TYPED, Room


def test_a_link_of_one_long_word_does_not_widen_the_page(room: Room) -> None:
    room.open("&p=" + "x" * 3000)
    assert "x" * 3000 in "".join(room.texts("[role=alert]"))
    assert room.tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_every_setting_is_a_field_in_both_languages(room: Room) -> None:
    room.open()
    for opener in room.tab.locator(".lever .open").all():
        opener.click()
    for language in LANGUAGES:
        room.tab.click(f"[data-language={language}]")
        with use_language(language):
            for lever in all_levers().values():
                assert room.texts(f"[data-lever={lever.name}] .head label") == [str(lever.label)]
                for setting in lever.settings:
                    field = room.tab.locator(f"[data-field={lever.name}_{setting.name}]")
                    assert float(field.get_attribute("max")) == setting.high
                    label = room.texts(f"label[for={lever.name}_{setting.name}]")[0]
                    assert label.strip() == str(setting.label)


def test_a_language_is_changed_without_losing_anything(room: Room) -> None:
    room.open(TEAM)
    before = room.digest()
    room.tab.click("[data-language=id]")
    assert room.texts("#tab-money") == ["Dana"]
    assert room.tab.locator("html").get_attribute("lang") == "id"
    room.whole()
    assert room.digest() == before
    room.tab.reload()
    room.whole()
    assert room.texts("#tab-money") == ["Dana"], "a reload keeps the language"
    assert room.digest() == before, "and what is set"


def test_numbers_are_typed_with_comma_or_point(room: Room) -> None:
    for language, given in (("en", "2.5"), ("en", "2,5"), ("id", "2,5"), ("id", "2.5")):
        room.open(TEAM, language)
        room.tab.fill(TYPED, given)
        room.tab.press(TYPED, "Enter")
        assert room.tab.locator(SLIDER).input_value() == "2.5"
    high = all_settings()["facilitator_team_per_10_schools"].high
    for given in ("many", f"{high + 0.5:g}", "-1", "1e9"):
        room.tab.fill(TYPED, given)
        room.tab.press(TYPED, "Enter")
        assert room.texts(".field [role=alert]"), f"{given} is refused in words"
        assert room.tab.locator(SLIDER).input_value() == "2.5"


def test_changes_are_taken_back_and_done_again(room: Room) -> None:
    room.open()
    room.tab.click("#tab-actions")
    room.tab.check("#on-facilitator_team")
    room.tab.focus(SLIDER)
    room.tab.press(SLIDER, "ArrowRight")
    moved = room.tab.locator(SLIDER).input_value()
    assert float(moved) > 1.0
    room.tab.press("body", "Control+z")
    assert room.tab.locator(SLIDER).input_value() == "1"
    room.tab.press("body", "Control+z")
    assert not room.tab.is_checked("#on-facilitator_team")
    for _ in range(2):
        room.tab.press("body", "Control+y")
    assert room.tab.locator(SLIDER).input_value() == moved


def test_everything_is_reached_with_the_keyboard_and_has_a_name(room: Room) -> None:
    room.open(TEAM)
    for tab in room.tab.locator(".right [role=tab]").all():
        tab.click()
        nameless = room.tab.evaluate(NAMELESS)
        assert nameless == [], tab.inner_text()


NAMELESS = """() => [...document.querySelectorAll("button, input, select, textarea, [role=button], svg[role=img]")]
    .filter((one) => !(one.getAttribute("aria-label") || one.textContent.trim() || one.labels?.length || one.title))
    .map((one) => one.outerHTML)"""


@pytest.mark.parametrize(("width", "height"), [(1024, 768), (390, 844)])
def test_nothing_is_wider_than_the_window(width: int, height: int, room: Room) -> None:
    room.open(TEAM, "id")
    room.tab.set_viewport_size({"width": width, "height": height})
    for tab in room.tab.locator(".right [role=tab]").all():
        tab.click()
        assert room.tab.evaluate("document.documentElement.scrollWidth") <= width
    room.tab.set_viewport_size({"width": 1366, "height": 768})
