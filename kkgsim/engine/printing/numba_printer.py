"""The month as Python that numba compiles. A loop of it looks like this::

# feeling.tell
for i in range(teachers):
    at_school = teacher_school[i]
    for lane in range(lanes):
        teacher = teacher_row(teacher_table, i * lanes + lane)
        school = school_row(school_table, at_school * lanes + lane)
        school.belief_sum = plus(school.belief_sum, teacher.belief)

Arithmetic is written as functions that are one instruction each, for numba takes longer to find out what an operator
means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from kkgsim.engine.columns import COUNTS
from kkgsim.engine.printing.flatten import flat_function
from kkgsim.engine.printing.form import Again, Loop, Program, Type
from kkgsim.engine.printing.fusing import WITHIN, Block, plan
from kkgsim.engine.printing.layout import NUMBERS, TABLES, parents
from kkgsim.engine.printing.month import month, start
from kkgsim.engine.printing.reading import alias, read
from kkgsim.engine.printing.spelling import INDENT, Language, Places, ranges
from kkgsim.model.schedule import Repeat, Step
from kkgsim.model.threefry import words

PYTHON = Language(
    choice="select({0}, {1}, {2})",
    truth=("False", "True"),
    templates={
        "+": "plus({0}, {1})", "-": "minus({0}, {1})", "*": "times({0}, {1})", "/": "over({0}, {1})",
        "<": "below({0}, {1})", "<=": "at_most({0}, {1})", ">": "above({0}, {1})", ">=": "at_least({0}, {1})",
        "==": "equal({0}, {1})", "!=": "unequal({0}, {1})", "negate": "(-{0})",
        "not": "(not {0})", "and": "({0} & {1})", "or": "({0} | {1})",
        "min": "smaller({0}, {1})", "max": "larger({0}, {1})", "abs": "magnitude({0})",
        "floor": "floor({0})", "sqrt": "sqrt({0})",
        "add": "add32({0}, {1})", "xor": "xor32({0}, {1})", "bit_and": "and32({0}, {1})",
        "shift": "shift32({0}, {1})", "rotate": "rotate32({0}, {1})", "number": "number({0})", "word": "word({0})",
    },
    field="{0}.{1}",
    word="word({0})",
)  # fmt: skip
ROW_FUNCTIONS = (
    "ROWS, above, add32, and32, apart, at_least, at_most, below, equal, floor, larger, magnitude, minus, number, over, "
    "plus, rotate32, select, shift32, smaller, sqrt, times, unequal, word, xor32"
)
"""What the text takes from :mod:`kkgsim.engine.rows`."""
UNPACKED = {
    **{f"{name}_table": f"tables[{rank}]" for rank, name in enumerate(TABLES)},
    **{name: f"size.{name}" for name in (*parents(), *NUMBERS)},
}
"""What the kernel takes out of its arguments, by the names that its functions use."""
RANGES = tuple(f"{kind}_{end}" for kind in WITHIN for end in ("first", "last"))
PASSED = (*UNPACKED, "month", *RANGES)
NAMES = re.compile(r"(?<![.\w])[a-z]\w*")
INNER = "@njit(error_model='numpy', no_cpython_wrapper=True, no_cfunc_wrapper=True)"
"""Functions that only the kernel calls need no way in from Python; that saves a third of compiling."""
INLINED = f"{INNER[:-1]}, forceinline=True)"
ENTRY = "@njit(error_model='numpy', cache=True, nogil=True)"
"""Functions that are called from Python."""
APART = {alias(words): read(words, (Type.WORD,) * 8)}
"""Functions that stay functions, for they are long and called often; LLVM puts them in where they are called."""
PART_LINES = 60
"""Lines of a function of the kernel, but for a loop that has more: time to compile grows faster than its length."""


def loop_lines(loop: Loop, *, blocked: bool = False) -> Iterator[str]:
    """A flat loop: over all things, or over those of a cluster where it is ``blocked``."""
    places = Places(loop)
    yield f"# {loop.name}"
    count = COUNTS[loop.over]
    yield f"for i in range({f'{loop.over}_first, {loop.over}_last' if blocked else count}):"
    yield from (f"    {name} = {place}" for name, place in places.at())
    inner = ["for lane in range(lanes):"]
    for binding in places.rows():
        cell = places.cell(binding)
        at = "lane" if cell == "0" else f"{cell} * lanes + lane"
        inner.append(f"    {binding.holder} = {binding.kind}_row({binding.table}_table, {at})")
    inner += [INDENT + line for line in PYTHON.statements(loop.body)]
    if loop.pairs:
        inner = [f"for ahead in range(1, {count}):", f"    j = (i + ahead) % {count}", *(INDENT + x for x in inner)]
    yield from (INDENT + line for line in inner)


def _texts(item: Loop | Again | Block) -> Iterator[list[str]]:
    """The text of an item, in pieces that may stand in functions of their own."""
    match item:
        case Loop():
            yield list(loop_lines(item))
        case Again(times, loops):
            yield [f"for turn in range({times}):", *(INDENT + line for loop in loops for line in loop_lines(loop))]
        case Block(loops):
            yield from (list(loop_lines(loop, blocked=True)) for loop in loops)


def _parts(texts: Iterable[list[str]]) -> Iterator[list[str]]:
    """Pieces put together into functions of some length."""
    lines: list[str] = []
    for text in texts:
        if lines and len(lines) + len(text) > PART_LINES:
            yield lines
            lines = []
        lines = lines + text
    yield lines


def _functions(items: Sequence[Loop | Again | Block], name: str) -> Iterator[tuple[list[str], list[str]]]:
    """Functions of some loops each: the text that calls them, and their own. A function has what arguments it uses."""
    rank = 0
    for blocked, some in groupby(items, key=lambda item: id(item) if isinstance(item, Block) else 0):
        group, calls = list(some), []
        own: list[str] = []
        for part in _parts(text for item in group for text in _texts(item)):
            rank += 1
            used = set(NAMES.findall(" ".join(part)))
            call = f"{name}_{rank:02d}({', '.join(word for word in PASSED if word in used)})"
            own += ["", "", INNER, f"def {call}:", "    apart()", *(INDENT + line for line in part)]
            calls.append(call)
        yield (list(_by_cluster(calls)) if blocked else calls), own


def _by_cluster(calls: Iterable[str]) -> Iterator[str]:
    """Calls for one cluster after the other, with the first and the last of all that stands cluster by cluster."""
    inside = {kind: index for kind, index in WITHIN.items() if kind != "cluster"}
    yield " = ".join(f"{kind}_last" for kind in inside) + " = 0"
    yield "for cluster_first in range(clusters):"
    yield "    cluster_last = cluster_first + 1"
    for kind, index in inside.items():
        last = where = f"{kind}_last"
        for parent in index.through:
            where = f"{parent}[{where}]"
        yield f"    {kind}_first = {last}"
        yield f"    while {last} < {COUNTS[kind]} and {where} == cluster_first:"
        yield f"        {last} += 1"
    yield from (INDENT + call for call in calls)


def _cleared(program: Program) -> Iterator[str]:
    """Set columns to zero, those side by side at once."""
    for kind, names in program.fresh:
        for first, last in ranges(TABLES[kind].columns.index(name) for name in names):
            yield f"clear({kind}_table, {first}, {last})"


def _module(program: Program, head: Sequence[str], inner: str, name: str) -> str:
    """The text of a program's functions, and of the one with this ``head`` that plays it, its lines after ``inner``."""
    functions = list(_functions(plan(program, frozenset(APART)), name))
    kinds = dict.fromkeys(table.kind for table in TABLES.values())
    text = ['"""Generated from the order of the rules; do not edit."""', "", "from numba import njit", ""]
    text += [f"from kkgsim.engine.rows import {ROW_FUNCTIONS}"]
    text += ["", *(f'{kind}_row = ROWS["{kind}"]' for kind in kinds)]
    for function in map(flat_function, APART.values()):
        text += ["", "", INLINED, f"def {function.name}({', '.join(name for name, _ in function.parameters)}):"]
        text += [INDENT + line for line in PYTHON.statements(function.body)]
    text += [line for _, own in functions for line in own]
    text += ["", "", INNER, "def clear(table, first, last):"]
    text += ["    for column in range(first, last):", "        for cell in range(table.shape[1]):"]
    text += ["            table[column, cell] = 0.0", "", "", ENTRY]
    calls = [*_cleared(program), *(line for calls, _ in functions for line in calls)]
    used = set(NAMES.findall(" ".join(calls)))
    text += [head[0], *(f"    {name} = {where}" for name, where in UNPACKED.items() if name in used), *head[1:]]
    return "\n".join([*text, *(inner + line for line in calls)]) + "\n"


def start_source(order: tuple[Step | Repeat, ...]) -> str:
    """The Python text of ``start(tables, size)``, which plays the start."""
    return _module(start(order), ["def start(tables, size):"], INDENT, "start")


def source(order: tuple[Step, ...]) -> str:
    """The Python text of ``advance(tables, size, first, last)``, which plays the months from ``first`` up to
    ``last`` in one order."""
    head = ["def advance(tables, size, first, last):", "    for month in range(first, last):"]
    return _module(month(order), head, 2 * INDENT, "month")
