"""Reading a rule: its plain Python, found in its file, becomes the form.

What the form does not have is refused with the file, the line and what to write instead.
"""

from __future__ import annotations

import ast
import inspect
import math
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

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
    Operation,
    Operator,
    Return,
    Row,
    Statement,
    Store,
    Type,
    Unpack,
    every,
    returns,
)
from kkgsim.engine.printing.intrinsics import columns_of, intrinsic, words_taken
from kkgsim.engine.printing.refusals import Advice, FormError

NUMBER, WORD, CONDITION = Type.NUMBER, Type.WORD, Type.CONDITION
Rule = Callable[..., Any]
Signature = tuple[Type | Row, ...]
"""The types of a function's parameters, in order."""
ARITHMETIC: Mapping[type[ast.operator], Operator] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
BITS: Mapping[type[ast.operator], Operator] = {ast.BitXor: "xor", ast.BitAnd: "bit_and", ast.RShift: "shift"}
COMPARISONS: Mapping[type[ast.cmpop], Operator] = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
}  # fmt: skip


@cache
def _module(path: str) -> Mapping[int, ast.FunctionDef]:
    """The functions of a file by the line in which each begins."""
    tree = ast.parse(Path(path).read_text(encoding="utf-8"))
    return {
        line: node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        for line in {node.lineno, *(decorator.lineno for decorator in node.decorator_list)}
    }


@cache
def syntax(rule: Rule) -> tuple[str, ast.FunctionDef]:
    """The file of a rule and its syntax tree, with the lines of that file. Raises :class:`FormError` where it has none,
    as a lambda or a function typed at a prompt."""
    rule = inspect.unwrap(rule)
    code = getattr(rule, "__code__", None)
    path = code.co_filename if code else "?"
    node = _module(path).get(code.co_firstlineno) if code and Path(path).is_file() else None
    if code is None or node is None:
        line = code.co_firstlineno if code else 0
        raise FormError(path, line, Advice.NO_SOURCE, getattr(rule, "__name__", repr(rule)))
    return path, node


def alias(rule: Rule) -> str:
    """The name of a rule where functions of all files stand together."""
    return f"{rule.__module__.rsplit('.', 1)[-1]}__{rule.__name__}"


@cache
def read(rule: Rule, signature: Signature) -> Function:
    """A rule in the form, for parameters of these types. Raises :class:`FormError`."""
    return _Reader(inspect.unwrap(rule), signature).function()


class _Reader:
    """Reads one function."""

    def __init__(self, rule: Rule, signature: Signature):
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
        self._returns: list[tuple[Type, ...]] = []
        self._outer = inspect.getclosurevars(rule)

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

    def _refusal(self, node: ast.AST, advice: Advice, *more: str) -> FormError:
        return FormError(self._path, getattr(node, "lineno", self._node.lineno), advice, *more)

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
        raise self._refusal(node, Advice.STATEMENT, _words(node))

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
        """Several names are given values at once, all of which are worked out before any is changed."""
        if len(targets) != len(values):
            raise self._refusal(targets[0], Advice.UNPACK)
        given = [self._value(value) for value in values]
        before = [
            Assign(Local(f"next_{targets[0].lineno}_{rank}", value.type), value) for rank, value in enumerate(given)
        ]
        after = [
            Assign(self._local(target, one.local.type), one.local) for target, one in zip(targets, before, strict=True)
        ]
        return [*before, *after]

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
        raise self._refusal(target, Advice.STATEMENT, _words(target))

    def _local(self, target: ast.expr, of: Type) -> Local:
        if not isinstance(target, ast.Name):
            raise self._refusal(target, Advice.UNPACK)
        if target.id in self._rows:
            raise self._refusal(target, Advice.HOLDER, target.id)
        if self._locals.setdefault(target.id, of) is not of:
            raise self._refusal(target, Advice.CHANGED_TYPE, target.id)
        return Local(target.id, of)

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
        raise self._refusal(node, Advice.EXPRESSION, _words(node))

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
        return Call(read(target, tuple(signature)), tuple(arguments))


def _loaded(target: ast.expr) -> ast.expr:
    """What is written to, as something that is read."""
    return ast.copy_location(ast.parse(ast.unparse(target), mode="eval").body, target)


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


def _words(node: ast.AST) -> str:
    """The beginning of a construct as it is written."""
    return ast.unparse(node).splitlines()[0]
