"""Cheap tests before dear ones: where something is done only if a product is large, the factors that read the fewest
columns are tested first, and where one of them is zero in every lane nothing else is read.

Zero times anything is zero or NaN, and neither is greater than a bound that is not negative: so nothing is done. Each
factor is tested by itself, for the product of two that are tiny may be zero where that of all is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from kkgsim.engine.printing.form import (
    Assign,
    Constant,
    Expression,
    Field,
    If,
    Local,
    Loop,
    Operation,
    Type,
    parts_of,
)
from kkgsim.engine.printing.names import names, needed

TESTED_FIRST = 1.0 / 3.0
"""The part of the columns of a condition that may be read before the others."""
Columns = frozenset[Field]


def guarded(loop: Loop) -> Loop:
    """A loop that ends in something done if a product is large, with a test of its cheapest factors before all else;
    the same loop where its condition is no such product."""
    before = [one for one in loop.body[:-1] if isinstance(one, Assign)]
    known = {one.local.name: one.value for one in before}
    given_once = len(known) == len(loop.body) - 1
    if not (given_once and loop.body and isinstance(last := loop.body[-1], If)):
        return loop
    test = _test(last, known)
    if test is None:
        return loop
    used: set[str] = set()
    names(test, used)
    first = needed(before, used)
    return replace(loop, body=(*first, If(test, (*(one for one in before if one not in first), last), ())))


def _test(statement: If, known: Mapping[str, Expression]) -> Expression | None:
    """The condition that none of the cheapest factors is zero; None where there is nothing to be saved."""
    columns: dict[str, Columns] = {}
    for name, given in known.items():
        columns[name] = _columns(given, columns)
    match statement:
        case If(Operation(">", (value, Constant(bound))), _, ()) if bound >= 0.0:
            factors = {one: read for one in _factors(value, known, set()) if (read := _columns(one, columns))}
            few = TESTED_FIRST * len(_columns(value, columns))
        case _:
            return None
    test: Expression | None = None
    together: Columns = frozenset()
    for factor, read in sorted(factors.items(), key=lambda item: len(item[1])):
        together |= read
        if len(together) <= few:
            is_something = Operation("!=", (factor, Constant(0.0, Type.NUMBER)), Type.CONDITION)
            test = is_something if test is None else Operation("and", (test, is_something), Type.CONDITION)
    return test


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
    return frozenset().union(*(_columns(part, columns) for part in parts_of(value)))
