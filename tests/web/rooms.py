"""Rooms for tests: a page of a place in Chromium, with the network closed, and what its parts say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
import pytest

from kkgsim.model.levers import all_levers
from kkgsim.model.levers.lever import Lever
from kkgsim.model.reaching import HOW
from kkgsim.model.registry import PARAMETERS
from kkgsim.places.place import Place
from kkgsim.scenario.read import parse_scenario
from kkgsim.scenario.scenario import Scenario
from kkgsim.web.page_file import page_file
from web.browser import CHROMIUM, QUIET

MONTHS, REPLICATES, SEED = 18, 24, 11
FIRST_RUNS = (4, 8, 16)
"""How many runs a first answer may have, by how fast the machine is."""
TEAM = "&p=facilitator_team,1,18,district,per_10_schools:2"
SLIDER = "[data-field=facilitator_team_per_10_schools]"
TYPED = "[data-typed=facilitator_team_per_10_schools]"


PATIENCE = 60_000
"""Milliseconds that a test waits for what it expects of a page, on a machine with other things to do."""


@dataclass
class Room:
    """A tab with a page.

    ``outside`` keeps what it asked for from anywhere, ``failed`` what went wrong in it; ``school_of`` is for tests that
    look for teachers.
    """

    tab: Any
    path: Path
    outside: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    school_of: list[int] = field(default_factory=list)

    def open(self, asked: str = "", language: str = "en") -> None:
        """Open the page with something in its address, and wait until all runs are played."""
        self.tab.goto("about:blank")
        self.tab.goto(f"{self.path.as_uri()}#v=1&lang={language}{asked}")
        self.whole()

    def ask(self, asked: str = "", language: str = "en") -> None:
        """Write something into the address of the open page, and wait until all runs are played; unlike :meth:`open` it
        leaves the page as it stands: which tabs are chosen, what is folded out."""
        if not self.tab.url.startswith(self.path.as_uri()):
            self.open()
        self.tab.evaluate(WRITTEN, f"#v=1&lang={language}{asked}")
        self.whole()

    def whole(self) -> None:
        """Wait until what is asked is answered with all runs."""
        self.tab.wait_for_timeout(60)
        self.tab.wait_for_selector(f".room[data-answered='true'][data-runs='{REPLICATES}']")

    def digest(self) -> str:
        """The digest that the page shows of its runs."""
        self.tab.click("#tab-share")
        code = self.tab.wait_for_selector("[data-digest]:not([data-digest=''])")
        return str(code.get_attribute("data-digest"))

    def saved(self, button: str) -> str:
        """The text of what a button saves."""
        with self.tab.expect_download() as download:
            self.tab.click(button)
        return Path(download.value.path()).read_text(encoding="utf-8")

    def texts(self, selector: str) -> list[str]:
        """The texts of all that a selector finds, once there is any of it."""
        found = self.tab.locator(selector)
        found.first.wait_for(state="attached")
        return [str(text) for text in found.all_inner_texts()]

    def see(self, selector: str) -> Any:
        """What is expected of what a selector finds, waited for (Playwright's ``expect``): a page may draw what follows
        from a press a moment later, so that nothing is to be read off it at once (test_waiting.py)."""
        return expecting(self.tab.locator(selector))


WRITTEN = """(hash) => new Promise((done) => {
    history.replaceState(null, "", "#before");
    addEventListener("hashchange", () => done(), { once: true });
    location.hash = hash;
})"""
"""Through another address first: the page writes its own with a delay, so that what is asked for may still stand there
from before."""


def expecting(what: Any) -> Any:
    """What is expected of a locator or a page, waited for with patience."""
    from playwright.sync_api import expect

    expect.set_options(timeout=PATIENCE)
    return expect(what)


def written(place: Place, folder: Path) -> Path:
    """The page of a place in a folder."""
    path = folder / "page.html"
    path.write_text(page_file(place, seed=SEED, months=MONTHS, replicates=REPLICATES), encoding="utf-8")
    return path


@dataclass
class Browser:
    """Chromium, and the ``player`` that drives it."""

    player: Any
    chromium: Any

    @contextmanager
    def tab_for(self, path: Path) -> Iterator[Room]:
        """A tab of its own for a page; nothing may be asked for from anywhere, nor fail in it."""
        room = room_in(self.chromium, path)
        yield room
        assert room.outside == [], "the page asked for something from somewhere"
        assert room.failed == []
        room.tab.context.close()


@contextmanager
def browsing() -> Iterator[Browser]:
    """Chromium; skips where it is not there. Only one at a time can be driven in a process."""
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine")
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with playwright.sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield Browser(player, browser)
        browser.close()


@contextmanager
def room_of(place: Place, folder: Path) -> Iterator[Room]:
    """A page of a place in a Chromium of its own without a network."""
    with browsing() as browser, browser.tab_for(written(place, folder)) as room:
        yield room


def room_in(browser: Any, path: Path) -> Room:
    """A tab for a page in a browser, without a network."""
    context = browser.new_context(offline=True, viewport={"width": 1366, "height": 768})
    room = Room(context.new_page(), path)
    room.tab.set_default_timeout(PATIENCE)
    allowed = ("file:", "blob:", "data:", "about:")
    context.on("request", lambda r: None if r.url.startswith(allowed) else room.outside.append(r.url))
    room.tab.on("pageerror", lambda error: room.failed.append(str(error)))
    return room


def some_state(seed: int, scenario: Scenario) -> str:
    """Some levers at some strength in some months, of which some are aimed or wait, a number or two that is assumed,
    and perhaps a budget, as an address says it."""
    draw = np.random.default_rng(seed)
    levers = list(all_levers().values())
    parts = []
    for rank in sorted(draw.choice(len(levers), size=draw.integers(1, 6), replace=False)):
        lever = levers[rank]
        start, end = sorted(int(month) for month in draw.integers(1, scenario.months + 1, size=2))
        settings = [f"{s.name}:{round(float(draw.uniform(s.low, s.high)), 3)}" for s in lever.settings]
        payer = lever.payers[int(draw.integers(len(lever.payers)))]
        aim = [] if draw.uniform() < 0.5 else some_aim(draw, lever)
        parts.append("p=" + quote(",".join([lever.name, str(start), str(end), payer, *aim, *settings])))
    free = [name for name, number in PARAMETERS.items() if number.used == "run" and number.low < number.high]
    for name in draw.choice(free, size=draw.integers(0, 3), replace=False):
        number = PARAMETERS[name]
        parts.append(f"a={name}:{number.low + (number.high - number.low) * round(float(draw.uniform()), 2)!r}")
    if draw.uniform() < 0.5:
        parts.append(f"b={10 ** draw.uniform(6.5, 8.5):.0f},facilitator_team,transport_recognition")
    return "&" + "&".join(parts)


def some_aim(draw: np.random.Generator, lever: Lever) -> list[str]:
    """Some clusters, and something that a lever waits for or ends with."""
    to = f"@to:{draw.choice(HOW[1:3])}:1"
    waits = f"@{draw.choice(['when', 'until'])}:held_share:{draw.choice(['above', 'below'])}:0.3:2"
    return [waits] if lever.everywhere else [to, waits]


def scenario_of(text: str) -> Scenario:
    """A scenario file that the page saved; its place is a test's own."""
    read = parse_scenario(re.sub(r'place = ".*"', 'place = "janapria"', text), "proposal.toml")
    return replace(read, text="")


def scenario_with_team(room: Room) -> Scenario:
    """The scenario that an open page saves."""
    room.tab.click("#tab-share")
    return scenario_of(room.saved("[data-save=scenario]"))
