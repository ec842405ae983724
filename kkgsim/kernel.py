"""The text of the fast clock: the order of the month written out as loops over tables.

The loops are generated from :data:`kkgsim.month.ORDER`, the levers, the outcomes and the ledger, so none of them is
written twice. The text is ordinary Python; ``kkgsim.engine`` keeps it in the cache folder, where it can be read.

Tables are columns: shape (attributes, things x lanes), where a lane is one run. Every loop ends in a loop over
lanes, so that many runs advance side by side and each run's sums keep their order.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator

from kkgsim import things
from kkgsim.chance import LUCK
from kkgsim.ledger import PURSES, items
from kkgsim.month import Step, effects
from kkgsim.outcomes import GROUPS, OUTCOMES, WEIGHTS

COUNTS = {kind: {"calendar": "12", "district": "1"}.get(kind, f"{kind}s") for kind in things.KINDS}
"""How many things there are of each kind, as the kernel names it."""
INDEXES = tuple(f"{kind}_{parent}" for kind, parents in things.PARENTS.items() for parent in parents)
"""The arrays that say which thing belongs to which."""


def lookups(kind: str) -> dict[str, str]:
    """Where the things are that a verb of ``kind`` may ask for besides its own, as text."""
    found = {"district": "0", "calendar": "(first_month + month) % 12"}
    near = {name: (parent, f"{kind}_{name}[i]") for name, parent in things.PARENTS.get(kind, {}).items()}
    while near:
        name, (parent, where) = next(iter(near.items()))
        del near[name]
        found.setdefault(name, where)
        for above, its in things.PARENTS.get(parent, {}).items():
            if above not in found and above not in near:
                near[above] = (its, f"{parent}_{above}[{where}]")
    return {name: where for name, where in found.items() if name != kind}


RECORDED = ("value", "weight", "group_value", "group_weight", "ledger", "purses")
"""The tables of results."""
UNPACKED = {
    **{f"{kind}_table": f"tables.{kind}" for kind in things.KINDS},
    **{f"{kind}_luck": f"luck.{kind}" for kind in LUCK},
    **{count: f"size.{count}" for count in COUNTS.values() if not count.isdigit()},
    **{index: f"size.{index}" for index in INDEXES},
    **{name: f"out.{name}" for name in RECORDED},
    "first_month": "size.first_month",
}
"""What the kernel takes out of its arguments, by the names its functions use."""
PASSED = (*UNPACKED, "numbers", "policy", "paid", "month", "lanes")
QUICK = "@njit(error_model='numpy', no_cpython_wrapper=True, no_cfunc_wrapper=True)"
"""Functions that only the kernel calls need no way in from Python; that saves a third of compiling."""


def arguments(verb: Callable[..., object]) -> tuple[str, ...]:
    """What a verb asks for, by name."""
    return tuple(inspect.signature(verb).parameters)


def alias(verb: Callable[..., object]) -> str:
    """The name of a verb inside the kernel."""
    return f"{verb.__module__.rsplit('.', 1)[-1]}__{verb.__name__}"


def _row(argument: str, over: str, policy: str) -> str:
    """The text that makes one argument of a verb; ``policy`` names the table of settings."""
    if argument == "n":
        return "n_row(numbers, lane)"
    if argument == "policy":
        return f"policy_row({policy}, month * lanes + lane)"
    if argument == "luck":
        return f"luck_{over}_row({over}_luck, (month * {COUNTS[over]} + i) * lanes + lane)"
    where = "i" if argument == over else f"at_{argument}"
    kind = things.HOLDERS[argument]
    return f"{kind}_row({kind}_table, {where} * lanes + lane)"


def _call(verb: Callable[..., object], over: str, policy: str = "policy") -> str:
    return f"{alias(verb)}({', '.join(_row(argument, over, policy) for argument in arguments(verb))})"


def _loop(over: str, body: Iterable[str]) -> list[str]:
    """A loop over things and lanes with ``body`` inside; it looks up what the body names."""
    body = list(body)
    named = set(re.findall(r"at_(\w+)", " ".join(body)))
    lines = [f"for i in range({COUNTS[over]}):"]
    lines += [f"    at_{name} = {where}" for name, where in lookups(over).items() if name in named]
    lines.append("    for lane in range(lanes):")
    return lines + [f"        {line}" for line in body]


def _function(name: str, lines: list[str]) -> tuple[str, list[str]]:
    """A function of just what its lines use: the text of its call and of its definition."""
    used = set(re.findall(r"\w+", " ".join(lines)))
    call = f"{name}({', '.join(word for word in PASSED if word in used)})"
    return call, ["", "", QUICK, f"def {call}:", *(f"    {line}" for line in lines)]


def _step(rank: int, step: Step) -> tuple[str, list[str]]:
    return _function(f"step_{rank:02d}_{alias(step.verb)}", _loop(step.over, [_call(step.verb, step.over)]))


def _add(table: str, cell: str, column: str, what: str) -> str:
    """The text that adds to one column of a table of results."""
    at = f"{table}_row({table}, {cell}).{column}"
    return f"{at} = {at} + {what}"


def _record() -> Iterator[tuple[str, list[str]]]:
    """One loop a kind of thing, summing its outcomes and their weights per cluster, and per group over the place."""
    place = "month * lanes + lane"
    for over in things.KINDS:
        cell = f"(month * clusters + {'i' if over == 'cluster' else 'at_cluster'}) * lanes + lane"
        groups = [name for name, group in GROUPS.items() if over in group.members]
        body = []
        for table, verbs in (
            ("value", {o.name: o.value for o in OUTCOMES.values() if o.over == over}),
            ("weight", {f"w{rank}": verb for rank, (kind, verb) in enumerate(WEIGHTS) if kind == over}),
        ):
            for column, verb in verbs.items():
                body += [f"x = {_call(verb, over)}", _add(table, cell, column, "x")]
                body += [_add(f"group_{table}", place, f"{column}_{name}", f"x * in_{name}") for name in groups]
        if body:
            members = [f"in_{name} = {_call(GROUPS[name].members[over], over)}" for name in groups]
            yield _function(f"record_{over}", _loop(over, [*members, *body]))


def _account() -> Iterator[tuple[str, list[str]]]:
    """One loop a kind of thing, adding all its cost items, in whole rupiah, to the month's ledger; one for purses."""
    place = "month * lanes + lane"
    for over in things.KINDS:
        body = []
        for name, item in items().items():
            if item.cost.over == over:
                price = f" * n_row(numbers, lane).{item.cost.price}" if item.cost.price else ""
                body.append(_add("ledger", place, name, f"whole({_call(item.cost.quantity, over, 'paid')}{price})"))
        if body:
            yield _function(f"account_{over}", _loop(over, body))
    flows = ((f"{purse.name}_{what}", verb) for purse in PURSES for what, verb in purse.flows.items())
    body = [_add("purses", place, name, _call(verb, "cluster")) for name, verb in flows]
    yield _function("account_purses", _loop("cluster", body))


def _imports(verbs: Iterable[Callable[..., object]]) -> list[str]:
    named = {alias(verb): verb for verb in verbs}
    return [f"from {verb.__module__} import {verb.__name__} as {name}" for name, verb in sorted(named.items())]


def source(order: tuple[Step, ...]) -> str:
    """The kernel's Python text for one order of the month."""
    steps = [*effects(), *order]
    verbs: list[Callable[..., object]] = [step.verb for step in steps]
    verbs += [*(outcome.value for outcome in OUTCOMES.values()), *(verb for _, verb in WEIGHTS)]
    verbs += [verb for group in GROUPS.values() for verb in group.members.values()]
    verbs += [item.cost.quantity for item in items().values()]
    verbs += [verb for purse in PURSES for verb in purse.flows.values()]
    rows = [f"{kind}_row" for kind in (*things.KINDS, "n", "policy", *(f"luck_{kind}" for kind in LUCK), *RECORDED)]
    functions = [*(_step(rank, step) for rank, step in enumerate(steps, start=1)), *_record(), *_account()]
    lines = ['"""Generated from the order of the month; do not edit."""', "", "from numba import njit", ""]
    lines += ["from kkgsim.rules.arithmetic import whole"]
    lines += [f"from kkgsim.engine import {', '.join(rows)}", *_imports(verbs)]
    lines += [line for _, definition in functions for line in definition]
    lines += ["", "", QUICK, "def clear(table, columns):"]
    lines += ["    for column in columns:", "        for cell in range(table.shape[1]):"]
    lines += ["            table[column, cell] = 0.0"]
    lines += ["", "", "@njit(error_model='numpy', cache=True, nogil=True)"]
    lines += ["def play(tables, luck, size, numbers, policy, paid, out, fresh, months, lanes):"]
    lines += ['    """Play all months; ``fresh`` lists the columns that begin each month at zero."""']
    lines += [f"    {name} = {where}" for name, where in UNPACKED.items()]
    lines += ["    for month in range(months):"]
    lines += [f"        clear({kind}_table, fresh.{kind})" for kind in things.KINDS]
    lines += [f"        {call}" for call, _ in functions]
    return "\n".join(lines) + "\n"
