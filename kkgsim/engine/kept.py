"""Runs that are kept after their start, so that any policy is played from there: the place, its people, what is drawn
and the room for tables are made once.

The start depends on the place, the numbers and the luck alone, so one start serves every policy.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from kkgsim.engine import columns, kernel, sampling
from kkgsim.engine.batch import Batch
from kkgsim.engine.budget import play_within
from kkgsim.engine.initial_state import InitialStates, roster_of
from kkgsim.engine.policy_tables import PolicyPlan, PolicyTables, scenario_plan
from kkgsim.engine.printing.spelling import ranges
from kkgsim.engine.run_result import RunResult
from kkgsim.engine.scenarios import raise_first
from kkgsim.engine.simulate import Recording
from kkgsim.engine.threads import in_order
from kkgsim.engine.world import World, world
from kkgsim.model import entities
from kkgsim.model.arrays import Array
from kkgsim.model.posterior import USUAL, Drawn
from kkgsim.places.place import Place
from kkgsim.scenario.scenario import Scenario

KEPT = {kind: list(ranges(rank for rank, one in enumerate(declared) if one.role in ("state", "trait")))
        for kind, declared in entities.KINDS.items()}  # fmt: skip
"""The columns of each kind that months change and go on from, those side by side at once: what is given does not
change, conditions and tallies begin each month at zero."""
CLEARED = (*columns.RECORDED, *columns.TOTALS, "gates", "reach")
"""Tables of results, to which a run adds, and what it keeps of whom its policy reaches."""


@dataclass(frozen=True, eq=False)
class _Begun:
    """Some replicates after their start: the numbers and the words of luck of their lanes, and what of the state is
    kept by kind of thing."""

    replicates: range
    parameters: Array
    keys: NDArray[np.uint32]
    state: dict[str, list[Array]]


class KeptRuns:
    """Replicates of a place under one set of assumptions, begun and kept; :meth:`play` plays a policy on them.

    ``scenario`` gives months, calendar and assumptions. One answer is worked out at a time, whichever threads ask.
    """

    def __init__(
        self, scenario: Scenario, place: Place, *, replicates: int, seed: int, uncertain: Drawn = USUAL,
        workers: int = 1,
    ):  # fmt: skip
        kernel.ready()
        self._scenario, self._replicates, self._workers = scenario, replicates, max(1, workers)
        self._initial = InitialStates(roster_of(place, scenario), seed)
        self._asking = Lock()
        self._free: dict[int, list[World]] = {}
        parameters = sampling.numbers_of(seed, range(replicates), scenario.assumptions, uncertain=uncertain)
        size = columns.LANES
        batches = [range(first, min(first + size, replicates)) for first in range(0, replicates, size)]
        self._begun = [self._begin(here, parameters[:, here.start : here.stop]) for here in batches]

    @property
    def teachers(self) -> int:
        """Teachers of the place."""
        return self._initial.roster.counts["teacher"]

    def play(self, scenario: Scenario) -> RunResult:
        """What a scenario of the same months, calendar and assumptions gives on the kept replicates.

        Raises as :func:`kkgsim.engine.scenarios.simulate_scenarios` does.
        """
        result = RunResult.empty(scenario, self._initial.roster, self._replicates)
        with self._asking:
            plan = scenario_plan(scenario, self._initial.roster.place)
            for _ in in_order(lambda begun: self._keep(result, begun, plan), self._begun, self._workers):
                pass
        return result

    def _begin(self, here: range, parameters: Array) -> _Begun:
        """Play the start of some replicates and copy what comes of it."""
        made, parameters = self._room(here, parameters)
        kernel.begin(made)
        state = {kind: [made.table(kind)[first:last].copy() for first, last in rows] for kind, rows in KEPT.items()}
        free = self._free.setdefault(made.size.lanes, [])
        if len(free) < self._workers:
            free.append(made)
        return _Begun(here, parameters, made.table("keys").copy(), state)

    def _keep(self, result: RunResult, begun: _Begun, plan: PolicyPlan) -> None:
        """Play some replicates under a policy, and write what comes of them into ``result``."""
        free, scenario = self._free[begun.parameters.shape[1]], result.scenario
        ours = free.pop() if free else self._room(begun.replicates, begun.parameters[:, : len(begun.replicates)])[0]

        def play(policy: PolicyTables) -> Recording:
            _put_back(ours, begun, policy)
            kernel.advance(ours)
            return Recording.of(ours, begun.parameters.shape[1])

        try:
            policy, lanes = plan.tables(begun.parameters), len(begun.replicates)
            *_, use = play_within(play, policy, begun.parameters, scenario)
            recorded = Recording.of(ours, lanes)
            raise_first(recorded, scenario, begun.replicates)
            result.keep(recorded, begun.replicates, use and use.first(lanes))
        finally:
            free.append(ours)

    def _room(self, here: range, parameters: Array) -> tuple[World, Array]:
        """Tables for some replicates before their start, and the numbers of all of their lanes."""
        plan, luck = scenario_plan(self._scenario, self._initial.roster.place), self._initial.lanes(here)
        batch = Batch(self._initial, luck, parameters, plan.tables(parameters), self._scenario.first_month)
        full = batch.filled(half=True)
        return world(full), full.parameters


def _put_back(ours: World, begun: _Begun, policy: PolicyTables) -> None:
    """Make a world as it was after the start, with a policy of its own."""
    for kind, rows in KEPT.items():
        for (first, last), columns_ in zip(rows, begun.state[kind], strict=True):
            np.copyto(ours.table(kind)[first:last], columns_)
    for name in CLEARED:
        ours.table(name).fill(0.0)
    ours.table("keys")[:] = begun.keys
    ours.table("parameters")[:] = begun.parameters
    for name, table in policy._asdict().items():
        ours.table(name)[:] = 0.0 if table is None else table.reshape(len(table), -1)
