"""The month as LLVM assembly for WebAssembly: one text, for :mod:`kkgsim.engine.wasm_code`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from kkgsim.engine.printing.form import Program
from kkgsim.engine.printing.llvm_function import Lanes, Module
from kkgsim.engine.printing.llvm_printer import modules
from kkgsim.engine.printing.month import month, start
from kkgsim.model.schedule import START, Repeat, Step

ENTRIES = ("start", "advance")
"""What a page calls: ``start(world)`` plays the start on a world that holds what is given of its place,
``advance(world, first, last)`` the months from ``first`` up to ``last``; all are whole numbers of 32 bits."""
HEAD = "; Generated from the order of the month; do not edit."
TAIL = """\
define void @start(ptr %world) {
call void @play_start(ptr %world, i64 0, i64 1)
ret void
}
define void @advance(ptr %world, i32 %first, i32 %last) {
%from = sext i32 %first to i64
%to = sext i32 %last to i64
call void @play_months(ptr %world, i64 %from, i64 %to)
ret void
}
"""
DEFINED = "define void @"


def wasm_text(order: tuple[Step, ...], beginning: tuple[Step | Repeat, ...] = START) -> str:
    """The start and the month, to be compiled to WebAssembly; it exports :data:`ENTRIES`."""
    return _text(start(beginning), month(order))


@lru_cache(maxsize=4)
def _text(begun: Program, monthly: Program) -> str:
    """The text of both programs; printed once, for every page asks whether the built month is of it."""
    parts = [*modules(begun, Lanes.PAIRS, "play_start"), *modules(monthly, Lanes.PAIRS, "play_months")]
    return "\n".join([HEAD, *_joined(parts), TAIL])


def _joined(parts: Iterable[Module]) -> Iterator[str]:
    """The functions of all modules, each once, and what they call of LLVM."""
    blocks = dict.fromkeys(block for part in parts for block in _blocks(part.text))
    made = {block.split("(")[0].removeprefix(DEFINED) for block in blocks if block.startswith(DEFINED)}
    for block in blocks:
        name = block.split("(")[0].rpartition("@")[2]
        if block.startswith("define") or name not in made:
            yield block.replace(DEFINED, "define internal void @", 1)


def _blocks(text: str) -> Iterator[str]:
    """The declarations and functions of a text; remarks are left out."""
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith(";"):
            continue
        lines.append(line)
        if line == "}" or line.startswith("declare"):
            yield "\n".join(lines)
            lines = []
