"""Many replicates of one or more scenarios in one place.

Replicates are cut into batches of lanes; each batch makes its draws once and plays every scenario on them, so that
scenarios are paired. Every replicate's results depend on nothing but the seed, the replicate,
the place and the scenario: not on batch size, workers or the other scenarios.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypedDict, Unpack

from kkgsim.engine import kernel, sampling
from kkgsim.engine.batch import Batch
from kkgsim.engine.budget import simulate_within
from kkgsim.engine.columns import LANES
from kkgsim.engine.initial_state import InitialStates, roster_of
from kkgsim.engine.policy_tables import PolicyPlan, scenario_plan
from kkgsim.engine.run_result import RunResult
from kkgsim.engine.simulate import Recording
from kkgsim.engine.threads import in_order
from kkgsim.engine.validate import violations
from kkgsim.model.arrays import Array
from kkgsim.model.posterior import USUAL, Drawn
from kkgsim.model.schedule import ORDER, Step
from kkgsim.places.place import Place
from kkgsim.places.population.roster import Roster
from kkgsim.scenario.scenario import Assumption, Scenario

Assumed = tuple[Assumption, ...]
BATCHES = 64
"""Batches whose parameters are drawn at once."""


class SimulationOptions(TypedDict, total=False):
    """How scenarios are simulated; only ``order`` changes a result."""

    workers: int
    """Threads; 1 unless given."""
    lanes: int
    """Runs that advance side by side; :data:`~kkgsim.engine.columns.LANES` unless given."""
    order: tuple[Step, ...]
    """The steps of a month; :data:`~kkgsim.model.schedule.ORDER` unless given."""
    people: Roster
    """The roster of the place, where the caller has it already."""
    progress: Callable[[int], None] | None
    """Called after each batch of replicates with the number of runs it finished."""


def simulate_scenarios(
    scenarios: Sequence[Scenario], place: Place, *, replicates: int, seed: int, uncertain: Drawn = USUAL,
    **options: Unpack[SimulationOptions],
) -> list[RunResult]:  # fmt: skip
    """Simulate every scenario on the same replicates; one result a scenario, in their order.

    All scenarios must have the same number of months. With ``uncertain`` parameters are drawn from their ranges, else
    held at their values. Raises :class:`~kkgsim.engine.validate.NonFiniteResult` when a run gives a value that is not
    finite, :class:`~kkgsim.engine.validate.DoesNotClose` when its money does not add up.
    """
    workers = max(1, options.get("workers", 1))
    order, progress = options.get("order", ORDER), options.get("progress")
    people = options.get("people") or roster_of(place, scenarios[0])
    lanes = options.get("lanes") or LANES
    results = [RunResult.empty(scenario, people, replicates) for scenario in scenarios]
    initial = InitialStates(people, seed)
    draws = _ParameterDraws(scenarios, seed, replicates, lanes, uncertain)

    plans = [scenario_plan(scenario, place) for scenario in scenarios]

    def work(here: range) -> int:
        numbers = draws.of(here)
        for result, plan in zip(results, plans, strict=True):
            _simulate_batch(result, plan, initial, here, numbers[result.scenario.assumptions], order)
        return len(here) * len(scenarios)

    kernel.ready(order)  # compile before threads start, so that two of them do not compile at once
    batches = [range(first, min(first + lanes, replicates)) for first in range(0, replicates, lanes)]
    for finished in in_order(work, batches, workers):
        if progress is not None:
            progress(finished)
    return results


class _ParameterDraws:
    """The parameters of batches of ``lanes`` replicates, drawn for many batches at once."""

    def __init__(self, scenarios: Sequence[Scenario], seed: int, replicates: int, lanes: int, uncertain: Drawn):
        self._assumptions = dict.fromkeys(scenario.assumptions for scenario in scenarios)
        self._seed, self._replicates, self._uncertain = seed, replicates, uncertain
        self._block = BATCHES * lanes
        self._drawn = lru_cache(maxsize=2 * len(scenarios))(self._draw)

    def of(self, batch: range) -> dict[Assumed, Array]:
        """The parameters of a batch, shape (parameters, replicates), under each set of assumptions."""
        block, first = divmod(batch.start, self._block)
        here = slice(first, first + len(batch))
        return {assumptions: self._drawn(assumptions, block)[:, here] for assumptions in self._assumptions}

    def _draw(self, assumptions: Assumed, block: int) -> Array:
        replicates = range(block * self._block, min((block + 1) * self._block, self._replicates))
        return sampling.numbers_of(self._seed, replicates, assumptions, uncertain=self._uncertain)


def _simulate_batch(
    result: RunResult, plan: PolicyPlan, initial: InitialStates, here: range, parameters: Array,
    order: tuple[Step, ...],
) -> None:  # fmt: skip
    """Play some replicates with these ``parameters`` side by side, and write what comes of them into ``result``."""
    scenario = result.scenario
    batch = Batch(initial, initial.lanes(here), parameters, plan.tables(parameters), scenario.first_month, order)
    _, recorded, use = simulate_within(batch, scenario)
    raise_first(recorded, scenario, here)
    result.keep(recorded, here, use)


def raise_first(recorded: Recording, scenario: Scenario, replicates: range) -> None:
    """Raise the first of what is wrong with some replicates, if anything is."""
    for replicate, violation in zip(replicates, violations(recorded), strict=True):
        if violation is not None:
            raise violation.error(
                f"scenario {scenario.name}: replicate {replicate}: {violation.message}; nothing of this run is kept"
            )
