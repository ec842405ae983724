"""The page as a room uses it: in a browser with the network closed, beside what Python says of the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kkgsim.engine.digest import digest
from kkgsim.engine.initial_state import roster_of
from kkgsim.engine.intervals import Interval
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.errors import KKGError
from kkgsim.i18n import LANGUAGES, Text, decimal, measured_band, tr, use_language
from kkgsim.model.levers import all_levers, all_settings
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.registry import PARAMETERS
from kkgsim.places.place import Place
from kkgsim.places.synthetic import embedded
from kkgsim.scenario.read import parse_scenario
from kkgsim.scenario.resolve import own_question, place_named
from kkgsim.scenario.scenario import Scenario
from kkgsim.web import page_file
from kkgsim.web.declarations import declarations
from kkgsim.web.page_file import policy
from web.rooms import MONTHS, REPLICATES, SEED, Room, room_of, some_state, written

TEAM = "&p=facilitator_team,1,18,district,per_10_schools:2"
SLIDER = "[data-field=facilitator_team_per_10_schools]"
TYPED = "[data-typed=facilitator_team_per_10_schools]"


@pytest.fixture(scope="module")
def room(tiny: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with room_of(tiny, tmp_path_factory.mktemp("room")) as opened:
        yield opened
        assert opened.outside == [], "the page asked for something from somewhere"
        assert opened.failed == []


def scenario_of(text: str) -> Scenario:
    """A scenario file that the page saved; its place is a test's own."""
    read = parse_scenario(re.sub(r'place = ".*"', 'place = "janapria"', text), "proposal.toml")
    return replace(read, text="")


@pytest.mark.parametrize("seed", range(10))
def test_a_random_state_has_pythons_digest(seed: int, room: Room, tiny: Place) -> None:
    room.open(some_state(seed, own_question(tiny, MONTHS, SEED, ())))
    assert room.texts("[role=alert]") == []
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


def test_a_link_of_one_long_word_does_not_widen_the_page(room: Room) -> None:
    room.open("&p=" + "x" * 3000)
    assert "x" * 3000 in "".join(room.texts("[role=alert]"))
    assert room.tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


def scenario_with_team(room: Room) -> Scenario:
    room.tab.click("#tab-share")
    return scenario_of(room.saved("[data-save=scenario]"))


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


def test_every_outcome_has_a_picture(room: Room) -> None:
    room.open(TEAM)
    room.tab.click("#tab-curves")
    room.tab.click(".more")
    shown = [one.get_attribute("data-outcome") for one in room.tab.locator("[data-outcome]").all()]
    assert sorted(shown) == sorted(OUTCOMES)
    assert all(re.search(r"^\d+ runs", text) for text in room.texts(".picture .runs"))
    assert "NaN" not in room.tab.locator(".outcomes").inner_html()
    room.tab.click(".more")


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


def test_with_nothing_done_it_is_today(room: Room) -> None:
    room.open()
    assert "Rp 0" in room.texts("[data-budget]")[0]
    room.tab.click("#tab-money")
    assert set(re.findall(r"[+−]Rp \d+", " ".join(room.texts("[data-money] small")))) == {"+Rp 0"}


def test_money_is_that_of_the_ledger(room: Room, tiny: Place) -> None:
    from kkgsim.engine.accounts import in_money

    room.open(TEAM)
    scenario = own_question(tiny, MONTHS, SEED, scenario_with_team(room).policy)
    played, today = simulate_scenarios([scenario, scenario.without_policy()], tiny, replicates=REPLICATES, seed=SEED)
    extra = (played.ledger - today.ledger)[in_money()].sum(axis=(0, 1)).mean() * 12.0 / MONTHS
    from kkgsim.i18n import rupiah

    assert rupiah(extra, sign=True) in room.texts("[data-budget]")[0]


def test_an_assumption_moves_both_sides_and_says_so(room: Room) -> None:
    room.open("&a=attend_distance:0.1" + TEAM)
    assert len(room.texts("[data-banner]")) == 1
    room.tab.click("#tab-curves")
    assert room.tab.locator(".picture").first.locator(".ghost").count() == 2, "today, and today under what is assumed"


@pytest.mark.parametrize(
    ("asked", "key", "values"),
    [
        ("&p=fairy_dust,1,18,district", "page_fault_lever", {"given": "fairy_dust"}),
        ("&a=gravity:9.8", "page_fault_number", {"given": "gravity"}),
        ("&p=facilitator_team,1,99,district", "page_fault_months_of", {"lever": "facilitator_team"}),
        ("&p=facilitator_team,1,18,district,per_10_schools:400", "page_fault_value", {"given": "400"}),
        ("&p=facilitator_team,1,18,pirates", "page_fault_payer", {"given": "pirates"}),
        ("&p=facilitator_team,1,18,district,wings:2", "page_fault_setting", {"given": "wings"}),
        ("&place=atlantis", "page_fault_place", {"given": "atlantis"}),
        (TEAM + TEAM, "page_fault_overlap", {"lever": "facilitator_team"}),
    ],
)
def test_a_wrong_address_is_told(asked: str, key: str, values: dict[str, str], room: Room) -> None:
    room.open(asked)
    said = " ".join(room.texts("[role=alert] li"))
    assert all(value in said for value in values.values())
    with use_language("en"):
        assert (
            tr(key, low=0, high=4, name="", months=18, mine="tiny", **{"lever": "", "given": "", **values})[:12] in said
        )


def test_a_link_of_another_version_is_not_guessed_at(room: Room) -> None:
    room.tab.goto("about:blank")
    room.tab.goto(f"{room.path.as_uri()}#v=7&lang=en{TEAM}")
    room.whole()
    assert "version “7”" in " ".join(room.texts("[role=alert]"))
    assert not room.tab.is_checked("#on-facilitator_team")


def test_names_cannot_inject(room: Room, tiny: Place, tmp_path: Path) -> None:
    bad = '</script><script>document.title="caught"</script><img src=x onerror="document.title=1">'
    schools = tuple(replace(school, name=bad, village=bad) for school in tiny.schools)
    place = replace(tiny, title=Text(bad, bad), schools=schools)
    other = replace(room, path=written(place, tmp_path))
    other.open(f"&p={bad}")
    assert bad in other.texts("h1")[0]
    assert other.tab.title() == f"kkgsim · {bad}"
    assert other.failed == []


def test_what_a_page_may_do_is_named(room: Room) -> None:
    rule = room.tab.locator("meta[http-equiv]").get_attribute("content")
    assert "unsafe-inline" not in rule
    assert "default-src 'none'" in rule
    assert rule == policy(page_file.built("page.js").decode(), page_file.built("page.css").decode())


def test_a_page_says_what_it_needs_where_scripts_are_off(room: Room) -> None:
    text = room.path.read_text(encoding="utf-8").split("<script")[0]
    for language in LANGUAGES:
        with use_language(language):
            assert tr("page_needs_scripts") in text


def test_a_place_too_large_for_a_page_is_refused(tiny: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_file, "LARGEST", 100_000)
    with pytest.raises(KKGError, match="MB"):
        page_file.page_file(tiny, months=MONTHS, replicates=2)


@pytest.mark.parametrize("name", ["janapria", "lombok_tengah"])
def test_pages_are_small_enough_to_carry(name: str) -> None:
    assert name in embedded()
    limit = {"janapria": 3_000_000, "lombok_tengah": 6_000_000}[name]
    assert len(page_file.page_file(place_named(name)).encode()) <= limit


def test_policies_are_pinned_ranked_and_brought_to_one_budget(room: Room) -> None:
    room.open(TEAM)
    room.tab.click("#tab-compare")
    room.tab.click("[data-pin=A]")
    room.tab.click("#tab-actions")
    room.tab.fill(TYPED, "4")
    room.tab.press(TYPED, "Enter")
    room.tab.click("[data-pin=B]")
    for letter in "AB":
        room.tab.wait_for_selector(f"[data-cost={letter}]:has-text('Rp')")
    costs = {letter: room.texts(f"[data-cost={letter}]")[0] for letter in "AB"}
    assert costs["A"] != costs["B"]
    assert "% of the runs" in room.texts("[data-ranks] li")[0]
    room.tab.click("#tab-curves")
    assert room.tab.locator(".picture .letter").all_text_contents()[:2] == ["A", "B"], (
        "what is pinned is in every picture"
    )
    room.tab.click("#tab-compare")
    room.tab.fill("[data-level]", "20")
    room.tab.press("[data-level]", "Enter")
    room.tab.wait_for_selector("[data-compare] td:nth-of-type(2) small")
    room.tab.wait_for_selector("[data-cost=B]:has-text('Rp')")
    spent = [float(re.search(r"[\d.]+", room.texts(f"[data-cost={letter}]")[0]).group()) for letter in "AB"]
    assert spent == pytest.approx([20.0, 20.0], rel=0.15)


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


def test_the_room_guesses_before_it_sees(room: Room) -> None:
    room.open(TEAM)
    room.tab.click("#tab-guess")
    chart = room.tab.locator("[data-guess] svg.chart")
    assert chart.locator(".line").count() == 0, "nothing of the answer is in the picture before"
    assert room.tab.is_disabled("[data-reveal]")
    box = chart.bounding_box()
    for share in (0.3, 0.6, 0.9):
        room.tab.mouse.move(box["x"] + share * box["width"], box["y"] + 0.4 * box["height"])
        room.tab.mouse.down()
    room.tab.mouse.up()
    assert chart.locator(".guess").count() == 1
    room.tab.fill("[data-guess-value]", "70")
    room.tab.press("[data-guess-value]", "Enter")
    room.tab.click("[data-reveal]")
    assert chart.locator(".line").count() == 1
    assert room.texts("[data-revealed]")[0].startswith("Guessed: 70.0 %")


def test_the_board_sums_up_what_tables_propose(room: Room) -> None:
    room.open()
    room.tab.click("#tab-facilitator")
    links = [f"file:///x.html#v=1{TEAM.replace(':2', f':{strength}')}" for strength in (1, 2, 4)]
    room.tab.fill("[data-board]", "\n".join([*links, "file:///x.html#v=1&p=fairy_dust,1,2,x"]))
    row = [text.strip() for text in room.texts("[data-board-table] tbody tr td")]
    assert row[0] == "3"
    assert [text.split()[0] for text in row[1:]] == ["0", "1.5", "4"]
    assert "fairy_dust" in room.texts(".board [role=alert]")[0]


def test_levers_can_be_locked(room: Room) -> None:
    room.open(TEAM)
    room.tab.click("#tab-facilitator")
    room.tab.check("[data-lock]")
    assert room.tab.is_disabled(SLIDER)
    assert room.tab.is_disabled("#on-facilitator_team")
    room.tab.check("[data-large]")
    assert "large" in room.tab.locator(".room").get_attribute("class")


def test_the_last_change_is_shown_once_more(room: Room) -> None:
    room.open()
    room.tab.check("#on-facilitator_team")
    room.whole()
    after = room.texts("[data-budget]")
    room.tab.click("[data-replay]")
    room.tab.wait_for_selector("[data-budget]:has-text('Rp 0')")
    room.tab.wait_for_selector(f"[data-budget]:text-is('{after[0]}')")


def test_the_report_has_everything_in_it(room: Room, language: str) -> None:
    room.open(TEAM + "&a=attend_distance:0.1", language)
    room.tab.click("#tab-report")
    text = room.texts("[data-report]")[0]
    lever = all_levers()["facilitator_team"]
    said = [lever.label, PARAMETERS["attend_distance"].meaning, *(o.label for o in OUTCOMES.values() if o.headline)]
    assert [str(words) for words in said if str(words) not in text] == []


def test_a_picture_is_saved_with_where_it_comes_from(room: Room) -> None:
    room.open(TEAM)
    room.tab.click("#tab-curves")
    first = "[data-outcome=attendance_share] .export button"
    rows = room.saved(f"{first} >> nth=2").splitlines()
    assert f"seed {SEED}" in rows[0]
    assert len(rows) == 2 + MONTHS
    svg = room.saved(f"{first} >> nth=1")
    assert svg.startswith("<svg")
    assert f"{REPLICATES} runs" in svg
    with room.tab.expect_download() as download:
        room.tab.click(f"{first} >> nth=0")
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")


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
