"""THE CONDUCTOR: many replicates of one or more scenarios in one place, on the fast clock.

Replicates are cut into batches of lanes; each batch makes its luck and starting people once and plays every
scenario on them, so that scenarios are paired. Every replicate's numbers depend on nothing but the seed, the replicate,
the place and the scenario: not on batch size, workers or the other scenarios.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kkgsim import chance, draws, things
from kkgsim.errors import KKGError
from kkgsim.ledger import items
from kkgsim.month import ORDER, Step
from kkgsim.numbers import book
from kkgsim.outcomes import OUTCOMES
from kkgsim.places import population
from kkgsim.places.place import Place
from kkgsim.scenario import Scenario

if TYPE_CHECKING:
    from kkgsim.engine import Tables

Array = NDArray[np.float64]
LANES = 16
"""Runs that advance side by side; any other number gives the same results."""
LAST = 12
"""Months over which an outcome "at the end" is averaged."""
SCHOOL_COLUMNS = ("attendance_year", "support", "literacy_gain", "climate", "understanding")


@dataclass(frozen=True)
class Played:
    """What the replicates of one scenario gave.

    ``monthly`` (outcomes, months, replicates) averages over the place; ``clusters`` (outcomes, clusters, replicates)
    averages over the last year; ``ledger`` (items, months, replicates) is in rupiah; ``schools`` (columns of
    ``SCHOOL_COLUMNS``, schools, replicates) and ``practice`` (schools, replicates) are the state after the last
    month; ``teachers`` and ``ties`` are the state of the first replicate, one column per attribute.
    """

    scenario: Scenario
    monthly: Array
    clusters: Array
    ledger: Array
    schools: Array
    practice: Array
    teachers: dict[str, Array]
    ties: Array

    def at_end(self) -> Array:
        """Outcomes averaged over the last year, shape (outcomes, replicates)."""
        last: Array = self.monthly[:, -LAST:, :].mean(axis=1)
        return last


class NotFinite(KKGError):
    """A run left the lawful numbers; nothing of it is kept."""


def play(
    scenarios: Sequence[Scenario],
    place: Place,
    *,
    replicates: int,
    seed: int,
    uncertain: bool = True,
    workers: int = 1,
    lanes: int = LANES,
    order: tuple[Step, ...] = ORDER,
    progress: Callable[[int], None] | None = None,
) -> list[Played]:
    """Play every scenario on the same replicates.

    ``progress`` is told after each batch how many runs it has finished. Raises :class:`NotFinite` when a run leaves
    the lawful numbers. All scenarios must have the same number of months.
    """
    from kkgsim import engine

    batches = [range(first, min(first + lanes, replicates)) for first in range(0, replicates, lanes)]
    people = people_of(place, scenarios[0])
    played = [_empty(scenario, people, replicates) for scenario in scenarios]

    def work(batch: range) -> int:
        _play_batch(played, people, batch, seed, uncertain, order)
        return len(batch) * len(scenarios)

    engine.ready(order)  # compile before threads start, so that two of them do not compile at once
    with ThreadPoolExecutor(max_workers=max(1, workers)) as pool:
        pending: set[Future[int]] = {pool.submit(work, batch) for batch in batches}
        try:
            while pending:
                done, pending = wait(pending, return_when=FIRST_COMPLETED)
                for future in done:
                    finished = future.result()
                    if progress is not None:
                        progress(finished)
        finally:
            for future in pending:
                future.cancel()
    return played


def people_of(place: Place, scenario: Scenario) -> population.Roster:
    """The roster of a place under a scenario's assumptions."""
    return population.roster(place, draws.base_numbers(scenario.assumptions))


def _empty(scenario: Scenario, people: population.Roster, replicates: int) -> Played:
    counts = people.counts
    months = scenario.months
    return Played(
        scenario=scenario,
        monthly=np.empty((len(OUTCOMES), months, replicates)),
        clusters=np.empty((len(OUTCOMES), counts["cluster"], replicates)),
        ledger=np.empty((len(items()), months, replicates)),
        schools=np.empty((len(SCHOOL_COLUMNS), counts["school"], replicates)),
        practice=np.empty((counts["school"], replicates)),
        teachers={name: np.empty(counts["teacher"]) for name in things.names("teacher")},
        ties=np.empty(counts["tie"]),
    )


def _play_batch(
    played: list[Played], people: population.Roster, batch: range, seed: int, uncertain: bool, order: tuple[Step, ...]
) -> None:
    """Play one batch of replicates under every scenario and write the results into ``played``."""
    luck = _luck(people, batch, seed, played[0].scenario.months)
    started: dict[object, tuple[Array, Tables]] = {}
    for result in played:
        assumed = result.scenario.assumptions
        if assumed not in started:
            numbers = draws.numbers_of(seed, batch, assumed, uncertain=uncertain)
            started[assumed] = (numbers, _tables(people, numbers, batch, seed))
        numbers, tables = started[assumed]
        _play_lanes(result, people, batch, luck, numbers, tables, order)


def _play_lanes(result, people, batch, luck, numbers, tables, order) -> None:  # type: ignore[no-untyped-def]
    from kkgsim import engine

    lanes, months, counts = len(batch), result.scenario.months, people.counts
    out = engine.Out(
        np.zeros((len(OUTCOMES), months * counts["cluster"] * lanes)),
        np.zeros((len(OUTCOMES), months * counts["cluster"] * lanes)),
        np.zeros((len(items()), months * lanes)),
    )
    state = engine.Tables(*(table.copy() for table in tables))
    policy = np.repeat(result.scenario.settings(), lanes, axis=1)
    engine.play(state, luck, _size(people), numbers, policy, out, months, lanes, order=order)
    _keep(result, people, batch, state, out)


def _keep(result, people, batch, state, out) -> None:  # type: ignore[no-untyped-def]
    """Copy a batch's results to its replicates' places, checking that every number is finite."""
    lanes, months, counts = len(batch), result.scenario.months, people.counts
    shape = (len(OUTCOMES), months, counts["cluster"], lanes)
    value, weight = out.value.reshape(shape), out.weight.reshape(shape)
    here = slice(batch.start, batch.stop)
    result.monthly[:, :, here] = _ratio(_summed(value, 2), _summed(weight, 2))
    _check(result, batch, value, weight, out.ledger)
    result.clusters[:, :, here] = _ratio(_summed(value[:, -LAST:], 1), _summed(weight[:, -LAST:], 1), np.nan)
    result.ledger[:, :, here] = out.ledger.reshape(len(items()), months, lanes)
    school = {name: state.school[rank].reshape(-1, lanes) for rank, name in enumerate(things.names("school"))}
    for rank, name in enumerate(SCHOOL_COLUMNS):
        result.schools[rank, :, here] = school[name]
    result.practice[:, here] = school["practice_sum"] / school["teachers"]
    if batch.start == 0:
        for rank, name in enumerate(things.names("teacher")):
            result.teachers[name][:] = state.teacher[rank].reshape(-1, lanes)[:, 0]
        result.ties[:] = state.tie[things.names("tie").index("strength")].reshape(-1, lanes)[:, 0]


def _summed(table: Array, axis: int) -> Array:
    """The sum along an axis, added one by one in its order, so that batch size cannot change a bit of it."""
    parts = np.moveaxis(table, axis, 0)
    total = np.zeros(parts.shape[1:])
    for part in parts:
        total += part
    return total


def _ratio(value: Array, weight: Array, nothing: float = 0.0) -> Array:
    """``value / weight``; ``nothing`` where there is nothing to average."""
    return np.divide(value, weight, out=np.full_like(value, nothing), where=weight > 0.0)


def _check(result: Played, batch: range, value: Array, weight: Array, ledger: Array) -> None:
    """Refuse a batch in which any recorded sum is not a finite number."""
    bad = ~(np.isfinite(value) & np.isfinite(weight))
    if bad.any() or not np.isfinite(ledger).all():
        outcome, month, _, lane = (int(axis[0]) for axis in np.nonzero(bad)) if bad.any() else (0, 0, 0, 0)
        raise NotFinite(
            f"scenario {result.scenario.name}: replicate {batch.start + lane} left the lawful numbers in month "
            f"{month + 1} ({list(OUTCOMES)[outcome]}); nothing of this run is kept"
        )


def _luck(people: population.Roster, batch: range, seed: int, months: int):  # type: ignore[no-untyped-def]
    from kkgsim import engine

    counts = people.counts
    each = [draws.luck_of(seed, replicate, people.place.key, months, counts) for replicate in batch]
    tables = {
        kind: np.stack([luck[kind] for luck in each], axis=-1).reshape(len(names), -1)
        for kind, names in chance.LUCK.items()
    }
    return engine.Luck(**tables)


def _tables(people: population.Roster, numbers: Array, batch: range, seed: int) -> Tables:
    """Starting tables of a batch, lanes innermost."""
    from kkgsim import engine

    starts = [
        population.start(people, dict(zip(book(), numbers[:, lane].tolist(), strict=True)), seed, replicate)
        for lane, replicate in enumerate(batch)
    ]
    tables = {
        kind: np.stack([np.stack([start[kind][a] for a in things.names(kind)]) for start in starts], axis=-1)
        for kind in things.KINDS
    }
    return engine.Tables(**{kind: table.reshape(table.shape[0], -1) for kind, table in tables.items()})


def _size(people: population.Roster):  # type: ignore[no-untyped-def]
    from kkgsim import engine

    counts = people.counts
    return engine.Size(
        counts["facilitator"], counts["supervisor"], counts["cluster"], counts["school"], counts["teacher"],
        counts["tie"], people.cluster_of, people.school_of, people.tie_a, people.tie_b,
    )  # fmt: skip
