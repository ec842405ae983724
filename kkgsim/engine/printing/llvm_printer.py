"""The month as LLVM assembly: a module a loop, and one that plays the loops in their order.

LLVM vectorises no loop here: rows of lanes, or of things where there is a single lane, are written out as vectors, so
that compiling takes seconds. A loop's module does not change when other loops do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kkgsim.engine.columns import COUNTS
from kkgsim.engine.printing.form import Again, Loop, Program
from kkgsim.engine.printing.fusing import WITHIN, Block, cleared, plan
from kkgsim.engine.printing.layout import NUMBERS, TABLES, Table, parents
from kkgsim.engine.printing.llvm_function import APART, PASSED, Lanes, Module, fetched, module_of
from kkgsim.engine.printing.llvm_loop import SUMS
from kkgsim.engine.printing.month import month, start
from kkgsim.engine.printing.sparing import from_zero, spared
from kkgsim.engine.printing.spelling import ranges
from kkgsim.model.schedule import Repeat, Step

MEMBERS = tuple(kind for kind in WITHIN if kind != "cluster")
"""The kinds of things that a cluster has, in the order in which their ends are looked for."""


class _Play:
    """The function that plays a program: it calls the loops in their order."""

    def __init__(self, program: Program, lanes: Lanes, held: int):
        self._lanes, self._held, self._lines, self._label = lanes, held, list[str](), 0
        self.modules: dict[str, Module] = {}
        items = from_zero(spared(plan(program, frozenset(APART))), program.fresh)
        for kind, names in cleared(items, program.fresh):
            self._clear(TABLES[kind], names)
        for item in items:
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
        module = module_of(loop, self._lanes, ends is not None, self._held)
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
        return [*head, *(line for one in used for line in fetched(one, self._lanes)), *self._lines, "ret void", "}"]


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


def modules(program: Program, lanes: Lanes, name: str, held: int = SUMS) -> list[Module]:
    """The modules of a program; the last one holds ``name(world, first, last)``, which plays it for the months from
    ``first`` up to ``last``. ``held`` sums of a row of lanes stay in registers at once."""
    play = _Play(program, lanes, held)
    lines = ["declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)"]
    lines += [f"declare void @{module}({PASSED})" for module in play.modules]
    lines += [*play.function(f"{name}_once"), f"define void @{name}(ptr %world, i64 %first, i64 %last) {{", "entry:"]
    lines += ["%some = icmp slt i64 %first, %last", "br i1 %some, label %months, label %done", "months:"]
    lines += [
        "%month = phi i64 [ %first, %entry ], [ %next, %months ]",
        f"call void @{name}_once(ptr %world, i64 %month)",
    ]
    lines += ["%next = add i64 %month, 1", "%more = icmp slt i64 %next, %last"]
    lines += ["br i1 %more, label %months, label %done", "done:", "ret void", "}"]
    return [*play.modules.values(), Module(name, "\n".join(lines) + "\n")]


def month_modules(order: tuple[Step, ...], lanes: Lanes, held: int = SUMS) -> list[Module]:
    """The modules of the month in one order; the last holds ``advance(world, first, last)``."""
    return modules(month(order), lanes, "advance", held)


def start_modules(order: tuple[Step | Repeat, ...], lanes: Lanes) -> list[Module]:
    """The modules of the start; the last holds ``start(world, first, last)``, to be played for a single month."""
    return modules(start(order), lanes, "start")
