"""Pages that are nothing but declarations: things with attributes, the order, the numbers, levers and outcomes."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from describing import equations
from describing.in_place import Touched, seen_by, wiring
from kkgsim.i18n import tr
from kkgsim.model import acting, entities, random_streams, reaching
from kkgsim.model.costs import MEETINGS, PURSES
from kkgsim.model.levers import all_levers
from kkgsim.model.levers.lever import Cost, Lever
from kkgsim.model.outcomes import GROUPS, OUTCOMES, SEEN_BY_AN_OFFICE
from kkgsim.model.parameters import GRADES, sources
from kkgsim.model.registry import PARAMETERS, home_of
from kkgsim.model.schedule import ORDER, START, Repeat, Step, steps_of

Row = Sequence[object]
WORDS_ONLY = (reaching.column, reaching.columns_for)
"""Functions of names, not of numbers."""
COSTS = (*(item.quantity for item in MEETINGS), *(flow for purse in PURSES for flow in purse.flows.values()))
"""What meetings cost, and what goes through the purses of clusters."""
NAMES = {
    "calendar": "month of the year", "district": "district office", "facilitator": "willing teacher (facilitator)",
    "resource_person": "outside resource person", "supervisor": "supervisor", "cluster": "cluster with its KKG",
    "neighbour": "cluster and one near it",
    "posting": "facilitator and a cluster in reach", "engagement": "resource person and a cluster in reach",
    "school": "school with its principal", "grade": "grade of a school", "teacher": "teacher",
    "tie": "two teachers who could exchange advice",
}  # fmt: skip
"""Each kind of thing in words."""


def table(head: Sequence[str], rows: Iterable[Row]) -> list[str]:
    """A table of a page."""
    lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    return lines + [f"| {' | '.join(str(cell).replace('|', '/') for cell in row)} |" for row in rows] + [""]


def block(lines: Iterable[str]) -> list[str]:
    """Lines of equations."""
    return ["```text", *lines, "```", ""]


def figure(value: float) -> str:
    """A number as it is, with no digit lost."""
    if value == float("inf"):
        return "∞"
    if value == float("-inf"):
        return "−∞"
    text = f"{value:.15g}"
    return text.replace("-", "−")


def module(name: str) -> Any:
    """A module of the model."""
    return importlib.import_module(f"kkgsim.model.{name}")


def entities_page() -> list[str]:
    """Every kind of thing with its attributes, what it belongs to, and its draws."""
    lines: list[str] = []
    for kind, attributes in entities.KINDS.items():
        lines += [f"## {kind}: {NAMES[kind]}", ""]
        joined = [f"`{name}` is a {of}" for name, of in entities.PARENTS.get(kind, {}).items()]
        if joined:
            lines += [f"Belongs to or joins: {', '.join(joined)}.", ""]
        for when, words in (("start", "once, at the start"), ("month", "each month")):
            drawn = random_streams.LAWS[when].get(kind)
            if drawn:
                named = ", ".join(f"`{name}` ({law})" for name, law in drawn.items())
                lines += [f"Draws {words}, in this order: {named}.", ""]
        head = ("attribute", "role", "unit", "from", "to", "meaning")
        lines += table(
            head, ((f"`{a.name}`", a.role, a.unit, figure(a.low), figure(a.high), a.meaning.en) for a in attributes)
        )
    return lines


def schedule_page() -> list[str]:
    """Both orders, and how each step of the month sees what it reads."""
    lines = ["## Once, at the start", "", *table(("step", "over each", "what happens", "writes"), _start_rows())]
    lines += ["## Each month", "", *table(("", "step", "over each", "what happens"), _month_rows())]
    lines += ["## In place: what a step of the month reads", ""]
    for rank, (step, seen) in enumerate(zip(ORDER, seen_by(ORDER), strict=True), start=1):
        lines += [f"**{rank}. `{step.name}`**", ""]
        if seen.changed:
            changed = ", ".join(f"{_of(what)} (`{by}`)" for what, by in seen.changed)
            lines.append(f"- as changed this month by: {changed}")
        if seen.left:
            lines.append(f"- as the month before left it: {', '.join(map(_of, seen.left))}")
        if seen.draws:
            lines.append(f"- draws: {', '.join(f'`luck.{name}`' for name in seen.draws)}")
        lines += [f"- writes: {', '.join(map(_of, seen.writes))}", ""]
    return lines


def _of(what: Touched) -> str:
    return f"`{what[0]}.{what[1]}`"


def _start_rows() -> Iterator[Row]:
    rank = 0
    for item in START:
        steps, times = (item.steps, f", {item.times} times") if isinstance(item, Repeat) else ((item,), "")
        for step in steps:
            rank += 1
            written = ", ".join(map(_of, wiring(step).writes))
            yield f"{rank}. `{step.name}`{times}", _over(step), tr(f"month_{step.name}"), written


def _over(step: Step) -> str:
    arguments = equations.syntax(step.verb)[1].args.args
    pairs = any(argument.arg == f"other_{step.over}" for argument in arguments)
    return f"{step.over} × other {step.over}" if pairs else step.over


def _month_rows() -> Iterator[Row]:
    yield 0, "levers", "all", tr("month_levers")
    for rank, step in enumerate(ORDER, start=1):
        yield rank, f"`{step.name}`", _over(step), tr(f"month_{step.name}")


def numbers_page() -> list[str]:
    """Every number with range, distribution and grade, then every source."""
    count = {grade: sum(number.grade == grade for number in PARAMETERS.values()) for grade in GRADES}
    counted = ", ".join(f"{many} {grade}" for grade, many in count.items())
    lines = [f"{len(PARAMETERS)} numbers: {counted}.", ""]
    homes = dict.fromkeys(home_of(name) for name in PARAMETERS)
    head = ("number", "value", "low", "high", "unit", "drawn", "grade", "sources", "meaning")
    for home in homes:
        own = {name: number for name, number in PARAMETERS.items() if home_of(name) == home}
        lines += [f"## {home.removeprefix('kkgsim.model.').removeprefix('rules.')}", ""]
        lines += table(head, (_number(name) for name in own))
    lines += ["## Sources", "", *table(("key", "citation", "how far it was read"), (
        (f"`{s.key}`", s.citation, s.read) for s in sources().values()
    ))]  # fmt: skip
    return lines


def _number(name: str) -> Row:
    number = PARAMETERS[name]
    drawn = number.distribution if number.used == "run" else f"held ({number.used})"
    meaning = number.meaning.en + (f" ({number.note})" if number.note else "")
    low, value, high = (figure(x) for x in (number.low, number.value, number.high))
    return f"`{name}`", value, low, high, number.unit, drawn, number.grade, " ".join(number.sources), meaning


def _used(rules: Iterable[Callable[..., Any]]) -> list[str]:
    return [line for rule in dict.fromkeys(rules) for line in equations.written(rule).splitlines()]


def levers_page() -> list[str]:
    """How settings reach things, then every lever: its settings, what it does, what it costs."""
    lines = ["## When what is paid for acts, and whom a phase reaches: the functions", ""]
    lines += block(_used((*acting.PRINTED, *(f for f in equations.functions_of(reaching) if f not in WORDS_ONLY))))
    for lever in all_levers().values():
        lines += _lever(lever)
    return lines


def _lever(lever: Lever) -> list[str]:
    home = module(f"levers.{lever.name}")
    reach = "the whole district only" if lever.everywhere else "all clusters, or those that a phase is aimed at"
    lines = [f"## {lever.name}", "", lever.about.en, "", f"Delay: `{lever.delay}`. Reaches {reach}. "
             f"Payers: {', '.join(lever.payers)} (the first where none is named).", ""]  # fmt: skip
    rows = ((f"`{lever.name}_{s.name}`", figure(s.low), figure(s.high), figure(s.usual), s.unit, s.label.en,
             f"`{s.today}`" if s.today else "") for s in lever.settings)  # fmt: skip
    lines += table(("setting", "low", "high", "usual", "unit", "meaning", "zero stands for"), rows)
    lines += block(_used(equations.functions_of(home)))
    acts = ", ".join(f"{kind}: `{verb.__name__}`" for kind, verb in lever.effects.items())
    return [*lines, f"Acts on {acts}.", "", *_costs(lever.costs)]


def _costs(costs: Iterable[Cost]) -> list[str]:
    """Cost items: the whole rupiah of each thing is its quantity times the price, rounded down."""
    rows = ((f"`{c.name}`", c.label.en, c.over, f"`{c.quantity.__name__}`", f"`{c.price}`" if c.price else "1",
             c.payer or "who pays the lever") for c in costs)  # fmt: skip
    return table(("cost item", "what", "of each", "quantity", "price", "payer"), rows)


def outcomes_page() -> list[str]:
    """Every outcome with value and weight, groups, cost items of meetings, purses."""
    lines: list[str] = []
    for name in module("measures").FILES:
        home = module(f"measures.{name}")
        lines += [f"## Measures of {name.replace('_', ' ')}", "", *block(_used(equations.functions_of(home)))]
    rows = ((f"`{o.name}`", o.over, f"`{o.value.__name__}`", f"`{o.weight.__name__}`", o.unit, o.better, o.label.en)
            for o in OUTCOMES.values())  # fmt: skip
    lines += ["## Outcomes", "", *table(("outcome", "over each", "value", "weight", "unit", "better", "label"), rows)]
    members = ((f"`{g.name}`", g.label.en, g.rest.en, ", ".join(f"{k}: `{r.__name__}`" for k, r in g.members.items()))
               for g in GROUPS.values())  # fmt: skip
    lines += ["## Groups", "", *table(("group", "members", "the rest", "member where this is 1"), members)]
    lines += [
        "## What an office sees",
        "",
        "The number of an outcome is its rank here; a look takes so many months.",
        "",
    ]
    seen = ((rank, f"`{name}`", months) for rank, (name, months) in enumerate(SEEN_BY_AN_OFFICE.items(), start=1))
    lines += table(("number", "outcome", "fewest months"), seen)
    lines += [
        "## What meetings cost under every policy",
        "",
        *block(_used(COSTS)),
    ]
    lines += _costs(MEETINGS)
    purses = ((p.name, f"`{p.taken_in.__name__}`", f"`{p.left.__name__}`", ", ".join(f"`{item}`" for item in p.pays))
              for p in PURSES)  # fmt: skip
    return [*lines, "## Purses", "", *table(("purse", "taken in", "left", "pays"), purses)]


def all_steps() -> list[Step]:
    """Every step of both orders, each once."""
    return list(dict.fromkeys((*steps_of(START), *ORDER)))
