"""A loop as a function in LLVM assembly, in a module of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache

from kkgsim.engine.columns import COUNTS, LANES
from kkgsim.engine.printing.flatten import flat_function
from kkgsim.engine.printing.form import Loop, Type, Unpack, every
from kkgsim.engine.printing.layout import NUMBERS, TABLES, parents
from kkgsim.engine.printing.llvm_code import Code
from kkgsim.engine.printing.llvm_loop import SUMS, Body
from kkgsim.engine.printing.llvm_memory import Row
from kkgsim.engine.printing.llvm_rows import in_parts, in_rows
from kkgsim.engine.printing.reading import read
from kkgsim.engine.printing.sources import alias
from kkgsim.model.threefry import words

APART = {alias(words): read(words, (Type.WORD,) * 8)}
"""Functions that stay functions, for they are long and called often."""
PASSED = "ptr %world, i64 %month, i64 %here, i64 %first, i64 %last"
THINGS = 4
"""Things of a single lane that are worked out at once: their numbers fill a vector; twice as many where words are made,
which are half as long."""
NAME = "LOOP"
"""What a loop's function is called until its text, which names it, is known."""


class Lanes(Enum):
    """How many lanes a text plays."""

    FULL = LANES
    """As many as are worked out at once."""
    HALF = LANES // 2
    """Half as many, which fill a vector of most processors."""
    SINGLE = 1
    """One; things stand side by side instead, where they may."""
    ANY = 0
    """Any number, one by one."""
    PAIRS = -2
    """Any number, two by two, and the last one by itself where they are odd: for WebAssembly, whose rows hold two
    numbers and whose addresses have 32 bits."""

    @property
    def address(self) -> int:
        """Bytes of an address where the text is played."""
        return 4 if self is Lanes.PAIRS else 8


@dataclass(frozen=True)
class Module:
    """A text of LLVM assembly, and the function in it that others call."""

    name: str
    text: str


def offset(name: str, address: int) -> int:
    """Where something stands in the structure of a world (see :func:`~kkgsim.engine.printing.layout.layout`) whose
    addresses have so many bytes."""
    pointers = (*TABLES, *parents())
    if name in pointers:
        return address * pointers.index(name)
    return address * len(pointers) + 4 * NUMBERS.index(name)


def fetched(name: str, lanes: Lanes) -> Iterator[str]:
    """Take something out of the world."""
    yield f"%{name}.at = getelementptr i8, ptr %world, i64 {offset(name, lanes.address)}"
    if name in NUMBERS:
        yield f"%{name}.short = load i32, ptr %{name}.at"
        yield f"%{name} = sext i32 %{name}.short to i64"
    else:
        yield f"%{name} = load ptr, ptr %{name}.at"


class _Function:
    """The function of a loop, put together nest by nest."""

    def __init__(self, loop: Loop, lanes: Lanes, held: int, *, blocked: bool):
        self._loop, self._lanes, self._held, self._blocked = loop, lanes, held, blocked
        self._used: set[str] = set()
        self._words: set[int] = set()
        self._needs: set[str] = set()
        lines = self._nests()
        entry = [
            line for name in (*TABLES, *parents(), *NUMBERS) if name in self._used for line in fetched(name, lanes)
        ]
        head = f"define void @{NAME}({PASSED}) noinline {{"  # all loops in one function would be too much for a browser
        self._lines = [f"; {loop.name}", head, "entry:", *entry, *lines, "ret void", "}"]

    def _nests(self) -> list[str]:
        """The rows of the loop; in a single lane what does not fill a row comes thing by thing."""
        if self._lanes is not Lanes.SINGLE:
            return self._lane_by_lane()
        if not in_rows(self._loop):
            return self._nest("alone", Row(1, "things"), "%first", "%last", "done")
        width = LANES if any(isinstance(one, Unpack) for one in every(self._loop.body)) else THINGS
        lines = ["%count = sub i64 %last, %first", f"%rest = srem i64 %count, {width}", "%whole = sub i64 %last, %rest"]
        lines += self._nest("rows", Row(width, "things"), "%first", "%whole", "remainder")
        return lines + self._nest("alone", Row(1, "things"), "%whole", "%last", "done")

    def _lane_by_lane(self) -> list[str]:
        """Lanes side by side or one by one; sums of full rows in several loops, if they are many."""
        if self._lanes is Lanes.ANY:
            return self._nest("all", Row(1, "lanes"), "%first", "%last", "done", ("0", "%lanes", "entry"))
        parts, lines, before = [self._loop], list[str](), "entry"
        if self._blocked and self._loop.over != "cluster":
            parts = list(in_parts(self._loop, self._held))
        if self._lanes is Lanes.PAIRS:
            lines = ["%odd = and i64 %lanes, 1", "%even = sub i64 %lanes, %odd"]
            self._used.add("lanes")
        for rank, self._loop in enumerate(parts):
            if self._lanes is not Lanes.PAIRS:
                lines += self._nest(f"part{rank}", Row(self._lanes.value, "lanes"), "%first", "%last", f"done{rank}")
                continue
            for width, begin, end in ((2, "0", "%even"), (1, "%even", "%lanes")):
                after = f"done{rank}.{width}"
                name = f"part{rank}.{width}"
                lines += self._nest(name, Row(width, "lanes"), "%first", "%last", after, (begin, end, before))
                before = after
        return lines

    def _nest(
        self, name: str, row: Row, first: str, last: str, after: str, lanes: tuple[str, str, str] = ("", "", "")
    ) -> list[str]:
        """The loop over things, and over ``lanes`` (the first, the last, the block before) where they are not known;
        ``name`` goes before its registers."""
        known, code, i = max(self._lanes.value, 0), Code(row.width, f"{name}."), f"%{name}.i"
        block = f"{name}.pairs" if self._loop.pairs else f"{name}.things"
        summed = 0 if self._lanes is Lanes.ANY else self._held
        body = Body(self._loop, row, code, name, block, blocked=self._blocked, lanes=known, summed=summed)
        self._used |= body.used
        self._words |= body.words
        self._needs |= code.needs
        lines = [f"%{name}.some = icmp slt i64 {first}, {last}"]
        if not known:
            lines += [f"%{name}.lanes = icmp slt i64 {lanes[0]}, {lanes[1]}"]
            lines += [f"%{name}.any = and i1 %{name}.some, %{name}.lanes"]
        lines += [f"br i1 %{name}.{'some' if known else 'any'}, label %{name}.group, label %{after}", f"{name}.group:"]
        if not known:
            lines += [f"%{name}.lane = phi i64 [ {lanes[0]}, %{lanes[2]} ], [ %{name}.lane.next, %{name}.ended ]"]
        lines += [*code.before, *(line for one in body.sums for line in one.taken_up())]
        lines += self._by_school(name, body, code, first) if code.at_school else [f"br label %{name}.things"]
        begins, again = (f"{name}.schools", f"{name}.look") if code.at_school else (f"{name}.group", f"{name}.next")
        begun = f"{i}.begun" if code.at_school else first
        lines += [f"{name}.things:", f"{i} = phi i64 [ {begun}, %{begins} ], [ {i}.next, %{again} ]"]
        here = ".here" if code.at_school else ".first"
        lines += [f"{s.begun} = phi {s.row} [ {s.begun}{here}, %{begins} ], [ {s.total}, %{again} ]" for s in body.sums]
        lines += self._ahead(name, code.lines) if self._loop.pairs else [*code.lines, f"br label %{name}.next"]
        lines += self._onward(name, body, code, last, row.width if row.across == "things" else 1)
        if known:
            return [*lines, f"br label %{after}", f"{after}:"]
        self._used.add("lanes")
        lines += [f"%{name}.lane.next = add i64 %{name}.lane, {row.width}"]
        lines += [f"%{name}.lane.more = icmp slt i64 %{name}.lane.next, {lanes[1]}"]
        return [*lines, f"br i1 %{name}.lane.more, label %{name}.group, label %{after}", f"{after}:"]

    def _onward(self, name: str, body: Body, code: Code, last: str, step: int) -> Iterator[str]:
        """From one thing to the next, with a look at whether that is of the same school, and what comes after all."""
        i = f"%{name}.i"
        yield from (f"{name}.next:", f"{i}.next = add i64 {i}, {step}", f"{i}.more = icmp slt i64 {i}.next, {last}")
        more = f"{name}.look" if code.at_school else f"{name}.things"
        yield f"br i1 {i}.more, label %{more}, label %{name}.ended"
        if code.at_school:
            yield f"{name}.look:"
            yield from self._school(name, body, f"{i}.next", "after")
            yield f"%{name}.same = icmp eq i64 %{name}.after, %{name}.school"
            yield f"br i1 %{name}.same, label %{name}.things, label %{name}.schools"
        yield f"{name}.ended:"
        yield from (line for one in body.sums for line in one.put_back())

    def _school(self, name: str, body: Body, thing: str, to: str) -> Iterator[str]:
        """Look up the school of a thing."""
        self._used.add(body.school_of)
        yield f"%{name}.{to}.p = getelementptr i32, ptr %{body.school_of}, i64 {thing}"
        yield f"%{name}.{to}.v = load i32, ptr %{name}.{to}.p"
        yield f"%{name}.{to} = sext i32 %{name}.{to}.v to i64"

    def _by_school(self, name: str, body: Body, code: Code, first: str) -> Iterator[str]:
        """What is worked out once for the things of a school, before the first of them; sums go on from school to
        school."""
        i = f"%{name}.i"
        yield f"br label %{name}.schools"
        yield f"{name}.schools:"
        yield f"{i}.begun = phi i64 [ {first}, %{name}.group ], [ {i}.next, %{name}.look ]"
        for s in body.sums:
            yield f"{s.begun}.here = phi {s.row} [ {s.begun}.first, %{name}.group ], [ {s.total}, %{name}.look ]"
        yield from self._school(name, body, f"{i}.begun", "school")
        yield from code.at_school
        yield f"br label %{name}.things"

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


@cache
def module_of(loop: Loop, lanes: Lanes, blocked: bool, held: int = SUMS) -> Module:
    """The module of a loop; ``blocked`` where it goes over the things of one cluster. ``held`` sums of a row of lanes
    stay in registers at once."""
    return _Function(loop, lanes, held, blocked=blocked).module()
