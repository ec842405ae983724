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
from kkgsim.ledger import items
from kkgsim.month import Step, effects
from kkgsim.outcomes import OUTCOMES

COUNTS = {
    "district": "1",
    "facilitator": "facilitators",
    "supervisor": "supervisors",
    "cluster": "clusters",
    "school": "schools",
    "teacher": "teachers",
    "tie": "ties",
}
"""How many things there are of each kind, as the kernel names it."""

LOOKUPS = {
    "school": {"cluster": "cluster_of[i]", "district": "0"},
    "teacher": {"school": "school_of[i]", "cluster": "cluster_of[school_of[i]]", "district": "0"},
    "tie": {"a": "tie_a[i]", "b": "tie_b[i]", "cluster": "cluster_of[school_of[tie_a[i]]]", "district": "0"},
    "cluster": {"district": "0"},
    "facilitator": {"district": "0"},
    "supervisor": {"district": "0"},
    "district": {},
}
"""Where the things are that a verb may ask for besides its own."""

UNPACKED = {
    **{f"{kind}_table": f"tables.{kind}" for kind in things.KINDS},
    **{f"{kind}_luck": f"luck.{kind}" for kind in LUCK},
    **{count: f"size.{count}" for count in COUNTS.values() if count != "1"},
    **{index: f"size.{index}" for index in ("cluster_of", "school_of", "tie_a", "tie_b")},
    **{name: f"out.{name}" for name in ("value", "weight", "ledger")},
}
"""What the kernel takes out of its arguments, by the names its functions use."""
PASSED = (*UNPACKED, "numbers", "policy", "month", "lanes")
QUICK = "@njit(error_model='numpy', no_cpython_wrapper=True, no_cfunc_wrapper=True)"
"""Functions that only the kernel calls need no way in from Python; that saves a third of compiling."""


def arguments(verb: Callable[..., object]) -> tuple[str, ...]:
    """What a verb asks for, by name."""
    return tuple(inspect.signature(verb).parameters)


def alias(verb: Callable[..., object]) -> str:
    """The name of a verb inside the kernel."""
    return f"{verb.__module__.rsplit('.', 1)[-1]}__{verb.__name__}"


def _row(argument: str, over: str) -> str:
    """The text that makes one argument of a verb."""
    if argument == "n":
        return "n_row(numbers, lane)"
    if argument == "policy":
        return "policy_row(policy, month * lanes + lane)"
    if argument == "luck":
        return f"luck_{over}_row({over}_luck, (month * {COUNTS[over]} + i) * lanes + lane)"
    where = "i" if argument == over else f"at_{argument}"
    kind = things.HOLDERS[argument]
    return f"{kind}_row({kind}_table, {where} * lanes + lane)"


def _call(verb: Callable[..., object], over: str) -> str:
    return f"{alias(verb)}({', '.join(_row(argument, over) for argument in arguments(verb))})"


def _loop(over: str, body: Iterable[str]) -> list[str]:
    """A loop over things and lanes with ``body`` inside; it looks up what the body names."""
    body = list(body)
    named = set(re.findall(r"at_(\w+)", " ".join(body)))
    lines = [f"for i in range({COUNTS[over]}):"]
    lines += [f"    at_{name} = {where}" for name, where in LOOKUPS[over].items() if name in named]
    lines.append("    for lane in range(lanes):")
    return lines + [f"        {line}" for line in body]


def _function(name: str, lines: list[str]) -> tuple[str, list[str]]:
    """A function of just what its lines use: the text of its call and of its definition."""
    used = set(re.findall(r"\w+", " ".join(lines)))
    call = f"{name}({', '.join(word for word in PASSED if word in used)})"
    return call, ["", "", QUICK, f"def {call}:", *(f"    {line}" for line in lines)]


def _step(rank: int, step: Step) -> tuple[str, list[str]]:
    return _function(f"step_{rank:02d}_{alias(step.verb)}", _loop(step.over, [_call(step.verb, step.over)]))


def _record() -> Iterator[tuple[str, list[str]]]:
    """One loop a kind of thing, summing all its outcomes per cluster."""
    for over in things.KINDS:
        where = "i" if over == "cluster" else "at_cluster"
        body = []
        for rank, outcome in enumerate(OUTCOMES.values()):
            if outcome.over == over:
                cell = f"{rank}, (month * clusters + {where}) * lanes + lane"
                body.append(f"value[{cell}] += {_call(outcome.value, over)}")
                body.append(f"weight[{cell}] += {_call(outcome.weight, over)}")
        if body:
            yield _function(f"record_{over}", _loop(over, body))


def _account() -> Iterator[tuple[str, list[str]]]:
    """One loop a kind of thing, adding all its cost items to the month's ledger."""
    for over in things.KINDS:
        body = []
        for rank, item in enumerate(items().values()):
            if item.cost.over == over:
                price = f" * n_row(numbers, lane).{item.cost.price}" if item.cost.price else ""
                body.append(f"ledger[{rank}, month * lanes + lane] += {_call(item.cost.quantity, over)}{price}")
        if body:
            yield _function(f"account_{over}", _loop(over, body))


def _imports(verbs: Iterable[Callable[..., object]]) -> list[str]:
    named = {alias(verb): verb for verb in verbs}
    return [f"from {verb.__module__} import {verb.__name__} as {name}" for name, verb in sorted(named.items())]


def source(order: tuple[Step, ...]) -> str:
    """The kernel's Python text for one order of the month."""
    steps = [*effects(), *order]
    verbs: list[Callable[..., object]] = [step.verb for step in steps]
    verbs += [verb for outcome in OUTCOMES.values() for verb in (outcome.value, outcome.weight)]
    verbs += [item.cost.quantity for item in items().values()]
    rows = [f"{kind}_row" for kind in (*things.KINDS, "n", "policy", *(f"luck_{kind}" for kind in LUCK))]
    functions = [*(_step(rank, step) for rank, step in enumerate(steps, start=1)), *_record(), *_account()]
    lines = ['"""Generated from the order of the month; do not edit."""', "", "from numba import njit", ""]
    lines += [f"from kkgsim.engine import {', '.join(rows)}", *_imports(verbs)]
    lines += [line for _, definition in functions for line in definition]
    lines += ["", "", QUICK, "def clear(table, columns):"]
    lines += ["    for column in columns:", "        for cell in range(table.shape[1]):"]
    lines += ["            table[column, cell] = 0.0"]
    lines += ["", "", "@njit(error_model='numpy', cache=True, nogil=True)"]
    lines += ["def play(tables, luck, size, numbers, policy, out, fresh, months, lanes):"]
    lines += ['    """Play all months; ``fresh`` lists the columns that begin each month at zero."""']
    lines += [f"    {name} = {where}" for name, where in UNPACKED.items()]
    lines += ["    for month in range(months):"]
    lines += [f"        clear({kind}_table, fresh.{kind})" for kind in things.KINDS]
    lines += [f"        {call}" for call, _ in functions]
    return "\n".join(lines) + "\n"
