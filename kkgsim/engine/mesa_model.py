"""THE CLEAR CLOCK: a Mesa model whose teachers can be opened, watched and asked why.

The same rules as the fast clock, in plain Python on Mesa agents, with the same luck: both give the
same numbers, exactly. For many runs use :mod:`kkgsim.engine.scenarios`; for looking, this.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import mesa
import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kkgsim.engine import bookkeeping, sampling
from kkgsim.engine.agents import AGENTS, TeacherAgent
from kkgsim.engine.batch import Batch
from kkgsim.engine.budget import policy_within
from kkgsim.engine.calls import added, arguments, caller
from kkgsim.engine.initial_state import InitialStates, roster_of
from kkgsim.engine.policy_reach import PolicyReach
from kkgsim.engine.policy_tables import PolicyTables, scenario_plan
from kkgsim.engine.printing.month import lookups
from kkgsim.errors import KKGError
from kkgsim.i18n import refusal
from kkgsim.model import entities, random_streams
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.posterior import Drawn
from kkgsim.model.registry import PARAMETERS
from kkgsim.model.schedule import ORDER, START, Step, effects, steps_of
from kkgsim.places.place import Place, School
from kkgsim.places.population.given import Given, given
from kkgsim.scenario.scenario import Scenario


class KKGModel(mesa.Model):  # type: ignore[misc]
    """One run of the model, month by month, on Mesa.

    Parameters
    ----------
    place
        An embedded place, a folder made by ``kkgsim schools import``, or a :class:`Place`; without one the
        scenario's, else janapria.
    scenario
        A scenario or the path of its file; gives place, horizon, seed, policy and assumptions. Without one the
        policy is what ``settings`` say from the first month to the last.
    months
        Horizon; the model stops (``running`` turns False) after it. Without one the scenario's, else 36.
    seed
        Seed of all luck; None takes a fresh one, kept in ``luck_seed``.
    replicate
        Which of the seed's replicates to play.
    uncertain
        Draw the numbers from their evidence ranges as a band does, instead of the book's values.
    order
        The steps of the month, for knock-out experiments.
    kwargs
        Lever settings by full name, e.g. ``facilitator_team_per_10_schools=1.0``.

    Raises ``InputError`` for an unknown place, setting, or a value outside its range.

    >>> import kkgsim
    >>> model = kkgsim.KKGModel("janapria", months=2, seed=1, facilitator_team_per_10_schools=1.0)
    >>> model.step()
    >>> model.running
    True
    """

    def __init__(
        self,
        place: str | Place | None = None,
        *,
        scenario: Scenario | str | None = None,
        months: int | None = None,
        seed: int | None = None,
        replicate: int = 0,
        uncertain: Drawn = False,
        order: Sequence[Step] = ORDER,
        **kwargs: Any,
    ):
        from kkgsim.scenario.resolve import resolve

        case = resolve(place, scenario, months, seed, kwargs)
        super().__init__(rng=case.scenario.seed)
        self.luck_seed = case.scenario.seed
        self.question = case
        self.order = tuple(order)
        self.roster = roster_of(case.place, case.scenario)
        assumed, months = case.scenario.assumptions, case.scenario.months
        column = sampling.numbers_of(self.luck_seed, [replicate], assumed, uncertain=uncertain)
        self.n = SimpleNamespace(**dict(zip(PARAMETERS, column[:, 0].tolist(), strict=True)))
        lane = random_streams.Lanes.of(self.luck_seed, case.place.key, [replicate])
        policy = self._planned(column, lane)
        self._luck = sampling.luck_of(lane, months, self.roster.counts)
        self._populate(given(self.roster))
        self.policy = PolicyReach(policy, self)
        self._start(sampling.luck_of(lane, 1, self.roster.counts, when="start"))
        self._keep_books()

    def _planned(self, column: NDArray[np.float64], lane: random_streams.Lanes) -> PolicyTables:
        """The settings of the run; where the district has a budget, the compiled clock finds out what it covers."""
        scenario = self.question.scenario
        policy = scenario_plan(scenario, self.question.place).tables(column)
        if scenario.budget is None:
            return policy
        initial = InitialStates(self.roster, self.luck_seed)
        return policy_within(Batch(initial, lane, column, policy, scenario.first_month, self.order), scenario)

    def _keep_books(self) -> None:
        """Make room for what every month is written down in."""
        self.value: list[np.ndarray] = []
        self.weight: list[np.ndarray] = []
        self.group_value: list[np.ndarray] = []
        self.group_weight: list[np.ndarray] = []
        self.ledger: list[np.ndarray] = []
        self.purses: list[np.ndarray] = []
        self.datacollector = mesa.DataCollector(
            model_reporters={
                **{name: bookkeeping.reporter(name) for name in OUTCOMES},
                "cost_rupiah": bookkeeping.cost,
            },
            agenttype_reporters={
                TeacherAgent: {name: name for name in ("attended", "practice", "pedagogic", "belief")}
            },
        )

    def _populate(self, known: Given) -> None:
        """Make the agents, in the order of the place, with what is known of them; all else is zero."""
        columns = {kind: {a: column.tolist() for a, column in values.items()} for kind, values in known.items()}
        people, place = self.roster, self.roster.place
        parents = people.parents

        def values(kind: str, index: int) -> dict[str, float]:
            mine = {name: column[index] for name, column in columns[kind].items()}
            return dict.fromkeys(entities.names(kind), 0.0) | mine

        def make(kind: str, more: Callable[[int], dict[str, Any]] = lambda i: {}) -> list[Any]:
            """Agents of a kind, with what they belong to and what ``more`` is known of them."""
            return [
                AGENTS[kind](self, i, values(kind, i), {**self._parents(kind, i, parents), **more(i)})
                for i in range(people.counts[kind])
            ]

        def join(kind: str) -> list[Any]:
            """Things that are nobody, but join two who are."""
            return [
                SimpleNamespace(index=i, luck=None, parts={}, **values(kind, i), **self._parents(kind, i, parents))
                for i in range(people.counts[kind])
            ]

        self.district = make("district")[0]
        self.calendars = make("calendar")
        self.resource_persons, self.supervisors = make("resource_person"), make("supervisor")
        self.clusters = make("cluster", lambda i: {"name": place.clusters[i]})
        self.schools = make("school", lambda i: _known(place.schools[i]))
        self.grades = make("grade")
        self._join_own(self.grades, "grade", parents)
        self.teachers = make("teacher")
        self.facilitators = make("facilitator")
        self.postings, self.engagements, self.ties = join("posting"), join("engagement"), join("tie")
        self.neighbours = join("neighbour")

    def _start(self, luck: dict[str, NDArray[np.float64]]) -> None:
        """Play the start, in the order of :data:`kkgsim.model.schedule.START`."""
        for kind, table in luck.items():
            self._hand_out(kind, tuple(random_streams.START[kind]), table)
        for step in steps_of(START):
            self._each(step, {"n": self.n})

    def _parents(self, kind: str, index: int, parents: Mapping[str, NDArray[np.int64]]) -> dict[str, Any]:
        """What a thing belongs to, and what that belongs to in turn, by the names under which rules ask for them."""
        if kind == "district":
            return {}
        things: dict[str, Any] = {"district": self.district}
        for name, where in lookups(kind).items():
            if not where.through or (of := _kind_found(where.through[-1])) == kind:
                continue  # things of a kind are joined once all of them are there
            thing = index
            for hop in where.through:
                thing = int(parents[hop][thing])
            things[name] = self.things(of)[thing]
        return things

    def _join_own(self, things: list[Any], kind: str, parents: Mapping[str, NDArray[np.int64]]) -> None:
        """Join things to others of their own kind."""
        for name in (name for name, of in entities.PARENTS[kind].items() if of == kind):
            for thing, index in zip(things, parents[f"{kind}_{name}"], strict=True):
                thing.__dict__[name] = things[index]

    def things(self, kind: str) -> list[Any]:
        """All things of a kind, in the order of the place."""
        return [self.district] if kind == "district" else getattr(self, f"{kind}s")

    def step(self) -> None:
        """Play one month in the order of :data:`kkgsim.model.schedule.ORDER`, then record it."""
        month = self.steps - 1
        if month >= self.question.scenario.months:
            raise KKGError(refusal("over", months=self.question.scenario.months))
        for kind in entities.KINDS:
            fresh = dict.fromkeys(entities.names(kind, "condition", "tally"), 0.0)
            for thing in self.things(kind):
                thing.__dict__.update(fresh)
        calendar = self.calendars[(self.question.scenario.first_month - 1 + month) % 12]
        self.policy.begin_month(month)
        given = {"n": self.n, "policy": self.policy.of(paid=False), "reach": self.policy.kept, "calendar": calendar}
        self._hand_out_luck(month)
        for step in (*effects(), *self.order):
            self._each(step, given)
        bookkeeping.record(self, given)
        bookkeeping.account(self, {**given, "policy": self.policy.of(paid=True)})
        self.policy.look(month, self.value[-1], self.weight[-1])
        self.datacollector.collect(self)
        self.running = self.steps < self.question.scenario.months

    def _hand_out_luck(self, month: int) -> None:
        """Give every thing its draws of the month."""
        for kind, table in self._luck.items():
            names = random_streams.names(kind)
            self._hand_out(kind, names, table.reshape(len(names), self.question.scenario.months, -1)[:, month, :])

    def _hand_out(self, kind: str, names: tuple[str, ...], table: NDArray[np.float64]) -> None:
        """Give every thing of a kind its draws, of a table of shape (draws, things)."""
        for thing, row in zip(self.things(kind), table.T.tolist(), strict=True):
            thing.luck = SimpleNamespace(**dict(zip(names, row, strict=True)))

    def _each(self, step: Step, given: dict[str, Any]) -> None:
        """Do a step for every thing of its kind; where it asks for another one, for each of the others in turn."""
        if f"other_{step.over}" in arguments(step.verb):
            self._each_pair(step, given)
            return
        sums = {name: [caller(rule, step.over, given) for rule in rules] for name, rules in step.sums}
        handed = dict(given)
        do = caller(step.verb, step.over, handed)
        for thing in self.things(step.over):
            if sums:
                parts = {name: [call(thing, thing.luck) for call in calls] for name, calls in sums.items()}
                thing.parts |= parts
                handed |= {name: added(values) for name, values in parts.items()}
            do(thing, thing.luck)

    def _each_pair(self, step: Step, given: dict[str, Any]) -> None:
        """Do a step for every thing of its kind and every other one, from the next round to the one before."""
        things, pair = self.things(step.over), dict(given)
        do = caller(step.verb, step.over, pair)
        for rank, thing in enumerate(things):
            for other in (*things[rank + 1 :], *things[:rank]):
                pair[f"other_{step.over}"] = other
                do(thing, thing.luck)

    def network(self) -> nx.Graph:
        """The teachers' network as it stands: see :func:`kkgsim.places.population.network.graph`."""
        from kkgsim.places.population.network import graph

        rows = [teacher.__dict__ for teacher in self.teachers]
        return graph(self.roster, [tie.strength for tie in self.ties], rows)


def _kind_found(hop: str) -> str:
    """The kind of thing that an array of parents leads to."""
    kind = next(kind for kind in entities.PARENTS if hop.startswith(f"{kind}_"))
    return entities.PARENTS[kind][hop.removeprefix(f"{kind}_")]


def _known(school: School) -> dict[str, Any]:
    """What is known of a school besides its attributes."""
    return {"name": school.name, "npsn": school.npsn, "lat": school.lat, "lon": school.lon}
