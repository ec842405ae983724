"""The month as JavaScript over typed arrays: a module whose ``advance`` plays months of a world.

A world is an object of typed arrays and whole numbers, named as in :mod:`kkgsim.engine.printing.layout`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kkgsim.engine.columns import COUNTS
from kkgsim.engine.printing.c_printer import cells, program_calls
from kkgsim.engine.printing.form import Assign, Loop, Program, every
from kkgsim.engine.printing.fusing import cleared, plan
from kkgsim.engine.printing.layout import NUMBERS, TABLES, parents
from kkgsim.engine.printing.month import month, start
from kkgsim.engine.printing.spelling import INDENT, Language, Places, ranges
from kkgsim.model.schedule import START, Repeat, Step

JAVASCRIPT = Language(
    choice="({0} ? {1} : {2})",
    truth=("false", "true"),
    templates={
        "negate": "(-{0})", "not": "(!{0})", "and": "({0} && {1})", "or": "({0} || {1})",
        "==": "({0} === {1})", "!=": "({0} !== {1})",
        "min": "smaller({0}, {1})", "max": "larger({0}, {1})", "abs": "Math.abs({0})",
        "floor": "Math.floor({0})", "sqrt": "Math.sqrt({0})",
        "add": "(({0} + {1}) | 0)", "xor": "({0} ^ {1})", "bit_and": "({0} & {1})", "shift": "({0} >>> {1})",
        "rotate": "(({0} << {1}) | ({0} >>> {2}))", "number": "({0} >>> 0)", "word": "({0} | 0)",
    },
    field="{0}_table[{0}_{1} + lane]",
    assign="{0} = {1};",
    word="({0} | 0)",
    block=("if ({0}) {{", "} else {", "}"),
)  # fmt: skip
HEAD = """\
// Generated from the order of the month; do not edit.
"use strict";
function larger(a, b) { return b > a ? b : a; }
function smaller(a, b) { return b < a ? b : a; }
"""


def loop_function(loop: Loop, name: str) -> Iterator[str]:
    """A flat loop as a function of a world and a month."""
    places = Places(loop)
    body = list(_loop(loop, places))
    used = set(re.findall(r"\w+", " ".join(body)))
    yield f"// {loop.name}"
    yield f"function {name}(world, month) {{"
    yield from (f"    const {number} = world.{number} | 0;" for number in NUMBERS if number in used)
    yield from (f"    const {array} = world.{array};" for array in parents() if array in used)
    yield from (f"    const {one.holder}_table = world.{one.table};" for one in places.rows())
    yield from body
    yield "}"


def _loop(loop: Loop, places: Places) -> Iterator[str]:
    """The loop itself."""
    count = COUNTS[loop.over]
    inner = list(_lanes(loop, places))
    if loop.pairs:
        ahead = [f"for (let ahead = 1; ahead < {count}; ahead++) {{", f"    const j = (i + ahead) % {count};"]
        inner = [*ahead, *(INDENT + line for line in inner), "}"]
    yield f"    for (let i = 0; i < {count}; i++) {{"
    yield from (f"        const {name} = {place};" for name, place in places.at())
    yield from (f"        {line}" for line in inner)
    yield "    }"


def _lanes(loop: Loop, places: Places) -> Iterator[str]:
    """What is done for a thing in every lane."""
    bindings = {binding.holder: binding for binding in loop.bindings}
    for holder, name in loop.touched:
        table = TABLES[bindings[holder].table]
        column = f"{table.columns.index(name)} * {cells(table)} + {places.cell(bindings[holder])} * lanes"
        yield f"const {holder}_{name} = ({column}) | 0;"
    yield "for (let lane = 0; lane < lanes; lane++) {"
    names = dict.fromkeys(one.local.name for one in every(loop.body) if isinstance(one, Assign))
    if names:
        yield f"    let {', '.join(names)};"
    yield from (INDENT + line for line in JAVASCRIPT.statements(loop.body))
    yield "}"


def program_lines(program: Program, name: str) -> Iterator[str]:
    """All loops of a program as functions, and one that plays it."""
    planned = plan(program)
    functions, calls = program_calls(planned, name, loop_function, "for (let turn = 0; turn < {}; turn++) {{")
    yield from functions
    yield f"function {name}(world, month) {{"
    for kind, columns in cleared(planned, program.fresh):
        ranks = [TABLES[kind].columns.index(column) for column in columns]
        for first, last in ranges(ranks):
            size = f"world.{kind}.length / {len(TABLES[kind].columns)}"
            yield f"    world.{kind}.fill(0, {first} * {size}, {last} * {size});"
    yield from (INDENT + call for call in calls)
    yield "}"


def javascript_text(order: tuple[Step, ...], beginning: tuple[Step | Repeat, ...] = START) -> str:
    """The start and the month in JavaScript: ``start(world)`` plays the start on a world that holds what is given of
    its place, ``advance(world, first, last)`` the months from ``first`` up to ``last``."""
    return _text(start(beginning), month(order))


@lru_cache(maxsize=4)
def _text(begun: Program, monthly: Program) -> str:
    """The text of both programs; printed once, for every play asks."""
    lines = [HEAD, *program_lines(begun, "start_of_world"), ""]
    lines += [*program_lines(monthly, "month_of_world"), ""]
    lines += ["export function start(world) {", "    start_of_world(world, 0);", "}"]
    lines += ["export function advance(world, first, last) {"]
    lines += ["    for (let at = first; at < last; at++) month_of_world(world, at);", "}"]
    return "\n".join(lines) + "\n"
