"""Which attributes and numbers each rule reads and writes, read off its syntax.

One reading serves the tests (a misspelt attribute is named in one line), ``kkgsim explain`` and the
documentation.
"""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kkgsim.engine.printing.sources import syntax
from kkgsim.model import entities, levers, measures, random_streams, rules
from kkgsim.model.registry import PARAMETERS


@dataclass(frozen=True)
class Dependencies:
    """What one rule touches: ``reads`` and ``writes`` are (kind, attribute); ``numbers``, ``settings`` and
    ``draws`` are names."""

    rule: str
    reads: frozenset[tuple[str, str]]
    writes: frozenset[tuple[str, str]]
    numbers: frozenset[str]
    settings: frozenset[str]
    draws: frozenset[str]


def functions() -> Iterator[Callable[..., Any]]:
    """Every function of the rules, levers, observations and ledger."""
    homes = [f"kkgsim.model.rules.{name}" for name in rules.FILES]
    homes += levers.HOMES.values()
    homes += [f"kkgsim.model.measures.{name}" for name in measures.FILES]
    for home in (*homes, "kkgsim.model.costs"):
        for function in vars(importlib.import_module(home)).values():
            if inspect.isfunction(function) and function.__module__ == home:
                yield function


def dependencies_of(function: Callable[..., Any]) -> Dependencies:
    """The wiring of one function."""
    _, tree = syntax(function)
    touched: dict[str, set[Any]] = {key: set() for key in ("reads", "writes", "numbers", "settings", "draws")}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            _note(touched, node.value.id, node.attr, isinstance(node.ctx, ast.Store))
    name = f"{function.__module__.removeprefix('kkgsim.model.')}.{function.__name__}"
    return Dependencies(name, **{key: frozenset(names) for key, names in touched.items()})


def _note(touched: dict[str, set[Any]], holder: str, attribute: str, written: bool) -> None:
    if holder in entities.HOLDERS:
        touched["writes" if written else "reads"].add((entities.HOLDERS[holder], attribute))
    elif holder in ("n", "policy", "luck"):
        touched[{"n": "numbers", "policy": "settings", "luck": "draws"}[holder]].add(attribute)


@cache
def all_dependencies() -> Mapping[str, Dependencies]:
    """The wiring of every rule by its name, e.g. ``rules.attending.decide``."""
    return {wired.rule: wired for wired in map(dependencies_of, functions())}


def readers_of(number: str) -> list[str]:
    """The rules, cost items and makers of places and rosters that read a number."""
    readers = [wired.rule for wired in all_dependencies().values() if number in wired.numbers]
    from kkgsim.model.costs import items

    readers += [
        f"engine.sampling.delays_of ({lever.name})" for lever in levers.all_levers().values() if lever.delay == number
    ]
    readers += [f"costs.{item.cost.name}" for item in items().values() if item.cost.price == number]
    for home in (
        "kkgsim.places.population.roster",
        "kkgsim.places.population.given",
        "kkgsim.places.geo.clusters",
        "kkgsim.places.geo.meeting_place",
        "kkgsim.places.importer.importing",
        "kkgsim.places.profiles",
    ):
        text = inspect.getsource(importlib.import_module(home))
        if f'"{number}"' in text:
            readers.append(home.removeprefix("kkgsim."))
    return readers


def misspelt() -> list[str]:
    """What rules touch that is declared nowhere, one line each."""
    settings = levers.all_settings()
    draws = {draw for when in (random_streams.LUCK, random_streams.START) for names in when.values() for draw in names}
    lines = []
    for wired in all_dependencies().values():
        for kind, attribute in sorted(wired.reads | wired.writes):
            if attribute not in entities.names(kind):
                lines.append(f"{wired.rule}: {kind}.{attribute} is not declared in kkgsim.model.entities")
        for what, used, known in (
            ("number", wired.numbers, PARAMETERS), ("setting", wired.settings, settings), ("draw", wired.draws, draws),
        ):  # fmt: skip
            lines += [f"{wired.rule}: no such {what}: {name}" for name in sorted(used) if name not in known]
    return lines
