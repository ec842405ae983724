"""What the printers share: how flat statements and expressions are put together from a language's own words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kkgsim.engine.printing.form import (
    Assign,
    Binding,
    Choice,
    Constant,
    Counter,
    Expression,
    Field,
    If,
    Index,
    Local,
    Loop,
    Operation,
    Return,
    Statement,
    Store,
    Type,
    Unpack,
)

INDENT = "    "
THERE = {Index("self"): "i", Index("other"): "j"}
"""What needs no looking up."""


@dataclass(frozen=True)
class Language:
    """The words of a language. Templates hold their operands as ``{0}``, ``{1}`` …; operators that are not listed are
    written between two operands."""

    choice: str
    truth: tuple[str, str]
    templates: Mapping[str, str]
    field: str
    assign: str = "{0} = {1}"
    word: str = "{0}"
    block: tuple[str, str, str] = ("if {0}:", "else:", "")
    """How an ``if``, its other side and its end are written."""

    def expression(self, value: Expression) -> str:
        """A value in this language."""
        match value:
            case Constant(known, Type.CONDITION):
                return self.truth[bool(known)]
            case Constant(known, Type.WORD):
                return self.word.format(int(known))
            case Constant(known):
                return repr(float(known))
            case Local(name):
                return name
            case Field(holder, _, name):
                return self.field.format(holder, name)
            case Counter(of):
                return self.templates["word"].format("i" if of == "thing" else "month")
            case Choice(test, yes, no):
                return self.choice.format(*map(self.expression, (test, yes, no)))
            case Operation("rotate", (word, Constant(bits))):
                return self.templates["rotate"].format(self.expression(word), int(bits), 32 - int(bits))
            case Operation(operator, operands):
                template = self.templates.get(operator, f"({{0}} {operator} {{1}})")
                return template.format(*map(self.expression, operands))
        raise TypeError(f"not flat: {value}")

    def statements(self, body: Iterable[Statement]) -> Iterator[str]:
        """Statements in this language, line by line."""
        for statement in body:
            match statement:
                case Assign(local, value):
                    yield self.assign.format(local.name, self.expression(value))
                case Unpack(locals_, call):
                    handed = ", ".join(self.expression(one) for one in call.arguments if not isinstance(one, str))
                    yield self.assign.format(
                        ", ".join(local.name for local in locals_), f"{call.function.name}({handed})"
                    )
                case Return(values):
                    yield f"return {', '.join(map(self.expression, values))}"
                case Store(target, value):
                    yield self.assign.format(self.expression(target), self.expression(value))
                case If(test, yes, no):
                    yield self.block[0].format(self.expression(test))
                    yield from (INDENT + line for line in self.statements(yes))
                    if no:
                        yield self.block[1]
                        yield from (INDENT + line for line in self.statements(no))
                    if self.block[2]:
                        yield self.block[2]


@dataclass(frozen=True)
class Places:
    """Where a loop finds its rows, in words that C, JavaScript and Python share."""

    loop: Loop
    indexes: Mapping[str, Index] = field(init=False)

    def __post_init__(self) -> None:
        used = [binding.cell.index for binding in self.rows()]
        indexes = {index_name(index): index for index in used if index is not None}
        object.__setattr__(self, "indexes", {name: index for name, index in indexes.items() if index not in THERE})

    def at(self) -> Iterator[tuple[str, str]]:
        """The positions of things that the loop's own belongs to: a name and how it is found."""
        for name, index in self.indexes.items():
            place = {"self": "i", "other": "j", "only": "0", "calendar": "(first_month + month) % 12"}[index.start]
            for array in index.through:
                place = f"{array}[{place}]"
            yield f"at_{name}", place

    def rows(self) -> Iterator[Binding]:
        """The rows that the loop reads or writes."""
        touched = {holder for holder, _ in self.loop.touched}
        return (binding for binding in self.loop.bindings if binding.holder in touched)

    def cell(self, binding: Binding) -> str:
        """The number of a row among those of its lane; the cell is that times lanes, plus the lane."""
        cell = binding.cell
        at = "" if cell.index is None else THERE.get(cell.index) or f"at_{index_name(cell.index)}"
        if not cell.per_month:
            return at or "0"
        return f"(month * clusters + {at})" if at else "month"


def index_name(index: Index) -> str:
    """A short name for where a thing is found."""
    return index.through[-1] if index.through else index.start


def ranges(ranks: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Whole numbers in order as ranges of neighbours, the end not included."""
    first = last = -1
    for rank in ranks:
        if rank != last:
            if first >= 0:
                yield first, last
            first = rank
        last = rank + 1
    if first >= 0:
        yield first, last
