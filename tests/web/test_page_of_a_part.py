"""A large place answers first with a part of it: a true run of some clusters, named as such, until all are there."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pytest

from kkgsim.engine.digest import digest
from kkgsim.engine.initial_state import roster_of
from kkgsim.engine.intervals import Interval
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.i18n import decimal, measured_band, tr, use_language
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.places.place import Place
from kkgsim.scenario.resolve import own_question, phases, place_named
from kkgsim.web import page_file
from kkgsim.web.part import CLUSTERS, chosen, part_of
from web.rooms import (
    FIRST_RUNS,
    MONTHS,
    REPLICATES,
    SEED,
    SLIDER,
    TEAM,
    Browser,
    Room,
    scenario_of,
    scenario_with_team,
    written,
)

OUTCOME = "attendance_share"
WATCHED = """(selector) => {
    window.seen = [];
    const [room, picture] = [document.querySelector(".room"), document.querySelector(selector)];
    const note = () => window.seen.push([
        room.dataset.shown, picture.querySelector(".runs").textContent, picture.querySelector(".change").textContent,
        picture.querySelectorAll(".export").length, document.querySelectorAll("[data-budget]").length,
    ]);
    new MutationObserver(note).observe(room, { attributes: true, childList: true, characterData: true, subtree: true });
}"""
MOVED = """(selector) => {
    const slider = document.querySelector(selector);
    slider.value = 4;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
}"""


@pytest.fixture(scope="module")
def parted(chromium: Browser, tiny: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A page of two clusters that takes them for a large place, of which one speaks first."""
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(page_file, "LARGE", 1)
        changed.setattr(page_file, "part_of", lambda place, scenario: part_of(place, scenario, clusters=1))
        path = written(tiny, tmp_path_factory.mktemp("part"))
    with chromium.tab_for(path) as room:
        yield room


@pytest.fixture(scope="module")
def part(tiny: Place) -> Place:
    return part_of(tiny, own_question(tiny, MONTHS, SEED, ()), clusters=1)


def moved(room: Room) -> list[list[str]]:
    """What was seen in turn after the lever was moved to four."""
    room.tab.click("#tab-curves")
    room.tab.evaluate(WATCHED, f"[data-outcome={OUTCOME}]")
    room.tab.evaluate(MOVED, SLIDER)
    room.whole()
    return [each for each in room.tab.evaluate("window.seen") if "per_10_schools:4" in each[0]]


def test_the_first_answer_is_a_true_run_of_a_part_and_says_so(
    parted: Room, part: Place, tiny: Place, language: str
) -> None:
    parted.open(TEAM, language)
    seen = moved(parted)
    scenario = own_question(part, MONTHS, SEED, scenario_with_team(parted).policy)
    with use_language(language):
        named = {tr("page_runs_part", clusters=decimal(1, 0), of=len(tiny.clusters), n=n): n for n in FIRST_RUNS}
        on_the_way = {each[1] for each in seen} & set(named)
        assert on_the_way
        for said in on_the_way:
            found, runs = [each for each in seen if each[1] == said], named[said]
            both = simulate_scenarios([scenario, scenario.without_policy()], part, replicates=runs, seed=SEED)
            rank, outcome = list(OUTCOMES).index(OUTCOME), OUTCOMES[OUTCOME]
            change = (both[0].at_end() - both[1].at_end())[rank]
            assert {each[2].strip() for each in found} == {measured_band(*Interval.of(change), outcome.unit, sign=True)}
            assert {(each[3], each[4]) for each in found} == {(0, 0)}, "nothing is exported or priced of a part"
        assert not seen[-1][1].startswith(said.split(":")[0]), "it is replaced by all clusters"
    assert seen[-1][3:] == [1, 1]


def test_digest_and_file_are_of_the_whole_place(parted: Room, tiny: Place) -> None:
    parted.open(TEAM)
    moved(parted)
    found = parted.digest()
    scenario = scenario_of(parted.saved("[data-save=scenario]"))
    played, = simulate_scenarios(
        [scenario], tiny, replicates=REPLICATES, seed=scenario.seed, uncertain=scenario.drawn
    )  # fmt: skip
    assert found == digest(played)


def test_what_needs_all_clusters_waits_for_them(parted: Room) -> None:
    """Named clusters may lie outside the part, so the whole place answers; money stands as before, and says so."""
    parted.open()
    parted.tab.click("#tab-curves")
    parted.tab.evaluate(WATCHED, f"[data-outcome={OUTCOME}]")
    cluster = parted.tab.evaluate("JSON.parse(document.getElementById('given').textContent).clusters[0]")
    parted.tab.evaluate("hash => { location.hash = hash; }", f"#v=1&lang=en{TEAM}".replace(
        ",per_10", f",@to:clusters:{cluster},per_10"))  # fmt: skip
    parted.whole()
    seen = parted.tab.evaluate("window.seen")
    parted.see("[role=alert]").to_have_count(0)
    assert not [each for each in seen if "to:clusters" in each[0] and each[1].startswith("first answer")]


def test_a_part_is_chosen_evenly_and_is_always_the_same(tiny: Place) -> None:
    place = place_named("lombok_tengah")
    scenario = own_question(place, MONTHS, SEED, ())
    people = roster_of(place, scenario)
    ranks = chosen(people, CLUSTERS)
    assert len(ranks) == CLUSTERS
    remoteness = np.sort(people.geography.remoteness[ranks])
    assert np.abs(remoteness - (np.arange(CLUSTERS) + 0.5) / CLUSTERS).max() < 1.0 / CLUSTERS
    size = people.teachers_per_cluster
    assert size[ranks].mean() == pytest.approx(size.mean(), rel=0.1)
    part = part_of(place, scenario)
    assert part.clusters == tuple(place.clusters[rank] for rank in ranks)
    assert part_of(tiny, scenario) is None, "a small place answers as a whole"


def test_a_part_speaks_for_its_place() -> None:
    """What a policy changes in the part is what it changes in the place, within what runs differ by luck."""
    place = place_named("lombok_tengah")
    scenario = own_question(place, 24, SEED, phases({"facilitator_team_per_10_schools": 2.0}, 24))
    main = [rank for rank, outcome in enumerate(OUTCOMES.values()) if outcome.headline]
    changes = []
    for where in (place, part_of(place, scenario)):
        both = simulate_scenarios([scenario, scenario.without_policy()], where, replicates=6, seed=SEED)
        changes.append((both[0].at_end() - both[1].at_end())[main])
    whole, part = changes
    assert np.abs(part.mean(axis=1) - whole.mean(axis=1)).max() < 0.03
    assert (np.sign(part.mean(axis=1)) == np.sign(whole.mean(axis=1))).all()


def test_pages_of_small_places_have_no_part(room: Room) -> None:
    assert '"part":null,' in room.path.read_text(encoding="utf-8")
    room.open(TEAM)
    assert not re.search("first answer", " ".join(room.texts(".runs")))
