"""The month as a WebAssembly module: an object is a module with an entry under each name, and one with anything else in
it is refused."""

from __future__ import annotations

import errno
import json
import subprocess
from pathlib import Path

import pytest
from llvmlite import binding

from kkgsim.engine import wasm_code
from kkgsim.engine.printing.wasm_text import ENTRIES
from kkgsim.engine.wasm_code import HEAP_BASE, STACK, NotLinked, compiled, compiled_once
from kkgsim.web.in_node import node

SMALL = """\
define internal double @more(ptr %world, double %by) {
%kept = alloca [64 x double]
%first = load double, ptr %world
%which = fptosi double %first to i32
%place = getelementptr double, ptr %kept, i32 %which
store volatile double %by, ptr %place
%again = load volatile double, ptr %place
%sum = fadd double %first, %again
ret double %sum
}
define void @start(ptr %world) {
%sum = call double @more(ptr %world, double 1.0)
store double %sum, ptr %world
ret void
}
define void @advance(ptr %world, i32 %first, i32 %last) {
%sum = call double @more(ptr %world, double 10.0)
store double %sum, ptr %world
ret void
}
"""
"""Uses the stack; one entry adds 1 to a number in memory, the other 10."""
WITH_DATA = "@kept = internal global double 2.0\n" + SMALL.replace(
    "%first = load double, ptr %world", "%first = load double, ptr @kept", 1
)
WITH_OUTSIDE = "declare void @elsewhere()\n" + SMALL.replace("ret void", "call void @elsewhere()\nret void", 1)
PLAY = """
const memory = new WebAssembly.Memory({ initial: 2 });
const module = new WebAssembly.Module(Buffer.from(process.argv[1], "hex"));
const play = new WebAssembly.Instance(module, { env: { memory } }).exports;
const seen = [Object.keys(play), play.__heap_base.value], number = new Float64Array(memory.buffer, 65536, 1);
for (const entry of [() => play.start(65536), () => play.advance(65536, 0, 1)]) { entry(); seen.push(number[0]); }
console.log(JSON.stringify(seen));
"""


@pytest.mark.skipif(node() is None, reason="no Node on this machine")
def test_an_object_becomes_a_module_that_plays() -> None:
    module = binding.parse_assembly(SMALL, context=binding.create_context())
    module.triple = wasm_code.TRIPLE
    machine = wasm_code._target().create_target_machine(features=wasm_code.FEATURES, opt=wasm_code.CODEGEN_LEVEL)
    assert b"__stack_pointer" in machine.emit_object(module), "it asks for a stack"
    command = [str(node()), "-e", PLAY, compiled(SMALL).hex()]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [[*ENTRIES, HEAP_BASE], STACK, 1.0, 11.0]


def test_a_module_is_kept_in_the_cache(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.setenv("KKGSIM_CACHE", str(tmp_path))
    made = compiled_once(SMALL)
    monkeypatch.setattr(wasm_code, "compiled", lambda text: b"made anew")
    assert compiled_once(SMALL) == made == compiled(SMALL)
    assert compiled_once(SMALL + "; another text") == b"made anew"
    monkeypatch.setattr(wasm_code, "STACK", 2 * STACK)
    assert compiled_once(SMALL) == b"made anew", "what it is made with has changed"


def test_what_is_damaged_in_the_cache_is_made_again(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.setenv("KKGSIM_CACHE", str(tmp_path))
    made = compiled_once(SMALL)
    (path,) = tmp_path.rglob("*.wasm")
    path.write_bytes(path.read_bytes()[:-1])
    assert compiled_once(SMALL) == made
    path.write_bytes(b"")
    assert compiled_once(SMALL) == made


def test_where_nothing_can_be_kept_a_module_is_made_all_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    """A folder that is only read refuses even that nothing be taken away."""

    def refuse(path: Path, *given: object, **more: object) -> None:
        raise OSError(errno.EROFS, "read-only", str(path))

    monkeypatch.setenv("KKGSIM_CACHE", str(tmp_path))
    for name in ("write_bytes", "unlink"):
        monkeypatch.setattr(Path, name, refuse)
    assert compiled_once(SMALL) == compiled(SMALL)
    assert not list(tmp_path.rglob("*.wasm"))


@pytest.mark.parametrize(
    ("text", "said"),
    [(WITH_DATA, "sections"), (WITH_OUTSIDE, "more than a memory")],
    ids=["data", "a function from elsewhere"],
)
def test_an_object_with_anything_else_in_it_is_refused(text: str, said: str) -> None:
    with pytest.raises(NotLinked, match=said):
        compiled(text)


@pytest.mark.parametrize("value", [0, 63, 64, 127, 128, 16_383, 16_384, 65_536, 2**31 - 1])
def test_whole_numbers_are_read_as_they_are_written(value: int) -> None:
    written = wasm_code._unsigned(value)
    assert wasm_code._read_unsigned(b"\xff" + written + b"\x00", 1) == (value, 1 + len(written))
    signed = wasm_code._signed_constant(value)
    assert signed[-1] & 0x40 == 0, "it is not negative"
    assert wasm_code._read_unsigned(signed, 0)[0] == value
