"""A look at little that mostly saves a look at much: where a rule does something only if a product is large, and one of
its factors is zero in all lanes, nothing else of it is read.

What is zero times anything is zero or no number, and neither is more than a constant that is not negative: so whatever
else the product is made of, the rule does nothing. Each factor is looked at by itself, for the product of two that are
tiny may be zero where that of all is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from kkgsim.engine.printing.form import (
    Assign,
    Choice,
    Constant,
    Expression,
    Field,
    If,
    Local,
    Loop,
    Operation,
    Type,
)
from kkgsim.engine.printing.names import names, needed

FEW = 1.0 / 3.0
"""The part of the columns of a condition that is looked at first, at most."""
Columns = frozenset[Field]


def guarded(loop: Loop) -> Loop:
    """A loop that ends in something done on a condition, with a look at the factors of it that read the least before
    all else is worked out; the same loop where its condition is no such product."""
    before = [one for one in loop.body[:-1] if isinstance(one, Assign)]
    known = {one.local.name: one.value for one in before}
    if len(known) < len(loop.body) - 1 or not (loop.body and isinstance(last := loop.body[-1], If)):
        return loop
    look = _look(last, known)
    if look is None:
        return loop
    used: set[str] = set()
    names(look, used)
    first = needed(before, used)
    return replace(loop, body=(*first, If(look, (*(one for one in before if one not in first), last), ())))


def _look(rule: If, known: Mapping[str, Expression]) -> Expression | None:
    """The condition that none of the factors which read the least is zero; None where there is nothing to be saved."""
    columns: dict[str, Columns] = {}
    for name, given in known.items():
        columns[name] = _columns(given, columns)
    match rule:
        case If(Operation(">", (value, Constant(bound))), _, ()) if bound >= 0.0:
            factors = {one: mine for one in _factors(value, known, set()) if (mine := _columns(one, columns))}
            few = FEW * len(_columns(value, columns))
        case _:
            return None
    look: Expression | None = None
    read: Columns = frozenset()
    for factor, mine in sorted(factors.items(), key=lambda item: len(item[1])):
        read |= mine
        if len(read) <= few:
            test = Operation("!=", (factor, Constant(0.0, Type.NUMBER)), Type.CONDITION)
            look = test if look is None else Operation("and", (look, test), Type.CONDITION)
    return look


def _factors(value: Expression, known: Mapping[str, Expression], seen: set[str]) -> Iterator[Expression]:
    """What a product is made of; what a local stands for that was ``seen`` before is not said again."""
    made = value
    while isinstance(made, Local) and made.name in known:
        if made.name in seen:
            return
        seen.add(made.name)
        made = known[made.name]
    match made:
        case Operation("*", operands):
            for operand in operands:
                yield from _factors(operand, known, seen)
        case _:
            yield value


def _columns(value: Expression, columns: Mapping[str, Columns]) -> Columns:
    """The columns that a value reads, itself or through locals of which they are known."""
    match value:
        case Field():
            return frozenset({value})
        case Local(name):
            return columns.get(name, frozenset())
        case Operation(_, operands):
            return frozenset().union(*(_columns(one, columns) for one in operands))
        case Choice(test, yes, no):
            return frozenset().union(*(_columns(one, columns) for one in (test, yes, no)))
    return frozenset()
