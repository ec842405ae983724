"""Work that machine code need not do: draws that nobody asks for, what only one side of a condition asks for, and
reading what is zero yet.

A condition on nothing but what is given of a place holds in every lane or in none, so one side of it can be passed over
for all of them at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
    Statement,
    Store,
    Type,
    Unpack,
    every,
    with_parts,
)
from kkgsim.engine.printing.fusing import Block, Fresh, Item, accesses, together
from kkgsim.engine.printing.guards import guarded
from kkgsim.engine.printing.names import names, needed
from kkgsim.model import entities


def spared(items: Sequence[Item]) -> list[Item]:
    """Planned loops without draws on the way through memory that a single loop asks for, without work that what is
    given of the place makes needless, and with cheap tests before dear ones (:mod:`kkgsim.engine.printing.guards`);
    loops of blocks stay as they are."""
    draws = {item: user for item in items if isinstance(item, Loop) and (user := _only_user(item, items)) is not None}
    made: list[Item] = [
        _with_draws([loop for loop, user in draws.items() if user == item], item) if isinstance(item, Loop) else item
        for item in items
        if item not in draws
    ]
    return [guarded(_branched(item)) if isinstance(item, Loop) else item for item in made]


def _loops(items: Iterable[Item]) -> Iterator[Loop]:
    for item in items:
        yield from (item,) if isinstance(item, Loop) else item.loops


def _only_user(draw: Loop, items: Sequence[Item]) -> Loop | None:
    """The loop that alone reads what a loop of draws stores, if it stands by itself and goes over the same things."""
    stored = {one.field for one in draw.body if isinstance(one, Store)}
    drawn = any(isinstance(one, Unpack) for one in draw.body)  # a rule that does nothing but store draws nothing
    if not drawn or not all(isinstance(one, Unpack) or one in stored for one in map(_target, draw.body)):
        return None
    tables = {binding.table for binding in draw.bindings if binding.holder in {field.holder for field in stored}}
    users = [loop for loop in _loops(items) if loop != draw and tables & {binding.table for binding in loop.bindings}]
    alone = len(users) == 1 and users[0] in items and users[0].over == draw.over and not users[0].pairs
    return users[0] if alone else None


def _target(statement: Statement) -> Statement | Field:
    return statement.field if isinstance(statement, Store) else statement


def _with_draws(draws: Sequence[Loop], loop: Loop) -> Loop:
    """A loop that makes its draws itself and keeps them at hand."""
    for draw in draws:
        both = together(draw, loop)
        kept = {(one.field.holder, one.field.name): one.value for one in both.body if isinstance(one, Store)}
        kept = {key: value for key, value in kept.items() if isinstance(value, Local) and value.type is Type.WORD}
        body = [one for one in both.body if not (isinstance(one, Store) and one.value in kept.values())]
        loop = replace(both, body=tuple(needed([_at_hand(one, kept) for one in body], set())))
    return loop


def _at_hand(statement: Statement, kept: dict[tuple[str, str], Expression]) -> Statement:
    """A statement with locals in the place of columns."""

    def value(one: Expression) -> Expression:
        return kept.get((one.holder, one.name), one) if isinstance(one, Field) else with_parts(one, value)

    match statement:
        case Assign(_, given) | Store(_, given):
            return replace(statement, value=value(given))
        case If(test, yes, no):
            sides = (tuple(_at_hand(one, kept) for one in side) for side in (yes, no))
            return If(value(test), *sides)
    return statement


# what is zero yet


def from_zero(items: Iterable[Item], fresh: Fresh) -> list[Item]:
    """Planned loops in which nothing is read that is zero yet: the ``fresh`` columns of things before anything is
    written to them. Most of them need not be cleared then."""
    left = {(kind, name) for kind, names in fresh for name in names}
    made: list[Item] = []
    for item in items:
        if isinstance(item, Loop):
            made.append(_from_zero(item, left))
        elif isinstance(item, Block):
            made.append(Block(tuple(_from_zero(loop, left) for loop in item.loops)))
        else:
            made.append(item)
            for loop in item.loops:
                left.difference_update(accesses(loop))
    return made


def _from_zero(loop: Loop, left: set[tuple[str, str]]) -> Loop:
    """A loop with zeros in the place of columns that are ``left`` as they were cleared; those that it touches are left
    no longer."""
    touched = accesses(loop)
    own = {key for key, access in touched.items() if key in left and key[0] == loop.over and access.own}
    left.difference_update(touched)
    if loop.pairs or not own:
        return loop
    tables = {binding.holder: binding.table for binding in loop.bindings}
    zeros: dict[tuple[str, str], Expression] = {
        key: Constant(0.0, Type.NUMBER) for key in loop.touched if (tables[key[0]], key[1]) in own
    }
    body: list[Statement] = []
    for statement in loop.body:
        if isinstance(statement, If):
            _forget(statement, zeros, tables)
        body.append(_at_hand(statement, zeros))
        _forget(statement, zeros, tables)
    return replace(loop, body=tuple(body))


def _forget(statement: Statement, zeros: dict[tuple[str, str], Expression], tables: dict[str, str]) -> None:
    """A column that is written is no longer known to be zero, whoever holds it."""
    written = {(tables[one.field.holder], one.field.name) for one in every((statement,)) if isinstance(one, Store)}
    for key in [key for key in zeros if (tables[key[0]], key[1]) in written]:
        del zeros[key]


# one side of what is given


def _branched(loop: Loop) -> Loop:
    """A loop in which draws that only one side of a given condition asks for are made under that condition."""
    body = list(loop.body)
    for rank, statement in enumerate(body):
        match statement:
            case Assign(local, Choice(test, yes, no)) if _is_given(test):
                for arm, other, wanted in ((no, yes, _not(test)), (yes, no, test)):
                    mine = _asked_for_by(arm, rank, body)
                    if any(isinstance(body[one], Unpack) for one in mine):
                        inside = (*(body[one] for one in mine), Assign(local, arm))
                        before = [one for place, one in enumerate(body[:rank]) if place not in mine]
                        made = [*before, Assign(local, other), If(wanted, inside, ()), *body[rank + 1 :]]
                        return _branched(replace(loop, body=tuple(made)))
    return loop


def _not(test: Expression) -> Expression:
    return Operation("not", (test,), Type.CONDITION)


def _is_given(test: Expression) -> bool:
    """Whether a condition is about nothing but what is given of a place."""
    match test:
        case Field(_, kind, name):
            return kind in entities.KINDS and name in entities.names(kind, "given")
        case Operation(_, operands):
            return any(map(_has_field, operands)) and all(_is_given(one) or not _has_field(one) for one in operands)
    return False


def _has_field(value: Expression) -> bool:
    """Whether a value is more than constants."""
    match value:
        case Operation(_, operands):
            return any(map(_has_field, operands))
        case Choice() | Field() | Local():
            return True
    return False


def _asked_for_by(arm: Expression, rank: int, body: Sequence[Statement]) -> list[int]:
    """The statements before ``rank`` that nothing but ``arm`` of the choice there asks for, in order; none where a
    store comes in between."""
    wanted: set[str] = set()
    names(arm, wanted)
    elsewhere: set[str] = set()
    needed(body[rank + 1 :], elsewhere)
    match body[rank]:
        case Assign(_, Choice(test, yes, no)):
            names(test, elsewhere)
            names(no if arm is yes else yes, elsewhere)
    mine: list[int] = []
    for place in range(rank - 1, -1, -1):
        statement = body[place]
        if isinstance(statement, Store | If) or any(isinstance(one, Store) for one in every((statement,))):
            break
        own = _given_values(statement)
        if own & wanted and not own & elsewhere:
            needed([statement], wanted)
            mine.append(place)
        else:
            _note(statement, elsewhere)
    return mine[::-1]


def _given_values(statement: Statement) -> set[str]:
    """The names of the locals that a statement gives values to."""
    match statement:
        case Assign(local):
            return {local.name}
        case Unpack(several):
            return {local.name for local in several}
    return set()


def _note(statement: Statement, used: set[str]) -> None:
    """Note all locals that a statement reads."""
    match statement:
        case Assign(_, value):
            names(value, used)
        case Unpack(_, call):
            for argument in call.arguments:
                names(argument, used)
