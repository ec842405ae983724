"""The month as a WebAssembly module: the same bytes each time, and nothing that an object may have besides is lost."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from kkgsim.engine import wasm_code
from kkgsim.engine.wasm_code import NotLinked, compiled, compiled_once

SMALL = """\
define internal void @work(ptr %world) {
%before = load double, ptr %world
%after = fadd double %before, 1.0
store double %after, ptr %world
ret void
}
define void @start(ptr %world) {
call void @work(ptr %world)
ret void
}
define void @advance(ptr %world, i32 %first, i32 %last) {
call void @work(ptr %world)
ret void
}
"""
WITH_DATA = SMALL.replace("1.0", "%more").replace("%before =", "%more = load double, ptr @kept\n%before =")
WITH_OUTSIDE = "declare void @elsewhere()\n" + SMALL.replace("ret void", "call void @elsewhere()\nret void", 1)


def test_a_module_has_the_same_bytes_each_time(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    made = compiled(SMALL)
    assert made.startswith(b"\0asm\1\0\0\0")
    assert compiled(SMALL) == made
    assert b"__stack_pointer" not in made, "a stack of its own"
    monkeypatch.setenv("KKGSIM_CACHE", str(tmp_path))
    assert compiled_once(SMALL) == made
    monkeypatch.setattr(wasm_code, "compiled", lambda text: pytest.fail("it is in the cache"))
    assert compiled_once(SMALL) == made


def test_a_module_made_otherwise_is_another(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.setenv("KKGSIM_CACHE", str(tmp_path))
    made = compiled_once(SMALL)
    monkeypatch.setattr(wasm_code, "STACK", 2 * wasm_code.STACK)
    assert compiled_once(SMALL) != made


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
    [(f"@kept = internal global double 2.0\n{WITH_DATA}", "sections"), (WITH_OUTSIDE, "more than a memory")],
    ids=["data", "a function from elsewhere"],
)
def test_what_an_object_may_have_besides_is_refused(text: str, said: str) -> None:
    with pytest.raises(NotLinked, match=said):
        compiled(text)


@pytest.mark.parametrize("value", [0, 63, 64, 127, 128, 16_383, 16_384, 65_536, 2**31 - 1])
def test_whole_numbers_are_read_as_they_are_written(value: int) -> None:
    written = wasm_code._unsigned(value)
    assert wasm_code._number(b"\xff" + written + b"\x00", 1) == (value, 1 + len(written))
    signed = wasm_code._signed(value)
    assert signed[-1] & 0x40 == 0, "it is not negative"
    assert wasm_code._number(signed, 0)[0] == value
