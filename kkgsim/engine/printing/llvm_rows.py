"""Which loops may be worked out for several things of a lane at once, and which sums they may hold in registers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from kkgsim.engine.columns import COUNTS
from kkgsim.engine.printing.form import (
    Assign,
    Expression,
    Field,
    If,
    Index,
    Loop,
    Operation,
    Operator,
    Store,
    every,
    fields_of,
)
from kkgsim.engine.printing.names import needed

SELF = Index("self")
ADDS: tuple[Operator, ...] = ("+", "-", "min", "max")
Added = tuple[Field, tuple[tuple[Operator, Expression], ...]]
"""A column that is added to, and what is added, in order."""


def added(statement: Store) -> Added | None:
    """What a statement adds to the column that it writes; None where it does anything else."""
    value: Expression = statement.value
    parts: list[tuple[Operator, Expression]] = []
    while isinstance(value, Operation) and value.operator in ADDS:
        parts.append((value.operator, value.operands[1]))
        value = value.operands[0]
    return (statement.field, tuple(parts[::-1])) if parts and value == statement.field else None


def _columns(loop: Loop) -> Mapping[tuple[str, str], tuple[str, str]]:
    """The table and column of every field that a loop touches."""
    tables = {binding.holder: binding.table for binding in loop.bindings}
    return {(holder, name): (tables[holder], name) for holder, name in loop.touched}


def in_rows(loop: Loop) -> bool:
    """Whether things may be worked out side by side: no thing reads what another one writes, but for adding to it."""
    if loop.pairs or COUNTS[loop.over].isdigit():
        return False
    cells, columns = {binding.holder: binding.cell for binding in loop.bindings}, _columns(loop)
    stores = [statement for statement in every(loop.body) if isinstance(statement, Store)]
    written = {columns[store.field.holder, store.field.name] for store in stores}
    shared = {column for key, column in columns.items() if cells[key[0]].index != SELF and column in written}
    if any(added(store) is None for store in stores if columns[store.field.holder, store.field.name] in shared):
        return False
    return not any(columns[key] in shared for value in _reads(loop) for key in _fields(value))


def _reads(loop: Loop) -> Iterator[Expression]:
    """Everything that a loop works out, but for columns to which it only adds."""
    for statement in every(loop.body):
        match statement:
            case Store(_, value):
                adds = added(statement)
                yield from (part for _, part in adds[1]) if adds else (value,)
            case Assign(_, value):
                yield value
            case If(test):
                yield test


def sums(loop: Loop) -> list[Store]:
    """The statements that add to a column which the loop touches nowhere else."""
    columns = _columns(loop)
    stores = [statement for statement in loop.body if isinstance(statement, Store) and added(statement)]
    every_store = [one.field for one in every(loop.body) if isinstance(one, Store)]
    times = Counter(columns[field.holder, field.name] for field in every_store)
    holders = Counter(columns.values())
    read = {columns[key] for value in _reads(loop) for key in _fields(value)}

    def alone(store: Store) -> bool:
        column = columns[store.field.holder, store.field.name]
        return times[column] == holders[column] == 1 and column not in read

    return [] if loop.pairs else [store for store in stores if alone(store)]


def in_parts(loop: Loop, most: int) -> Iterator[Loop]:
    """A loop that does nothing but add up as several with ``most`` sums each, so that these stay in registers."""
    adding = sums(loop)
    if len(adding) <= most or any(not isinstance(one, Assign) and one not in adding for one in loop.body):
        yield loop
        return
    for first in range(0, len(adding), most):
        mine = adding[first : first + most]
        body = [one for one in loop.body if isinstance(one, Assign) or one in mine]
        yield replace(loop, body=tuple(needed(body, set())))


def _fields(value: Expression) -> list[tuple[str, str]]:
    return [(field.holder, field.name) for field in fields_of(value)]
