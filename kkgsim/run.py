"""THE CONDUCTOR: many replicates of one or more scenarios in one place, on the fast clock.

Replicates are cut into batches of lanes; each batch makes its luck and starting people once and plays every
scenario on them, so that scenarios are paired. Every replicate's numbers depend on nothing but the seed, the replicate,
the place and the scenario: not on batch size, workers or the other scenarios.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kkgsim import draws, things
from kkgsim.errors import KKGError
from kkgsim.ledger import PURSES, items
from kkgsim.month import ORDER, Step
from kkgsim.numbers import book
from kkgsim.outcomes import GROUPED, GROUPED_WEIGHTS, OUTCOMES, weight_rank
from kkgsim.places import population
from kkgsim.places.place import Place
from kkgsim.places.roster import Roster, roster
from kkgsim.scenario import Assumption, Scenario

if TYPE_CHECKING:
    from kkgsim.engine import Out, Size, Tables

Array = NDArray[np.float64]
LANES = 16
"""Runs that advance side by side; any other number gives the same results."""
AHEAD, AHEAD_TEACHERS = 8, 20_000
"""Batches whose starting tables are made at once, and teachers in all of them at most, so that they stay small."""
GROUPS = 8
"""Groups of such batches whose numbers are drawn at once."""
LAST = 12
"""Months over which an outcome "at the end" is averaged."""
WEIGHT_RANKS = [weight_rank(name) for name in OUTCOMES]
"""Which of the recorded weights each outcome has."""
HEADS = [rank for rank, outcome in enumerate(OUTCOMES.values()) if outcome.unit == "persons"]
"""Outcomes that count people of a district's office."""
ALL = slice(None)
SCHOOL_COLUMNS = ("attendance_year", "support", "literacy_gain", "climate", "understanding")


@dataclass(frozen=True)
class Sums:
    """What is added up over people, schools and clusters, and so over places, too; replicates last.

    ``value`` and ``weight`` (outcomes, months, replicates) are those of the whole, ``group_value`` and
    ``group_weight`` (grouped outcomes, months, replicates) those of the members of a group; ``ledger`` (items, months,
    replicates) and ``purses`` (taken in and left of each, months, replicates) are in rupiah.
    """

    value: Array
    weight: Array
    group_value: Array
    group_weight: Array
    ledger: Array
    purses: Array

    @classmethod
    def empty(cls, months: int, replicates: int) -> Sums:
        """Room for some replicates of which there is nothing yet."""
        rows = (len(OUTCOMES), len(OUTCOMES), len(GROUPED), len(GROUPED), len(items()), 2 * len(PURSES))
        return cls(*(_room(replicates, each, months) for each in rows))

    def add(self, other: Sums, replicates: slice = ALL) -> None:
        """Add what another place had, or some replicates of this one."""
        for mine, theirs in zip(vars(self).values(), vars(other).values(), strict=True):
            mine[:, :, replicates] += theirs


@dataclass(frozen=True)
class Played:
    """What the replicates of one scenario gave.

    ``sums`` are those of the whole place; ``clusters`` (outcomes, clusters, replicates) averages over the last year;
    ``schools`` (columns of ``SCHOOL_COLUMNS``, schools, replicates) and ``practice`` (schools, replicates) are the
    state after the last month; ``teachers`` and ``ties`` are the state of the first replicate, one column per
    attribute. ``counts`` says how many things of each kind, and pupils, there are. Of a place of several districts
    ``schools`` are means of the replicates, in one column, and there are no clusters, practice, teachers and ties.
    """

    scenario: Scenario
    counts: Mapping[str, int]
    sums: Sums
    clusters: Array
    schools: Array
    practice: Array
    teachers: dict[str, Array]
    ties: Array

    @cached_property
    def monthly(self) -> Array:
        """Outcomes averaged over the place, shape (outcomes, months, replicates); people at work are counted over all
        its districts instead."""
        found = over_time(self.sums.value, self.sums.weight)
        found[HEADS] *= self.counts["district"]
        return found

    @cached_property
    def groups(self) -> Array:
        """Grouped outcomes averaged over the members of a group, shape (grouped outcomes, months, replicates)."""
        return over_time(self.sums.group_value, self.sums.group_weight)

    @cached_property
    def rest(self) -> Array:
        """Grouped outcomes averaged over everybody else: the whole less the members."""
        ranks = [list(OUTCOMES).index(outcome) for outcome, _ in GROUPED]
        sums = self.sums
        return over_time(sums.value[ranks] - sums.group_value, sums.weight[ranks] - sums.group_weight)

    @property
    def ledger(self) -> Array:
        """Rupiah, shape (items, months, replicates)."""
        return self.sums.ledger

    @property
    def purses(self) -> Array:
        """Rupiah taken into each purse and left in it, shape (2 x purses, months, replicates)."""
        return self.sums.purses

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
    people: Roster | None = None,
    progress: Callable[[int], None] | None = None,
) -> list[Played]:
    """Play every scenario on the same replicates.

    ``people`` is the roster where it is there already; ``progress`` is told after each batch how many runs it has
    finished. Raises :class:`NotFinite` when a run leaves the lawful numbers. All scenarios must have the same number
    of months.
    """
    from kkgsim import engine

    people = people or people_of(place, scenarios[0])
    played = [_empty(scenario, people, replicates) for scenario in scenarios]
    each = -(-replicates // (lanes * max(1, workers)))  # batches of a worker, so that every one has something to do
    size = lanes * min(each, ahead(people.counts["teacher"], lanes))
    groups = [range(first, min(first + size, replicates)) for first in range(0, replicates, size)]

    @lru_cache(maxsize=2 * len(scenarios))
    def drawn(assumed: tuple[Assumption, ...], block: int) -> Array:
        some = range(block * GROUPS * size, min((block + 1) * GROUPS * size, replicates))
        return draws.numbers_of(seed, some, assumed, uncertain=uncertain)

    def work(group: range) -> int:
        block, first = divmod(group.start, GROUPS * size)
        numbers = {s.assumptions: drawn(s.assumptions, block)[:, first : first + len(group)] for s in scenarios}
        _play_group(played, people, group, lanes, seed, numbers, order)
        return len(group) * len(scenarios)

    engine.ready(order)  # compile before threads start, so that two of them do not compile at once
    with ThreadPoolExecutor(max_workers=max(1, workers)) as pool:
        pending: set[Future[int]] = {pool.submit(work, group) for group in groups}
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


def people_of(place: Place, scenario: Scenario) -> Roster:
    """The roster of a place under a scenario's assumptions."""
    return roster(place, draws.base_numbers(scenario.assumptions))


def _empty(scenario: Scenario, people: Roster, replicates: int) -> Played:
    counts, months = people.counts, scenario.months

    return Played(
        scenario=scenario,
        counts={**counts, "pupil": int(people.pupils.sum())},
        sums=Sums.empty(months, replicates),
        clusters=_room(replicates, len(OUTCOMES), counts["cluster"]),
        schools=_room(replicates, len(SCHOOL_COLUMNS), counts["school"]),
        practice=_room(replicates, counts["school"]),
        teachers={name: np.empty(counts["teacher"]) for name in things.names("teacher")},
        ties=np.empty(counts["tie"]),
    )


def _room(replicates: int, *shape: int) -> Array:
    """Replicates last, but written one after the other, so that memory is taken as runs are finished."""
    return np.moveaxis(np.zeros((replicates, *shape)), 0, -1)


def ahead(teachers: int, lanes: int) -> int:
    """Batches whose starting tables are made at once, which is quicker; fewer where a place is large."""
    return max(1, min(AHEAD, AHEAD_TEACHERS // (teachers * lanes)))


def _play_group(
    played: list[Played], people: Roster, group: range, lanes: int, seed: int,
    numbers: Mapping[tuple[Assumption, ...], Array], order: tuple[Step, ...],
) -> None:  # fmt: skip
    """Play some replicates under every scenario, ``lanes`` at a time, and write the results into ``played``.

    ``numbers`` are those of the group under each set of assumptions.
    """
    start = {assumed: _start(people, table, group, seed) for assumed, table in numbers.items()}
    for first in range(0, len(group), lanes):
        here = slice(first, first + lanes)
        luck = _luck(people, group[here], seed, played[0].scenario.months)
        for result in played:
            assumed = result.scenario.assumptions
            mine = np.ascontiguousarray(numbers[assumed][:, here])
            _play_lanes(result, people, group[here], luck, mine, _lanes(start[assumed], here), order)


def _play_lanes(result, people, batch, luck, numbers, state, order) -> None:  # type: ignore[no-untyped-def]
    from kkgsim import engine

    lanes, months, counts = len(batch), result.scenario.months, people.counts
    out = engine.Out.empty(months, counts["cluster"], lanes)
    paid = np.repeat(result.scenario.settings(), lanes, axis=1)
    policy = result.scenario.biting(draws.waits_of(numbers)).reshape(paid.shape)
    size = size_of(people, result.scenario.first_month)
    engine.play(state, luck, size, numbers, policy, paid, out, months, lanes, order=order)
    _keep(result, people, batch, state, out)


def _keep(result, people, batch, state, out) -> None:  # type: ignore[no-untyped-def]
    """Copy a batch's results to its replicates' places, checking that every number is finite."""
    lanes, months, counts = len(batch), result.scenario.months, people.counts
    shape = (len(OUTCOMES), months, counts["cluster"], lanes)
    value, weight = out.value.reshape(shape), out.weight.reshape(-1, *shape[1:])[WEIGHT_RANKS]
    _check(result, batch, value, weight, out.ledger)
    here = slice(batch.start, batch.stop)
    result.sums.add(_sums(value, weight, out, months, lanes), here)
    result.clusters[:, :, here] = _ratio(summed(value[:, -LAST:], 1), summed(weight[:, -LAST:], 1), np.nan)
    school = {name: state.school[rank].reshape(-1, lanes) for rank, name in enumerate(things.names("school"))}
    for rank, name in enumerate(SCHOOL_COLUMNS):
        result.schools[rank, :, here] = school[name]
    result.practice[:, here] = school["practice_sum"] / school["teachers"]
    if batch.start == 0:
        for rank, name in enumerate(things.names("teacher")):
            result.teachers[name][:] = state.teacher[rank].reshape(-1, lanes)[:, 0]
        result.ties[:] = state.tie[things.names("tie").index("strength")].reshape(-1, lanes)[:, 0]


def _sums(value: Array, weight: Array, out: Out, months: int, lanes: int) -> Sums:
    """What a batch came to over the whole place."""
    weights = [WEIGHT_RANKS[list(OUTCOMES).index(outcome)] for outcome, _ in GROUPED]
    grouped = [GROUPED_WEIGHTS.index((w, name)) for w, (_, name) in zip(weights, GROUPED, strict=True)]
    tables = (out.group_value, out.group_weight[grouped], out.ledger, out.purses)
    return Sums(summed(value, 2), summed(weight, 2), *(table.reshape(-1, months, lanes) for table in tables))


def summed(table: Array, axis: int) -> Array:
    """The sum along an axis, added one by one in its order, so that batch size cannot change a bit of it."""
    parts = np.moveaxis(table, axis, 0)
    total = np.zeros(parts.shape[1:])
    for part in parts:
        total += part
    return total


def _ratio(value: Array, weight: Array, nothing: float = 0.0) -> Array:
    """``value / weight``; ``nothing`` where there is nothing to average."""
    return np.divide(value, weight, out=np.full_like(value, nothing), where=weight > 0.0)


def over_time(value: Array, weight: Array) -> Array:
    """``value / weight`` month by month, shape (outcomes, months, replicates); a month with nothing to average shows
    the month before, and zero before there was anything."""
    found = _ratio(value, weight, np.nan)
    for month in range(found.shape[1]):
        before = found[:, month - 1] if month else np.zeros_like(found[:, 0])
        found[:, month] = np.where(np.isnan(found[:, month]), before, found[:, month])
    return found


def _check(result: Played, batch: range, value: Array, weight: Array, ledger: Array) -> None:
    """Refuse a batch in which any recorded sum is not a finite number, naming the first month in which one was not."""
    months, lanes = value.shape[1], value.shape[3]
    money = ~np.isfinite(ledger.reshape(-1, months, lanes))
    bad = np.concatenate([~(np.isfinite(value) & np.isfinite(weight)).all(axis=2), money])
    if bad.any():
        month, rank, lane = (int(axis[0]) for axis in np.nonzero(np.moveaxis(bad, 1, 0)))
        raise NotFinite(
            f"scenario {result.scenario.name}: replicate {batch.start + lane} left the lawful numbers in month "
            f"{month + 1} ({[*OUTCOMES, *items()][rank]}); nothing of this run is kept"
        )


def _luck(people: Roster, batch: range, seed: int, months: int):  # type: ignore[no-untyped-def]
    from kkgsim import engine

    return engine.Luck(**draws.luck_of(seed, batch, people.place.key, months, people.counts))


def _start(people: Roster, numbers: Array, group: range, seed: int) -> list[Array]:
    """Starting tables of some replicates, kind by kind, shape (attributes, things, replicates)."""
    start = population.start(people, dict(zip(book(), numbers, strict=True)), seed, group)
    return [np.stack([start[kind][a] for a in things.names(kind)]) for kind in things.KINDS]


def _lanes(start: list[Array], here: slice) -> Tables:
    """The starting tables of a batch, fresh ones, lanes innermost."""
    from kkgsim import engine

    return engine.Tables(*(np.array(table[..., here], order="C").reshape(len(table), -1) for table in start))


def size_of(people: Roster, first_month: int) -> Size:
    """How many things a place has, and the calendar month (1-12) in which a run begins."""
    from kkgsim import engine

    counts = {engine.COUNTS[kind]: count for kind, count in people.counts.items()}
    named = {name: count for name, count in counts.items() if not name.isdigit()}
    return engine.Size(**named, **people.parents, first_month=first_month - 1)
