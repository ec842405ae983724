"""The text of the fast clock: the order of the month written out as loops over tables.

The loops are generated from :data:`kkgsim.month.ORDER`, the levers, the outcomes and the ledger, so none of them is
written twice. The text is ordinary Python; ``kkgsim.engine`` keeps it in the cache folder, where it can be read.

Tables are columns: shape (attributes, things x lanes), where a lane is one run. Every loop ends in a loop over
lanes, so that many runs advance side by side and each run's sums keep their order.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable

from kkgsim import things
from kkgsim.chance import LUCK
from kkgsim.ledger import items
from kkgsim.month import Step, effects
from kkgsim.outcomes import OUTCOMES

POSITIONS = {
    "district": "for i in range(1):",
    "facilitator": "for i in range(size.facilitators):",
    "supervisor": "for i in range(size.supervisors):",
    "cluster": "for i in range(size.clusters):",
    "school": "for i in range(size.schools):",
    "teacher": "for i in range(size.teachers):",
    "tie": "for i in range(size.ties):",
}
"""The loop over each kind of thing."""

LOOKUPS = {
    "school": {"cluster": "size.cluster_of[i]", "district": "0"},
    "teacher": {"school": "size.school_of[i]", "cluster": "size.cluster_of[size.school_of[i]]", "district": "0"},
    "tie": {
        "a": "size.tie_a[i]",
        "b": "size.tie_b[i]",
        "cluster": "size.cluster_of[size.school_of[size.tie_a[i]]]",
        "district": "0",
    },
    "cluster": {"district": "0"},
    "facilitator": {"district": "0"},
    "supervisor": {"district": "0"},
    "district": {},
}
"""Where the things are that a verb may ask for besides its own."""

KIND_OF = {**{kind: kind for kind in things.KINDS}, "a": "teacher", "b": "teacher"}


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
        return f"luck_{over}_row(luck.{over}, (month * {_count(over)} + i) * lanes + lane)"
    where = "i" if argument == over else f"at_{argument}"
    kind = KIND_OF[argument]
    return f"{kind}_row(tables.{kind}, {where} * lanes + lane)"


def _count(kind: str) -> str:
    return "1" if kind == "district" else f"size.{kind}s"


def _loop(over: str, verbs: Iterable[Callable[..., object]], *body: str) -> list[str]:
    """A loop over things and lanes; ``body`` are its lines, in which {0}, {1} are the calls of ``verbs``."""
    verbs = list(verbs)
    wanted = {argument for verb in verbs for argument in arguments(verb)} | {"cluster"}
    lines = [POSITIONS[over]]
    lines += [f"    at_{name} = {where}" for name, where in LOOKUPS[over].items() if name in wanted]
    lines.append("    for lane in range(lanes):")
    calls = [f"{alias(v)}({', '.join(_row(a, over) for a in arguments(v))})" for v in verbs]
    return lines + [f"        {line.format(*calls)}" for line in body]


def _function(name: str, lines: list[str]) -> list[str]:
    head = f"def {name}(tables, luck, size, numbers, policy, out, month, lanes):"
    return ["", "", "@njit(error_model='numpy')", head, *(f"    {line}" for line in lines)]


def _step(rank: int, step: Step) -> tuple[str, list[str]]:
    name = f"step_{rank:02d}_{alias(step.verb)}"
    return name, _function(name, _loop(step.over, [step.verb], "{0}"))


def _record() -> list[str]:
    lines: list[str] = []
    for rank, outcome in enumerate(OUTCOMES.values()):
        where = "i" if outcome.over == "cluster" else "at_cluster"
        cell = f"{rank}, (month * size.clusters + {where}) * lanes + lane"
        sums = (f"out.value[{cell}] += {{0}}", f"out.weight[{cell}] += {{1}}")
        lines += _loop(outcome.over, [outcome.value, outcome.weight], *sums)
    return lines


def _account() -> list[str]:
    lines: list[str] = []
    for rank, item in enumerate(items().values()):
        price = f" * n_row(numbers, lane).{item.cost.price}" if item.cost.price else ""
        line = f"out.ledger[{rank}, month * lanes + lane] += {{0}}{price}"
        lines += _loop(item.cost.over, [item.cost.quantity], line)
    return lines


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
    lines = ['"""Generated from the order of the month; do not edit."""', "", "from numba import njit", ""]
    lines += [f"from kkgsim.engine import {', '.join(rows)}", *_imports(verbs)]
    named = [_step(rank, step) for rank, step in enumerate(steps, start=1)]
    for _, text in named:
        lines += text
    lines += _function("record", _record()) + _function("account", _account())
    lines += ["", "", "@njit(error_model='numpy')", "def clear(table, columns):"]
    lines += ["    for column in columns:", "        for cell in range(table.shape[1]):"]
    lines += ["            table[column, cell] = 0.0"]
    lines += ["", "", "@njit(error_model='numpy', cache=True, nogil=True)"]
    lines += ["def play(tables, luck, size, numbers, policy, out, fresh, months, lanes):"]
    lines += ['    """Play all months; ``fresh`` lists the columns that begin each month at zero."""']
    lines += ["    for month in range(months):"]
    lines += [f"        clear(tables.{kind}, fresh.{kind})" for kind in things.KINDS]
    call = "(tables, luck, size, numbers, policy, out, month, lanes)"
    lines += [f"        {name}{call}" for name, _ in named] + [f"        record{call}", f"        account{call}"]
    return "\n".join(lines) + "\n"
