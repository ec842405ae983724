"""Functions of numbers printed as JavaScript, one by one: for what a page works out beside the month."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from kkgsim.engine.printing.flatten import flat_function
from kkgsim.engine.printing.form import Assign, Type, every
from kkgsim.engine.printing.javascript_printer import HEAD, JAVASCRIPT
from kkgsim.engine.printing.reading import read
from kkgsim.engine.printing.spelling import INDENT


def functions_text(rules: Sequence[Callable[..., Any]]) -> str:
    """A script that defines the functions under their own names; each takes numbers and gives one."""
    return HEAD + "\n".join(line for rule in rules for line in _function(rule))


def _function(rule: Callable[..., Any]) -> Iterator[str]:
    parameters = list(inspect.signature(rule).parameters)
    function = flat_function(read(rule, (Type.NUMBER,) * len(parameters)))
    names = dict.fromkeys(one.local.name for one in every(function.body) if isinstance(one, Assign))
    yield f"function {rule.__name__}({', '.join(parameters)}) {{"
    if names:
        yield f"{INDENT}let {', '.join(names)};"
    yield from (INDENT + line for line in JAVASCRIPT.statements(function.body))
    yield "}"
