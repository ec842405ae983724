"""The month for a browser: the built WebAssembly where the rules are those it was built from, else made now.

``built/`` holds what ``web/build.py`` makes: the month as WebAssembly, the driver that plays it, the page with its
style, and ``built.json``, in which it is written what each was made from and with. Where somebody changed a rule, the
month is compiled when it is first asked for; where the LLVM of an installation cannot do that, the same month is
printed as JavaScript, which needs no compiler and is slower.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from kkgsim.engine import wasm_code
from kkgsim.engine.digest import RETURNED
from kkgsim.engine.printing.functions import functions_text
from kkgsim.engine.printing.javascript_printer import javascript_text
from kkgsim.engine.printing.layout import layout
from kkgsim.engine.printing.wasm_text import wasm_text
from kkgsim.i18n import tr
from kkgsim.model.acting import PRINTED
from kkgsim.model.levers import all_levers
from kkgsim.model.schedule import ORDER, Step

BUILT = files("kkgsim.web") / "built"
"""The built files."""
MONTH, DRIVER, PAGE, STYLE, RECORD = "month.wasm", "driver.js", "page.js", "page.css", "built.json"
"""Their names."""


@dataclass(frozen=True)
class PrintedMonth:
    """What the driver takes: the ``layout`` of a world in memory with the tables that a run returns, and the month as
    ``wasm`` or as ``javascript``, and the ``functions`` beside it as a script."""

    layout: Mapping[str, Any]
    functions: str
    wasm: bytes | None = None
    javascript: str | None = None

    @property
    def remark(self) -> str:
        """What a user is to be told about how it plays, in the current language; empty where there is nothing."""
        return "" if self.wasm is not None else tr("page_in_javascript")


def printed_month(order: tuple[Step, ...] = ORDER) -> PrintedMonth:
    """The month of today's rules in an order: as WebAssembly that was built from them or is made now, else as
    JavaScript."""
    text = wasm_text(order)
    if record()[MONTH]["made_from"] == text_hash(text):
        return PrintedMonth(_laid_out(order), functions_text(PRINTED), wasm=built(MONTH))
    if not wasm_code.compiles():
        return in_javascript(order)
    try:
        return PrintedMonth(_laid_out(order), functions_text(PRINTED), wasm=wasm_code.compiled_once(text))
    except wasm_code.NotLinked:  # an LLVM that calls what no browser has
        return in_javascript(order)


def compiles_first(order: tuple[Step, ...] = ORDER) -> bool:
    """Whether :func:`printed_month` has to compile the month before it can give it, which takes some seconds."""
    text = wasm_text(order)
    return record()[MONTH]["made_from"] != text_hash(text) and wasm_code.compiles() and not wasm_code.is_kept(text)


def in_javascript(order: tuple[Step, ...] = ORDER) -> PrintedMonth:
    """The month of today's rules in an order, printed as JavaScript."""
    return PrintedMonth(_laid_out(order), functions_text(PRINTED), javascript=javascript_text(order))


def _laid_out(order: tuple[Step, ...]) -> Mapping[str, Any]:
    return {**layout(order), "returned": RETURNED, "levers": list(_levers())}


def _levers() -> Iterator[dict[str, Any]]:
    """Which settings each lever has among all of them, and the parameter that delays it."""
    first = 0
    for lever in all_levers().values():
        yield {"first": first, "count": len(lever.settings), "delay": lever.delay}
        first += len(lever.settings)


def built(name: str) -> bytes:
    """A built file."""
    return (BUILT / name).read_bytes()


def record() -> Mapping[str, Mapping[str, Any]]:
    """By the name of a built file what it was ``made_from`` (a hash), ``made_with`` (tools and options), and its own
    ``sha256``."""
    made: Mapping[str, Mapping[str, Any]] = json.loads(built(RECORD))
    return made


def text_hash(text: str) -> str:
    """The hash of a text, as it stands in the record."""
    return hashlib.sha256(text.encode()).hexdigest()
