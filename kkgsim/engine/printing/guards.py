"""Cheap tests before dear ones: where something is done only if a product is large, the factors that read the fewest
columns are tested first, and where one of them is zero in every lane nothing else is read.

Zero times anything is zero or NaN, and neither is greater than a bound that is not negative: so nothing is done.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import reduce

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
    fields_of,
    with_parts,
)

TESTED_FIRST = 1.0 / 3.0
"""The part of the columns of a condition that may be read before the others."""


def guarded(loop: Loop) -> Loop:
    """A loop that ends in something done if a product is large, with a test of its cheapest factors before all else;
    the same loop where its condition is no such product."""
    *before, last = loop.body
    if not (isinstance(last, If) and all(isinstance(one, Assign) for one in before)):
        return loop
    known = {one.local.name: one.value for one in before if isinstance(one, Assign)}
    given_once = len(known) == len(before)
    test = _test(last, known) if given_once else None
    if test is None:
        return loop
    return replace(loop, body=(If(test, (*before, last), ()),))


def _test(statement: If, known: Mapping[str, Expression]) -> Expression | None:
    """The condition that none of the cheapest factors is zero; None where there is nothing to be saved. Each is asked
    by itself, for a product of some may be zero where none of them is."""
    match statement:
        case If(Operation(">", (value, Constant(bound))), _, ()) if bound >= 0.0:
            factors = sorted(_factors(value, known), key=lambda one: len(_columns([one])))
        case _:
            return None
    few = TESTED_FIRST * len(_columns(factors))
    first = [one for rank, one in enumerate(factors) if _columns([one]) and len(_columns(factors[: rank + 1])) <= few]
    tests = [Operation("!=", (one, Constant(0.0, Type.NUMBER)), Type.CONDITION) for one in first]
    return reduce(lambda one, other: Operation("and", (one, other), Type.CONDITION), tests) if tests else None


def _factors(value: Expression, known: Mapping[str, Expression]) -> Iterator[Expression]:
    """What a product is made of, said without locals."""
    match value:
        case Local(name) if name in known:
            yield from _factors(known[name], known)
        case Operation("*", operands):
            for operand in operands:
                yield from _factors(operand, known)
        case _:
            yield _inlined(value, known)


def _inlined(value: Expression, known: Mapping[str, Expression]) -> Expression:
    """A value with what its locals are made from."""
    if isinstance(value, Local) and value.name in known:
        return _inlined(known[value.name], known)
    return with_parts(value, lambda part: _inlined(part, known))


def _columns(values: Sequence[Expression]) -> set[Field]:
    """The columns that values read."""
    return {field for value in values for field in fields_of(value)}
