"""The page in a workshop: policies pinned, guesses, the board of the tables, locks, the report and saved pictures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kkgsim.model.levers import all_levers
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.registry import PARAMETERS
from web.rooms import MONTHS, REPLICATES, SEED, SLIDER, TEAM, TYPED, Room, expecting


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
    room.see("[data-ranks] li >> nth=0").to_contain_text("% of the runs")
    room.tab.click("#tab-curves")
    room.see(".picture >> nth=0 >> .letter").to_have_text(["A", "B"])  # what is pinned is in every picture
    room.tab.click("#tab-compare")
    room.tab.fill("[data-level]", "20")
    room.tab.press("[data-level]", "Enter")
    room.tab.wait_for_selector("[data-compare] td:nth-of-type(2) small")
    room.tab.wait_for_selector("[data-cost=B]:has-text('Rp')")
    spent = [float(re.search(r"[\d.]+", room.texts(f"[data-cost={letter}]")[0]).group()) for letter in "AB"]
    assert spent == pytest.approx([20.0, 20.0], rel=0.15)


def test_the_room_guesses_before_it_sees(room: Room) -> None:
    room.open(TEAM)
    room.tab.click("#tab-guess")
    chart = room.tab.locator("[data-guess] svg.chart")
    expecting(chart.locator(".line")).to_have_count(0)  # nothing of the answer is in the picture before
    room.see("[data-reveal]").to_be_disabled()
    box = chart.bounding_box()
    for share in (0.3, 0.6, 0.9):
        room.tab.mouse.move(box["x"] + share * box["width"], box["y"] + 0.4 * box["height"])
        room.tab.mouse.down()
    room.tab.mouse.up()
    expecting(chart.locator(".guess")).to_have_count(1)
    room.tab.fill("[data-guess-value]", "70")
    room.tab.press("[data-guess-value]", "Enter")
    room.tab.click("[data-reveal]")
    expecting(chart.locator(".line")).to_have_count(1)
    room.see("[data-revealed]").to_have_text(re.compile(r"^Guessed: 70\.0 %"))


def test_the_board_sums_up_what_tables_propose(room: Room) -> None:
    room.open()
    room.tab.click("#tab-facilitator")
    links = [f"file:///x.html#v=1{TEAM.replace(':2', f':{strength}')}" for strength in (1, 2, 4)]
    room.tab.fill("[data-board]", "\n".join([*links, "file:///x.html#v=1&p=fairy_dust,1,2,x"]))
    row = [text.strip() for text in room.texts("[data-board-table] tbody tr td")]
    assert row[0] == "3"
    assert [text.split()[0] for text in row[1:]] == ["0", "1.5", "4"]
    room.see(".board [role=alert] >> nth=0").to_contain_text("fairy_dust")


def test_levers_can_be_locked(room: Room) -> None:
    room.open(TEAM)
    room.tab.click("#tab-facilitator")
    room.tab.check("[data-lock]")
    room.see(SLIDER).to_be_disabled()
    room.see("#on-facilitator_team").to_be_disabled()
    room.tab.check("[data-large]")
    room.see(".room").to_have_class(re.compile(r"\blarge\b"))


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
