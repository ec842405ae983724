"""The text of a verb put into a loop: its statements where they are used, instead of a function to call.

Every function that numba compiles costs a twentieth of a second, however short it is, and most verbs are a line or
two. So the kernel's loops hold the verbs' own statements; what a verb calls in turn is compiled once, as it stands.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from kkgsim.rules.arithmetic import whole

Verb = Callable[..., object]
KEPT = (whole,)
"""Short functions that stay calls: the engine has its own for them."""


@dataclass
class Pasted:
    """Statements of a verb, one a line, and what it returns as an expression ("" for nothing); ``called`` are the
    functions that both name, by the names they are known by."""

    lines: list[str]
    value: str
    called: dict[str, Verb] = field(default_factory=dict)


def alias(verb: Verb) -> str:
    """The name of a function inside the kernel."""
    return f"{verb.__module__.rsplit('.', 1)[-1]}__{verb.__name__}"


def mine(name: str) -> str:
    """The name of a verb's argument or local variable inside the kernel, where nothing else ends like this."""
    return f"{name}_"


def arguments(verb: Verb) -> tuple[str, ...]:
    """What a verb asks for, by name."""
    return tuple(inspect.signature(verb).parameters)


def pasted(verb: Verb) -> Pasted:
    """A verb as statements; its arguments must be there under the names that :func:`mine` gives them.

    Raises ``TypeError`` for a verb that returns something on the way, which statements cannot.
    """
    body = _body(verb)
    assigned = {node.id for node in _nodes(body) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    own = {name: ast.Name(mine(name)) for name in (*arguments(verb), *sorted(assigned))}
    text = _Text(verb, own)
    value = ""
    if isinstance(body[-1], ast.Return) and body[-1].value is not None:
        value, body = f"({ast.unparse(text.visit(body[-1].value))})", body[:-1]
    if any(isinstance(node, ast.Return) for node in _nodes(body)):
        raise TypeError(f"{verb.__module__}.{verb.__name__} returns before its end; a verb may return in its last line")
    lines = [line for statement in body for line in ast.unparse(text.visit(statement)).splitlines()]
    return Pasted(lines, value, text.called)


@cache
def _source(verb: Verb) -> ast.FunctionDef:
    function = ast.parse(textwrap.dedent(inspect.getsource(verb))).body[0]
    if not isinstance(function, ast.FunctionDef):
        raise TypeError(f"{verb!r} is no plain function")
    return function


def _body(verb: Verb) -> list[ast.stmt]:
    """The statements of a function, fresh ones each time, without its docstring."""
    function = deepcopy(_source(verb))
    return function.body[1:] if ast.get_docstring(function) is not None else function.body


def _nodes(body: Sequence[ast.AST]) -> Iterator[ast.AST]:
    for statement in body:
        yield from ast.walk(statement)


def _short(verb: Verb, given: Sequence[ast.expr]) -> ast.expr | None:
    """What a function returns, where it can stand instead of a call: a single expression without a choice in which
    nothing that has to be worked out stands twice."""
    body = _body(verb)
    result = body[0].value if len(body) == 1 and isinstance(body[0], ast.Return) else None
    if result is None or any(isinstance(node, ast.IfExp | ast.BoolOp) for node in ast.walk(result)):
        return None
    named = Counter(node.id for node in ast.walk(result) if isinstance(node, ast.Name))
    simple = (ast.Name, ast.Constant)
    often = [name for name, arg in zip(arguments(verb), given, strict=True)
             if named[name] > 1 and not isinstance(arg, simple)]  # fmt: skip
    return None if often else result


class _Text(ast.NodeTransformer):
    """Puts what stands for a verb's own names in their place, and names what it calls."""

    def __init__(self, verb: Verb, own: Mapping[str, ast.expr]):
        self._known: dict[str, Any] = verb.__globals__
        self._own = own
        self.called: dict[str, Verb] = {}

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """A name is the verb's own, a function it calls, a constant beside it, or Python's."""
        if node.id in self._own:
            return self._own[node.id]
        if node.id not in self._known:
            return node
        known = self._known[node.id]
        if inspect.isfunction(known):
            self.called[alias(known)] = known
            return ast.Name(alias(known))
        return ast.Constant(known)

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """A call of a short function is what that returns."""
        function = self._known.get(node.func.id) if isinstance(node.func, ast.Name) else None
        given = [self.visit(argument) for argument in node.args]
        result = _short(function, given) if inspect.isfunction(function) and function not in KEPT else None
        if function is None or result is None:
            return ast.Call(self.visit(node.func), given, [])
        inside = _Text(function, dict(zip(arguments(function), given, strict=True)))
        text: ast.expr = inside.visit(result)
        self.called |= inside.called
        return text
