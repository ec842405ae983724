"""The month as a WebAssembly module, made by the LLVM that every installation has, so that rules of one's own are as
quick in a browser as those that ship.

The object that LLVM gives is a module but for what a linker does: its memory gets a name, the stack pointer a value,
the entries are exported, and the custom sections, which are for linkers, are left out. Indexes of functions stay as
they are, because no function is imported.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from llvmlite import binding

from kkgsim.engine import cache as disk
from kkgsim.engine.machine_code import keep, kept
from kkgsim.engine.printing.wasm_text import ENTRIES

TRIPLE = "wasm32-unknown-unknown"
FEATURES = "+simd128,+bulk-memory,+sign-ext,+nontrapping-fptoint"
"""What every browser since 2023 has. No relaxed SIMD, which may round otherwise; nothing multiplies and adds in one."""
CODEGEN_LEVEL = 2
"""How hard LLVM tries while it makes code; none of its other passes is run."""
STACK = 65_536
"""Bytes of the stack, which grows down; what lies behind them is free."""
HEAP_BASE = "__heap_base"
"""The name under which a module says where its memory is free."""
MAGIC = 8
"""Bytes of a module before its first section."""
CUSTOM, TYPES, IMPORTS, FUNCTIONS, GLOBALS, EXPORTS, CODE = 0, 1, 2, 3, 6, 7, 10
"""The numbers of sections."""


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
    """Whether the LLVM at hand makes WebAssembly."""
    return _target() is not None


def made_with() -> Mapping[str, Any]:
    """All that decides which bytes a text is compiled to."""
    options = {"triple": TRIPLE, "features": FEATURES, "level": CODEGEN_LEVEL, "stack": STACK}
    return {"llvmlite": version("llvmlite"), **options}


def compiled(text: str) -> bytes:
    """The module of a text of :func:`~kkgsim.engine.printing.wasm_text.wasm_text`, which takes a memory ``env.memory``
    and exports its entries and :data:`HEAP_BASE`; where :func:`made_with` is the same, so are the bytes.

    Raises :class:`NotLinked` for a text with data or functions from elsewhere; ask :func:`compiles` first.
    """
    module = binding.parse_assembly(text, context=binding.create_context())
    module.triple = TRIPLE
    machine = _target().create_target_machine(features=FEATURES, opt=CODEGEN_LEVEL)
    return linked(machine.emit_object(module))


def compiled_once(text: str) -> bytes:
    """The same, from the cache where it was made before."""
    content = kept(_path(text))
    if content is None:
        content = compiled(text)
        keep(_path(text), content)
    return content


def is_kept(text: str) -> bool:
    """Whether the module of a text is in the cache."""
    return kept(_path(text)) is not None


def _path(text: str) -> Path:
    """Where the module of a text is kept."""
    key = hashlib.sha256(f"{made_with()} {text}".encode()).hexdigest()[:24]
    return disk.cache_folder() / f"{key}.wasm"


def linked(module_object: bytes) -> bytes:
    """An object as a module. Raises :class:`NotLinked` for one that imports functions or brings data."""
    sections = {number: content for number, content in _sections(module_object) if number != CUSTOM}
    if set(sections) != {TYPES, IMPORTS, FUNCTIONS, CODE}:
        raise NotLinked(f"it has the sections {sorted(sections)}")
    known = [name for name in (b"__linear_memory", b"__stack_pointer") if name in sections[IMPORTS]]
    if _read_unsigned(sections[IMPORTS], 0)[0] != len(known):
        raise NotLinked("it imports more than a memory and a stack pointer")
    functions, _ = _read_unsigned(sections[FUNCTIONS], 0)
    first_entry = functions - len(ENTRIES)  # the entries stand last in the text
    stack = b"\x41" + _signed_constant(STACK) + b"\x0b"  # i32.const, end
    module = {
        TYPES: sections[TYPES],
        IMPORTS: _vector([_name("env") + _name("memory") + b"\x02\x00\x01"]),  # a memory of at least one page
        FUNCTIONS: sections[FUNCTIONS],
        GLOBALS: _vector([b"\x7f\x01" + stack, b"\x7f\x00" + stack]),  # an i32 that may change, and one that may not
        EXPORTS: _vector(
            [*(_name(name) + b"\x00" + _unsigned(first_entry + rank) for rank, name in enumerate(ENTRIES)),
             _name(HEAP_BASE) + b"\x03\x01"]  # the second global
        ),
        CODE: sections[CODE],
    }  # fmt: skip
    return module_object[:MAGIC] + b"".join(bytes([number]) + _sized(content) for number, content in module.items())


def _sections(module: bytes) -> Iterator[tuple[int, bytes]]:
    """The numbers and contents of the sections of a module, in order."""
    at = MAGIC
    while at < len(module):
        size, begin = _read_unsigned(module, at + 1)
        yield module[at], module[begin : begin + size]
        at = begin + size


def _read_unsigned(content: bytes, at: int) -> tuple[int, int]:
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


def _signed_constant(value: int) -> bytes:
    """A whole number that is not negative in signed LEB128, where a bit more says so."""
    rest, low = divmod(value, 0x80)
    return bytes([low]) if not rest and low < 0x40 else bytes([low | 0x80]) + _signed_constant(rest)


def _sized(content: bytes) -> bytes:
    return _unsigned(len(content)) + content


def _name(name: str) -> bytes:
    return _sized(name.encode())


def _vector(parts: Sequence[bytes]) -> bytes:
    return _unsigned(len(parts)) + b"".join(parts)
