"""The form of a month: loops over things, statements and typed expressions, and nothing else.

What is in here every printer can spell; what is not cannot be said in a rule. Values are numbers of double precision,
unsigned words of 32 bits, or conditions. A *holder* is a name by which a rule asks for a thing, its luck, the policy or
the numbers; a *field* is one column of what it holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from typing import Literal, TypeAlias


class Type(Enum):
    """What a value is."""

    NUMBER = "f64"
    WORD = "u32"
    CONDITION = "bool"


@dataclass(frozen=True)
class Row:
    """The type of a parameter that holds a row of a table with the columns of ``kind``."""

    kind: str


@dataclass(frozen=True)
class Constant:
    """A number, a word or a condition that is known."""

    value: float
    type: Type


@dataclass(frozen=True)
class Local:
    """A value that was worked out before."""

    name: str
    type: Type


@dataclass(frozen=True)
class Field:
    """A column of what a holder holds."""

    holder: str
    kind: str
    name: str
    type: Type = Type.NUMBER


Operator = Literal[
    "+", "-", "*", "/", "<", "<=", ">", ">=", "==", "!=", "and", "or", "not", "negate", "min", "max", "abs", "floor",
    "sqrt", "add", "xor", "bit_and", "rotate", "shift", "number", "word",
]  # fmt: skip
"""What can be done: arithmetic and comparisons of numbers, logic, and on words addition modulo 2**32, exclusive or,
and, rotation to the left and shifting to the right by a constant; ``number`` turns a word into a number, ``word`` a
whole number from 0 to 2**32 - 1 into a word."""


@dataclass(frozen=True)
class Counter:
    """The number of the loop's thing, or of the month, as a word."""

    of: Literal["thing", "month"]
    type: Type = Type.WORD


@dataclass(frozen=True)
class Operation:
    """An operator at work on values."""

    operator: Operator
    operands: tuple[Expression, ...]
    type: Type


@dataclass(frozen=True)
class Choice:
    """``yes`` where ``test`` holds, else ``no``."""

    test: Expression
    yes: Expression
    no: Expression
    type: Type


@dataclass(frozen=True)
class Call:
    """A call of a rule that gives one value; holders are handed over by name."""

    function: Function
    arguments: tuple[Expression | str, ...]

    @property
    def type(self) -> Type:
        """What the function gives."""
        returns = self.function.returns
        if not isinstance(returns, Type):
            raise TypeError(f"{self.function.name} gives no single value")
        return returns


Expression: TypeAlias = Constant | Local | Field | Counter | Operation | Choice | Call


def parts_of(value: Expression) -> tuple[Expression, ...]:
    """The values that an operation or a choice is made from; a call is none of them."""
    match value:
        case Operation(_, operands):
            return operands
        case Choice(test, yes, no):
            return test, yes, no
    return ()


def with_parts(value: Expression, change: Callable[[Expression], Expression]) -> Expression:
    """An operation or a choice with each of its parts changed, the test first; any other value as it is."""
    match value:
        case Operation(_, operands):
            return replace(value, operands=tuple(map(change, operands)))
        case Choice(test, yes, no):
            return replace(value, test=change(test), yes=change(yes), no=change(no))
    return value


def fields_of(value: Expression) -> Iterator[Field]:
    """The columns that a value reads, in order, each as often as it is read."""
    if isinstance(value, Field):
        yield value
    for part in parts_of(value):
        yield from fields_of(part)


@dataclass(frozen=True)
class Assign:
    """Give a local a value."""

    local: Local
    value: Expression


@dataclass(frozen=True)
class Unpack:
    """Give several locals what a function gives that returns several values."""

    locals: tuple[Local, ...]
    call: Call


@dataclass(frozen=True)
class Store:
    """Write a column."""

    field: Field
    value: Expression


@dataclass(frozen=True)
class If:
    """Do one thing or the other."""

    test: Expression
    body: tuple[Statement, ...]
    otherwise: tuple[Statement, ...]


@dataclass(frozen=True)
class Do:
    """Call a verb, which writes and gives nothing."""

    call: Call


@dataclass(frozen=True)
class ForEach:
    """The body once for each of the values that a function gives, in their order."""

    local: Local
    call: Call
    body: tuple[Statement, ...]


@dataclass(frozen=True)
class Return:
    """What a function gives: nothing, one value or several."""

    values: tuple[Expression, ...]


Statement: TypeAlias = Assign | Unpack | Store | If | Do | ForEach | Return


def returns(body: tuple[Statement, ...]) -> bool:
    """Whether statements end in a return on every way."""
    last = body[-1] if body else None
    return isinstance(last, Return) or (isinstance(last, If) and returns(last.body) and returns(last.otherwise))


def every(body: tuple[Statement, ...]) -> Iterator[Statement]:
    """Every statement of a block, those under others too."""
    for statement in body:
        yield statement
        match statement:
            case If(_, yes, no):
                yield from every((*yes, *no))
            case ForEach(_, _, inside):
                yield from every(inside)


@dataclass(frozen=True)
class Function:
    """A rule with the types of its parameters; ``returns`` is None for a verb, a tuple for several values."""

    name: str
    parameters: tuple[tuple[str, Type | Row], ...]
    body: tuple[Statement, ...]
    returns: Type | tuple[Type, ...] | None


@dataclass(frozen=True)
class Index:
    """Which thing of a kind: the loop's own (``self``), each ``other`` one in turn, the only one (``only``) or that of
    the month of the calendar (``calendar``), then what it belongs to, found ``through`` arrays of indexes one after the
    other."""

    start: Literal["self", "other", "only", "calendar"]
    through: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cell:
    """Where in a table a holder's row is, lanes innermost: that of a thing, of a month where ``per_month``, of a
    cluster in a month where both."""

    index: Index | None = None
    per_month: bool = False


@dataclass(frozen=True)
class Binding:
    """What a holder holds in a loop: a row of ``table``, whose columns are those of ``kind``."""

    holder: str
    table: str
    kind: str
    cell: Cell


@dataclass(frozen=True)
class Loop:
    """The body once for every thing of kind ``over`` and every lane; with ``pairs`` for every thing and each other one,
    from the next one round to the one before."""

    name: str
    over: str
    bindings: tuple[Binding, ...]
    body: tuple[Statement, ...]
    pairs: bool = False

    @cached_property
    def touched(self) -> Mapping[tuple[str, str], bool]:
        """The columns that a flat loop touches by holder and name, and whether it writes them."""
        touched: dict[tuple[str, str], bool] = {}
        for statement in every(self.body):
            match statement:
                case Assign(_, value) | If(value) | Store(_, value):
                    read = [value]
                case Unpack(_, call):
                    read = [argument for argument in call.arguments if not isinstance(argument, str)]
                case _:
                    continue
            for field in (field for value in read for field in fields_of(value)):
                touched.setdefault((field.holder, field.name), False)
            if isinstance(statement, Store):
                touched[statement.field.holder, statement.field.name] = True
        return touched


@dataclass(frozen=True)
class Again:
    """Loops one after the other, again and again."""

    times: int
    loops: tuple[Loop, ...]


@dataclass(frozen=True)
class Program:
    """Loops one after the other. ``fresh`` says per kind which columns begin at zero."""

    loops: tuple[Loop | Again, ...]
    fresh: tuple[tuple[str, tuple[str, ...]], ...] = ()
