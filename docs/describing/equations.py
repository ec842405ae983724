"""Rules as equations: their syntax trees written the way a page of mathematics would, in the order in which they act.

Nothing is simplified: every bracket that decides how a sum or a product is rounded stays.
"""

from __future__ import annotations

import ast
import hashlib
import inspect
from collections.abc import Callable, Iterable
from typing import Any

from kkgsim.engine.printing.sources import syntax

Rule = Callable[..., Any]
SYMBOLS: dict[type[ast.AST], str] = {
    ast.Add: " + ", ast.Sub: " − ", ast.Mult: " · ", ast.Div: " / ", ast.BitXor: " xor ", ast.LShift: " « ",
    ast.RShift: " » ", ast.BitAnd: " & ", ast.BitOr: " | ", ast.Pow: " ^ ", ast.Mod: " mod ",
    ast.Lt: " < ", ast.LtE: " ≤ ", ast.Gt: " > ", ast.GtE: " ≥ ", ast.Eq: " = ", ast.NotEq: " ≠ ",
    ast.And: " and ", ast.Or: " or ",
}  # fmt: skip
TIGHT: dict[type[ast.AST], int] = {
    ast.Or: 1, ast.And: 2, ast.BitOr: 4, ast.BitXor: 5, ast.BitAnd: 6, ast.LShift: 7, ast.RShift: 7, ast.Add: 8,
    ast.Sub: 8, ast.Mult: 9, ast.Div: 9, ast.Mod: 9, ast.Pow: 11,
}  # fmt: skip
"""How tightly an operation binds."""
BITWISE = (ast.BitXor, ast.LShift, ast.RShift, ast.BitAnd, ast.BitOr)
"""Operations on words, of which nobody knows by heart how tightly they bind."""
COMPARED, UNARY, ALONE = 3, 10, 20
GIVEN = "n"
"""The argument that holds the numbers; they are written by their names alone."""
WRAPPED = {"positive": "({})⁺", "whole": "⌊{}⌋", "square_root": "√({})", "abs": "|{}|"}
"""Functions with a sign of their own."""
INDENT = "    "


def functions_of(module: Any) -> list[Rule]:
    """The functions that a module defines, in the order in which they stand."""
    own = [f for f in vars(module).values() if inspect.isfunction(f) and f.__module__ == module.__name__]
    return sorted(own, key=lambda f: f.__code__.co_firstlineno)


def fingerprint(rules: Iterable[Rule]) -> str:
    """What changes when one of some rules does, and not with its words or its lines."""
    trees = []
    for rule in rules:
        _, node = syntax(rule)
        bare = ast.FunctionDef(node.name, node.args, _without_words(node.body), [], None, None)
        trees.append(ast.dump(bare))
    return hashlib.sha256("\n".join(trees).encode()).hexdigest()[:16]


def _without_words(body: list[ast.stmt]) -> list[ast.stmt]:
    is_said = body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)
    return body[1:] if is_said else body


def said(rule: Rule) -> str:
    """What a rule says of itself, on one line."""
    return " ".join((inspect.getdoc(rule) or "").split())


def written(rule: Rule) -> str:
    """A rule as equations: on one line where it only works something out, else its lines in their order."""
    _, node = syntax(rule)
    page = _Page(node, {name for name, value in rule.__globals__.items() if inspect.isfunction(value)})
    head = f"{node.name}({', '.join(page.arguments)})"
    body = _without_words(node.body)
    if len(body) == 1 and isinstance(body[0], ast.Return):
        return f"{head} = {page.of(body[0].value)}"
    lines = [line for statement in body for line in page.lines(statement)]
    return "\n".join([f"{head}:", *(INDENT + line for line in lines)])


def called(rule: Rule) -> list[Rule]:
    """The rules that a rule calls, in the order in which they are named first."""
    _, node = syntax(rule)
    names = [n.func.id for n in ast.walk(node) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)]
    functions = [rule.__globals__.get(name) for name in dict.fromkeys(names)]
    return [f for f in functions if inspect.isfunction(f) and f.__module__.startswith("kkgsim.")]


class _Page:
    """One rule as it is written out."""

    def __init__(self, node: ast.FunctionDef, functions: set[str]):
        self.arguments = [argument.arg for argument in node.args.args if argument.arg != GIVEN]
        stored = {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        self._own = stored | set(self.arguments) | functions

    def lines(self, statement: ast.stmt) -> list[str]:
        """The lines of a statement."""
        if isinstance(statement, ast.Assign):
            return [self._assigned(statement)]
        if isinstance(statement, ast.Return):
            return [f"gives {self.of(statement.value)}"]
        if isinstance(statement, ast.Expr):
            return [f"do {self.of(statement.value)}"]
        if isinstance(statement, ast.If):
            return self._branches(statement)
        if isinstance(statement, ast.For):
            inner = [INDENT + line for part in statement.body for line in self.lines(part)]
            return [f"for each {self.of(statement.target)} of {self.of(statement.iter)}:", *inner]
        raise TypeError(
            f"{ast.unparse(statement)} has no form among the equations: write the rule otherwise, or add one here"
        )

    def _branches(self, statement: ast.If) -> list[str]:
        lines = [f"if {self.of(statement.test)}:"]
        lines += [INDENT + line for part in statement.body for line in self.lines(part)]
        if statement.orelse:
            lines.append("otherwise:")
            lines += [INDENT + line for part in statement.orelse for line in self.lines(part)]
        return lines

    def _assigned(self, statement: ast.Assign) -> str:
        (target,) = statement.targets
        pairs = (target, statement.value)
        if all(isinstance(side, ast.Tuple) for side in pairs):
            left, right = ([self.of(part) for part in side.elts] for side in pairs)  # type: ignore[attr-defined]
            if left == right[::-1]:
                return f"{left[0]} ↔ {left[1]}"
            return ",  ".join(f"{name} = {value}" for name, value in zip(left, right, strict=True))
        sign = "←" if isinstance(target, ast.Attribute) else "="
        return f"{self.of(target)} {sign} {self.of(statement.value)}"

    def of(self, node: ast.AST | None, inside: int = 0) -> str:
        """An expression, in brackets where what stands around it binds tighter."""
        if node is None:
            return "nothing"
        text, tight = self._written(node)
        return f"({text})" if tight < inside else text

    def _written(self, node: ast.AST) -> tuple[str, int]:
        if isinstance(node, ast.Constant):
            return self._constant(node.value), ALONE
        if isinstance(node, ast.Name):
            return node.id, ALONE
        if isinstance(node, ast.Attribute):
            return self._attribute(node), ALONE
        if isinstance(node, ast.BinOp):
            tight = TIGHT[type(node.op)]
            apart = ALONE if isinstance(node.op, BITWISE) else 0
            left = self.of(node.left, tight if _same(node.left, node.op) else max(tight, apart))
            right = self.of(node.right, max(tight + 1, apart))
            return f"{left}{SYMBOLS[type(node.op)]}{right}", tight
        if isinstance(node, ast.UnaryOp):
            sign = "not " if isinstance(node.op, ast.Not) else "−"
            return f"{sign}{self.of(node.operand, UNARY)}", UNARY
        if isinstance(node, ast.BoolOp):
            tight = TIGHT[type(node.op)]
            return SYMBOLS[type(node.op)].join(self.of(value, tight + 1) for value in node.values), tight
        if isinstance(node, ast.Compare):
            return self._compared(node), COMPARED
        if isinstance(node, ast.IfExp):
            return self._chosen(node.test, node.body, node.orelse), ALONE
        if isinstance(node, ast.Call):
            return self._called(node), ALONE
        if isinstance(node, ast.Tuple):
            return ", ".join(self.of(part) for part in node.elts), 0
        raise TypeError(
            f"{ast.unparse(node)} has no form among the equations: write the rule otherwise, or add one here"
        )

    @staticmethod
    def _constant(value: object) -> str:
        is_whole = isinstance(value, float) and value.is_integer() and abs(value) < 1e15
        return str(int(value)) if is_whole else str(value)  # type: ignore[call-overload]

    def _attribute(self, node: ast.Attribute) -> str:
        holder = self.of(node.value)
        return node.attr if holder == GIVEN and node.attr not in self._own else f"{holder}.{node.attr}"

    def _compared(self, node: ast.Compare) -> str:
        parts = [self.of(node.left, COMPARED + 1)]
        for sign, value in zip(node.ops, node.comparators, strict=True):
            parts += [SYMBOLS[type(sign)], self.of(value, COMPARED + 1)]
        return "".join(parts)

    def _called(self, node: ast.Call) -> str:
        name = self.of(node.func)
        handed = [a for a in node.args if not (isinstance(a, ast.Name) and a.id == GIVEN)]
        if name == "select":
            return self._chosen(*handed)
        if name in WRAPPED:
            return WRAPPED[name].format(self.of(handed[0]))
        name = {"math.floor": "floor", "math.sqrt": "sqrt"}.get(name, name)
        return f"{name}({', '.join(self.of(argument) for argument in handed)})"

    def _chosen(self, condition: ast.AST, yes: ast.AST, no: ast.AST) -> str:
        """One or the other: as 0 and 1 in square brackets, else in braces case by case."""
        both = [value.value if isinstance(value, ast.Constant) else None for value in (yes, no)]
        if both == [1.0, 0.0]:
            return f"[{self.of(condition)}]"
        cases, rest = [(condition, yes)], no
        while (further := _choice_in(rest)) is not None:
            condition, yes, rest = further
            cases.append((condition, yes))
        said_ = "; ".join(f"{self.of(value)} if {self.of(test)}" for test, value in cases)
        return f"{{{said_}; else {self.of(rest)}}}"


def _same(node: ast.AST, operation: ast.operator) -> bool:
    """Whether an expression is the same operation, so that a row of them needs no brackets."""
    return isinstance(node, ast.BinOp) and type(node.op) is type(operation)


def _choice_in(node: ast.AST) -> tuple[ast.AST, ast.AST, ast.AST] | None:
    """Condition and both values of a choice that is more than 0 and 1."""
    if isinstance(node, ast.IfExp):
        parts: tuple[ast.AST, ast.AST, ast.AST] = (node.test, node.body, node.orelse)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "select":
        parts = (node.args[0], node.args[1], node.args[2])
    else:
        return None
    flags = [part.value if isinstance(part, ast.Constant) else None for part in parts[1:]]
    return None if flags == [1.0, 0.0] else parts
