"""Both clocks give the same numbers, exactly."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from conftest import EVERYTHING, SHIPPED

from kkgsim import run, things
from kkgsim.model import KKGModel
from kkgsim.questions import place_named
from kkgsim.scenario_file import read_scenario


def monthly(model: KKGModel) -> np.ndarray:
    rows = [run._ratio(run._summed(v, 1), run._summed(w, 1)) for v, w in zip(model.value, model.weight, strict=True)]
    return np.array(rows).T


def assert_same(model: KKGModel, played: run.Played, replicate: int) -> None:
    np.testing.assert_array_equal(monthly(model), played.monthly[:, :, replicate])
    np.testing.assert_array_equal(np.array(model.ledger).T, played.ledger[:, :, replicate])


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_scenario_is_the_same_on_both_clocks(path: Path) -> None:
    scenario = read_scenario(path)
    place = place_named(scenario.place)
    model = KKGModel(place, scenario=scenario, replicate=1, uncertain=True)
    while model.running:
        model.step()
    played = run.play([scenario], place, replicates=2, seed=scenario.seed, lanes=2)[0]
    assert_same(model, played, 1)


@pytest.mark.parametrize("uncertain", [False, True])
def test_every_person_ends_in_the_same_state(tiny, asked, uncertain: bool) -> None:
    scenario = asked(months=18, **EVERYTHING)
    model = KKGModel(tiny, months=18, seed=7, uncertain=uncertain, **EVERYTHING)
    while model.running:
        model.step()
    played = run.play([scenario], tiny, replicates=1, seed=7, uncertain=uncertain)[0]
    assert_same(model, played, 0)
    for name in things.names("teacher"):
        mine = np.array([getattr(teacher, name) for teacher in model.teachers])
        np.testing.assert_array_equal(mine, played.teachers[name], err_msg=name)
    np.testing.assert_array_equal(np.array([tie.strength for tie in model.ties]), played.ties)


def test_both_clocks_follow_a_knocked_out_order(tiny, asked) -> None:
    from kkgsim.month import without

    order = without("practising.practise")
    model = KKGModel(tiny, months=6, seed=7, order=order)
    while model.running:
        model.step()
    played = run.play([asked(months=6)], tiny, replicates=1, seed=7, uncertain=False, order=order)[0]
    assert_same(model, played, 0)
