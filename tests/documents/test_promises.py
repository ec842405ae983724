"""Every promise of a sweep is in docs/sweeps.md with a test that exists and code that is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROWS = re.findall(
    r"^\| (\d+) \| (.+?) \| (.+?) \| (.+?) \|$", (ROOT / "docs" / "sweeps.md").read_text(encoding="utf-8"), re.MULTILINE
)


def named_in(path: Path) -> set[str]:
    return {node.name for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)}


def test_all_promises_are_told() -> None:
    assert [int(number) for number, *_ in ROWS] == list(range(1, 22))


def test_every_test_named_exists_and_every_promise_has_one() -> None:
    for number, _, _, tests in ROWS:
        named = re.findall(r"`([\w/]+\.py)::(\w+)`", tests)
        assert named, f"promise {number} has no test"
        for file, test in named:
            assert test in named_in(ROOT / "tests" / file), f"promise {number}: {file}::{test}"


def test_all_code_named_is_there() -> None:
    for number, _, code, _ in ROWS:
        for file in re.findall(r"`([\w/]+\.py)`", code):
            assert (ROOT / "kkgsim" / file).is_file(), f"promise {number}: {file}"


def test_every_test_of_a_long_name_is_marked_so() -> None:
    """What the table calls long is left out of an ordinary run."""
    text = (ROOT / "tests" / "execution" / "test_sweep_command.py").read_text(encoding="utf-8")
    for _, _, _, tests in ROWS:
        for test in re.findall(r"::(\w+)` \([^)]*\*long\*", tests):
            before = text[: text.index(f"def {test}(")].rpartition("\n\n\n")[2]
            assert "pytest.mark.long" in before, test
