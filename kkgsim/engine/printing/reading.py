"""Reading a rule: its plain Python, found in its file, becomes the form.

What the form does not have is refused with the file, the line and what to write instead.
"""

from __future__ import annotations

import ast
import inspect
from functools import cache

from kkgsim.engine.printing.expressions import ExpressionReader, Signature, words_of
from kkgsim.engine.printing.form import (
    Assign,
    Call,
    Do,
    Expression,
    ForEach,
    Function,
    If,
    Local,
    Return,
    Statement,
    Store,
    Type,
    Unpack,
    every,
    returns,
)
from kkgsim.engine.printing.intrinsics import intrinsic
from kkgsim.engine.printing.refusals import Advice
from kkgsim.engine.printing.sources import Rule, alias


@cache
def read(rule: Rule, signature: Signature) -> Function:
    """A rule in the form, for parameters of these types. Raises :class:`FormError`."""
    return _Reader(inspect.unwrap(rule), signature).function()


class _Reader(ExpressionReader):
    """Reads one function."""

    def __init__(self, rule: Rule, signature: Signature):
        super().__init__(rule, signature, read)
        self._returns: list[tuple[Type, ...]] = []

    def function(self) -> Function:
        """The whole function."""
        body = self._block(self._node.body)
        if self._returns and not returns(body):
            raise self._refusal(self._node, Advice.NO_RETURN)
        if self._returns and any(isinstance(statement, Store | Do) for statement in every(body)):
            raise self._refusal(self._node, Advice.WRITES, self._node.name)
        if len(set(self._returns)) > 1:
            raise self._refusal(self._node, Advice.RETURNS)
        types = self._returns[0] if self._returns else ()
        given = types[0] if len(types) == 1 else types or None
        return Function(alias(self._rule), self._parameters, body, given)

    def _block(self, body: list[ast.stmt]) -> tuple[Statement, ...]:
        return tuple(statement for node in body for statement in self._statement(node))

    def _statement(self, node: ast.stmt) -> list[Statement]:
        match node:
            case ast.Expr(ast.Constant(str())) | ast.Pass():
                return []
            case ast.Expr(ast.Call() as call):
                made = self._called(call)
                if made.function.returns is not None:
                    raise self._refusal(node, Advice.UNUSED)
                return [Do(made)]
            case ast.Assign([ast.Tuple(targets)], ast.Tuple(values)):
                return self._together(targets, values)
            case ast.Assign([target], value):
                return [self._assign(target, value)]
            case ast.AugAssign(target, operator, value):
                return [self._assign(target, ast.copy_location(ast.BinOp(_loaded(target), operator, value), node))]
            case ast.If(test, body, otherwise):
                return [self._if(test, body, otherwise)]
            case ast.For(ast.Name(name), ast.Call() as call, body, []):
                return [self._for(name, call, body)]
            case ast.Return(None):
                raise self._refusal(node, Advice.EARLY_RETURN)
            case ast.Return(ast.Tuple(elements)):
                return [self._return([self._value(element) for element in elements])]
            case ast.Return(ast.Call() as call) if isinstance(self._several(call), tuple):
                return self._passed_on(self._called(call), node.lineno)
            case ast.Return(value) if value is not None:
                return [self._return([self._value(value)])]
        raise self._refusal(node, Advice.STATEMENT, words_of(node))

    def _several(self, node: ast.Call) -> Type | tuple[Type, ...] | None:
        """What a call gives; None for what is no rule."""
        return (
            self._called(node).function.returns
            if inspect.isfunction(self._target(node)) and not intrinsic(self._target(node))
            else None
        )

    def _passed_on(self, call: Call, line: int) -> list[Statement]:
        """Return the several values that another function gives."""
        types = call.function.returns
        assert isinstance(types, tuple)
        names = tuple(Local(f"given_{line}_{rank}", of) for rank, of in enumerate(types))
        return [Unpack(names, call), self._return(list(names))]

    def _together(self, targets: list[ast.expr], values: list[ast.expr]) -> list[Statement]:
        """Several names or attributes are given values at once, all of which are worked out before any is changed."""
        if len(targets) != len(values):
            raise self._refusal(targets[0], Advice.UNPACK)
        given = [self._value(value) for value in values]
        before = [
            Assign(Local(f"next_{targets[0].lineno}_{rank}", value.type), value) for rank, value in enumerate(given)
        ]
        after = [self._put(target, one.local) for target, one in zip(targets, before, strict=True)]
        return [*before, *after]

    def _put(self, target: ast.expr, value: Local) -> Statement:
        """Give a name, or an attribute of a thing, a value that is known."""
        if isinstance(target, ast.Attribute):
            field = self._field(target)
            if field.type is not value.type:
                raise self._refusal(target, Advice.STATEMENT, words_of(target))
            return Store(field, value)
        return Assign(self._local(target, value.type), value)

    def _return(self, values: list[Expression]) -> Return:
        self._returns.append(tuple(value.type for value in values))
        return Return(tuple(values))

    def _if(self, test: ast.expr, body: list[ast.stmt], otherwise: list[ast.stmt]) -> If:
        condition = self._condition(test)
        before = dict(self._locals)
        yes = self._block(body)
        after, self._locals = self._locals, before
        no = self._block(otherwise)
        for name, of in after.items():
            if self._locals.setdefault(name, of) is not of:
                raise self._refusal(test, Advice.CHANGED_TYPE, name)
        return If(condition, yes, no)

    def _for(self, name: str, call: ast.Call, body: list[ast.stmt]) -> ForEach:
        made = self._called(call)
        values = made.function.returns
        if not isinstance(values, tuple) or len(set(values)) != 1:
            raise self._refusal(call, Advice.LOOP)
        self._locals[name] = values[0]
        return ForEach(Local(name, values[0]), made, self._block(body))

    def _assign(self, target: ast.expr, value: ast.expr) -> Statement:
        match target:
            case ast.Tuple(elements) if isinstance(value, ast.Call):
                call = self._called(value)
                types = call.function.returns
                if not isinstance(types, tuple) or len(types) != len(elements):
                    raise self._refusal(target, Advice.UNPACK)
                return Unpack(tuple(self._local(e, of) for e, of in zip(elements, types, strict=True)), call)
            case ast.Name():
                given = self._value(value)
                return Assign(self._local(target, given.type), given)
            case ast.Attribute():
                field = self._field(target)
                return Store(field, self._number(value, field.type))
        raise self._refusal(target, Advice.STATEMENT, words_of(target))

    def _local(self, target: ast.expr, of: Type) -> Local:
        if not isinstance(target, ast.Name):
            raise self._refusal(target, Advice.UNPACK)
        if target.id in self._rows:
            raise self._refusal(target, Advice.HOLDER, target.id)
        if self._locals.setdefault(target.id, of) is not of:
            raise self._refusal(target, Advice.CHANGED_TYPE, target.id)
        return Local(target.id, of)


def _loaded(target: ast.expr) -> ast.expr:
    """What is written to, as something that is read."""
    return ast.copy_location(ast.parse(ast.unparse(target), mode="eval").body, target)
