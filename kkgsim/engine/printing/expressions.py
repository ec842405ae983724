"""Reading the expressions of a rule: values, calls and what names stand for."""

from __future__ import annotations

import ast
import inspect
import math
from collections.abc import Callable, Mapping
from typing import Any

from kkgsim.engine.printing.form import (
    Call,
    Choice,
    Constant,
    Expression,
    Field,
    Function,
    Local,
    Operation,
    Operator,
    Row,
    Type,
)
from kkgsim.engine.printing.intrinsics import columns_of, intrinsic, words_taken
from kkgsim.engine.printing.refusals import Advice, FormError
from kkgsim.engine.printing.sources import Rule, syntax

NUMBER, WORD, CONDITION = Type.NUMBER, Type.WORD, Type.CONDITION
Signature = tuple[Type | Row, ...]
"""The types of a function's parameters, in order."""
ARITHMETIC: Mapping[type[ast.operator], Operator] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
BITS: Mapping[type[ast.operator], Operator] = {ast.BitXor: "xor", ast.BitAnd: "bit_and", ast.RShift: "shift"}
COMPARISONS: Mapping[type[ast.cmpop], Operator] = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
}  # fmt: skip


Read = Callable[[Rule, Signature], Function]
"""What reads another rule, for the types that it is handed."""


class ExpressionReader:
    """Reads the expressions of one function."""

    def __init__(self, rule: Rule, signature: Signature, read: Read):
        self._read = read
        self._path, self._node = syntax(rule)
        self._rule = rule
        arguments = self._node.args
        if arguments.vararg or arguments.kwarg or arguments.kwonlyargs or arguments.defaults or arguments.posonlyargs:
            raise self._refusal(self._node, Advice.ARGUMENTS)
        names = [argument.arg for argument in arguments.args]
        if len(names) != len(signature):
            raise self._refusal(self._node, Advice.ARGUMENTS)
        self._parameters = tuple(zip(names, signature, strict=True))
        self._rows = {name: of.kind for name, of in self._parameters if isinstance(of, Row)}
        self._locals = {name: of for name, of in self._parameters if isinstance(of, Type)}
        self._outer = inspect.getclosurevars(rule)

    def _refusal(self, node: ast.AST, advice: Advice, *more: str) -> FormError:
        return FormError(self._path, getattr(node, "lineno", self._node.lineno), advice, *more)

    def _field(self, node: ast.Attribute) -> Field:
        if not isinstance(node.value, ast.Name) or node.value.id not in self._rows:
            raise self._refusal(node, Advice.ATTRIBUTE, ast.unparse(node))
        kind = self._rows[node.value.id]
        if node.attr not in columns_of(kind):
            raise self._refusal(node, Advice.COLUMN, ast.unparse(node), kind)
        return Field(node.value.id, kind, node.attr)

    def _condition(self, node: ast.expr) -> Expression:
        value = self._value(node)
        if value.type is not CONDITION:
            raise self._refusal(node, Advice.CONDITION, ast.unparse(node))
        return value

    def _number(self, node: ast.expr, of: Type = NUMBER) -> Expression:
        value = self._value(node, of)
        if value.type is not of:
            raise self._refusal(node, Advice.NUMBER, ast.unparse(node))
        return value

    def _value(self, node: ast.expr, wanted: Type = NUMBER) -> Expression:
        """An expression; whole numbers are of the type that is ``wanted`` beside them."""
        match node:
            case ast.Constant(bool() as value):
                return Constant(value, CONDITION)
            case ast.Constant(int() | float() as value):
                return self._constant(node, value, wanted)
            case ast.Name(name):
                return self._name(node, name, wanted)
            case ast.Attribute():
                return self._field(node)
            case ast.BinOp():
                return self._arithmetic(node, wanted)
            case ast.UnaryOp(ast.USub(), operand):
                return _negative(self._number(operand))
            case ast.UnaryOp(ast.Not(), operand):
                return Operation("not", (self._condition(operand),), CONDITION)
            case ast.BoolOp(operator, values):
                parts = [self._condition(value) for value in values]
                logic: Operator = "and" if isinstance(operator, ast.And) else "or"
                return _chained(logic, parts)
            case ast.Compare():
                return self._compared(node)
            case ast.IfExp(test, yes, no):
                first = self._value(yes, wanted)
                return Choice(self._condition(test), first, self._number(no, first.type), first.type)
            case ast.Call():
                return self._call(node)
        raise self._refusal(node, Advice.EXPRESSION, words_of(node))

    def _constant(self, node: ast.AST, value: float, wanted: Type) -> Constant:
        if wanted is WORD:
            if not isinstance(value, int) or not 0 <= value < 2**32:
                raise self._refusal(node, Advice.WORD, str(value))
            return Constant(value, WORD)
        if not math.isfinite(value):
            raise self._refusal(node, Advice.EXPRESSION, str(value))
        return Constant(float(value), NUMBER)

    def _name(self, node: ast.expr, name: str, wanted: Type) -> Expression:
        if name in self._locals:
            return Local(name, self._locals[name])
        if name in self._rows:
            raise self._refusal(node, Advice.HOLDER, name)
        value = self._known(name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self._refusal(node, Advice.NAME, name)
        return self._constant(node, value, wanted)

    def _known(self, name: str) -> Any:
        """What a name of the module, or of the function around, holds."""
        for names in (self._outer.nonlocals, self._outer.globals, self._outer.builtins):
            if name in names:
                return names[name]
        return None

    def _arithmetic(self, node: ast.BinOp, wanted: Type) -> Expression:
        if type(node.op) in BITS:
            left, right = self._number(node.left, WORD), self._number(node.right, WORD)
            return Operation(BITS[type(node.op)], (left, right), WORD)
        operator = ARITHMETIC.get(type(node.op))
        if operator is None:
            raise self._refusal(node, Advice.OPERATOR, ast.unparse(node))
        return Operation(operator, (self._number(node.left), self._number(node.right)), NUMBER)

    def _compared(self, node: ast.Compare) -> Expression:
        values = [self._number(value) for value in (node.left, *node.comparators)]
        parts: list[Expression] = []
        for operator, left, right in zip(node.ops, values, values[1:], strict=False):
            if type(operator) not in COMPARISONS:
                raise self._refusal(node, Advice.OPERATOR, ast.unparse(node))
            parts.append(Operation(COMPARISONS[type(operator)], (left, right), CONDITION))
        return _chained("and", parts)

    def _call(self, node: ast.Call) -> Expression:
        target = self._target(node)
        known = intrinsic(target)
        if known is not None:
            return self._intrinsic(node, *known)
        call = self._called(node)
        if not isinstance(call.function.returns, Type):
            raise self._refusal(node, Advice.NO_VALUE, call.function.name)
        return call

    def _intrinsic(self, node: ast.Call, operator: Operator | None, takes: tuple[Type, ...], gives: Type) -> Expression:
        many = operator in ("min", "max")
        if len(node.args) < len(takes) or (len(node.args) > len(takes) and not many):
            raise self._refusal(node, Advice.ARGUMENTS)
        types = takes if not many else takes[:1] * len(node.args)
        operands = [self._number(argument, of) for argument, of in zip(node.args, types, strict=True)]
        if operator is None:
            return operands[0]
        return _chained(operator, operands) if many else Operation(operator, tuple(operands), gives)

    def _target(self, node: ast.Call) -> Any:
        if node.keywords or any(isinstance(argument, ast.Starred) for argument in node.args):
            raise self._refusal(node, Advice.ARGUMENTS)
        match node.func:
            case ast.Name(name) if name not in self._locals and name not in self._rows:
                return self._known(name)
            case ast.Attribute(ast.Name(module), name):
                return getattr(self._known(module), name, None)
        return None

    def _called(self, node: ast.Call) -> Call:
        """A call of another rule, which is read for the types that it is handed."""
        target = self._target(node)
        if not inspect.isfunction(target):
            raise self._refusal(node, Advice.CALL, ast.unparse(node.func))
        arguments: list[Expression | str] = []
        signature: list[Type | Row] = []
        hints = words_taken(target)
        for rank, argument in enumerate(node.args):
            if isinstance(argument, ast.Name) and argument.id in self._rows:
                arguments.append(argument.id)
                signature.append(Row(self._rows[argument.id]))
            else:
                value = self._value(argument, WORD if rank in hints else NUMBER)
                arguments.append(value)
                signature.append(value.type)
        return Call(self._read(target, tuple(signature)), tuple(arguments))


def _negative(value: Expression) -> Expression:
    """Minus a value; a known number is known with its sign."""
    if isinstance(value, Constant):
        return Constant(-value.value, NUMBER)
    return Operation("negate", (value,), NUMBER)


def _chained(operator: Operator, parts: list[Expression]) -> Expression:
    """Parts joined from the left."""
    joined = parts[0]
    for part in parts[1:]:
        joined = Operation(operator, (joined, part), part.type)
    return joined


def words_of(node: ast.AST) -> str:
    """The beginning of a construct as it is written."""
    return ast.unparse(node).splitlines()[0]
