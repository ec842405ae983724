"""The month as LLVM assembly: a module a loop, and one that plays the loops in their order.

LLVM vectorises no loop here: rows of lanes, or of things where there is a single lane, are written out as vectors, so
that compiling takes seconds. A loop's module does not change when other loops do.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache

from kkgsim.engine.columns import COUNTS, LANES
from kkgsim.engine.printing.flatten import flat_function
from kkgsim.engine.printing.form import Again, Loop, Program, Type
from kkgsim.engine.printing.fusing import WITHIN, Block, plan
from kkgsim.engine.printing.layout import NUMBERS, TABLES, Table, parents
from kkgsim.engine.printing.llvm_code import Code
from kkgsim.engine.printing.llvm_loop import SUMS, Body, Row
from kkgsim.engine.printing.llvm_rows import in_parts, in_rows
from kkgsim.engine.printing.month import month, start
from kkgsim.engine.printing.reading import alias, read
from kkgsim.engine.printing.spelling import ranges
from kkgsim.model.schedule import Repeat, Step
from kkgsim.model.threefry import words

APART = {alias(words): read(words, (Type.WORD,) * 8)}
"""Functions that stay functions, for they are long and called often."""
MEMBERS = tuple(kind for kind in WITHIN if kind != "cluster")
"""The kinds of things that a cluster has, in the order in which their ends are looked for."""
PASSED = "ptr %world, i64 %month, i64 %here, i64 %first, i64 %last"
NAME = "LOOP"
"""What a loop's function is called until its text, which names it, is known."""


class Lanes(Enum):
    """How many lanes a text plays."""

    FULL = LANES
    """As many as are worked out at once."""
    SINGLE = 1
    """One; things stand side by side instead, where they may."""
    ANY = 0
    """Any number, one by one."""


@dataclass(frozen=True)
class Module:
    """A text of LLVM assembly, and the function in it that others call."""

    name: str
    text: str


def offset(name: str) -> int:
    """Where something stands in the structure of a world (see :func:`~kkgsim.engine.printing.layout.layout`)."""
    pointers = (*TABLES, *parents())
    if name in pointers:
        return 8 * pointers.index(name)
    return 8 * len(pointers) + 4 * NUMBERS.index(name)


def _fetched(name: str) -> Iterator[str]:
    """Take something out of the world."""
    yield f"%{name}.at = getelementptr i8, ptr %world, i64 {offset(name)}"
    if name in NUMBERS:
        yield f"%{name}.short = load i32, ptr %{name}.at"
        yield f"%{name} = sext i32 %{name}.short to i64"
    else:
        yield f"%{name} = load ptr, ptr %{name}.at"


class _Function:
    """The function of a loop, put together nest by nest."""

    def __init__(self, loop: Loop, lanes: Lanes, *, blocked: bool):
        self._loop, self._lanes, self._blocked = loop, lanes, blocked
        self._used: set[str] = set()
        self._words: set[int] = set()
        self._needs: set[str] = set()
        lines = self._nests()
        entry = [line for name in (*TABLES, *parents(), *NUMBERS) if name in self._used for line in _fetched(name)]
        self._lines = [f"; {loop.name}", f"define void @{NAME}({PASSED}) {{", "entry:", *entry, *lines, "ret void", "}"]

    def _nests(self) -> list[str]:
        """The rows of the loop; in a single lane what does not fill a row comes thing by thing."""
        if self._lanes is not Lanes.SINGLE:
            return self._lane_by_lane()
        if not in_rows(self._loop):
            return self._nest("alone", Row(1, "things"), "%first", "%last", "done")
        lines = ["%count = sub i64 %last, %first", f"%rest = srem i64 %count, {LANES}", "%whole = sub i64 %last, %rest"]
        lines += self._nest("rows", Row(LANES, "things"), "%first", "%whole", "remainder")
        return lines + self._nest("alone", Row(1, "things"), "%whole", "%last", "done")

    def _lane_by_lane(self) -> list[str]:
        """Lanes side by side or one by one; sums of full rows in several loops, if they are many."""
        if self._lanes is Lanes.ANY:
            return self._nest("all", Row(1, "lanes"), "%first", "%last", "done")
        parts, lines = [self._loop], list[str]()
        if self._blocked and self._loop.over != "cluster":
            parts = list(in_parts(self._loop, SUMS))
        for rank, self._loop in enumerate(parts):
            lines += self._nest(f"part{rank}", Row(LANES, "lanes"), "%first", "%last", f"done{rank}")
        return lines

    def _nest(self, name: str, row: Row, first: str, last: str, after: str) -> list[str]:
        """The loop over things, and over lanes where they come one by one; ``name`` goes before its registers."""
        known, code, i = self._lanes.value, Code(row.width, f"{name}."), f"%{name}.i"
        block = f"{name}.pairs" if self._loop.pairs else f"{name}.things"
        body = Body(self._loop, row, code, name, block, blocked=self._blocked, lanes=known)
        self._used |= body.used
        self._words |= body.words
        self._needs |= code.needs
        lines = [f"%{name}.some = icmp slt i64 {first}, {last}"]
        lines += [f"br i1 %{name}.some, label %{name}.group, label %{after}", f"{name}.group:"]
        if not known:
            lines += [f"%{name}.lane = phi i64 [ 0, %entry ], [ %{name}.lane.next, %{name}.ended ]"]
        lines += [*code.before, *(f"{s.begun}.first = load {s.row}, ptr {s.pointer}, align 8" for s in body.sums)]
        lines += [f"br label %{name}.things", f"{name}.things:"]
        lines += [f"{i} = phi i64 [ {first}, %{name}.group ], [ {i}.next, %{name}.next ]"]
        lines += [
            f"{s.begun} = phi {s.row} [ {s.begun}.first, %{name}.group ], [ {s.total}, %{name}.next ]"
            for s in body.sums
        ]
        lines += self._ahead(name, code.lines) if self._loop.pairs else [*code.lines, f"br label %{name}.next"]
        step = row.width if row.across == "things" else 1
        lines += [f"{name}.next:", f"{i}.next = add i64 {i}, {step}", f"{i}.more = icmp slt i64 {i}.next, {last}"]
        lines += [f"br i1 {i}.more, label %{name}.things, label %{name}.ended", f"{name}.ended:"]
        lines += [f"store {s.row} {s.total}, ptr {s.pointer}, align 8" for s in body.sums]
        if known:
            return [*lines, f"br label %{after}", f"{after}:"]
        self._used.add("lanes")
        lines += [f"%{name}.lane.next = add i64 %{name}.lane, 1"]
        lines += [f"%{name}.lane.more = icmp slt i64 %{name}.lane.next, %lanes"]
        return [*lines, f"br i1 %{name}.lane.more, label %{name}.group, label %{after}", f"{after}:"]

    def _ahead(self, name: str, body: Sequence[str]) -> list[str]:
        """The body for every other thing, from the next one round to the one before."""
        count, ahead = COUNTS[self._loop.over], f"%{name}.ahead"
        if not count.isdigit():
            self._used.add(count)
            count = f"%{count}"
        lines = [f"%{name}.others = icmp sgt i64 {count}, 1"]
        lines += [f"br i1 %{name}.others, label %{name}.pairs, label %{name}.next", f"{name}.pairs:"]
        lines += [f"{ahead} = phi i64 [ 1, %{name}.things ], [ {ahead}.next, %{name}.paired ]"]
        lines += [f"%{name}.far = add i64 %{name}.i, {ahead}", f"%{name}.j = srem i64 %{name}.far, {count}", *body]
        lines += [f"br label %{name}.paired", f"{name}.paired:", f"{ahead}.next = add i64 {ahead}, 1"]
        lines += [f"{ahead}.more = icmp slt i64 {ahead}.next, {count}"]
        return [*lines, f"br i1 {ahead}.more, label %{name}.pairs, label %{name}.next"]

    def module(self) -> Module:
        """The module of this function alone, named after its text."""
        lines, needs = self._lines, self._needs
        for width in sorted(self._words):
            declared, own = _words(width)
            lines, needs = [*lines, *own], needs | declared
        text = "\n".join([*sorted(needs), *lines]) + "\n"
        name = f"loop_{hashlib.sha256(text.encode()).hexdigest()[:24]}"
        return Module(name, text.replace(f"@{NAME}(", f"@{name}("))


@cache
def _words(width: int) -> tuple[frozenset[str], tuple[str, ...]]:
    """The functions that stay functions, for so many words at once: what they need and their lines."""
    lines: list[str] = []
    needs: set[str] = set()
    for name, function in APART.items():
        code, flat = Code(width), flat_function(function)
        given = {parameter: f"%{parameter}" for parameter, _ in flat.parameters}
        body = Body(Loop(name, "district", (), flat.body), Row(width, "lanes"), code, name, "entry", values=given)
        row, values = code.row(Type.WORD), body.returned
        whole = f"{{{', '.join([row] * len(values))}}}"
        lines += [f"define internal {whole} @{name}_{width}({', '.join(f'{row} {one}' for one in given.values())}) "
                  "noinline {", "entry:", *code.before, *code.lines]  # fmt: skip
        made = "poison"
        for rank, value in enumerate(values):
            lines.append(f"%r{rank} = insertvalue {whole} {made}, {row} {value}, {rank}")
            made = f"%r{rank}"
        lines += [f"ret {whole} {made}", "}"]
        needs |= code.needs
    return frozenset(needs), tuple(lines)


class _Play:
    """The function that plays a program: it calls the loops in their order."""

    def __init__(self, program: Program, lanes: Lanes):
        self._lanes, self._lines, self._label = lanes, list[str](), 0
        self.modules: dict[str, Module] = {}
        for kind, names in program.fresh:
            self._clear(TABLES[kind], names)
        for item in plan(program, frozenset(APART)):
            match item:
                case Loop():
                    self._call(item)
                case Again(times, loops):
                    self._again(times, loops)
                case Block(loops):
                    self._by_cluster(loops)

    def _emit(self, *lines: str) -> None:
        self._lines += lines

    def _next(self) -> int:
        self._label += 1
        return self._label

    def _count(self, kind: str) -> str:
        count = COUNTS[kind]
        return count if count.isdigit() else f"%{count}"

    def _clear(self, table: Table, names: Sequence[str]) -> None:
        """Set columns to zero, those side by side at once."""
        for first, last in ranges(table.columns.index(name) for name in names):
            rank = self._next()
            self._emit(
                f"%cells{rank} = mul i64 {self._count(table.of)}, %lanes",
                f"%from{rank} = mul i64 %cells{rank}, {first}",
                f"%where{rank} = getelementptr double, ptr %{table.name}, i64 %from{rank}",
                f"%bytes{rank} = mul i64 %cells{rank}, {8 * (last - first)}",
                f"call void @llvm.memset.p0.i64(ptr %where{rank}, i8 0, i64 %bytes{rank}, i1 false)",
            )

    def _call(self, loop: Loop, cluster: str = "0", ends: tuple[str, str] | None = None) -> None:
        """Play a loop over all things, or over those of a cluster."""
        module = _module(loop, self._lanes, ends is not None)
        self.modules.setdefault(module.name, module)
        first, last = ends or ("0", self._count(loop.over))
        passed = f"ptr %world, i64 %month, i64 {cluster}, i64 {first}, i64 {last}"
        self._emit(f"call void @{module.name}({passed})")

    def _again(self, times: int, loops: Sequence[Loop]) -> None:
        rank = self._next()
        self._emit(f"br label %before{rank}", f"before{rank}:", f"br label %turn{rank}", f"turn{rank}:")
        self._emit(f"%turn{rank}.at = phi i64 [ 0, %before{rank} ], [ %turn{rank}.next, %turn{rank} ]")
        for loop in loops:
            self._call(loop)
        self._emit(
            f"%turn{rank}.next = add i64 %turn{rank}.at, 1",
            f"%turn{rank}.more = icmp slt i64 %turn{rank}.next, {times}",
            f"br i1 %turn{rank}.more, label %turn{rank}, label %after{rank}", f"after{rank}:",
        )  # fmt: skip

    def _by_cluster(self, loops: Sequence[Loop]) -> None:
        """Play loops for one cluster after the other."""
        name = f"block{self._next()}"
        self._emit(f"br label %{name}.before", f"{name}.before:", f"br label %{name}", f"{name}:")
        self._emit(f"%{name}.at = phi i64 [ 0, %{name}.before ], [ %{name}.after, %{name}.played ]")
        for kind in MEMBERS:
            self._emit(f"%{name}.{kind} = phi i64 [ 0, %{name}.before ], [ %{name}.{kind}.last, %{name}.played ]")
        self._emit(f"%{name}.after = add i64 %{name}.at, 1", f"br label %{name}.{MEMBERS[0]}.0")
        for kind, then in zip(MEMBERS, (*(f"{kind}.0" for kind in MEMBERS[1:]), "ready"), strict=True):
            self._emit(*_last_of(name, kind, f"{name}.{then}"))
        self._emit(f"{name}.ready:")
        ends = {"cluster": (f"%{name}.at", f"%{name}.after")}
        ends |= {kind: (f"%{name}.{kind}", f"%{name}.{kind}.last") for kind in MEMBERS}
        for loop in loops:
            self._call(loop, f"%{name}.at", ends[loop.over])
        self._emit(
            f"br label %{name}.played", f"{name}.played:", f"%{name}.more = icmp slt i64 %{name}.after, %clusters",
            f"br i1 %{name}.more, label %{name}, label %{name}.done", f"{name}.done:",
        )  # fmt: skip

    def function(self, name: str) -> list[str]:
        """The function as lines."""
        text = " ".join(self._lines)
        used = [one for one in (*TABLES, *parents(), *NUMBERS) if f"%{one}" in text]
        head = [f"define internal void @{name}(ptr %world, i64 %month) {{", "entry:"]
        return [*head, *(line for one in used for line in _fetched(one)), *self._lines, "ret void", "}"]


def _last_of(name: str, kind: str, then: str) -> Iterator[str]:
    """Find the end of the things of a kind (schools, teachers) of a cluster that begins at ``%name.kind``."""
    here, count = f"{name}.{kind}", f"%{kind}s"
    before = f"{here}.0"
    yield f"{before}:"
    yield f"br label %{here}.look"
    yield f"{here}.look:"
    yield f"%{here}.last = phi i64 [ %{here}, %{before} ], [ %{here}.step, %{here}.same ]"
    yield f"%{here}.there = icmp slt i64 %{here}.last, {count}"
    yield f"br i1 %{here}.there, label %{here}.read, label %{then}"
    yield f"{here}.read:"
    at = f"%{here}.last"
    for array in WITHIN[kind].through:
        yield f"%{here}.{array}.p = getelementptr i32, ptr %{array}, i64 {at}"
        yield f"%{here}.{array}.v = load i32, ptr %{here}.{array}.p"
        yield f"%{here}.{array} = sext i32 %{here}.{array}.v to i64"
        at = f"%{here}.{array}"
    yield f"%{here}.is = icmp eq i64 {at}, %{name}.at"
    yield f"br i1 %{here}.is, label %{here}.same, label %{then}"
    yield f"{here}.same:"
    yield f"%{here}.step = add i64 %{here}.last, 1"
    yield f"br label %{here}.look"


@cache
def _module(loop: Loop, lanes: Lanes, blocked: bool) -> Module:
    return _Function(loop, lanes, blocked=blocked).module()


def modules(program: Program, lanes: Lanes, name: str) -> list[Module]:
    """The modules of a program; the last one holds ``name(world, first, last)``, which plays it for the months from
    ``first`` up to ``last``."""
    play = _Play(program, lanes)
    lines = ["declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)"]
    lines += [f"declare void @{module}({PASSED})" for module in play.modules]
    lines += [*play.function("once"), f"define void @{name}(ptr %world, i64 %first, i64 %last) {{", "entry:"]
    lines += ["%some = icmp slt i64 %first, %last", "br i1 %some, label %months, label %done", "months:"]
    lines += ["%month = phi i64 [ %first, %entry ], [ %next, %months ]", "call void @once(ptr %world, i64 %month)"]
    lines += ["%next = add i64 %month, 1", "%more = icmp slt i64 %next, %last"]
    lines += ["br i1 %more, label %months, label %done", "done:", "ret void", "}"]
    return [*play.modules.values(), Module(name, "\n".join(lines) + "\n")]


def month_modules(order: tuple[Step, ...], lanes: Lanes) -> list[Module]:
    """The modules of the month in one order; the last holds ``advance(world, first, last)``."""
    return modules(month(order), lanes, "advance")


def start_modules(order: tuple[Step | Repeat, ...], lanes: Lanes) -> list[Module]:
    """The modules of the start; the last holds ``start(world, first, last)``, to be played for a single month."""
    return modules(start(order), lanes, "start")
