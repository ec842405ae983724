"""Whoever watches a run month by month changes no bit of it, and sees what a shorter run ends with."""

from __future__ import annotations

import numpy as np
import pytest

from kkgsim.engine import sampling
from kkgsim.engine.batch import Batch
from kkgsim.engine.columns import State
from kkgsim.engine.initial_state import InitialStates, roster_of
from kkgsim.engine.kernel import Watch
from kkgsim.engine.policy_tables import scenario_plan
from kkgsim.engine.simulate import Recording, simulate
from kkgsim.model import entities
from kkgsim.places.place import Place

REPLICATES = (0, 2, 3)


def batch(tiny: Place, asked, months: int) -> Batch:
    scenario = asked(months=months, followup_mentoring_visits=0.5, facilitator_team_per_10_schools=2.0)
    initial = InitialStates(roster_of(tiny, scenario), 5)
    parameters = sampling.numbers_of(5, REPLICATES)
    policy = scenario_plan(scenario, tiny).tables(parameters)
    return Batch(initial, initial.lanes(REPLICATES), parameters, policy, first_month=11)


def tables(recorded: Recording) -> dict[str, np.ndarray]:
    return {name: table for name, table in vars(recorded).items() if name != "state"}


@pytest.mark.parametrize("months", [frozenset({0}), frozenset({5, 13}), frozenset(range(18))])
def test_watching_changes_nothing(tiny: Place, asked, months: frozenset[int]) -> None:
    looked: list[int] = []
    alone = simulate(batch(tiny, asked, 17))
    watch = Watch(months, lambda month, state: looked.append(month))
    watched = simulate(batch(tiny, asked, 17), watch)
    assert looked == sorted(months)
    for name, table in tables(alone).items():
        assert np.array_equal(table, tables(watched)[name]), name
    assert all(np.array_equal(*pair) for pair in zip(alone.state, watched.state, strict=True))


def test_a_month_is_seen_as_a_shorter_run_ends(tiny: Place, asked) -> None:
    seen: dict[int, State] = {}

    def look(month: int, state: State) -> None:
        seen[month] = State(*(table.copy() for table in state))

    simulate(batch(tiny, asked, 17), Watch(frozenset({0, 13}), look))
    shorter = simulate(batch(tiny, asked, 13))
    assert all(np.array_equal(*pair) for pair in zip(shorter.state, seen[13], strict=True))
    experience = entities.names("teacher").index("experience")
    stayed = seen[13].teacher[experience] - seen[0].teacher[experience]
    assert np.median(stayed) == pytest.approx(13 / 12)
