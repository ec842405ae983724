"""The month as C, for any compiler that has two's complement and IEEE doubles; compile with ``-ffp-contract=off``.

A world is one structure of pointers to tables (see :mod:`kkgsim.engine.printing.layout`). Rows are pointers to a column
at a thing, so that compilers see that lanes lie side by side and columns apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from kkgsim.engine.columns import COUNTS
from kkgsim.engine.printing.form import Again, Assign, Loop, Program, Type, every
from kkgsim.engine.printing.fusing import Block, Fresh, cleared, plan
from kkgsim.engine.printing.layout import NUMBERS, TABLES, Table, parents
from kkgsim.engine.printing.month import month, start
from kkgsim.engine.printing.spelling import INDENT, Language, Places, ranges
from kkgsim.model.schedule import START, Repeat, Step

TYPES = {Type.NUMBER: "double", Type.WORD: "uint32_t", Type.CONDITION: "int"}
C = Language(
    choice="({0} ? {1} : {2})",
    truth=("0", "1"),
    templates={
        "negate": "(-{0})", "not": "(!{0})", "and": "({0} & {1})", "or": "({0} | {1})",
        "min": "smaller({0}, {1})", "max": "larger({0}, {1})", "abs": "__builtin_fabs({0})",
        "floor": "__builtin_floor({0})", "sqrt": "__builtin_sqrt({0})",
        "add": "({0} + {1})", "xor": "({0} ^ {1})", "bit_and": "({0} & {1})", "shift": "({0} >> {1})",
        "rotate": "(({0} << {1}) | ({0} >> {2}))", "number": "((double){0})", "word": "((uint32_t){0})",
    },
    field="{0}_{1}[lane]",
    assign="{0} = {1};",
    word="{0}u",
    block=("if ({0}) {{", "} else {", "}"),
)  # fmt: skip
HEAD = """\
/* Generated from the order of the month; do not edit. Compile with -ffp-contract=off. */
#include <stdint.h>
#if defined(__clang__)
#define EACH_LANE _Pragma("clang loop vectorize(assume_safety)")
#elif defined(__GNUC__)
#define EACH_LANE _Pragma("GCC ivdep")
#else
#define EACH_LANE
#endif
#define APART static __attribute__((noinline))
#define ENTRY __attribute__((visibility("default")))
static inline double larger(double a, double b) { return b > a ? b : a; }
static inline double smaller(double a, double b) { return b < a ? b : a; }
"""


def structure() -> Iterator[str]:
    """The structure of a world."""
    yield "typedef struct World {"
    yield from (f"    {TYPES[table.type]} *{table.name};" for table in TABLES.values())
    yield from (f"    const int32_t *{name};" for name in parents())
    yield from (f"    int32_t {name};" for name in NUMBERS)
    yield "} World;"


def cells(table: Table) -> str:
    """How many cells a table has."""
    things = [COUNTS[table.of]] if table.of else []
    return " * ".join([*(["months"] if table.per_month else []), *things, "lanes"])


def loop_function(loop: Loop, name: str) -> Iterator[str]:
    """A flat loop as a function of a world and a month."""
    places = Places(loop)
    body = list(_loop(loop, places))
    used = set(re.findall(r"\w+", " ".join(body)))
    yield f"/* {loop.name} */"
    yield f"APART void {name}(World *world, int month) {{"
    yield INDENT + "(void)month;"
    yield from (f"    const int {number} = world->{number};" for number in NUMBERS if number in used)
    yield from (f"    const int32_t *{array} = world->{array};" for array in parents() if array in used)
    yield from body
    yield "}"


def _loop(loop: Loop, places: Places) -> Iterator[str]:
    """The loop itself."""
    count = COUNTS[loop.over]
    inner = list(_lanes(loop, places))
    if loop.pairs:
        ahead = [f"for (int ahead = 1; ahead < {count}; ahead++) {{", f"    const int j = (i + ahead) % {count};"]
        inner = [*ahead, *(INDENT + line for line in inner), "}"]
    yield f"    for (int i = 0; i < {count}; i++) {{"
    yield from (f"        const int {name} = {place};" for name, place in places.at())
    yield from (f"        {line}" for line in inner)
    yield "    }"


def _lanes(loop: Loop, places: Places) -> Iterator[str]:
    """What is done for a thing in every lane."""
    bindings = {binding.holder: binding for binding in loop.bindings}
    for (holder, name), written in loop.touched.items():
        table = TABLES[bindings[holder].table]
        column = f"{table.columns.index(name)}L * {cells(table)} + (long){places.cell(bindings[holder])} * lanes"
        const = "" if written else "const "
        yield f"{const}{TYPES[table.type]} *restrict {holder}_{name} = world->{table.name} + ({column});"
    yield "EACH_LANE"
    yield "for (int lane = 0; lane < lanes; lane++) {"
    locals_ = {one.local.name: one.local.type for one in every(loop.body) if isinstance(one, Assign)}
    for of, spelt in TYPES.items():
        names = [name for name, its in locals_.items() if its is of]
        if names:
            yield f"    {spelt} {', '.join(names)};"
    yield from (INDENT + line for line in C.statements(loop.body))
    yield "}"


def program_calls(
    planned: Sequence[Loop | Again | Block], name: str, function: Callable[[Loop, str], Iterator[str]], again: str
) -> tuple[list[str], list[str]]:
    """The planned loops of a program as functions, each once, and the calls that play them in their order; ``again``
    begins what is repeated, in the words of C and JavaScript."""
    calls: list[str] = []
    printed: dict[str, list[str]] = {}
    for item in planned:
        loops = [item] if isinstance(item, Loop) else item.loops
        names = [f"{name}_{loop_name(loop)}" for loop in loops]
        printed |= {
            own: [*function(loop, own), ""] for own, loop in zip(names, loops, strict=True) if own not in printed
        }
        once = [f"{own}(world, month);" for own in names]
        if isinstance(item, Again):
            once = [again.format(item.times), *(INDENT + line for line in once), "}"]
        calls += once
    return [line for lines in printed.values() for line in lines], calls


def program_lines(program: Program, name: str) -> Iterator[str]:
    """All loops of a program as functions, and one that plays it."""
    planned = plan(program)
    functions, calls = program_calls(planned, name, loop_function, "for (int turn = 0; turn < {}; turn++) {{")
    yield from functions
    yield f"static void {name}(World *world, int month) {{"
    yield from _cleared(cleared(planned, program.fresh))
    yield from (INDENT + call for call in calls)
    yield "}"


def loop_name(loop: Loop) -> str:
    """The name of a loop as that of a function."""
    return re.sub(r"\W", "_", loop.name)


def _cleared(columns: Fresh) -> Iterator[str]:
    """Set columns to zero, those side by side at once."""
    for kind, names in columns:
        ranks = [TABLES[kind].columns.index(name) for name in names]
        for first, last in ranges(ranks):
            size = f"{cells(TABLES[kind])}".replace("lanes", "world->lanes").replace(
                COUNTS[kind], COUNTS[kind] if COUNTS[kind].isdigit() else f"world->{COUNTS[kind]}"
            )
            yield f"    for (long cell = {first}L * {size}; cell < {last}L * {size}; cell++)"
            yield f"        world->{kind}[cell] = 0.0;"


def c_text(order: tuple[Step, ...], beginning: tuple[Step | Repeat, ...] = START) -> str:
    """The start and the month in C: ``start(world)`` plays the start on a world that holds what is given of its place,
    ``advance(world, first, last)`` the months from ``first`` up to ``last``."""
    lines = [HEAD, *structure(), "", *program_lines(start(beginning), "start_of_world"), ""]
    lines += [*program_lines(month(order), "month_of_world"), ""]
    lines += [
        "ENTRY void start(World *world);",
        "ENTRY void start(World *world) {",
        "    start_of_world(world, 0);",
        "}",
    ]
    lines += ["ENTRY void advance(World *world, int first, int last);"]
    lines += ["ENTRY void advance(World *world, int first, int last) {"]
    lines += ["    for (int at = first; at < last; at++)", "        month_of_world(world, at);", "}"]
    return "\n".join(lines) + "\n"
