"""The text of the fast clock: the orders of the start and of the month written out as loops over tables.

The loops are generated from :data:`kkgsim.model.schedule.START` and ``ORDER``, the levers, the outcomes and the ledger,
so none of them is written twice; each loop calls the rules, which stay what they are. The text is ordinary Python, kept
in the cache folder, where it can be read. A step of it looks like this::

    # practising.practise
    for i in range(teachers):
        at_school = teacher_school[i]
        for lane in range(lanes):
            teacher = teacher_row(teacher_table, i * lanes + lane)
            school = school_row(school_table, at_school * lanes + lane)
            n = n_row(parameters, lane)
            practising__practise(teacher, school, n)

Every loop ends in a loop over lanes, so that many runs advance side by side and each run's sums keep their order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby

from kkgsim.engine.calls import Rule, arguments
from kkgsim.engine.columns import COUNTS, INDEXES, RECORDED, columns
from kkgsim.model import entities
from kkgsim.model.costs import PURSES, items
from kkgsim.model.outcomes import GROUPS, OUTCOMES, WEIGHTS
from kkgsim.model.random_streams import LUCK
from kkgsim.model.random_streams import START as START_LUCK
from kkgsim.model.rules.arithmetic import whole
from kkgsim.model.schedule import Repeat, Step, effects

UNPACKED = {
    **{f"{kind}_table": f"state.{kind}" for kind in entities.KINDS},
    **{f"{kind}_luck": f"draws.{kind}" for kind in LUCK},
    **{count: f"size.{count}" for count in COUNTS.values() if not count.isdigit()},
    **{index: f"size.{index}" for index in INDEXES},
    **{f"{name}_table": f"out.{name}" for name in RECORDED},
    "first_month": "size.first_month",
}
"""What the kernel takes out of its arguments, by the names its functions use."""
UNPACKED_AT_START = {
    **{name: where for name, where in UNPACKED.items() if where.startswith(("state.", "size."))},
    **{f"{kind}_luck": f"draws.{kind}" for kind in START_LUCK},
}
"""The same of the kernel that plays the start."""
PASSED = (*(UNPACKED | UNPACKED_AT_START), "parameters", "effective", "committed", "month", "lanes")
INNER = "@njit(error_model='numpy', no_cpython_wrapper=True, no_cfunc_wrapper=True)"
"""Functions that only the kernel calls need no way in from Python; that saves a third of compiling."""
ENTRY = "@njit(error_model='numpy', cache=True, nogil=True)"
"""Functions that are called from Python."""
PART_LINES = 40
"""Lines of a function of the kernel, but for a loop that has more: time to compile grows faster than its length."""


@cache
def lookups(kind: str) -> Mapping[str, str]:
    """Where the things are that a rule over ``kind`` may ask for besides its own, as text."""
    found = {"district": "0", "calendar": "(first_month + month) % 12"}
    near = {name: (parent, f"{kind}_{name}[i]") for name, parent in entities.PARENTS.get(kind, {}).items()}
    while near:
        name, (parent, where) = next(iter(near.items()))
        del near[name]
        found.setdefault(name, where)
        for above, its in entities.PARENTS.get(parent, {}).items():
            if above not in found and above not in near:
                near[above] = (its, f"{parent}_{above}[{where}]")
    return {name: where for name, where in found.items() if name != kind}


def alias(rule: Rule) -> str:
    """The name of a rule inside the kernel."""
    return f"{rule.__module__.rsplit('.', 1)[-1]}__{rule.__name__}"


def _row(argument: str, over: str, policy: str, luck: str) -> str:
    """The text that makes one argument of a rule; ``policy`` names the table of settings, ``luck`` the draws."""
    if argument == "n":
        return "n_row(parameters, lane)"
    if argument == "policy":
        return f"policy_row({policy}, month * lanes + lane)"
    if argument == "luck":
        month = f"month * {COUNTS[over]} + " if luck == "luck" else ""
        return f"{luck}_{over}_row({over}_luck, ({month}i) * lanes + lane)"
    where = {over: "i", f"other_{over}": "j"}.get(argument, f"at_{argument}")
    kind = entities.HOLDERS[argument]
    return f"{kind}_row({kind}_table, {where} * lanes + lane)"


class _Loop:
    """A loop over things and lanes that calls rules."""

    def __init__(self, over: str, policy: str = "effective", luck: str = "luck"):
        self._over, self._policy, self._luck = over, policy, luck
        self._rows: dict[str, str] = {}
        self._body: list[str] = []
        self.called: dict[str, Rule] = {}

    def call(self, rule: Rule, *sums: str) -> str:
        """The text that calls a rule; ``sums`` are arguments that the loop has worked out already."""
        for argument in arguments(rule):
            if argument not in sums:
                self.row(argument)
        self.called[alias(rule)] = rule
        return f"{alias(rule)}({', '.join(arguments(rule))})"

    def step(self, step: Step) -> None:
        """Do a step of the month."""
        for name, rules in step.sums:
            self._body.append(f"{name} = {self.call(rules[0])}")
            self._body += [f"{name} = {name} + {self.call(rule)}" for rule in rules[1:]]
        self._body.append(self.call(step.verb, *(name for name, _ in step.sums)))

    def row(self, argument: str) -> str:
        """The name of a row in the loop."""
        self._rows[argument] = _row(argument, self._over, self._policy, self._luck)
        return argument

    def add(self, table: str, cell: str, column: str, what: str) -> None:
        """Add to one column of a table of results."""
        self._rows[table] = f"{table}_row({table}_table, {cell})"
        self._body.append(f"{table}.{column} = {table}.{column} + {what}")

    def line(self, text: str) -> None:
        """A line of the kernel's own."""
        self._body.append(text)

    def lines(self) -> list[str]:
        """The whole loop; none where nothing is in it."""
        if not self._body:
            return []
        rows = [f"{name} = {made}" for name, made in self._rows.items()]
        named = set(re.findall(r"at_(\w+)", " ".join(rows)))
        count = COUNTS[self._over]
        lines = [f"for i in range({count}):"]
        lines += [f"    at_{name} = {where}" for name, where in lookups(self._over).items() if name in named]
        inner = ["for lane in range(lanes):", *(f"    {line}" for line in (*rows, *self._body))]
        if f"other_{self._over}" in self._rows:
            inner = [
                f"for ahead in range(1, {count}):",
                f"    j = i + ahead if i + ahead < {count} else i + ahead - {count}",
                *(f"    {line}" for line in inner),
            ]
        return lines + [f"    {line}" for line in inner]


def _steps(order: tuple[Step, ...]) -> Iterator[tuple[str, _Loop]]:
    """The levers' effects, in one loop a kind of thing, for each reads the policy and changes nothing but its own
    thing; then the steps of the month, in a loop each."""
    for kind, steps in groupby(effects(), key=lambda step: step.over):
        loop = _Loop(kind)
        for step in steps:
            loop.step(step)
        yield f"effects on {kind}", loop
    for step in order:
        loop = _Loop(step.over)
        loop.step(step)
        yield step.name, loop


def _record(over: str) -> _Loop:
    """Sums the outcomes of a kind of thing and their weights per cluster, and per group over the place."""
    loop, place = _Loop(over), "month * lanes + lane"
    cell = f"(month * clusters + {'i' if over == 'cluster' else 'at_cluster'}) * lanes + lane"
    groups = [name for name, group in GROUPS.items() if over in group.members]
    recorded = [
        *(("value", outcome.name, outcome.value) for outcome in OUTCOMES.values() if outcome.over == over),
        *(("weight", f"w{rank}", rule) for rank, (kind, rule) in enumerate(WEIGHTS) if kind == over),
    ]
    for name in groups if recorded else ():
        loop.line(f"in_{name} = {loop.call(GROUPS[name].members[over])}")
    for table, column, rule in recorded:
        loop.line(f"x = {loop.call(rule)}")
        loop.add(table, cell, column, "x")
        for name in groups:
            loop.add(f"group_{table}", place, f"{column}_{name}", f"x * in_{name}")
    return loop


def _account(over: str) -> _Loop:
    """Adds all cost items of a kind of thing, in whole rupiah, to the month's ledger."""
    loop = _Loop(over, "committed")
    for name, item in items().items():
        if item.cost.over == over:
            cost = loop.call(item.cost.quantity)
            if item.cost.price:
                cost = f"{cost} * {loop.row('n')}.{item.cost.price}"
            loop.called[alias(whole)] = whole
            loop.add("ledger", "month * lanes + lane", name, f"{alias(whole)}({cost})")
    return loop


def _purses() -> _Loop:
    """Adds what clusters took into their purses and what is left in them."""
    loop = _Loop("cluster")
    for purse in PURSES:
        for flow, rule in purse.flows.items():
            loop.add("purses", "month * lanes + lane", f"{purse.name}_{flow}", loop.call(rule))
    return loop


def _loops(order: tuple[Step, ...]) -> Iterator[tuple[str, _Loop]]:
    """All loops of a month by name, in their order."""
    yield from _steps(order)
    for over in entities.KINDS:
        yield f"outcomes of {over}", _record(over)
    for over in entities.KINDS:
        yield f"costs of {over}", _account(over)
    yield "purses", _purses()


class _Again:
    """Loops done one after the other, again and again."""

    def __init__(self, times: int, loops: Iterable[tuple[str, _Loop]]):
        self._times, self._loops = times, list(loops)
        self.called = {name: rule for _, loop in self._loops for name, rule in loop.called.items()}

    def lines(self) -> list[str]:
        """All of them."""
        inner = [line for name, loop in self._loops for line in (f"# {name}", *loop.lines())]
        return [f"for turn in range({self._times}):", *(f"    {line}" for line in inner)]


def _start(order: tuple[Step | Repeat, ...]) -> Iterator[tuple[str, _Loop | _Again]]:
    """The steps of the start, in a loop each."""
    for item in order:
        if isinstance(item, Repeat):
            loops = [(step.name, _at_start(step)) for step in item.steps]
            yield ", ".join(name for name, _ in loops), _Again(item.times, loops)
        else:
            yield item.name, _at_start(item)


def _at_start(step: Step) -> _Loop:
    loop = _Loop(step.over, luck="start")
    loop.step(step)
    return loop


def _functions(loops: Iterable[tuple[str, _Loop | _Again]]) -> Iterator[tuple[str, list[str]]]:
    """Functions of some loops each: the text that calls one, and its own. A function has what arguments it uses."""
    lines: list[str] = []
    parts = []
    for name, loop in loops:
        text = loop.lines()
        if lines and len(lines) + len(text) > PART_LINES:
            parts.append(lines)
            lines = []
        lines = [*lines, f"# {name}", *text] if text else lines
    for rank, part in enumerate([*parts, lines], start=1):
        used = set(re.findall(r"\w+", " ".join(part)))
        call = f"part_{rank:02d}({', '.join(word for word in PASSED if word in used)})"
        yield call, ["", "", INNER, f"def {call}:", "    apart()", *(f"    {line}" for line in part)]


def _module(loops: Sequence[tuple[str, _Loop | _Again]]) -> tuple[list[str], list[str]]:
    """The text of functions of some loops with all that they need, and the calls of these functions."""
    functions = list(_functions(loops))
    called = {name: rule for _, loop in loops for name, rule in loop.called.items()}
    lines = ['"""Generated from the order of the rules; do not edit."""', "", "from numba import njit", ""]
    lines += ["from kkgsim.engine.rows import ROWS, apart"]
    lines += [f"from {rule.__module__} import {rule.__name__} as {name}" for name, rule in sorted(called.items())]
    lines += ["", *(f'{kind}_row = ROWS["{kind}"]' for kind in columns())]
    lines += [line for _, text in functions for line in text]
    return lines, [call for call, _ in functions]


def start_source(order: tuple[Step | Repeat, ...]) -> str:
    """The Python text of the kernel that plays the start."""
    lines, calls = _module(list(_start(order)))
    lines += ["", "", ENTRY, "def start(state, draws, size, parameters, lanes):"]
    lines += ['    """Play the start of all lanes on tables that hold what is given, and else zero."""']
    lines += [f"    {name} = {where}" for name, where in UNPACKED_AT_START.items()]
    lines += [f"    {call}" for call in calls]
    return "\n".join(lines) + "\n"


def source(order: tuple[Step, ...]) -> str:
    """The kernel's Python text for one order of the month."""
    lines, calls = _module(list(_loops(order)))
    lines += ["", "", INNER, "def clear(table, columns):"]
    lines += ["    for column in columns:", "        for cell in range(table.shape[1]):"]
    lines += ["            table[column, cell] = 0.0"]
    lines += [
        "",
        "",
        ENTRY,
        "def advance(state, draws, size, parameters, effective, committed, out, fresh, months, lanes):",
    ]
    lines += ['    """Advance all lanes; ``fresh`` lists the columns that begin each month at zero."""']
    lines += [f"    {name} = {where}" for name, where in UNPACKED.items()]
    lines += ["    for month in range(months):"]
    lines += [f"        clear({kind}_table, fresh.{kind})" for kind in entities.KINDS]
    lines += [f"        {call}" for call in calls]
    return "\n".join(lines) + "\n"
