"""What the tests of places share: a list written on the spot, and the real lists where they exist."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from every_check import NO_REAL_LISTS

Write = Callable[..., Path]


@pytest.fixture
def listed(tmp_path: Path) -> Write:
    """A function that writes text or bytes as a list and gives its path."""

    def write(content: str | bytes, name: str = "list.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    return write


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real lists beside the repository; the test is skipped where it is absent."""
    folder = Path(__file__).resolve().parents[2].parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(NO_REAL_LISTS)
    return folder
