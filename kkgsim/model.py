"""THE CLEAR CLOCK: a Mesa model whose teachers can be opened, watched and asked why.

The same rules as the fast clock, in plain Python on Mesa agents, with the same luck: both give the
same numbers, exactly. For many runs use :mod:`kkgsim.run`; for looking, this.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import mesa
import networkx as nx
import numpy as np

from kkgsim import draws, things
from kkgsim.errors import KKGError
from kkgsim.ledger import PURSES, items
from kkgsim.levers import all_settings
from kkgsim.locale import decimal, percent, refusal, say
from kkgsim.month import ORDER, Step, effects
from kkgsim.numbers import Label, book
from kkgsim.outcomes import GROUPED, GROUPS, OUTCOMES
from kkgsim.places import population
from kkgsim.places.place import Place
from kkgsim.places.roster import roster
from kkgsim.rules import attending
from kkgsim.rules.arithmetic import whole
from kkgsim.scenario import Scenario


class Thing(mesa.Agent):  # type: ignore[misc]
    """A person or place of the model; its attributes are those of :mod:`kkgsim.things`."""

    kind: str

    def __init__(self, model: KKGModel, index: int, values: dict[str, float], parents: dict[str, Any]):
        super().__init__(model)
        self.index = index
        self.__dict__.update(values)
        self.__dict__.update(parents)


class CalendarAgent(Thing):
    """A month of the school year."""

    kind = "calendar"


class DistrictAgent(Thing):
    """The district office's side of the place."""

    kind = "district"


class FacilitatorAgent(Thing):
    """A place on the facilitator team, filled or not."""

    kind = "facilitator"


class ResourcePersonAgent(Thing):
    """An outside resource person (narasumber)."""

    kind = "resource_person"


class SupervisorAgent(Thing):
    """A school supervisor (pengawas)."""

    kind = "supervisor"


class ClusterAgent(Thing):
    """A cluster of schools (gugus) with its KKG."""

    kind = "cluster"


class SchoolAgent(Thing):
    """A school with its principal."""

    kind = "school"


@dataclass(frozen=True)
class Why:
    """Last month's decision of one teacher: what weighed how much, in log-odds."""

    who: str
    attended: bool
    chance: float
    draw: float
    base: float
    terms: tuple[tuple[Label, float], ...]
    met: bool = True
    """Whether there was a meeting to come to."""

    def told(self, lang: str = "en") -> str:
        """The decision in plain words, the weightiest reason first."""
        if not self.met:
            return say("why_no_meeting", lang, who=self.who)
        ranked = sorted(self.terms, key=lambda term: -abs(term[1]))
        reasons = ", ".join(f"{label[lang]} {decimal(value, lang, sign=True)}" for label, value in ranked)
        return say(
            "why_came" if self.attended else "why_stayed", lang, who=self.who, chance=percent(self.chance, lang),
            draw=decimal(self.draw, lang), base=decimal(self.base, lang, sign=True), reasons=reasons,
        )  # fmt: skip

    def __str__(self) -> str:
        return self.told()


class TeacherAgent(Thing):
    """A teacher."""

    kind = "teacher"
    school: SchoolAgent
    _weighed: tuple[float, float, tuple[float, ...]] | None = None

    def weigh(self, n: Any, draw: float) -> None:
        """Keep what weighed in the decision just taken, for :meth:`why`."""
        mine = self.__dict__
        given = {
            "teacher": self,
            "school": self.school,
            "cluster": mine["cluster"],
            "district": mine["district"],
            "n": n,
        }
        values = tuple(term(*(given[name] for name in _arguments(term))) for term, _ in attending.TERMS)
        self._weighed = (n.attend_base, draw, values)

    def why(self) -> Why:
        """Why this teacher came or stayed away last month. Raises ``ValueError`` before the first month."""
        if self._weighed is None:
            raise ValueError("no month has been played yet; call model.step() first")
        base, draw, values = self._weighed
        labels = [label for _, label in attending.TERMS]
        return Why(
            who=f"Guru {self.index + 1}, {self.school.__dict__['name']}",
            attended=self.__dict__["attended"] > 0.5,
            chance=self.__dict__["chance"],
            draw=draw,
            base=base,
            terms=tuple(zip(labels, values, strict=True)),
            met=self.__dict__["chance"] > 0.0,
        )


AGENTS: dict[str, type[Thing]] = {
    agent.kind: agent
    for agent in (
        CalendarAgent, DistrictAgent, FacilitatorAgent, ResourcePersonAgent, SupervisorAgent, ClusterAgent, SchoolAgent,
        TeacherAgent,
    )
}  # fmt: skip


def _arguments(verb: Callable[..., Any]) -> tuple[str, ...]:
    return tuple(inspect.signature(verb).parameters)


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

    Raises ``InputProblems`` for an unknown place, setting, or a value outside its range.
    """

    def __init__(
        self,
        place: str | Place | None = None,
        *,
        scenario: Scenario | str | None = None,
        months: int | None = None,
        seed: int | None = None,
        replicate: int = 0,
        uncertain: bool = False,
        order: Sequence[Step] = ORDER,
        **kwargs: Any,
    ):
        from kkgsim.questions import question

        asked = question(place, scenario, months, seed, kwargs)
        super().__init__(rng=asked.scenario.seed)
        self.luck_seed = asked.scenario.seed
        self.question = asked
        self.order = tuple(order)
        base = draws.base_numbers(asked.scenario.assumptions)
        self.roster = roster(asked.place, base)
        column = draws.numbers_of(self.luck_seed, [replicate], asked.scenario.assumptions, uncertain=uncertain)[:, 0]
        numbers = dict(zip(book(), column.tolist(), strict=True))
        self.n = SimpleNamespace(**numbers)
        self._paid = asked.scenario.settings()
        self._policy = asked.scenario.biting(draws.waits_of(column[:, None]))[:, :, 0]
        counts = self.roster.counts
        self._luck = draws.luck_of(self.luck_seed, [replicate], asked.place.key, asked.scenario.months, counts)
        one_lane = {name: np.array([value]) for name, value in numbers.items()}
        self._populate(population.start(self.roster, one_lane, self.luck_seed, [replicate]))
        self.value: list[np.ndarray] = []
        self.weight: list[np.ndarray] = []
        self.group_value: list[np.ndarray] = []
        self.group_weight: list[np.ndarray] = []
        self.ledger: list[np.ndarray] = []
        self.purses: list[np.ndarray] = []
        self.datacollector = mesa.DataCollector(
            model_reporters={**{name: _reporter(name) for name in OUTCOMES}, "cost_rupiah": _cost},
            agenttype_reporters={
                TeacherAgent: {name: name for name in ("attended", "practice", "pedagogic", "belief")}
            },
        )

    def _populate(self, start: population.Start) -> None:
        """Make the agents, in the order of the place."""
        columns = {kind: {a: v[:, 0].tolist() for a, v in values.items()} for kind, values in start.items()}

        def values(kind: str, index: int) -> dict[str, float]:
            return {name: column[index] for name, column in columns[kind].items()}

        def make(kind: str, parents: Callable[[int], dict[str, Any]]) -> list[Any]:
            agent = AGENTS[kind]
            return [agent(self, i, values(kind, i), parents(i)) for i in range(self.roster.counts[kind])]

        people, names, schools = self.roster, self.roster.place.clusters, self.roster.place.schools
        parents = people.parents

        def pair(kind: str) -> list[Any]:
            found = things.PARENTS[kind].items()
            rows = range(self.roster.counts[kind])
            joined = [{who: self.things(of)[parents[f"{kind}_{who}"][i]] for who, of in found} for i in rows]
            return [SimpleNamespace(index=i, **values(kind, i), **joined[i], district=self.district) for i in rows]

        self.calendars = make("calendar", lambda i: {})
        self.district = make("district", lambda i: {})[0]
        self.facilitators = make("facilitator", lambda i: {"district": self.district})
        self.resource_persons = make("resource_person", lambda i: {"district": self.district})
        self.supervisors = make("supervisor", lambda i: {"district": self.district})
        self.clusters = make(
            "cluster",
            lambda i: {
                "supervisor": self.supervisors[people.supervisor_of[i]], "district": self.district, "name": names[i],
            },
        )  # fmt: skip
        self.schools = make(
            "school",
            lambda i: {
                "cluster": self.clusters[people.cluster_of[i]],
                "district": self.district,
                "name": schools[i].name,
                "npsn": schools[i].npsn,
                "lat": schools[i].lat,
                "lon": schools[i].lon,
            },
        )
        self.teachers = make("teacher", lambda i: _up(self.schools[people.school_of[i]]))
        self.postings, self.engagements, self.ties = pair("posting"), pair("engagement"), pair("tie")
        for tie in self.ties:
            tie.cluster = tie.a.cluster

    def things(self, kind: str) -> list[Any]:
        """All things of a kind, in the order of the place."""
        return [self.district] if kind == "district" else getattr(self, f"{kind}s")

    def step(self) -> None:
        """Play one month in the order of :data:`kkgsim.month.ORDER`, then record it."""
        month = self.steps - 1
        if month >= self.question.scenario.months:
            raise KKGError(refusal("over", months=self.question.scenario.months))
        for kind in things.KINDS:
            fresh = dict.fromkeys(things.names(kind, "condition", "tally"), 0.0)
            for thing in self.things(kind):
                thing.__dict__.update(fresh)
        calendar = self.calendars[(self.question.scenario.first_month - 1 + month) % 12]
        given = {"n": self.n, "policy": self._policy_of(self._policy, month), "calendar": calendar}
        luck = {kind: self._luck_of(kind, month) for kind in self._luck}
        for step in (*effects(), *self.order):
            self._each(step, given, luck.get(step.over, []))
        self._record(given)
        self._account({**given, "policy": self._policy_of(self._paid, month)})
        self.datacollector.collect(self)
        self.running = self.steps < self.question.scenario.months

    def _policy_of(self, table: np.ndarray, month: int) -> SimpleNamespace:
        return SimpleNamespace(**dict(zip(all_settings(), table[:, month].tolist(), strict=True)))

    def _luck_of(self, kind: str, month: int) -> list[SimpleNamespace]:
        from kkgsim.chance import names

        rows = self._luck[kind].reshape(len(names(kind)), self.question.scenario.months, -1)[:, month, :].T.tolist()
        return [SimpleNamespace(**dict(zip(names(kind), row, strict=True))) for row in rows]

    def _each(self, step: Step, given: dict[str, Any], luck: list[SimpleNamespace]) -> None:
        call = _caller(step.verb, step.over, given)
        for thing in self.things(step.over):
            call(thing, luck[thing.index] if luck else None)
        if step.verb is attending.decide:
            for teacher in self.teachers:
                teacher.weigh(self.n, luck[teacher.index].attend)

    def _record(self, given: dict[str, Any]) -> None:
        """Outcome sums of the month per cluster and per group, added up in the engine's order."""
        value = np.zeros((len(OUTCOMES), len(self.clusters)))
        weight = np.zeros_like(value)
        group_value, group_weight = np.zeros(len(GROUPED)), np.zeros(len(GROUPED))
        for rank, outcome in enumerate(OUTCOMES.values()):
            of, by = _caller(outcome.value, outcome.over, given), _caller(outcome.weight, outcome.over, given)
            inside = {
                GROUPED.index((outcome.name, name)): _caller(group.members[outcome.over], outcome.over, given)
                for name, group in GROUPS.items()
                if outcome.over in group.members
            }
            for thing in self.things(outcome.over):
                cluster = thing.index if outcome.over == "cluster" else thing.cluster.index
                v, w = of(thing, None), by(thing, None)
                value[rank, cluster] += v
                weight[rank, cluster] += w
                for row, member in inside.items():
                    group_value[row] += v * member(thing, None)
                    group_weight[row] += w * member(thing, None)
        self.value.append(value)
        self.weight.append(weight)
        self.group_value.append(group_value)
        self.group_weight.append(group_weight)

    def _account(self, given: dict[str, Any]) -> None:
        """The ledger and the purses of the month, in whole rupiah."""
        ledger, purses = np.zeros(len(items())), np.zeros(2 * len(PURSES))
        for rank, item in enumerate(items().values()):
            quantity = _caller(item.cost.quantity, item.cost.over, given)
            price = getattr(self.n, item.cost.price) if item.cost.price else 1.0
            for thing in self.things(item.cost.over):
                ledger[rank] += whole(quantity(thing, None) * price)  # type: ignore[no-untyped-call]
        for rank, purse in enumerate(PURSES):
            for cluster in self.clusters:
                purses[2 * rank] += purse.taken_in(cluster)
                purses[2 * rank + 1] += purse.left(cluster)
        self.ledger.append(ledger)
        self.purses.append(purses)

    def network(self) -> nx.Graph:
        """The teachers' network as it stands: see :func:`kkgsim.places.network.graph`."""
        from kkgsim.places.network import graph

        rows = [teacher.__dict__ for teacher in self.teachers]
        return graph(self.roster, [tie.strength for tie in self.ties], rows)


def _up(school: SchoolAgent) -> dict[str, Any]:
    return {"school": school, "cluster": school.__dict__["cluster"], "district": school.__dict__["district"]}


def _caller(verb: Callable[..., Any], over: str, given: dict[str, Any]) -> Callable[[Any, Any], Any]:
    """``verb`` as a function of a thing and its luck, its other arguments found by name."""
    names = _arguments(verb)

    def call(thing: Any, luck: Any) -> Any:
        return verb(*[_argument(name, over, thing, luck, given) for name in names])

    return call


def _argument(name: str, over: str, thing: Any, luck: Any, given: dict[str, Any]) -> Any:
    if name == over:
        return thing
    if name == "luck":
        return luck
    return given[name] if name in given else getattr(thing, name)


def _reporter(name: str) -> Callable[[KKGModel], float]:
    rank = list(OUTCOMES).index(name)

    def report(model: KKGModel) -> float:
        """The latest month with something to average, as :func:`kkgsim.run.over_time` has it; zero before any."""
        for value, weight in zip(reversed(model.value), reversed(model.weight), strict=True):
            whole_weight = float(weight[rank].sum())
            if whole_weight > 0.0:
                return float(value[rank].sum()) / whole_weight
        return 0.0

    return report


def _cost(model: KKGModel) -> float:
    """Rupiah spent this month, all payers, without what was paid in time."""
    if not model.ledger:
        return 0.0
    return float(sum(x for x, item in zip(model.ledger[-1], items().values(), strict=True) if not item.in_time))
