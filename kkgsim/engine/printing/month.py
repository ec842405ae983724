"""The month as loops: the levers' effects, the steps in their order, then what is recorded and what is paid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby

from kkgsim.engine.calls import Rule, arguments
from kkgsim.engine.columns import KEY, PER_CLUSTER, TOTALS
from kkgsim.engine.printing import reach
from kkgsim.engine.printing.form import (
    Again,
    Assign,
    Binding,
    Call,
    Cell,
    Constant,
    Counter,
    Do,
    Expression,
    Field,
    Index,
    Local,
    Loop,
    Operation,
    Program,
    Row,
    Statement,
    Store,
    Type,
    Unpack,
)
from kkgsim.engine.printing.intrinsics import KEYS
from kkgsim.engine.printing.layout import TABLES
from kkgsim.engine.printing.reading import read
from kkgsim.engine.printing.refusals import Advice, FormError
from kkgsim.engine.printing.sources import syntax
from kkgsim.model import entities
from kkgsim.model.costs import PURSES, items
from kkgsim.model.outcomes import GROUPS, OUTCOMES, WEIGHTS
from kkgsim.model.random_streams import LAWS, blocks
from kkgsim.model.rules.arithmetic import whole
from kkgsim.model.schedule import Repeat, Step, effects
from kkgsim.model.threefry import words

NUMBER, WORD = Type.NUMBER, Type.WORD


@cache
def lookups(kind: str) -> Mapping[str, Index]:
    """Where the things are that a rule over ``kind`` may ask for besides its own."""
    places = {"district": Index("only"), "calendar": Index("calendar")}
    near = {
        name: (parent, Index("self", (f"{kind}_{name}",))) for name, parent in entities.PARENTS.get(kind, {}).items()
    }
    while near:
        name, (parent, where) = next(iter(near.items()))
        del near[name]
        places.setdefault(name, where)
        for above, its in entities.PARENTS.get(parent, {}).items():
            if above not in places and above not in near:
                near[above] = (its, Index("self", (*where.through, f"{parent}_{above}")))
    return {name: where for name, where in places.items() if name != kind}


class _Loop:
    """A loop over things that calls rules, as it is put together."""

    def __init__(self, name: str, over: str, *, policy: str = "effective", when: str = "month"):
        self._name, self._over, self._policy, self._when = name, over, policy, when
        self._bindings: dict[str, Binding] = {}
        self._body: list[Statement] = []

    def call(self, rule: Rule, **values: Expression) -> Call:
        """A call of a rule; ``values`` are arguments that the loop has worked out already."""
        handed = tuple(values[name] if name in values else self._held(name, rule) for name in arguments(rule))
        types = tuple(Row(self._bindings[one].kind) if isinstance(one, str) else one.type for one in handed)
        return Call(read(rule, types), handed)

    def _held(self, holder: str, rule: Rule) -> str:
        """Bind what a rule asks for."""
        if holder not in self._bindings:
            binding = self._binding(holder)
            if binding is None:
                path, node = syntax(rule)
                raise FormError(path, node.lineno, Advice.ASKED, holder, self._over)
            self._bindings[holder] = binding
        return holder

    def _binding(self, holder: str) -> Binding | None:
        if holder == "n":
            return Binding("n", "parameters", "n", Cell())
        if holder == "policy":
            return self._policy_of_month()
        if holder == "reach" and self._over == "cluster":
            return Binding("reach", "reach", "reach", Cell(Index("self")))
        if holder == "luck" and self._over in LAWS[self._when]:
            table = luck_table(self._when, self._over)
            return Binding("luck", table, table, Cell(Index("self")))
        own = {self._over: Index("self"), f"other_{self._over}": Index("other")}
        index = own.get(holder) or lookups(self._over).get(holder)
        kind = entities.HOLDERS.get(holder)
        return Binding(holder, kind, kind, Cell(index)) if kind and index else None

    def _policy_of_month(self) -> Binding:
        """The policy as it reaches the cluster of a thing, or the district where a thing has no cluster."""
        where = Index("self") if self._over == "cluster" else lookups(self._over).get("cluster")
        of, index = ("cluster", where) if where else ("district", Index("only"))
        return Binding("policy", f"{of}_{self._policy}", "policy", Cell(index))

    def step(self, step: Step) -> None:
        """Do a step of the month."""
        for name, rules in step.sums:
            total = Local(name, NUMBER)
            self._body.append(Assign(total, self.call(rules[0])))
            for rule in rules[1:]:
                self._body.append(Assign(total, Operation("+", (total, self.call(rule)), NUMBER)))
        self._body.append(Do(self.call(step.verb, **{name: Local(name, NUMBER) for name, _ in step.sums})))

    def assign(self, name: str, value: Expression) -> Local:
        """Work something out for what follows."""
        local = Local(name, NUMBER)
        self._body.append(Assign(local, value))
        return local

    def number(self, name: str) -> Expression:
        """One of the numbers."""
        self._bindings["n"] = Binding("n", "parameters", "n", Cell())
        return Field("n", "n", name)

    def recorded(self, table: str, column: str, cell: Cell) -> Field:
        """One column of a table of results."""
        kind = TABLES[table].kind
        self._bindings[table] = Binding(table, table, kind, cell)
        return Field(table, kind, column)

    def add(self, table: str, column: str, what: Expression, cell: Cell) -> None:
        """Add to one column of a table of results."""
        field = self.recorded(table, column, cell)
        self._body.append(Store(field, Operation("+", (field, what), NUMBER)))

    def store(self, field: Field, value: Expression) -> None:
        """Write one column."""
        self._body.append(Store(field, value))

    def made(self) -> Iterator[Loop]:
        """The loop, where there is anything in it."""
        if self._body:
            pairs = f"other_{self._over}" in self._bindings
            yield Loop(self._name, self._over, tuple(self._bindings.values()), tuple(self._body), pairs)


def _effects() -> Iterator[Loop]:
    """The levers' effects, in one loop a kind of thing."""
    for kind, steps in groupby(effects(), key=lambda step: step.over):
        loop = _Loop(f"effects on {kind}", kind)
        for step in steps:
            loop.step(step)
        yield from loop.made()


def _step(step: Step, when: str = "month") -> Iterator[Loop]:
    """The loop of a step."""
    loop = _Loop(step.name, step.over, when=when)
    loop.step(step)
    return loop.made()


def luck_table(when: str, kind: str) -> str:
    """The name of the table of draws that things of a kind make "month" by month or at the "start"."""
    return f"{'luck' if when == 'month' else when}_{kind}"


def draws(when: str) -> Iterator[Loop]:
    """Makes the draws of all things, a loop a kind."""
    month: Expression = Counter("month") if when == "month" else Constant(0, WORD)
    for kind in LAWS[when]:
        table = luck_table(when, kind)
        bindings = (Binding("key", KEYS, KEYS, Cell()), Binding("luck", table, table, Cell(Index("self"))))
        body: list[Statement] = []
        for rank, (block, named) in enumerate(blocks(when, kind)):
            key = [Field("key", KEYS, name, WORD) for name in KEY]
            counter = (Counter("thing"), month, Constant(block, WORD), key[-1])
            four = tuple(Local(f"word_{rank}_{place}", WORD) for place in range(4))
            body.append(Unpack(four, Call(read(words, (WORD,) * 8), (*key[:-1], *counter))))
            body += [Store(Field("luck", table, n, WORD), word) for n, word in zip(named, four, strict=False)]
        yield Loop(f"luck of {kind}", kind, bindings, tuple(body))


def _record(over: str) -> Iterator[Loop]:
    """Sums the outcomes of a kind of thing and their weights per cluster, and per group over the place."""
    loop, place = _Loop(f"outcomes of {over}", over), Cell(per_month=True)
    index = Index("self") if over == "cluster" else lookups(over).get("cluster")
    groups = [name for name, group in GROUPS.items() if over in group.members]
    recorded = [
        *(("value", outcome.name, outcome.value) for outcome in OUTCOMES.values() if outcome.over == over),
        *(("weight", f"w{rank}", rule) for rank, (kind, rule) in enumerate(WEIGHTS) if kind == over),
    ]
    inside = {name: loop.assign(f"in_{name}", loop.call(GROUPS[name].members[over])) for name in groups if recorded}
    for table, column, rule in recorded:
        seen = loop.assign(f"{column}_seen", loop.call(rule))
        loop.add(table, column, seen, Cell(index, per_month=True))
        for name, member in inside.items():
            loop.add(f"group_{table}", f"{column}_{name}", Operation("*", (seen, member), NUMBER), place)
    yield from loop.made()


def _account(over: str) -> Iterator[Loop]:
    """Adds all cost items of a kind of thing, in whole rupiah, to the month's ledger."""
    loop = _Loop(f"costs of {over}", over, policy="committed")
    for name, item in items().items():
        if item.cost.over == over:
            cost: Expression = loop.call(item.cost.quantity)
            if item.cost.price:
                cost = Operation("*", (cost, loop.number(item.cost.price)), NUMBER)
            loop.add("ledger", name, Call(read(whole, (NUMBER,)), (cost,)), Cell(per_month=True))
    yield from loop.made()


def _purses() -> Iterator[Loop]:
    """Adds what clusters took into their purses and what is left in them."""
    loop = _Loop("purses", "cluster")
    for purse in PURSES:
        for flow, rule in purse.flows.items():
            loop.add("purses", f"{purse.name}_{flow}", loop.call(rule), Cell(per_month=True))
    yield from loop.made()


def _totals() -> Iterator[Loop]:
    """Adds up over the clusters what was recorded of each."""
    loop, here = _Loop("totals", "cluster"), Cell(Index("self"), per_month=True)
    for total, table in zip(TOTALS, PER_CLUSTER, strict=True):
        for column in TOTALS[total]:
            loop.add(total, column, loop.recorded(table, column, here), Cell(per_month=True))
    yield from loop.made()


def _reach() -> Iterator[Loop]:
    """What of the policy reaches the district and its clusters this month."""
    district, cluster = _Loop("policy in the district", "district"), _Loop("policy in clusters", "cluster")
    reach.in_the_district(district)
    reach.in_clusters(cluster)
    yield from (*district.made(), *cluster.made())


def _looks() -> Iterator[Loop]:
    """What the office sees of the month, by which phases begin and end."""
    loop = _Loop("looks of the office", "district")
    reach.look(loop)
    yield from loop.made()


def _fresh() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The columns that begin each month at zero, per kind."""
    return tuple((kind, entities.names(kind, "condition", "tally")) for kind in entities.KINDS)


def month(order: tuple[Step, ...]) -> Program:
    """A month in one order, with all that is recorded of it. Raises :class:`FormError` for a rule that cannot be said
    in the form."""
    begun, kinds = begun_month(order), entities.KINDS
    loops = [loop for over in kinds for loop in _record(over)]
    loops += [loop for over in kinds for loop in _account(over)]
    return Program((*begun.loops, *loops, *_purses(), *_totals(), *_looks()), begun.fresh)


def begun_month(order: tuple[Step, ...]) -> Program:
    """The luck of a month, the levers' effects and the first steps of it, of which nothing is recorded."""
    return Program((*draws("month"), *_reach(), *_effects(), *steps(order).loops), _fresh())


def steps(order: tuple[Step, ...]) -> Program:
    """Some steps of a month by themselves, after others have been played."""
    return Program(tuple(loop for step in order for loop in _step(step)))


def start(order: tuple[Step | Repeat, ...]) -> Program:
    """An order that is played once, of which nothing is recorded."""
    loops: list[Loop | Again] = [*draws("start")]
    for item in order:
        if isinstance(item, Repeat):
            loops.append(Again(item.times, tuple(loop for step in item.steps for loop in _step(step, "start"))))
        else:
            loops += _step(item, "start")
    return Program(tuple(loops))
