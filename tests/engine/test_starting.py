"""People at the start: played by rules, the same on both clocks."""

from __future__ import annotations

import numpy as np
import pytest
from conftest import only, started

from kkgsim.engine import sampling
from kkgsim.engine.initial_state import InitialStates
from kkgsim.engine.mesa_model import KKGModel
from kkgsim.engine.printing.llvm_function import Lanes
from kkgsim.engine.printing.llvm_printer import start_modules
from kkgsim.model import entities
from kkgsim.model.schedule import START, steps_of
from kkgsim.places.place import Place
from kkgsim.places.place_io.files import open_place
from kkgsim.places.population.roster import roster

LANES = 5


@pytest.fixture(scope="module", params=["janapria", "sumba_remote"])
def begun(request: pytest.FixtureRequest) -> tuple[str, dict[str, dict[str, np.ndarray]]]:
    """A place's name, and what its runs begin with under drawn numbers."""
    initial = InitialStates(roster(open_place(request.param), sampling.base_numbers()), 11)
    tables = started(initial, initial.lanes(range(LANES)), sampling.numbers_of(11, range(LANES)))
    return request.param, tables


def test_all_that_a_run_begins_with_is_a_number(begun) -> None:
    assert all(np.isfinite(table).all() for columns in begun[1].values() for table in columns.values())


def test_medians_and_ranks_are_those_of_numpy(begun) -> None:
    tables = begun[1]
    school, cluster = tables["school"], tables["cluster"]
    far = school["distance_km"] > np.median(school["distance_km"], axis=0)
    weak = school["literacy_found"] < np.median(school["literacy_found"], axis=0)
    assert np.array_equal(school["far"], far)
    assert np.array_equal(school["weak"], weak)
    ranks = cluster["literacy"].argsort(axis=0, kind="stable").argsort(axis=0) / (len(cluster["literacy"]) - 1)
    assert np.array_equal(cluster["need"], 1.0 - ranks)


def test_values_keep_to_their_declared_limits(begun) -> None:
    for kind, attributes in entities.KINDS.items():
        for attribute in attributes:
            table = begun[1][kind][attribute.name]
            assert table.min() >= attribute.low or attribute.role == "tally" or not table.any(), attribute
            assert table.max() <= attribute.high, attribute


@pytest.mark.parametrize("place", ["tiny", "hills"])
@pytest.mark.parametrize("uncertain", [False, True])
def test_both_clocks_begin_with_the_same_bits(request, place: str, uncertain: bool) -> None:
    where: Place = request.getfixturevalue(place)
    model = KKGModel(where, seed=5, months=2, replicate=3, uncertain=uncertain)
    numbers = sampling.numbers_of(5, [3, 0], uncertain=uncertain)
    initial = InitialStates(roster(where, sampling.base_numbers()), 5)
    tables = started(initial, initial.lanes([3, 0]), numbers)
    for kind in entities.KINDS:
        for name in entities.names(kind):
            mine = np.array([getattr(thing, name) for thing in model.things(kind)])
            np.testing.assert_array_equal(mine, tables[kind][name][:, 0], err_msg=f"{kind}.{name}")


def test_a_lane_begins_alike_whoever_is_beside(tiny: Place) -> None:
    initial = InitialStates(roster(tiny, sampling.base_numbers()), 2)
    numbers = sampling.numbers_of(2, [4, 0, 4, 1])
    beside = started(initial, initial.lanes([4, 0, 4, 1]), numbers)
    alone = started(initial, initial.lanes([4]), numbers[:, :1])
    for kind in entities.KINDS:
        for name in entities.names(kind):
            assert np.array_equal(beside[kind][name][:, 0], alone[kind][name][:, 0]), f"{kind}.{name}"
            assert np.array_equal(beside[kind][name][:, 2], alone[kind][name][:, 0]), f"{kind}.{name}"


def test_clusters_that_read_alike_are_in_like_need_and_one_alone_in_the_middle(tiny: Place) -> None:
    numbers = sampling.numbers_of(2, [0], uncertain=False)
    numbers[list(sampling.base_numbers()).index("literacy_school_sd")] = 0.0
    for clusters in (tiny.clusters, tiny.clusters[:1]):
        initial = InitialStates(roster(only(tiny, *clusters), sampling.base_numbers()), 2)
        tables = started(initial, initial.lanes([0]), numbers)
        assert tables["cluster"]["need"].tolist() == [[0.5]] * len(clusters)
        assert not tables["school"]["weak"].any()


def test_every_step_of_the_start_is_called_in_its_kernel() -> None:
    text = "".join(module.text for module in start_modules(START, Lanes.FULL))
    for step in steps_of(START):
        assert step.name in text
