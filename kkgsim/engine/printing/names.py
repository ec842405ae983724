"""Which names statements give values to and which they use."""

from __future__ import annotations

from collections.abc import Sequence

from kkgsim.engine.printing.form import (
    Assign,
    Call,
    Choice,
    Do,
    Expression,
    ForEach,
    Function,
    If,
    Local,
    Operation,
    Return,
    Statement,
    Store,
    Unpack,
    parts_of,
)


def needed(body: Sequence[Statement], used: set[str]) -> list[Statement]:
    """Statements without those that work out what nobody reads; ``used`` are the names that are read later on."""
    kept: list[Statement] = []
    for statement in reversed(body):
        match statement:
            case Assign(local, value):
                if local.name not in used:
                    continue
                names(value, used)
            case If(test, yes, no):
                first, second = set(used), set(used)
                sides = tuple(needed(yes, first)), tuple(needed(no, second))
                used |= first | second
                names(test, used)
                if not any(sides):
                    continue
                statement = If(test, *sides)
            case Store(_, value):
                names(value, used)
            case Unpack(_, call):
                for argument in call.arguments:
                    names(argument, used)
            case Return(values):
                for value in values:
                    names(value, used)
        kept.append(statement)
    return kept[::-1]


def names(value: Expression | str, used: set[str]) -> None:
    """Note the locals that a value is made from; the name of a holder is none."""
    if isinstance(value, str):
        return
    if isinstance(value, Local):
        used.add(value.name)
    for part in parts_of(value):
        names(part, used)


def assigned(*bodies: tuple[Statement, ...]) -> dict[str, Local]:
    """The names that statements give values to."""
    names: dict[str, Local] = {}
    for body in bodies:
        for statement in body:
            match statement:
                case Assign(local):
                    names[local.name] = local
                case Unpack(several):
                    names |= {local.name: local for local in several}
                case If(_, yes, no):
                    names |= assigned(yes, no)
                case ForEach(local, _, inside):
                    names |= {local.name: local, **assigned(inside)}
    return names


def uses(function: Function, name: str) -> int:
    """How often a function names one of its parameters; one that is used in a loop or a branch counts twice."""
    return sum(_count(statement, name) for statement in function.body)


def _count(node: object, name: str) -> int:
    match node:
        case Local():
            return int(node.name == name)
        case Operation(_, operands):
            return sum(_count(operand, name) for operand in operands)
        case Choice(test, yes, no):
            return _count(test, name) + _count(yes, name) + _count(no, name)
        case Call(_, arguments):
            return sum(_count(argument, name) for argument in arguments)
        case Assign(_, value) | Store(_, value):
            return _count(value, name)
        case Unpack(_, call) | Do(call):
            return _count(call, name)
        case ForEach(_, call, inside):
            return _count(call, name) + 2 * sum(_count(statement, name) for statement in inside)
        case If(test, yes, no):
            return _count(test, name) + sum(_count(statement, name) for statement in (*yes, *no))
        case Return(values):
            return sum(_count(value, name) for value in values)
    return 0
