"""A run begins where the status quo rests: what the draw makes, and what a history of years leaves."""

from __future__ import annotations

import numpy as np
import pytest

from kkgsim.engine.mesa_model import KKGModel
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.i18n import Text
from kkgsim.model.rules import workload
from kkgsim.places.place_io.files import open_place
from kkgsim.scenario.scenario import Assumption, Scenario

MONTHS = 36


def today(**numbers: float) -> Scenario:
    assumed = tuple(Assumption(name, value, value, value, "try") for name, value in numbers.items())
    return Scenario("today", Text("today", "today"), Text("", ""), "janapria", MONTHS, 1, 2026, (), assumed)


def at_start(scenario: Scenario) -> KKGModel:
    return KKGModel("janapria", scenario=scenario, seed=2026)


@pytest.mark.parametrize(
    "numbers",
    [{}, {"start_competence_sd": 0.14, "start_practice_sd": 0.02}, {"start_practice": 0.65, "start_support_sd": 0.15}],
)
def test_one_sd_of_instruction_is_the_spread_that_the_draw_makes(numbers: dict[str, float]) -> None:
    model = at_start(today(**numbers))
    practice = np.array([teacher.practice for teacher in model.teachers])
    assert practice.std() == pytest.approx(model.district.practice_sd, rel=0.1)
    assert practice.mean() == pytest.approx(model.district.practice_usual, abs=0.2 * model.district.practice_sd)


@pytest.mark.parametrize("hours", [5.0, 13.5])
def test_a_middling_workload_is_that_of_the_place(hours: float) -> None:
    """Where all have more to do than elsewhere, nobody is busier than the rest: the reference moves with the draw."""
    model = at_start(today(start_workload=hours))
    busy = [workload.busyness(teacher, model.n) for teacher in model.teachers]
    assert np.mean(busy) == pytest.approx(0.0, abs=0.1)
    assert np.std(busy) == pytest.approx(1.0, abs=0.15)


def test_histories_of_training_begin_where_they_rest() -> None:
    """After three years of the status quo teachers have had as much, as unequally, as at the start."""
    model = at_start(today())
    before = np.array([teacher.drilled for teacher in model.teachers])
    played = simulate_scenarios([today()], open_place("janapria"), replicates=1, seed=2026, uncertain=False)[0]
    after = played.teachers["drilled"]
    assert after.mean() == pytest.approx(before.mean(), rel=0.2)
    assert gini(after) == pytest.approx(gini(before), abs=0.1)


def gini(values: np.ndarray) -> float:
    """Gini coefficient of values from 0 up."""
    ordered = np.sort(values)
    ranks = np.arange(1, ordered.size + 1)
    return float((2.0 * ranks - ordered.size - 1.0) @ ordered / (ordered.size * ordered.sum()))
