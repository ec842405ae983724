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
from kkgsim.engine.printing.flatten import flat
from kkgsim.engine.printing.form import Loop, Program
from kkgsim.engine.printing.layout import NUMBERS, TABLES, parents
from kkgsim.engine.printing.month import month
from kkgsim.engine.printing.spelling import INDENT, Language, Places, ranges
from kkgsim.model.schedule import Step

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
ROW_FUNCTIONS = "ROWS, apart, floor, larger, magnitude, select, smaller, sqrt"
"""What the text takes from :mod:`kkgsim.engine.rows`."""
UNPACKED = {
    **{f"{name}_table": f"tables[{rank}]" for rank, name in enumerate(TABLES)},
    **{name: f"size.{name}" for name in (*parents(), *NUMBERS)},
}
"""What the kernel takes out of its arguments, by the names that its functions use."""
PASSED = (*UNPACKED, "month")
INNER = "@njit(error_model='numpy', no_cpython_wrapper=True, no_cfunc_wrapper=True)"
"""Functions that only the kernel calls need no way in from Python; that saves a third of compiling."""
PART_LINES = 120
"""Lines of a function of the kernel, but for a loop that has more: time to compile grows faster than its length."""


def loop_lines(loop: Loop) -> Iterator[str]:
    """A loop, laid flat."""
    loop = flat(loop)
    places = Places(loop)
    yield f"# {loop.name}"
    yield f"for i in range({COUNTS[loop.over]}):"
    yield from (f"    {name} = {place}" for name, place in places.at())
    yield "    for lane in range(lanes):"
    for binding in places.rows():
        cell = places.cell(binding)
        at = "lane" if cell == "0" else f"{cell} * lanes + lane"
        yield f"        {binding.holder} = {binding.kind}_row({binding.table}_table, {at})"
    yield from (f"        {line}" for line in PYTHON.statements(loop.body))


def _parts(loops: Iterable[Loop]) -> Iterator[list[str]]:
    """Loops put together into functions of some length."""
    lines: list[str] = []
    for loop in loops:
        text = list(loop_lines(loop))
        if lines and len(lines) + len(text) > PART_LINES:
            yield lines
            lines = []
        lines += text
    yield lines


def _functions(program: Program, name: str) -> Iterator[tuple[str, list[str]]]:
    """Functions of some loops each: the text that calls one, and its own. A function has what arguments it uses."""
    for rank, part in enumerate(_parts(program.loops), start=1):
        used = set(re.findall(r"\w+", " ".join(part)))
        call = f"{name}_{rank:02d}({', '.join(word for word in PASSED if word in used)})"
        yield call, ["", "", INNER, f"def {call}:", "    apart()", *(INDENT + line for line in part)]


def _cleared(program: Program) -> Iterator[str]:
    """Set columns to zero, those side by side at once."""
    for kind, names in program.fresh:
        for first, last in ranges(TABLES[kind].columns.index(name) for name in names):
            yield f"clear({kind}_table, {first}, {last})"


def source(order: tuple[Step, ...]) -> str:
    """The kernel's Python text for one order of the month."""
    program = month(order)
    functions = list(_functions(program, "month"))
    kinds = dict.fromkeys(table.kind for table in TABLES.values())
    lines = ['"""Generated from the order of the month; do not edit."""', "", "from numba import njit", ""]
    lines += [f"from kkgsim.engine.rows import {ROW_FUNCTIONS}"]
    lines += ["", *(f'{kind}_row = ROWS["{kind}"]' for kind in kinds)]
    lines += [line for _, text in functions for line in text]
    lines += ["", "", INNER, "def clear(table, first, last):"]
    lines += ["    for column in range(first, last):", "        for cell in range(table.shape[1]):"]
    lines += ["            table[column, cell] = 0.0"]
    lines += ["", "", "@njit(error_model='numpy', cache=True, nogil=True)"]
    lines += ["def advance(tables, size, first, last):"]
    lines += ['    """Play the months from ``first`` up to ``last``."""']
    lines += [f"    {name} = {where}" for name, where in UNPACKED.items()]
    lines += ["    for month in range(first, last):"]
    lines += [f"        {line}" for line in (*_cleared(program), *(call for call, _ in functions))]
    return "\n".join(lines) + "\n"
