"""The month outside Python: Node, with the built driver, gives the digest that Python gives."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from conftest import SHIPPED
from test_two_clocks import some_policy

from kkgsim.engine.digest import digest
from kkgsim.engine.printing.javascript_printer import javascript_text
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.i18n import Text
from kkgsim.model.schedule import ORDER
from kkgsim.places.place import Place
from kkgsim.scenario.read import read_scenario
from kkgsim.scenario.resolve import place_named
from kkgsim.scenario.scenario import Scenario
from kkgsim.web.printed_month import PrintedMonth, printed_month
from kkgsim.web.world_file import world_file
from web.browser import play_in_node

REPLICATES = 3


def months_to_play() -> dict[str, PrintedMonth]:
    """The month on both machines that a browser has."""
    built = printed_month()
    assert built.wasm is not None, "the built month is stale: run python web/build.py"
    return {"wasm": built, "javascript": PrintedMonth(built.layout, javascript=javascript_text(ORDER))}


def in_python(scenario: Scenario, place: Place, replicates: int = REPLICATES) -> str:
    result, = simulate_scenarios(
        [scenario], place, replicates=replicates, seed=scenario.seed, uncertain=scenario.drawn
    )  # fmt: skip
    return digest(result)


def test_every_shipped_scenario_has_pythons_digest(tmp_path: Path) -> None:
    scenarios = [read_scenario(path).with_horizon(24) for path in SHIPPED]
    asked = [(scenario, place_named(scenario.place, SHIPPED[0].parent)) for scenario in scenarios]
    worlds = [world_file(scenario, place, replicates=REPLICATES) for scenario, place in asked]
    wanted = [in_python(scenario, place) for scenario, place in asked]
    assert len(set(wanted)) > len(wanted) // 2, "scenarios differ"
    assert play_in_node(months_to_play()["wasm"], worlds, tmp_path) == wanted


@pytest.mark.parametrize("kind", ["wasm", "javascript"])
def test_random_scenarios_have_pythons_digest(kind: str, tiny: Place, hills: Place, tmp_path: Path) -> None:
    asked = [(any_scenario(seed), (tiny, hills)[seed % 2]) for seed in range(12)]
    worlds = [world_file(scenario, place, replicates=REPLICATES) for scenario, place in asked]
    wanted = [in_python(scenario, place) for scenario, place in asked]
    assert play_in_node(months_to_play()[kind], worlds, tmp_path) == wanted


def any_scenario(seed: int) -> Scenario:
    draw = np.random.default_rng(seed)
    months, words = int(draw.integers(14, 30)), Text("any", "any")
    policy = some_policy(draw, months)
    first = int(draw.integers(1, 13))
    return Scenario("any", words, words, "tiny", months, 2, seed, policy, first_month=first, drawn=seed % 3 > 0)


@pytest.mark.parametrize("lanes", [1, 3, 7])
def test_lanes_change_no_digest(lanes: int, tiny: Place, tmp_path: Path) -> None:
    scenario = any_scenario(5)
    played = play_in_node(
        months_to_play()["wasm"], [world_file(scenario, tiny, replicates=7)], tmp_path, lanes=lanes
    )  # fmt: skip
    assert played == [in_python(scenario, tiny, 7)]


def test_another_seed_has_another_digest(tiny: Place) -> None:
    scenario = any_scenario(5)
    assert in_python(scenario, tiny) == in_python(scenario, tiny)
    assert in_python(scenario, tiny) != in_python(replace(scenario, seed=6), tiny)
