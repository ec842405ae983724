"""The month as a WebAssembly module, made by the LLVM that every installation has, so that rules of one's own are as
quick in a browser as those that ship.

What LLVM gives is an object for a linker. It is a module already, but for three things: it asks for a stack, names what
it offers in a section for linkers alone, and has notes for them. All its functions are in it, so no address changes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from llvmlite import binding

from kkgsim.engine import cache as disk
from kkgsim.engine.machine_code import keep, kept
from kkgsim.engine.printing.wasm_text import ENTRIES

TRIPLE = "wasm32-unknown-unknown"
FEATURES = "+simd128,+bulk-memory,+sign-ext,+nontrapping-fptoint"
"""What every browser since 2023 has. No relaxed SIMD, which may round otherwise; nothing multiplies and adds in one."""
OPTIMISED = 2
STACK = 65_536
"""Bytes for the stack; what lies behind is free."""
FREE = "__heap_base"
"""The name under which a module says where its memory is free."""
HEAD, NOTES, TYPES, IMPORTS, FUNCTIONS, GLOBALS, EXPORTS, CODE = 8, 0, 1, 2, 3, 6, 7, 10
"""Bytes of a module before its first section, and the numbers of sections."""


class NotLinked(RuntimeError):
    """An object has something in it that is not expected of a month."""


@cache
def _target() -> Any:
    """WebAssembly as LLVM knows it; None where the LLVM at hand does not."""
    binding.initialize_all_targets()
    binding.initialize_all_asmprinters()
    try:
        return binding.Target.from_triple(TRIPLE)
    except RuntimeError:
        return None


def compiles() -> bool:
    """Whether the LLVM at hand can make WebAssembly."""
    return _target() is not None


def compiled(text: str) -> bytes:
    """The module of a text of :func:`~kkgsim.engine.printing.wasm_text.wasm_text`, the same bytes on every machine; it
    takes a memory ``env.memory`` and exports its entries and :data:`FREE`."""
    module = binding.parse_assembly(text, context=binding.create_context())
    module.triple = TRIPLE
    machine = _target().create_target_machine(features=FEATURES, opt=OPTIMISED)
    return linked(machine.emit_object(module))


def compiled_once(text: str) -> bytes:
    """The same, from the cache where it was made before."""
    made_from = f"{FEATURES} {OPTIMISED} {STACK}\n{text}"
    path = disk.cache_folder() / f"{hashlib.sha256(made_from.encode()).hexdigest()[:24]}.wasm"
    content = kept(path)
    if content is None:
        content = compiled(text)
        keep(path, content)
    return content


def linked(made: bytes) -> bytes:
    """An object as a module. Raises :class:`NotLinked` for one that imports functions or brings data."""
    sections = {number: content for number, content in _sections(made) if number != NOTES}
    if set(sections) != {TYPES, IMPORTS, FUNCTIONS, CODE}:
        raise NotLinked(f"sections {sorted(sections)}")
    imported = [name for name in (b"__linear_memory", b"__stack_pointer") if name in sections[IMPORTS]]
    if _number(sections[IMPORTS], 0)[0] != len(imported):
        raise NotLinked("it imports more than a memory and a stack")
    count, _ = _number(sections[FUNCTIONS], 0)
    first = count - len(ENTRIES)  # the entries stand last in the text
    whole = _signed(STACK)
    module = {
        TYPES: sections[TYPES],
        IMPORTS: _several([_name("env") + _name("memory") + b"\x02\x00\x01"]),
        FUNCTIONS: sections[FUNCTIONS],
        GLOBALS: _several([b"\x7f\x01\x41" + whole + b"\x0b", b"\x7f\x00\x41" + whole + b"\x0b"]),
        EXPORTS: _several(
            [*(_name(name) + b"\x00" + _unsigned(first + rank) for rank, name in enumerate(ENTRIES)),
             _name(FREE) + b"\x03\x01"]
        ),
        CODE: sections[CODE],
    }  # fmt: skip
    return made[:HEAD] + b"".join(bytes([number]) + _sized(content) for number, content in module.items())


def _sections(made: bytes) -> Iterator[tuple[int, bytes]]:
    """The numbers and contents of the sections of a module, in order."""
    at = HEAD
    while at < len(made):
        size, begin = _number(made, at + 1)
        yield made[at], made[begin : begin + size]
        at = begin + size


def _number(content: bytes, at: int) -> tuple[int, int]:
    """The unsigned whole number that begins somewhere (LEB128), and where it ends."""
    value = shift = 0
    while True:
        byte = content[at]
        value, shift, at = value | (byte & 0x7F) << shift, shift + 7, at + 1
        if byte < 0x80:
            return value, at


def _unsigned(value: int) -> bytes:
    """An unsigned whole number in LEB128."""
    rest, low = divmod(value, 0x80)
    return bytes([low]) if not rest else bytes([low | 0x80]) + _unsigned(rest)


def _signed(value: int) -> bytes:
    """A whole number from zero in signed LEB128, where a bit more says that it is not negative."""
    rest, low = divmod(value, 0x80)
    return bytes([low]) if not rest and low < 0x40 else bytes([low | 0x80]) + _signed(rest)


def _sized(content: bytes) -> bytes:
    return _unsigned(len(content)) + content


def _name(name: str) -> bytes:
    return _sized(name.encode())


def _several(parts: Sequence[bytes]) -> bytes:
    return _unsigned(len(parts)) + b"".join(parts)
