"""The file and the syntax tree of a rule."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from kkgsim.engine.printing.refusals import Advice, FormError

Rule = Callable[..., Any]


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
    """The name of a rule where functions of all files stand together; of one in another package with all its folders,
    since its file may be called like one of ours."""
    home = rule.__module__
    file = home.rsplit(".", 1)[-1] if home.startswith("kkgsim.") else home.replace(".", "__")
    return f"{file}__{rule.__name__}"
