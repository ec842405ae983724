"""Printed LLVM assembly as functions of this machine: compiled module by module, each kept in the cache, then linked.

A module is named after its text, so a changed rule compiles anew what it stands in and nothing else.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from ctypes import CFUNCTYPE, c_int64, c_void_p
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from llvmlite import binding

from kkgsim.engine import cache as disk
from kkgsim.engine.printing.llvm_function import Module
from kkgsim.engine.printing.llvm_loop import SUMS

FUNCTION = CFUNCTYPE(None, c_void_p, c_int64, c_int64)
"""``function(world, first, last)``; Python's lock is let go of while it is called."""
Progress = Callable[[int, int], None]
"""Told how many of how many modules are compiled."""
WIDE, SUMS_WIDE = "+avx512f", 4 * SUMS
"""What a processor can do whose registers hold a full row each, and how many sums then stay in them: they are twice as
many and twice as wide as those of most."""
HASH = 32
"""Bytes of a hash, before what is kept."""


@dataclass(frozen=True, eq=False)
class Linked:
    """A function, and what holds its code."""

    call: Callable[[Any, int, int], None]
    engine: Any


@cache
def _target() -> Any:
    """This kind of machine."""
    binding.initialize_native_target()
    binding.initialize_native_asmprinter()
    return binding.Target.from_default_triple()


def _features() -> str:
    """What the processor at hand can do; nothing where LLVM cannot tell."""
    try:
        features: str = binding.get_host_cpu_features().flatten()
    except RuntimeError:
        return ""
    return features


def sums_held() -> int:
    """How many sums of a row of lanes stay in the registers of the processor at hand."""
    return SUMS_WIDE if WIDE in _features().split(",") else SUMS


def _machine() -> Any:
    """What compiles for the processor at hand; numbers are rounded after every operation."""
    reloc = "static" if _target().name.startswith("x86") else "default"  # as linking in memory needs it
    return _target().create_target_machine(
        cpu=binding.get_host_cpu_name(), features=_features(), opt=2, reloc=reloc, codemodel="jitdefault"
    )


@cache
def processor() -> str:
    """A hash of what code is compiled with and for."""
    parts = (version("llvmlite"), _target().triple, binding.get_host_cpu_name(), _features())
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:12]


def code_path(module: Module) -> Path:
    """Where the code of a module is kept."""
    name = hashlib.sha256(module.text.encode()).hexdigest()[:24]
    return disk.cache_folder() / f"{name}-{processor()}{disk.COMPILED}"


def kept(path: Path) -> bytes | None:
    """What a file of the cache holds after its hash; None where there is none, or it is not whole."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    return content[HASH:] if hashlib.sha256(content[HASH:]).digest() == content[:HASH] else None


def keep(path: Path, content: bytes) -> None:
    """Keep something with its hash before it; where the disk refuses, it is made anew next time."""
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        partial.write_bytes(hashlib.sha256(content).digest() + content)
        partial.replace(path)
    except OSError:
        with suppress(OSError):  # of what is only read, nothing can be taken away either
            partial.unlink(missing_ok=True)


def _compiled(module: Module) -> bytes:
    """The code of a module, compiled in a context of its own, so that threads may compile side by side."""
    parsed = binding.parse_assembly(module.text, context=binding.create_context())
    code: bytes = _machine().emit_object(parsed)
    keep(code_path(module), code)
    return code


def codes(modules: Sequence[Module], progress: Progress | None = None) -> dict[str, bytes]:
    """The code of modules by their names, from the cache or compiled by as many threads as there are processors, of
    which ``progress`` is told."""
    made = {module.name: kept(code_path(module)) for module in modules}
    missing = [module for module in modules if made[module.name] is None]
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        for rank, code in enumerate(pool.map(_compiled, missing)):
            made[missing[rank].name] = code
            if progress is not None:
                progress(rank + 1, len(missing))
    return {name: code for name, code in made.items() if code is not None}


def linked(names: Sequence[str], code: Mapping[str, bytes]) -> Linked:
    """The function of the last of some modules, which call each other, of their code by name."""
    engine = binding.create_mcjit_compiler(binding.parse_assembly(""), _machine())
    for name in names:
        engine.add_object_file(binding.object_file.ObjectFileRef.from_data(code[name]))
    engine.finalize_object()
    return Linked(FUNCTION(engine.get_function_address(names[-1])), engine)
