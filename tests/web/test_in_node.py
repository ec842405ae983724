"""The month outside Python: Node, with the built driver, gives the digest that Python gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from conftest import SHIPPED
from test_two_clocks import some_policy

from kkgsim.engine import wasm_code
from kkgsim.engine.clocks import Question, Reading, compiled, mesa
from kkgsim.engine.digest import digest
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.i18n import Text
from kkgsim.model.schedule import without
from kkgsim.places.place import Place
from kkgsim.scenario.read import read_scenario
from kkgsim.scenario.resolve import place_named
from kkgsim.scenario.scenario import Scenario
from kkgsim.web.in_node import NO_WEBASSEMBLY, node, play_in_node, reading
from kkgsim.web.printed_month import PrintedMonth, compiles_first, in_javascript, printed_month
from kkgsim.web.world_file import WorldFile, world_file

REPLICATES = 3
pytestmark = pytest.mark.skipif(node() is None, reason="no Node on this machine")


def months_to_play() -> dict[str, PrintedMonth]:
    """The month on both machines that a browser has."""
    built = printed_month()
    assert built.wasm is not None, "the built month is stale: run python web/build.py"
    return {"wasm": built, "javascript": in_javascript()}


def in_node(kind: str, worlds: list[WorldFile], **how: int) -> list[str]:
    played = play_in_node(months_to_play()[kind], worlds, **how)
    assert {each.kind for each in played} == {kind}
    return [each.digest for each in played]


def in_python(scenario: Scenario, place: Place, replicates: int = REPLICATES) -> str:
    result, = simulate_scenarios(
        [scenario], place, replicates=replicates, seed=scenario.seed, uncertain=scenario.drawn
    )  # fmt: skip
    return digest(result)


def any_scenario(seed: int) -> Scenario:
    """Levers on any schedule, changed in mid-run, from any month of the year; of three seeds two draw the numbers."""
    draw = np.random.default_rng(seed)
    months, words = int(draw.integers(14, 30)), Text("any", "any")
    policy = some_policy(draw, months)
    first = int(draw.integers(1, 13))
    return Scenario("any", words, words, "tiny", months, 2, seed, policy, first_month=first, drawn=seed % 3 > 0)


def test_every_shipped_scenario_has_pythons_digest() -> None:
    scenarios = [read_scenario(path).with_horizon(24) for path in SHIPPED]
    asked = [(scenario, place_named(scenario.place, SHIPPED[0].parent)) for scenario in scenarios]
    worlds = [world_file(scenario, place, replicates=REPLICATES) for scenario, place in asked]
    wanted = [in_python(scenario, place) for scenario, place in asked]
    assert len(set(wanted)) > len(wanted) // 2, "scenarios differ"
    assert in_node("wasm", worlds) == wanted


def any_case(seed: int, places: Sequence[Place]) -> tuple[Scenario, Place]:
    return any_scenario(seed), places[seed % len(places)]


def assert_pythons_digests(kind: str, asked: Sequence[tuple[Scenario, Place]]) -> None:
    worlds = [world_file(scenario, place, replicates=REPLICATES) for scenario, place in asked]
    assert in_node(kind, worlds) == [in_python(scenario, place) for scenario, place in asked]


@pytest.mark.parametrize("kind", ["wasm", "javascript"])
def test_random_scenarios_have_pythons_digest(kind: str, tiny: Place, hills: Place) -> None:
    assert_pythons_digests(kind, [any_case(seed, (tiny, hills)) for seed in range(12)])


@pytest.mark.long
@pytest.mark.parametrize("first", range(1000, 2000, 100))
def test_a_thousand_random_scenarios_have_pythons_digest(first: int, tiny: Place, hills: Place) -> None:
    asked = [any_case(seed, (tiny, hills)) for seed in range(first, first + 100)]
    assert_pythons_digests("wasm", asked)
    assert_pythons_digests("javascript", asked[::10])


@pytest.mark.parametrize("lanes", [1, 3, 7])
def test_lanes_change_no_digest(lanes: int, tiny: Place) -> None:
    scenario = any_scenario(5)
    assert in_node("wasm", [world_file(scenario, tiny, replicates=7)], lanes=lanes) == [in_python(scenario, tiny, 7)]


def test_another_seed_has_another_digest(tiny: Place) -> None:
    scenario = any_scenario(5)
    assert in_python(scenario, tiny) != in_python(replace(scenario, seed=6), tiny)


OTHER_ORDER = without("practising.practise")


def test_other_rules_are_compiled_when_they_are_asked_for(
    tiny: Place, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the digest of Mesa, for which nothing is compiled."""
    scenario = any_scenario(4)
    monkeypatch.setenv("KKGSIM_CACHE", str(tmp_path))
    assert compiles_first(OTHER_ORDER)
    assert not compiles_first()
    wanted = mesa(Question(tiny, scenario, 2, scenario.drawn, OTHER_ORDER))
    worlds = [world_file(scenario, tiny, replicates=2)]
    for month, kind in ((printed_month(OTHER_ORDER), "wasm"), (in_javascript(OTHER_ORDER), "javascript")):
        assert [(each.digest, each.kind) for each in play_in_node(month, worlds)] == [(wanted, kind)]
    assert not printed_month(OTHER_ORDER).remark
    assert not compiles_first(OTHER_ORDER), "it is kept"
    assert reading(Question(tiny, scenario, 2, scenario.drawn, OTHER_ORDER)) == Reading("WebAssembly", wanted)


def test_without_a_compiler_it_is_said_that_javascript_plays_other_rules(
    language: str, tiny: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither where LLVM knows no WebAssembly nor where it would call what no browser has."""

    def not_linked(text: str) -> bytes:
        raise wasm_code.NotLinked("it imports more than a memory and a stack pointer")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(wasm_code, "compiled_once", not_linked)
        assert printed_month(OTHER_ORDER).javascript == in_javascript(OTHER_ORDER).javascript
    monkeypatch.setattr(wasm_code, "compiles", lambda: False)
    month = printed_month(OTHER_ORDER)
    assert not compiles_first(OTHER_ORDER)
    assert month.wasm is None
    assert month.javascript == in_javascript(OTHER_ORDER).javascript
    assert "JavaScript" in month.remark
    assert not printed_month().remark, "what is built needs no compiler"
    question = Question(tiny, any_scenario(4), 2, order=OTHER_ORDER)
    assert reading(question) == Reading("WebAssembly", None, NO_WEBASSEMBLY)


def test_webassembly_is_among_the_clocks(tiny: Place) -> None:
    question = Question(tiny, any_scenario(4), 2, uncertain=False)
    assert reading(question) == Reading("WebAssembly", compiled(question))


def test_what_node_says_when_it_fails_is_passed_on(tiny: Place) -> None:
    whole = world_file(any_scenario(4), tiny, replicates=2)
    short = replace(whole, tensors={**whole.tensors, "parameters": whole.tensors["parameters"][:-1]})
    with pytest.raises(RuntimeError, match=r"parameters: \d+ numbers were given, the month takes \d+"):
        play_in_node(printed_month(), [short])
