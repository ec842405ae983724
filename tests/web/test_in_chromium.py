"""The month in a browser: one HTML file, opened from disk with the network closed, gives the digest of Python."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import EVERYTHING

from kkgsim.places.place import Place
from kkgsim.scenario.resolve import phases
from kkgsim.scenario.scenario import Scenario
from kkgsim.web.world_file import WorldFile, world_file
from web.browser import write_page
from web.rooms import Browser
from web.test_in_node import in_python, months_to_play

REPLICATES = 10
PLAY = """async ([replicates, options, change]) => {
    const ensemble = await window.open_ensemble(options);
    const tensors = change ? Object.fromEntries(window.changed) : {};
    const result = await ensemble.play([...Array(replicates).keys()], tensors);
    ensemble.close();
    return [result.digest(), ensemble.kind];
}"""


@pytest.fixture(scope="module")
def tab(chromium: Browser) -> Iterator[Any]:
    """A tab without network; what it asks for from anywhere but the page itself, and what fails in it, is kept."""
    context = chromium.chromium.new_context(offline=True)
    tab = context.new_page()
    tab.set_default_timeout(120_000)
    tab.outside, tab.failed = [], []
    context.on("request", lambda r: None if r.url.startswith(("file:", "blob:")) else tab.outside.append(r.url))
    tab.on("pageerror", lambda error: tab.failed.append(str(error)))
    yield tab
    context.close()


def question(**settings: float) -> Scenario:
    from kkgsim.i18n import Text

    return Scenario("page", Text("", ""), Text("", ""), "tiny", 18, REPLICATES, 11, phases(settings, 18))


@pytest.mark.parametrize("kind", ["wasm", "javascript"])
def test_a_file_without_network_has_pythons_digest(kind: str, tab: Any, tiny: Place, tmp_path: Path) -> None:
    scenario = question(**EVERYTHING)
    write_page(tmp_path / "page.html", months_to_play()[kind], world_file(scenario, tiny, replicates=REPLICATES))
    tab.goto((tmp_path / "page.html").as_uri())
    wanted = in_python(scenario, tiny, REPLICATES)
    for options in ({"workers": 2, "lanes": 4}, {"workers": 1}):
        assert tab.evaluate(PLAY, [REPLICATES, options, False]) == [wanted, kind]
    assert (tab.outside, tab.failed) == ([], [])


def test_a_lever_is_moved_without_python(tab: Any, tiny: Place, tmp_path: Path) -> None:
    """A page puts other tables of settings in the place of the world's and has what Python has for that policy."""
    before, after = question(), question(followup_mentoring_visits=0.5, bos_allocation_share=0.02)
    whole = world_file(after, tiny, replicates=REPLICATES)
    policy = {name: tensor for name, tensor in whole.tensors.items() if name in ("committed", "since")}
    write_page(
        tmp_path / "page.html", months_to_play()["wasm"], world_file(before, tiny, replicates=REPLICATES),
        WorldFile(whole.counts, whole.about, policy),
    )  # fmt: skip
    tab.goto((tmp_path / "page.html").as_uri())
    for scenario, change in ((before, False), (after, True)):
        wanted = in_python(scenario, tiny, REPLICATES)
        assert tab.evaluate(PLAY, [REPLICATES, {"workers": 2}, change]) == [wanted, "wasm"]


def test_what_is_wrong_with_a_world_is_said(tab: Any, tiny: Place, tmp_path: Path) -> None:
    whole = world_file(question(), tiny, replicates=2)
    short = replace(whole, tensors={**whole.tensors, "parameters": whole.tensors["parameters"][:-1]})
    write_page(tmp_path / "page.html", months_to_play()["wasm"], short)
    tab.goto((tmp_path / "page.html").as_uri())
    with pytest.raises(Exception, match=r"parameters: \d+ numbers were given, the month takes \d+"):
        tab.evaluate(PLAY, [2, {"workers": 1}, False])
    write_page(tmp_path / "page.html", months_to_play()["wasm"], whole)
    tab.goto((tmp_path / "page.html").as_uri())
    with pytest.raises(Exception, match="there is no replicate 2; the world has 2"):
        tab.evaluate(PLAY, [3, {"workers": 1}, False])
