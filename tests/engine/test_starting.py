"""People at the start: played by rules, the same on both clocks, to the bit what they were when NumPy made them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
from conftest import only, tables_of

from kkgsim.engine import sampling
from kkgsim.engine.calls import arguments
from kkgsim.engine.codegen import alias, start_source
from kkgsim.engine.columns import StartDraws
from kkgsim.engine.initial_state import InitialStates
from kkgsim.engine.mesa_model import KKGModel
from kkgsim.model import entities, random_streams
from kkgsim.model.schedule import START, steps_of
from kkgsim.places.place import Place
from kkgsim.places.place_io.files import open_place
from kkgsim.places.population.roster import Roster, roster

from .steady import LANES, steady_draws, steady_numbers, steady_roster

KEPT = json.loads(Path(__file__).with_name("starting_values.json").read_text())
"""Digests of the starting values that NumPy made, attribute by attribute, before there were rules of the start."""


def steadily_drawn(people: Roster) -> StartDraws:
    tables = {
        kind: np.stack([steady_draws(law, f"{kind}.{draw}", people.counts[kind]) for draw, law in drawn.items()])
        for kind, drawn in random_streams.START.items()
    }
    return StartDraws(**{kind: np.ascontiguousarray(table).reshape(len(table), -1) for kind, table in tables.items()})


@pytest.fixture(scope="module", params=KEPT)
def begun(request: pytest.FixtureRequest) -> tuple[str, dict[str, dict[str, np.ndarray]]]:
    """A place's name, and its starting values under draws that no change of luck moves."""
    people = steady_roster(open_place(request.param))
    state = InitialStates(people, 0).played(steadily_drawn(people), steady_numbers())
    return request.param, tables_of(state, LANES)


def test_rules_give_what_arrays_gave(begun) -> None:
    place, tables = begun
    for name, kept in KEPT[place].items():
        kind, _, attribute = name.partition(".")
        table = np.ascontiguousarray(tables[kind][attribute]) + 0.0
        assert hashlib.sha256(table.tobytes()).hexdigest()[:12] == kept, name


def test_what_is_kept_is_all_that_a_run_begins_with(begun) -> None:
    """What has no digest has been added since, or is the way to a value that has one."""
    place, tables = begun
    since = {
        ("calendar", "month"), ("calendar", "quarter"), ("calendar", "weeks"), ("cluster", "stagger"),
        ("cluster", "schools"), ("cluster", "literacy"), ("district", "circuity_given"), ("district", "speed_given"),
        ("district", "hills"), ("district", "in_ntb"), ("district", "in_ntt"), ("district", "school_weeks"),
        ("posting", "km_given"), ("engagement", "km_given"), ("school", "km_given"), ("school", "minutes_given"),
        ("school", "listed"), ("school", "rotating_km_given"), ("school", "neighbour_km_given"),
    }  # fmt: skip
    for kind in entities.KINDS:
        for name in entities.names(kind, "given", "trait", "state"):
            assert (f"{kind}.{name}" in KEPT[place]) != ((kind, name) in since), f"{kind}.{name}"
    assert all(np.isfinite(table).all() for columns in tables.values() for table in columns.values())


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
    tables = tables_of(initial.tables(initial.lanes([3, 0]), numbers), 2)
    for kind in entities.KINDS:
        for name in entities.names(kind):
            mine = np.array([getattr(thing, name) for thing in model.things(kind)])
            np.testing.assert_array_equal(mine, tables[kind][name][:, 0], err_msg=f"{kind}.{name}")


def test_a_lane_begins_alike_whoever_is_beside(tiny: Place) -> None:
    initial = InitialStates(roster(tiny, sampling.base_numbers()), 2)
    numbers = sampling.numbers_of(2, [4, 0, 4, 1])
    beside = tables_of(initial.tables(initial.lanes([4, 0, 4, 1]), numbers), 4)
    alone = tables_of(initial.tables(initial.lanes([4]), numbers[:, :1]), 1)
    for kind in entities.KINDS:
        for name in entities.names(kind):
            assert np.array_equal(beside[kind][name][:, 0], alone[kind][name][:, 0]), f"{kind}.{name}"
            assert np.array_equal(beside[kind][name][:, 2], alone[kind][name][:, 0]), f"{kind}.{name}"


def test_clusters_that_read_alike_are_in_like_need_and_one_alone_in_the_middle(tiny: Place) -> None:
    numbers = sampling.numbers_of(2, [0], uncertain=False)
    numbers[list(sampling.base_numbers()).index("literacy_school_sd")] = 0.0
    for clusters in (tiny.clusters, tiny.clusters[:1]):
        initial = InitialStates(roster(only(tiny, *clusters), sampling.base_numbers()), 2)
        tables = tables_of(initial.tables(initial.lanes([0]), numbers), 1)
        assert tables["cluster"]["need"].tolist() == [[0.5]] * len(clusters)
        assert not tables["school"]["weak"].any()


def test_every_step_of_the_start_is_called_in_its_kernel() -> None:
    text = start_source(START)
    for step in steps_of(START):
        assert step.name in text
        assert f" {alias(step.verb)}({', '.join(arguments(step.verb))})\n" in text
