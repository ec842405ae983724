"""What stands between marks in pages that are written by hand: tables and equations that are read off the model."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from describing import declared, equations
from kkgsim.model import entities, normal, random_streams, threefry
from kkgsim.model.levers import all_levers, all_settings
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.parameters import GRADES
from kkgsim.model.random_streams import LAWS, Lanes
from kkgsim.model.registry import PARAMETERS
from kkgsim.model.schedule import ORDER, START, steps_of
from kkgsim.places.profiles import PROFILES

MARK = re.compile(r"<!-- made: (\w+) -->\n.*?<!-- end -->", re.S)
FIGURE = re.compile(r"<!-- (fact|effect) ([^>]*?) -->.*?<!-- -->", re.S)
"""A figure read in from a page that a command makes."""
DOCS = Path(__file__).resolve().parents[1]
SEED, PLACE = 2026, "0123456789abcdef"
ASKED = ((0, "month", "teacher", 0, 0), (3, "month", "teacher", 5, 7), (0, "start", "cluster", 0, 1))
"""Replicate, when, kind, month and thing of draws that are written out."""


def filled(text: str) -> str:
    """A page with what stands between its marks made anew. Raises ``KeyError`` for a mark that nothing is made for."""
    text = FIGURE.sub(lambda m: f"<!-- {m[1]} {m[2]} -->{FIGURES[m[1]]()[m[2]]}<!-- -->", text)
    return MARK.sub(lambda mark: f"<!-- made: {mark[1]} -->\n{MADE[mark[1]]()}\n<!-- end -->", text)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


@cache
def _facts() -> Mapping[str, str]:
    """What the model shows of each quantity with a target, by fact and quantity."""
    fact, shown = "", {}
    for line in (DOCS / "facts_today.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("| **F"):
            fact = line.split("**")[1]
        elif line.startswith("| |"):
            _, quantity, _, model, *_ = _cells(line)
            shown[f"{fact}: {quantity}"] = model
    return shown


@cache
def _effects() -> Mapping[str, str]:
    """Effects on literacy by place, policy and month."""
    place, months, shown = "", [""], {}
    for line in (DOCS / "effects.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            place = line.removeprefix("## ")
        elif line.startswith("| policy"):
            months = _cells(line)
        elif line.startswith("| "):
            policy, *values = _cells(line)
            shown |= {f"{place}: {policy}: {month}": x for month, x in zip(months[1:], values, strict=True)}
    return shown


FIGURES: Mapping[str, Callable[[], Mapping[str, str]]] = {"fact": _facts, "effect": _effects}
"""Where figures are read in from."""


def _threefry() -> str:
    rules = [*equations.functions_of(threefry)]
    constants = [f"MASK = {threefry.MASK} (2³² − 1),  PARITY = {threefry.PARITY}"]
    lines = [line for rule in rules for line in equations.written(rule).splitlines()]
    return "\n".join(declared.block([*constants, *lines])).strip()


def _normal() -> str:
    rules = (normal.uniform_of, normal.normal_of, normal.bent)
    lines = [line for rule in rules for line in equations.written(rule).splitlines()]
    return "\n".join(declared.block(lines)).strip()


def _blocks() -> str:
    rows = [
        (f"`{(when, kind, rank)}`", word, ", ".join(f"`{name}`" for name in named))
        for when, kinds in LAWS.items()
        for kind in kinds
        for rank, (word, named) in enumerate(random_streams.blocks(when, kind))
    ]
    return "\n".join(declared.table(("name of the block", "its word", "its draws"), rows)).strip()


def _answers() -> str:
    rows = []
    for replicate, when, kind, month, thing in ASKED:
        drawn = random_streams.luck(Lanes.of(SEED, PLACE, [replicate]), when, kind, month + 1, thing + 1)
        for rank, (name, law) in enumerate(LAWS[when][kind].items()):
            value = float(drawn[rank, month * (thing + 1) + thing, 0])
            rows.append((when, kind, thing, month, replicate, f"`{name}` ({law})", repr(value)))
    (share,) = random_streams.numbers(Lanes.of(SEED, "", [0]), ["learn_rate"])[0].tolist()
    rows.append(("number", "`learn_rate`", "", "", 0, "share (uniform)", repr(share)))
    for rank, value in enumerate(random_streams.fixed(PLACE, "school sizes", 5).tolist()):
        rows.append(("fixed", "`school sizes`", rank, "", "", "uniform", repr(value)))
    head = ("when", "of", "thing", "month", "replicate", "draw", "value")
    return "\n".join(declared.table(head, rows)).strip()


def _provinces() -> str:
    rows = (
        (f"`{p.name}`", p.title.en, declared.figure(p.teachers.value), declared.figure(p.pupils.value), f"`{p.speed}`")
        for p in PROFILES.values()
    )
    head = ("profile", "province", "teachers with the principal", "pupils", "speed")
    return "\n".join(declared.table(head, rows)).strip()


def _counts() -> str:
    attributes = sum(len(own) for own in entities.KINDS.values())
    grades = ", ".join(f"{sum(p.grade == g for p in PARAMETERS.values())} {g}" for g in GRADES)
    return (
        f"{len(entities.KINDS)} kinds of thing with {attributes} attributes; {len(list(steps_of(START)))} steps at the "
        f"start (those that are repeated counted each time) and {len(ORDER)} a month; {len(all_levers())} levers with "
        f"{len(all_settings())} settings; {len(OUTCOMES)} outcomes; {len(PARAMETERS)} numbers, of which {grades}."
    )


MADE: Mapping[str, Callable[[], str]] = {
    "threefry": _threefry, "normal": _normal, "blocks": _blocks, "answers": _answers, "provinces": _provinces,
    "counts": _counts,
}  # fmt: skip
"""What is made for each mark."""
