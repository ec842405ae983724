"""Which loops may be worked out for several things of a lane at once."""

from __future__ import annotations

from kkgsim.engine.columns import COUNTS
from kkgsim.engine.printing.form import (
    Assign,
    Choice,
    Expression,
    Field,
    If,
    Index,
    Loop,
    Operation,
    Operator,
    Store,
    every,
)
from kkgsim.engine.printing.spelling import Places

SELF = Index("self")
ADDS: tuple[Operator, ...] = ("+", "-", "min", "max")
Added = tuple[Field, tuple[tuple[Operator, Expression], ...]]
"""A column that is added to, and what is added, in order."""


def added(statement: Store) -> Added | None:
    """What a statement adds to the column that it writes; None where it does anything else."""
    value, parts = statement.value, list[tuple[Operator, Expression]]()
    while isinstance(value, Operation) and value.operator in ADDS:
        value, part = value.operands[0], (value.operator, value.operands[1])
        parts.append(part)
    return (statement.field, tuple(parts[::-1])) if parts and value == statement.field else None


def in_rows(loop: Loop) -> bool:
    """Whether things may be worked out side by side: no thing reads what another one writes, but for adding to it."""
    if loop.pairs or COUNTS[loop.over].isdigit():
        return False
    bindings = {binding.holder: binding for binding in loop.bindings}
    columns = {key: (bindings[key[0]].table, key[1]) for key in Places(loop).fields()}
    stores = [statement for statement in every(loop.body) if isinstance(statement, Store)]
    written = {columns[store.field.holder, store.field.name] for store in stores}
    shared = {columns[key] for key in columns if bindings[key[0]].cell.index != SELF and columns[key] in written}
    reads: list[Expression] = []
    for statement in every(loop.body):
        match statement:
            case Store() if columns[statement.field.holder, statement.field.name] in shared:
                parts = added(statement)
                if parts is None:
                    return False
                reads += [value for _, value in parts[1]]
            case Store(_, value) | Assign(_, value):
                reads.append(value)
            case If(test):
                reads.append(test)
    return not any(columns[key] in shared for value in reads for key in _fields(value))


def _fields(value: Expression) -> list[tuple[str, str]]:
    match value:
        case Field(holder, _, name):
            return [(holder, name)]
        case Operation(_, operands):
            return [key for operand in operands for key in _fields(operand)]
        case Choice(test, yes, no):
            return [*_fields(test), *_fields(yes), *_fields(no)]
    return []
