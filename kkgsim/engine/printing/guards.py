"""A look at little that mostly saves a look at much: where a rule does something only if a product is large, and one of
its factors is zero in all lanes, nothing else of it is read.

What is zero times anything is zero or no number, and neither is more than a constant that is not negative: so whatever
else the product is made of, the rule does nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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

FEW = 1.0 / 3.0
"""The part of the columns of a condition that is looked at first, at most."""


def guarded(loop: Loop) -> Loop:
    """A loop that ends in something done on a condition, with a look at the factors of it that read the least before
    all else is worked out; the same loop where its condition is no such product."""
    *before, last = loop.body
    if not (isinstance(last, If) and all(isinstance(one, Assign) for one in before)):
        return loop
    known = {one.local.name: one.value for one in before if isinstance(one, Assign)}
    look = _look(last, known) if len(known) == len(before) else None
    if look is None:
        return loop
    return replace(loop, body=(If(look, (*before, last), ()),))


def _look(rule: If, known: Mapping[str, Expression]) -> Expression | None:
    """The condition that the factors which read the least are not zero; None where there is nothing to be saved."""
    match rule:
        case If(Operation(">", (value, Constant(bound))), _, ()) if bound >= 0.0:
            factors = sorted(_factors(value, known), key=lambda one: len(_columns([one])))
        case _:
            return None
    few = FEW * len(_columns(factors))
    first = [one for rank, one in enumerate(factors) if len(_columns(factors[: rank + 1])) <= few]
    if not first:
        return None
    product = first[0]
    for factor in first[1:]:
        product = Operation("*", (product, factor), Type.NUMBER)
    return Operation("!=", (product, Constant(0.0, Type.NUMBER)), Type.CONDITION)


def _factors(value: Expression, known: Mapping[str, Expression]) -> Iterator[Expression]:
    """What a product is made of, said with columns and constants alone."""
    match value:
        case Local(name) if name in known:
            yield from _factors(known[name], known)
        case Operation("*", operands):
            for operand in operands:
                yield from _factors(operand, known)
        case _:
            yield _said(value, known)


def _said(value: Expression, known: Mapping[str, Expression]) -> Expression:
    """A value with what its locals are made from."""
    match value:
        case Local(name) if name in known:
            return _said(known[name], known)
        case Operation(_, operands):
            return replace(value, operands=tuple(_said(one, known) for one in operands))
        case Choice(test, yes, no):
            return replace(value, test=_said(test, known), yes=_said(yes, known), no=_said(no, known))
    return value


def _columns(values: Sequence[Expression]) -> set[Field]:
    """The columns that values read."""
    found: set[Field] = set()
    for value in values:
        match value:
            case Field():
                found.add(value)
            case Operation(_, operands):
                found |= _columns(operands)
            case Choice(test, yes, no):
                found |= _columns((test, yes, no))
    return found
