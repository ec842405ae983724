"""The page tells a teacher's month as Python does: whether she came and why, and whom she talks with."""

from __future__ import annotations

import numpy as np
import pytest

from kkgsim.engine.mesa_model import KKGModel
from kkgsim.i18n import LANGUAGES, use_language
from kkgsim.model.posterior import USUAL
from kkgsim.places.place import Place
from kkgsim.scenario.resolve import own_question
from web.rooms import MONTHS, SEED, TEAM, Room, scenario_with_team


def why(room: Room, teacher: int, month: int) -> str:
    """What the page says of a teacher in a month, reached as people reach it."""
    if room.tab.locator("[data-month]").input_value() != str(month):
        room.tab.fill("[data-month]", str(month))
    school = room.tab.locator(f"[data-school='{room.school_of[teacher]}']")
    school.focus()
    school.press("Enter")
    room.tab.click(f"[data-teacher-of='{teacher}']")
    said = room.tab.wait_for_selector(f"[data-teacher='{teacher}'] [data-why]", state="attached")
    return str(said.get_attribute("data-why"))


@pytest.mark.parametrize("teachers", [20, pytest.param(100, marks=pytest.mark.long)])
def test_teachers_say_why_as_in_python(room: Room, tiny: Place, teachers: int) -> None:
    """Random teachers in random months, in both languages, word for word."""
    room.open(TEAM)
    scenario = own_question(tiny, MONTHS, SEED, scenario_with_team(room).policy)
    model = KKGModel(tiny, scenario=scenario, uncertain=USUAL)
    draw = np.random.default_rng(SEED)
    picked = draw.choice(MONTHS * len(model.teachers), teachers, replace=False)
    asked = sorted(divmod(int(one), len(model.teachers)) for one in picked)
    wanted: dict[tuple[int, int], list[str]] = {}
    for month in range(MONTHS):
        model.step()
        for teacher in (t for m, t in asked if m == month):
            for language in LANGUAGES:
                with use_language(language):
                    wanted.setdefault((month, teacher), []).append(str(model.teachers[teacher].why()))
    room.tab.click("#tab-map")
    room.school_of = model.roster.school_of.tolist()
    for rank, language in enumerate(LANGUAGES):
        room.tab.click(f"[data-language={language}]")
        told = {(m, t): why(room, t, m) for m, t in asked[rank :: len(LANGUAGES)]}
        assert told == {key: wanted[key][rank] for key in told}
    room.tab.click("[data-language=en]")


def test_her_network_is_pythons(room: Room, tiny: Place) -> None:
    """Beside her month stand those with whom she talks about teaching when it begins; one of them can be chosen."""
    room.open(TEAM)
    scenario = own_question(tiny, MONTHS, SEED, scenario_with_team(room).policy)
    model = KKGModel(tiny, scenario=scenario, uncertain=USUAL)
    month = 3
    for _ in range(month):
        model.step()
    network = model.network()
    teacher = max(network, key=network.degree)
    room.school_of = model.roster.school_of.tolist()
    room.tab.click("#tab-map")
    why(room, teacher, month)
    named = room.texts(f"[data-friends='{network.degree[teacher]}'] button")
    assert sorted(int(text.split()[1].strip(",")) - 1 for text in named) == sorted(network[teacher])
    abroad = {room.school_of[other] for other in network[teacher]} - {room.school_of[teacher]}
    room.see(".place .met").to_have_count(len(abroad))  # a line to every school
    room.tab.locator("[data-friends] button").first.click()
    room.tab.wait_for_selector(
        f"[data-teacher='{int(named[0].split()[1].strip(',')) - 1}'] [data-why]", state="attached"
    )


def test_from_the_place_to_a_cluster_and_a_school(room: Room, tiny: Place) -> None:
    room.open(TEAM)
    room.tab.click("#tab-map")
    room.see("[data-cluster-list] tbody tr").to_have_count(len(tiny.clusters))
    room.tab.click(f"[data-cluster={tiny.clusters[0]!r}]")
    schools = [rank for rank, school in enumerate(tiny.schools) if school.cluster == tiny.clusters[0]]
    room.see("[data-cluster-story] tbody tr").to_have_count(len(schools))
    room.see(".place .school.chosen").to_have_count(len(schools))
    room.tab.click(f"[data-school-of='{schools[0]}']")
    room.tab.wait_for_selector(f"[data-story] caption:has-text('{tiny.schools[schools[0]].name}')")
    room.tab.click("[data-up=cluster]")
    room.tab.wait_for_selector("[data-cluster-story]")
