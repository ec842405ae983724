"""Where the rows of a loop lie in the tables of a world, and how they are read and written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from kkgsim.engine.columns import COUNTS
from kkgsim.engine.printing.form import (
    Binding,
    Field,
    Index,
    Loop,
    Type,
)
from kkgsim.engine.printing.layout import TABLES, parents
from kkgsim.engine.printing.llvm_code import SCALARS, Code
from kkgsim.engine.printing.llvm_rows import SELF

AHEAD = 20
"""How many things before its turn a row is fetched that a processor does not foresee."""


def _far_end(kind: str) -> str:
    """The array that says what is at the far end of a thing that ties two of one kind: its second end, for things stand
    in the order of the first. Empty for a thing that ties nothing."""
    ends = [(array, to) for array, (of, to) in parents().items() if of == kind]
    return ends[1][0] if len(ends) == 2 and ends[0][1] == ends[1][1] else ""


@dataclass(frozen=True)
class Row:
    """What is worked out at once: ``width`` lanes of one thing, or things of the only lane."""

    width: int
    across: Literal["lanes", "things"]


class Memory:
    """Reads and writes columns for a loop, a row at a time.

    ``name`` goes before the registers of the loop: ``i``, the first thing of a row, ``j`` the other one and ``lane``,
    the first lane. ``blocked`` loops go over the things of one cluster, and of one school after the other, which is
    ``school``; ``lanes`` says how many there are where that is known.
    """

    def __init__(self, loop: Loop, row: Row, code: Code, name: str, *, blocked: bool, lanes: int):
        self._row, self._code, self._blocked = row, code, blocked
        self._bindings: Mapping[str, Binding] = {binding.holder: binding for binding in loop.bindings}
        self._i, self._j = f"%{name}.i", f"%{name}.j"
        array = f"{loop.over}_school"
        self.school_of = array if blocked and row.across == "lanes" and array in parents() else ""
        """The array that says in which school a thing is, where things are played school by school."""
        self._school = code.steady(f"%{name}.school") if self.school_of else ""
        self._lane = "0" if lanes else code.fix(f"%{name}.lane")
        self._lanes = str(lanes) if lanes else code.fix("%lanes")
        self.used: set[str] = set()
        """Numbers, tables and arrays of indexes of the world that are used."""
        self._written = {self._column(holder, name) for (holder, name), written in loop.touched.items() if written}
        self._touched = list(loop.touched)
        self._memory: dict[tuple[str, str], str] = {}
        self._far = _far_end(loop.over) if lanes and row.across == "lanes" and not blocked else ""
        self._fetched: set[tuple[str, str]] = set()

    def _column(self, holder: str, name: str) -> tuple[str, str]:
        return self._bindings[holder].table, name

    def _number(self, name: str) -> str:
        """A whole number of the world."""
        if name.isdigit():
            return name
        self.used.add(name)
        return self._code.fix(f"%{name}")

    # where things are

    def _at(self, index: Index | None) -> list[str]:
        """Which things a row is about: one, or one for each value of the row."""
        if index is None:
            return ["0"]
        things = self._row.across == "things" and self._row.width > 1
        if index.through and self._blocked and parents()[index.through[-1]][1] == "cluster" and index.start == "self":
            return [self._code.fix("%here")]
        if index.through == (self.school_of,) and index.start == "self":
            return [self._school]
        match index.start:
            case "self":
                places = [self._i]
                if things:
                    places += [self._code.whole("add", self._i, str(rank)) for rank in range(1, self._row.width)]
            case "other":
                places = [self._j]
            case "only":
                places = ["0"]
            case "calendar":
                month = self._code.whole("add", self._number("first_month"), self._code.fix("%month"))
                places = [self._code.whole("urem", month, "12")]
        for array in index.through:
            self.used.add(array)
            places = [self._looked_up(array, place) for place in places]
        return places

    def _looked_up(self, array: str, place: str) -> str:
        base = self._code.fix(f"%{array}")
        where = self._code.emit(f"getelementptr i32, ptr {base}, i64 {place}", base, place)
        found = self._code.emit(f"load i32, ptr {where}", where)
        return self._code.emit(f"sext i32 {found} to i64", found)

    def _pointers(self, holder: str, name: str, thing: str = "") -> list[str]:
        """Where a column is for a row: in one place, or in a place for each value. ``thing`` is the register of its
        number where that is not the loop's."""
        binding, code = self._bindings[holder], self._code
        table, cell = TABLES[binding.table], binding.cell
        self.used.add(table.name)
        places = [thing] if thing else self._at(cell.index)
        if self._is_run(binding):
            places = places[:1]
        count = self._number(COUNTS[table.of]) if table.of else "1"
        if cell.per_month:
            month = code.fix("%month")
            first = code.whole("mul", month, count)
            places = [code.whole("add", first, place) for place in places] if cell.index else [month]
        cells = code.whole("mul", count, self._lanes)
        if table.per_month:
            cells = code.whole("mul", cells, self._number("months"))
        column = code.whole("mul", cells, str(table.columns.index(name)))
        column = code.whole("add", column, self._lane)
        scalar, base = SCALARS[table.type], code.fix(f"%{table.name}")
        if column != "0":
            base = code.emit(f"getelementptr {scalar}, ptr {base}, i64 {column}", base, column)
        offsets = [code.whole("mul", place, self._lanes) for place in places]
        return [
            base if offset == "0" else code.emit(f"getelementptr {scalar}, ptr {base}, i64 {offset}", base, offset)
            for offset in offsets
        ]

    def _is_run(self, binding: Binding) -> bool:
        """Whether a row of values lies side by side."""
        return self._row.across == "lanes" or self._row.width == 1 or binding.cell.index == SELF

    # reading and writing

    def _read(self, holder: str, name: str) -> str:
        key = holder, name
        if key in self._memory:
            return self._memory[key]
        code, table = self._code, TABLES[self._bindings[holder].table]
        fresh = self._column(holder, name) not in self._written
        pointers, scalar = self._pointers(holder, name), SCALARS[table.type]
        if self._is_run(self._bindings[holder]):
            align = 8 if table.type is Type.NUMBER else 4
            row, (pointer,) = code.row(table.type), pointers
            self._fetch_ahead(holder, name)
            value = code.emit(f"load {row}, ptr {pointer}, align {align}", pointer, known=fresh)
        else:
            loaded = [code.emit(f"load {scalar}, ptr {pointer}", pointer, known=fresh) for pointer in pointers]
            value = code.spread(loaded[0], scalar) if len(loaded) == 1 else code.gathered(loaded, scalar)
        if not fresh:
            self._memory[key] = value
        return value

    def _fetch_ahead(self, holder: str, name: str) -> None:
        """Fetch a column of what is at the far end of a tie some things ahead: of no use to the result, but such rows
        lie in no order that a processor foresees."""
        index, key = self._bindings[holder].cell.index, self._column(holder, name)
        if index is None or not self._far or index.through != (self._far,) or key in self._fetched:
            return
        code = self._code
        self._fetched.add(key)
        then = code.whole("add", self._i, str(AHEAD))
        there = code.emit(f"icmp slt i64 {then}, %last", then)
        then = code.emit(f"select i1 {there}, i64 {then}, i64 {self._i}", there, then)
        (pointer,) = self._pointers(holder, name, self._looked_up(self._far, then))
        code.needs.add("declare void @llvm.prefetch.p0(ptr, i32, i32, i32)")
        to_read, near, data = 0, 3, 1
        code.lines.append(f"call void @llvm.prefetch.p0(ptr {pointer}, i32 {to_read}, i32 {near}, i32 {data})")

    def _write(self, field: Field, value: str, mask: str | None) -> None:
        holder, name = field.holder, field.name
        table = TABLES[self._bindings[holder].table]
        if mask is not None and self._row.width > 1:
            value = self._code.choice(mask, value, self._read(holder, name), table.type)
        (pointer,) = self._pointers(holder, name)
        align = 8 if table.type is Type.NUMBER else 4
        self._code.lines.append(f"store {self._code.row(table.type)} {value}, ptr {pointer}, align {align}")
        column = self._column(holder, name)
        for other in self._touched:
            if self._column(*other) == column:
                self._memory.pop(other, None)
        self._memory[holder, name] = value
