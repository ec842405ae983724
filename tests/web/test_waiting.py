"""Tests of the page wait for what they expect of it: what is read off at once depends on how busy the machine is."""

from __future__ import annotations

import ast
from pathlib import Path

from conftest import none

AT_ONCE = frozenset(
    ("input_value", "is_checked", "is_disabled", "is_enabled", "is_visible", "count", "get_attribute", "inner_text",
     "text_content", "all_inner_texts", "all_text_contents")
)  # fmt: skip
"""What reads a page in this moment; ``Room.see`` waits for as long as it has to."""


def read_at_once(text: str) -> list[int]:
    """The lines of the assertions that read something off a page at once."""
    return [
        made.lineno
        for made in ast.walk(ast.parse(text))
        if isinstance(made, ast.Assert)
        for call in ast.walk(made.test)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in AT_ONCE
    ]


def test_no_assertion_reads_a_page_at_once() -> None:
    files = sorted(Path(__file__).parent.glob("test_page_*.py"))
    assert len(files) >= 10
    none(f"{file.name}:{line}" for file in files for line in read_at_once(file.read_text(encoding="utf-8")))


def test_such_an_assertion_is_noticed() -> None:
    assert read_at_once("x = 1\nassert tab.locator('a').input_value() == '2'") == [2]
    assert read_at_once("value = tab.locator('a').input_value()\nassert value, tab.inner_text('b')") == []
