"""Parts of the kernel compiled to intermediate code only.

numba optimises and translates every function that it compiles, and does so again where that is put into its caller.
Rules and loops are called by the kernel alone, so that the first time would be for nothing: a third of all compiling.
This is the only file that reaches into numba's private classes; where a version of numba has others, parts are
compiled like everything else, which takes longer and gives the same numbers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from numba.core import codegen
from numba.core.compiler_lock import global_compiler_lock
from numba.core.registry import cpu_target

NEEDED = ("_linking_libraries", "_final_module", "_finalized", "_reload_init", "_get_module_for_linking", "finalize")


class _Part(codegen.JITCodeLibrary):
    """Code to be put into the kernel: nothing is done to it, and it has no address."""

    def finalize(self) -> None:
        for library in dict.fromkeys(self._linking_libraries):
            self._reload_init.update(library._reload_init)
            self._final_module.link_in(library._get_module_for_linking(), preserve=True)
        self._finalized = True

    def get_pointer_to_function(self, name: str) -> int:
        self._ensure_finalized()
        return 0


class _Choice:
    """Where libraries are asked for: parts for functions of some names, the real thing for everything else."""

    def __init__(self, names: Collection[str]):
        self._names = names

    def __call__(self, of: Any, name: str, **more: Any) -> codegen.JITCodeLibrary:
        return (_Part if name in self._names else codegen.JITCodeLibrary)(of, name, **more)

    def _unserialize(self, of: Any, state: Any) -> codegen.JITCodeLibrary:
        """What comes from the cache is whole."""
        return codegen.JITCodeLibrary._unserialize(of, state)


@contextmanager
def in_parts(names: Collection[str]) -> Iterator[None]:
    """While this lasts, functions of these names are compiled as parts of whatever calls them."""
    compiler = cpu_target.target_context.codegen()
    known = getattr(compiler, "_library_class", None) is codegen.JITCodeLibrary
    if not known or not all(hasattr(codegen.JITCodeLibrary(compiler, "trial"), name) for name in NEEDED):
        yield
        return

    set_env = compiler.set_env

    def set_env_where_there_is_code(name: str, env: Any) -> None:
        if compiler._engine.is_symbol_defined(name):
            set_env(name, env)

    with global_compiler_lock:
        compiler._library_class, compiler.set_env = _Choice(names), set_env_where_there_is_code
        try:
            yield
        finally:
            del compiler._library_class, compiler.set_env
