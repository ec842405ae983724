"""Loops laid flat: every rule is put in where it is called, so that a printer spells only assignments, stores and
conditions.

Both sides of a conditional expression are worked out, as in rows of numbers side by side they must be; the body of an
``if`` that writes stays under it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kkgsim.engine.printing import reading
from kkgsim.engine.printing.form import (
    Assign,
    Call,
    Choice,
    Constant,
    Do,
    Expression,
    Field,
    ForEach,
    Function,
    If,
    Local,
    Loop,
    Operation,
    Return,
    Statement,
    Store,
    Type,
    Unpack,
    returns,
    with_parts,
)
from kkgsim.engine.printing.intrinsics import type_of
from kkgsim.engine.printing.names import assigned, needed, uses
from kkgsim.model.normal import normal_of, uniform_of
from kkgsim.model.random_streams import LAWS

Out = list[Statement]
LARGE = 2.0**1000
"""Powers of two up to here have an inverse that is a number in full."""


def draw(read: Field) -> Call:
    """The number that a rule reads of its luck, of the word that is kept of it."""
    when, _, kind = read.kind.partition("_")
    word = Operation("number", (replace(read, type=Type.WORD),), Type.NUMBER)
    uniform = Call(reading.read(uniform_of, (Type.NUMBER,)), (word,))
    law = LAWS["month" if when == "luck" else when][kind][read.name]
    return uniform if law == "uniform" else Call(reading.read(normal_of, (Type.NUMBER,)), (uniform,))


@dataclass
class _Scope:
    """What the names of one call of a function stand for in the loop."""

    name: str
    holders: Mapping[str, str]
    values: dict[str, Expression] = field(default_factory=dict)
    locals: dict[str, Local] = field(default_factory=dict)
    branching: bool = False
    """Whether what is assigned now lies under an ``if``: a name then keeps its local, else it gets a new one."""

    def copied(self) -> _Scope:
        """The same names, for one of several ways on."""
        return replace(self, values=dict(self.values), locals=dict(self.locals))


def flat(loop: Loop, apart: frozenset[str] = frozenset()) -> Loop:
    """The loop without calls, but for those of functions with several values that are named to be kept ``apart``."""
    return replace(loop, body=tuple(needed(_Flattener(apart).loop(loop), set())))


def flat_function(function: Function) -> Function:
    """A function of values without calls, which gives what it gives in its last line."""
    flattener, out = _Flattener(frozenset()), list[Statement]()
    values = flattener.function(function, out)
    kept = needed([*out, Return(values)], set())
    return replace(function, body=tuple(kept))


class _Flattener:
    """Lays one loop flat."""

    def __init__(self, apart: frozenset[str]) -> None:
        self._apart = apart
        self._names: dict[str, int] = {}
        self._drawn: dict[Field, Local] = {}

    def loop(self, loop: Loop) -> Out:
        """The body of a loop."""
        out: Out = []
        scope = _Scope("", {binding.holder: binding.holder for binding in loop.bindings})
        self._statements(loop.body, scope, out)
        draws: Out = []
        for field_, local in self._drawn.items():
            draws.append(Assign(local, self._value(draw(field_), scope, draws)))
        return [*draws, *out]

    def function(self, function: Function, out: Out) -> tuple[Expression, ...]:
        """The body of a function of values, and what it gives."""
        values = {name: Local(name, of) for name, of in function.parameters if isinstance(of, Type)}
        self._names = dict.fromkeys(values, 1)
        scope = _Scope(function.name, {}, {}, values)
        return self._returned(function.body, scope, out)

    def _luck(self, read: Field) -> Local:
        """A draw as a number, worked out once, before all else."""
        if read not in self._drawn:
            self._drawn[read] = self._fresh(f"drawn_{read.name}", Type.NUMBER)
        return self._drawn[read]

    def _fresh(self, name: str, of: Type) -> Local:
        """A local of a name that nothing else in the loop has, nor any language: a rule may call a value ``double``."""
        rank = self._names[name] = self._names.get(name, 0) + 1
        return Local(f"{name}__{rank}", of)

    def _statements(self, body: tuple[Statement, ...], scope: _Scope, out: Out) -> None:
        """Statements of a verb, or of a function before it returns."""
        for statement in body:
            match statement:
                case Assign(local, value):
                    self._assign(local, self._value(value, scope, out), scope, out)
                case Unpack(locals_, call) if call.function.name in self._apart:
                    handed = tuple(self._value(one, scope, out) for one in call.arguments if not isinstance(one, str))
                    taken = tuple(self._fresh(local.name, local.type) for local in locals_)
                    scope.locals |= {local.name: own for local, own in zip(locals_, taken, strict=True)}
                    out.append(Unpack(taken, Call(call.function, handed)))
                case Unpack(locals_, call):
                    for local, value in zip(locals_, self._several(call, scope, out), strict=True):
                        self._assign(local, value, scope, out)
                case Store(target, value):
                    here = replace(target, holder=scope.holders[target.holder])
                    out.append(Store(here, self._value(value, scope, out)))
                case If(test, yes, no):
                    out.append(self._if(self._value(test, scope, out), yes, no, scope, out))
                case ForEach(local, call, inside):
                    for value in [self._kept(value, out) for value in self._several(call, scope, out)]:
                        self._assign(local, value, scope, out)
                        self._statements(inside, scope, out)
                case Do(call):
                    self._statements(call.function.body, self._entered(call, scope, out, keep=True), out)
                case Return():
                    raise AssertionError("reading refuses a return in the middle")

    def _assign(self, local: Local, value: Expression, scope: _Scope, out: Out) -> None:
        scope.values.pop(local.name, None)
        if local.name not in scope.locals or not scope.branching:
            scope.locals[local.name] = self._fresh(local.name, local.type)
        out.append(Assign(scope.locals[local.name], value))

    def _kept(self, value: Expression, out: Out) -> Expression:
        """A value that is to be named again later, worked out now."""
        if isinstance(value, Constant | Local):
            return value
        local = self._fresh("kept", value.type)
        out.append(Assign(local, value))
        return local

    def _if(
        self, test: Expression, yes: tuple[Statement, ...], no: tuple[Statement, ...], scope: _Scope, out: Out
    ) -> If:
        if not scope.branching:  # a name that is given a value on one side only keeps the one that it had
            for name, local in assigned(yes, no).items():
                first = scope.values.pop(name, None) or scope.locals.get(name) or Constant(0.0, local.type)
                scope.locals[name] = self._fresh(name, local.type)
                out.append(Assign(scope.locals[name], first))
        branching, scope.branching = scope.branching, True
        branches: list[Out] = [[], []]
        for branch, body in zip(branches, (yes, no), strict=True):
            self._statements(body, scope, branch)
        scope.branching = branching
        return If(test, tuple(branches[0]), tuple(branches[1]))

    def _entered(self, call: Call, scope: _Scope, out: Out, *, keep: bool = False) -> _Scope:
        """The names inside a function that is called. With ``keep`` arguments are worked out now, for the function
        writes; so is what is used more than once."""
        function = call.function
        inner = _Scope(function.name, {})
        holders: dict[str, str] = {}
        written = assigned(function.body)
        for (name, of), given in zip(function.parameters, call.arguments, strict=True):
            if isinstance(given, str):
                holders[name] = scope.holders[given]
                continue
            value = self._value(given, scope, out)
            again = keep or name in written or uses(function, name) > 1
            if name in written or (again and not _is_at_hand(value, keep)):
                assert isinstance(of, Type)
                inner.locals[name] = self._fresh(name, of)
                out.append(Assign(inner.locals[name], value))
            else:
                inner.values[name] = value
        inner.holders = holders
        return inner

    def _value(self, value: Expression, scope: _Scope, out: Out) -> Expression:
        match value:
            case Local(name):
                return scope.values[name] if name in scope.values else scope.locals.get(name, value)
            case Field(holder, kind, _, of):
                here = replace(value, holder=scope.holders[holder])
                return self._luck(here) if of is not type_of(kind) else here
            case Call():
                (given,) = self._several(value, scope, out)
                return given
        return _multiplied(with_parts(value, lambda part: self._value(part, scope, out)))

    def _several(self, call: Call, scope: _Scope, out: Out) -> tuple[Expression, ...]:
        """The values that a call of a function gives."""
        return self._returned(call.function.body, self._entered(call, scope, out), out)

    def _returned(self, body: tuple[Statement, ...], scope: _Scope, out: Out) -> tuple[Expression, ...]:
        """What the rest of a function gives."""
        for rank, statement in enumerate(body):
            rest = body[rank + 1 :]
            match statement:
                case Return(values):
                    return tuple(self._value(value, scope, out) for value in values)
                case If(test, yes, no) if returns(yes) or returns(no):
                    condition = self._value(test, scope, out)
                    first = self._returned((*yes, *(() if returns(yes) else rest)), scope.copied(), out)
                    second = self._returned((*no, *(() if returns(no) else rest)), scope.copied(), out)
                    return tuple(Choice(condition, a, b, a.type) for a, b in zip(first, second, strict=True))
            self._statements((statement,), scope, out)
        raise AssertionError("reading refuses a function that does not return")


def _multiplied(value: Expression) -> Expression:
    """A division by a power of two as a multiplication, which gives the same to the last bit and is quicker."""
    match value:
        case Operation("/", (part, Constant(whole))) if abs(math.frexp(whole)[0]) == 0.5 and abs(whole) <= LARGE:
            return replace(value, operator="*", operands=(part, Constant(1.0 / whole, Type.NUMBER)))
    return value


def _is_at_hand(value: Expression, keep: bool) -> bool:
    """Whether a value may be named again and again; one that is read must not where it may be written in between."""
    return isinstance(value, Constant | Local) or (isinstance(value, Field) and not keep)
