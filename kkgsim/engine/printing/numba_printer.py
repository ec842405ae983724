"""The month as Python that numba compiles. A loop of it looks like this::

# feeling.tell
for i in range(teachers):
    at_school = teacher_school[i]
    for lane in range(lanes):
        teacher = teacher_row(teacher_table, i * lanes + lane)
        school = school_row(school_table, at_school * lanes + lane)
        school.belief_sum = school.belief_sum + teacher.belief
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kkgsim.engine.columns import COUNTS
from kkgsim.engine.printing.flatten import flat, flat_function
from kkgsim.engine.printing.form import Again, Loop, Program, Type
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
        "negate": "(-{0})", "not": "(not {0})", "and": "({0} & {1})", "or": "({0} | {1})",
        "min": "smaller({0}, {1})", "max": "larger({0}, {1})", "abs": "magnitude({0})",
        "floor": "floor({0})", "sqrt": "sqrt({0})",
        "add": "add32({0}, {1})", "xor": "xor32({0}, {1})", "bit_and": "and32({0}, {1})",
        "shift": "shift32({0}, {1})", "rotate": "rotate32({0}, {1})", "number": "number({0})", "word": "word({0})",
    },
    field="{0}.{1}",
    word="word({0})",
)  # fmt: skip
ROW_FUNCTIONS = (
    "ROWS, add32, and32, apart, floor, larger, magnitude, number, rotate32, select, shift32, smaller, sqrt, word, xor32"
)
"""What the text takes from :mod:`kkgsim.engine.rows`."""
UNPACKED = {
    **{f"{name}_table": f"tables[{rank}]" for rank, name in enumerate(TABLES)},
    **{name: f"size.{name}" for name in (*parents(), *NUMBERS)},
}
"""What the kernel takes out of its arguments, by the names that its functions use."""
PASSED = (*UNPACKED, "month")
INNER = "@njit(error_model='numpy', no_cpython_wrapper=True, no_cfunc_wrapper=True)"
"""Functions that only the kernel calls need no way in from Python; that saves a third of compiling."""
INLINED = f"{INNER[:-1]}, forceinline=True)"
ENTRY = "@njit(error_model='numpy', cache=True, nogil=True)"
"""Functions that are called from Python."""
CALLS, TAKEN = "{calls}", "{unpacked}"
APART = {alias(words): read(words, (Type.WORD,) * 8)}
"""Functions that stay functions, for they are long and called often; LLVM puts them in where they are called."""
PART_LINES = 120
"""Lines of a function of the kernel, but for a loop that has more: time to compile grows faster than its length."""


def loop_lines(loop: Loop) -> Iterator[str]:
    """A loop, laid flat."""
    loop = flat(loop, frozenset(APART))
    places = Places(loop)
    yield f"# {loop.name}"
    count = COUNTS[loop.over]
    yield f"for i in range({count}):"
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


def item_lines(item: Loop | Again) -> list[str]:
    """A loop, or loops done again and again."""
    if isinstance(item, Loop):
        return list(loop_lines(item))
    inner = [INDENT + line for loop in item.loops for line in loop_lines(loop)]
    return [f"for turn in range({item.times}):", *inner]


def _parts(loops: Iterable[Loop | Again]) -> Iterator[list[str]]:
    """Loops put together into functions of some length."""
    lines: list[str] = []
    for loop in loops:
        text = item_lines(loop)
        if lines and len(lines) + len(text) > PART_LINES:
            yield lines
            lines = []
        lines += text
    yield lines


def _functions(program: Program, name: str) -> Iterator[tuple[str, list[str]]]:
    """Functions of some loops each: the text that calls one, and its own. A function has what arguments it uses."""
    for rank, part in enumerate(_parts(program.loops), start=1):
        used = set(re.findall(r"(?<![.\w])\w+", " ".join(part)))
        call = f"{name}_{rank:02d}({', '.join(word for word in PASSED if word in used)})"
        yield call, ["", "", INNER, f"def {call}:", "    apart()", *(INDENT + line for line in part)]


def _cleared(program: Program) -> Iterator[str]:
    """Set columns to zero, those side by side at once."""
    for kind, names in program.fresh:
        for first, last in ranges(TABLES[kind].columns.index(name) for name in names):
            yield f"clear({kind}_table, {first}, {last})"


def _module(program: Program, name: str, lines: Iterable[str]) -> str:
    """The text of a program's functions, and what plays it. Among its ``lines`` ``{calls}`` stands for their calls,
    ``{unpacked}`` for what those take out of a world."""
    functions = list(_functions(program, name))
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
    calls = [*_cleared(program), *(call for call, _ in functions)]
    for line in lines:
        many = {CALLS: calls, TAKEN: _unpacked(calls)}
        kind = next((each for each in many if each in line), "")
        text += [line.replace(kind, each) for each in many[kind]] if kind else [line]
    return "\n".join(text) + "\n"


def _unpacked(calls: Iterable[str]) -> list[str]:
    """What calls are handed of a world."""
    used = set(re.findall(r"\w+", " ".join(calls)))
    return [f"{name} = {where}" for name, where in UNPACKED.items() if name in used]


def start_source(order: tuple[Step | Repeat, ...]) -> str:
    """The Python text that plays the start."""
    program = start(order)
    lines = ["def start(tables, size):", '    """Play the start."""', f"    {TAKEN}", f"    {CALLS}"]
    return _module(program, "start", lines)


def source(order: tuple[Step, ...]) -> str:
    """The Python text that plays months in one order."""
    program = month(order)
    lines = ["def advance(tables, size, first, last):", '    """Play the months from ``first`` up to ``last``."""']
    lines += [f"    {TAKEN}", "    for month in range(first, last):", f"        {CALLS}"]
    return _module(program, "month", lines)
