"""Straight code for LLVM: instructions over a row of lanes or of things, where nothing is worked out twice.

A value is the name of an LLVM register or a constant; a row of them is an LLVM vector. What does not change from thing
to thing is worked out once, before the loop; what is the same for all things of a school, once for each school.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from kkgsim.engine.printing.form import Operator, Type

SCALARS = {Type.NUMBER: "double", Type.WORD: "i32", Type.CONDITION: "i1"}
ARITHMETIC: Mapping[Operator, str] = {
    "+": "fadd", "-": "fsub", "*": "fmul", "/": "fdiv", "add": "add", "xor": "xor", "bit_and": "and", "shift": "lshr",
    "and": "and", "or": "or",
}  # fmt: skip
COMPARISONS: Mapping[Operator, str] = {
    "<": "olt", "<=": "ole", ">": "ogt", ">=": "oge", "==": "oeq", "!=": "une",
}  # fmt: skip
NAMED: Mapping[Operator, str] = {"abs": "fabs", "floor": "floor", "sqrt": "sqrt"}
"""What LLVM has an intrinsic function for."""
TURN = "fshl"


def spelt(value: float, of: Type) -> str:
    """A constant; numbers by their bits."""
    if of is Type.NUMBER:
        return f"0x{struct.unpack('<Q', struct.pack('<d', value))[0]:016X}"
    if of is Type.CONDITION:
        return "true" if value else "false"
    return str(int(value))


class Code:
    """Instructions for one body of a loop, ``width`` values at a time."""

    def __init__(self, width: int, prefix: str = ""):
        self.width, self._prefix = width, prefix
        self.before: list[str] = []
        """What is worked out once, before the loop."""
        self.at_school: list[str] = []
        """What is worked out once for the things of a school."""
        self.lines: list[str] = []
        self.needs: set[str] = set()
        """Declarations of what is called."""
        self._count = 0
        self._fixed: set[str] = set()
        self._steady: set[str] = set()
        self._known: dict[str, str] = {}

    def row(self, of: Type) -> str:
        """The type of a row of values."""
        return self.typed(SCALARS[of])

    def typed(self, scalar: str) -> str:
        """The type of a row of some LLVM type."""
        return f"<{self.width} x {scalar}>" if self.width > 1 else scalar

    def label(self, word: str) -> str:
        """A name for a block that nothing else has."""
        self._count += 1
        return f"{self._prefix}{word}{self._count}"

    def fixed(self, *values: str) -> bool:
        """Whether values do not change from thing to thing."""
        return all(value in self._fixed or not value.startswith("%") for value in values)

    def fix(self, value: str) -> str:
        """Say of a value that it does not change from thing to thing."""
        self._fixed.add(value)
        return value

    def steady(self, value: str) -> str:
        """Say of a value that it is the same for all things of a school."""
        self._steady.add(value)
        return value

    def _is_steady(self, *values: str) -> bool:
        return bool(self._steady) and all(value in self._steady or self.fixed(value) for value in values)

    def emit(self, text: str, *operands: str, known: bool = True) -> str:
        """A register that holds what an instruction gives; the same instruction gives the same register."""
        if known and text in self._known:
            return self._known[text]
        self._count += 1
        name = f"%{self._prefix}v{self._count}"
        if known and self.fixed(*operands):
            self.before.append(f"{name} = {text}")
            self._fixed.add(name)
            self._known[text] = name
        elif known and self._is_steady(*operands):
            self.at_school.append(f"{name} = {text}")
            self._steady.add(name)
            self._known[text] = name
        else:
            self.lines.append(f"{name} = {text}")
            if known:
                self._known[text] = name
        return name

    @contextmanager
    def branch(self) -> Iterator[None]:
        """What is worked out inside is not at hand afterwards, but for what is worked out once for many things."""
        outside, self._known = self._known, dict(self._known)
        yield
        inside, self._known = self._known, outside
        self._known |= {text: name for text, name in inside.items() if name in self._fixed or name in self._steady}

    def whole(self, operator: str, left: str, right: str) -> str:
        """What an operator gives of two scalar whole numbers of 64 bits."""
        if left.isdigit() and right.isdigit():
            return str(int(left) * int(right) if operator == "mul" else int(left) + int(right))
        if operator == "mul" and "0" in (left, right):
            return "0"
        if (operator, right) in (("mul", "1"), ("add", "0")):
            return left
        if (operator, left) in (("mul", "1"), ("add", "0")):
            return right
        return self.emit(f"{operator} i64 {left}, {right}", left, right)

    def constant(self, value: float, of: Type) -> str:
        """A row of one number."""
        word = spelt(value, of)
        if self.width == 1:
            return word
        return f"<{', '.join([f'{SCALARS[of]} {word}'] * self.width)}>"

    def spread(self, value: str, scalar: str) -> str:
        """A row of one scalar."""
        if self.width == 1:
            return value
        row = self.typed(scalar)
        first = self.emit(f"insertelement {row} poison, {scalar} {value}, i32 0", value)
        zeros = f"<{self.width} x i32> zeroinitializer"
        return self.emit(f"shufflevector {row} {first}, {row} poison, {zeros}", first)

    def gathered(self, values: Sequence[str], scalar: str) -> str:
        """A row of several scalars."""
        if self.width == 1:
            return values[0]
        row, made = self.typed(scalar), "poison"
        for rank, value in enumerate(values):
            made = self.emit(f"insertelement {row} {made}, {scalar} {value}, i32 {rank}", made, value)
        return made

    def turned(self, values: Sequence[str]) -> list[str]:
        """Four rows of four numbers as four others: the first holds the first number of each."""
        row = self.row(Type.NUMBER)

        def both(one: str, other: str, ranks: str) -> str:
            chosen = ", ".join(f"i32 {rank}" for rank in ranks)
            return self.emit(f"shufflevector {row} {one}, {row} {other}, <4 x i32> <{chosen}>", one, other)

        a, b, c, d = values
        even, odd = [(both(a, b, ranks), both(c, d, ranks)) for ranks in ("0426", "1537")]
        return [both(*even, "0145"), both(*odd, "0145"), both(*even, "2367"), both(*odd, "2367")]

    def taken(self, value: str, of: Type, rank: int) -> str:
        """One of a row."""
        return value if self.width == 1 else self.emit(f"extractelement {self.row(of)} {value}, i32 {rank}", value)

    def choice(self, test: str, yes: str, no: str, of: Type) -> str:
        """``yes`` where the test holds, else ``no``."""
        if yes == no:
            return yes
        row = self.row(of)
        return self.emit(f"select {self.row(Type.CONDITION)} {test}, {row} {yes}, {row} {no}", test, yes, no)

    def operation(self, operator: Operator, values: Sequence[str], of: Type) -> str:
        """What an operator gives of values of this type."""
        row = self.row(of)
        if operator in ARITHMETIC:
            return self.emit(f"{ARITHMETIC[operator]} {row} {values[0]}, {values[1]}", *values)
        if operator in COMPARISONS:
            return self.emit(f"fcmp {COMPARISONS[operator]} {row} {values[0]}, {values[1]}", *values)
        if operator in ("min", "max"):
            test = self.operation("<" if operator == "min" else ">", (values[1], values[0]), of)
            return self.choice(test, values[1], values[0], of)
        if operator in NAMED:
            return self.called(f"llvm.{NAMED[operator]}", values, of)
        match operator:
            case "negate":
                return self.emit(f"fneg {row} {values[0]}", *values)
            case "not":
                return self.emit(f"xor {row} {values[0]}, {self.constant(1, Type.CONDITION)}", *values)
            case "rotate":
                return self.called(f"llvm.{TURN}", (values[0], values[0], values[1]), of)
            case "number":
                return self.emit(f"uitofp {row} {values[0]} to {self.row(Type.NUMBER)}", *values)
            case "word":
                return self.emit(f"fptoui {row} {values[0]} to {self.row(Type.WORD)}", *values)
        raise TypeError(f"no operator {operator}")

    def called(self, name: str, values: Sequence[str], of: Type) -> str:
        """What an intrinsic function of LLVM gives."""
        row, kind = self.row(of), {Type.NUMBER: "f64", Type.WORD: "i32"}[of]
        full = f"{name}.v{self.width}{kind}" if self.width > 1 else f"{name}.{kind}"
        self.needs.add(f"declare {row} @{full}({', '.join([row] * len(values))})")
        return self.emit(f"call {row} @{full}({', '.join(f'{row} {value}' for value in values)})", *values)

    def alone(self, operator: Operator, left: str, right: str) -> str:
        """What an operator that adds up gives of two single numbers, whatever the width."""
        if operator in ("min", "max"):
            sign = COMPARISONS["<" if operator == "min" else ">"]
            test = self.emit(f"fcmp {sign} double {right}, {left}", left, right)
            return self.emit(f"select i1 {test}, double {right}, double {left}", test, right, left)
        return self.emit(f"{ARITHMETIC[operator]} double {left}, {right}", left, right)
