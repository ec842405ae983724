"""What each step of an order reads and writes, and what of it an earlier step of the same month has changed already."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from kkgsim.engine.printing.sources import syntax
from kkgsim.model import entities
from kkgsim.model.schedule import Step

Rule = Callable[..., Any]
Touched = tuple[str, str]
"""A kind of thing and an attribute of it."""


@dataclass(frozen=True)
class Wiring:
    """What a step touches: attributes read and written, draws and numbers."""

    reads: tuple[Touched, ...]
    writes: tuple[Touched, ...]
    draws: tuple[str, ...]
    numbers: tuple[str, ...]


@cache
def touched(rule: Rule) -> tuple[tuple[str, Touched], ...]:
    """What a rule, and whatever it calls, touches, in order: how ("reads", "writes", "draws", "numbers") and what."""
    result: dict[tuple[str, Touched], None] = {}
    _, node = syntax(rule)
    for part in ast.walk(node):
        if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name):
            how = _how(part)
            if how:
                result[how] = None
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Name):
            function = rule.__globals__.get(part.func.id)
            if inspect.isfunction(function) and function.__module__.startswith("kkgsim.model"):
                result.update(dict.fromkeys(touched(function)))
    return tuple(result)


def _how(part: ast.Attribute) -> tuple[str, Touched] | None:
    assert isinstance(part.value, ast.Name)
    holder = part.value.id
    if holder in entities.HOLDERS:
        how = "writes" if isinstance(part.ctx, ast.Store) else "reads"
        return how, (entities.HOLDERS[holder], part.attr)
    kinds = {"n": "numbers", "luck": "draws"}
    return (kinds[holder], (holder, part.attr)) if holder in kinds else None


def wiring(step: Step) -> Wiring:
    """What a step touches, its sums with it."""
    rules = [step.verb, *(rule for _, summed in step.sums for rule in summed)]
    everything = dict.fromkeys(touch for rule in rules for touch in touched(rule))
    by_how: dict[str, list[Touched]] = {"reads": [], "writes": [], "draws": [], "numbers": []}
    for how, what in everything:
        by_how[how].append(what)
    return Wiring(
        tuple(by_how["reads"]), tuple(by_how["writes"]),
        tuple(dict.fromkeys(name for _, name in by_how["draws"])),
        tuple(dict.fromkeys(name for _, name in by_how["numbers"])),
    )  # fmt: skip


@cache
def roles() -> Mapping[Touched, str]:
    """The role of every attribute."""
    return {(kind, a.name): a.role for kind, attributes in entities.KINDS.items() for a in attributes}


@dataclass(frozen=True)
class Seen:
    """How a step of the month sees what it reads: what an earlier step has changed, with the last that did; what
    still stands as the month before left it; and what it changes."""

    changed: tuple[tuple[Touched, str], ...]
    left: tuple[Touched, ...]
    writes: tuple[Touched, ...]
    draws: tuple[str, ...]


def seen_by(order: Sequence[Step]) -> list[Seen]:
    """The same of all steps of a month, in their order."""
    last: dict[Touched, str] = {}
    written = {what for step in order for what in wiring(step).writes}
    seen = []
    for step in order:
        wired = wiring(step)
        carried = [what for what in wired.reads if roles()[what] == "state" and what in written]
        changed = [(what, last[what]) for what in wired.reads if what in last]
        left = [what for what in carried if what not in last]
        seen.append(Seen(tuple(changed), tuple(left), wired.writes, wired.draws))
        last.update(dict.fromkeys(wired.writes, step.name))
    return seen
