"""The runs that facts need: each different one once, over the months of whoever needs the most, on the same draws."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from kkgsim.analysis.facts.fact import Arm, Fact, Property, Quantity
from kkgsim.analysis.facts.sight import Sight
from kkgsim.engine import kernel, sampling
from kkgsim.engine.batch import Batch
from kkgsim.engine.columns import LANES
from kkgsim.engine.initial_state import InitialStates, roster_of
from kkgsim.engine.policy_tables import scenario_plan
from kkgsim.engine.run_result import Totals, over_time
from kkgsim.engine.simulate import Recording, simulate
from kkgsim.engine.threads import in_order
from kkgsim.engine.validate import violations
from kkgsim.model.arrays import Array
from kkgsim.model.outcomes import GROUPED, OUTCOMES
from kkgsim.model.posterior import Drawn
from kkgsim.model.registry import PARAMETERS
from kkgsim.places.districts import one_district
from kkgsim.places.place import Place
from kkgsim.places.population.roster import Roster
from kkgsim.scenario.limits import LIMITS
from kkgsim.scenario.resolve import place_named
from kkgsim.scenario.scenario import Assumption, Scenario

BOOK, DRAWN = "book", "drawn"
"""Runs at the values of the book, and runs in which every number is drawn."""
RunKey = tuple[str, str]


@dataclass(frozen=True)
class Luck:
    """Whose luck replicates have: that of the ``seed``, from its replicate ``first`` on. Numbers that are ``given``
    have these values, by name, one a replicate; the others are ``drawn`` from their evidence or from a posterior."""

    seed: int
    first: int = 0
    drawn: Drawn = True
    given: Mapping[str, Array] = field(default_factory=dict)

    def of(self, those: range) -> range:
        """The replicates of the seed that some replicates are."""
        return range(self.first + those.start, self.first + those.stop)

    def numbers(self, those: range, assumptions: tuple[Assumption, ...], mode: str) -> Array:
        """The numbers of some replicates, shape (numbers, replicates)."""
        given = {name: values[those.start : those.stop] for name, values in self.given.items()}
        return sampling.numbers_of(
            self.seed,
            self.of(those),
            assumptions,
            uncertain=mode == DRAWN and self.drawn,
            given=given if mode == DRAWN else {},
        )


@dataclass
class Run:
    """Something to play in a sample of a place, and what is to be seen of it."""

    place: Place
    scenario: Scenario
    months: int = 1
    seen: dict[Property, None] = field(default_factory=dict)

    @property
    def played(self) -> Scenario:
        """The scenario over the months that are needed."""
        return self.scenario.with_horizon(self.months)


class Played:
    """What the replicates of a run gave, at the book's values or drawn."""

    def __init__(self, run: Run, roster: Roster, replicates: int):
        self.roster, self.place, self.replicates = roster, run.place, replicates
        self.totals = Totals.empty(run.months, replicates)
        self.seen = {wanted: Sight.empty(wanted, roster, replicates) for wanted in run.seen}

    def monthly(self, outcome: str, group: str, *, rest: bool = False) -> Array:
        """An outcome over the place or a group of it, or the ``rest`` beside the group, shape (months, replicates)."""
        whole, totals = list(OUTCOMES).index(outcome), self.totals
        value, weight = totals.value[whole], totals.weight[whole]
        if group:
            some = GROUPED.index((outcome, group))
            part = totals.group_value[some], totals.group_weight[some]
            value, weight = (value - part[0], weight - part[1]) if rest else part
        monthly: Array = over_time(value[None], weight[None])[0]
        return monthly

    def keep(self, recorded: Recording, here: slice) -> None:
        """Copy what a batch recorded to the places of its replicates."""
        self.totals.add(Totals.of(recorded), here)


class Runs:
    """All runs that some facts need."""

    def __init__(self, facts: Iterable[Fact]):
        self._places: dict[tuple[str, ...], Place] = {}
        self._runs: dict[RunKey, Run] = {}
        self._of: dict[tuple[str, str], RunKey] = {}
        self.played: dict[tuple[RunKey, str], Played] = {}
        for fact in facts:
            for quantity in fact.quantities.values() if fact.missing is None else ():
                for name in dict.fromkeys((quantity.arm, quantity.against)):
                    if name and quantity.missing is None:
                        self._want(fact, fact.arms[name], quantity)

    def __len__(self) -> int:
        return len(self._runs)

    def of(self, fact: Fact, arm: str, mode: str) -> Played:
        """What an arm of a fact gave."""
        return self.played[self._of[fact.name, arm], mode]

    def _want(self, fact: Fact, arm: Arm, quantity: Quantity) -> None:
        place = self._place(fact, arm)
        endless = arm.scenario.with_horizon(LIMITS["months"][1])
        key = (place.name + place.profile + place.key, _written(endless))
        run = self._runs.setdefault(key, Run(place, endless))
        self._of[fact.name, arm.name] = key
        run.months = max(run.months, quantity.month, quantity.since or 0, 1)
        for wanted in needed(quantity):
            run.seen[wanted] = None
            run.months = max(run.months, wanted.month)

    def _place(self, fact: Fact, arm: Arm) -> Place:
        key = (arm.scenario.place, fact.base, arm.profile, str(arm.schools), str(arm.clusters))
        if key not in self._places:
            place = place_named(arm.scenario.place, Path(fact.base) if fact.base else None)
            one_district(place)
            self._places[key] = sample(replace(place, profile=arm.profile or place.profile), arm)
        return self._places[key]

    def play(self, replicates: Mapping[str, int], luck: Luck, *, workers: int, progress: Callable[[int], None]) -> None:
        """Play everything; ``replicates`` says how many in each mode. The same for any number of workers."""
        kernel.ready()
        jobs = [job for group in self._groups() for job in _jobs(group, replicates, luck, self.played)]
        for runs in in_order(lambda job: job(), jobs, workers):
            progress(runs)

    def _groups(self) -> list[dict[RunKey, Run]]:
        """Runs that share people and draws: of one sample, with the same roster; long ones after short ones."""
        groups: dict[tuple[str, str], dict[RunKey, Run]] = {}
        for key, run in sorted(self._runs.items(), key=lambda entry: entry[1].months):
            assumed = [a for a in run.scenario.assumptions if PARAMETERS[a.number].used == "roster"]
            groups.setdefault((key[0], repr(assumed)), {})[key] = run
        return list(groups.values())


def needed(quantity: Quantity) -> list[Property]:
    """Every property that a quantity needs to be seen."""
    if quantity.property is None:
        return []
    before = [] if quantity.since is None else [earlier(quantity.property, quantity.since)]
    by = [] if quantity.by is None else [quantity.by]
    return [quantity.property, *before, *by, *(part.by for part in quantity.among)]


def earlier(seen: Property, month: int) -> Property:
    """The same property as it was after an earlier month."""
    return replace(seen, month=month, first=None, total=False)


def _written(scenario: Scenario) -> str:
    """All that decides a run, but for its place."""
    phases = sorted(repr(phase) for phase in scenario.policy)
    assumed = sorted((a.number, a.value, a.low, a.high) for a in scenario.assumptions)
    return repr((scenario.first_month, phases, assumed))


def sample(place: Place, arm: Arm) -> Place:
    """The clusters of an arm, spread evenly over the place: as many as are asked for, or as have enough schools."""
    names = place.clusters
    for count in range(arm.clusters or 1, len(names)):
        if not arm.clusters and not arm.schools:
            break
        kept = {names[rank * len(names) // count] for rank in range(count)}
        schools = tuple(school for school in place.schools if school.cluster in kept)
        if arm.clusters or len(schools) >= arm.schools:
            return replace(place, schools=schools)
    return place


def _jobs(
    group: Mapping[RunKey, Run], replicates: Mapping[str, int], luck: Luck, played: dict[tuple[RunKey, str], Played]
) -> list[Callable[[], int]]:
    """The work on runs that share people and draws, some replicates at a time."""
    run = next(iter(group.values()))
    initial = InitialStates(roster_of(run.place, run.scenario), luck.seed)
    people = initial.roster
    for key, other in group.items():
        for mode, count in replicates.items():
            played[key, mode] = Played(other, people, count)
    most = max(replicates.values())
    chunks = [range(first, min(first + LANES, most)) for first in range(0, most, LANES)]
    return [partial(_play, group, initial, chunk, replicates, played, luck) for chunk in chunks]


def _play(
    group: Mapping[RunKey, Run], initial: InitialStates, chunk: range, replicates: Mapping[str, int],
    played: Mapping[tuple[RunKey, str], Played], luck: Luck,
) -> int:  # fmt: skip
    """Play every run of a group on some replicates, in every mode; how many runs that were."""
    modes = {mode: range(chunk.start, min(chunk.stop, count)) for mode, count in replicates.items()}
    parameters = {
        (mode, run.scenario.assumptions): luck.numbers(those, run.scenario.assumptions, mode)
        for run in group.values() for mode, those in modes.items() if those
    }  # fmt: skip
    done = 0
    for key, run in group.items():
        for mode, those in modes.items():
            if those:
                mine = parameters[mode, run.scenario.assumptions]
                batch = _batch(run, initial, luck.of(those), mine)
                _keep(run, batch, slice(those.start, those.stop), played[key, mode])
                done += len(those)
    return done


def _batch(run: Run, initial: InitialStates, those: range, parameters: Array) -> Batch:
    """A run on some replicates of luck, as the engine plays it."""
    plan = scenario_plan(run.played, run.place).tables(parameters)
    return Batch(initial, initial.lanes(those), parameters, plan, run.scenario.first_month)


def _keep(run: Run, batch: Batch, here: slice, played: Played) -> None:
    """Play a batch and keep what is to be seen of it."""
    months = frozenset(month for wanted in run.seen for month in wanted.months)

    def look(month: int, state: object) -> None:
        for wanted, sight in played.seen.items():
            if month in wanted.months:
                sight.look(state, batch.parameters, here)

    recorded = simulate(batch, kernel.Watch(months, look))
    for replicate, violation in zip(batch.luck.replicates, violations(recorded), strict=True):
        if violation is not None:
            raise violation.error(f"replicate {replicate}: {violation.message}")
    played.keep(recorded, here)
