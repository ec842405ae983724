"""The body of a loop as LLVM instructions, for a row of lanes or of things at once.

Conditions that write become masks: what stands under an ``if`` is passed over where no value of the row wants it, else
it is worked out for the whole row and written where it holds. Things of a row that write to what they share (the sum of
a school) do so one after the other, in their order, so that every sum is added up as if they came one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kkgsim.engine.printing.form import (
    Assign,
    Choice,
    Constant,
    Counter,
    Expression,
    Field,
    If,
    Local,
    Loop,
    Operation,
    Operator,
    Return,
    Statement,
    Store,
    Type,
    Unpack,
    every,
)
from kkgsim.engine.printing.llvm_code import SCALARS, Code
from kkgsim.engine.printing.llvm_memory import Memory, Row
from kkgsim.engine.printing.llvm_rows import added, sums


@dataclass(frozen=True)
class Sum:
    """A sum, or several side by side, that stay in a register while things are added: where each is kept, the type of
    the register, the one before a row and the one after."""

    pointers: tuple[str, ...]
    row: str
    begun: str
    total: str

    def taken_up(self) -> Iterator[str]:
        """Take up what is there."""
        first = f"{self.begun}.first"
        if len(self.pointers) == 1:
            yield f"{first} = load {self.row}, ptr {self.pointers[0]}, align 8"
            return
        made = "poison"
        for rank, pointer in enumerate(self.pointers):
            name = first if rank == len(self.pointers) - 1 else f"{first}{rank}"
            yield f"{name}.alone = load double, ptr {pointer}"
            yield f"{name} = insertelement {self.row} {made}, double {name}.alone, i32 {rank}"
            made = name

    def put_back(self) -> Iterator[str]:
        """Put it where it is kept."""
        if len(self.pointers) == 1:
            yield f"store {self.row} {self.total}, ptr {self.pointers[0]}, align 8"
            return
        for rank, pointer in enumerate(self.pointers):
            yield f"{self.begun}.last{rank} = extractelement {self.row} {self.total}, i32 {rank}"
            yield f"store double {self.begun}.last{rank}, ptr {pointer}"


@dataclass(frozen=True)
class _Adding:
    """What the things of a row add to a column of what they belong to: where, what in order, and under which mask."""

    pointers: Sequence[str]
    parts: Sequence[tuple[Operator, str]]
    mask: str | None


TURNED = 4
"""Things in a row, and sums side by side, that are turned into each other."""
SUMS = 5
"""Sums of a row that stay in registers at once, on processors that have few: more would not find room there."""


class Body(Memory):
    """Works out the instructions of a loop's body.

    ``name`` goes before the registers of the loop: ``i``, the first thing of a row, ``j`` the other one and ``lane``,
    the first lane. ``block`` is the label in which the body begins. ``blocked`` loops go over the things of one
    cluster; ``lanes`` says how many there are where that is known; ``summed`` is how many sums may
    stay in registers.
    """

    def __init__(
        self, loop: Loop, row: Row, code: Code, name: str, block: str, *, blocked: bool = False, lanes: int = 0,
        summed: int = 0, values: Mapping[str, str] | None = None,
    ):  # fmt: skip
        super().__init__(loop, row, code, name, blocked=blocked, lanes=lanes)
        self._block = block
        self._values = dict(values or {})
        self.returned: list[str] = []
        self._adding: list[tuple[Field, list[tuple[Operator, str]], str | None]] = []
        self.words: set[int] = set()
        self._turns = row.across == "things" and row.width == TURNED
        self._turned: dict[Operator, list[tuple[str, str]]] = {}
        self._summed = sums(loop)[: None if self._turns and summed else summed]
        self._sum = f"%{name}.sum"
        self.sums: list[Sum] = []
        self._statements(loop.body, None)
        self._add_turned()
        self._add_up()

    def _add_up(self) -> None:
        """Add to what things of a row share, thing by thing."""
        columns = [self._column(field.holder, field.name) for field, _, _ in self._adding]
        shared: dict[str, list[_Adding]] = {}
        for (field, parts, mask), column in zip(self._adding, columns, strict=True):
            adding = _Adding(self._pointers(field.holder, field.name), parts, mask)
            if columns.count(column) > 1:
                shared.setdefault("", []).append(adding)
            elif len(adding.pointers) > 1:
                shared.setdefault(str(self._bindings[field.holder].cell), []).append(adding)
            else:
                self._add(adding.pointers[0], parts, mask, range(self._row.width))
        self._apart(shared.pop("", []))
        for group in shared.values():
            self._mostly_together(group)

    def _apart(self, group: Sequence[_Adding]) -> None:
        """Add what each thing of a row gives to a place of its own, one thing after the other."""
        for rank in range(self._row.width):
            for adding in group:
                self._add(adding.pointers[rank % len(adding.pointers)], adding.parts, adding.mask, [rank])

    def _mostly_together(self, group: Sequence[_Adding]) -> None:
        """Add what things of a row give to what they belong to: neighbours mostly belong to the same, and then nothing
        is put back before all of them have been added."""
        code, (first, *others) = self._code, group[0].pointers
        test, *more = [code.emit(f"icmp eq ptr {first}, {other}", first, other) for other in others]
        for same in more:
            test = code.emit(f"and i1 {test}, {same}", test, same)
        together, apart, after = code.label("together"), code.label("apart"), code.label("added")
        code.lines += [f"br i1 {test}, label %{together}, label %{apart}", f"{together}:"]
        with code.branch():
            for adding in group:
                self._add(adding.pointers[0], adding.parts, adding.mask, range(self._row.width))
        code.lines += [f"br label %{after}", f"{apart}:"]
        with code.branch():
            self._apart(group)
        code.lines += [f"br label %{after}", f"{after}:"]
        self._block = after

    def _add(self, pointer: str, parts: Sequence[tuple[Operator, str]], mask: str | None, ranks: Sequence[int]) -> None:
        """Add what some things of a row give to a place, one after the other."""
        before = self._code.emit(f"load double, ptr {pointer}", pointer, known=False)
        for rank in ranks:
            total = before
            for operator, value in parts:
                total = self._code.alone(operator, total, self._code.taken(value, Type.NUMBER, rank))
            if mask is not None:
                test = self._code.taken(mask, Type.CONDITION, rank)
                total = self._code.emit(f"select i1 {test}, double {total}, double {before}", test, total, before)
            before = total
        self._code.lines.append(f"store double {before}, ptr {pointer}")

    # statements and values

    def _statements(self, body: Sequence[Statement], mask: str | None) -> None:
        for statement in body:
            match statement:
                case Assign(local, value):
                    self._values[local.name] = self._value(value)
                case Unpack(locals_, call):
                    handed = [self._value(one) for one in call.arguments if not isinstance(one, str)]
                    taken = self._words(call.function.name, handed)
                    self._values |= {local.name: value for local, value in zip(locals_, taken, strict=True)}
                case Store(target, value):
                    self._store(statement, target, value, mask)
                case Return(given):
                    self.returned = [self._value(one) for one in given]
                case If(test, yes, no):
                    self._if(self._value(test), yes, no, mask)

    def _store(self, statement: Store, target: Field, value: Expression, mask: str | None) -> None:
        adds = added(statement)
        if adds is not None and statement in self._summed:
            pointers = self._pointers(target.holder, target.name)
            if self._code.fixed(*pointers):
                values = [(operator, self._value(part)) for operator, part in adds[1]]
                if self._turns and len(values) == 1:
                    self._turned.setdefault(values[0][0], []).append((pointers[0], values[0][1]))
                else:
                    self._add_to_register(pointers[0], values)
                return
        if self._is_run(self._bindings[target.holder]):
            self._write(target, self._value(value), mask)
            return
        assert adds is not None, "in_rows lets nothing else through"
        self._adding.append((target, [(operator, self._value(part)) for operator, part in adds[1]], mask))

    def _add_turned(self) -> None:
        """Add to sums side by side, thing by thing; those that are left over, each by itself."""
        for operator, adding in self._turned.items():
            while len(adding) >= TURNED:
                four, adding = adding[:TURNED], adding[TURNED:]
                total = begun = f"{self._sum}{len(self.sums)}"
                for values in self._code.turned([value for _, value in four]):
                    total = self._code.operation(operator, (total, values), Type.NUMBER)
                row = self._code.row(Type.NUMBER)
                self.sums.append(Sum(tuple(pointer for pointer, _ in four), row, begun, total))
            for pointer, value in adding:
                self._add_to_register(pointer, [(operator, value)])

    def _add_to_register(self, pointer: str, values: Sequence[tuple[Operator, str]]) -> None:
        """Add to a sum that is the same for all things of the loop."""
        code, single = self._code, self._row.across == "things"
        begun = total = f"{self._sum}{len(self.sums)}"
        for rank in range(self._row.width if single else 1):
            for operator, value in values:
                if single:
                    total = code.alone(operator, total, code.taken(value, Type.NUMBER, rank))
                else:
                    total = code.operation(operator, (total, value), Type.NUMBER)
        self.sums.append(Sum((pointer,), SCALARS[Type.NUMBER] if single else code.row(Type.NUMBER), begun, total))

    def _words(self, name: str, handed: Sequence[str]) -> list[str]:
        """What a function of words that stays a function gives."""
        row = self._code.row(Type.WORD)
        self.words.add(self._row.width)
        given = ", ".join(f"{row} {value}" for value in handed)
        four = self._code.emit(f"call {{{', '.join([row] * 4)}}} @{name}_{self._row.width}({given})", *handed)
        return [self._code.emit(f"extractvalue {{{', '.join([row] * 4)}}} {four}, {rank}", four) for rank in range(4)]

    def _if(self, test: str, yes: tuple[Statement, ...], no: tuple[Statement, ...], mask: str | None) -> None:
        condition = Type.CONDITION
        self._side(yes, test if mask is None else self._code.operation("and", (mask, test), condition))
        if no:
            other = self._code.operation("not", (test,), condition)
            self._side(no, other if mask is None else self._code.operation("and", (mask, other), condition))

    def _side(self, body: tuple[Statement, ...], mask: str) -> None:
        """Statements under a mask, passed over where it holds nowhere."""
        code, width = self._code, self._row.width
        if any(isinstance(one, Store) and not self._is_run(self._bindings[one.field.holder]) for one in every(body)):
            self._masked(body, mask)
            return
        somewhere = mask
        if width > 1:
            bits = code.emit(f"bitcast {code.row(Type.CONDITION)} {mask} to i{width}", mask)
            somewhere = code.emit(f"icmp ne i{width} {bits}, 0", bits)
        inside, after = code.label("then"), code.label("after")
        code.lines += [f"br i1 {somewhere}, label %{inside}, label %{after}", f"{inside}:"]
        begun, self._block = self._block, inside
        values, memory = dict(self._values), dict(self._memory)
        with code.branch():
            self._statements(body, mask)
            kinds = {one.local.name: one.local.type for one in every(body) if isinstance(one, Assign)}
            changed = {name: value for name, value in values.items() if self._values[name] != value}
            ends = {name: self._values[name] for name in changed}
            if width > 1:
                ends = {name: code.choice(mask, ends[name], old, kinds[name]) for name, old in changed.items()}
        code.lines += [f"br label %{after}", f"{after}:"]
        for name, old in changed.items():
            phi = f"phi {code.row(kinds[name])} [ {ends[name]}, %{self._block} ], [ {old}, %{begun} ]"
            values[name] = code.emit(phi, known=False)
        self._block, self._values = after, values
        self._memory = {key: value for key, value in memory.items() if self._memory.get(key) == value}

    def _masked(self, body: tuple[Statement, ...], mask: str) -> None:
        """Statements under a mask, worked out in any case."""
        before = dict(self._values)
        self._statements(body, mask)
        for statement in every(body):
            if isinstance(statement, Assign) and statement.local.name in before:
                name, of = statement.local.name, statement.local.type
                self._values[name] = self._code.choice(mask, self._values[name], before[name], of)

    def _value(self, value: Expression) -> str:
        code = self._code
        match value:
            case Constant(known, of):
                return code.constant(known, of)
            case Local(name):
                return self._values[name]
            case Field(holder, _, name):
                return self._read(holder, name)
            case Counter(of):
                return self._counter(of)
            case Choice(test, yes, no, of):
                return code.choice(self._value(test), self._value(yes), self._value(no), of)
            case Operation(operator, operands, of):
                return code.operation(operator, [self._value(one) for one in operands], operands[0].type)
        raise TypeError(f"not flat: {value}")

    def _counter(self, of: str) -> str:
        number = self._i if of == "thing" else self._code.fix("%month")
        row = self._code.spread(self._code.emit(f"trunc i64 {number} to i32", number), "i32")
        if of == "month" or self._row.across == "lanes" or self._row.width == 1:
            return row
        ranks = f"<{', '.join(f'i32 {rank}' for rank in range(self._row.width))}>"
        return self._code.emit(f"add {self._code.row(Type.WORD)} {row}, {ranks}", row)
