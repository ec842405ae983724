"""Many replicates of one or more scenarios in one place.

Replicates are cut into batches of lanes; each batch makes its draws and starting people once and plays every
scenario on them, so that scenarios are paired. Every replicate's results depend on nothing but the seed, the replicate,
the place and the scenario: not on batch size, workers or the other scenarios.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kkgsim.engine import kernel, sampling
from kkgsim.engine.batch import LANES, Batch, ahead
from kkgsim.engine.initial_state import InitialStates, roster_of
from kkgsim.engine.policy_tables import scenario_plan
from kkgsim.engine.run_result import RunResult
from kkgsim.engine.simulate import simulate
from kkgsim.engine.threads import in_order
from kkgsim.engine.validate import violations
from kkgsim.model.schedule import ORDER, Step
from kkgsim.places.place import Place
from kkgsim.places.population.roster import Roster
from kkgsim.scenario.scenario import Assumption, Scenario

Array = NDArray[np.float64]
Assumed = tuple[Assumption, ...]
GROUPS = 8
"""Groups of batches whose parameters are drawn at once."""


def simulate_scenarios(
    scenarios: Sequence[Scenario],
    place: Place,
    *,
    replicates: int,
    seed: int,
    uncertain: bool = True,
    workers: int = 1,
    lanes: int = LANES,
    order: tuple[Step, ...] = ORDER,
    people: Roster | None = None,
    progress: Callable[[int], None] | None = None,
) -> list[RunResult]:
    """Play every scenario on the same replicates.

    ``people`` is the roster where it is there already; ``progress`` is told after each batch how many runs it has
    finished. Raises :class:`~kkgsim.engine.validate.NonFiniteResult` when a run produces a value that is not finite,
    :class:`~kkgsim.engine.validate.DoesNotClose` when its money does not add up. All scenarios must have the same
    number of months.
    """
    people = people or roster_of(place, scenarios[0])
    results = [RunResult.empty(scenario, people, replicates) for scenario in scenarios]
    initial = InitialStates(people, seed)
    batches = -(-replicates // (lanes * max(1, workers)))  # of a worker, so that every one has something to do
    size = lanes * min(batches, ahead(people.counts["teacher"], lanes))
    groups = [range(first, min(first + size, replicates)) for first in range(0, replicates, size)]

    @lru_cache(maxsize=2 * len(scenarios))
    def drawn(assumed: Assumed, block: int) -> Array:
        some = range(block * GROUPS * size, min((block + 1) * GROUPS * size, replicates))
        return sampling.numbers_of(seed, some, assumed, uncertain=uncertain)

    def work(group: range) -> int:
        block, first = divmod(group.start, GROUPS * size)
        parameters = {s.assumptions: drawn(s.assumptions, block)[:, first : first + len(group)] for s in scenarios}
        _simulate_group(results, initial.fork(), group, lanes, parameters, order)
        return len(group) * len(scenarios)

    kernel.ready(order)  # compile before threads start, so that two of them do not compile at once
    for finished in in_order(work, groups, workers):
        if progress is not None:
            progress(finished)
    return results


def _simulate_group(
    results: Sequence[RunResult], initial: InitialStates, group: range, lanes: int,
    parameters: Mapping[Assumed, Array], order: tuple[Step, ...],
) -> None:  # fmt: skip
    """Play some replicates under every scenario, ``lanes`` at a time, and write what comes of them into ``results``.

    ``parameters`` are those of the group under each set of assumptions.
    """
    initial.prepare([*group] * len(parameters), np.concatenate([*parameters.values()], axis=1))
    for first in range(0, len(group), lanes):
        here = slice(first, first + lanes)
        for result in results:
            scenario, mine = result.scenario, parameters[result.scenario.assumptions][:, here]
            policy = scenario_plan(scenario).tables(mine)
            batch = Batch(initial, tuple(group[here]), mine, policy, scenario.first_month, order)
            recorded = simulate(batch)
            for replicate, violation in zip(group[here], violations(recorded), strict=True):
                if violation is not None:
                    raise violation.error(
                        f"scenario {scenario.name}: replicate {replicate}: {violation.message}; nothing of this run is "
                        "kept"
                    )
            result.keep(recorded, group[here])
